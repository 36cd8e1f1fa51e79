"""Who renders whom: claims and blame."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transqa.check.terms.assign import Outcome, assign
from transqa.check.terms.source import Term
from transqa.check.terms.target import Candidate, accepted_forms
from transqa.termbase.match import Form, Status
from transqa.termbase.model import Concept, Deprecated


def concept(name: str) -> Concept:
    return Concept(name, "test", "A concept.", {})


def term(name: str, start: int) -> Term:
    return Term(concept(name), start, start + 5)


def candidate(start: int, end: int, *forms: Form) -> Candidate:
    return Candidate(start, end, forms, accepted_forms(forms))


def accepted(name: str, start: int, end: int) -> Candidate:
    return candidate(start, end, Form("x", name, Status.ACCEPTED))


def wrong(name: str, start: int, end: int) -> Candidate:
    return candidate(start, end, Form("x", name, Status.DEPRECATED, entry=Deprecated("x", "reason")))


def outcomes(terms: list[Term], candidates: list[Candidate]) -> list[Outcome]:
    candidates = sorted(candidates, key=lambda one: one.start)
    return [rendering.outcome for rendering in assign(terms, candidates, (), 100, 100).renderings]


def test_a_deprecated_rendering_is_blamed_on_the_term_that_has_none() -> None:
    assert outcomes([term("a", 0), term("a", 50)], [accepted("a", 0, 2), wrong("a", 50, 52)]) == [
        "accepted",
        "deprecated",
    ]


def test_a_deprecated_rendering_is_no_error_when_every_term_is_rendered() -> None:
    assert outcomes([term("a", 0)], [accepted("a", 0, 2), wrong("a", 50, 52)]) == ["accepted"]


def test_a_rendering_that_another_term_needs_is_not_blamed() -> None:
    shared = candidate(
        10, 12, Form("x", "a", Status.DEPRECATED, entry=Deprecated("x", "r")), Form("x", "b", Status.ACCEPTED)
    )
    assert outcomes([term("a", 0), term("b", 10)], [shared]) == ["missing", "accepted"]


def test_a_shared_rendering_that_the_other_term_does_not_need_is_blamed() -> None:
    shared = candidate(
        10, 12, Form("x", "a", Status.DEPRECATED, entry=Deprecated("x", "r")), Form("x", "b", Status.ACCEPTED)
    )
    assert outcomes([term("a", 0), term("b", 60)], [shared, accepted("b", 60, 62)]) == ["deprecated", "accepted"]


def test_each_span_is_blamed_once() -> None:
    assert sorted(outcomes([term("a", 0), term("a", 50)], [wrong("a", 40, 42)])) == ["deprecated", "missing"]


def test_a_repeated_mention_may_be_left_out() -> None:
    assert outcomes([term("a", 0), term("a", 50)], [accepted("a", 0, 2)]) == ["accepted", "repeated"]


def test_a_rendering_inside_a_longer_word_is_well_enough() -> None:
    found = assign([term("a", 0), term("b", 9)], [], {"a"}, 100, 100)
    assert [rendering.outcome for rendering in found.renderings] == ["repeated", "missing"]


def test_as_many_terms_as_possible_are_served() -> None:
    either = candidate(0, 2, Form("x", "a", Status.ACCEPTED), Form("x", "b", Status.ACCEPTED))
    assert outcomes([term("a", 0), term("b", 9)], [either, accepted("a", 50, 52)]) == ["accepted", "accepted"]


spans = st.tuples(st.sampled_from("abc"), st.integers(0, 40), st.integers(1, 6), st.sampled_from(list(Status)))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 40)), max_size=8), st.lists(spans, max_size=12))
def test_no_target_span_is_used_twice(
    raw_terms: list[tuple[str, int]], raw: list[tuple[str, int, int, Status]]
) -> None:
    terms = [term(name, start) for name, start in sorted(raw_terms, key=lambda row: row[1])]
    longest: dict[int, Candidate] = {}
    for name, start, size, status in raw:
        entry = Deprecated("x", "r", anywhere=True) if status is Status.DEPRECATED else None
        longest[start] = candidate(start, start + size, Form("x", name, status, entry=entry))
    free: list[Candidate] = []
    for _, one in sorted(longest.items()):
        if not free or one.end > free[-1].end:
            free.append(one)
    found = assign(terms, free, (), 60, 60)
    assert len(found.renderings) == len(terms)
    used = [rendering.target for rendering in found.renderings if rendering.target]
    used += [(stray.start, stray.end) for stray, _ in found.stray]
    assert all(a[1] <= b[0] or b[1] <= a[0] for i, a in enumerate(used) for b in used[i + 1 :])
