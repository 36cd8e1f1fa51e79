"""Sentences of a pair that translate each other, for the rules that compare what one says."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Pair
from transqa.check.memo import split, weights
from transqa.model import BlockKind
from transqa.rules.accuracy.lengths import lengths
from transqa.text.sentences import pair_up

#: Blocks that say something; table cells, captions and code are worded too freely.
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.HEADING})


def matched(pair: Pair, context: Context) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of the two sides' prose that translate each other, by order and length: sentences where possible."""
    one, other = split(pair, context)
    if len(one) == len(other):
        yield from zip(one, other, strict=True)
        return
    for ours, theirs in pair_up(*weights(pair, context), lengths(context).usual or 0.0):
        if ours and theirs:
            yield (one[ours[0]][0], one[ours[-1]][1]), (other[theirs[0]][0], other[theirs[-1]][1])
