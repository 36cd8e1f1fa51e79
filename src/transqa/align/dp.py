"""The dynamic programme: all alignments of two block sequences inside a band, summed and then decided.

A hidden Markov model with three states: a link has just ended, a run of source blocks without a translation, a run of
target blocks without a source. Forward and backward sums over all paths give every possible link its posterior
probability; the answer is the path that collects the most of it (T. Gotoh 1982 for the states; C. Do et al. 2005,
"ProbCons", for maximum expected accuracy).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bead = tuple[int, int]
NONE = -np.inf


@dataclass(frozen=True)
class Band:
    """The nodes (i, j) that are looked at: ``low[i] <= j < low[i] + width`` for i in 0..n, j in 0..m."""

    n: int
    m: int
    low: Ints
    width: int

    def shift(self, values: Array, rows: int, columns: int, fill: float = NONE) -> Array:
        """``out[i, j] = values[i + rows, j + columns]``, nodes outside the band being ``fill``."""
        out = np.full(values.shape, fill)
        for i in range(max(0, -rows), min(self.n + 1, self.n + 1 - rows)):
            offset = int(self.low[i] - self.low[i + rows]) + columns
            a, b = max(0, -offset), min(self.width, self.width - offset)
            if a < b:
                out[i, a:b] = values[i + rows, a + offset : b + offset]
        return out


@dataclass(frozen=True)
class Transitions:
    """Log-probabilities between the states: M a link, X a source gap, Y a target gap. X may turn into Y, not back."""

    mm: float
    mx: float
    my: float
    xm: float
    xx: float
    xy: float
    ym: float
    yy: float


@dataclass(frozen=True)
class Posterior:
    """Probabilities of links by their start node, of gaps by block, and the expected counts of the transitions."""

    links: Mapping[Bead, Array]
    source_gaps: Array
    target_gaps: Array
    counts: Mapping[str, float]
    total: float


def posterior(band: Band, scores: Mapping[Bead, Array], t: Transitions) -> Posterior:
    """Sum over all alignments. ``scores[a, b][i, x]`` is the log-score of a link from node (i, low[i] + x)."""
    n, width, low = band.n, band.width, band.low
    end = int(band.m - low[n])
    ready = np.full((n + 1, width), NONE)  # mass that may start a link here
    match = np.full((n + 1, width), NONE)
    gap_x = np.full((n + 1, width), NONE)
    gap_y = np.full((n + 1, width), NONE)
    match[0, 0 - int(low[0])] = 0.0
    steps = np.arange(width) * t.yy
    for i in range(n + 1):
        if i:
            _push(band, gap_x, i, i - 1, 0, np.logaddexp(match[i - 1] + t.mx, gap_x[i - 1] + t.xx))
            for (a, b), score in scores.items():
                if a <= i:
                    _push(band, match, i, i - a, b, ready[i - a] + score[i - a])
        opened = np.logaddexp(match[i] + t.my, gap_x[i] + t.xy)
        gap_y[i, 1:] = (np.logaddexp.accumulate(opened - steps) + steps)[:-1]
        ready[i] = np.logaddexp(np.logaddexp(match[i] + t.mm, gap_x[i] + t.xm), gap_y[i] + t.ym)
    after_m = np.full((n + 1, width), NONE)
    after_x = np.full((n + 1, width), NONE)
    after_y = np.full((n + 1, width), NONE)
    finish = np.full(width, NONE)
    finish[end] = 0.0
    for i in range(n, -1, -1):
        link = np.full(width, NONE)
        for (a, b), score in scores.items():
            if i + a <= n:
                link = np.logaddexp(link, _pull(band, after_m, i, i + a, b) + score[i])
        down = _pull(band, after_x, i, i + 1, 0) if i < n else np.full(width, NONE)
        last = finish if i == n else np.full(width, NONE)
        # after_y[j] = total(j) + yy-run: solved from the right.
        own = np.logaddexp(link + t.ym, last)
        tail = np.logaddexp.accumulate((own + steps)[::-1])[::-1] - steps
        after_y[i] = tail
        right = np.append(tail[1:], NONE)
        after_m[i] = np.logaddexp(np.logaddexp(link + t.mm, last), np.logaddexp(down + t.mx, right + t.my))
        after_x[i] = np.logaddexp(np.logaddexp(link + t.xm, last), np.logaddexp(down + t.xx, right + t.xy))
    total = float(np.logaddexp(np.logaddexp(match[n, end], gap_x[n, end]), gap_y[n, end]))
    links = {
        (a, b): np.exp(ready + score + band.shift(after_m, a, b) - total) for (a, b), score in scores.items()
    }
    down, right = band.shift(after_x, 1, 0), band.shift(after_y, 0, 1)
    counts = {
        "mx": float(np.exp(match + t.mx + down - total).sum()),
        "xx": float(np.exp(gap_x + t.xx + down - total).sum()),
        "my": float(np.exp(match + t.my + right - total).sum()),
        "xy": float(np.exp(gap_x + t.xy + right - total).sum()),
        "yy": float(np.exp(gap_y + t.yy + right - total).sum()),
    }
    x = np.exp(gap_x + after_x - total)
    y = np.exp(gap_y + after_y - total)
    source_gaps = x[1:].sum(axis=1)
    target_gaps = np.zeros(band.m + 1)
    for i in range(n + 1):
        span = min(width, band.m + 1 - int(low[i]))
        target_gaps[low[i] : low[i] + span] += y[i, :span]
    return Posterior(links, source_gaps, target_gaps[1:], counts, total)


def decide(band: Band, links: Mapping[Bead, Array], source_gaps: Array, target_gaps: Array, gap: float) -> list[tuple[int, int, int, int]]:
    """The path of the highest expected accuracy, as (i, j, a, b): ``a`` source blocks from i with ``b`` target blocks from j.

    A gap block counts ``gap`` times its posterior, so that a link wins over its two gaps when it is about as likely.
    """
    n, width, low = band.n, band.width, band.low
    best = np.full((n + 1, width), NONE)
    best[0, 0 - int(low[0])] = 0.0
    run = np.concatenate(([0.0], np.cumsum(target_gaps))) * gap
    padded = np.concatenate((run, np.full(width, run[-1])))
    for i in range(n + 1):
        if i:
            _push(band, best, i, i - 1, 0, best[i - 1] + gap * source_gaps[i - 1], np.maximum)
            for (a, b), value in links.items():
                if a <= i:
                    _push(band, best, i, i - a, b, best[i - a] + value[i - a], np.maximum)
        along = padded[low[i] : low[i] + width]
        best[i] = np.maximum.accumulate(best[i] - along) + along
    path: list[tuple[int, int, int, int]] = []
    i, j = n, band.m
    while i or j:
        here = best[i, j - low[i]]
        steps = [(0, 1, _at(band, best, i, j - 1) + gap * target_gaps[j - 1])] if j else []
        if i:
            steps.append((1, 0, _at(band, best, i - 1, j) + gap * source_gaps[i - 1]))
        for (a, b), value in links.items():
            if a <= i and b <= j:
                steps.append((a, b, _at(band, best, i - a, j - b) + _at(band, value, i - a, j - b)))
        a, b, _ = min(steps, key=lambda step: abs(step[2] - here) if step[2] > NONE else np.inf)
        path.append((i - a, j - b, a, b))
        i, j = i - a, j - b
    return path[::-1]


def _at(band: Band, values: Array, i: int, j: int) -> float:
    x = j - int(band.low[i])
    return float(values[i, x]) if 0 <= x < band.width else NONE


def _push(band: Band, into: Array, i: int, start: int, columns: int, values: Array, join: np.ufunc = np.logaddexp) -> None:
    """Join ``values`` of row ``start`` into row ``i``, ``columns`` further right."""
    offset = int(band.low[start] - band.low[i]) + columns
    a, b = max(0, offset), min(band.width, band.width + offset)
    if a < b:
        join(into[i, a:b], values[a - offset : b - offset], out=into[i, a:b])


def _pull(band: Band, values: Array, i: int, end: int, columns: int) -> Array:
    """Row ``end`` of ``values``, ``columns`` further right, seen from row ``i``."""
    out = np.full(band.width, NONE)
    offset = int(band.low[i] - band.low[end]) + columns
    a, b = max(0, -offset), min(band.width, band.width - offset)
    if a < b:
        out[a:b] = values[end, a + offset : b + offset]
    return out
