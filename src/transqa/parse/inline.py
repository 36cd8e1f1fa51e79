"""A paragraph's content to prose: inline tokens and their offsets, mapped back to the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from transqa.model import Inline, InlineKind, Span
from transqa.parse.prose import Line, Prose, line_break

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


class Source:
    """Content handed to the inline parser and where each stretch of it lies in the file.

    ``segments`` are ``(content offset, file offset, content length, file length)``, rising. A line end or an escaped
    pipe is a segment of its own, whose file length may differ.
    """

    def __init__(self, content: str, segments: Sequence[tuple[int, int, int, int]]) -> None:
        self.content = content
        self.segments = segments
        self._starts = [segment[0] for segment in segments]

    def span(self, start: int, end: int) -> Span:
        """File span of ``content[start:end]``."""
        if end <= start:
            at = self._place(start)[0] if start < len(self.content) else self._end()
            return Span(at, at)
        return Span(self._place(start)[0], self._place(end - 1)[1])

    def copy(self, prose: Prose, start: int, end: int) -> None:
        """Append ``content[start:end]`` to the prose, a line end as a space."""
        index = max(bisect_right(self._starts, start) - 1, 0)
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
        at, file_at, length, file_length = self.segments[bisect_right(self._starts, offset) - 1]
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
            at, stop = line_break(text, lines[number - 1][1])
            segments.append((offset, at, 1, stop - at))
            parts.append("\n")
            offset += 1
        if end > start:
            segments.append((offset, start, end - start, end - start))
            # As markdown-it does; the prose is copied from the file.
            parts.append(text[start:end].replace("\0", "\ufffd"))
            offset += end - start
    return Source("".join(parts), segments)


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
                for child in token.children or ():
                    # A description is plain text, whatever it looks like.
                    child.meta["label_only"] = True
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
