"""What the number rules share: the number to write instead, and the edit that does it."""

from __future__ import annotations

import re

from transqa.check import Context, Pair
from transqa.model import Edit, Fix, Quote, Safety
from transqa.text.amounts import written
from transqa.text.number_language import language_of
from transqa.text.quantity import Kind, Quantity

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SPACED = re.compile(r"[0-9A-Za-z%] [\u3400-\u9fff]|[\u3400-\u9fff] [0-9A-Za-z$]")
_MARKED = re.compile("[.,]")
_FIGURES = re.compile(r"[0-9][0-9.,]*[%°]?")


def offer(quantity: Quantity, source: Quote, pair: Pair, context: Context) -> str | None:
    """The source's number as the target language writes it; None where that is not certain."""
    if quantity.kind is Kind.SIZE or (_FIGURES.fullmatch(source.text) and _reads_alike(source.text, context)):
        return source.text
    return written(quantity, context.target.language, spaced=_SPACED.search(pair.target.prose) is not None)


def _reads_alike(figures: str, context: Context) -> bool:
    """Whether figures are written the same in both languages: always without points, commas and percent signs."""
    ours, theirs = language_of(context.source.language), language_of(context.target.language)
    if figures.endswith("%") and ours.percent_first != theirs.percent_first:
        return False
    return not _MARKED.search(figures) or (ours.decimal_comma, ours.either) == (theirs.decimal_comma, theirs.either)


def replacement(pair: Pair, quantity: Quantity, text: str | None) -> tuple[Fix, ...]:
    """Writing ``text`` in place of a target number: never safe, since only a reader knows what the sentence counts."""
    place = pair.target.quote(quantity.start, quantity.end)
    if not text or text == place.text:
        return ()
    prose = pair.target.prose
    if prose[quantity.end : quantity.end + 1] == " " and _HAN.match(text[-1]) and _HAN.match(prose, quantity.end + 1):
        # The space stood between a letter and Chinese, and the letter is gone.
        place = pair.target.quote(quantity.start, quantity.end + 1)
    return (Fix(text, Safety.UNSAFE, (Edit(place.span, text),)),)
