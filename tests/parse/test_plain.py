from __future__ import annotations

from transqa.model import BlockKind, InlineKind
from transqa.parse import parse_text


def test_markup_means_nothing_in_plain_text() -> None:
    text = "# no heading\n\n*no* emphasis,\r\n  `no` code\n\n- no item\n"
    document = parse_text(text, path="page.txt", language="en")
    assert [block.text for block in document.blocks] == ["# no heading", "*no* emphasis, `no` code", "- no item"]
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}
    assert not any(block.inlines or block.masked for block in document.blocks)
    block = document.blocks[1]
    assert document.text[block.span.start : block.span.end] == "*no* emphasis,\r\n  `no` code"
    found = block.locate(block.text.index("code"), len(block.text))
    assert document.text[found.start : found.end] == "code"


def test_urls_are_masked() -> None:
    (block,) = parse_text("见 https://a.b/c，再看。", path="a.txt", language="zh").blocks
    assert block.prose == "见 " + "\0" * 13 + "，再看。"
    (link,) = block.inlines
    assert (link.kind, link.target) == (InlineKind.AUTOLINK, "https://a.b/c")


def test_the_format_can_be_named() -> None:
    assert parse_text("# a", path="a.txt", language="en", format="markdown").blocks[0].kind is BlockKind.HEADING
    assert parse_text("# a", path="a.md", language="en", format="text").blocks[0].kind is BlockKind.PARAGRAPH
    assert parse_text("# a", path="standard input", language="en").blocks[0].kind is BlockKind.HEADING
