"""Plain text to blocks: paragraphs, with no markup but bare URLs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transqa.model import Block, BlockKind, Inline, InlineKind, Span
from transqa.parse.layout import separate_lines
from transqa.parse.prose import BARE_URL, Line, Prose, line_break, split_lines, url_end
from transqa.text.comments import PLAIN_COMMENT


def parse_plain(text: str) -> list[Block]:
    """The paragraphs of a plain text, in file order."""
    lines = separate_lines(text, split_lines(text), markup=False)
    return [_paragraph(text, paragraph) for paragraph in _paragraphs(text, lines)]


def _paragraphs(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for start, end in lines:
        raw = text[start:end]
        if PLAIN_COMMENT.match(raw):
            # A comment to transqa stands between paragraphs, on a line of its own.
            if paragraph:
                yield paragraph
            paragraph = []
        elif raw.strip():
            left = start + len(raw) - len(raw.lstrip())
            paragraph.append((left, start + len(raw.rstrip())))
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _paragraph(text: str, lines: Sequence[Line]) -> Block:
    prose = Prose(text)
    for number, (start, end) in enumerate(lines):
        if number:
            prose.put(" ", *line_break(text, lines[number - 1][1]))
        _copy_line(prose, start, end)
    return prose.block(BlockKind.PARAGRAPH, Span(lines[0][0], lines[-1][1]))


def _copy_line(prose: Prose, start: int, end: int) -> None:
    at = start
    for match in BARE_URL.finditer(prose.file, start, end):
        stop = url_end(prose.file, match.start(), match.end())
        prose.copy(at, match.start())
        offset = prose.length
        prose.copy(match.start(), stop)
        prose.mask(offset)
        span = Span(match.start(), stop)
        prose.inlines.append(Inline(InlineKind.AUTOLINK, span, span, prose.file[match.start() : stop]))
        at = stop
    prose.copy(at, end)
