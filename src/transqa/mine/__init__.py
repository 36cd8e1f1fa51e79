"""Term candidates from translated text: source terms, and what the translation makes of them.

Source candidates are noun-like runs of one to four words and names. Their renderings are runs of dictionary words of the
target that come where they come: association is counted over sentences of aligned blocks (log-likelihood ratio,
Dunning 1993), and renderings compete for the same words (competitive linking, Melamed 2000), so that what "learning
rate" has taken is no longer there for "rate". Everything is counted; nothing is drawn or trained.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transqa.lexicon import Lexicon
from transqa.mine.link import Rendering, linked
from transqa.mine.source import (
    Everyday,
    everyday_words,
    join_acronyms,
    names_kept,
    source_candidates,
    term_places,
)
from transqa.mine.target import Support, target_runs
from transqa.mine.units import Unit, read_units
from transqa.model import Bitext
from transqa.termbase import Termbase
from transqa.termbase.match import Form, source_forms, target_forms
from transqa.text.fold import fold

__all__ = ["Candidate", "Rendering", "mine"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed entry. ``renderings`` come best first; for a name to keep they are empty.

    ``known`` is the concept that has the term already, but none of these renderings. ``example`` is a sentence pair,
    ``confidence`` the mean confidence of the alignment where the candidate stands.
    """

    term: str
    spellings: tuple[str, ...]
    renderings: tuple[Rendering, ...]
    count: int
    documents: int
    confidence: float
    score: float
    example: tuple[str, str]
    keep: bool = False
    known: str | None = None


def mine(
    bitexts: Sequence[Bitext], *, termbase: Termbase, lexicon: Lexicon | None, min_count: int = 3
) -> list[Candidate]:
    """Candidates of aligned documents of one language pair, the best first.

    A candidate occurs ``min_count`` times or more. Terms of ``termbase`` are left out unless they have a rendering
    here, as often as that, which the termbase neither accepts nor deprecates.
    """
    if not bitexts:
        return []
    source, target = bitexts[0].source.language, bitexts[0].target.language
    units = list(read_units(bitexts))
    everyday = everyday_words(lexicon)
    spellings = source_candidates(units, everyday, min_count)
    for unit in units:
        unit.runs = target_runs(unit.target, target, lexicon)
    kept = names_kept(units, spellings, min_count)
    join_acronyms(units, spellings, kept)
    places = term_places(units)
    translated = {key: where for key, where in places.items() if key not in kept}
    links = linked(units, translated, support=Support(lexicon, target), min_count=min_count)
    found = [
        _candidate(key, links.get(key, []), units, places[key], spellings[key], everyday, keep=key in kept)
        for key in sorted({*kept, *links})
    ]
    known = _Known(termbase, source, target)
    new = [checked for candidate in found if (checked := known.check(candidate, min_count))]
    return sorted(new, key=lambda candidate: (-candidate.score, candidate.term))


def _candidate(
    key: str,
    renderings: Sequence[Rendering],
    units: Sequence[Unit],
    places: Sequence[int],
    spellings: Counter[str],
    everyday: Everyday,
    *,
    keep: bool,
) -> Candidate:
    here = [units[index] for index in places]
    ordered = sorted(renderings, key=lambda rendering: (-rendering.count, rendering.text))
    documents = len({unit.document for unit in here})
    confidence = sum(unit.confidence for unit in here) / len(here)
    shown = [unit for unit in here if not ordered or ordered[0].text in unit.target] or here
    example = min(shown, key=lambda unit: (len(unit.source), unit.source))
    count = spellings.total()
    evidence = ordered[0].likelihood * ordered[0].dice if ordered else 2.0 * count
    # The singular names the entry, where the text has it.
    names = sorted(spellings, key=lambda text: (fold(text, "en") != key, -spellings[text], text))
    score = evidence * confidence * (1 + math.log(documents)) * everyday.weight(key)
    return Candidate(
        names[0],
        tuple(names[1:]),
        () if keep else tuple(ordered),
        count,
        documents,
        confidence,
        score,
        (example.source.strip(), example.target.strip()),
        keep,
    )


class _Known:
    """What the termbase says already."""

    def __init__(self, termbase: Termbase, source: str, target: str) -> None:
        self._languages = source, target
        self._source = _concepts(source_forms(termbase, source), source)
        self._target = _concepts(target_forms(termbase, target), target)

    def check(self, candidate: Candidate, min_count: int) -> Candidate | None:
        """The candidate, or what of it is new, or None."""
        source, target = self._languages
        concepts = self._source.get(fold(candidate.term, source))
        if not concepts:
            return candidate
        new = tuple(
            rendering
            for rendering in candidate.renderings
            if rendering.count >= min_count and not concepts & self._target.get(fold(rendering.text, target), set())
        )
        return replace(candidate, renderings=new, known=min(concepts)) if new else None


def _concepts(forms: Iterable[Form], language: str) -> dict[str, set[str]]:
    """Concepts by the folded texts that stand for them."""
    found: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        found[fold(form.text, language)].add(form.concept)
    return found
