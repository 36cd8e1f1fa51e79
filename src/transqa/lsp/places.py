"""Places in a file as editors count them: lines from 0, columns in code units of the negotiated encoding.

Lines end where the protocol and ``Document`` say: at CR LF, LF or CR, and at no other separator of Unicode.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from lsprotocol.types import Position, PositionEncodingKind, Range

from transqa.model import Document, Span


@dataclass(frozen=True, slots=True)
class Places:
    """Conversion between the offsets of a document, in code points, and an editor's positions."""

    document: Document
    encoding: str = PositionEncodingKind.Utf16.value

    def position(self, offset: int) -> Position:
        """Where an offset is for the editor."""
        starts = self.document.line_starts
        line = bisect_right(starts, offset) - 1
        return Position(line, self._units(self.document.text[starts[line] : offset]))

    def range(self, span: Span) -> Range:
        """Where a span is for the editor."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """The offset of an editor's position; past the end of a line or of the file, that end."""
        text, starts = self.document.text, self.document.line_starts
        if position.line >= len(starts):
            return len(text)
        at = starts[position.line]
        end = starts[position.line + 1] if position.line + 1 < len(starts) else len(text)
        end -= len(text[at:end]) - len(text[at:end].rstrip("\r\n"))
        left = position.character
        while at < end and (left := left - self._units(text[at])) >= 0:
            at += 1
        return at

    def span(self, range: Range) -> Span:
        """The span of an editor's range."""
        start, end = self.offset(range.start), self.offset(range.end)
        return Span(min(start, end), max(start, end))

    def _units(self, text: str) -> int:
        if text.isascii() or self.encoding == PositionEncodingKind.Utf32.value:
            return len(text)
        if self.encoding == PositionEncodingKind.Utf8.value:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)
