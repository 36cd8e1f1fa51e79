"""Marks of languages, and marks that pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.text.punctuation import BRACKETS, QUOTATIONS, convention, is_east, unpaired


@pytest.mark.parametrize(
    ("language", "quotes", "comma"),
    [
        ("zh-Hans", "“”", "，"),
        ("zh-Hant", "「」", "，"),
        ("zh-Hant-HK", "「」", "，"),
        ("ja", "「」", "、"),
        ("de-AT", "„“", None),
        ("en", "“”", None),
        ("sw", "“”", None),
    ],
)
def test_conventions(language: str, quotes: str, comma: str | None) -> None:
    found = convention(language)
    assert "".join(found.quotes[:2]) == quotes
    assert found.full.get(",") == comma
    assert found.east == (comma is not None)


@pytest.mark.parametrize("char", "模々〇あアー龙𠮷")
def test_full_width_marks_stand_beside_these(char: str) -> None:
    assert is_east(char)


@pytest.mark.parametrize("char", "a1é，。（「・ 😀\0\x1e가")
def test_and_not_beside_these(char: str) -> None:
    assert not is_east(char)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("（a（b）c）(d)", []),
        ("a（b", [(1, -1)]),
        ("a）b", [(1, -1)]),
        ("（a)", [(2, 0)]),
        ("（a【b）c", [(2, -1)]),
        ("([)]", [(1, -1), (3, -1)]),
    ],
)
def test_brackets_that_do_not_pair(text: str, odd: list[tuple[int, int]]) -> None:
    assert unpaired(text, BRACKETS) == odd


@given(st.text(alphabet="(（)）[]“”《》a", max_size=40))
def test_what_is_not_reported_pairs(text: str) -> None:
    for marks in (BRACKETS, QUOTATIONS):
        odd = {at for at, partner in unpaired(text, marks) if partner < 0}
        depth = 0
        for at, char in enumerate(text):
            if char in marks.all and at not in odd:
                depth += 1 if char in marks.closing else -1
            assert depth >= 0
        assert depth == 0
