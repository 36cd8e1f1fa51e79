"""SUP002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, Safety, Severity, Span


@rule("SUP002", "unknown-rule", mqm="internal/suppression", severity=Severity.NEUTRAL, scope=Scope.LAST)
def unknown_rule(context: Context) -> Iterator[Fault]:
    """A comment wants to silence a rule that does not exist.

    Why: a slip of the pen in a code silences nothing, or with several codes less than was meant.
    Bad: The sky is blue. => <!-- transqa-ignore TRM0001: quoted -->  天空是蓝色的。
    Good: The sky is blue. => <!-- transqa-ignore-file TRM, deprecated-term, SUP001: quoted -->  天空是蓝色的。
    Fix: unsafe; the rule of the nearest name.
    """
    for effect in context.effects:
        quote = effect.suppression.quote
        for name, meant in effect.unknown.items():
            # The configuration has been looked through before the run.
            if quote is None:
                continue
            at = quote.span.start + quote.text.index(name)
            place = context.target.quote(Span(at, at + len(name)))
            yield Fault(
                f"no rule is called {name!r}; " + (f"did you mean {meant}?" if meant else "see transqa rules list"),
                target=place,
                fixes=(Fix(meant, Safety.UNSAFE, (Edit(place.span, meant),)),) if meant else (),
            )
