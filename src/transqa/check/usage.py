"""How a document, or a set of documents checked together, renders each concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.check.pair import Pair
from transqa.check.terms.assign import Outcome, Rendering
from transqa.termbase.model import Concept
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
    users = _users(uses)
    found = [
        (head.id, text[begin:], pair, part)
        for concept, renderings in uses.items()
        if (preferred := _preferred_of_compound(renderings, language))
        for text, places in renderings.items()
        for begin, head in _heads(text, preferred, uses, users, language)
        if head.id != concept
        for pair, rendering in places
        if (part := _last(pair, rendering, head.names, len(text) - begin))
    ]
    for name, text, pair, part in found:
        uses[name][text].append((pair, part))


def _preferred_of_compound(renderings: Mapping[str, list[tuple[Pair, Rendering]]], language: str) -> str | None:
    """The preferred rendering of a concept of several words, None for one of a single word."""
    pair, (term, *_) = next(iter(renderings.values()))[0]
    accepted = term.concept.accepted(language)
    if not accepted or " " not in pair.source.prose[term.start : term.end]:
        return None
    return _close(fold(accepted[0], language))


def _heads(
    text: str, preferred: str, uses: Uses, users: Mapping[str, Sequence[str]], language: str
) -> Iterator[tuple[int, Concept]]:
    """Where another rendering of a word begins than the preferred one of a compound has there, and which word it is."""
    start = next((at for at, (a, b) in enumerate(zip(text, preferred, strict=False)) if a != b), len(text))
    if start == len(text) or start == len(preferred):
        return
    # Both words may begin alike.
    for begin in range(1, start + 1):
        for name in users.get(preferred[begin:], ()):
            head = next(iter(uses[name].values()))[0][1].term.concept
            if text[begin:] in {_close(fold(each, language)) for each in head.accepted(language)}:
                yield begin, head


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
