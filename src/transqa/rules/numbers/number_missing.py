"""NUM002."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.numbers import other_end
from transqa.model import Severity
from transqa.text.quantity import Kind, Quantity
from transqa.text.units import is_currency

#: From here on an amount with a magnitude word is a figure that the text is about.
_LARGE = 10**5

#: The year at the end of a reference, behind its authors.
_REFERENCE = re.compile(
    r"[\s\0]*(?:\[\d+\]|[¹²³⁰-⁹]+|\d+[.)]).*(?:et al\.?|[A-Z][\w'’-]{1,40})[,.]? \(?((?:19|20)\d\d)\)?[.\s]*", re.DOTALL
)


@rule("NUM002", "number-missing", mqm="accuracy/omission", severity=Severity.MINOR)
def number_missing(pair: Pair, context: Context) -> Iterator[Fault]:
    """An amount of the source, or a month ("in March"), has no counterpart in the translation, and no number there looks like it.

    Number words below a thousand, years (but for that at the end of a reference), ordinals and numbers of names are not
    missed, nor is a number that stands in the translation's code or formulas or that the source says twice. Of a range that
    lost one end ("14–18 August", 8 月 14 日) the other end is shown. Money, percentages and large amounts are major.

    Why: where a figure is lost, half a sentence usually went with it.
    Bad: It raised $101M from three funds. => 它从三家基金筹集了资金。
    Good: It raised $101M from three funds. => 它从三家基金筹集了 1.01 亿美元。
    Fix: none; only a translator can put it back.
    """
    numbers = context.numbers(pair)
    for quantity in numbers.missing:
        source = pair.source.quote(quantity.start, quantity.end)
        if source.text[0].isalpha() and source.text in pair.target.prose:
            continue  # number words of a sentence that stayed as it is
        grave = _grave(quantity)
        rest = other_end(quantity, numbers.same, pair.source)
        if rest:
            start, end = sorted((quantity[:2], rest[0][:2]))
            source = pair.source.quote(start[0], end[1])
        yield Fault(
            f"{pair.source.prose[quantity.start : quantity.end]!r} is missing in the translation"
            + (f": the source has {source.text!r}" if rest else ""),
            source=source,
            target=pair.target.quote(rest[1].start, rest[1].end) if rest else None,
            severity=Severity.MAJOR if grave else Severity.MINOR,
            confidence=0.8 if grave else 0.6,
            evidence={"kind": "missing"},
        )
    year = _REFERENCE.fullmatch(pair.source.prose)
    if year and year[1] not in pair.target.prose:
        yield Fault(
            f"the year of the reference, {year[1]}, is missing in the translation",
            source=pair.source.quote(*year.span(1)),
            confidence=0.7,
            evidence={"kind": "missing"},
        )


def _grave(quantity: Quantity) -> bool:
    if quantity.kind is Kind.PERCENT or is_currency(quantity.unit):
        return not quantity.shared
    return bool(quantity.magnitude and quantity.values and quantity.values[0] >= _LARGE)
