"""NAM011."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.people.lists import Item, people
from transqa.rules.people.names import HAN

#: A transcribed name has a dot; the name of a Chinese author has none, and stands beside Latin ones by right.
_TRANSCRIBED = re.compile(r"[\u3400-\u9fff][·•・‧]\s?[\u3400-\u9fff]")
#: Two names make no list.
_LIST = 3
_LATIN = re.compile(r"[^\W\d_]{2,}(?:['’\-‐‑. ]+[^\W\d_]+\.?)+")


@rule(
    "NAM011",
    "mixed-name-scripts",
    mqm="terminology/inconsistent",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh",),
)
def mixed_name_scripts(context: Context) -> Iterator[Fault]:
    """One list of people has transcribed names and names in Latin letters.

    The fewer of the two are reported, and the Latin ones where both are as many. Chinese names in characters may stand
    beside either.

    Why: a reader cannot tell whether the two kinds of people differ.
    Bad: By Ilse Brandvold, Tom Zahavy, and David Weidlich. => 作者：Ilse Brandvold、汤姆·扎哈维和戴维·魏德利希。
    Good: By Ilse Brandvold, Tom Zahavy, and David Weidlich. => 作者：伊尔丝·布兰德沃尔德、汤姆·扎哈维和戴维·魏德利希。
    Fix: none; which of the two it should be is the house's choice.
    """
    for found in people(context):
        transcribed = [item for item in found.items if _TRANSCRIBED.search(item.text)]
        latin = [item for item in found.items if not HAN.search(item.text) and _LATIN.fullmatch(item.text)]
        if not transcribed or not latin or len(found.items) != len(found.names) or len(found.items) < _LIST:
            continue
        fewer, more = (transcribed, latin) if len(transcribed) < len(latin) else (latin, transcribed)
        start, end = _first_row(fewer, found.items)
        place = found.pair.target.quote(start, end)
        yield Fault(
            f"{place.text!r} stands among names "
            + ("in Latin letters" if fewer is transcribed else "that are transcribed")
            + f" ({len(fewer)} against {len(more)})",
            source=found.pair.source.quote(found.names[0].start, found.names[-1].end),
            target=place,
            confidence=0.7,
            evidence={"kind": "names", "transcribed": len(transcribed), "latin": len(latin)},
        )


def _first_row(chosen: Sequence[Item], items: Sequence[Item]) -> tuple[int, int]:
    """The range of the first of them and of those that follow it without another between."""
    at = items.index(chosen[0])
    end = at
    while end + 1 < len(items) and items[end + 1] in chosen:
        end += 1
    return items[at].start, items[end].end
