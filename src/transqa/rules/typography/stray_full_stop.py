"""TYP010."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, sheet

_STOP = re.compile(r"[。．]")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,4})\Z")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9][\w.-]*\Z", re.ASCII)
_WORD_AFTER = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)
_ABBREVIATION = re.compile(r"(?<![A-Za-z])(?:e\.g|i\.e|vs|cf|Figs?|Eqs?|Sec|No|Drs?|Mrs?|Ms|Prof|St)\Z")
_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]\Z")


@rule(
    "TYP010",
    "stray-full-stop",
    mqm="typography/punctuation",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh", "yue", "ja"),
)
def stray_full_stop(context: Context) -> Iterator[Fault]:
    """A Chinese full stop where the source has a dot: ``1。引言``, ``example。com``, ``3。5``, ``J。Smith``, ``e.g。``.

    A machine ends a sentence at every dot. A number at the beginning of a block, a dotted name or number that
    the source has with a dot, an initial and an abbreviation are reported; ``。`` between a sentence and the
    next is not, whatever stands beside it. (A name whose first half was translated, 蓉城。AI, is DNT006.)

    Why: the number of a heading becomes a sentence of one figure, an address leads nowhere.
    Bad: # 2. Related work => # 2。相关工作
    Good: # 2. Related work => # 2. 相关工作
    Fix: safe.
    """
    page = sheet(context)
    if not page.has("。．"):
        return
    hits = [hit for match in _STOP.finditer(page.text) if (hit := _judge(page, match.start()))]
    # The numbers of the headings are one slip, made as often as there are headings.
    for numbers, together in ((True, True), (False, None)):
        yield from faults(
            page,
            [hit for hit in hits if page.text[hit.start : hit.end - 1].isdigit() is numbers],
            lambda text, right: f"{text!r} has a full stop for a dot; write {right!r}",
            kind="stray-stop",
            together=together,
        )


def _judge(page: Sheet, at: int) -> Hit | None:
    text = page.text
    before = text[at - 1 : at]
    if not (before.isascii() and before.isalnum()):
        return None
    first, last = page.bounds(at)
    low = max(first, at - 40)
    word = _WORD_BEFORE.search(text, low, at)
    if not word:
        return None
    start, end = word.start(), at + 1
    gap = "" if text[end : end + 1] in " \u00a0" else " "
    number = _NUMBER.fullmatch(text, start, at)
    if number and start - first < 12 and text[first:start].strip(" \"'“‘([（【") == "" and end < last:
        return Hit(start, end, f"{text[start:at]}.", ((at, end, "." + gap),))
    follows = _WORD_AFTER.match(text, end, last)
    if _ABBREVIATION.search(text, start, at) and end < last:
        return Hit(start, end, f"{text[start:at]}.", ((at, end, "."),))
    if not follows:
        return None
    if _INITIAL.search(text, start, at) and follows.group()[0].isupper() and text[end].isupper():
        return replaced_word(start, at, follows.end(), text)
    whole = f"{word.group()}.{follows.group()}"
    if page.in_source(at, whole):
        return replaced_word(start, at, follows.end(), text)
    return None


def replaced_word(start: int, at: int, end: int, text: str) -> Hit:
    """A word with a full stop in it, mended by a dot."""
    return Hit(start, end, f"{text[start:at]}.{text[at + 1 : end]}", ((at, at + 1, "."),))
