"""NUM003."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Severity
from transqa.text.quantity import Kind, Quantity

#: A translator may count what the source lists.
_COUNTABLE = 10


@rule("NUM003", "number-added", mqm="accuracy/addition", severity=Severity.MINOR)
def number_added(pair: Pair, context: Context) -> Iterator[Fault]:
    """An amount of the translation has no counterpart in the source.

    Counts up to ten are left alone (a translator may number what the source lists), as are numbers that stand in the
    source's code or formulas.

    Why: a number that the author did not write is an invention or belongs to another sentence.
    Bad: The set has many pictures. => 该数据集有 350 万张图片。
    Good: The set has many pictures. => 该数据集有许多图片。
    Fix: none; the source knows no such number.
    """
    for quantity in context.numbers(pair).added:
        if _countable(quantity):
            continue
        target = pair.target.quote(quantity.start, quantity.end)
        yield Fault(
            f"{target.text!r} has no counterpart in the source",
            source=None,
            target=target,
            confidence=0.6,
            evidence={"kind": "added"},
        )


def _countable(quantity: Quantity) -> bool:
    if quantity.kind is not Kind.NUMBER or quantity.unit or quantity.magnitude or not quantity.values:
        return False
    return quantity.values[0].denominator == 1 and quantity.values[0] <= _COUNTABLE
