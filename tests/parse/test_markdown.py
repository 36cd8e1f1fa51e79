"""Blocks: kinds, levels, texts and spans."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.model import Block, Document
from transqa.parse import parse_text


def parse(text: str) -> Document:
    return parse_text(text, path="page.md", language="en")


def shown(block: Block) -> str:
    """The text with a dot for every stretch that is no prose."""
    return re.sub("\0+", "·", block.prose)


def outline(text: str) -> list[str]:
    return [f"{block.kind}{block.level or ''}: {shown(block)}" for block in parse(text).blocks]


def sources(text: str) -> list[str]:
    document = parse(text)
    return [document.text[block.span.start : block.span.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# One\n## Two ##\n###### Six", ["heading1: One", "heading2: Two", "heading6: Six"]),
        ("Title\nover two\n===\nSub\n---\n", ["heading1: Title over two", "heading2: Sub"]),
        ("# C#\n# a \\#\n#\n", ["heading1: C#", "heading1: a #", "heading1: "]),
        ("#no heading", ["paragraph: #no heading"]),
        ("a\nb\n\nc", ["paragraph: a b", "paragraph: c"]),
        ("- a\n  - b\n\n    c\n- d", ["list_item1: a", "list_item2: b", "list_item2: c", "list_item1: d"]),
        ("1. a\n   b\n2) c", ["list_item1: a b", "list_item1: c"]),
        ("*   wide\n+\tplus", ["list_item1: wide", "list_item1: plus"]),
        ("> a\n> b\n>\n> > c", ["quote1: a b", "quote2: c"]),
        ("- > a\n> - b", ["quote1: a", "list_item1: b"]),
        ("- # h\n\n      code", ["heading1: h", "code: ·"]),
        ("```py\nx = 1\n\ny\n```\n~~~\n~~~", ["code: ·", "code: "]),
        ("    a\n\n    b", ["code: ·"]),
        ("text\n***\ntext", ["paragraph: text", "html: ·", "paragraph: text"]),
        ("$$\nx^2\n$$\n\n$$y$$", ["math: ·", "math: ·"]),
        ("$$x$$ (eq1)", ["math: ·"]),
        ("$a$\n$b$", ["math: ·"]),
        ("text\n$$\nx\n$$\nmore", ["paragraph: text · more"]),
        ("<!-- note\n\nto self -->\ntext", ["html: ·", "paragraph: text"]),
        ("<br>\n\n<img src=x> <!-- y -->", ["html: ·", "html: ·"]),
        ("<Hero\n  a={[ {b: 1} ]}\n/>\n\ntext", ["html: ·", "paragraph: text"]),
        ("import A from './a'\nexport const b = 1\n\nimport it", ["html: ·", "html: ·", "paragraph: import it"]),
        ("# Title\n:label:`sec`\n\ntext", ["heading1: Title", "html: ·", "paragraph: text"]),
        (":begin_tab:`jax`\nprose\n:end_tab:\n", ["html: ·", "paragraph: prose", "html: ·"]),
        ("::: tip\nprose\n:::", ["html: ·", "paragraph: prose", "html: ·"]),
        ("[[open-in-colab]]", ["html: ·"]),
        ("[a]: http://a.b 'T'\n\n[a]", ["html: ·", "paragraph: a"]),
        ("---\ntitle: x\n---\ntext", ["front_matter: ·", "paragraph: text"]),
        ('+++\ntitle = "x"\n+++\n', ["front_matter: ·"]),
        ("---\n\nThe text.\n\n---\n", ["html: ·", "paragraph: The text.", "html: ·"]),
        ("[^1]: A note.\n\n    More.\n\nText.[^1]", ["paragraph: A note.", "paragraph: More.", "paragraph: Text.·"]),
        ("-\n- a\n\n>\n\n> b", ["list_item1: ", "list_item1: a", "quote1: ", "quote1: b"]),
        ("", []),
        ("\ufeff", []),
        ("\ufeff# a", ["heading1: a"]),
    ],
)  # fmt: skip
def test_kinds(text: str, blocks: list[str]) -> None:
    assert outline(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("![An image](a.png)", ["image: An image"]),
        ("[![alt](a.png)](b)\n![](c.png)", ["image: alt "]),
        ("![alt](a.png) and text", ["paragraph: alt and text"]),
        ("![alt](a.png)\n:label:`fig`\n", ["image: alt", "caption: ·"]),
        ("![](a)\n\nSource: http://a.b\n\nSource: x", ["image: ", "caption: Source: ·", "caption: Source: x"]),
        ("![](a)\n\n*Figure 1: What is seen.*", ["image: ", "caption: Figure 1: What is seen."]),
        ("![](a)\n\nFigure 1 shows the loss.", ["image: ", "paragraph: Figure 1 shows the loss."]),
        ("![](a)\n\nSources are many.", ["image: ", "paragraph: Sources are many."]),
        ("![](a)\n\n图片由某人提供。", ["image: ", "caption: 图片由某人提供。"]),
        ("![](a)\n\n图 2 损失", ["image: ", "caption: 图 2 损失"]),
        ("![](a)\n\n图 2 展示了损失随时间的变化。", ["image: ", "paragraph: 图 2 展示了损失随时间的变化。"]),
        ("![](a)\n\n资料来源：某报", ["image: ", "caption: 资料来源：某报"]),
        ("<img src=a>\n\nImage by A.", ["html: ·", "caption: Image by A."]),
        ("|a|\n|-|\n|b|\n\n表 1：数据", ["table_cell: a", "table_cell: b", "caption: 表 1：数据"]),
        ("Text.\n\nSource: x", ["paragraph: Text.", "paragraph: Source: x"]),
    ],
)
def test_images_and_captions(text: str, blocks: list[str]) -> None:
    assert outline(text) == blocks


@pytest.mark.parametrize(
    ("text", "cells", "spans"),
    [
        ("| a | b |\n|---|:-:|\n| c | d |", ["a", "b", "c", "d"], ["| a", "| b |\n|---|:-:|", "| c", "| d |"]),
        ("a|b\n-|-\nc|d", ["a", "b", "c", "d"], ["a", "|b\n-|-", "c", "|d"]),
        ("> | a |\n> |---|\n> | **b** |", ["a", "b"], ["> | a |\n> |---|", "> | **b** |"]),
        ("|a|b|\n|-|-|\n|x \\| y|`p\\|q`|", ["a", "b", "x | y", "·"], ["|a", "|b|\n|-|-|", "|x \\| y", "|`p\\|q`|"]),
        ("||b|\n|-|-|\n|c||\n|d|e|f|", ["b", "c", "d", "e"], ["||b|\n|-|-|", "|c||", "|d", "|e|f|"]),
        ("|a|\n|-|\n| |", ["a", ""], ["|a|\n|-|", "| |"]),
        ("|a|\r\n|-|\r\n|b|\r\n", ["a", "b"], ["|a|\r\n|-|", "|b|"]),
    ],
)
def test_tables(text: str, cells: list[str], spans: list[str]) -> None:
    assert [shown(block) for block in parse(text).blocks] == cells
    assert {str(block.kind) for block in parse(text).blocks} == {"table_cell"}
    assert sources(text) == spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("  # Title ##  \n", ["# Title ##"]),
        ("- a\n\n  b\n1. c", ["- a", "b", "1. c"]),
        ("> a\n>\n> b\n>\n", ["> a\n>", "> b\n>"]),
        ("> - a\n>\n> - b", ["> - a\n>", "> - b"]),
        ("T\n===", ["T\n==="]),
        ("```\n x\n```\n\ntext\n", ["```\n x\n```", "text"]),
        ("\t  code \n", ["  code "]),
        ("a  \r\n\r\nb", ["a", "b"]),
        ("[^n]: note", ["[^n]: note"]),
        ("\u3000\u3000一段\u3000\n", ["一段"]),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert sources(text) == spans


def test_code_keeps_its_lines_and_loses_its_indentation() -> None:
    document = parse("- x\n\n  ```\n  a\r\n    b\n  ```\n\n\t\tc")
    fence, code = document.blocks[1:]
    assert fence.text == "a\n  b" and code.text == "  c"
    assert document.text[slice_of(fence, "b")] == "b"
    assert document.text[slice_of(code, "c")] == "c"
    assert fence.masked == ((0, 5),)


def slice_of(block: Block, text: str) -> slice:
    start = block.text.index(text)
    span = block.locate(start, start + len(text))
    return slice(span.start, span.end)


def test_html_with_prose_is_read() -> None:
    text = '<div align="center">\n<h1>The <b>title</b></h1>\nSome text,\nand more.\n<img src="x">\n</div>\n'
    assert outline(text) == [
        "html: ·",
        "paragraph: ·The ·title·",
        "paragraph: Some text, and more.",
        "html: ·",
    ]
    assert outline("<script>\nlet text\n</script>") == ["html: ·"]


def test_text_nested_too_deep_is_kept_as_markup() -> None:
    document = parse("text\n\n" + "> " * 100 + "deep")
    assert [str(block.kind) for block in document.blocks] == ["paragraph", "html"]
    assert document.text[document.blocks[1].span.start :] == "> " * 100 + "deep"


def test_positions_of_quotes() -> None:
    document = parse("\ufeff# T\r\n\r\n> a **𝒜 词** b\r\n> c\r\n")
    block = document.blocks[1]
    quote = document.quote(block.locate(block.text.index("词"), block.text.index("词") + 1))
    assert (quote.text, quote.line, quote.column, quote.end_line, quote.end_column) == ("词", 3, 9, 3, 10)
    quote = document.quote(block.locate(block.text.index("c"), len(block.text)))
    assert (quote.text, quote.line, quote.column) == ("c", 4, 3)


@given(
    st.sampled_from(["", "*", "**", '"', "“", "（", "("]),
    st.sampled_from("aZ中é"),
    st.text(alphabet="ab 中1.*_`[]()<>!#$:{}|=~^&;\\-+@/h\t\u3000", max_size=40),
)
def test_a_line_is_read_alike_alone_and_above_others(opening: str, first: str, rest: str) -> None:
    line = opening + first + rest
    (alone, *more), above = parse(line).blocks, parse(f"{line}\n\nThe end.").blocks
    assert not more
    assert alone == above[0]
