"""Where a place of an earlier text is in a later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from transqa.model import Document, Span

#: Where an offset of one text is in another; None where it is not.
Shift = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The one stretch in which two texts differ: ``old[start:old_end]`` became ``new[start:new_end]``."""

    start: int
    old_end: int
    new_end: int

    def shift(self, offset: int) -> int | None:
        """Where an offset is now; None within the stretch."""
        if offset < self.start:
            return offset
        return offset + self.new_end - self.old_end if offset >= self.old_end else None

    def follow(self, span: Span) -> tuple[Span, bool]:
        """Where a span is now, and whether its text is the same; one that was touched covers what it became."""
        moved = self.new_end - self.old_end
        if span.end <= self.start:
            return span, True
        if span.start >= self.old_end:
            return Span(span.start + moved, span.end + moved), True
        return Span(min(span.start, self.start), max(span.end + moved, self.new_end)), False


def rewritten(old: str, new: str) -> Rewritten:
    """Where two texts differ: all between what they have in common at both ends."""
    start = _common(old, new)
    end = min(_common(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return Rewritten(start, len(old) - end, len(new) - end)


def follow_block(before: Document, now: Document, span: Span) -> tuple[Span, bool]:
    """Where a block is after changes in many places: elsewhere, if its text is the only one of its kind in both."""
    found, same = rewritten(before.text, now.text).follow(span)
    text = before.text[span.start : span.end]
    twins = [[block.span for block in side.blocks if _text(side, block.span) == text] for side in (before, now)]
    if not same and [len(spans) for spans in twins] == [1, 1]:
        return twins[1][0], True
    return found, same


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def _common(one: str, other: str) -> int:
    """How many code points two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
