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
    _add_heads(uses, language)
    return uses


def _add_heads(uses: dict[str, dict[str, list[tuple[Pair, Rendering]]]], language: str) -> None:
    """Count the last word of a compound with the word by itself: 监督精调 is a 精调 where 微调 is said elsewhere.

    Only where the preferred rendering of the compound has the other word at that place.
    """
    users: dict[str, list[str]] = {}
    found: list[tuple[str, str, Pair, Rendering]] = []
    for concept, renderings in uses.items():
        pair, rendering = next(iter(renderings.values()))[0]
        term = rendering.term
        if " " not in pair.source.prose[term.start : term.end] or not (accepted := term.concept.accepted(language)):
            continue
        for text, places in renderings.items():
            if accepted[0] == text:
                continue
            preferred = _close(fold(accepted[0], language))
            start = next((at for at, (a, b) in enumerate(zip(text, preferred, strict=False)) if a != b), len(text))
            own, other = text[start:], preferred[start:]
            # Both words may begin alike.
            if start == 0 or not own or not other:
                continue
            users = users or _users(uses)
            for begin in range(1, start + 1):
                for head in users.get(preferred[begin:], ()):
                    head_concept = next(iter(uses[head].values()))[0][1].term.concept
                    known = {_close(fold(each, language)) for each in head_concept.accepted(language)}
                    if head == concept or text[begin:] not in known:
                        continue
                    for pair, rendering in places:
                        if part := _last(pair, rendering, head_concept.names, len(text) - begin):
                            found.append((head, text[begin:], pair, part))
    for head, text, pair, part in found:
        uses[head][text].append((pair, part))


def _users(uses: Uses) -> dict[str, list[str]]:
    """Concepts by their renderings."""
    users: dict[str, list[str]] = defaultdict(list)
    for concept, renderings in uses.items():
        for text in renderings:
            users[text].append(concept)
    return users


def _last(pair: Pair, rendering: Rendering, names: Iterable[str], length: int) -> Rendering | None:
    """The part of a compound that is one of the names, with so many characters of its rendering."""
    term, (_, end) = rendering.term, rendering.target or (0, 0)
    said = pair.source.folded[term.start : term.end]
    name = next((name for each in names if said.endswith(" " + (name := fold(each, "en")))), None)
    if name is None:
        return None
    return rendering._replace(term=term._replace(start=term.end - len(name)), target=(end - length, end))


def _close(text: str) -> str:
    return text.replace(" ", "")


def pool(contexts: Iterable[Context]) -> dict[str, Counter[str]]:
    """How often each rendering stands in documents of one target language taken together."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for context in contexts:
        for concept, renderings in document_uses(context).items():
            total[concept].update({text: len(places) for text, places in renderings.items()})
    return total
