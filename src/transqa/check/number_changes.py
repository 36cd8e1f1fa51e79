"""Numbers without counterpart on the two sides of a pair that look like one number written wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from transqa.text.number_language import Language
from transqa.text.quantity import Kind, Quantity, Value, Weight, same_unit
from transqa.text.units import is_currency

#: What says before or behind a number that it is not exact.
_HEDGE = re.compile(
    r"(?:about|around|nearly|almost|over|under|than|roughly|approximately|some|[~≈><]|约|約|大约|近|超过|超過|逾|将近|將近|"
    r"不到|接近|少于|多于|多於|高达|達|过|過|rund|etwa|fast|über|約|およそ|超) ?$",
    re.IGNORECASE,
)
#: About so many, in both languages.
_ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|some) \Z|[~≈]\Z", re.IGNORECASE)
_ABOUT_ZH = frozenset(("约", "約", "大约", "左右", "上下", "~", "≈"))
#: Of these, what makes it the least it can be, and the most.
_LEAST = frozenset(("over", "超过", "超過", "逾", "多于", "多於", "über", "超", "多", "余", "餘", "以上", "plus"))
_MOST = frozenset(("nearly", "almost", "under", "近", "将近", "將近", "不到", "接近", "少于", "fast", "以下"))
_FACTORS = frozenset((10**3, 10**4, 10**6, 10**8, 10**9, 10**12))
#: From here on a number in words is meant as it is said.
_VAST = 10**6
_PLAIN = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
#: Figures of which a decimal point and a comma of thousands make two numbers: 1.046 and 1,046.
_POINTED = 4
_EXACT = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER, Kind.ORDINAL, Kind.SIZE, Kind.RATIO})
_HEDGED = re.compile(" ?(?:多|余|餘|左右|上下|以上|以下|or so|plus|ほど)")


@dataclass(frozen=True, slots=True)
class Change:
    """A source number and what seems to stand for it. ``why``: magnitude, digits, unit, percent, date or place."""

    source: Quantity
    target: Quantity
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Rest:
    """What found no counterpart on either side, with the texts; ``echoes`` are values that occur again over there."""

    left: list[Quantity]
    over: list[Quantity]
    echoes: set[int]
    source: str
    target: str
    known: tuple[Language, Language]

    def alone(self, one: Quantity, other: Quantity) -> bool:
        """Whether each is the only number of its kind that is left, and neither is an echo."""
        if id(one) in self.echoes or id(other) in self.echoes:
            return False
        return _alone(one, self.left) and _alone(other, self.over)


def changes(rest: Rest) -> Iterator[Change]:
    """The pairs of them that look like one number, each number once, the likeliest pair first."""
    found = [change for one in rest.left for other in rest.over if (change := _change(one, other, rest)) is not None]
    found.sort(key=lambda change: -change.confidence)
    used: set[int] = set()
    for change in found:
        if id(change.source) in used or id(change.target) in used:
            continue
        used |= {id(change.source), id(change.target)}
        yield change


def _change(one: Quantity, other: Quantity, rest: Rest) -> Change | None:
    """Whether ``other`` is ``one`` written wrong: the evidence, and how far it goes."""
    first, second = _class(one), _class(other)
    if first == "percent" and second == "amount":
        bare = one.weight is Weight.AMOUNT and not (other.unit or other.magnitude)
        return Change(one, other, "unit", 0.8) if bare and one.values[0] * 100 in other.values[:1] else None
    if first == "amount" and second == "percent":
        bare = other.weight is Weight.AMOUNT and not (one.unit or one.magnitude)
        return Change(one, other, "percent", 0.8) if bare and one.values[:1] == (other.values[0] * 100,) else None
    if first != second and {first, second} != {"amount", "money"}:
        return None
    if first == "size":
        return Change(one, other, "digits", 0.9) if len(one.parts) == len(other.parts) else None
    if first == "ratio":
        return Change(one, other, "place", 0.6) if rest.alone(one, other) and not _clocks(one, other) else None
    if first in ("year", "month", "day", "quarter"):
        return Change(one, other, "date", 0.8) if rest.alone(one, other) else None
    if (not one.digits and not rest.known[1].numerals) or (not other.digits and not rest.known[0].numerals):
        return None  # in words here, and perhaps in words over there that are not read
    if not one.values or not other.values:
        return _vaguely(one, other) if rest.alone(one, other) else None
    return _by_figures(one, other, rest) or (_by_place(one, other, rest) if first == second else None)


def _by_figures(one: Quantity, other: Quantity, rest: Rest) -> Change | None:
    """The same figures in another magnitude, or figures misread in the same one."""
    amounts = (one.weight is Weight.AMOUNT) + (other.weight is Weight.AMOUNT)
    figures, others = _significant(one), _significant(other)
    large = max(one.values[0], other.values[0]) >= 1000 and bool(one.magnitude or other.magnitude)
    if amounts and large and figures == others:
        echo = id(one) in rest.echoes or id(other) in rest.echoes
        return Change(one, other, "magnitude", 0.95 if len(figures) > 1 or not echo else 0.7)
    if figures == others:
        if [one] == _vast(rest.left) and [other] == _vast(rest.over):
            return Change(one, other, "magnitude", 0.8)  # a billion, and 一亿
        low, high = sorted((one.values[0], other.values[0]))
        pointed = high == 1000 * low and len(figures) >= _POINTED
        rate = amounts and high < 1 and not (one.unit or other.unit)  # 万分之三 for 3 in 100,000
        return Change(one, other, "magnitude", 0.9) if pointed or rate else None
    if amounts == 2 and _misread(figures, others) and _order(one.values[0]) == _order(other.values[0]):
        return Change(one, other, "digits", 0.9 if len(figures) > 2 or one.kind is Kind.PERCENT else 0.7)
    return None


def _vast(row: list[Quantity]) -> list[Quantity]:
    return [one for one in row if one.values and one.values[0] >= _VAST]


def _by_place(one: Quantity, other: Quantity, rest: Rest) -> Change | None:
    """The only two numbers of their kind without a counterpart."""
    first, second = one.values[0], other.values[0]
    if first in (0, 1) or second in (0, 1) or not rest.alone(one, other):
        return None
    if one.kind is Kind.PERCENT:
        return Change(one, other, "place", 0.8)
    # Ten times, and 两倍: what is larger by n times is n + 1 times as large.
    if one.kind is other.kind is Kind.TIMES and not any(-1 <= a - b <= 1 for a in one.values for b in other.values):
        slip = _significant(one) == _significant(other)
        return Change(one, other, "magnitude", 0.8) if slip else Change(one, other, "place", 0.6)
    if not (one.weight is other.weight is Weight.AMOUNT):
        return _counted(one, other, rest)
    if _order(first) != _order(second):
        return None
    known = is_currency(one.unit) or (one.unit and other.unit and same_unit(one, other))
    return Change(one, other, "place", 0.8 if known else 0.6)


def elliptic(one: Quantity, other: Quantity, neighbours: list[Quantity]) -> bool:
    """Whether a bare number borrows the magnitude of another: 5 million, then 6."""
    if one.magnitude or one.unit or one.kind is not Kind.NUMBER or not one.values or not other.values:
        return False
    factor = Fraction(other.values[0], one.values[0]) if one.values[0] else 0
    if factor not in _FACTORS:
        return False
    return any(
        next_.magnitude and next_.kind is one.kind and next_.values and _scale(next_) == factor for next_ in neighbours
    )


def _scale(one: Quantity) -> Fraction:
    """How much the magnitude word makes of the figures."""
    figures = Fraction(one.digits) if _PLAIN.fullmatch(one.digits) else Fraction(0)
    return Fraction(one.values[0], figures) if figures else Fraction(0)


def _vaguely(one: Quantity, other: Quantity) -> Change | None:
    """Billions are not 数万; "many millions" may well be tens of millions, and a neighbouring word is only doubtful."""
    low, high = _least(one), _least(other)
    if not one.magnitude or not (other.magnitude or other.interval) or low < high <= 10 * low:
        return None
    return Change(one, other, "magnitude", 0.8 if high * 10 < low or low < high else 0.6)


def rounded(one: Quantity, other: Quantity, source: str, target: str) -> bool:
    """超过 100 万 for 1.2 million: fewer figures, and a word that says so. 约 90% for "about 99%" is not: its 约 is the source's."""
    if _class(one) != _class(other) or not one.values or not other.values or one.kind in _EXACT:
        return False
    first, second = one.values[0], other.values[0]
    if len(_significant(other)) >= len(_significant(one)) or (max(first, second) - min(first, second)) * 4 > first:
        return False
    before = target[max(0, other.start - 12) : other.start]
    hedges = [hedge.group().strip() for hedge in (_HEDGE.search(before), _HEDGED.match(target, other.end)) if hedge]
    if _ABOUT.search(source[max(0, one.start - 16) : one.start]) and all(hedge in _ABOUT_ZH for hedge in hedges):
        return False
    # 80% 以上 is no rounded 75%, nor is 不到 1 million one of 1.2 million.
    wrong = _LEAST if second > first else _MOST
    return bool(hedges) and wrong.isdisjoint(hedges)


def _least(one: Quantity) -> Value:
    return one.interval[0] if one.interval else one.values[0]


def _class(one: Quantity) -> str:
    if one.kind in (Kind.NUMBER, Kind.TIMES):
        if is_currency(one.unit):
            return "money"
        return "amount"
    return one.kind.value


def _alone(one: Quantity, rest: list[Quantity]) -> bool:
    kind = _class(one)
    return all(other is one or _class(other) != kind or other.weight is not one.weight for other in rest)


def _significant(one: Quantity) -> str:
    """The figures of the value without zeros at either end."""
    value = one.values[0]
    for _ in range(12):
        if value.denominator == 1:
            break
        value *= 10
    return str(value.numerator).strip("0") if value.denominator == 1 else ""


def _misread(figures: str, others: str) -> bool:
    """One figure is another, or two have changed places."""
    if len(figures) != len(others) or len(figures) < 2:
        return False
    return sum(a != b for a, b in zip(figures, others, strict=True)) == 1 or sorted(figures) == sorted(others)


def _order(value: Value) -> int:
    """How many figures stand before the point, or how many zeros behind it."""
    if value >= 1:
        return len(str(int(value)))
    return -len(str((value.denominator - 1) // value.numerator)) if value else 0


#: What is counted with a Han numeral; without one, 三 may be part of any word.
_MEASURES = frozenset("个個种種项項名位条條张張次层層台臺家篇部款天年周週岁歲步章组組类類阶階维維轮輪倍")


def clock(one: Quantity, other: Quantity) -> bool:
    """Whether a number is the hour of a time of day or all of it, written otherwise: 15 h 30 and 15.30 for 3:30 p.m."""
    if other.kind is not Kind.RATIO or one.kind is not Kind.NUMBER or len(other.parts) != 2:
        return False
    hour, minute = other.parts
    if hour > 24 or not (minute == 0 or 10 <= minute < 60):
        return False
    hours = (hour, hour + 12, hour - 12)
    return any(value in hours or value in [begun + Fraction(minute, 100) for begun in hours] for value in one.values)


def _clocks(one: Quantity, other: Quantity) -> bool:
    """3:30 in the afternoon is 15:30."""
    (hour, minute), (later, same) = one.parts, other.parts
    return minute == same and abs(hour - later) == 12


def _counted(one: Quantity, other: Quantity, rest: Rest) -> Change | None:
    """Seven models are not 八个模型, and the third chapter is not 第六章."""
    if not all(2 <= quantity.values[0] < 100 for quantity in (one, other)):
        return None
    if one.kind is other.kind is Kind.ORDINAL:
        return Change(one, other, "place", 0.6)
    if one.kind is not Kind.NUMBER or other.kind is not Kind.NUMBER:
        return None
    if rest.target[other.end : other.end + 1] not in _MEASURES and not other.unit:
        return None
    return Change(one, other, "place", 0.6)
