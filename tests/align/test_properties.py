"""What holds for any two documents."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from transqa.align import align
from transqa.model import Block, BlockKind, Document, Span

TEXTS = st.text(alphabet="abc模型数据 1,.。\U0001f916#`", max_size=30) | st.sampled_from(
    ["The model", "模型", "https://arxiv.org/abs/2205.06175", "", "1.5 billion", "15 亿", "see [^1]", "GPT-4"]
)


@st.composite
def documents(draw: st.DrawFn, language: str) -> Document:
    blocks, offset = [], 0
    for kind, text in draw(st.lists(st.tuples(st.sampled_from(BlockKind), TEXTS), max_size=14)):
        blocks.append(Block(kind, Span(offset, offset + len(text)), text, ((0, offset, len(text)),)))
        offset += len(text) + 2
    return Document("a.md", language, "\n\n".join(block.text for block in blocks), tuple(blocks))


@settings(max_examples=60)
@given(documents("en"), documents("zh-Hans"))
def test_every_block_is_in_exactly_one_link_and_sides_keep_their_order(source: Document, target: Document) -> None:
    links = align(source, target).links
    assert sorted(i for link in links for i in link.source) == list(range(len(source.blocks)))
    assert sorted(j for link in links for j in link.target) == list(range(len(target.blocks)))
    assert [i for link in links for i in link.source] == list(range(len(source.blocks)))
    for link in links:
        assert link.source or link.target
        assert 0.0 <= link.confidence <= 1.0
        assert max(len(link.source), len(link.target)) <= 7
        for side in (link.source, link.target):
            assert side == tuple(range(side[0], side[0] + len(side))) if side else True


@settings(max_examples=20)
@given(documents("en"))
def test_a_document_is_its_own_translation_block_by_block(document: Document) -> None:
    distinct = {(block.kind, block.text) for block in document.blocks}
    links = align(document, document).links
    if len(distinct) == len(document.blocks):
        assert [(link.source, link.target) for link in links] == [((i,), (i,)) for i in range(len(document.blocks))]
