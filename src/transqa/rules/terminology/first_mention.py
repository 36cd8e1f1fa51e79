"""TRM006."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.assign import Outcome
from transqa.model import Edit, Fix, Safety, Severity
from transqa.text.fold import fold


@rule("TRM006", "first-mention", mqm="terminology/first-mention", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def first_mention(context: Context) -> Iterator[Fault]:
    """A young term is not given together with its source form where it is mentioned first.

    Only for concepts that ask for it in the termbase (``first_mention: true``), and only when the source form stands
    nowhere in the block of the first mention.

    Why: 顿悟 alone leaves the reader guessing which English term it is; 顿悟（grokking） does not.
    Bad: We study grokking. => 我们研究顿悟。
    Good: We study grokking. => 我们研究顿悟（grokking）。
    Fix: unsafe; the source form in parentheses after the term.
    """
    language = context.target.language
    seen: set[str] = set()
    for pair in context.pairs:
        for rendering in context.terms(pair).renderings if pair.judged else ():
            concept = rendering.term.concept
            if not concept.first_mention or concept.id in seen or rendering.outcome is not Outcome.ACCEPTED:
                continue
            if rendering.target is None:
                continue
            seen.add(concept.id)
            text = fold(pair.target.text, language)
            if any(fold(name, language) in text for name in concept.names):
                continue
            term, target = (
                pair.source.quote(rendering.term.start, rendering.term.end),
                pair.target.quote(*rendering.target),
            )
            marks = "（{}）" if not target.text.isascii() else " ({})"
            noted = target.text + marks.format(term.text.lower() if not concept.case_sensitive else term.text)
            yield Fault(
                f"first mention of {term.text!r}: write {noted}",
                source=term,
                target=target,
                concept=concept.id,
                fixes=(Fix(noted, Safety.UNSAFE, (Edit(target.span, noted),)),),
                confidence=0.7,
            )
