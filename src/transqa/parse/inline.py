"""Inline Markdown with exact offsets.

markdown-it reports no offsets inside a paragraph, so the tokenizer's loop is replaced by one that notes, for every
token, the range of the content it came from; a ``Source`` maps that range back to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from transqa.model import Inline, InlineKind, Span
from transqa.parse.prose import BARE_URL, LINE_END, Line, Prose, url_end

_CLOSED = {
    "em_close": InlineKind.EMPHASIS,
    "strong_close": InlineKind.STRONG,
    "s_close": InlineKind.STRIKE,
}
_LEAVES = {
    "autolink": InlineKind.AUTOLINK,
    "code_inline": InlineKind.CODE,
    "directive": InlineKind.DIRECTIVE,
    "footnote_ref": InlineKind.FOOTNOTE,
    "html_inline": InlineKind.HTML,
    "math_inline": InlineKind.MATH,
}

_TEXT_END = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]|https?://", re.IGNORECASE)
# Roles (:numref:`x`, {ref}`x`) and attributes ({#id}, {.class}, ![](x){width=50%}).
_DIRECTIVE = re.compile(
    r":[A-Za-z][\w+.-]*(?::[A-Za-z][\w+.-]*)*:`[^`\n]+`"
    r"|\{[A-Za-z][\w:+.-]*\}`[^`\n]+`"
    r"|\{[#.][^{}\n]*\}"
    r"|(?<=[)\]`])\{[\w-]+=[^{}\n]*\}"
)
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?=[ \t]*(?:\n|$))", re.IGNORECASE)
_ANCHOR = re.compile(r"\[\[[^\[\]\n]*\]\](?=[ \t]*$)")
_AUTOLINK = re.compile(
    r"<(?:[a-z][a-z0-9+.\-]{1,31}:[^<>\x00-\x20]*"
    r"|[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>",
    re.IGNORECASE | re.ASCII,
)
_MATH = re.compile(
    r"(?P<double>\$\$)(?:[^$\\]|\\.)+\$\$|(?P<single>\$)(?![\s$])(?:[^$\\]|\\.)*(?<!\s)\$(?!\d)", re.DOTALL
)
# Two sums of money in one paragraph are not a formula: "$5 million and US$".
_MONEY = re.compile(
    r"\$\d[\d.,]*\s*(?:[KMBT]|[Mm]illion|[Bb]illion|[万亿萬億])?(?![\w\\^{])[^\\^_={}]*[^\W\d_]{2}[^\\^_={}]*\$\Z"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Content handed to the inline parser and where each stretch of it lies in the file.

    ``segments`` are ``(content offset, file offset, content length, file length)``, rising. A line end or an escaped
    pipe is a segment of its own whose file length may differ.
    """

    content: str
    segments: Sequence[tuple[int, int, int, int]]
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts.extend(segment[0] for segment in self.segments)

    def span(self, start: int, end: int) -> Span:
        """File span of ``content[start:end]``."""
        if end <= start:
            at = self._place(start)[0] if start < len(self.content) else self._end()
            return Span(at, at)
        return Span(self._place(start)[0], self._place(end - 1)[1])

    def copy(self, prose: Prose, start: int, end: int) -> None:
        """Append ``content[start:end]`` to the prose, a line end as a space."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        while start < end:
            at, file_at, length, file_length = self.segments[index]
            stop = min(end, at + length)
            if self.content[at] == "\n":
                prose.put(" ", file_at, file_at + file_length)
            elif length == file_length:
                prose.copy(file_at + start - at, file_at + stop - at)
            else:
                prose.put(self.content[at : at + length], file_at, file_at + file_length)
            start = stop
            index += 1

    def _place(self, offset: int) -> tuple[int, int]:
        at, file_at, length, file_length = self.segments[bisect_right(self.starts, offset) - 1]
        if length == file_length:
            return file_at + offset - at, file_at + offset - at + 1
        return file_at, file_at + file_length

    def _end(self) -> int:
        if not self.segments:
            return 0
        _, file_at, _, file_length = self.segments[-1]
        return file_at + file_length


def source_of_lines(text: str, lines: Sequence[Line]) -> Source:
    """Source made of file ranges, one per line."""
    parts: list[str] = []
    segments: list[tuple[int, int, int, int]] = []
    offset = 0
    for number, (start, end) in enumerate(lines):
        if number:
            previous = lines[number - 1][1]
            match = LINE_END.match(text, previous)
            segments.append((offset, previous, 1, len(match.group()) if match else 1))
            parts.append("\n")
            offset += 1
        if end > start:
            segments.append((offset, start, end - start, end - start))
            parts.append(text[start:end])
            offset += end - start
    return Source("".join(parts), segments)


class OffsetInline(ParserInline):
    """markdown-it's inline parser, noting in ``token.meta["at"]`` the content range every token came from."""

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens up to ``state.posMax``."""
        rules = self.ruler.getRules("")
        limit = state.md.options.maxNesting
        end = state.posMax
        if state.tokens and state.tokens[-1].type == "link_open":
            state.tokens[-1].meta["label"] = (state.pos, end)
        # Where the text waiting in ``state.pending`` began; it is one stretch of the content, maybe cut at its end.
        pending = -1
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            if state.level >= limit or not any(rule(state, False) for rule in rules):
                state.append_pending(state.src[start])
                state.pos += 1
            fresh = state.tokens[count:]
            if pending >= 0 and fresh and fresh[0].type == "text":
                _note(fresh[:1], pending, pending + len(fresh[0].content))
                del fresh[:1]
            if fresh:
                _note(fresh, start, state.pos)
                pending = -1
            elif pending < 0:
                pending = start
        if state.pending:
            token = state.pushPending()
            _note([token], pending, pending + len(token.content))


def _note(tokens: list[Token], start: int, end: int) -> None:
    for token in tokens:
        if "at" in token.meta:
            continue
        # A run of emphasis delimiters is one text token for each of them.
        if token.type == "text" and len(tokens) > 1:
            token.meta["at"] = (start, start + len(token.content))
            start += len(token.content)
        else:
            token.meta["at"] = (start, end)


def text_rule(state: StateInline, silent: bool) -> bool:
    """Plain text, which also ends where a bare URL begins."""
    match = _TEXT_END.search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def url_rule(state: StateInline, silent: bool) -> bool:
    """A bare ``http(s)://`` URL."""
    start = state.pos
    if state.src[start] not in "hH" or (start and state.src[start - 1].isascii() and state.src[start - 1].isalnum()):
        return False
    match = BARE_URL.match(state.src, start, state.posMax)
    if not match:
        return False
    end = url_end(state.src, start, match.end())
    if not silent:
        # In a link's label the URL is plain text, but still no prose.
        state.push("autolink", "", 0).meta["label_only"] = state.linkLevel > 0
    state.pos = end
    return True


def autolink_rule(state: StateInline, silent: bool) -> bool:
    """A URL or an address in angle brackets."""
    match = _AUTOLINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("autolink", "", 0)
    state.pos = match.end()
    return True


def directive_rule(state: StateInline, silent: bool) -> bool:
    """A role with its argument, an attribute list, an alert or a heading's anchor."""
    char = state.src[state.pos]
    if char in ":{":
        match = _DIRECTIVE.match(state.src, state.pos, state.posMax)
    elif char == "[":
        match = _ALERT.match(state.src, state.pos, state.posMax) if state.pos == 0 else None
        if not match and state.env.get("heading"):
            match = _ANCHOR.match(state.src, state.pos, state.posMax)
    else:
        return False
    if not match:
        return False
    if not silent:
        state.push("directive", "", 0)
    state.pos = match.end()
    return True


def math_rule(state: StateInline, silent: bool) -> bool:
    """Dollar math, single or double; a price is not math."""
    start = state.pos
    if state.src[start] != "$" or (start and state.src[start - 1].isdigit()):
        return False
    match = _MATH.match(state.src, start, state.posMax)
    if not match or _MONEY.match(match.group()):
        return False
    if not silent:
        state.push("math_inline", "math", 0).markup = match["double"] or match["single"]
    state.pos = match.end()
    return True


def read_inline(md: MarkdownIt, prose: Prose, source: Source, env: dict[str, object]) -> list[Token]:
    """Parse the content, append its text to the prose, and return the tokens."""
    tokens: list[Token] = []
    md.inline.parse(source.content, md, env, tokens)
    _Reader(prose, source).read(tokens, 0)
    return tokens


class _Reader:
    """Walks inline tokens and fills the prose."""

    def __init__(self, prose: Prose, source: Source) -> None:
        self.prose = prose
        self.source = source

    def read(self, tokens: Sequence[Token], base: int) -> None:
        """Read tokens whose offsets count from content offset ``base``."""
        # Content ranges of the opening delimiters that wait for their closing ones.
        opened: list[tuple[int, int]] = []
        for token in tokens:
            start, end = (base + offset for offset in token.meta["at"])
            if token.type == "text":
                self.source.copy(self.prose, start, start + len(token.content))
            elif token.type == "text_special":
                self._special(token.content, start, end)
            elif token.type in {"softbreak", "hardbreak"}:
                line_end = self.source.content.index("\n", start)
                self.source.copy(self.prose, line_end, line_end + 1)
            elif token.type == "link_open":
                inner, stop = (base + offset for offset in token.meta["label"])
                self._add(InlineKind.LINK, start, end, inner, stop, str(token.attrs["href"]))
            elif token.type in _LEAVES:
                self._leaf(_LEAVES[token.type], token, start, end)
            elif token.type == "image":
                inner = start + len("![")
                self._add(InlineKind.IMAGE, start, end, inner, inner + len(token.content), str(token.attrs["src"]))
                self.read(token.children or (), inner)
            elif token.nesting > 0:
                # The token of a strong delimiter is the second of its two characters.
                opened.append((end - len(token.markup), end))
            elif token.type in _CLOSED:
                first, inner = opened.pop()
                self._add(_CLOSED[token.type], first, start + len(token.markup), inner, start)

    def _special(self, text: str, start: int, end: int) -> None:
        """An escape or an entity."""
        if text == self.source.content[start:end]:
            self.source.copy(self.prose, start, end)
        else:
            span = self.source.span(start, end)
            self.prose.put(text, span.start, span.end)

    def _leaf(self, kind: InlineKind, token: Token, start: int, end: int) -> None:
        """A construct whose content is not prose: kept in the text and masked."""
        content = self.source.content
        inner, stop = start, end
        if kind in {InlineKind.CODE, InlineKind.MATH}:
            inner, stop = start + len(token.markup), end - len(token.markup)
            code = content[inner:stop]
            if kind is InlineKind.CODE and code[0] in " \n" and code[-1] in " \n" and code.strip(" \n"):
                inner, stop = inner + 1, stop - 1
        elif kind is InlineKind.FOOTNOTE:
            inner, stop = start + len("[^"), end - len("]")
        elif content[start] == "<" and kind is InlineKind.AUTOLINK:
            inner, stop = start + 1, end - 1
        at = self.prose.length
        if kind is InlineKind.FOOTNOTE:
            self.source.copy(self.prose, start, end)
        else:
            self.source.copy(self.prose, inner, stop)
        self.prose.mask(at)
        if not token.meta.get("label_only"):
            target = content[inner:stop] if kind in {InlineKind.AUTOLINK, InlineKind.FOOTNOTE} else ""
            self._add(kind, start, end, inner, stop, target)

    def _add(self, kind: InlineKind, start: int, end: int, inner: int, stop: int, target: str = "") -> None:
        self.prose.inlines.append(Inline(kind, self.source.span(start, end), self.source.span(inner, stop), target))
