"""The assignment between source terms and target spans.

Each target span is claimed by at most one source term. Accepted renderings are claimed first, as many as possible
(augmenting paths); a deprecated rendering can then only be blamed on a term that is still without a rendering, and
never when it is the accepted rendering of another term that needs it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from transqa.check.terms.source import Term
from transqa.check.terms.target import Candidate
from transqa.termbase.match import Form, Status

Option = TypeVar("Option")
#: Of very many spans that could render a term those about its place are considered, and chains of so many moves: a book
#: in one paragraph takes time in proportion to its length.
_NEAR, _CHAIN = 32, 100


class Outcome(StrEnum):
    """What became of one source term."""

    ACCEPTED = "accepted"
    DEPRECATED = "deprecated"
    #: No rendering of its own, but the same concept is rendered acceptably in this pair: a pronoun, an ellipsis.
    REPEATED = "repeated"
    #: The source form itself stands in the target.
    UNTRANSLATED = "untranslated"
    MISSING = "missing"


class Rendering(NamedTuple):
    """One source term with its outcome and, where there is one, the target span that renders it."""

    term: Term
    outcome: Outcome
    target: tuple[int, int] | None = None
    form: Form | None = None


@dataclass(frozen=True)
class Assignment:
    """``stray`` are deprecated renderings that no source term of the pair explains; ``claimed`` spans render a term.

    ``proper`` are proper nouns of the dictionary in the target that render no term.
    """

    renderings: tuple[Rendering, ...]
    stray: tuple[tuple[Candidate, Form], ...]
    claimed: tuple[tuple[int, int], ...]
    proper: tuple[tuple[int, int], ...] = ()

    @cached_property
    def outcomes(self) -> frozenset[Outcome]:
        """The outcomes that there are."""
        return frozenset([rendering.outcome for rendering in self.renderings])


@dataclass
class _State:
    """Working tables of one pair. ``touching`` are the spans that overlap a span, where any do."""

    terms: Sequence[Term]
    spans: Sequence[Candidate]
    touching: Mapping[int, Sequence[int]]
    owner: dict[int, int] = field(default_factory=dict)  # span -> term
    chosen: dict[int, int] = field(default_factory=dict)  # term -> span

    def rivals(self, span: int) -> list[int]:
        """Spans with an owner that a span overlaps, itself included. They do not overlap each other."""
        return [one for one in (span, *self.touching.get(span, ())) if one in self.owner]


def assign(
    terms: Sequence[Term], free: Sequence[Candidate], inside: Collection[str], source_length: int, target_length: int
) -> Assignment:
    """Candidate source terms to target spans.

    Args:
        terms: source terms, in text order.
        free: target matches in text order, none within another.
        inside: concepts with an acceptable rendering inside a longer word, which is well enough not to be missing.
        source_length: length of the source text, for comparing relative places.
        target_length: length of the target text.
    """
    needs = {term.concept.id for term in terms}
    accepted: dict[str, list[int]] = defaultdict(list)
    shared = [0] * len(free)  # how many of the concepts want a span
    for index, candidate in enumerate(free):
        wanted_by = [name for name in candidate.accepted if name in needs]
        if len(wanted_by) > 1:
            # A row is 行 on the mainland and 列 in Taiwan, a column the other way round: the text's own region decides.
            wanted_by = [name for name in wanted_by if not candidate.accepted[name].regional] or wanted_by
        for name in wanted_by:
            accepted[name].append(index)
        shared[index] = len(wanted_by)
    state = _State(terms, free, _touching(free))
    owner, chosen, touching = state.owner, state.chosen, state.touching
    source_length, target_length = max(source_length, 1), max(target_length, 1)

    def distance(term: int, span: int) -> float:
        return abs(terms[term].start / source_length - free[span].start / target_length)

    def preference(term: int, span: int) -> tuple[int, float]:
        return shared[span], distance(term, span)

    def near(term: int, found: Sequence[Option], start: Callable[[Option], int]) -> Sequence[Option]:
        if len(found) <= _NEAR:
            return found
        at = bisect_left(found, terms[term].start / source_length * target_length, key=start)
        first = max(at - _NEAR // 2, 0)
        return found[first : first + _NEAR]

    def options(term: int) -> Sequence[int]:
        return near(term, accepted[terms[term].concept.id], lambda span: free[span].start)

    for index, term in enumerate(terms):
        wanted: Sequence[int] | None = accepted.get(term.concept.id)
        if not wanted:
            continue
        if len(wanted) > 1:
            wanted = sorted(options(index), key=partial(preference, index))
        best = wanted[0]
        if best in owner or best in touching:
            _augment(state, index, wanted, options, set())
        else:
            # The ordinary term: nothing else claims its best rendering.
            owner[best] = index
            chosen[index] = best
    blamed: Mapping[int, tuple[Candidate, Form]] = {}
    if len(chosen) < len(terms):
        open_terms = [index for index in range(len(terms)) if index not in chosen]
        blamable = _blamable(state, open_terms)
        blamed = _blame(
            state,
            [
                (free[span].start - free[span].end, distance(term, span), term, span, form)
                for term in open_terms
                for span, form in near(term, blamable.get(terms[term].concept.id, ()), lambda one: free[one[0]].start)
            ],
        )
    renderings = []
    for index, term in enumerate(terms):
        if index in chosen:
            candidate = free[chosen[index]]
            renderings.append(Rendering(term, Outcome.ACCEPTED, candidate[:2], candidate.accepted[term.concept.id]))
        elif index in blamed:
            candidate, form = blamed[index]
            renderings.append(Rendering(term, Outcome.DEPRECATED, candidate[:2], form))
        else:
            again = term.concept.id in accepted or term.concept.id in inside
            renderings.append(Rendering(term, Outcome.REPEATED if again else Outcome.MISSING))
    used = [free[span][:2] for span in owner]
    used += [candidate[:2] for candidate, _ in blamed.values()]
    used.sort()
    right = Status.ACCEPTED
    others = [candidate for candidate in free if candidate.forms[0].status is not right]
    stray, proper = _unclaimed(others, used) if others else ((), ())
    return Assignment(tuple(renderings), stray, tuple(used), proper)


def _touching(spans: Sequence[Candidate]) -> Mapping[int, list[int]]:
    """Overlapping spans by span. Both starts and ends grow, so those before one stand together."""
    found: dict[int, list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        before = index - 1
        while before >= 0 and spans[before].end > span.start:
            found[index].append(before)
            found[before].append(index)
            before -= 1
    return found


def _augment(
    state: _State, term: int, spans: Iterable[int], options: Callable[[int], Iterable[int]], seen: set[int]
) -> bool:
    """One step of Kuhn's algorithm: give the term a span, moving earlier owners to other spans where that helps."""
    for span in spans:
        if span in seen:
            continue
        if len(seen) == _CHAIN:
            return False
        seen.add(span)
        rivals = state.rivals(span)
        if not rivals:
            state.owner[span] = term
            state.chosen[term] = span
            return True
        if rivals == [span]:
            owner = state.owner[span]
            if _augment(state, owner, options(owner), options, seen):
                state.owner[span] = term
                state.chosen[term] = span
                return True
    return False


def _blamable(state: _State, open_terms: Sequence[int]) -> Mapping[str, list[tuple[int, Form]]]:
    """Deprecated renderings of the concepts that lack one, by concept and in text order; claimed spans are innocent."""
    found: dict[str, list[tuple[int, Form]]] = defaultdict(list)
    wanted = {state.terms[term].concept.id for term in open_terms}
    for span, candidate in enumerate(state.spans):
        for form in candidate.forms:
            if form.entry and form.concept in wanted and not state.rivals(span):
                found[form.concept].append((span, form))
    return found


def _blame(state: _State, rows: list[tuple[int, float, int, int, Form]]) -> dict[int, tuple[Candidate, Form]]:
    """Deprecated renderings for the terms that have none, longest and nearest first; each span is blamed once.

    A row is the negative length of the span, its distance from the term, term, span and form.
    """
    rows.sort(key=lambda row: row[:4])
    blamed: dict[int, tuple[Candidate, Form]] = {}
    taken: set[int] = set()
    for _, _, term, span, form in rows:
        if term not in blamed and span not in taken:
            blamed[term] = (state.spans[span], form)
            taken.update((span, *state.touching.get(span, ())))
    return blamed


def _unclaimed(
    candidates: Iterable[Candidate], used: Iterable[tuple[int, int]]
) -> tuple[tuple[tuple[Candidate, Form], ...], tuple[tuple[int, int], ...]]:
    """Wrong renderings and proper nouns that render no term; of wrong ones that overlap, the first."""
    taken = {at for start, end in used for at in range(start, end)}
    stray: list[tuple[Candidate, Form]] = []
    proper = []
    for candidate in candidates:
        start, end, forms, _ = candidate
        if not taken.isdisjoint(range(start, end)):
            continue
        if forms[0].status is Status.PROPER:
            proper.append((start, end))
        elif all(form.entry for form in forms) and not (stray and stray[-1][0].end > start):
            stray.append((candidate, forms[0]))
    return tuple(stray), tuple(proper)
