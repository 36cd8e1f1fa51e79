"""NUM001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.number_changes import Change
from transqa.model import Severity
from transqa.rules.numbers.offer import offer, replacement
from transqa.text.number_language import language_of
from transqa.text.quantity import Kind, Quantity

#: Below this confidence only the places agree, not the figures.
_SURE = 0.75
_REASONS = {
    "magnitude": "the same figures in another magnitude",
    "digits": "the figures differ",
    "date": "another date",
    "place": "another number in its place",
}
#: The 2020s, and 2020 年, which is one of their years.
_DECADE, _YEAR_ZH = re.compile(r"(?:19|20)\d0s"), re.compile(r"(?:19|20)\d0 ?年(?!代)")
#: A minus sign, and what says the same in Chinese, German and English within so many characters of the number.
_MINUS, _SIGN = re.compile(r"(?:^|(?<![\d.%])[\s(\[:|])[-\u2212\u2013]\Z"), 3
_BELOW, _NEAR = re.compile("[-\u2212\u2013\u2014负負零减減降跌少亏虧下低损損缩縮落]|[Mm]inus|unter|below"), 12
#: A year, month or day in figures, and the word behind them that has to stay.
_DATE = re.compile(r"[0-9]+( ?[年月日号號]|)")


@rule("NUM001", "number-changed", mqm="accuracy/number", severity=Severity.MAJOR)
def number_changed(pair: Pair, context: Context) -> Iterator[Fault]:
    """A number of the source is another number in the translation.

    Numbers are compared by value, not by their figures: 1.5 million is 150 万, half is 50%, twice is 两倍, $1.5B is
    15 亿美元, 10 miles are 16 公里, the 1990s are 90 年代. A number is reported when it has no counterpart and the
    translation has a number without counterpart that looks like it: the same figures in another magnitude, one figure
    changed, two figures swapped, or simply the only number left in its place (minor then). Years, versions, names with
    digits, list and citation marks are not amounts. So is a decade that became a year (2020 年 for "the 2020s"), and a number
    that lost its minus sign.

    Why: readers check names and terms; nobody checks whether 9 billion became 9 亿.
    Bad: It has 9 billion users. => 它有 9 亿用户。
    Good: It has 9 billion users. => 它有 90 亿用户。
    Fix: unsafe; the source's number as the target language writes it.
    """
    comparison = context.numbers(pair)
    for change in comparison.changed:
        if change.why not in ("unit", "percent"):
            yield _fault(change, pair, context)
    if not language_of(context.source.language).numerals:
        return  # how it says early or late is not known
    source, target = pair.source.prose, pair.target.prose
    for one, other in comparison.same:
        if _DECADE.fullmatch(source, one.start, one.end) and _YEAR_ZH.match(target, other.start):
            yield _same_figures(one, other, pair, "is a year, and a decade in the source")
        elif _MINUS.search(source, max(0, one.start - _SIGN), one.start) and _lost_sign(one, other, target):
            yield _same_figures(one, other, pair, "lost its minus sign")
        if other.part and other.kind is Kind.MONTH and one.part != other.part:
            yield _part(one, other, pair)


def _fault(change: Change, pair: Pair, context: Context) -> Fault:
    source = pair.source.quote(change.source.start, change.source.end)
    target = pair.target.quote(change.target.start, change.target.end)
    text = _dated(change, target.text) if change.why == "date" else offer(change.source, source, pair, context)
    vague = change.source.interval and change.why == "magnitude"
    reason = "another order of magnitude" if vague else _REASONS[change.why]
    return Fault(
        f"{target.text!r} is not {source.text!r}: {reason}" + (f"; write {text!r}" if text else ""),
        source=source,
        target=target,
        severity=Severity.MAJOR if change.confidence >= _SURE else Severity.MINOR,
        fixes=replacement(pair, change.target, text),
        confidence=change.confidence,
        evidence={"kind": change.why, "source": _value(change.source), "target": _value(change.target)},
    )


def _lost_sign(one: Quantity, other: Quantity, target: str) -> bool:
    """Whether a number below zero is one above it, and no word says that something fell by so much."""
    plain = one.kind in (Kind.NUMBER, Kind.PERCENT) and other.kind is one.kind and bool(one.values and one.values[0])
    return plain and not _BELOW.search(target, max(0, other.start - _NEAR), other.end + 1)


def _same_figures(one: Quantity, other: Quantity, pair: Pair, what: str) -> Fault:
    source, target = pair.source.quote(one.start, one.end), pair.target.quote(other.start, other.end)
    return Fault(
        f"{target.text!r} {what}",
        source=source,
        target=target,
        confidence=0.8,
        evidence={"kind": "number", "source": source.text, "target": target.text},
    )


def _dated(change: Change, target: str) -> str | None:
    """The target's date with the source's figures; None where it is not written in figures alone."""
    match = _DATE.fullmatch(target)
    return f"{change.source.values[0]}{match[1]}" if match and change.source.values else None


def _part(one: Quantity, other: Quantity, pair: Pair) -> Fault:
    """2 月初 for February: a date made more precise than it is."""
    source, target = pair.source.quote(one.start, one.end), pair.target.quote(other.start, other.end)
    says = f"{one.part} {source.text}" if one.part else source.text
    return Fault(
        f"{target.text!r} says {other.part} {source.text}, the source {says!r}",
        source=source,
        target=target,
        severity=Severity.MAJOR if one.part else Severity.MINOR,
        confidence=0.8,
        evidence={"kind": "date", "source": one.part, "target": other.part},
    )


def _value(quantity: Quantity) -> str:
    if quantity.parts:
        return "x".join(map(str, quantity.parts))
    if quantity.values:
        return str(quantity.values[0])
    return " to ".join(map(str, quantity.interval or ()))
