"""Real pages, where they are at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from transqa.model import NOT_PROSE, BlockKind
from transqa.parse import parse_file


def pages(shared: Path) -> list[Path]:
    return sorted(path for folder in ("digests", "alignment", "accepted") for path in (shared / folder).rglob("*.md"))


def test_every_page_is_read_completely(shared: Path) -> None:
    for path in pages(shared):
        document = parse_file(path, language="und")
        end = 0
        for block in document.blocks:
            assert not document.text[end : block.span.start].strip(), path
            end = block.span.end
            starts = [piece[0] for piece in block.pieces]
            for (start, at, length), stop in zip(block.pieces, [*starts[1:], len(block.text)], strict=bool(starts)):
                source = document.text[at : at + length]
                assert source == block.text[start:stop] or source[0] in "\\&\r\n", (path, block)
        assert not document.text[end:].strip(), path


def test_no_page_is_swallowed_by_markup(shared: Path) -> None:
    for path in pages(shared):
        document = parse_file(path, language="und")
        kinds = Counter(block.kind for block in document.blocks)
        prose = sum(len(block.span) for block in document.blocks if block.kind not in NOT_PROSE)
        assert prose > 0.1 * len(document.text), path
        assert kinds[BlockKind.HTML] <= 0.4 * len(document.blocks), path


def test_both_layouts_of_digests(shared: Path) -> None:
    lost = parse_file(shared / "digests/jun2022/zh.md", language="zh-Hans")
    lines = [number for number, line in enumerate(lost.text.splitlines(), 1) if line.strip()]
    assert [lost.position(block.span.start)[0] for block in lost.blocks] == lines
    kept = parse_file(shared / "digests/nov2022/zh.md", language="zh-Hans")
    assert {block.kind for block in kept.blocks} >= {
        BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.IMAGE, BlockKind.CAPTION
    }  # fmt: skip
