"""The value algebra of numbers: what a number of a text is worth, and when two of them are the same."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from transqa.text.units import conversion

#: An exact value. Whole ones are mostly ints, which is much faster; the two compare and hash alike, but divide them with
#: ``Fraction(one, other)`` only: ``/`` makes a float of two ints.
Value: TypeAlias = int | Fraction


class Kind(StrEnum):
    """What a number stands for."""

    NUMBER = "number"
    PERCENT = "percent"
    TIMES = "times"
    ORDINAL = "ordinal"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    QUARTER = "quarter"
    SIZE = "size"
    RATIO = "ratio"
    LABEL = "label"


class Weight(StrEnum):
    """How much a number claims: an AMOUNT must be on both sides, a WORD may be changed but not missed, NONE only
    explains a number of the other side.
    """

    AMOUNT = "amount"
    WORD = "word"
    NONE = "none"


class Quantity(NamedTuple):
    """A number of a text. A tuple, for very many are made, each from the one before (``_replace`` is twice as slow as the
    methods below).

    ``values`` are its exact readings, likeliest first; ``interval`` is the half-open range of a vague number (dozens,
    十几). A percentage is its hundredth, so 50% is one half. ``parts`` are the sides of a SIZE (64x64) or RATIO (3:1),
    ``digits`` the figures as written without separators, ``magnitude`` the word or letter behind them, ``part`` is
    "early", "mid" or "late" of a month. ``shared`` says that unit and magnitude stand at another number of a range.
    """

    start: int
    end: int
    kind: Kind
    values: tuple[Value, ...] = ()
    interval: tuple[Value, Value] | None = None
    weight: Weight = Weight.NONE
    digits: str = ""
    magnitude: str = ""
    unit: str = ""
    parts: tuple[Value, ...] = ()
    part: str = ""
    shared: bool = False

    def taken_as(self, kind: Kind, weight: Weight) -> Quantity:
        """The quantity as another kind with another weight."""
        return Quantity(
            self.start, self.end, kind, self.values, self.interval, weight, self.digits, self.magnitude, self.unit,
            self.parts, self.part, self.shared,
        )  # fmt: skip

    def measured(self, end: int, unit: str) -> Quantity:
        """The quantity with a unit that ends at ``end``."""
        return Quantity(
            self.start, end, self.kind, self.values, self.interval, self.weight, self.digits, self.magnitude, unit,
            self.parts, self.part, self.shared,
        )  # fmt: skip

    def scaled(self, end: int, factor: Value, magnitude: str) -> Quantity:
        """The quantity so many times larger, which the word ``magnitude`` says that ends at ``end``."""
        values = tuple([value * factor for value in self.values])
        return Quantity(
            self.start, end, self.kind, values, self.interval, self.weight, self.digits, magnitude, self.unit,
            self.parts, self.part, self.shared,
        )  # fmt: skip


_DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER})
#: Values may differ by this much when one was converted into another unit.
TOLERANCE = Fraction(6, 100)


def same_value(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be the same, their units apart: some reading of one agrees with one of the other."""
    if one.parts and other.parts:
        return one.parts == other.parts
    if one.kind is not other.kind and one.kind in _DATES and other.kind in _DATES:
        return False
    for value in one.values:
        if value in other.values:
            return True
    if one.interval and other.interval:
        return max(one.interval[0], other.interval[0]) < min(one.interval[1], other.interval[1])
    return _within(one, other) or _within(other, one)


def _within(one: Quantity, other: Quantity) -> bool:
    return other.interval is not None and any(other.interval[0] <= value < other.interval[1] for value in one.values)


def converted(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers agree after a conversion of units: 10 miles and 16 公里, 24 hours and 1 天."""
    if not one.unit or not other.unit or one.unit == other.unit:
        return False
    if {one.unit, other.unit} == {"degC", "degF"}:
        warm, cold = (one, other) if one.unit == "degF" else (other, one)
        return any(abs(Fraction((a - 32) * 5, 9) - b) <= 1 for a in warm.values for b in cold.values)
    factor = conversion(one.unit, other.unit)
    if factor is None or factor == 1:
        return False
    return any(abs(a * factor - b) <= TOLERANCE * b for a in one.values for b in other.values)


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether nothing speaks against the units: they are the same, or one of them is not known."""
    return not one.unit or not other.unit or one.unit == other.unit or conversion(one.unit, other.unit) == 1
