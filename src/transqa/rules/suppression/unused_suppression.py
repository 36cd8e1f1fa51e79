"""SUP001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Document, Edit, Fix, Quote, Safety, Severity, Span

_BLANK_LINES = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)(?:[ \t]*(?:\r\n|\n|\r))*")


@rule("SUP001", "unused-suppression", mqm="internal/suppression", severity=Severity.NEUTRAL, scope=Scope.LAST)
def unused_suppression(context: Context) -> Iterator[Fault]:
    """A comment or a table of the configuration silences nothing.

    Only said when all the rules it names have run, with a source to compare with. A table for several files is unused
    when all of them were looked at.

    Why: the fault it was written for is gone; left behind, it silences the next one unseen.
    Bad: We have 25 cats. => 我们有 25 只猫。  <!-- transqa-ignore-file NUM: counted otherwise -->
    Good: We have 25 cats. => 我们有 52 只猫。  <!-- transqa-ignore-file NUM: counted otherwise -->
    Fix: unsafe; the comment is deleted.
    """
    for effect in context.effects:
        if not effect.unused:
            continue
        said = effect.suppression
        rules = ", ".join(said.rules) or "any rule"
        if said.quote is None:
            yield Fault(f"{said.place}: suppress silences nothing: no such finding of {rules}; delete the table")
        else:
            yield Fault(
                f"this comment silences nothing: no finding of {rules} here; delete it",
                target=said.quote,
                fixes=(Fix("", Safety.UNSAFE, (Edit(_whole(said.quote, context.target), ""),)),),
            )


def _whole(quote: Quote, document: Document) -> Span:
    """The comment, with its lines where nothing else is on them."""
    start = document.line_starts[quote.line - 1]
    after = _BLANK_LINES.match(document.text, quote.span.end)
    alone = not document.text[start : quote.span.start].strip("\ufeff \t")
    return Span(quote.span.start, after.end()) if alone and after else quote.span
