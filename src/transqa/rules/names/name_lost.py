"""DNT001."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.assign import Outcome
from transqa.check.terms.fixes import replacement, suggestions
from transqa.check.terms.names import is_surname, of_a_person
from transqa.model import Fix, Severity
from transqa.termbase.model import Concept

_LOST = frozenset({Outcome.DEPRECATED, Outcome.MISSING})


@rule("DNT001", "name-lost", mqm="do-not-translate/name", severity=Severity.MAJOR)
def name_lost(pair: Pair, context: Context) -> Iterator[Fault]:
    """The name of a model, dataset, library or company is translated, transliterated or gone.

    Names of the termbase marked ``keep`` must stand in the translation as in the source, or in an accepted form (谷歌).
    Where a known wrong rendering stands instead it is pointed out; otherwise only the absence is reported, as minor.
    Abbreviations of common words (CPU) are demanded only in languages
    for which the termbase says something of them. Given names of people (Claude Shannon, 克劳德·香农) are left alone.

    Why: a reader cannot look up 加托 or 剪辑 when the paper calls it Gato or CLIP.
    Bad: CLIP embeds the image. => 剪辑对图像进行嵌入。
    Good: CLIP embeds the image. => CLIP 对图像进行嵌入。
    Fix: unsafe; the name as the source writes it.
    """
    terms = context.terms(pair)
    if terms.outcomes.isdisjoint(_LOST):
        return
    seen = set()
    for rendering in terms.renderings:
        concept = rendering.term.concept
        if not concept.keep or of_a_person(pair.source.prose, rendering.term.end, pair.target.prose):
            continue
        term = pair.source.quote(rendering.term.start, rendering.term.end)
        if rendering.outcome is Outcome.DEPRECATED and rendering.target and rendering.form and rendering.form.entry:
            entry, target = rendering.form.entry, pair.target.quote(*rendering.target)
            yield Fault(
                f"{target.text!r} stands for the name {term.text!r}: {entry.reason}; keep the name",
                source=term,
                target=target,
                severity=entry.severity,
                concept=concept.id,
                fixes=replacement(concept, term.text, target, context.target.language),
                evidence={"kind": "termbase", "reason": entry.reason, "form": entry.text},
            )
        elif rendering.outcome is Outcome.MISSING and concept.id not in seen:
            seen.add(concept.id)
            if any(
                suspect.term == rendering.term and is_surname(suspect, pair.source.prose, pair.target.prose)
                for suspect in context.suspects(pair)
            ):
                continue
            if context.target.language not in concept.terms and _translated_elsewhere(concept):
                continue
            offered = suggestions(concept, term.text, context.target.language)
            yield Fault(
                f"the name {term.text!r} is not in the translation; keep it as {' or '.join(offered[:3])}",
                source=term,
                severity=Severity.MINOR,
                concept=concept.id,
                fixes=tuple(Fix(text) for text in offered[:3]),
                confidence=0.5,
            )


def _translated_elsewhere(concept: Concept) -> bool:
    """Whether other languages have a name of their own for it, so that this one may have one that is not listed.

    CPU is a central processing unit, and The New York Times is 纽约时报.
    """
    return any(name.islower() and " " in name for name in concept.names) or any(
        not form.isascii() for language, terms in concept.terms.items() if language != "en" for form in terms.accepted
    )
