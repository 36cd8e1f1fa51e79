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
def accepted_renderings(context: Context) -> Mapping[str, list[tuple[Pair, Rendering, str]]]:
    """Acceptable renderings of every concept of a document, with their folded text; ordinary words and names apart."""
    doubtful = {pair.index for pair in context.pairs if not pair.judged}
    accepted: dict[str, list[tuple[Pair, Rendering, str]]] = {}
    for name, places in context.renderings.items():
        concept = places[0][1].term.concept
        if not (concept.common or concept.keep):
            accepted[name] = [
                (pair, rendering, pair.target.folded[rendering.target[0] : rendering.target[1]])
                for pair, rendering in places
                if rendering.outcome is Outcome.ACCEPTED and rendering.target and pair.index not in doubtful
            ]
    return accepted


@per_document
def document_uses(context: Context) -> Uses:
    """Acceptable renderings of every term of a document; ordinary words and names apart."""
    language = context.target.language
    uses: dict[str, dict[str, list[tuple[Pair, Rendering]]]] = defaultdict(lambda: defaultdict(list))
    for concept, places in accepted_renderings(context).items():
        for pair, rendering, text in places:
            term = pair.source.prose[rendering.term.start : rendering.term.end]
            # The source form is left beside its rendering, in parentheses or a title: no second rendering.
            same = (text.isascii() or not term.isascii()) and _close(text) == _close(fold(term, language))
            if not same:
                uses[concept][_close(text)].append((pair, rendering))
    return uses


def _close(text: str) -> str:
    return text.replace(" ", "")


def pool(contexts: Iterable[Context]) -> dict[str, Counter[str]]:
    """How often each rendering stands in documents of one target language taken together."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for context in contexts:
        for concept, renderings in document_uses(context).items():
            total[concept].update({text: len(places) for text, places in renderings.items()})
    return total
