"""ACC008."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transqa.check import Context, Fault, Pair, rule
from transqa.model import BlockKind, Severity
from transqa.rules.accuracy.lengths import lengths
from transqa.text.language import entry

_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CAPTION})
#: What a finished text may end with.
_CLOSED = frozenset(".!?。！？…．”’」』）)》】]:：;；\0~～*_|>")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]*_]*\s*$")
_OPEN = frozenset("（([【「『《〈“‘{")
_COMMA = frozenset(",，、")
#: Words after which a sentence goes on.
_GOES_ON: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"(?:[和与與及或而且但则則在把被对對从從向将將由以使让讓]|的|以及|因为|因為|由于|由於|例如|比如|包括)$"),
    "ja": re.compile(r"(?:[のとはがをにでやへも]|から|まで|など|および|または)$"),
    "en": re.compile(r"(?<![\w-])(?:and|or|but|the|an?|of|to|with|for|in|on|at|by|from|as|than|that|which|because|if)$", re.I),
    "de": re.compile(r"(?<![\w-])(?:und|oder|aber|der|die|das|den|dem|des|eine?[nmrs]?|von|mit|für|zu|zum|zur|als|dass|weil|wenn|wie)$"),
    "fr": re.compile(r"(?<![\w-])(?:et|ou|mais|les?|la|des?|du|une?|à|aux?|pour|avec|dans|que|qui|par|sur)$"),
    "es": re.compile(r"(?<![\w-])(?:y|o|pero|el|las?|los|una?|del?|para|con|en|que|por|al)$"),
}  # fmt: skip
_COLONS = frozenset(":：")
#: Words behind a colon that are an announced sentence.
_SAID = 3
#: Characters that the finding shows.
_TAIL = 8
#: From which shortness on (standard deviations, logarithm) the end is certainly missing.
_DEVIATIONS, _SHORT = -2.5, -0.3


@rule("ACC008", "truncated-ending", mqm="accuracy/omission", severity=Severity.MINOR)
def truncated_ending(pair: Pair, context: Context) -> Iterator[Fault]:
    """A translation breaks off in the middle of a sentence.

    Its last block ends in an opening bracket, a comma, a colon with nothing behind it or a word after which a sentence goes
    on, while the source ends its sentence. It is major after an opening bracket, and in a block that is also much shorter than usual.

    Why: an answer that was cut off at a limit looks finished to whoever does not read the source.
    Bad: The reader opens the book, the lamp and the old wooden door. => 读者打开书、灯和
    Good: The reader opens the book, the lamp and the old wooden door. => 读者打开书、灯和那扇旧木门。
    Fix: none; only a translator can supply what is missing.
    """
    text = pair.target.prose.rstrip()
    if (
        not text
        or (text[-1] in _CLOSED and not (text[-1] in _COLONS and _announced(pair, text)))
        or pair.target.blocks[-1].kind not in _RUNNING
    ):
        return
    source = pair.source.prose.rstrip()
    if not _SENTENCE_END.search(source[-6:]):
        return
    ending = entry(_GOES_ON, context.target.language)
    last = text[-1]
    if last in _OPEN or last in _COMMA or last in _COLONS:
        why = f"ends with {last!r}"
    elif ending and (found := ending.search(text[-12:])):
        why = f"ends with {found[0]!r}"
    else:
        return
    short = _is_short(pair, context)
    yield Fault(
        f"the block {why}, while the source ends its sentence; it may have been cut off",
        source=pair.source.quote(_unsaid(source) if last in _COLONS else max(0, len(source) - 40), len(source)),
        target=pair.target.quote(max(0, len(text) - _TAIL, text.rfind("\x1e") + 1), len(text)),
        severity=Severity.MAJOR if last in _OPEN or short else Severity.MINOR,
        confidence=0.9 if short or last in _OPEN else 0.6,
        evidence={"kind": "truncated", "short": short},
    )


def _unsaid(source: str) -> int:
    """Where what stands behind the last colon begins."""
    return source.rindex(": ") + 2


def _announced(pair: Pair, text: str) -> bool:
    """Whether the colon at the end of a translation is that of a source which says what it announces."""
    source = pair.source.prose
    if ": " not in source or sum(map(text.count, _COLONS)) > source.count(":"):
        return False
    return len(source[_unsaid(source) :].split()) >= _SAID


def _is_short(pair: Pair, context: Context) -> bool:
    surplus = lengths(context).surplus(pair.index)
    return surplus is not None and surplus[1] < _DEVIATIONS and surplus[0] < _SHORT
