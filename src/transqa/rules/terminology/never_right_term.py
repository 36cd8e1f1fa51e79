"""TRM003."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.fixes import replacement, suggestions
from transqa.model import Severity


@rule("TRM003", "never-right-term", mqm="terminology/wrong-term", severity=Severity.MAJOR, scope=Scope.LINK)
def never_right_term(pair: Pair, context: Context) -> Iterator[Fault]:
    """A rendering that is wrong in any machine-learning text, whatever the source says.

    Looks at every block of the target, those without a source or with a doubtful one included.

    Why: 零射击, 变形金刚 and 法学硕士 have no business in a text about language models; the source is not needed to know it.
    Bad: (no source) => 这篇论文研究零射击学习。
    Good: (no source) => 这篇论文研究零样本学习。
    Fix: unsafe; the preferred rendering is offered.
    """
    if not pair.target.blocks:
        return
    for match, form in context.terms(pair).stray:
        if not form.entry or not form.entry.anywhere:
            continue
        concept = context.termbase.concepts[form.concept]
        name = concept.names[0] if concept.names else concept.id
        target = pair.target.quote(match.start, match.end)
        offered = suggestions(concept, name, context.target.language)
        yield Fault(
            f"{target.text!r} is wrong in any text of this field: {form.entry.reason} (for {name!r}); write {offered[0]}",
            target=target,
            severity=form.entry.severity,
            concept=concept.id,
            fixes=replacement(concept, name, target, context.target.language),
            evidence={"kind": "termbase", "reason": form.entry.reason, "form": form.entry.text},
        )
