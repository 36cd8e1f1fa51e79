"""NAM003."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.sound import similarity
from transqa.lexicon import Lexicon
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.people.lists import Item, people
from transqa.rules.people.names import Person, pinyin, sounds
from transqa.text.fold import fold

_DOT = re.compile(r"[·•・‧]")
_LATIN = re.compile(r"[^\W\d_\u3000-\uffff]+(?:[-'’][^\W\d_\u3000-\uffff]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_INITIAL = re.compile(r"[A-Z]\.?")
#: Likeness of sound from which two names are the same, and below which they are not.
_SAME, _OTHER = 0.6, 0.4


@rule("NAM003", "name-part-lost", mqm="accuracy/omission", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def name_part_lost(context: Context) -> Iterator[Fault]:
    """A person in a list lost the family name or the given name.

    What is left is one of the name's words, with an initial or without, half of a double name, one Chinese character, one
    half beside a middle dot, or a transcription that sounds like one word of the name only; or the other half became an
    ordinary word. Three words of which a transcription has two are minor.

    Why: "Wang et al." is thousands of people.
    Bad: By Ilse Brandvold, Tomasz Zielak, and Amara Weidlich. => 作者：Ilse Brandvold、Zielak 和 Amara Weidlich。
    Good: By Ilse Brandvold, Tomasz Zielak, and Amara Weidlich. => 作者：Ilse Brandvold、Tomasz Zielak 和 Amara Weidlich。
    Fix: unsafe; the name as the source writes it.
    """
    for found in people(context):
        if not found.trusted and len(found.items) != len(found.names):
            continue
        for person, item in found.matched:
            if not item.text or len(person.parts) < 2:
                continue
            lost, severity = _lost(person, item, context.lexicon)
            if not lost:
                continue
            target = found.pair.target.quote(item.start, item.end)
            yield Fault(
                f"{target.text!r} is not the whole of {person.text!r}: {lost}",
                source=found.pair.source.quote(person.start, person.end),
                target=target,
                severity=severity,
                fixes=(Fix(person.text, Safety.UNSAFE, (Edit(target.span, person.text),)),),
                confidence=0.85 if severity is Severity.MAJOR else 0.6,
                evidence={"kind": "names", "name": person.text},
            )


def is_partial(person: Person, item: Item, lexicon: Lexicon | None) -> bool:
    """Whether the item is reported as a part of the person's name."""
    return bool(item.text) and len(person.parts) > 1 and bool(_lost(person, item, lexicon)[0])


def _lost(person: Person, item: Item, lexicon: Lexicon | None) -> tuple[str, Severity]:
    """What is missing from the name, and how bad that is; an empty text where nothing is."""
    parts = [fold(part, "en") for part in person.parts]
    core = item.text.removeprefix("由")
    latin = [fold(word, "en") for word in _LATIN.findall(core) if len(word) > 1]
    han = "".join(_HAN.findall(core))
    if not han:
        left = [part for part in parts if part not in latin]
        words = core.split()
        # One word of several, an initial beside it or not.
        if len(latin) == 1 and latin[0] in parts and "-" not in core and all(map(_INITIAL.fullmatch, words[1:])):
            return (f"only {core!r} is left", Severity.MAJOR) if left else ("", Severity.MINOR)
        double = next((part for part in left if " " in part), "")
        half = len(left) == 1 and double and [word for word in latin if word in double.split()] == double.split()[:1]
        return (f"half of {double.title()!r} is gone", Severity.MINOR) if half else ("", Severity.MINOR)
    if latin:
        rest = " ".join(part for part in parts if part not in latin)
        half = rest and len(latin) < len(parts) and all(word in parts for word in latin) and not _DOT.search(core)
        if half and lexicon and similarity(rest.replace(" ", ""), pinyin(han, lexicon)) < _OTHER:
            return f"{han!r} does not sound like {rest.title()!r}", Severity.MAJOR
        return "", Severity.MINOR
    if len(han) == 1 or _DOT.match(core) or _DOT.match(core[-1:]):
        return "only one part of it is left", Severity.MAJOR
    dotted = [piece for piece in re.split(r"[·•・‧\-‐]", core) if _HAN.search(piece)]
    if len(dotted) > 1 and _DOT.search(core):
        words = [part for part in parts if len(part) > 1]
        if len(words) > len(dotted) and not any("-" in part or " " in part for part in parts):
            return f"it has {len(dotted)} of {len(words)} parts", Severity.MINOR
        return "", Severity.MINOR
    if lexicon is None:
        return "", Severity.MINOR
    # Without a dot: a Chinese, Japanese or Korean name, or a transcription of one word of a longer name.
    spoken = pinyin(han, lexicon)
    best = max(parts, key=lambda part: similarity(part.replace(" ", ""), spoken))
    alone = similarity(best.replace(" ", ""), spoken)
    if alone >= _SAME and sounds(person.text, core, lexicon) < min(_SAME, alone - 0.2) and len(person.text) > 11:
        return f"it sounds like {best.title()!r} alone", Severity.MAJOR
    return "", Severity.MINOR
