"""The numbers of a pair assigned to each other: which agree, which were changed, which are on one side only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from transqa.check.number_changes import Change, Rest, changes, clock, elliptic, rounded
from transqa.check.number_tables import grouped, rescaled
from transqa.check.pair import Side
from transqa.check.unread import explained, spelled
from transqa.text.number_language import ENGLISH_MONTHS, language_of
from transqa.text.numbers import in_figures, is_range, promise, with_words, wordy
from transqa.text.quantity import Kind, Quantity, Value, Weight, converted, same_unit, same_value
from transqa.text.units import DIMENSIONS

#: With more numbers than this left over on a side, the sides do not belong together and nothing can be said.
_LEFT = 24
#: What stands before the name of a month that says when, and how far before.
_WHEN = re.compile(
    r"(?i)(?<![a-z])(?:in|since|until|till|by|from|between|and|to|through|of|on|early|late|mid|last|this|next)[ -]\Z"
)
_BEFORE = 10
#: By the end of a month, and before the next.
_END_OF, _AHEAD = re.compile(r"\bend of \Z"), re.compile(" ?[之以]?前")
#: A measure in words.
_IN_WORDS = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty) (?:seconds|minutes|hours|days|weeks|miles|metres|meters)\b"
)
#: Fewer of a measure are said in other words: a couple of hours, overnight.
_FEW_OF = 3
#: Longer texts, or texts with more numbers, are data and no prose.
_LONGEST, _MANY = 100_000, 2000
#: Pairs of numbers to compare one by one; above, only equal values are looked up.
_PAIRS = 4096
#: Up to here it is quicker to look at every number than at those of equal value.
_FEW = 8


class Comparison(NamedTuple):
    """What became of the numbers of a pair."""

    same: tuple[tuple[Quantity, Quantity], ...] = ()
    changed: tuple[Change, ...] = ()
    missing: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()


_NOTHING = Comparison()
_NONE = Weight.NONE
_HALF_PERCENT = Fraction(1, 200)


def compare(source: Side, target: Side) -> Comparison:
    """Assign the numbers of two sides to each other.

    Numbers of equal value go together, those of the same kind and unit first; then numbers that a conversion of units
    makes equal; then equal values with units that do not fit. Of the rest, pairs that look like one number written
    wrong are changes; amounts that stand on one side only, nowhere near in code or mathematics either, are missing or
    added.
    """
    texts = (source.prose, source.document.language), (target.prose, target.document.language)
    first, second = promise(*texts[0]), promise(*texts[1])
    # Number words on one side only are never reported, but for measures; most pairs end here.
    measures = bool(first) and _IN_WORDS.search(source.prose) is not None
    if not (first == 2 or second == 2 or (first and second) or measures):
        return _NOTHING
    if len(source.prose) > _LONGEST or len(target.prose) > _LONGEST:
        return _NOTHING
    ours, theirs = in_figures(*texts[0]), in_figures(*texts[1])
    if len(ours) > _MANY or len(theirs) > _MANY:
        return _NOTHING
    same, left, over = _assign(ours, theirs)
    if left or over or measures or _wordy(texts, figures=bool(ours or theirs)):
        ours, theirs = with_words(*texts[0], ours), with_words(*texts[1], theirs)
        if len(ours) > _MANY or len(theirs) > _MANY:
            return _NOTHING
        same, left, over = _assign(ours, theirs)
    if not (left or over):
        return Comparison(tuple(same))
    if len(left) > _LEFT or len(over) > _LEFT:
        return Comparison(same=tuple(same))
    echoes = {id(one) for one in left if _explained(one, theirs)} | {id(one) for one in over if _explained(one, ours)}
    left = [
        one
        for one in left
        if not (_hidden(one, target) or _in_bits(one, target.prose) or any(clock(one, other) for other in theirs))
    ]
    over = [
        one
        for one in over
        if not (_hidden(one, source) or _of_bits(one, source.prose) or any(clock(one, other) for other in ours))
    ]
    known = language_of(texts[0][1]), language_of(texts[1][1])
    if not (known[0].listed and known[1].listed):
        left = [one for one in left if not any(explained(one, known[0], other, known[1]) for other in theirs)]
        over = [one for one in over if not any(explained(other, known[0], one, known[1]) for other in ours)]
    loosely = {
        id(number)
        for one in left
        for other in over
        if rounded(one, other, source.prose, target.prose)
        or elliptic(one, other, ours)
        or elliptic(other, one, theirs)
        or rescaled(one, other, source, target)
        or _before_next(one, other, source.prose, target.prose)
        for number in (one, other)
    }
    loosely |= {id(number) for row in grouped(left, over, target.prose) for number in row}
    rest = Rest(
        [one for one in left if id(one) not in loosely],
        [one for one in over if id(one) not in loosely],
        echoes,
        source.prose,
        target.prose,
        known,
    )
    changed = list(changes(rest))
    settled = echoes | {id(one) for change in changed for one in (change.source, change.target)}
    return Comparison(
        tuple(same),
        tuple(sorted(changed, key=lambda change: change.target.start)),
        tuple(
            one
            for one in rest.left
            if id(one) not in settled
            and (
                _claims(one)
                or _measures(one, theirs)
                or _dates(one, source)
                or (one.kind is Kind.DAY and other_end(one, same, source))
            )
            and not spelled(one, known[1])
        ),
        tuple(one for one in rest.over if id(one) not in settled and _claims(one) and not spelled(one, known[0])),
    )


def _before_next(one: Quantity, other: Quantity, source: str, target: str) -> bool:
    """Whether 4 月之前 is by the end of March."""
    return (
        one.kind is other.kind is Kind.MONTH
        and other.values[0] == one.values[0] % 12 + 1
        and _END_OF.search(source, max(0, one.start - _BEFORE), one.start) is not None
        and _AHEAD.match(target, other.end) is not None
    )


def _in_bits(one: Quantity, target: str) -> bool:
    """Whether the figures stand in the translation as so many bits: 1.58 比特, and 1.58 位, for 1.58b."""
    return (
        one.magnitude == "b" and re.search(rf"(?<![\d.]){re.escape(one.digits)} ?(?:比特|位|bit)", target) is not None
    )


def _of_bits(one: Quantity, source: str) -> bool:
    """The same from the other side."""
    return one.unit == "bit" and f"{one.digits}b" in source


def other_end(one: Quantity, same: Iterable[tuple[Quantity, Quantity]], side: Side) -> tuple[Quantity, Quantity] | None:
    """The number with which one makes a range, 14 of 14–18, and its counterpart, where it has one."""
    for other in same:
        first, last = (one, other[0]) if one.start < other[0].start else (other[0], one)
        if 0 <= last.start - first.end < _BEFORE and is_range(side.prose, first.end, last.start):
            return other
    return None


def _explained(one: Quantity, others: list[Quantity]) -> bool:
    """Whether the other side says the number elsewhere, in another unit (37°C (98.6°F)) or in its parts.

    300 by 450 is 300 和 450.
    """
    if one.shared:  # 4 倍 is five times as much, and no end of 5 to 500 billion
        others = [other for other in others if other.kind is not Kind.TIMES]
    if any(same_value(one, other) or converted(one, other) for other in others):
        return True
    if one.kind is Kind.PERCENT and any(_thirds(value, one.values[0]) for other in others for value in other.values):
        return True
    return bool(one.parts) and all(any(part in other.values for other in others) for part in one.parts)


def _thirds(fraction: Value, percentage: Value) -> bool:
    """Whether a fraction without an end as a percentage is that one: two thirds, 67%."""
    return fraction.denominator in (3, 6, 7, 9) and -_HALF_PERCENT <= fraction - percentage <= _HALF_PERCENT


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


def _measures(one: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether it is a measure in words, nine hours, of whose kind the other side says nothing at all."""
    if one.weight is not Weight.WORD or one.kind is not Kind.NUMBER or not one.values or one.values[0] < _FEW_OF:
        return False
    kind = DIMENSIONS.get(one.unit, ("",))[0] if one.unit not in ("mo", "y") else ""
    return bool(kind) and not any(DIMENSIONS.get(other.unit, ("",))[0] == kind for other in others)


def _dates(one: Quantity, side: Side) -> bool:
    """Whether it is the English name of a month that says when something is: "in March", not a person called Jan."""
    if one.kind is not Kind.MONTH or side.prose[one.start : one.end] not in ENGLISH_MONTHS:
        return False
    return _WHEN.search(side.prose, max(0, one.start - _BEFORE), one.start) is not None


def _hidden(one: Quantity, other: Side) -> bool:
    """Whether the figures stand in the other side's code, mathematics or addresses."""
    if not one.digits or "\0" not in other.prose:
        return False
    figures = re.compile(rf"(?<![0-9.]){re.escape(one.digits)}(?![0-9])")
    return any("\0" in other.prose[match.start() : match.end()] for match in figures.finditer(other.text))
