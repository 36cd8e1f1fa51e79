"""What must hold for any text whatever."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from transqa.model import Block, BlockKind, Document, InlineKind
from transqa.parse import markdown, parse_text

_COMMON = (
    "a|word|词语|中文。|😀|𝒜|\u3000|\0|\x0c|\ufeff| |  |\t|    |\n|\n|\n|\n\n|\n\n|\r\n|\r|  \n|\\\n"
    "|*|**|***|_|__|~~|~|`|``|`x`|[|]|(|)|!|<|>|[a](b)|[a][r]|![i](p)|![](p)|<b>|</b>|<br>|<!--c-->|<http://a.b>"
    "|\\*|\\\\|\\a|&amp;|&#x4e2d;|&bad;|> |>|- |* |1. |2) |# |## | #|```\n|~~~\n|---\n|===\n|<div>\n|[r]: /u 't'\n"
)
_TABLES = ["| a | b |\n|---|---|\n| c \\| d | `e` |\n", "a|b\n-|-\n", "|"]
FRAGMENTS = st.sampled_from([*_COMMON.split("|"), *_TABLES])
EXTENSIONS = st.sampled_from(
    "$|$x$|$$|$$\nx\n$$\n|:r:`x`|{#i}|[^1]|[^1]: |https://a.b/c_d_|⁴|[!NOTE]\n|[[x]]|:label:`x`\n|<Tip\n"
    "|import a from 'b'\n|---\na: b\n---\n".split("|")
)
DELIMITERS = {
    InlineKind.LINK: (("[",), (")", "]")),
    InlineKind.IMAGE: (("![",), (")", "]")),
    InlineKind.EMPHASIS: (("*", "_"), ("*", "_")),
    InlineKind.STRONG: (("**", "__"), ("**", "__")),
    InlineKind.STRIKE: (("~~",), ("~~",)),
    InlineKind.CODE: (("`",), ("`",)),
    InlineKind.MATH: (("$",), ("$",)),
    InlineKind.HTML: (("<",), (">",)),
    InlineKind.AUTOLINK: (("<", "http"), ("",)),
    InlineKind.FOOTNOTE: (("[^", "⁴"), ("]", "⁴")),
    InlineKind.DIRECTIVE: ((":", "{", "["), ("`", "}", "]")),
}


def documents(*fragments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*fragments), max_size=25).map("".join)


def parse(text: str, path: str = "page.md") -> Document:
    return parse_text(text, path=path, language="en")


@given(documents(FRAGMENTS, EXTENSIONS), st.sampled_from(["page.md", "page.txt"]))
@example("\ufeff- *a\r\n  b* &lt;\r\n> c", "page.md")
@settings(max_examples=600)
def test_offsets_are_exact(text: str, path: str) -> None:
    document = parse(text, path)
    assert document.text == text
    end = 1 if text.startswith("\ufeff") else 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end
        assert not text[end : block.span.start].strip(), "every character that is not blank belongs to a block"
        end = block.span.end
        check_pieces(document, block)
        check_inlines(document, block)
    assert not text[end:].strip()


def check_pieces(document: Document, block: Block) -> None:
    for offset, char in enumerate(block.text):
        span = block.locate(offset, offset + 1)
        assert block.span.start <= span.start < span.end <= block.span.end
        source = document.text[span.start : span.end]
        line_end = char in " \n" and source in {"\n", "\r", "\r\n"}
        cut_tab = block.kind is BlockKind.CODE and (char, source) == (" ", "\t")
        assert source == char or source[0] in "\\&" or line_end or cut_tab
        quote = document.quote(span)
        line = re.split(r"\r\n|\n|\r", document.text)[quote.line - 1]
        assert line[quote.column - 1 : quote.column] == source[:1].strip("\r\n")
    previous = 0
    for start, end in block.masked:
        assert previous <= start < end <= len(block.text)
        previous = end + 1


def check_inlines(document: Document, block: Block) -> None:
    for inline in block.inlines:
        assert block.span.start <= inline.span.start <= inline.content.start
        assert inline.content.end <= inline.span.end <= block.span.end
        source = document.text[inline.span.start : inline.span.end]
        first, last = DELIMITERS[inline.kind]
        assert source.startswith(first) and source.endswith(last)


@given(documents(FRAGMENTS))
@example("a\x00")
@settings(max_examples=400)
def test_text_is_what_markdown_shows(text: str) -> None:
    # Front matter and footnotes are no CommonMark; the single-line layout and prose in HTML blocks are ours.
    if text.startswith("---") or "[^" in text:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "separate_lines", lambda text, lines: lines)
        patch.setattr(markdown._Parser, "_html", lambda self, first, stop: None)
        document = parse(text)
    ours = [block.text for block in document.blocks if block.kind is not BlockKind.HTML or block.inlines]
    assert normal(ours) == normal(reference(text.removeprefix("\ufeff")))


def normal(texts: list[str]) -> list[str]:
    blank_free = ("".join(text.replace("\0", "\ufffd").split()) for text in texts)
    return [text for text in blank_free if text]


def reference(text: str) -> list[str]:
    """The text of every block as markdown-it itself reads it."""
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    found: list[str] = []
    for token in parser.parse(text):
        if token.type == "inline":
            found.append(flat(token.children or []))
        elif token.type in {"fence", "code_block"}:
            found.append(token.content)
    return found


def flat(tokens: list[Token]) -> str:
    return "".join(flat(token.children or []) if token.type == "image" else token.content for token in tokens)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "![" * 5_000,
        "*a" * 10_000,
        "**a " * 10_000,
        "`" * 999 + "".join("`" * (n % 50 + 1) + "a" for n in range(5_000)),
        "[^" * 10_000,
        "[a](" * 5_000,
        "<a " * 10_000,
        "$a " * 10_000,
        "$$ x\n" * 5_000,
        ":a" * 10_000,
        "http://a" + "(" * 50_000 + ")" * 50_000,
        "> " * 5_000 + "x",
        "- " * 2_000 + "x",
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "     \n" * 10_000 + "x",
        " " * 100_000 + "x\na|b\n" + " " * 100_000 + "x",
        "|" * 5_000 + "\n" + "|-" * 5_000,
        "<a x\n" * 5_000,
        "word " * 200_000,
        "\n\n".join(f"Text **{number}** with a [link](http://a.b/c) and `code`." for number in range(4_000)),
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    document = parse(text)
    assert time.process_time() - started < 25
    assert document.blocks[-1].span.end == len(text.rstrip())
