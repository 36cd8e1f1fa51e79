from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transqa.model import BlockKind, Document, InlineKind
from transqa.parse import parse_text

PAGE = """\ufeff<!DOCTYPE html>
<html lang="en"><head><title>T &amp; x</title><style>p { color: red }</style>
<script>if (a < b) { "<p>no</p>" }</script></head><body>
<h2 class="a>b">Head</h2><p>Some <b>bold</b> and <a href="http://x.y/?a=1&amp;b">link
   text</a> with <code>x &lt; y</code>.<p>Next<br>line https://a.b/c. <em>And</em>
<img src="a.png" alt="An &quot;alt&quot;"></p>
<ul><li>one<ul><li>two</ul></li><li><p>three</ul><!-- <p>no</p> -->
<table><tr><th>a<td>b <span translate="no">keep</span></table><img src=q.png>
<pre>code
  x</pre><blockquote>quoted</blockquote>tail"""


def parse(text: str) -> Document:
    return parse_text(text, path="a.html", language="en")


def test_a_page() -> None:
    document = parse(PAGE)
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        (BlockKind.HEADING, 1, "T & x"),
        (BlockKind.HEADING, 2, "Head"),
        (BlockKind.PARAGRAPH, 0, "Some bold and link text with x < y."),
        (BlockKind.PARAGRAPH, 0, 'Next line https://a.b/c. And An "alt"'),
        (BlockKind.LIST_ITEM, 1, "one"),
        (BlockKind.LIST_ITEM, 2, "two"),
        (BlockKind.LIST_ITEM, 1, "three"),
        (BlockKind.TABLE_CELL, 0, "a"),
        (BlockKind.TABLE_CELL, 0, "b keep"),
        (BlockKind.IMAGE, 0, "￼"),
        (BlockKind.CODE, 0, "code\n  x"),
        (BlockKind.QUOTE, 0, "quoted"),
        (BlockKind.PARAGRAPH, 0, "tail"),
    ]
    paragraph = document.blocks[2]
    assert [(inline.kind, inline.target) for inline in paragraph.inlines] == [
        (InlineKind.STRONG, ""),
        (InlineKind.LINK, "http://x.y/?a=1&b"),
        (InlineKind.CODE, ""),
    ]
    assert paragraph.prose == "Some bold and link text with \0\0\0\0\0."
    assert document.blocks[3].prose.startswith("Next line \0")
    assert document.blocks[8].prose == "b \0\0\0\0"
    span = paragraph.locate(paragraph.text.index("x <"), paragraph.text.index("."))
    assert document.text[span.start : span.end] == "x &lt; y"


def test_offsets_of_words() -> None:
    document = parse(PAGE)
    for block in document.blocks:
        for word in re.finditer(r"\w+", block.text):
            span = block.locate(*word.span())
            assert document.text[span.start : span.end] == word.group()


PIECES = (
    "a|中|&amp;|&|<|>|\"|'|<p>|</p>|<b>|</b>|<a href='x'>|</a>|<br/>|<ul>|<li>|</ul>|<pre>|</pre>|<script>|</script>"
    "|<!--|-->|\n| |<img alt='z &lt;' src=q>|<code>|</code>|=|/"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map("".join))
@settings(max_examples=400)
def test_any_text_has_blocks_in_order_with_exact_quotes(text: str) -> None:
    document = parse(text)
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        end = block.span.end
        for number, (at, first, length) in enumerate(block.pieces):
            stop = block.pieces[number + 1][0] if number + 1 < len(block.pieces) else len(block.text)
            if stop - at == length > 1:
                assert text[first : first + length] == block.text[at:stop]
        for inline in block.inlines:
            assert 0 <= inline.span.start <= inline.content.start <= inline.content.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["<a '", '<a b="', "<", "<!--", "<script>", "&amp", "<p", "<b><i>", "<ul><li>", "<div>"]
)
def test_time_is_in_proportion_to_length(piece: str) -> None:
    begun = time.process_time()
    parse(piece * 30_000)
    assert time.process_time() - begun < 15
