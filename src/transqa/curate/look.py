"""Looking things up in a termbase, and counting what is in it."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass

from transqa.termbase import Concept, Termbase
from transqa.text.fold import fold

#: Matches everything that any language folds, simplified and traditional included.
_FOLDING = "zh-Hans"


def find(termbase: Termbase, query: str) -> tuple[Concept, ...]:
    """Concepts with this id, or else with this form in any language, script, spacing or status; senses together."""
    if query in termbase.concepts:
        return (termbase.concepts[query],)
    wanted = fold(query.strip(), _FOLDING)
    return tuple(concept for concept in termbase.concepts.values() if wanted in _indexed(termbase)[concept.id])


def search(termbase: Termbase, query: str) -> tuple[Concept, ...]:
    """Concepts with the query in their id or a form, those that are or have exactly it first; all for an empty query."""
    wanted = fold(query.strip(), _FOLDING)
    if not wanted:
        return tuple(sorted(termbase.concepts.values(), key=lambda concept: concept.id))
    exact = find(termbase, query.strip())
    known = {concept.id for concept in exact}
    more = [
        concept
        for concept in termbase.concepts.values()
        if concept.id not in known
        and (query.strip().lower() in concept.id or any(wanted in form for form in _indexed(termbase)[concept.id]))
    ]
    return (*exact, *sorted(more, key=lambda concept: (len(concept.id), concept.id)))


def close_ids(termbase: Termbase, query: str, *, count: int = 5) -> tuple[str, ...]:
    """Ids like the query, the closest first: by spelling, then those that contain it."""
    wanted = "-".join(query.lower().split())
    close = difflib.get_close_matches(wanted, termbase.concepts, n=count, cutoff=0.6)
    if len(wanted) > 2:
        close += [name for name in termbase.concepts if wanted in name]
    folded = fold(query.strip(), _FOLDING)
    if len(folded) > 1:
        close += [c.id for c in termbase.concepts.values() if any(folded in form for form in _forms(c))]
    return tuple(dict.fromkeys(close))[:count]


#: The folded forms of the termbase that was searched last, by its hash: folding takes most of the time.
_INDEX: dict[str, dict[str, frozenset[str]]] = {}


def _indexed(termbase: Termbase) -> dict[str, frozenset[str]]:
    found = _INDEX.get(termbase.hash)
    if found is None:
        found = {concept.id: _forms(concept) for concept in termbase.concepts.values()}
        _INDEX.clear()
        _INDEX[termbase.hash] = found
    return found


def _forms(concept: Concept) -> frozenset[str]:
    return frozenset(
        fold(text, _FOLDING)
        for terms in concept.terms.values()
        for text in (*terms.accepted, *(entry.text for entry in terms.deprecated))
    )


def statistics(termbase: Termbase) -> Statistics:
    """Count a termbase."""
    concepts = termbase.concepts.values()
    entries = [
        (tag, entry) for concept in concepts for tag, terms in concept.terms.items() for entry in terms.deprecated
    ]
    accepted: Counter[str] = Counter()
    for concept in concepts:
        accepted.update({tag: len(terms.accepted) for tag, terms in concept.terms.items()})
    examples = [example for concept in concepts for example in concept.examples]
    return Statistics(
        concepts=len(concepts),
        domains=dict(sorted(Counter(concept.domain for concept in concepts).items())),
        names=sum(concept.keep for concept in concepts),
        senses=sum(concept.when is not None for concept in concepts),
        common=sum(concept.common or concept.open for concept in concepts),
        open=sum(concept.open for concept in concepts),
        terms=dict(accepted),
        deprecated=dict(Counter(tag for tag, _ in entries)),
        anywhere=sum(entry.anywhere for _, entry in entries),
        examples=len(examples),
        negative_examples=sum(example.wrong is None for example in examples),
    )


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a termbase. ``terms`` are accepted forms per language; ``names`` stay as in the source."""

    concepts: int
    domains: dict[str, int]
    names: int
    senses: int
    common: int
    open: int
    terms: dict[str, int]
    deprecated: dict[str, int]
    anywhere: int
    examples: int
    negative_examples: int
