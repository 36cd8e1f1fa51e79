from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transqa.align.overrides import Override, apply_overrides, block_keys
from transqa.model import Bitext, Document, Link
from transqa.parse import parse_text


def document(*paragraphs: str) -> Document:
    return parse_text("\n\n".join(paragraphs), path="a.md", language="en")


def bitext(size: int) -> Bitext:
    sides = document(*(f"left {n}" for n in range(size))), document(*(f"right {n}" for n in range(size)))
    return Bitext(*sides, tuple(Link((n,), (n,), 0.8) for n in range(size)))


def override(pair: Bitext, source: list[int], target: list[int]) -> Override:
    keys = block_keys(pair.source), block_keys(pair.target)
    return Override(tuple(keys[0][n] for n in source), tuple(keys[1][n] for n in target))


def shape(pair: Bitext) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.source, link.target) for link in pair.links]


def test_keys_depend_on_content_and_count_alone() -> None:
    keys = block_keys(document("one", "same", "same"))
    again = block_keys(document("new", "same", "one", "same"))
    assert len(set(keys)) == 3
    assert keys[1:] == (again[1], again[3])
    assert block_keys(document("a  b\nc")) == block_keys(document("a b c"))


def test_links_are_joined_and_taken_apart() -> None:
    pair = bitext(3)
    joined, places = apply_overrides(pair, [override(pair, [1, 2], [1, 2])])
    assert shape(joined) == [((0,), (0,)), ((1, 2), (1, 2))]
    assert places == {1}
    assert joined.links[1].confidence == 1.0
    apart, places = apply_overrides(joined, [override(pair, [1], [1]), override(pair, [2], [2])])
    assert shape(apart) == shape(pair)
    assert places == {1, 2}


def test_what_an_override_leaves_stays_a_link() -> None:
    pair = bitext(2)
    moved, places = apply_overrides(pair, [override(pair, [0], [1])])
    assert shape(moved) == [((), (0,)), ((0,), (1,)), ((1,), ())]
    assert places == {1}


def test_an_override_without_its_blocks_is_left_out() -> None:
    pair = bitext(2)
    assert apply_overrides(pair, [Override(("gone-1",), ())]) == (pair, frozenset())


def test_of_two_overrides_the_later_holds() -> None:
    pair = bitext(2)
    both = [override(pair, [0, 1], [0, 1]), override(pair, [0], [])]
    assert shape(apply_overrides(pair, both)[0]) == [((), (0,)), ((0,), ()), ((1,), (1,))]


BLOCKS = st.lists(st.integers(0, 4), unique=True, max_size=5)


@given(st.lists(st.tuples(BLOCKS, BLOCKS), max_size=4))
def test_every_block_stays_in_exactly_one_link(chosen: list[tuple[list[int], list[int]]]) -> None:
    pair = bitext(5)
    changed, places = apply_overrides(pair, [override(pair, *one) for one in chosen])
    for side in ("source", "target"):
        assert sorted(n for link in changed.links for n in getattr(link, side)) == [0, 1, 2, 3, 4]
    wanted = {(tuple(sorted(source)), tuple(sorted(target))) for source, target in chosen}
    assert all(shape(changed)[place] in wanted for place in places)
