from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transqa.align import align
from transqa.lsp.follow import relink, shift
from transqa.model import Link, Span
from transqa.parse import parse_text

TEXT = st.text("ab\n", max_size=12)


@given(TEXT, TEXT, st.integers(0, 12), st.integers(0, 6))
def test_a_shift_says_where_everything_is_now(before: str, after: str, start: int, length: int) -> None:
    moved = shift(before, after)
    assert after == before[: moved.old.start] + after[moved.old.start :][: moved.size] + before[moved.old.end :]
    span = Span(min(start, len(before)), min(start + length, len(before)))
    now = moved.span(span)
    if now is not None:
        assert after[now.start : now.end] == before[span.start : span.end]


def linked(source: str, before: str, after: str) -> tuple[list[Link], list[int]]:
    one = parse_text(source, path="en.md", language="en")
    old, new = (parse_text(text, path="zh.md", language="zh-Hans") for text in (before, after))
    found = relink(align(one, old), new, shift(before, after), lexicon=None)
    everything = sorted(block for link in found.bitext.links for block in link.target)
    assert everything == list(range(len(new.blocks)))
    assert set(found.fresh) | set(found.same.values()) == set(range(len(found.bitext.links)))
    return list(found.bitext.links), found.fresh


SOURCE = "# One\n\nGPT-4 has 175 layers.\n\nThe end of 2023.\n"
TARGET = "# 一\n\nGPT-4 有 175 层。\n\n2023 年结束。\n"


def test_an_edit_inside_of_a_block_keeps_every_link() -> None:
    links, fresh = linked(SOURCE, TARGET, TARGET.replace("有", "没有"))
    assert [link.kind for link in links] == ["1-1", "1-1", "1-1"]
    assert fresh == [1]


def test_a_block_in_two_parts_keeps_its_source() -> None:
    links, fresh = linked(SOURCE, TARGET, TARGET.replace("有 175", "\n\n有 175"))
    assert {block for link in links if 1 in link.source for block in link.target} == {1, 2}
    assert links[-1].source == (2,) and links[-1].target == (3,)
    assert len(links) - 1 not in fresh


def test_a_block_that_goes_leaves_the_others_alone() -> None:
    links, _ = linked(SOURCE, TARGET, TARGET.replace("GPT-4 有 175 层。\n\n", ""))
    assert [(link.source, link.target) for link in links if link.target] == [((0,), (0,)), ((2,), (1,))]


def test_from_nothing_and_to_nothing() -> None:
    assert [link.kind for link in linked(SOURCE, "", TARGET)[0]].count("1-1") == 3
    assert all(not link.target for link in linked(SOURCE, TARGET, "")[0])
