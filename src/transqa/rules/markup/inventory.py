"""Every inline construct of a document by pair, made once for all rules of the family."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from transqa.check import Context, Pair
from transqa.check.memo import per_document
from transqa.check.pair import Side
from transqa.model import Block, BlockKind, Document, Inline, InlineKind, Quote, Span

#: So much text around a construct is looked at.
_REACH = 60
#: A longer paragraph is not quoted as a whole for a fault somewhere in it.
_SHOWN = 600
#: How far a construct may move when a translation sets its paragraphs otherwise, in pairs.
NEAR = 3


@dataclass(eq=False, slots=True)
class Mark:
    """An inline construct with its block and document; two marks are the same only if they are one object.

    Not frozen, which would take three times as long to make.
    """

    inline: Inline
    block: Block
    document: Document

    @property
    def raw(self) -> str:
        """The construct as it stands in the file."""
        return self.document.text[self.inline.span.start : self.inline.span.end]

    @property
    def content(self) -> str:
        """What is between its delimiters, as it stands in the file."""
        return self.document.text[self.inline.content.start : self.inline.content.end]

    @property
    def before(self) -> str:
        """The block's file text in front of it, as far as anybody looks."""
        start, end = self.block.span.start, self.inline.span.start
        return self.document.text[max(start, end - _REACH) : end]

    @property
    def after(self) -> str:
        """The block's file text behind it, as far as anybody looks."""
        start, end = self.inline.span.end, self.block.span.end
        return self.document.text[start : min(end, start + _REACH)]

    def quote(self) -> Quote:
        """The construct and its place."""
        return self.document.quote(self.inline.span)


@dataclass(frozen=True)
class Row:
    """A pair with its constructs of some kinds, in the order of the file."""

    pair: Pair
    source: tuple[Mark, ...]
    target: tuple[Mark, ...]


class Ranges:
    """Half-open ranges, to be asked whether one of them touches another."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, span: Span) -> bool:
        """Whether a range and the span share a character."""
        index = bisect_left(self._starts, span.end) - 1
        return index >= 0 and self._ends[index] > span.start


class Inventory:
    """The constructs of all pairs. ``rows`` is cheap for kinds that the document does not have.

    ``judged`` are the trusted pairs; ``shaped`` those of them that link one block to one, either of which is more than a
    paragraph.
    """

    def __init__(self, pairs: tuple[Pair, ...]) -> None:
        self.pairs = pairs
        self.judged = [pair for pair in pairs if pair.judged]

    @cached_property
    def shaped(self) -> list[tuple[Pair, Block, Block]]:
        """Pairs with their two blocks."""
        found = []
        for pair in self.judged:
            source, target = pair.source.blocks, pair.target.blocks
            if source[0].kind is target[0].kind is BlockKind.PARAGRAPH or len(source) != 1 or len(target) != 1:
                continue
            found.append((pair, source[0], target[0]))
        return found

    @property
    def bare(self) -> bool:
        """Whether there is nothing but paragraphs without any construct."""
        return not self._marks and not self.shaped

    @cached_property
    def _marks(self) -> list[tuple[frozenset[InlineKind], Row]]:
        """Every pair that has constructs, with their kinds."""
        found = []
        for pair in self.pairs:
            source, target = _marks(pair.source), _marks(pair.target)
            if source or target:
                held = frozenset([mark.inline.kind for side in (source, target) for mark in side])
                found.append((held, Row(pair, source, target)))
        return found

    def rows(self, *kinds: InlineKind) -> Iterator[Row]:
        """Pairs of any trust that have a construct of these kinds on either side."""
        for held, row in self._marks:
            if held.isdisjoint(kinds):
                continue
            source = tuple(mark for mark in row.source if mark.inline.kind in kinds)
            target = tuple(mark for mark in row.target if mark.inline.kind in kinds)
            yield Row(row.pair, source, target)


def _marks(side: Side) -> tuple[Mark, ...]:
    return tuple([Mark(inline, block, side.document) for block in side.blocks for inline in block.inlines])


@per_document
def inventory(context: Context) -> Inventory:
    """The document's inline constructs."""
    return Inventory(context.pairs)


def raw(side: Side) -> str:
    """The file's text of a side, from its first block to its last."""
    if not side.blocks:
        return ""
    return side.document.text[side.blocks[0].span.start : side.blocks[-1].span.end]


def unmatched(row: Row, key: Callable[[Mark], str]) -> tuple[list[Mark], list[Mark]]:
    """The constructs of either side that have no counterpart of the same key."""
    spare: dict[str, list[Mark]] = {}
    for mark in reversed(row.target):
        spare.setdefault(key(mark), []).append(mark)
    missing = []
    used: set[Mark] = set()
    for mark in row.source:
        if twins := spare.get(key(mark)):
            used.add(twins.pop())
        else:
            missing.append(mark)
    return missing, [mark for mark in row.target if mark not in used]


def shown(text: str, limit: int = 60) -> str:
    """A quotation for a message: in quotes, and cut where it is long."""
    return f"'{text}'" if len(text) <= limit else f"'{text[:limit].rstrip()}...'"


def block_text(block: Block, document: Document) -> str:
    """The file's text of a block."""
    return document.text[block.span.start : block.span.end]


def plural(count: int, noun: str) -> str:
    """``1 link``, ``2 links``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def paragraph(side: Side) -> Quote | None:
    """The first block of a side, to show where a fault is; None where there is none, or it is long to show."""
    return side.whole() if side.blocks and len(side.blocks[0].span) <= _SHOWN else None
