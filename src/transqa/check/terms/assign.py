"""The assignment between source terms and target spans.

Each target span is claimed by at most one source term. Accepted renderings are claimed first, as many as possible
(augmenting paths); a deprecated rendering can then only be blamed on a term that is still without a rendering, and
never when it is the accepted rendering of another term that needs it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import TypeVar

from transqa.check.terms.source import Term
from transqa.termbase.match import Form, Match, Status

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


@dataclass(frozen=True, slots=True)
class Rendering:
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
    stray: tuple[tuple[Match, Form], ...]
    claimed: tuple[tuple[int, int], ...]
    proper: tuple[tuple[int, int], ...] = ()


@dataclass
class _State:
    """Working tables of one pair."""

    terms: Sequence[Term]
    spans: list[Match]
    owner: dict[int, int] = field(default_factory=dict)  # span -> term
    chosen: dict[int, int] = field(default_factory=dict)  # term -> span
    owned: dict[int, int] = field(default_factory=dict)  # offset -> span; spans with an owner do not overlap


def assign(terms: Sequence[Term], matches: Sequence[Match], source_length: int, target_length: int) -> Assignment:
    """Match source terms to target spans.

    Args:
        terms: source terms, in text order.
        matches: every target match, nested ones and guards included, by start, longer first.
        source_length: length of the source text, for comparing relative places.
        target_length: length of the target text.
    """
    free = _unshielded(matches)
    needs = {term.concept.id for term in terms}
    accepted: dict[str, list[int]] = defaultdict(list)
    shared: dict[int, int] = defaultdict(int)  # how many of the concepts want a span
    right = Status.ACCEPTED
    for index, match in enumerate(free):
        for form in match.forms:
            if form.concept in needs and form.status is right:
                accepted[form.concept].append(index)
                shared[index] += 1
    state = _State(terms, free)

    def distance(term: int, span: int) -> float:
        return abs(terms[term].start / max(source_length, 1) - free[span].start / max(target_length, 1))

    def preference(term: int, span: int) -> tuple[int, float]:
        return shared[span], distance(term, span)

    def near(term: int, found: Sequence[Option], start: Callable[[Option], int]) -> Sequence[Option]:
        if len(found) <= _NEAR:
            return found
        at = bisect_left(found, terms[term].start / max(source_length, 1) * target_length, key=start)
        first = max(at - _NEAR // 2, 0)
        return found[first : first + _NEAR]

    def options(term: int) -> Sequence[int]:
        return near(term, accepted[terms[term].concept.id], lambda span: free[span].start)

    for index in range(len(terms)):
        wanted = options(index)
        if len(wanted) > 1:
            wanted = sorted(wanted, key=partial(preference, index))
        _augment(state, index, wanted, options, set())
    claimed = [(free[span].start, free[span].end) for span in state.owner]
    open_terms = [index for index in range(len(terms)) if index not in state.chosen]
    blamable = _blamable(state, open_terms)
    blamed = _blame(
        state,
        [
            (-(free[span].end - free[span].start), distance(term, span), term, span, form)
            for term in open_terms
            for span, form in near(term, blamable.get(terms[term].concept.id, ()), lambda one: free[one[0]].start)
        ],
    )
    nested: set[str] | None = None
    renderings = []
    for index, term in enumerate(terms):
        if index in state.chosen:
            match = free[state.chosen[index]]
            renderings.append(Rendering(term, Outcome.ACCEPTED, (match.start, match.end), _form(match, term)))
        elif index in blamed:
            match, form = blamed[index]
            renderings.append(Rendering(term, Outcome.DEPRECATED, (match.start, match.end), form))
        else:
            if nested is None:
                nested = _nested(matches, free)
            again = accepted[term.concept.id] or term.concept.id in nested
            renderings.append(Rendering(term, Outcome.REPEATED if again else Outcome.MISSING))
    used = claimed + [(match.start, match.end) for match, _ in blamed.values()]
    taken = {at for start, end in used for at in range(start, end)}
    stray: list[tuple[Match, Form]] = []
    for match in free:
        if match.forms[0].entry is None:
            continue
        wrong = all(form.status is Status.DEPRECATED for form in match.forms)
        if (
            wrong
            and taken.isdisjoint(range(match.start, match.end))
            and not any(_overlap(match, other) for other, _ in stray[-1:])
        ):
            stray.append((match, match.forms[0]))
    proper = tuple(
        (match.start, match.end)
        for match in free
        if match.forms[0].status is Status.PROPER and taken.isdisjoint(range(match.start, match.end))
    )
    return Assignment(tuple(renderings), tuple(stray), tuple(sorted(set(used))), proper)


def _form(match: Match, term: Term) -> Form:
    """The form of a match that renders a term; one of the text's own region before a regional one."""
    forms = [form for form in match.forms if form.concept == term.concept.id and form.status is Status.ACCEPTED]
    return min(forms, key=lambda form: form.regional)


def _unshielded(matches: Sequence[Match]) -> list[Match]:
    """Matches that lie in no longer word: guards and accepted or deprecated longer terms shield what is inside."""
    free: list[Match] = []
    covered, guard = 0, Status.GUARD
    # By start, longer first: whatever covers a match comes before it, and no two are the same range.
    for match in matches:
        if match.end > covered:
            covered = match.end
            if match.forms[0].status is not guard:
                free.append(match)
    return free


def _nested(matches: Sequence[Match], free: Sequence[Match]) -> set[str]:
    """Concepts with an accepted rendering inside a longer term only: rendered well enough not to be missing."""
    shown = {id(match) for match in free}
    return {
        form.concept
        for match in matches
        if id(match) not in shown
        for form in match.forms
        if form.status is Status.ACCEPTED
    }


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
        places = range(state.spans[span].start, state.spans[span].end)
        rivals = {state.owned[at] for at in places if at in state.owned}
        if not rivals:
            state.owner[span] = term
            state.chosen[term] = span
            state.owned.update(dict.fromkeys(places, span))
            return True
        if rivals == {span}:
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
    for span, match in enumerate(state.spans if open_terms else ()):
        blamable = [form for form in match.forms if form.concept in wanted and form.status is Status.DEPRECATED]
        if blamable and not any(at in state.owned for at in range(match.start, match.end)):
            for form in blamable:
                found[form.concept].append((span, form))
    return found


def _blame(state: _State, candidates: list[tuple[int, float, int, int, Form]]) -> dict[int, tuple[Match, Form]]:
    """Deprecated renderings for the terms that have none, longest and nearest first; each span is blamed once.

    A candidate is the negative length of the span, its distance from the term, term, span and form.
    """
    candidates.sort(key=lambda row: row[:4])
    blamed: dict[int, tuple[Match, Form]] = {}
    taken: set[int] = set()
    for _, _, term, span, form in candidates:
        match = state.spans[span]
        places = range(match.start, match.end)
        if term not in blamed and taken.isdisjoint(places):
            blamed[term] = (match, form)
            taken.update(places)
    return blamed


def _overlap(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


def untranslated(assignment: Assignment, found: Iterable[str]) -> Assignment:
    """Missing terms whose own source form stands in the target are untranslated, not missing."""
    kept = frozenset(found)
    return replace(
        assignment,
        renderings=tuple(
            replace(rendering, outcome=Outcome.UNTRANSLATED)
            if rendering.outcome is Outcome.MISSING and rendering.term.concept.id in kept
            else rendering
            for rendering in assignment.renderings
        ),
    )
