"""NUM005."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.numbers import Comparison
from transqa.model import BlockKind, Severity
from transqa.rules.numbers.offer import offer, replacement
from transqa.rules.numbers.vague_times import other_time
from transqa.text.fold import is_chinese
from transqa.text.number_language import language_of, names_unit
from transqa.text.quantity import Quantity, Weight, converted, same_unit
from transqa.text.units import LETTERS, is_currency

#: What ends a clause behind a number.
_ENDS = re.compile(r" ?(?:[。，；、！？：）,;)]|\Z)")
#: 57 cents of every dollar.
_CENTS = re.compile(r" cents?\b|[¢pc](?!\w)")
_EVERY = re.compile(r"\b(?:every|each|(?:to|on|in) the|per) (?:dollar|pound|euro|franc|rupee)\b")
_ENDED = re.compile(r"[,.;:!?\"”)]|\Z")
#: A unit may stand before its number, or in the head of the list: 延迟（毫秒）为 200.
_UNIT_BEFORE = re.compile(r"[秒米克瓦赫帧幀字节位元]|[A-Za-z]{1,3}[)）]|/s")
#: A number with its unit in letters, and one of an amount of data, per second or not.
_MEASURE = re.compile(
    r"[\d.,]+[ \u00a0]?(?P<unit>[num]s|[kMG]?Hz|[kMGTP]i?[Bb]|[mck]?m|[mk]?g|[kMG]?Wh?|[kMG]bps|fps|dB|Å)(?![\w/])"
)
_DATA = re.compile(
    r"(?<![\d.,])(?P<figure>\d[\d.,]{0,20})[ \u00a0]?(?P<unit>[KMGTP]i?[Bb](?:its?|ytes?)?)(?P<rate>/s(?:ec)?|ps)?(?![A-Za-z])"
)
_RATE = re.compile(r"[Bbts](?:/s|ps)")
_PER_SECOND = re.compile(r"[每/]\s?秒|/s|每s|per second|ps\b|秒")
#: Characters around a number in which its unit may stand.
_BEFORE = 12
_PERCENT = re.compile("%|per ?cent")
_POINTS = re.compile(r"[- ](?:percentage )?(?:points?|pp|pts)\b")
#: So far (characters) a percentage goes before a number that goes on with it.
_BACK = 150
#: What makes an amount a part of the one before: 5000 亿美元，其中 1000 亿立即到位.
_PART = re.compile(r"其中[^，。；]*\Z")
#: 120 m is so many metres, minutes or millions, and nothing else.
_M, _NO_M = (
    re.compile(r"[ \u00a0]m(?![\w/²³^])"),
    frozenset({"mi", "km", "ft", "in", "cm", "mm", "ms", "s", "h", "kg", "g"}),
)
#: What 元 means in traditional characters.
_HOME = frozenset({"TWD", "HKD"})
#: 8 位 is 8 bits, and no 位 that counts people or says where something is.
_BITS = re.compile(r" ?位(?=[，。；、：！？,.)）\s]|\Z|的?(?:整数|浮点|精度|内存|记忆|存储))")
#: Words that are no unit to the reader of figures, for they are weights as well.
_POUNDS = re.compile(r"[ \u00a0](?:pounds?|Pfund)(?!\w)")


@rule("NUM005", "unit-changed", mqm="accuracy/number", severity=Severity.MAJOR)
def unit_changed(pair: Pair, context: Context) -> Iterator[Fault]:
    """A number kept its value and lost or changed its unit: 15 亿 for $1.5B, 28 米 for 28 ms, 12 磅 for 12 kg.

    A conversion (10 miles, 16 公里) is no change, nor is a currency that stands once for a whole range. A currency that
    the translation names elsewhere in the paragraph is minor. Units that are not known on both sides are not judged, nor is a
    currency missed in a language whose word for it is not known. In Chinese also a unit in letters (200 ms, 30 fps) of which
    the bare number is left at the end of a clause, 3 TB for 3 TB/s, and 几分钟 for "mere seconds". A number that became a percentage is minor where it
    counts points.

    Why: 15 亿 without 美元 reads as yuan, a seventh of the sum; metres for milliseconds read as nonsense.
    Bad: The robot weighs 12 kg. => 这个机器人重 12 磅。
    Good: The robot weighs 12 kg. => 这个机器人重 12 公斤。
    Fix: unsafe for a currency: the amount with it.
    """
    comparison = context.numbers(pair)
    for change in comparison.changed:
        if change.why == "unit" and not _in_table(pair):
            yield _fault(change.source, change.target, pair, context, "lost its percent sign", Severity.MAJOR)
        elif change.why == "percent" and not (
            _in_table(pair) or _elliptic(change.source, pair) or _hundredths(change.source, pair)
        ):
            # Percentage points are called percent by many.
            points = _POINTS.match(pair.source.prose, change.source.end)
            severity = Severity.MINOR if points else Severity.MAJOR
            yield _fault(change.source, change.target, pair, context, "became a percentage", severity)
    lost, target = False, language_of(context.target.language)
    for one, other in comparison.same:
        if not one.unit and _M.match(pair.source.prose, one.end) and other.unit in _NO_M:
            yield _fault(one, other, pair, context, "has another unit", Severity.MAJOR)
        if not one.unit or one.weight is not Weight.AMOUNT or other.weight is not Weight.AMOUNT:
            continue
        if is_currency(one.unit) and not other.unit:
            told = one.unit == "GBP" and _POUNDS.match(pair.target.prose, other.end)
            part = _PART.search(pair.target.prose, max(0, other.start - _BEFORE), other.start) and _elsewhere(
                one, comparison
            )
            if (
                not (lost or told or part)
                and _loses(one, other)
                and names_unit(one.unit, target)
                and not _in_table(pair)
            ):
                lost = True  # Once per paragraph: the others follow the first.
                severity = Severity.MINOR if _elsewhere(one, comparison) else Severity.MAJOR
                yield _fault(one, other, pair, context, "lost its currency", severity)
        elif (
            other.unit and not same_unit(one, other) and not converted(one, other) and not _at_home(one, other, context)
        ):
            yield _fault(one, other, pair, context, "has another unit", Severity.MAJOR)
        elif one.unit == "byte" and not other.unit and _BITS.match(pair.target.prose, other.end):
            yield _fault(one, other, pair, context, "counts bits", Severity.MAJOR)
    if is_chinese(context.target.language) and not _in_table(pair):
        yield from _units_lost(comparison, pair)
        if context.source.language.startswith("en") and (places := other_time(pair.source.prose, pair.target.prose)):
            yield _vague(pair, *places)


def _units_lost(comparison: Comparison, pair: Pair) -> Iterator[Fault]:
    """Amounts that lost their unit, and amounts of data that lost what made a rate of them."""
    source, target = pair.source.prose, pair.target.prose
    for one, other in comparison.same:
        if unit := _measure(one, source) if _bare(other, target) else None:
            yield _lost(pair, unit, (other.start, other.end), "unit")
    if _RATE.search(source):
        yield from _rates_lost(pair, source, target)


def _rates_lost(pair: Pair, source: str, target: str) -> Iterator[Fault]:
    """3 TB for 3 TB/s. A rate is no unit of the value algebra; the figures tell which amount is meant."""
    found = {match["figure"]: match for match in _DATA.finditer(target)}
    said = {match["figure"]: match for match in _DATA.finditer(source)}
    for figure in sorted(said.keys() & found.keys()):
        rate, left = said[figure], found[figure]
        around = target[max(0, left.start() - _BEFORE) : left.end() + _BEFORE]
        if rate["rate"] and rate["unit"] == left["unit"] and not _PER_SECOND.search(around):
            yield _lost(pair, rate, left.span(), "/s")


def _lost(pair: Pair, said: re.Match[str], place: tuple[int, int], what: str) -> Fault:
    source, target = pair.source.quote(*said.span()), pair.target.quote(*place)
    return Fault(
        f"{target.text!r} lost its {what}: the source has {source.text!r}",
        source=source,
        target=target,
        confidence=0.8,
        evidence={"kind": "unit", "source": said["unit"], "target": ""},
    )


def _vague(pair: Pair, ours: tuple[int, int], theirs: tuple[int, int]) -> Fault:
    source, target = pair.source.quote(*ours), pair.target.quote(*theirs)
    return Fault(
        f"{target.text!r} is another time: the source has {source.text!r}",
        source=source,
        target=target,
        confidence=0.8,
        evidence={"kind": "unit", "source": source.text, "target": target.text},
    )


def _measure(one: Quantity, text: str) -> re.Match[str] | None:
    """The number with a unit that the reader cannot do without: 30 fps, 200 ms."""
    return None if one.shared or one.weight is not Weight.AMOUNT else _MEASURE.match(text, one.start)


def _bare(one: Quantity, text: str) -> bool:
    """Whether nothing stands behind a number, nor a unit before it: the sentence or the clause ends."""
    if one.unit or one.magnitude or one.shared or not _ENDS.match(text, one.end):
        return False
    return _UNIT_BEFORE.search(text, max(0, one.start - _BEFORE), one.start) is None


def _at_home(one: Quantity, other: Quantity, context: Context) -> bool:
    """Whether 元 is the dollar of Taiwan or Hong Kong, in a text written there."""
    return other.unit == "CNY" and one.unit in _HOME and context.target.language.startswith("zh-Hant")


def _loses(one: Quantity, other: Quantity) -> bool:
    """Not of nothing, not in a range that names its currency once, and not what NUM004 reports."""
    return not (one.shared or other.shared or other.magnitude in LETTERS or not any(one.values))


def _elsewhere(one: Quantity, comparison: Comparison) -> bool:
    return any(is_currency(other.unit) and same_unit(one, other) for _, other in comparison.same)


def _elliptic(one: Quantity, pair: Pair) -> bool:
    """Whether a number goes on with a percentage before it: "recall is 84%. A tired associate gets to 60"."""
    bare = _ENDED.match(pair.source.prose, one.end) is not None
    return bare and _PERCENT.search(pair.source.prose, max(0, one.start - _BACK), one.start) is not None


def _hundredths(one: Quantity, pair: Pair) -> bool:
    """Whether so many hundredths of something are meant: of every dollar, 57 cents."""
    return _CENTS.match(pair.source.prose, one.end) is not None and _EVERY.search(pair.source.prose) is not None


def _in_table(pair: Pair) -> bool:
    """A table may give its units in the head."""
    return any(block.kind is BlockKind.TABLE_CELL for block in pair.target.blocks)


def _fault(one: Quantity, other: Quantity, pair: Pair, context: Context, what: str, severity: Severity) -> Fault:
    source, target = pair.source.quote(one.start, one.end), pair.target.quote(other.start, other.end)
    text = "" if _POINTS.match(pair.source.prose, one.end) else offer(one, source, pair, context)
    return Fault(
        f"{target.text!r} {what}: the source has {source.text!r}" + (f"; write {text!r}" if text else ""),
        source=source,
        target=target,
        severity=severity,
        fixes=replacement(pair, other, text),
        confidence=0.85 if severity is Severity.MAJOR else 0.6,
        evidence={"kind": "unit", "source": one.unit, "target": other.unit},
    )
