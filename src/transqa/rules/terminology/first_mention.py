"""TRM006."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.assign import Outcome
from transqa.model import BlockKind, Edit, Fix, Safety, Severity
from transqa.termbase.model import Concept
from transqa.text.fold import fold

_HEADING = frozenset({BlockKind.HEADING})


@rule("TRM006", "first-mention", mqm="terminology/first-mention", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def first_mention(context: Context) -> Iterator[Fault]:
    """A young term is not given together with its source form where it is mentioned first.

    Only for concepts that ask for it in the termbase (``first_mention: true``), and only when the source form stands
    nowhere in the block of the first mention, nor in the one below where that is a heading.

    Why: 顿悟 alone leaves the reader guessing which English term it is; 顿悟（grokking） does not.
    Bad: We study grokking. => 我们研究顿悟。
    Good: We study grokking. => 我们研究顿悟（grokking）。
    Fix: unsafe; the source form in parentheses after the term.
    """
    language = context.target.language
    seen: set[str] = set()
    for number, pair in enumerate(context.pairs):
        for rendering in context.terms(pair).renderings if pair.judged else ():
            concept = rendering.term.concept
            if not concept.first_mention or concept.id in seen or rendering.outcome is not Outcome.ACCEPTED:
                continue
            if rendering.target is None:
                continue
            seen.add(concept.id)
            text = fold(pair.target.text, language)
            if pair.made_of(_HEADING) and number + 1 < len(context.pairs):
                # A heading is short; the paragraph below it may explain it.
                text += "\n" + fold(context.pairs[number + 1].target.text, language)
            if any(fold(name, language) in text for name in concept.names):
                continue
            term, target = (
                pair.source.quote(rendering.term.start, rendering.term.end),
                pair.target.quote(*rendering.target),
            )
            marks = "（{}）" if not target.text.isascii() else " ({})"
            noted = target.text + marks.format(_as_listed(term.text, concept, context.source.language))
            yield Fault(
                f"first mention of {term.text!r}: write {noted}",
                source=term,
                target=target,
                concept=concept.id,
                fixes=(Fix(noted, Safety.UNSAFE, (Edit(target.span, noted),)),),
                confidence=0.7,
            )


def _as_listed(text: str, concept: Concept, language: str) -> str:
    """The source form without the capitals of a title or of a sentence's beginning."""
    if concept.case_sensitive:
        return text
    wanted = fold(text, language)
    return next((name for name in concept.names if fold(name, language) == wanted), text.lower())
