"""What the words of a language that are not read may say of a number: a difference they can explain is no fault.

Of a language outside the tables of ``transqa.text.units`` any word beside a figure may be a magnitude, a unit or "percent";
where number words are not read, a number that people write as a word may be one.
"""

from __future__ import annotations

import re
from fractions import Fraction

from transqa.text.number_language import Language
from transqa.text.quantity import TOLERANCE, Kind, Quantity, Value
from transqa.text.units import DIMENSIONS, conversion

_PLAIN = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
#: Up to here numbers, and halves of them, are written as words by the style guides of most languages.
_SPELLED = 20
#: Percentages that are a quarter or a third.
_SHARES = frozenset({25, 33, 66, 67, 75})
#: From here on a magnitude word may take the zeros' place.
_LARGE = 1000
_POWERS = frozenset(10**power for power in range(2, 16))


def spelled(one: Quantity, known: Language) -> bool:
    """Whether the number may stand in words in a language whose number words are not read."""
    if known.numerals:
        return False
    if not one.values or not _PLAIN.fullmatch(one.digits):
        return not one.parts
    figures = Fraction(one.digits)
    if figures <= _SPELLED and (2 * figures).denominator == 1:
        return True
    if one.kind is Kind.PERCENT and figures in _SHARES:
        return True
    return len(one.digits.strip("0")) == 1 and "." not in one.digits


def explained(one: Quantity, known: Language, other: Quantity, theirs: Language) -> bool:
    """Whether two numbers of two languages may be the same for what is not known of either language's words."""
    return (not known.listed and _grown(one, other)) or (not theirs.listed and _grown(other, one))


def _grown(bare: Quantity, whole: Quantity) -> bool:
    """Whether an unread word beside ``bare`` may make ``whole`` of it: a magnitude, percent, another unit."""
    return any(_makes(value, worth, whole) for value in bare.values if value for worth in whole.values)


def _makes(value: Value, worth: Value, whole: Quantity) -> bool:
    if whole.kind is Kind.PERCENT:
        return worth * 100 == value
    if worth >= _LARGE and Fraction(worth, value) in _POWERS:
        return True
    if whole.unit in ("degC", "degF"):
        warm = (Fraction(9 * worth, 5) + 32) if whole.unit == "degC" else Fraction(5 * (worth - 32), 9)
        return abs(warm - value) <= 1
    factors = (conversion(whole.unit, unit) for unit in DIMENSIONS) if whole.unit in DIMENSIONS else ()
    return any(factor and abs(worth * factor - value) <= TOLERANCE * value for factor in factors)
