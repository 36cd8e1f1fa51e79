"""Entries are found by any of their forms; counts add up."""

from __future__ import annotations

import pytest

from transqa.curate import close_ids, find, search, statistics
from transqa.termbase import Termbase


@pytest.mark.parametrize("query", ["grokking", "Grokking", "顿悟", "頓悟", "摸索"])
def test_an_entry_is_found_by_any_form(termbase: Termbase, query: str) -> None:
    assert "grokking" in [concept.id for concept in find(termbase, query)]


def test_an_id_is_found_before_its_forms_are(termbase: Termbase) -> None:
    assert [concept.id for concept in find(termbase, "token")] == ["token"]
    senses = [concept.id for concept in find(termbase, "Token")]
    assert {"token", "token-authentication"} <= set(senses)


@pytest.mark.parametrize(("query", "id"), [("groking", "grokking"), ("zero shot", "zero-shot"), ("顿", "grokking")])
def test_what_is_not_found_names_its_neighbours(termbase: Termbase, query: str, id: str) -> None:
    close = close_ids(termbase, query, count=500 if query == "顿" else 5)
    assert (id in close) is (query != "顿")  # one character is too little to go by


def test_nothing_is_like_nonsense(termbase: Termbase) -> None:
    assert find(termbase, "qqqqqq") == close_ids(termbase, "qqqqqq") == ()


def test_counts_add_up(termbase: Termbase) -> None:
    found = statistics(termbase)
    assert found.concepts == len(termbase.concepts) == sum(found.domains.values())
    assert found.terms["en"] >= found.concepts
    assert 0 < found.negative_examples < found.examples
    assert 0 < found.anywhere < sum(found.deprecated.values())


def test_a_search_lists_exact_matches_first(termbase: Termbase) -> None:
    found = [concept.id for concept in search(termbase, "transformer")]
    assert found[0] == "transformer"
    assert {"vit", "transformer-xl"} <= set(found)
    assert len(search(termbase, " ")) == len(termbase.concepts)
    assert search(termbase, "no such word at all") == ()
