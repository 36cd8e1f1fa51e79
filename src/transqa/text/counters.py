"""Numbers of Chinese and Japanese: Han numerals, and the counters, units and dates behind a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from transqa.text.number_language import CALENDAR, SPACE, Language
from transqa.text.numerals import han_value
from transqa.text.quantity import Kind, Quantity, Value, Weight
from transqa.text.units import HAN_MAGNITUDES, UNIT_SUFFIXES, is_currency

_HAN_DIGITS = "〇零一二两兩三四五六七八九"
_HAN_SIZES = "十百千万萬亿億兆"
_HAN = re.compile(
    r"(?P<idiom>成千上[万萬]|成百上千|[数數]以[百千万萬亿億]{1,3}[计計]|翻了?[一两兩]?番|翻倍|加倍|倍增|成倍|[减減]半|一半|半|[双雙俩倆])"
    rf"|(?:(?P<vague>好?[数數几幾]|(?<!以)上)(?=[{_HAN_SIZES}]))?(?P<run>[{_HAN_DIGITS}{_HAN_SIZES}]+)"
    rf"(?:[点點](?P<decimals>[{_HAN_DIGITS}]+)(?P<size>[{_HAN_SIZES}]*))?"
)
#: What one of them begins with: a search for a single set of characters is many times faster.
_HAN_START = re.compile(f"[成数數翻加倍减減一半双雙俩倆好几幾上{_HAN_DIGITS}{_HAN_SIZES}]")
_NUMERATOR = re.compile(f"[{_HAN_DIGITS}{_HAN_SIZES}]{{1,12}}")
_SIZES = frozenset(HAN_MAGNITUDES)
_PAIRS = frozenset("双雙俩倆")
_IDIOMS = {"成千上万": (1000, 10**7), "成千上萬": (1000, 10**7), "成百上千": (100, 10**4)}
#: A lone 一 is read only before these, and counts only if they begin a unit.
_ONE_BEFORE = frozenset("倍" + "".join(word[0] for words in UNIT_SUFFIXES.values() for word in words))
_MORE = re.compile("[多余餘]")
PARTS = ("early", "mid", "late")
_HAN_PART = re.compile(r"\s?(?:份)?(?:(初|上旬|頭)|(中旬|中葉)|(底|末|下旬))")


def is_year(raw: str) -> bool:
    """Whether the figures may be a year: four of them, up to 2100."""
    return len(raw) == 4 and raw.isdigit() and "1000" <= raw <= "2100"


def decade(value: Value) -> tuple[Value, ...]:
    """The nineties, 1990s and 90 年代 are the same."""
    return (value, value + 1900) if value < 100 else (value, value % 100)


def suffixed(text: str, quantity: Quantity, known: Language) -> Quantity:
    """What Chinese and Japanese write behind a number: 多, 万, 亿美元, 个月, 倍."""
    assert known.suffix is not None
    end = quantity.end
    if text[end : end + 4].lstrip(SPACE)[:1] not in known.begins:
        return quantity
    match = known.suffix.match(text, end)
    if match is None or match.lastindex is None:
        return quantity
    over, magnitude, more, unit = match.groups()
    if magnitude and (within := _MORE.search(magnitude)):  # 2 千多万 is 20 million and more
        magnitude, more = magnitude.replace(within[0], ""), within[0]
    if over and not magnitude and quantity.values and quantity.values[0] % 10:
        return quantity
    if quantity.magnitude and magnitude:
        return quantity
    values, interval = quantity.values, quantity.interval
    if over and values:
        low = values[0]
        interval = (low, low + _lowest(low))
        values = values[:1] if over not in "几幾" else ()
    if magnitude:
        sizes = _sizes(magnitude, known)
        values = tuple([value * size for size in sizes for value in values])
        if interval:
            interval = (interval[0] * sizes[0], interval[1] * sizes[0])
        if more and values:
            interval = (values[0], values[0] + sizes[0])
    elif more:
        return quantity
    quantity = Quantity(
        quantity.start, match.end(match.lastindex), quantity.kind, values, interval, quantity.weight, quantity.digits,
        quantity.magnitude or magnitude or "", *quantity[8:],
    )  # fmt: skip
    return _calendar(text, quantity, unit, known) if unit else quantity


def _lowest(value: Value) -> int:
    """The size of the last figure that is not zero: 10 多 is 10 to 20, 1800 多 is 1800 to 1900."""
    if value.denominator > 1 or not value:
        return 1
    size = 1
    while value % (size * 10) == 0 and size < 10**15:
        size *= 10
    return size


@lru_cache(maxsize=256)
def _sizes(magnitude: str, known: Language) -> tuple[int, ...]:
    size = 1
    for ch in magnitude:
        size *= HAN_MAGNITUDES.get(ch, 1)
    return (size, 10**6) if magnitude == "兆" and known.code == "zh" else (size,)


def _calendar(text: str, quantity: Quantity, unit: str, known: Language) -> Quantity:
    values, end = quantity.values, quantity.end
    name = CALENDAR.get(unit, "")
    soft = Weight.NONE if quantity.weight is Weight.NONE else Weight.WORD
    if not name:
        canonical = known.suffixes[unit]
        if canonical == "y" and not quantity.magnitude and is_year(quantity.digits):
            return _dated(text, quantity.taken_as(Kind.YEAR, soft))
        kept = quantity.unit if is_currency(quantity.unit) else canonical
        if text[end : end + 1] == "半":
            values = (*values, values[0] + Fraction(1, 2)) if values else values
            return quantity._replace(end=end + 1, unit=kept, values=values)
        return quantity.measured(end, kept)
    if name == "times":
        return quantity._replace(kind=Kind.TIMES, values=(*values, *[value + 1 for value in values]))
    if name == "discount":
        off = tuple(Fraction(value, 10 if value < 10 else 100) for value in values)
        return quantity._replace(kind=Kind.PERCENT, values=(*off, *(1 - value for value in off)), weight=soft)
    if name == "tenths":
        return quantity._replace(kind=Kind.PERCENT, values=tuple(Fraction(value, 10) for value in values), weight=soft)
    if name == "century":
        return quantity.taken_as(Kind.ORDINAL, soft)
    if name == "decade" and values:
        return quantity._replace(kind=Kind.YEAR, weight=soft, values=decade(values[0]))
    kind = {"month": Kind.MONTH, "day": Kind.DAY, "quarter": Kind.QUARTER}.get(name, Kind.ORDINAL)
    return _dated(text, quantity.taken_as(kind, soft))


def _dated(text: str, quantity: Quantity) -> Quantity:
    """With the part of the month or year that is named behind it: 2 月初."""
    match = _HAN_PART.match(text, quantity.end)
    if match is None:
        return quantity
    return quantity._replace(end=match.end(), part=PARTS[(match.lastindex or 1) - 1])


def han_quantities(text: str, known: Language) -> Iterator[Quantity]:
    """The numbers of a text that are written in Han numerals, and the idioms that are numbers: 一半, 翻番, 成千上万."""
    at = done = 0
    while begin := _HAN_START.search(text, at):
        match = _HAN.match(text, begin.start())
        at = match.end() if match else begin.end()
        if match is None or match.start() < done:
            continue
        idiom, run = match["idiom"], match["run"]
        if idiom:
            quantity = _idiom(match, idiom)
            yield unit_only(text, quantity, known) if idiom == "半" else quantity
            continue
        lone = run == "一" and not match["decimals"]
        if lone and text[match.end() : match.end() + 1] not in _ONE_BEFORE:
            continue
        for quantity in _run(text, match, known):
            done = quantity.end
            if not lone or quantity.unit or quantity.kind is not Kind.NUMBER:
                yield quantity


def _idiom(match: re.Match[str], idiom: str) -> Quantity:
    start, end = match.span()
    if idiom in _IDIOMS:
        low, high = _IDIOMS[idiom]
        return Quantity(start, end, Kind.NUMBER, interval=(low, high), weight=Weight.NONE)
    if idiom[0] in "数數":
        size = han_value(idiom[2:-1]) or 1
        return Quantity(start, end, Kind.NUMBER, interval=(size, size * 10), weight=Weight.WORD, magnitude="word")
    if idiom in _PAIRS:
        return Quantity(start, end, Kind.NUMBER, (2,))
    if "半" in idiom:
        values: tuple[Value, ...] = (Fraction(1, 2), 2) if idiom[0] in "减減" else (Fraction(1, 2),)
        return Quantity(start, end, Kind.NUMBER, values)
    many = (4, 3) if idiom[-1] == "番" and idiom[-2] in "两兩" else (2, 1)
    return Quantity(start, end, Kind.TIMES, many)


def _run(text: str, match: re.Match[str], known: Language) -> Iterator[Quantity]:
    """The number at a run of Han numerals."""
    run, vague = match["run"], match["vague"]
    start, end = match.span()
    value: Value | None = han_value(run)
    interval: tuple[Value, Value] | None = None
    digits = run[0] in _HAN_DIGITS or run[0] == "十"
    weight = Weight.WORD if digits else Weight.NONE
    if match["decimals"]:
        figures = han_value(f"零{match['decimals']}零")
        if value is not None and figures is not None:
            value += Fraction(figures, 10 ** (len(match["decimals"]) + 1))
            for ch in match["size"] or "":
                value *= HAN_MAGNITUDES[ch]
    elif value is None and len(run) == 2 and text.startswith("折", end):
        value = han_value(f"{run[0]}十{run[1]}")  # 七五折: a quarter off
    elif value is None:
        interval = _two_digits(run)
    if value is None and interval is None:
        return
    # 零一 and 两百 may be parts of names and idioms, 三千五百 is an amount.
    if value is not None and value >= 100 and digits and sum(ch in HAN_MAGNITUDES for ch in run) > 1:
        weight = Weight.AMOUNT
    values = (value,) if value is not None else ()
    if vague or (not digits and value is not None and len(run) <= 4):
        interval, weight = (value or 1, (value or 1) * 10), Weight.WORD if vague else Weight.NONE
        values = () if vague else values
    quantity = Quantity(
        start, end, Kind.NUMBER, values, interval, weight, str(value) if values else "", "word" if vague else ""
    )
    if text.startswith(("分之", "分の"), end):
        yield from _fraction(text, quantity)
        return
    if start and text[start - 1] == "第":
        quantity = quantity._replace(
            start=start - 1,
            kind=Kind.ORDINAL,
            weight=weight if digits else Weight.NONE,
            magnitude="" if _SIZES.isdisjoint(run[1:]) else "word",
        )
        yield suffixed(text, quantity, known) if text.startswith(("季度", "四半期"), end) else quantity
        return
    if value is not None and text[end : end + 2] in ("个半", "個半"):
        half = quantity._replace(end=end + 2, values=(value + Fraction(1, 2),), magnitude="")
        month = text[end + 2 : end + 3] == "月"
        yield half._replace(end=end + 3, unit="mo") if month else unit_only(text, half, known)
        return
    yield suffixed(text, quantity, known) if not vague else unit_only(text, quantity, known)


def unit_only(text: str, quantity: Quantity, known: Language) -> Quantity:
    """The quantity with the unit right behind it."""
    assert known.suffix is not None
    match = known.suffix.match(text, quantity.end)
    if match and match["unit"] in known.suffixes and not match["mag"] and not match["over"]:
        return quantity._replace(end=match.end(), unit=known.suffixes[match["unit"]])
    return quantity


def _two_digits(run: str) -> tuple[int, int] | None:
    """三四 is three or four, 七八十 seventy or eighty."""
    if len(run) < 2:
        return None
    low, high = han_value(run[0] + run[2:]), han_value(run[1:])
    if low is None or high is None or not low < high:
        return None
    return low, high + 1


def _fraction(text: str, quantity: Quantity) -> Iterator[Quantity]:
    """百分之五十 and 三分之二; a fraction's parts explain "two out of three"."""
    match = _NUMERATOR.match(text, quantity.end + 2)
    if match is None:
        return
    above = han_value(match.group())
    if above is None or not quantity.values or not quantity.values[0]:
        return
    below = quantity.values[0]
    kind = Kind.PERCENT if below == 100 else Kind.NUMBER
    yield Quantity(quantity.start, match.end(), kind, (Fraction(above, below),), weight=Weight.WORD)
    for part in (above, below):
        yield Quantity(quantity.start, match.end(), Kind.NUMBER, (part,))
