"""Numbers of tables, which are written with less than those of sentences: a magnitude in the head, blanks between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from transqa.check.pair import Side
from transqa.model import BlockKind
from transqa.text.quantity import Kind, Quantity

#: What English and Chinese heads count in, and by how much their figures differ: billions and 亿, millions and 万.
_RATIOS = frozenset({Fraction(10), Fraction(100), Fraction(1, 10), Fraction(1, 100)})
_ENGLISH = re.compile(r"(?<![A-Za-z])(?:[kmb]n?|thousands?|[mb]illions?)(?![A-Za-z])", re.IGNORECASE)
_HAN = re.compile("[万萬亿億]")
_BLANKS = frozenset(" \u00a0\u2009\u202f")


def rescaled(one: Quantity, other: Quantity, source: Side, target: Side) -> bool:
    """Whether two figures of a table differ by what the magnitudes in its two heads differ: 65 ($bn) and 650 (亿美元)."""
    if one.kind is not Kind.NUMBER or other.kind is not Kind.NUMBER or one.magnitude or other.magnitude:
        return False
    if not one.values or not other.values or not one.values[0]:
        return False
    return (
        Fraction(other.values[0], one.values[0]) in _RATIOS
        and all(side.blocks[0].kind is BlockKind.TABLE_CELL for side in (source, target) if side.blocks)
        and _ENGLISH.search(_above(source)) is not None
        and _HAN.search(_above(target)) is not None
    )


def _above(side: Side) -> str:
    """The rows of the table before a cell, its head among them."""
    text, start = side.document.text, side.blocks[0].span.start
    return text[max(text.rfind("\n\n", 0, start), 0) : start]


def grouped(left: Sequence[Quantity], over: Sequence[Quantity], target: str) -> Iterator[tuple[Quantity, ...]]:
    """A number of the source with the groups that it is written in with blanks: 94,905 and 94 905."""
    wanted = {one.values[0]: one for one in left if one.values}
    for first, second in pairwise(over):
        groups = first.digits.isdigit() and second.digits.isdigit() and len(second.digits) == 3
        if groups and target[first.end : second.start] in _BLANKS:
            one = wanted.get(int(first.digits + second.digits))
            if one is not None:
                yield one, first, second
