"""Markdown to blocks: CommonMark with tables, strikethrough, footnotes, front matter and dollar math.

markdown-it finds the blocks and says which lines they take; everything inside those lines is mapped back here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from markdown_it.token import Token

from transqa.model import NOT_PROSE, Block, BlockKind, Inline, InlineKind, Span
from transqa.parse.caption import with_captions
from transqa.parse.inline import Source, read_inline, source_of_lines
from transqa.parse.layout import front_matter_end, separate_lines
from transqa.parse.prose import LINE_END, Line, Prose, line_break, split_lines, trimmed
from transqa.parse.syntax import markdown_parser
from transqa.parse.table import cell_source, split_row

_CONTAINERS = {
    "bullet_list_open": BlockKind.LIST_ITEM,
    "ordered_list_open": BlockKind.LIST_ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "footnote_reference_open": BlockKind.PARAGRAPH,
}
_CONTAINER_ENDS = {name.replace("_open", "_close") for name in _CONTAINERS}
_OPAQUE = {
    "definition": BlockKind.HTML,
    "directive": BlockKind.HTML,
    "hr": BlockKind.HTML,
    "math_block": BlockKind.MATH,
    "math_block_label": BlockKind.MATH,
}
_BREAKS = {"softbreak", "hardbreak"}

# HTML that holds no prose, and HTML that starts a paragraph of its own.
_NO_PROSE_TAG = re.compile(r"<(?:[!?]|(?:script|pre|style|textarea|svg|math|iframe|object|code)\b)", re.IGNORECASE)
_BLOCK_NAME = r"(?:p|div|li|dt|dd|t[dhr]|h[1-6]|summary|figcaption|caption|blockquote|center|section|article)\b"
_BLOCK_TAG = re.compile(f"<{_BLOCK_NAME}", re.IGNORECASE)
_BLOCK_TAG_END = re.compile(rf"</{_BLOCK_NAME}[^<>]*>\Z", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LETTER = re.compile(r"[^\W\d_]")
_QUOTE_LINE = re.compile(r"[\s\d.)*+-]*>")
_LIST_MARKS = re.compile(r"[\s>]*(?:[-+*]|\d{1,9}[.)])(?:\s+(?:[-+*]|\d{1,9}[.)]))*")


# A line that begins so is a paragraph, if it is the only one: rows of a corpus are, and need no reader of blocks.
_PLAIN_LINE = re.compile(r"(?!import\b|export\b)(?:\*\*?|[\"'“‘(（《「『])?[^\W\d_]")


def parse_markdown(text: str) -> list[Block]:
    """The blocks of a Markdown text, in file order."""
    lines = separate_lines(text, split_lines(text))
    front = front_matter_end([text[start:end] for start, end in lines])
    parser = _Parser(text, lines[front:])
    if front:
        parser.opaque(BlockKind.FRONT_MATTER, Span(lines[0][0], lines[front - 1][1]))
    parser.run()
    return list(with_captions(_complete(text, parser.blocks)))


class _Parser:
    """One pass over the block tokens."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.blocks: list[Block] = []
        self.md = markdown_parser()
        self.env: dict[str, object] = {}
        # Kinds of the containers around the current token, outermost first.
        self.containers: list[BlockKind] = []
        # Label and first line of the last footnote definition.
        self.note = ("", -1)

    def run(self) -> None:
        """Read every block."""
        if len(self.lines) == 1 and _PLAIN_LINE.match(self.text, *self.lines[0]):
            # As markdown-it does.
            self._paragraph(self.text[slice(*self.lines[0])].strip().replace("\0", "\ufffd"), 0, 1)
            return
        tokens = self.md.parse("\n".join(self.text[start:end] for start, end in self.lines), self.env)
        header = 0
        for index, token in enumerate(tokens):
            kind = token.type
            if kind in _CONTAINERS:
                self.containers.append(_CONTAINERS[kind])
            elif kind in _CONTAINER_ENDS:
                self.containers.pop()
            if not token.map:
                continue
            first, stop = token.map
            if kind == "footnote_reference_open":
                self.note = (str(token.meta["label"]), first)
            elif kind == "paragraph_open":
                self._paragraph(tokens[index + 1].content, first, stop)
            elif kind == "heading_open":
                self._heading(token, tokens[index + 1].content.strip(), first, stop)
            elif kind == "thead_open":
                header = first
            elif kind == "tr_open":
                # Cells beyond those of the header are never shown.
                closing = next(n for n in range(index, len(tokens)) if tokens[n].type == "tr_close")
                self._row(first, token.meta["column"], (closing - index) // 3, header=first == header)
            elif kind in {"fence", "code_block"}:
                self._code(token, first, stop)
            elif kind == "html_block":
                self._html(first, stop)
            elif kind in _OPAQUE:
                self.opaque(_OPAQUE[kind], self._span(first, stop))

    def opaque(self, kind: BlockKind, span: Span) -> None:
        """Add a block without prose; its text is the file's, a formula's without its dollars."""
        start, end = span.start, span.end
        if kind is BlockKind.MATH and self.text.startswith("$$", start) and self.text.endswith("$$", start + 2, end):
            start, end = start + 2, end - 2
        prose = Prose(self.text)
        prose.copy(start, end)
        prose.mask(0)
        if span:
            self.blocks.append(prose.block(kind, span))

    def _span(self, first: int, stop: int) -> Span:
        """From the first to the last non-blank character of lines ``first`` to ``stop`` (exclusive)."""
        end = self.lines[min(stop, len(self.lines)) - 1][1]
        return Span(*trimmed(self.text, self.lines[first][0], end))

    def _content(self, content: str, first: int, stop: int) -> Source:
        """Where the lines of a paragraph's content lie in the file: each is the end of a physical line."""
        found: list[Line] = []
        rows = content.strip().split("\n")
        number = first
        for position, row in enumerate(rows):
            # Blanks around a paragraph and in front of its lines are not shown; those at a line's end may ask for a
            # hard break.
            row = row.lstrip(" \t")
            last = position == len(rows) - 1
            while number < stop:
                start, end = self.lines[number]
                number += 1
                if last:
                    end = start + len(self.text[start:end].rstrip())
                if self.text[start:end].replace("\0", "\ufffd").endswith(row):
                    found.append((end - len(row), end))
                    break
        return source_of_lines(self.text, found)

    def _paragraph(self, content: str, first: int, stop: int) -> None:
        source = self._content(content, first, stop)
        if not source.content:
            # A line of form feeds or wide spaces is blank here, though not to markdown-it.
            return
        span = self._span(first, stop)
        prose = Prose(self.text)
        if self.note[1] == first:
            self._note_mark(prose, span)
        tokens = read_inline(self.md, prose, source, self.env)
        kind = self.containers[-1] if self.containers else BlockKind.PARAGRAPH
        level = 0 if kind is BlockKind.PARAGRAPH else self.containers.count(kind)
        content_kind = _kind_by_content(tokens)
        if content_kind in NOT_PROSE:
            prose.mask(0)
        self.blocks.append(prose.block(content_kind or kind, span, level=level))

    def _note_mark(self, prose: Prose, span: Span) -> None:
        """List the mark in front of a footnote's text."""
        label = self.note[0]
        start = self.text.find(f"[^{label}]:", span.start, span.end)
        if start >= 0:
            end = start + len(f"[^{label}]")
            prose.inlines.append(Inline(InlineKind.FOOTNOTE, Span(start, end), Span(start + 2, end - 1), label))

    def _heading(self, token: Token, content: str, first: int, stop: int) -> None:
        if token.markup.startswith("#"):
            start, end = trimmed(self.text, *self.lines[first])
            if not self.text[start:end].replace("\0", "\ufffd").endswith(content):
                start, end = trimmed(self.text, start, start + len(self.text[start:end].rstrip("#")))
            source = source_of_lines(self.text, [(end - len(content), end)])
        else:
            source = self._content(content, first, stop - 1)
        prose = Prose(self.text)
        read_inline(self.md, prose, source, {**self.env, "heading": True})
        self.blocks.append(prose.block(BlockKind.HEADING, self._span(first, stop), level=int(token.tag[1])))

    def _row(self, number: int, column: int, columns: int, *, header: bool) -> None:
        line_start, end = self.lines[number]
        start = self._span(number, number + 1).start
        row: list[Block] = []
        cells = split_row(self.text, line_start + column, end)[:columns]
        for first, stop in cells:
            if first == stop and (row or (first, stop) != cells[-1]):
                continue
            prose = Prose(self.text)
            read_inline(self.md, prose, cell_source(self.text, first, stop), self.env)
            row.append(prose.block(BlockKind.TABLE_CELL, Span(start, stop)))
            start = stop
        # The line of dashes belongs to the header's last cell; an empty cell to the one before it.
        end = self._span(number, number + (2 if header else 1)).end
        done: list[Block] = []
        for block in reversed(row):
            done.append(replace(block, span=Span(*trimmed(self.text, block.span.start, end))))
            end = block.span.start
        self.blocks.extend(reversed(done))

    def _code(self, token: Token, first: int, stop: int) -> None:
        prose = Prose(self.text)
        lines = self.lines[first + 1 : stop] if token.type == "fence" else self.lines[first:stop]
        rows = token.content.removesuffix("\n").split("\n") if token.content else []
        for number, (row, (start, end)) in enumerate(zip(rows, lines, strict=False)):
            if number:
                prose.put("\n", *line_break(self.text, lines[number - 1][1]))
            # A tab that the indentation cuts leaves spaces that are not in the file.
            kept = row if self.text.endswith(row, start, end) else row.lstrip(" ")
            prose.put(" " * (len(row) - len(kept)), end - len(kept) - 1, end - len(kept))
            prose.copy(end - len(kept), end)
        prose.mask(0)
        span = self._span(first, stop)
        if prose.pieces:
            # Code may begin and end with blanks.
            _, at, length = prose.pieces[-1]
            span = Span(min(span.start, prose.pieces[0][1]), max(span.end, at + length))
        self.blocks.append(prose.block(BlockKind.CODE, span))

    def _html(self, first: int, stop: int) -> None:
        """An HTML block: its lines of prose are paragraphs, the others stay HTML."""
        lines = [Span(*trimmed(self.text, *line)) for line in self.lines[first:stop]]
        rows = [self.text[line.start : line.end] for line in lines]
        quoted = BlockKind.QUOTE in self.containers
        if quoted or _NO_PROSE_TAG.match(rows[0]) or not _LETTER.search(_TAG.sub("", "\n".join(rows))):
            self.opaque(BlockKind.HTML, self._span(first, stop))
            return
        part = 0
        keys: list[tuple[int, bool]] = []
        for number, row in enumerate(rows):
            shown = _LETTER.search(_TAG.sub("", row)) is not None
            if _BLOCK_TAG.match(row) or (number and _BLOCK_TAG_END.search(rows[number - 1])):
                part += 1
            keys.append((part, shown))
        for (_, shown), numbers in groupby(range(len(rows)), key=keys.__getitem__):
            group = [lines[number] for number in numbers]
            span = Span(*trimmed(self.text, group[0].start, group[-1].end))
            if shown:
                prose = Prose(self.text)
                read_inline(self.md, prose, source_of_lines(self.text, [(s.start, s.end) for s in group]), self.env)
                self.blocks.append(prose.block(BlockKind.PARAGRAPH, span))
            else:
                self.opaque(BlockKind.HTML, span)


def _kind_by_content(tokens: Sequence[Token]) -> BlockKind | None:
    """The kind of a paragraph that holds nothing but images, markup or formulas."""
    kinds = {token.type for token in tokens if token.type != "text" or token.content.strip()} - _BREAKS
    if "image" in kinds and kinds <= {"image", "link_open", "link_close", "directive"}:
        return BlockKind.IMAGE
    if kinds and kinds <= {"html_inline", "directive"}:
        return BlockKind.HTML
    return BlockKind.MATH if kinds == {"math_inline"} else None


def _complete(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with others for what no token covers: empty items and quotes, what is nested too deep."""
    out: list[Block] = []
    start = 1 if text.startswith("\ufeff") else 0
    for block in (*blocks, None):
        gap = Span(*trimmed(text, start, block.span.start if block else len(text)))
        if gap:
            if out and not text[gap.start : gap.end].strip("> \t\r\n") and _in_quote_above(text, out[-1], gap.start):
                # A line of quote marks belongs to the paragraph above it.
                out[-1] = replace(out[-1], span=Span(out[-1].span.start, gap.end))
            else:
                out.append(_leftover(text, gap))
        if block:
            out.append(block)
            start = block.span.end
    return out


def _in_quote_above(text: str, block: Block, start: int) -> bool:
    """Whether the block's last line is part of a quote and stands right above ``start``."""
    first, stop = block.span.start, block.span.end
    line = max(text.rfind("\n", first, stop) + 1, text.rfind("\r", first, stop) + 1, first)
    return len(LINE_END.findall(text, stop, start)) == 1 and _QUOTE_LINE.match(text, line) is not None


def _leftover(text: str, span: Span) -> Block:
    raw = text[span.start : span.end]
    if not raw.strip("> \t\r\n"):
        return Block(BlockKind.QUOTE, span, "", (), level=1)
    if _LIST_MARKS.fullmatch(raw):
        return Block(BlockKind.LIST_ITEM, span, "", (), level=1)
    prose = Prose(text)
    prose.copy(span.start, span.end)
    prose.mask(0)
    return prose.block(BlockKind.HTML, span)
