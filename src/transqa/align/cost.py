"""How much more likely two groups of blocks are as translations of each other than as strangers, in nats.

Every figure is a log-likelihood ratio: log P(what the two show | translation) - log P(the same | chance).

Tokens: a token *survives* into the translation with a probability that depends on its class; by chance it is in a run of
blocks in proportion to how common it is and how long the run. With the possible renderings as a mixture, its ratio
is ``1 - p + p * observed / expected``.

Length: log-normal around the document's own ratio, its variance falling with length (W. Gale and K. Church, 1993, "A
Program for Aligning Sentences in Bilingual Corpora": 6.8 per character), against the lengths of the document at large.

Kind: a heading is a heading again, code is code, unless the document as a whole lost its markup.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from transqa.align.anchors import Kind
from transqa.align.dp import Band, Bead
from transqa.align.vocabulary import Comparison, Side, Table
from transqa.model import NOT_PROSE, Block, BlockKind

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
#: Half the memory, where there is much of it and no sum over it.
Floats = NDArray[np.float32]

#: Tokens of one block are not independent of each other (they come in phrases), nor are the two directions: so much of
#: their ratio counts.
TOKEN_WEIGHT = 0.8
#: Share of blocks that do not follow the law of their kind (code whose text was translated, a summary of another length),
#: and how much fewer of their tokens survive.
FREE, FREE_SURVIVAL = 0.1, 0.25
#: Variance of the log-length: of any translation, and per letter.
STYLE_VARIANCE = 0.04
LETTER_VARIANCE = 6.8
#: Odds of another heading level, of another kind of prose, and of code against prose, relative to the same kind.
OTHER_LEVEL, OTHER_PROSE, OTHER_NATURE = 0.3, 0.1, 0.02


def support(strengths: Array, length: Array | float) -> Array:
    """Observed over expected presence; the half corrects for runs so long that chance saturates."""
    return np.where(strengths > 0, strengths / length + 0.5, 0.0)


def token_ratios(
    side: Side,
    other: Side,
    table: Table,
    survival: Array,
    wanted: Collection[tuple[int, int]],
    nodes: Callable[[int], tuple[int, int, slice | Ints]],
    size: int,
) -> dict[tuple[int, int], Floats]:
    """Ratio of the tokens of each block against the runs of blocks of the other side.

    ``nodes(block)`` gives the columns to look at (first, one past the last) and where they go in the results, which have
    ``size`` entries. Result ``k, g`` of ``wanted`` is for the run of g + 1 blocks from that column, and counts only the
    tokens that none of the k blocks before has: what the block adds to its group, so that a repeated block adds nothing.
    """
    out = {pair: np.zeros(size, dtype=np.float32) for pair in wanted}
    columns, depth = len(other.lengths), 1 + max(g for _, g in wanted)
    seconds = [[k for k, g in wanted if g == more] for more in range(depth)]
    for row, tokens in enumerate(side.blocks):
        first, last, where = nodes(row)
        if first >= last or not len(tokens):
            continue
        reach = min(last + depth - 1, columns)
        strengths = table.gather(tokens, first, reach)
        alive = strengths.any(axis=1)
        chances = survival[side.kinds[tokens]][None, :]
        if np.mean(side.kinds[tokens] == Kind.CODE) > 0.5:
            # Code is kept as it is, or its comments and output are translated: two laws for one kind of block.
            chances = np.concatenate([chances, chances * FREE_SURVIVAL])
        fresh = side.fresh[row]
        base = np.log1p(-chances) @ fresh.T
        fresh, strengths = fresh[:, alive], strengths[alive]
        odds = (chances / (1 - chances))[:, alive, None]
        best = strengths
        for more in range(min(depth, reach - first)):
            if more:
                best = np.maximum(best[:, :-1], strengths[:, more:])
            width = min(last - first, best.shape[1])
            length = other.ends[first + more + 1 : first + more + 1 + width] - other.ends[first : first + width]
            gains = np.log1p(odds * support(best[:, :width], length))
            laws = base[:, seconds[more], None] + fresh[seconds[more]] @ gains
            ratio = laws[0] if len(laws) == 1 else np.logaddexp(laws[0] + np.log(1 - FREE), laws[1] + np.log(FREE))
            inside = where[:width] if isinstance(where, np.ndarray) else slice(where.start, where.start + width)
            for k, values in zip(seconds[more], ratio, strict=True):
                out[k, more][inside] = values
    return out


def combined(
    band: Band, compared: Comparison, survival: tuple[Array, Array], beads: Sequence[Bead]
) -> dict[Bead, Array]:
    """The token ratio of every link of every shape, by start node: the mean of the two directions, weighted."""
    source, target = compared.source, compared.target
    n, m = len(source.blocks), len(target.blocks)
    tops = np.searchsorted(band.high, np.arange(m), side="right")
    bottoms = np.searchsorted(band.low, np.arange(m), side="right")

    def across(i: int) -> tuple[int, int, slice | Ints]:
        first, last = int(band.low[i]), min(int(band.high[i]), m)
        return first, last, slice(int(band.starts[i]), int(band.starts[i]) + last - first)

    def down(j: int) -> tuple[int, int, slice | Ints]:
        rows = np.arange(tops[j], min(bottoms[j], n))
        return int(tops[j]), min(int(bottoms[j]), n), band.starts[rows] + j - band.low[rows]

    ours_wanted = {(k, b - 1): None for a, b in beads for k in range(a)}
    theirs_wanted = {(k, a - 1): None for a, b in beads for k in range(b)}
    ours = token_ratios(source, target, compared.forward, survival[0], ours_wanted, across, band.size)
    theirs = token_ratios(target, source, compared.backward, survival[1], theirs_wanted, down, band.size)
    ratios = {}
    for a, b in beads:
        total = np.zeros(band.size)
        for k in range(a):
            total += band.ahead(ours[k, b - 1], k, 0, 0.0)
        for k in range(b):
            total += band.ahead(theirs[k, a - 1], 0, k, 0.0)
        ratios[a, b] = TOKEN_WEIGHT * total / 2
    return ratios


def length_ratio(band: Band, source: Side, target: Side, scales: Array, bead: Bead) -> Array:
    """Ratio of the lengths of a link by start node; ``scales`` is the expected growth of every source block."""
    a, b = bead
    ours = np.concatenate(([0.0], np.cumsum(source.lengths * scales)))
    expected = np.log(ours[a:] - ours[:-a])
    seen = np.log(target.ends[b:] - target.ends[:-b])
    variance = STYLE_VARIANCE + LETTER_VARIANCE / np.exp(expected)
    rows, columns = np.minimum(band.rows, len(expected) - 1), np.minimum(band.columns, len(seen) - 1)
    match = _log_normal(seen[columns] - expected[rows], variance[rows])
    null = _log_normal(seen - seen.mean(), np.full(len(seen), max(seen.var(), 0.1)))[columns]
    ratio: Array = np.logaddexp(np.log(1 - FREE) + match - null, np.log(FREE))
    return ratio


def _log_normal(deviation: Array, variance: Array) -> Array:
    score: Array = -0.5 * (deviation**2 / variance + np.log(variance))
    return score


def kind_ratio(band: Band, source: Sequence[Block], target: Sequence[Block]) -> Array:
    """Ratio of the kinds of block i and block j, by node (0 past either end).

    Relative to what each kind meets on average, so that a document without headings says nothing about headings.
    """
    ours, rows = _shapes(source)
    theirs, columns = _shapes(target)
    odds = np.array([[_odds(a, b) for b in theirs] for a in ours])
    our_share = np.bincount(rows, minlength=len(ours)) / len(rows)
    their_share = np.bincount(columns, minlength=len(theirs)) / len(columns)
    ratio = np.log(odds) - 0.5 * np.log(odds @ their_share)[:, None] - 0.5 * np.log(our_share @ odds)[None, :]
    out: Array = ratio[np.append(rows, 0)[band.rows], np.append(columns, 0)[band.columns]]
    return np.where((band.rows < band.n) & (band.columns < band.m), out, 0.0)


def _shapes(blocks: Sequence[Block]) -> tuple[list[tuple[BlockKind, int]], Ints]:
    shapes: dict[tuple[BlockKind, int], int] = {}
    index = [shapes.setdefault((b.kind, b.level if b.kind is BlockKind.HEADING else 0), len(shapes)) for b in blocks]
    return list(shapes), np.array(index, dtype=np.int64)


def _odds(a: tuple[BlockKind, int], b: tuple[BlockKind, int]) -> float:
    if a == b:
        return 1.0
    if a[0] == b[0]:
        return OTHER_LEVEL
    return OTHER_NATURE if (a[0] in NOT_PROSE) != (b[0] in NOT_PROSE) else OTHER_PROSE
