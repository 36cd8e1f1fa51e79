"""One aligned link as the rules see it: each side one text, with the way back to the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from transqa.model import NOT_PROSE, Bitext, Block, BlockKind, Document, Link, Quote, Span
from transqa.text.fold import fold

#: Between the blocks of one side. No term, number or mark reaches over it.
SEPARATOR = "\x1e"
#: Links below this confidence are reported by ALN001 and judged by no other rule.
CONFIDENT = 0.5


@dataclass(frozen=True)
class Side:
    """The blocks of one side of a link as one text. ``prose`` is ``text`` with everything that is not prose blanked."""

    document: Document
    blocks: tuple[Block, ...]

    @cached_property
    def text(self) -> str:
        """What a reader sees, blocks separated by ``SEPARATOR``."""
        return SEPARATOR.join(block.text for block in self.blocks)

    @cached_property
    def prose(self) -> str:
        """``text`` with code, URLs, math and marks blanked by U+0000; same length."""
        return SEPARATOR.join(
            "\0" * len(block.text) if block.kind in NOT_PROSE else block.prose for block in self.blocks
        )

    @cached_property
    def folded(self) -> str:
        """``prose`` as terms are matched in it; same length."""
        return fold(self.prose, self.document.language)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return starts

    def locate(self, start: int, end: int) -> Span:
        """The range of the file for ``text[start:end]``."""
        if len(self.blocks) == 1:
            return self.blocks[0].locate(start, end)
        if not self.blocks:
            raise ValueError("an empty side has nothing to quote")
        index = bisect_right(self._starts, start) - 1
        base = self._starts[index]
        return self.blocks[index].locate(start - base, end - base)

    def quote(self, start: int, end: int) -> Quote:
        """The file's own text for ``text[start:end]``."""
        return self.document.quote(self.locate(start, end))

    def whole(self) -> Quote:
        """All of the side's first block, in the file."""
        return self.document.quote(self.blocks[0].span)


@dataclass(frozen=True)
class Pair:
    """A link with its two sides; ``index`` is its place among the bitext's links."""

    index: int
    link: Link
    source: Side
    target: Side

    @cached_property
    def judged(self) -> bool:
        """Whether both sides are there and the link is trusted enough to compare them."""
        return bool(self.source.blocks and self.target.blocks) and self.link.confidence >= CONFIDENT

    def made_of(self, kinds: frozenset[BlockKind]) -> bool:
        """Whether all blocks of both sides are of these kinds."""
        return kinds.issuperset(self._kinds)

    @cached_property
    def _kinds(self) -> frozenset[BlockKind]:
        return frozenset([block.kind for side in (self.source, self.target) for block in side.blocks])


def pairs(bitext: Bitext) -> Iterator[Pair]:
    """All links of a bitext, in source order, one-sided and doubtful ones included."""
    for index, link in enumerate(bitext.links):
        yield Pair(
            index,
            link,
            Side(bitext.source, tuple(bitext.source.blocks[i] for i in link.source)),
            Side(bitext.target, tuple(bitext.target.blocks[i] for i in link.target)),
        )
