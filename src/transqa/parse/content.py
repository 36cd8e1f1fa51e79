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


@dataclass(slots=True)
class Content:
    """Collects the text of a unit in the order of the file. Blanks at either end are not part of its block."""

    file: str
    # Text or None for a copy, file range, whether it is an inline code.
    _parts: list[tuple[str | None, int, int, bool]] = field(default_factory=list)
    _codes: list[Inline] = field(default_factory=list)
    _hidden: list[tuple[int, int]] = field(default_factory=list)

    def copy(self, start: int, end: int) -> None:
        """Append ``file[start:end]`` as it stands."""
        if start < end:
            self._parts.append((None, start, end, False))

    def put(self, text: str, start: int, end: int) -> None:
        """Append text that ``file[start:end]`` stands for as a whole."""
        self._parts.append((text, start, end, False))

    def code(self, key: str, start: int, end: int, *, content: Span | None = None, shows: bool = False) -> None:
        """An inline code known by ``key``; one that ``shows`` something has a place in the text."""
        span = Span(start, end)
        self._codes.append(Inline(InlineKind.PLACEHOLDER, span, content or span, key))
        if shows:
            self._parts.append((OBJECT, start, end, True))

    def hide(self, start: int, end: int) -> None:
        """Mark what the file has in ``[start, end)`` as not prose."""
        self._hidden.append((start, end))

    def block(self) -> Block | None:
        """The finished paragraph; None where there is neither text nor code."""
        parts = self._trimmed()
        if not parts:
            return None
        prose = Prose(self.file)
        for text, start, end, code in parts:
            at = prose.length
            if text is None:
                prose.copy(start, end)
            else:
                prose.put(text, start, end)
            if code or any(first <= start and end <= last for first, last in self._hidden):
                prose.mask(at)
        prose.inlines += self._codes
        starts = [parts[0][1], *(code.span.start for code in self._codes)]
        ends = [parts[-1][2], *(code.span.end for code in self._codes)]
        block = prose.block(BlockKind.PARAGRAPH, Span(min(starts), max(ends)))
        return _with_markup(prose, block)

    def _trimmed(self) -> list[tuple[str | None, int, int, bool]]:
        parts = list(self._parts)
        while parts and not self._said(parts[0]).strip():
            parts.pop(0)
        while parts and not self._said(parts[-1]).strip():
            parts.pop()
        if parts and parts[0][0] is None:
            _, start, end, code = parts[0]
            said = self.file[start:end]
            parts[0] = (None, start + len(said) - len(said.lstrip()), end, code)
        if parts and parts[-1][0] is None:
            _, start, end, code = parts[-1]
            parts[-1] = (None, start, start + len(self.file[start:end].rstrip()), code)
        return parts

    def _said(self, part: tuple[str | None, int, int, bool]) -> str:
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
        prose.inlines.append(Inline(kind, span, span, target))
    return prose.block(block.kind, block.span)
