"""How a document, or a set of documents checked together, renders each concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.check.pair import Pair
from transqa.check.terms.assign import Outcome, Rendering
from transqa.text.fold import fold

#: Concept -> folded rendering -> its places.
Uses = Mapping[str, Mapping[str, list[tuple[Pair, Rendering]]]]


@per_document
def document_uses(context: Context) -> Uses:
    """Acceptable renderings of every term of a document; ordinary words and names apart."""
    language = context.target.language
    uses: dict[str, dict[str, list[tuple[Pair, Rendering]]]] = defaultdict(lambda: defaultdict(list))
    for pair in context.pairs:
        for rendering in context.terms(pair).renderings if pair.judged else ():
            concept = rendering.term.concept
            if rendering.outcome is not Outcome.ACCEPTED or not rendering.target or concept.common or concept.keep:
                continue
            text = fold(pair.target.prose[slice(*rendering.target)], language).replace(" ", "")
            source = fold(pair.source.prose[rendering.term.start : rendering.term.end], language).replace(" ", "")
            # The source form is left beside its rendering, in parentheses or a title: no second rendering.
            if text != source:
                uses[concept.id][text].append((pair, rendering))
    return uses


def pool(contexts: Iterable[Context]) -> dict[str, Counter[str]]:
    """How often each rendering stands in documents of one target language taken together."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for context in contexts:
        for concept, renderings in document_uses(context).items():
            total[concept].update({text: len(places) for text, places in renderings.items()})
    return total
