"""The text of one unit of a translation file, put together with the way back to the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from transqa.model import Block, BlockKind, Inline, InlineKind, Span
from transqa.parse.prose import BARE_URL, Prose, url_end

#: What stands in a block's text for an inline code that shows something: OBJECT REPLACEMENT CHARACTER.
OBJECT = "\ufffc"

# Tags of HTML as they are written in strings of programs; longer ones are no tags.
_TAG = re.compile(r"<(/?[A-Za-z][\w:-]{0,40})(?:\s[^<>]{0,2000})?/?>")

_Part = tuple[str | None, int, int, bool]


@dataclass(slots=True)
class Content:
    """Collects the text of a unit in the order of the file. Blanks at either end are not part of its block."""

    file: str
    #: Whether what is appended now is no prose.
    hidden: bool = False
    # Text or None for a copy, file range, whether it is masked.
    _parts: list[_Part] = field(default_factory=list)
    _codes: list[Inline] = field(default_factory=list)

    def copy(self, start: int, end: int) -> None:
        """Append ``file[start:end]`` as it stands."""
        if start < end:
            self._parts.append((None, start, end, self.hidden))

    def put(self, text: str, start: int, end: int) -> None:
        """Append text that ``file[start:end]`` stands for as a whole."""
        self._parts.append((text, start, end, self.hidden))

    def code(self, key: str, start: int, end: int, *, content: Span | None = None, shows: bool = False) -> None:
        """An inline code known by ``key``; one that ``shows`` something has a place in the text."""
        span = Span(start, end)
        self._codes.append(Inline(InlineKind.PLACEHOLDER, span, content or span, key))
        if shows:
            self._parts.append((OBJECT, start, end, True))

    def block(self) -> Block | None:
        """The finished paragraph; None where there is neither text nor code."""
        parts = self._trimmed()
        if not parts:
            return None
        prose = Prose(self.file)
        for text, start, end, masked in parts:
            at = prose.length
            if text is None:
                prose.copy(start, end)
            else:
                prose.put(text, start, end)
            if masked:
                prose.mask(at)
        prose.inlines += self._codes
        starts = [parts[0][1], *(code.span.start for code in self._codes)]
        ends = [parts[-1][2], *(code.span.end for code in self._codes)]
        block = prose.block(BlockKind.PARAGRAPH, Span(min(starts), max(ends)))
        return _with_markup(prose, block)

    def _trimmed(self) -> list[_Part]:
        said = [number for number, part in enumerate(self._parts) if self._said(part).strip()]
        if not said:
            return []
        parts = self._parts[said[0] : said[-1] + 1]
        text, start, end, masked = parts[0]
        if text is None:
            parts[0] = (None, end - len(self.file[start:end].lstrip()), end, masked)
        text, start, end, masked = parts[-1]
        if text is None:
            parts[-1] = (None, start, start + len(self.file[start:end].rstrip()), masked)
        return parts

    def _said(self, part: _Part) -> str:
        text, start, end, _ = part
        return self.file[start:end] if text is None else text


def _with_markup(prose: Prose, block: Block) -> Block:
    """The block with the addresses and tags of its text masked."""
    text = block.text
    found: list[tuple[int, int, InlineKind, str]] = []
    if "://" in text:
        for match in BARE_URL.finditer(text):
            end = url_end(text, *match.span())
            found.append((match.start(), end, InlineKind.AUTOLINK, text[match.start() : end]))
    if "<" in text:
        for match in _TAG.finditer(text):
            found.append((*match.span(), InlineKind.PLACEHOLDER, f"<{match[1].lower()}>"))
    if not found:
        return block
    for start, end, kind, target in found:
        span = block.locate(start, end)
        prose.masked.append((start, end))
        # There is nothing in a tag; what it stands for is not here.
        content = span if kind is InlineKind.AUTOLINK else Span(span.end, span.end)
        prose.inlines.append(Inline(kind, span, content, target))
    return prose.block(block.kind, block.span)
