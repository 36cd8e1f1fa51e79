"""How much more likely two groups of blocks are as translations of each other than as strangers, in nats.

Every figure here is a log-likelihood ratio: log P(what the target shows | translation) - log P(the same | chance).

Tokens: a token of one side *survives* into its translation with a probability that depends on its class and is
estimated from the document; by chance it turns up in a block in proportion to how common it is and how long the block
is. A mixture over the possible renderings of a token makes its ratio ``1 - p + p * sum(share / chance)``.

Length: log-normal around a ratio estimated from the document (W. Gale and K. Church, 1993, "A Program for Aligning
Sentences in Bilingual Corpora", gives the variance of 6.8 per character), against the lengths of the document at large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transqa.align.anchors import Kind
from transqa.model import NOT_PROSE, Block, BlockKind

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

#: A token of the class is found again in the translation with this probability, before the document has spoken.
SURVIVAL = {Kind.WORD: 0.4, Kind.NAME: 0.5, Kind.NUMBER: 0.7, Kind.CODE: 0.7, Kind.LINK: 0.7, Kind.MARK: 0.7}
#: Weight of that opinion, in tokens.
SURVIVAL_WEIGHT = 20.0
#: Share of the survivors that stay as they are although the dictionary has a rendering.
VERBATIM = {Kind.WORD: 0.1, Kind.NAME: 0.7}


@dataclass(frozen=True)
class Side:
    """One side of the comparison: the tokens of every block, as ids into a vocabulary."""

    vocabulary: tuple[tuple[str, Kind], ...]
    blocks: tuple[Ints, ...]
    lengths: Array


@dataclass(frozen=True)
class Table:
    """Where each token of one side can be seen on the other: rows of (column, strength), by rising column.

    ``strength / length`` of a group of columns is how many times more often the token's rendering is seen there than chance
    would have it.
    """

    keys: Ints
    strengths: Array
    columns: int


def table(
    vocabulary: Sequence[tuple[str, Kind]],
    renderings: Callable[[str, Kind], Sequence[tuple[str, float]]],
    places: Mapping[str, Sequence[int]],
    lengths: Array,
) -> Table:
    """Look every token up in ``places`` (form -> rising block indices) through its weighted ``renderings``."""
    columns = len(lengths)
    total = float(lengths.sum())
    keys: list[int] = []
    strengths: list[float] = []
    for row, (token, kind) in enumerate(vocabulary):
        seen: dict[int, float] = {}
        for form, share in renderings(token, kind):
            where = places.get(form, ())
            strength = share * total / (len(where) + 0.5) if where else 0.0
            for column in where:
                seen[column] = seen.get(column, 0.0) + strength
        for column in sorted(seen):
            keys.append(row * columns + column)
            strengths.append(seen[column])
    return Table(np.array(keys, dtype=np.int64), np.array(strengths, dtype=np.float64), columns)


def gather(found: Table, rows: Ints, low: int, high: int) -> Array:
    """Dense strengths of ``rows`` over the columns ``low`` to ``high``."""
    out = np.zeros((len(rows), high - low))
    starts = np.searchsorted(found.keys, rows * found.columns + low)
    counts = np.searchsorted(found.keys, rows * found.columns + high) - starts
    total = int(counts.sum())
    if total:
        at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(total)
        where = np.repeat(np.arange(len(rows)), counts)
        out[where, found.keys[at] % found.columns - low] = found.strengths[at]
    return out


def support(strengths: Array, length: Array) -> Array:
    """Observed over expected presence; the half corrects for groups so long that chance saturates."""
    return np.where(strengths > 0, strengths / length + 0.5, 0.0)


def evidence(
    side: Side, other: Array, found: Table, survival: Array, windows: Sequence[tuple[int, int]], width: int, depth: int
) -> Array:
    """Ratio of each block against each run of 1 to ``depth`` blocks of the other side, from its tokens.

    Returns ``[depth, depth, blocks, width]``. Entry ``[k, g, i, x]`` is for the run of g + 1 blocks that starts at block
    ``windows[i][0] + x`` of the other side, and counts only the tokens of block i that none of the k blocks before it
    has: what the block adds to a group, so that a repeated block adds nothing.
    """
    out = np.zeros((depth, depth, len(side.blocks), width))
    chances = survival[np.array([kind for _, kind in side.vocabulary], dtype=np.int64)] if side.vocabulary else survival[:0]
    ends = np.concatenate(([0.0], np.cumsum(other)))
    for row, tokens in enumerate(side.blocks):
        low, high = windows[row]
        high = min(high, len(other))
        if low >= high or not len(tokens):
            continue
        reach = min(high + depth - 1, len(other))
        seen = gather(found, tokens, low, reach)
        fresh = np.ones((depth, len(tokens)))
        for k in range(1, depth):
            fresh[k] = fresh[k - 1]
            if row >= k:
                fresh[k, np.isin(tokens, side.blocks[row - k])] = 0.0
        p = chances[tokens]
        base = fresh @ np.log1p(-p)
        odds = (p / (1 - p))[:, None]
        best = seen
        for group in range(min(depth, reach - low)):
            if group:
                best = np.maximum(best[:, :-1], seen[:, group:])
            span = min(high - low, best.shape[1])
            length = ends[low + group + 1 : low + group + 1 + span] - ends[low : low + span]
            out[:, group, row, :span] = base[:, None] + fresh @ np.log1p(odds * support(best[:, :span], length))
    return out


def block_affinity(source: Sequence[Block], target: Sequence[Block]) -> Array:
    """Ratio from the kinds of the blocks alone, for every pair of kinds that occurs: ``[n, m]`` by index arrays."""
    shapes_s, rows = _shapes(source)
    shapes_t, columns = _shapes(target)
    affinity = np.array([[_affinity(a, b) for b in shapes_t] for a in shapes_s])
    by_t = np.bincount(columns, minlength=len(shapes_t)) / max(len(columns), 1)
    by_s = np.bincount(rows, minlength=len(shapes_s)) / max(len(rows), 1)
    ratio = np.log(affinity) - 0.5 * np.log(affinity @ by_t)[:, None] - 0.5 * np.log(by_s @ affinity)[None, :]
    return ratio, rows, columns


def _shapes(blocks: Sequence[Block]) -> tuple[list[tuple[BlockKind, int]], Ints]:
    shapes: dict[tuple[BlockKind, int], int] = {}
    index = [shapes.setdefault((b.kind, b.level if b.kind is BlockKind.HEADING else 0), len(shapes)) for b in blocks]
    return list(shapes), np.array(index, dtype=np.int64)


def _affinity(a: tuple[BlockKind, int], b: tuple[BlockKind, int]) -> float:
    if a == b:
        return 1.0
    if a[0] == b[0]:  # headings of different levels
        return 0.3
    if a[0] in NOT_PROSE or b[0] in NOT_PROSE:
        return 0.02
    return 0.1
