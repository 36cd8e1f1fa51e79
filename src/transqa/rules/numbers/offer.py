"""What the number rules share: the number to write instead, and the edit that does it."""

from __future__ import annotations

import re

from transqa.check import Context, Pair
from transqa.model import Edit, Fix, Quote, Safety
from transqa.text.amounts import written
from transqa.text.quantity import Kind, Quantity

_SPACED = re.compile(r"[0-9] [\u3400-\u9fff]")
_FIGURES = re.compile(r"[0-9][0-9.,]*[%°]?")


def offer(quantity: Quantity, source: Quote, pair: Pair, context: Context) -> str | None:
    """The source's number as the target language writes it; None where that is not certain."""
    if quantity.kind is Kind.SIZE or _FIGURES.fullmatch(source.text):
        return source.text
    return written(quantity, context.target.language, spaced=_SPACED.search(pair.target.prose) is not None)


def replacement(place: Quote, text: str | None) -> tuple[Fix, ...]:
    """Writing ``text`` there: never safe, since only a reader knows what the sentence counts."""
    return (Fix(text, Safety.UNSAFE, (Edit(place.span, text),)),) if text and text != place.text else ()
