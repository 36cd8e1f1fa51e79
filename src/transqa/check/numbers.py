"""The numbers of a pair assigned to each other: which agree, which were changed, which are on one side only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from transqa.check.pair import Side
from transqa.check.unread import clock, explained, spelled
from transqa.text.number_language import Language, language_of
from transqa.text.numbers import in_figures, promise, with_words, wordy
from transqa.text.quantity import Kind, Quantity, Value, Weight, converted, same_unit, same_value
from transqa.text.units import is_currency

#: With more numbers than this left over on a side, the sides do not belong together and nothing can be said.
_LEFT = 24
#: Longer texts, or texts with more numbers, are data and no prose.
_LONGEST, _MANY = 100_000, 2000
#: Pairs of numbers to compare one by one; above, only equal values are looked up.
_PAIRS = 4096
#: Up to here it is quicker to look at every number than at those of equal value.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A source number and what seems to stand for it. ``why``: magnitude, digits, unit, date or place."""

    source: Quantity
    target: Quantity
    why: str
    confidence: float


class Comparison(NamedTuple):
    """What became of the numbers of a pair."""

    same: tuple[tuple[Quantity, Quantity], ...] = ()
    changed: tuple[Change, ...] = ()
    missing: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()


_NOTHING = Comparison()
_NONE = Weight.NONE
#: What says before or behind a number that it is not exact.
_HEDGE = re.compile(
    r"(?:about|around|nearly|almost|over|under|than|roughly|approximately|some|[~≈><]|约|約|大约|近|超过|超過|逾|将近|將近|"
    r"不到|接近|少于|多于|多於|高达|達|过|過|rund|etwa|fast|über|約|およそ|超) ?$",
    re.IGNORECASE,
)
#: Of these, what makes it the least it can be, and the most.
_LEAST = frozenset(("over", "超过", "超過", "逾", "多于", "多於", "über", "超", "多", "余", "餘", "以上", "plus"))
_MOST = frozenset(("nearly", "almost", "under", "近", "将近", "將近", "不到", "接近", "少于", "fast", "以下"))
_FACTORS = frozenset((10**3, 10**4, 10**6, 10**8, 10**9, 10**12))
_PLAIN = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
_EXACT = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.QUARTER, Kind.ORDINAL, Kind.SIZE, Kind.RATIO})
_HEDGED = re.compile(" ?(?:多|余|餘|左右|上下|以上|以下|or so|plus|ほど)")


def compare(source: Side, target: Side) -> Comparison:
    """Assign the numbers of two sides to each other.

    Numbers of equal value go together, those of the same kind and unit first; then numbers that a conversion of units
    makes equal; then equal values with units that do not fit. Of the rest, pairs that look like one number written
    wrong are changes; amounts that stand on one side only, nowhere near in code or mathematics either, are missing or
    added.
    """
    texts = (source.prose, source.document.language), (target.prose, target.document.language)
    first, second = promise(*texts[0]), promise(*texts[1])
    # Number words on one side only are never reported; most pairs end here.
    if not (first == 2 or second == 2 or (first and second)):
        return _NOTHING
    if len(source.prose) > _LONGEST or len(target.prose) > _LONGEST:
        return _NOTHING
    ours, theirs = in_figures(*texts[0]), in_figures(*texts[1])
    if len(ours) > _MANY or len(theirs) > _MANY:
        return _NOTHING
    same, left, over = _assign(ours, theirs)
    if left or over or _wordy(texts, figures=bool(ours or theirs)):
        ours, theirs = with_words(*texts[0], ours), with_words(*texts[1], theirs)
        if len(ours) > _MANY or len(theirs) > _MANY:
            return _NOTHING
        same, left, over = _assign(ours, theirs)
    if not (left or over):
        return Comparison(tuple(same))
    if len(left) > _LEFT or len(over) > _LEFT:
        return Comparison(same=tuple(same))
    echoes = {id(one) for one in left if _explained(one, theirs)} | {id(one) for one in over if _explained(one, ours)}
    left = [one for one in left if not _hidden(one, target) and not any(clock(one, other) for other in theirs)]
    over = [one for one in over if not _hidden(one, source) and not any(clock(one, other) for other in ours)]
    known = language_of(texts[0][1]), language_of(texts[1][1])
    if not (known[0].listed and known[1].listed):
        left = [one for one in left if not any(explained(one, known[0], other, known[1]) for other in theirs)]
        over = [one for one in over if not any(explained(other, known[0], one, known[1]) for other in ours)]
    loosely = {
        id(number)
        for one in left
        for other in over
        if _rounded(one, other, target.prose) or _elliptic(one, other, ours) or _elliptic(other, one, theirs)
        for number in (one, other)
    }
    rest = _Rest(
        [one for one in left if id(one) not in loosely],
        [one for one in over if id(one) not in loosely],
        echoes,
        source.prose,
        target.prose,
        known,
    )
    changed = list(_changes(rest))
    settled = echoes | {id(one) for change in changed for one in (change.source, change.target)}
    return Comparison(
        tuple(same),
        tuple(sorted(changed, key=lambda change: change.target.start)),
        tuple(one for one in rest.left if id(one) not in settled and _claims(one) and not spelled(one, known[1])),
        tuple(one for one in rest.over if id(one) not in settled and _claims(one) and not spelled(one, known[0])),
    )


def _explained(one: Quantity, others: list[Quantity]) -> bool:
    """Whether the other side says the number elsewhere, in another unit (37°C (98.6°F)) or in its parts.

    300 by 450 is 300 和 450.
    """
    if any(same_value(one, other) or converted(one, other) for other in others):
        return True
    return bool(one.parts) and all(any(part in other.values for other in others) for part in one.parts)


def _wordy(texts: tuple[tuple[str, str], ...], *, figures: bool) -> bool:
    """Whether number words must be read although all figures agree: where a Han text counts, it shows at a glance."""
    dense = False
    for text, language in texts:
        if language_of(language).suffix:
            if wordy(text, language):
                return True
            dense = True
    return not (dense and figures)


def _assign(
    ours: list[Quantity], theirs: list[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """(agreeing pairs, what claims to have a counterpart and has none, on either side)."""
    few = len(ours) * len(theirs) <= _PAIRS
    every: Sequence[int] = range(len(theirs)) if few else ()
    loose = [at for at in every if theirs[at].interval or theirs[at].parts]
    short = few and not loose and len(theirs) <= _FEW
    places: dict[tuple[int, int], list[int]] = {}
    taken: set[int] = set()
    partner: dict[int, int] = {}
    rest = list(enumerate(ours))
    for test in (_alike, same_unit, converted, _amounts):
        alone = []
        for index, one in rest:
            near: Iterable[int] = every
            if not (test is converted or one.interval or one.parts or (short and len(one.values) == 1)):
                places = places or _places(theirs)
                near = [at for value in one.values for at in places.get(value.as_integer_ratio(), ())[:64]]
                near = dict.fromkeys([*near, *loose])
            for at in near:
                other = theirs[at]
                if at in taken and other.weight is not _NONE:
                    continue
                if test(one, other) and (test is converted or same_value(one, other)):
                    partner[index] = at
                    if one.weight is not _NONE:
                        taken.add(at)
                    break
            else:
                alone.append((index, one))
        rest = alone
        if not rest:
            break
    same = [(ours[index], theirs[at]) for index, at in sorted(partner.items())]
    left = [one for _, one in rest if one.weight is not _NONE]
    explained = taken.union(partner.values())
    over = [other for at, other in enumerate(theirs) if at not in explained and other.weight is not _NONE]
    return same, left, over


def _places(numbers: list[Quantity]) -> dict[tuple[int, int], list[int]]:
    """Value, as numerator and denominator (the hash of a Fraction is slow) -> places of the numbers that have it."""
    places: dict[tuple[int, int], list[int]] = {}
    for at, number in enumerate(numbers):
        for value in number.values:
            row = places.setdefault(value.as_integer_ratio(), [])
            if not row or row[-1] != at:
                row.append(at)
    return places


def _amounts(one: Quantity, other: Quantity) -> bool:
    return one.weight is Weight.AMOUNT and other.weight is not _NONE


def _alike(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind is other.kind
        and one.weight is other.weight
        and (one.unit == other.unit or (bool(one.unit and other.unit) and same_unit(one, other)))
    )


def _claims(one: Quantity) -> bool:
    """Whether it is news that a number has no counterpart: not for nought and one, which any word may say."""
    return one.weight is Weight.AMOUNT and not (one.values and one.values[0] in (0, 1))


def _hidden(one: Quantity, other: Side) -> bool:
    """Whether the figures stand in the other side's code, mathematics or addresses."""
    if not one.digits or "\0" not in other.prose:
        return False
    figures = re.compile(rf"(?<![0-9.]){re.escape(one.digits)}(?![0-9])")
    return any("\0" in other.prose[match.start() : match.end()] for match in figures.finditer(other.text))


# Changes.


@dataclass(frozen=True, slots=True)
class _Rest:
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


def _changes(rest: _Rest) -> Iterator[Change]:
    found = [change for one in rest.left for other in rest.over if (change := _change(one, other, rest)) is not None]
    found.sort(key=lambda change: -change.confidence)
    used: set[int] = set()
    for change in found:
        if id(change.source) in used or id(change.target) in used:
            continue
        used |= {id(change.source), id(change.target)}
        yield change


def _change(one: Quantity, other: Quantity, rest: _Rest) -> Change | None:
    """Whether ``other`` is ``one`` written wrong: the evidence, and how far it goes."""
    first, second = _class(one), _class(other)
    if first == "percent" and second == "amount":
        bare = one.weight is Weight.AMOUNT and not (other.unit or other.magnitude)
        return Change(one, other, "unit", 0.8) if bare and one.values[0] * 100 in other.values[:1] else None
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


def _by_figures(one: Quantity, other: Quantity, rest: _Rest) -> Change | None:
    """The same figures in another magnitude, or figures misread in the same one."""
    amounts = (one.weight is Weight.AMOUNT) + (other.weight is Weight.AMOUNT)
    figures, others = _significant(one), _significant(other)
    large = max(one.values[0], other.values[0]) >= 1000 and bool(one.magnitude or other.magnitude)
    if amounts and large and figures == others:
        echo = id(one) in rest.echoes or id(other) in rest.echoes
        return Change(one, other, "magnitude", 0.95 if len(figures) > 1 or not echo else 0.7)
    if amounts == 2 and _misread(figures, others) and _order(one.values[0]) == _order(other.values[0]):
        return Change(one, other, "digits", 0.9 if len(figures) > 2 or one.kind is Kind.PERCENT else 0.7)
    return None


def _by_place(one: Quantity, other: Quantity, rest: _Rest) -> Change | None:
    """The only two numbers of their kind without a counterpart."""
    first, second = one.values[0], other.values[0]
    if first in (0, 1) or second in (0, 1) or not rest.alone(one, other):
        return None
    if one.kind is Kind.PERCENT:
        return Change(one, other, "place", 0.8)
    if not (one.weight is other.weight is Weight.AMOUNT):
        return _counted(one, other, rest)
    if _order(first) != _order(second):
        return None
    known = is_currency(one.unit) or (one.unit and other.unit and same_unit(one, other))
    return Change(one, other, "place", 0.8 if known else 0.6)


def _elliptic(one: Quantity, other: Quantity, neighbours: list[Quantity]) -> bool:
    """Whether a bare number borrows the magnitude of another: 5 million, then 6."""
    if one.magnitude or one.unit or one.kind is not Kind.NUMBER or not one.values or not other.values:
        return False
    factor = Fraction(other.values[0], one.values[0]) if one.values[0] else 0
    if factor not in _FACTORS:
        return False
    return any(next_.magnitude and next_.values and _scale(next_) == factor for next_ in neighbours)


def _scale(one: Quantity) -> Fraction:
    """How much the magnitude word makes of the figures."""
    figures = Fraction(one.digits) if _PLAIN.fullmatch(one.digits) else Fraction(0)
    return Fraction(one.values[0], figures) if figures else Fraction(0)


def _vaguely(one: Quantity, other: Quantity) -> Change | None:
    """Billions are not 数万; "many millions" may well be tens of millions, and a neighbouring word is only doubtful."""
    low, high = _least(one), _least(other)
    if not (one.magnitude and other.magnitude) or low < high <= 10 * low:
        return None
    return Change(one, other, "magnitude", 0.8 if high * 10 < low or low < high else 0.6)


def _rounded(one: Quantity, other: Quantity, target: str) -> bool:
    """超过 100 万 for 1.2 million: fewer figures, and a word that says so."""
    if _class(one) != _class(other) or not one.values or not other.values or one.kind in _EXACT:
        return False
    first, second = one.values[0], other.values[0]
    if len(_significant(other)) >= len(_significant(one)) or (max(first, second) - min(first, second)) * 4 > first:
        return False
    before = target[max(0, other.start - 12) : other.start]
    hedges = [hedge.group().strip() for hedge in (_HEDGE.search(before), _HEDGED.match(target, other.end)) if hedge]
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


def _clocks(one: Quantity, other: Quantity) -> bool:
    """3:30 in the afternoon is 15:30."""
    (hour, minute), (later, same) = one.parts, other.parts
    return minute == same and abs(hour - later) == 12


def _counted(one: Quantity, other: Quantity, rest: _Rest) -> Change | None:
    """Seven models are not 八个模型, and the third chapter is not 第六章."""
    if not all(3 <= quantity.values[0] < 100 for quantity in (one, other)):
        return None
    if one.kind is other.kind is Kind.ORDINAL:
        return Change(one, other, "place", 0.6)
    if one.kind is not Kind.NUMBER or other.kind is not Kind.NUMBER:
        return None
    if rest.target[other.end : other.end + 1] not in _MEASURES and not other.unit:
        return None
    return Change(one, other, "place", 0.6)
