"""Where to look: a band of nodes around the tokens that occur once on either side.

Their pairs, chained so that both documents only go forward, fence in the alignment; between two of them every node is
looked at, or a diagonal strip where that would be too many.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise

import numpy as np

from transqa.align.dp import Band, full_band, widened
from transqa.align.vocabulary import Comparison

#: Documents with no more nodes than this are looked at in full.
FULL = 100_000
#: Most columns of a row between two fences, and blocks of margin around every fence: a fence may be a coincidence.
STRIP = 240
MARGIN = 24


def coarse_band(compared: Comparison) -> Band:
    """The nodes worth looking at, a number that grows about linearly with the longer document."""
    n, m = len(compared.source.blocks), len(compared.target.blocks)
    if n * m <= FULL:
        return full_band(n, m)
    low, high = [m] * (n + 1), [0] * (n + 1)
    fences = [(0, 0), *_chain(_unique_pairs(compared)), (n, m)]
    for (i, j), (i_next, j_next) in pairwise(fences):
        slope = (j_next - j) / max(i_next - i, 1)
        reach = max(STRIP, slope) / 2 if j_next - j > STRIP else j_next - j
        for row in range(i, i_next + 1):
            centre = j + slope * (row - i)
            low[row] = min(low[row], max(j, int(centre - reach)))
            high[row] = max(high[row], min(j_next, int(centre + reach)) + 1)
    return widened(low, high, MARGIN, m)


def _unique_pairs(compared: Comparison) -> Counter[tuple[int, int]]:
    """Pairs of blocks that share a token which only they have, with the number of such tokens."""
    rows, columns = np.divmod(compared.forward.keys, compared.forward.columns)
    # Keys rise, so the places of a token lie together; the common stem of a rare word is no second place of it.
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    strengths = compared.forward.strengths
    strongest = np.maximum.reduceat(strengths, starts) if len(starts) else strengths
    token = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(rows)))
    rival = strengths > strongest[token] / 2
    alone = rival & (np.bincount(token, rival, len(starts))[token] == 1)
    seen = dict(zip(rows[alone].tolist(), columns[alone].tolist(), strict=True))
    uses = Counter(token for block in compared.source.blocks for token in block.tolist())
    return Counter(
        (index, seen[token])
        for index, block in enumerate(compared.source.blocks)
        for token in block.tolist()
        if token in seen and uses[token] == 1
    )


def _chain(pairs: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """The heaviest sequence of pairs that rises strictly on both sides."""
    tops: list[int] = []  # columns at which the best weight so far rises, with that weight and its pair
    weights: list[int] = []
    ends: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    # Falling columns within a row keep two pairs of one row out of the same chain.
    for pair in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(tops, pair[1])
        before[pair] = ends[at - 1] if at else None
        weight = pairs[pair] + (weights[at - 1] if at else 0)
        stop = at
        while stop < len(tops) and weights[stop] <= weight:
            stop += 1
        tops[at:stop], weights[at:stop], ends[at:stop] = [pair[1]], [weight], [pair]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]
