from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transqa.review import merge_texts

TEXT = st.text("ab 顿悟。\n", max_size=30)


def test_changes_of_different_places_are_put_together() -> None:
    merged = merge_texts("我们研究摸索现象。它很快。", "我们研究顿悟现象。它很快。", "我们研究摸索现象。它非常快。")
    assert merged.clean
    assert merged.text == "我们研究顿悟现象。它非常快。"


def test_changes_of_one_place_keep_both() -> None:
    merged = merge_texts("a word here", "a term here", "a name here")
    assert not merged.clean
    assert [(part.theirs, part.yours) for part in merged.parts if part.disputed] == [("term", "name")]
    assert merged.text == "a term here"


@given(TEXT, TEXT)
def test_one_change_is_taken_as_it_is(base: str, changed: str) -> None:
    for merged in (
        merge_texts(base, changed, base),
        merge_texts(base, base, changed),
        merge_texts(base, changed, changed),
    ):
        assert merged.clean
        assert merged.text == changed


@given(TEXT, TEXT, TEXT)
def test_nothing_is_lost(base: str, theirs: str, yours: str) -> None:
    merged = merge_texts(base, theirs, yours)
    mirrored = merge_texts(base, yours, theirs)
    assert merged.clean == mirrored.clean
    if merged.clean:
        assert merged.text == mirrored.text


@given(TEXT, TEXT, TEXT, TEXT)
def test_ends_far_apart_never_quarrel(left: str, right: str, new_left: str, new_right: str) -> None:
    middle = "——同一段文字——"
    merged = merge_texts(left + middle + right, new_left + middle + right, left + middle + new_right)
    assert not merged.clean or merged.text == new_left + middle + new_right
