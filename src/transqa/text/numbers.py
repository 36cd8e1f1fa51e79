"""A value algebra: every number of a text with what it is worth, so that 1.5 million equals 150 万 and 15 万 does not.

``quantities`` reads figures in any language; magnitude and number words, units and dates of English, German, Chinese
(both scripts) and Japanese. A number that can be read in two ways has both readings, and two numbers are the same when
any of their readings agree: a checker that doubts stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import prod

from transqa.text.counters import PARTS, decade, han_quantities
from transqa.text.figures import figures_of
from transqa.text.grouping import OTHER_DIGITS, narrow
from transqa.text.measures import FOLD, PERCENT, SPACED, plain, times
from transqa.text.number_language import Language, language_of, unit_word
from transqa.text.numerals import TENS, Numeral, lowered, word_numerals
from transqa.text.quantity import Kind, Quantity, Value, Weight
from transqa.text.units import HAN_MAGNITUDES, is_currency

_DIGIT = re.compile(f"[0-9{OTHER_DIGITS}]")
_COUNTING = re.compile("[二两兩三四五六七八九十百千万萬亿億]")
_HAN_COUNT = re.compile(
    "[一二两兩三四五六七八九十几幾数數上](?:[十百千万萬亿億]|(?<=[三四五六七八九十])"
    "[个個种種项項名位條条张張次层層台家篇部款天年周週岁章组組类類阶階步轮輪倍])"
)
_AMOUNT_STEMS = ("illion", "thousand", "hundred", "tausend", "hundert", "milliard")
_ONE_FIGURE = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
_BARE = ("hundred", "thousand", "million", "billion", "trillion")
_OUT_OF = re.compile(r" (?:out )?of (?:the |every )?| in (?:every )?| von ", re.IGNORECASE)
_YEARS = re.compile(r"(?:decades?|centur(?:y|ies)|jahrzehnt(?:en?)?)$")
#: The sixties, and no age: in her sixties.
_DECADES = {f"{word[:-1]}ies": 10 * number for number, word in enumerate(TENS, 2)}
_DECADE = re.compile(rf"\b(?:the|since|late|early|mid)[ -](?:(?:early|late|mid)[ -])?({'|'.join(_DECADES)})\b")
#: Gigapixel images have 十亿 pixels.
_GIGA = {"mega": 10**6, "giga": 10**9}
_PIXELS = re.compile(r"\b(mega|giga)pixel(?=s?\b)")
_HALF = Fraction(1, 2)
_HALF_OF = re.compile(r"[ -](?:an?[ -])?([a-z]+)")
_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
#: A month that is another word too needs a word or figure of dates beside it.
_MONTH_DOUBT = frozenset({"May", "March", "Mar", "Mai"})
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|last|since|until|till|by|early|late|mid|this|next|on|from|through|before|after|during|between|im|ab|seit|bis|"
    r"anfang|ende|mitte)[ -]|[0-9](?:st|nd|rd|th|\.)? )$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r"\.?,? [0-9]")
_PART_BEFORE = re.compile(
    r"\b(?:(early|beginning|start|begin|anfang|first)|(mid|middle|mitte)|(late|end|ende|close|last))(?:[ -](?:of|in|days of))?[ -]?"
    r"(?:the )?$",
    re.IGNORECASE,
)
#: Between two figures of one range or list, which may share what stands behind the last of them.
_JOINT = re.compile(
    r"\s?(?:--?|–|—|~|～|－|to|or|and|至|到|和|与|與|或|及|以及|、|,|，|, and|, or|bis|oder|und|から|에서)\s?|\s(?:à|al?|o|ou|y|e|et|tot|of|en|до|и|или)\s"
)
_RANGE = re.compile(r"\s?(?:--?|–|—|~|～|－|to|至|到|bis|에서)\s?|\s(?:à|al?|tot|до)\s")


def quantities(text: str, language: str) -> list[Quantity]:
    """All numbers of a text in the order of their places, those that only explain others included.

    The parts of a ratio, size or fraction follow it as numbers of their own that explain and claim nothing.
    """
    return with_words(text, language, in_figures(text, language))


def in_figures(text: str, language: str) -> list[Quantity]:
    """The numbers of a text that are written in figures, and the months."""
    known = language_of(language)
    text = narrow(text)
    found = figures_of(text, known)
    if len(found) > 1:
        found = _ranges(text, _mixed(text, found) if known.suffix else found)
    return found + _months(text, known) if known.months else found


def with_words(text: str, language: str, found: list[Quantity]) -> list[Quantity]:
    """The numbers ``in_figures`` and those in words and Han numerals, in order."""
    known = language_of(language)
    text = narrow(text)
    if words := list(han_quantities(text, known) if known.suffix else _words(text, known)):
        spans = {(quantity.start, quantity.end) for quantity in found}
        taken = {at for start, end in spans for at in range(start, end)}
        words = [quantity for quantity in words if quantity.start not in taken and quantity.end - 1 not in taken]
    return _shares(text, sorted([*found, *words], key=lambda quantity: (quantity.start, -quantity.end)))


#: Of so many one says how many there are.
_RATES = frozenset(10**zeros for zeros in range(3, 10))


def _shares(text: str, found: list[Quantity]) -> list[Quantity]:
    """Nine out of 10 may be 九成 or 90%: neither number claims anything, and their quotient explains."""
    out = list(found)
    for index in range(len(found) - 1):
        one, other = found[index], found[index + 1]
        if other.start - one.end > 16 or one.unit or not one.values or not other.values:
            continue
        if other.magnitude == "word" and not one.magnitude and is_range(text, one.end, other.start):
            # Three to seven billion, two to three hundred million.
            low, high = one.values[0], other.values[0]
            sizes = [size for hundreds in (100, 1) if low * (size := hundreds * _scale(high)) < high]
            out[index] = one._replace(values=(*[low * size for size in sizes], low), unit=other.unit, shared=True)
        if other.unit:
            continue
        if one.kind is Kind.NUMBER is other.kind and 0 < one.values[0] < other.values[0]:
            if not _OUT_OF.fullmatch(text, one.end, other.start):
                continue
            share = (Fraction(one.values[0], other.values[0]),)
            out[index] = one._replace(weight=Weight.NONE)
            out[index + 1] = other._replace(weight=Weight.NONE)
            # 3 in 100,000 is a rate, which no other words say.
            rated = other.values[0] in _RATES and text[one.end : other.start].strip() == "in"
            rate = Weight.AMOUNT if rated else Weight.NONE
            parts = (one.values[0], other.values[0])
            out.append(Quantity(one.start, other.end, Kind.NUMBER, share, weight=rate, parts=parts))
    return out


def is_range(text: str, start: int, end: int) -> bool:
    """Whether what stands between two numbers makes a range of them."""
    return _RANGE.fullmatch(text, start, end) is not None


def promise(text: str, language: str) -> int:
    """At a glance: 2 where the text has figures or magnitude words, 1 where it may have number words, 0 for no number."""
    if _DIGIT.search(text):
        return 2
    if language_of(language).suffix:
        return 1 if _COUNTING.search(text) else 0
    return 2 if _has_amount(text) else 1


def wordy(text: str, language: str) -> bool:
    """Whether number words of the text say more than "two" or "first": three thousand, 八个, 数百."""
    if language_of(language).suffix:
        return _HAN_COUNT.search(text) is not None
    return _has_amount(text)


def _has_amount(text: str) -> bool:
    return any(map(text.lower().__contains__, _AMOUNT_STEMS))


def _mixed(text: str, found: list[Quantity]) -> list[Quantity]:
    """3 万 5 千, 1 亿 2000 万 and 3 万 2,000 are one number each."""
    last = found[0]
    out = [last]
    for quantity in found[1:]:
        if (
            last.magnitude in HAN_MAGNITUDES
            and not last.unit
            and last.values
            and quantity.values
            and quantity.weight is Weight.AMOUNT
            and quantity.kind is Kind.NUMBER
            and (_size(quantity.magnitude) < HAN_MAGNITUDES[last.magnitude] or _completes(quantity, last))
            and text[last.end : quantity.start].strip() in ("", "零")
        ):
            values = (last.values[0] + quantity.values[0],)
            last = out[-1] = last._replace(end=quantity.end, values=values, unit=quantity.unit, interval=None)
        else:
            last = quantity
            out.append(last)
    return out


def _completes(quantity: Quantity, last: Quantity) -> bool:
    """Whether bare figures are all the places below a magnitude: 3 万 2,000, and not 3 万 5."""
    return not quantity.magnitude and quantity.values[0] < HAN_MAGNITUDES[last.magnitude] <= 10 * quantity.values[0]


def _size(magnitude: str) -> int:
    """What a run of magnitude signs is worth, 천만 or 万; more than any of them where it is none."""
    return prod(HAN_MAGNITUDES.get(sign, 10**16) for sign in magnitude) if magnitude else 10**16


#: Between the two years of a span.
_TO = frozenset("-–—/")


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """10 to 20 million, $10-20 million, 10–20%: what stands at one end may hold for the other."""
    values: tuple[Value, Value]
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        if other.start - one.end > 6 or one.kind not in (Kind.NUMBER, Kind.YEAR):
            continue
        gap = text[one.end : other.start]
        if one.kind is Kind.YEAR:
            if len(other.digits) == 2 and gap in _TO and one.values[0] % 100 < other.values[0]:
                # 1955–75 ends in 1975.
                year = one.values[0] - one.values[0] % 100 + other.values[0]
                found[index + 1] = other._replace(kind=Kind.YEAR, values=(year, other.values[0]), weight=Weight.WORD)
            continue
        if one.magnitude:
            if not one.unit and other.magnitude and other.unit and _RANGE.fullmatch(gap):
                found[index] = one._replace(unit=other.unit, shared=True)
            continue
        if (
            not (one.values and one.digits and other.values)
            or not _JOINT.fullmatch(gap)
            or (one.unit and not is_currency(one.unit))
        ):
            continue
        ranged = _RANGE.fullmatch(gap) is not None
        if one.unit and not ranged:
            continue
        if other.kind is Kind.DAY:
            if ranged and one.digits.isdigit() and not one.unit:
                found[index] = one.taken_as(Kind.DAY, Weight.WORD)  # 14–18 August
            continue
        if other.kind is Kind.PERCENT or other.kind is Kind.TIMES:
            if not one.unit:
                below = 100 if other.kind is Kind.PERCENT else 1
                share = Fraction(one.values[0], below)
                values = (share, one.values[0]) if ranged else (one.values[0], share)
                found[index] = one._replace(kind=other.kind, values=values, shared=True)
        elif other.magnitude or (other.unit and other.kind is Kind.NUMBER):
            figures = plain(other.digits) if _ONE_FIGURE.fullmatch(other.digits) else 0
            far = one.values[0]
            if figures and other.values[0]:  # 10 to 0 kg: what nought says of the magnitude is lost
                far = Fraction(far * other.values[0], figures)
            values = (far, one.values[0]) if ranged else (one.values[0], far)
            if one.unit and not other.unit and ranged:
                found[index + 1] = other._replace(unit=one.unit, shared=True)
            found[index] = one._replace(values=values, unit=one.unit or other.unit, shared=True)
    return found


def _scale(value: Value) -> int:
    """The thousand, million, billion or trillion of a number in words."""
    size = 1
    while value >= size * 1000 and size < 10**12:
        size *= 1000
    return size


def _months(text: str, known: Language) -> list[Quantity]:
    assert known.months is not None
    found = []
    for match in known.months.finditer(text):
        start, end = match.span()
        if start and text[start - 1].isalnum():
            continue
        before = text[max(0, start - 24) : start]
        if match.group() in _MONTH_DOUBT and not _MONTH_BEFORE.search(before) and not _MONTH_AFTER.match(text, end):
            continue
        part = _PART_BEFORE.search(before)
        word = lowered(match.group())
        number = known.month_numbers.get(word) or _MONTH_NUMBERS[word[:3]]
        found.append(
            Quantity(
                start, end, Kind.MONTH, (number,), weight=Weight.WORD,
                part=PARTS[(part.lastindex or 1) - 1] if part else "",
            )
        )  # fmt: skip
    return found


def _words(text: str, known: Language) -> Iterator[Quantity]:
    lower = lowered(text)
    for numeral in word_numerals(lower, known.code):
        yield _of_words(lower, numeral, known)
    if known.code == "en" and "ties" in lower:
        for match in _DECADE.finditer(lower):
            yield Quantity(*match.span(1), Kind.YEAR, decade(_DECADES[match[1]]), weight=Weight.WORD)
    if known.code == "en" and "apixel" in lower:
        for match in _PIXELS.finditer(lower):
            yield Quantity(*match.span(), Kind.NUMBER, (_GIGA[match[1]],), weight=Weight.WORD, unit="px")


def _of_words(lower: str, numeral: Numeral, known: Language) -> Quantity:
    kind = {"times": Kind.TIMES, "ordinal": Kind.ORDINAL}.get(numeral.kind, Kind.NUMBER)
    if kind is Kind.ORDINAL and numeral.values[0] <= 4 and lower.startswith(" quarter", numeral.end):
        return Quantity(numeral.start, numeral.end, Kind.QUARTER, numeral.values[:1], weight=Weight.WORD)
    value = numeral.values[0] if numeral.values else None
    amount = numeral.scaled and value is not None and value >= 1000 and not lower.startswith(_BARE, numeral.start)
    claims = (numeral.interval is not None and numeral.scaled) or (value is not None and value > 1)
    weight = Weight.AMOUNT if amount else Weight.WORD if claims else Weight.NONE
    quantity = Quantity(
        numeral.start,
        numeral.end,
        kind,
        numeral.values,
        numeral.interval,
        weight,
        magnitude="word" if numeral.scaled else "",
    )
    if numeral.scaled and _YEARS.search(lower, numeral.start, numeral.end):
        return quantity._replace(magnitude="", unit="y")
    if numeral.values and (match := PERCENT.match(lower, numeral.end)):
        values = tuple(Fraction(value, 100) for value in numeral.values)
        return quantity._replace(end=match.end(), kind=Kind.PERCENT, values=values)
    if kind is Kind.NUMBER and (match := FOLD.match(lower, numeral.end)):
        return times(quantity, match.end()) if numeral.values else quantity._replace(end=match.end())
    if value == _HALF and (match := _HALF_OF.match(lower, numeral.end)) and (unit := unit_word(match[1], known)):
        return quantity._replace(end=match.end(), unit=unit)
    match = SPACED.match(lower, numeral.end) if kind is Kind.NUMBER else None
    if match and (unit := unit_word(match[1], known)):
        return quantity._replace(end=match.end(), unit=unit)
    return quantity
