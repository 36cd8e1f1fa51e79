"""Markdown to blocks: CommonMark with tables, strikethrough, footnotes, front matter and dollar math.

markdown-it finds the blocks and says which lines they take; everything inside those lines is mapped back here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table as table_rule
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from transqa.model import Block, BlockKind, Inline, InlineKind, Span
from transqa.parse.inline import (
    OffsetInline,
    Source,
    autolink_rule,
    directive_rule,
    math_rule,
    read_inline,
    source_of_lines,
    text_rule,
    url_rule,
)
from transqa.parse.layout import separate_lines
from transqa.parse.prose import LINE_END, Line, Prose, split_lines

# What markdown-it trims from a paragraph.
_BLANK = " \t\n\r\f\v"

_DIRECTIVE_LINE = re.compile(
    r":(?:[a-z]*label|width|height|(?:begin|end)_tab):(?:toc|`[^`]*`)?\s*$"  # d2l and MyST
    r"|:{3,}[^:]*$"  # colon fences
    r"|\[\[[\w-]+\]\]\s*$"  # [[open-in-colab]]
    r"""|import\s(?:[^'"]*\sfrom\s+)?(['"])[^'"]+\1;?\s*$"""  # MDX
    r"|export\s+(?:default|const|let|function)\s"
)
_OPEN_TAG = re.compile(r"<[A-Za-z][\w.-]*(?:\s[^<>]*)?$")
_IMAGE_OR_TABLE_HTML = re.compile(r"<(?:img|figure|table|picture|video|iframe)\b", re.IGNORECASE)
_TABLE_RULE_LINE = re.compile(r"[\s|:-]*-[\s|:-]*")

_CAPTION = re.compile(
    r"(?:image|photo|picture|figure|illustration|screenshot|video|source|credits?|courtesy)s?"
    r"(?:\s+(?:credits?|source|by|from|courtesy(?:\s+of)?|taken from|adapted from)\b|\s*[:：])"
    r"|(?:figure|fig\.?|table|tab\.)\s*\d+(?:\.\d+)*\s*(?:[:.：。|–—-]|$)"
    r"|(?:资料|資料|数据|數據|图片|圖片|照片|图|圖)?(?:来源|來源|出处|出處)\s*(?:[:：于於自]|$)"
    r"|(?:图片|圖片|照片|插图|插圖|图|圖)(?:由|来自|來自|源自|作者|提供)"
    r"|(?:图片|圖片|图|圖|表|表格)\s*\d+(?:[.\-]\d+)*\s*(?:[:：.。|–—-]|\s|$)",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 160


def parse_markdown(text: str) -> list[Block]:
    """The blocks of a Markdown text, in file order."""
    lines = separate_lines(text, split_lines(text))
    return _Parser(text, lines).run()


class _Markdown(MarkdownIt):
    """Keeps URLs as written: they are compared and shown, never rendered."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


@cache
def _parser() -> MarkdownIt:
    md = _Markdown("commonmark", {"maxNesting": 60, "inline_definitions": True})
    md.inline = OffsetInline()
    md.configure("commonmark", {"maxNesting": 60, "inline_definitions": True})
    md.use(front_matter_plugin).use(dollarmath_plugin, allow_blank_lines=False)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.enable(["table", "strikethrough"])
    md.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("code", "directive", _directive_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.after("html_block", "component", _component_rule)
    md.inline.ruler.at("text", text_rule)
    md.inline.ruler.before("text", "bare_url", url_rule)
    md.inline.ruler.at("autolink", autolink_rule)
    md.inline.ruler.at("math_inline", math_rule)
    md.inline.ruler.before("link", "directive", directive_rule)
    # Inline content is parsed from lines of our own making; joining its tokens would lose their offsets.
    md.disable(["inline", "text_join", "fragments_join"])
    return md


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's table rule, noting where each row begins behind quote marks and list markers."""
    count = len(state.tokens)
    if not table_rule(state, start, end, silent):
        return False
    for token in state.tokens[count:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            token.meta["column"] = _column(state, line)
    return True


def _column(state: StateBlock, line: int) -> int:
    """Column of a line's first character behind the markers of its containers."""
    at = state.bMarks[line] + state.tShift[line]
    return at - (state.src.rfind("\n", 0, at) + 1)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _directive_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of a documentation system that holds no prose."""
    if state.is_code_block(start) or not _DIRECTIVE_LINE.match(_line(state, start)):
        return False
    if not silent:
        state.push("directive", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def _component_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag that runs over several lines, whose attributes need not be valid HTML."""
    if silent or state.is_code_block(start) or not _OPEN_TAG.match(_line(state, start)):
        return False
    for line in range(start + 1, end):
        if state.isEmpty(line):
            return False
        if _line(state, line).rstrip().endswith(">"):
            state.push("directive", "", 0).map = [start, line + 1]
            state.line = line + 1
            return True
    return False


class _Parser:
    """One pass over the block tokens."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.blocks: list[Block] = []
        self.md = _parser()
        self.env: dict[str, object] = {}
        # Kinds of the containers around the current token, outermost first.
        self.containers: list[BlockKind] = []
        # Label and line of the footnote definition that comes next.
        self.note = ("", -1)

    def run(self) -> list[Block]:
        source = "\n".join(self.text[start:end] for start, end in self.lines)
        tokens = self.md.parse(source, self.env)
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "table_open":
                index = self._table(tokens, index)
                continue
            self._token(token, tokens[index + 1] if index + 1 < len(tokens) else None)
            index += 1
        return list(_captions(_fill(self.text, self.blocks)))

    def _token(self, token: Token, following: Token | None) -> None:
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            self.containers.append(BlockKind.LIST_ITEM)
        elif kind == "blockquote_open":
            self.containers.append(BlockKind.QUOTE)
        elif kind in {"bullet_list_close", "ordered_list_close", "blockquote_close", "footnote_reference_close"}:
            self.containers.pop()
        elif kind == "footnote_reference_open" and token.map:
            self.containers.append(BlockKind.PARAGRAPH)
            self.note = (str(token.meta["label"]), token.map[0])
        elif kind == "paragraph_open" and following:
            self._paragraph(token, following)
        elif kind == "heading_open" and following:
            self._heading(token, following)
        elif token.map and kind in _LEAVES:
            self._leaf(token, _LEAVES[kind])

    def _span(self, first: int, stop: int) -> Span:
        """From the first to the last non-blank character of lines ``first`` to ``stop`` (exclusive)."""
        start = self.lines[first][0]
        end = self.lines[min(stop, len(self.lines)) - 1][1]
        raw = self.text[start:end]
        return Span(start + len(raw) - len(raw.lstrip(_BLANK)), start + max(len(raw.rstrip(_BLANK)), 0))

    def _content(self, content: str, first: int, stop: int) -> Source:
        """Where the lines of a paragraph's content lie in the file: each is the end of a physical line."""
        found: list[Line] = []
        number = first
        rows = content.split("\n")
        for row_number, row in enumerate(rows):
            row = row.lstrip(" \t")
            while number < stop:
                start, end = self.lines[number]
                number += 1
                if row_number == len(rows) - 1:
                    end = start + len(self.text[start:end].rstrip(_BLANK))
                if self.text.endswith(row, start, end) or _without_null(self.text[start:end]).endswith(row):
                    found.append((end - len(row), end))
                    break
        return source_of_lines(self.text, found)

    def _paragraph(self, token: Token, inline: Token) -> None:
        first, stop = token.map or [0, 0]
        source = self._content(inline.content, first, stop)
        prose = Prose(self.text)
        span = self._span(first, stop)
        self._note_mark(prose, first, span)
        tokens = read_inline(self.md, prose, source, self.env)
        kind, level = self._kind()
        block = prose.block(kind, span, level=level)
        if _only_image(tokens):
            block = replace(block, kind=BlockKind.IMAGE)
        elif tokens and not block.prose.strip("\0 \t") and all(map(_is_markup, tokens)):
            block = replace(block, kind=BlockKind.HTML)
        self.blocks.append(block)

    def _kind(self) -> tuple[BlockKind, int]:
        kind = self.containers[-1] if self.containers else BlockKind.PARAGRAPH
        return kind, 0 if kind is BlockKind.PARAGRAPH else self.containers.count(kind)

    def _note_mark(self, prose: Prose, first: int, span: Span) -> None:
        """List the mark of a footnote definition that begins on this line."""
        label, line = self.note
        if line != first:
            return
        start = self.text.find(f"[^{label}]:", span.start, span.end)
        if start >= 0:
            end = start + len(label) + 3
            prose.inlines.append(Inline(InlineKind.FOOTNOTE, Span(start, end), Span(start + 2, end - 1), label))

    def _heading(self, token: Token, inline: Token) -> None:
        first, stop = token.map or [0, 0]
        content = inline.content
        if token.markup.startswith("#"):
            start, end = self.lines[first]
            line = self.text[start:end].rstrip(_BLANK)
            if not _without_null(line).endswith(content):
                line = line.rstrip("#").rstrip(_BLANK)
            at = start + len(line)
            source = source_of_lines(self.text, [(at - len(content), at)])
        else:
            source = self._content(content, first, stop - 1)
        prose = Prose(self.text)
        read_inline(self.md, prose, source, {**self.env, "heading": True})
        self.blocks.append(prose.block(BlockKind.HEADING, self._span(first, stop), level=int(token.tag[1])))

    def _leaf(self, token: Token, kind: BlockKind) -> None:
        first, stop = token.map or [0, 0]
        span = self._span(first, stop)
        if not span:
            return
        prose = Prose(self.text)
        if kind is BlockKind.CODE:
            self._code(prose, token, first)
        elif token.type.startswith("math") and self.text.endswith("$$", span.start + 2, span.end):
            start = self.text.index("$$", span.start) + 2
            prose.copy(start, span.end - 2)
        else:
            prose.copy(span.start, span.end)
        prose.mask(0)
        self.blocks.append(prose.block(kind, span))

    def _code(self, prose: Prose, token: Token, first: int) -> None:
        if token.type == "fence":
            first += 1
        rows = token.content.split("\n")[:-1] if token.content.endswith("\n") else token.content.split("\n")
        for number, row in enumerate(rows if token.content else ()):
            start, end = self.lines[first + number]
            if number:
                previous = self.lines[first + number - 1][1]
                match = LINE_END.match(self.text, previous)
                prose.put("\n", previous, previous + (len(match.group()) if match else 1))
            # A tab that was cut by the indentation leaves spaces that are not in the file.
            kept = row if self.text.endswith(row, start, end) else row.lstrip(" ")
            prose.put(" " * (len(row) - len(kept)), end - len(kept) - 1, end - len(kept))
            prose.copy(end - len(kept), end)

    def _table(self, tokens: Sequence[Token], index: int) -> int:
        """Read a whole table; returns the index behind it."""
        header = True
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open" and token.map:
                columns = sum(1 for _ in _cells(tokens, index))
                self._row(token.map[0], int(token.meta["column"]), columns, header=header)
                header = False
            index += 1
        return index + 1

    def _row(self, number: int, column: int, columns: int, *, header: bool) -> None:
        line_start, end = self.lines[number]
        start = self._span(number, number + 1).start
        cells = _split_row(self.text, line_start + column, end)
        row: list[Block] = []
        for position, (first, stop) in enumerate(cells):
            source = _cell_source(self.text, first, stop)
            if not source.content and (row or position + 1 < len(cells)):
                continue
            prose = Prose(self.text)
            if position < columns:
                read_inline(self.md, prose, source, self.env)
            else:
                # A row's surplus cells are never shown.
                prose.copy(first, stop)
                prose.mask(0)
            row.append(prose.block(BlockKind.TABLE_CELL, Span(start, stop)))
            start = stop
        last = self._span(number, number + (2 if header else 1)).end
        bounds = [block.span.start for block in row[1:]] + [last]
        for block, bound in zip(row, bounds, strict=True):
            raw = self.text[block.span.start : bound].rstrip(_BLANK)
            self.blocks.append(replace(block, span=Span(block.span.start, block.span.start + len(raw))))


_LEAVES = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "math_block": BlockKind.MATH,
    "math_block_label": BlockKind.MATH,
    "html_block": BlockKind.HTML,
    "front_matter": BlockKind.FRONT_MATTER,
    "hr": BlockKind.HTML,
    "definition": BlockKind.HTML,
    "directive": BlockKind.HTML,
}


def _without_null(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _is_markup(token: Token) -> bool:
    return token.type in {"html_inline", "directive", "softbreak", "hardbreak"} or (
        token.type == "text" and not token.content.strip(_BLANK)
    )


def _only_image(tokens: Sequence[Token]) -> bool:
    shown = {"image", "link_open", "link_close", "softbreak", "hardbreak", "directive"}
    return any(token.type == "image" for token in tokens) and all(
        token.type in shown or (token.type == "text" and not token.content.strip(_BLANK)) for token in tokens
    )


def _cells(tokens: Sequence[Token], index: int) -> Iterator[Token]:
    while tokens[index].type != "tr_close":
        if tokens[index].type in {"th_open", "td_open"}:
            yield tokens[index]
        index += 1


def _split_row(text: str, start: int, end: int) -> list[Line]:
    """The cells of a table row, trimmed."""
    raw = text[start:end]
    end = start + len(raw.rstrip(_BLANK))
    cuts = [start - 1, *(match.start() for match in re.finditer(r"(?<!\\)\|", text[:end][start:])), end]
    cuts[1:-1] = [start + cut for cut in cuts[1:-1]]
    cells = [(left + 1, right) for left, right in pairwise(cuts)]
    if len(cells) > 1 and cells[0][0] == cells[0][1]:
        del cells[0]
    if len(cells) > 1 and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    return [_trimmed(text, first, stop) for first, stop in cells]


def _trimmed(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip(_BLANK))
    return left, max(start + len(raw.rstrip(_BLANK)), left)


def _cell_source(text: str, start: int, end: int) -> Source:
    """A cell's content, with ``\\|`` as a pipe."""
    parts: list[str] = []
    segments: list[tuple[int, int, int, int]] = []
    offset = 0
    for match in re.finditer(r"\\\||(?:[^\\]|\\(?!\|))+", text[start:end]):
        length = match.end() - match.start()
        part = "|" if match.group() == "\\|" else match.group()
        segments.append((offset, start + match.start(), len(part), length))
        parts.append(part)
        offset += len(part)
    return Source("".join(parts), segments)


def _fill(text: str, blocks: list[Block]) -> list[Block]:
    """Blocks for what no token covers: empty items and quotes, tails beyond the nesting limit."""
    out: list[Block] = []
    start = 1 if text.startswith("\ufeff") else 0
    for block in [*blocks, None]:
        end = block.span.start if block else len(text)
        first, stop = _trimmed(text, start, end)
        if first < stop:
            rest = _leftover(text, first, stop)
            spacing = rest.kind is BlockKind.QUOTE and len(LINE_END.findall(text, start, first)) == 1
            if spacing and out and out[-1].kind is BlockKind.QUOTE:
                # A line that only holds quote marks belongs to the paragraph above it.
                out[-1] = replace(out[-1], span=Span(out[-1].span.start, stop))
            else:
                out.append(rest)
        if block:
            out.append(block)
            start = block.span.end
    return out


def _leftover(text: str, start: int, end: int) -> Block:
    raw = text[start:end]
    span = Span(start, end)
    if not raw.strip("> \t\r\n"):
        return Block(BlockKind.QUOTE, span, "", (), level=1)
    if re.fullmatch(r"[\s>]*(?:[-+*]|\d{1,9}[.)])(?:\s+(?:[-+*]|\d{1,9}[.)]))*", raw):
        return Block(BlockKind.LIST_ITEM, span, "", (), level=1)
    prose = Prose(text)
    prose.copy(start, end)
    prose.mask(0)
    return prose.block(BlockKind.HTML, span)


def _captions(blocks: list[Block]) -> Iterator[Block]:
    """Turn what stands under an image or a table into captions."""
    above = False
    for block in blocks:
        if above and _is_caption(block):
            yield replace(block, kind=BlockKind.CAPTION)
            # A label and a source line may both follow the image.
            continue
        above = block.kind in {BlockKind.IMAGE, BlockKind.TABLE_CELL} or (
            block.kind is BlockKind.HTML and _IMAGE_OR_TABLE_HTML.search(block.text) is not None
        )
        yield block


def _is_caption(block: Block) -> bool:
    if block.kind is BlockKind.HTML:
        return block.text.startswith(":") and not block.text.startswith(("::", ":begin", ":end"))
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _CAPTION_LENGTH:
        return False
    return _CAPTION.match(block.text) is not None
