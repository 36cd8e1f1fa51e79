"""A block's text as it is put together, piece by piece, with the way back to the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from transqa.model import Block, BlockKind, Inline, InlineKind, Span

#: Half-open file offsets of a line, or of a part of one.
Line = tuple[int, int]

LINE_END = re.compile(r"\r\n|\n|\r")

# ASCII only, so that a URL ends where Chinese text or full-width punctuation begins.
BARE_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*", re.IGNORECASE)

_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]+(?:[,，⁻˒][⁰¹²³⁴-⁹]+)*")
# The opening of an admonition: !!! note "Title", ???+ tip, :::warning Title. The quotation marks are part of it.
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) ?[\w-]+(?: (?P<open>\")[^\"\n]*(?P<close>\"))?|:::+ ?\{?[\w-]+\}?")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# An exponent follows a digit, a lone letter (n², R²) or a unit of length (5 km²); a note mark follows a word.
_EXPONENT_BASE = re.compile(
    r"(?:\d|(?<![^\W\d_])[A-Za-zα-ωΑ-Ω]|(?<=[\d\s])[kcmdnµ]?m|(?<=\d)(?:ft|in)|(?<=\d\s)(?:ft|in))\Z"
)


def split_lines(text: str) -> list[Line]:
    """The lines of a text, without their line endings and without the byte order mark."""
    lines: list[Line] = []
    start = 1 if text.startswith("\ufeff") else 0
    for match in LINE_END.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    return lines


def line_break(text: str, offset: int) -> Line:
    """The first line ending at or behind an offset; the end of the text where there is none."""
    match = LINE_END.search(text, offset)
    return match.span() if match else (len(text), len(text))


def trimmed(text: str, start: int, end: int) -> Line:
    """The range without the blanks at its ends."""
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip())
    return left, max(start + len(raw.rstrip()), left)


def url_end(text: str, start: int, end: int) -> int:
    """Where a bare URL really ends: without trailing punctuation and closing brackets that it did not open."""
    depth = text.count("(", start, end) - text.count(")", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and depth < 0:
            depth += 1
        elif last not in "?!.,:;*_~'&$(":
            break
        elif last == "(":
            depth -= 1
        end -= 1
    return end


class Prose:
    """Collects text, pieces, masks and inlines of one block."""

    def __init__(self, text: str) -> None:
        self.file = text
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[tuple[int, int, int]] = []
        self.masked: list[tuple[int, int]] = []
        self.inlines: list[Inline] = []
        # File offset at which the last piece could go on, or -1.
        self._open_end = -1

    def copy(self, start: int, end: int) -> None:
        """Append ``file[start:end]`` as it stands."""
        if end <= start:
            return
        if start != self._open_end:
            self.pieces.append((self.length, start, end - start))
        else:
            offset, at, length = self.pieces[-1]
            self.pieces[-1] = (offset, at, length + end - start)
        self.parts.append(self.file[start:end])
        self.length += end - start
        self._open_end = end

    def put(self, text: str, start: int, end: int) -> None:
        """Append text that stands for ``file[start:end]`` as a whole: an entity, an escape, a line break."""
        if not text:
            return
        self.pieces.append((self.length, start, end - start))
        self.parts.append(text)
        self.length += len(text)
        self._open_end = -1

    def mask(self, start: int) -> None:
        """Mark everything since text offset ``start`` as not prose."""
        if start < self.length:
            self.masked.append((start, self.length))

    def block(self, kind: BlockKind, span: Span, *, level: int = 0) -> Block:
        """The finished block."""
        text = "".join(self.parts)
        if opening := _ADMONITION.match(text):
            titled = opening["open"] is not None
            self.masked.append((0, opening.end("open") if titled else opening.end()))
            self.masked += [opening.span("close")] if titled else []
        block = Block(
            kind,
            span,
            text,
            tuple(self.pieces),
            tuple(sorted(self.inlines, key=lambda inline: (inline.span.start, -inline.span.end))),
            _merged(self.masked),
            level,
        )
        return _with_note_marks(block)


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _with_note_marks(block: Block) -> Block:
    """The block with superscript digits that are note marks masked and listed as footnotes."""
    starts = [start for start, _ in block.masked]
    masked = list(block.masked)
    notes: list[Inline] = []
    for match in _SUPERSCRIPT.finditer(block.text):
        start, end = match.span()
        index = bisect_right(starts, start) - 1
        hidden = index >= 0 and start < block.masked[index][1]
        if hidden or _EXPONENT_BASE.search(block.text, max(start - 4, 0), start):
            continue
        span = block.locate(start, end)
        masked.append((start, end))
        notes.append(Inline(InlineKind.FOOTNOTE, span, span, match.group().translate(_DIGITS)))
    if not notes:
        return block
    inlines = sorted((*block.inlines, *notes), key=lambda inline: (inline.span.start, -inline.span.end))
    return replace(block, masked=_merged(masked), inlines=tuple(inlines))
