"""NUM002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Severity
from transqa.text.quantity import Kind, Quantity
from transqa.text.units import is_currency

#: From here on an amount with a magnitude word is a figure that the text is about.
_LARGE = 10**5


@rule("NUM002", "number-missing", mqm="accuracy/omission", severity=Severity.MINOR)
def number_missing(pair: Pair, context: Context) -> Iterator[Fault]:
    """An amount of the source, or a month ("in March"), has no counterpart in the translation, and no number there looks like it.

    Number words below a thousand, years, ordinals and numbers of names are not missed, nor is a number that stands in
    the translation's code or formulas or that the source says twice. Money, percentages and large amounts are major.

    Why: where a figure is lost, half a sentence usually went with it.
    Bad: It raised $101M from three funds. => 它从三家基金筹集了资金。
    Good: It raised $101M from three funds. => 它从三家基金筹集了 1.01 亿美元。
    Fix: none; only a translator can put it back.
    """
    for quantity in context.numbers(pair).missing:
        source = pair.source.quote(quantity.start, quantity.end)
        grave = _grave(quantity)
        yield Fault(
            f"{source.text!r} is missing in the translation",
            source=source,
            severity=Severity.MAJOR if grave else Severity.MINOR,
            confidence=0.8 if grave else 0.6,
            evidence={"kind": "missing"},
        )


def _grave(quantity: Quantity) -> bool:
    if quantity.kind is Kind.PERCENT or is_currency(quantity.unit):
        return not quantity.shared
    return bool(quantity.magnitude and quantity.values and quantity.values[0] >= _LARGE)
