"""The dynamic programme: all alignments of two block sequences inside a band, summed and then decided.

A hidden Markov model with three states: a link has just ended (M), a run of source blocks without translation (X), a
run of target blocks without source (Y). Forward and backward sums over all paths give every link its posterior
probability; the answer is the path that collects most of it (states: O. Gotoh, 1982; maximum expected accuracy:
C. Do et al., 2005, "ProbCons").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
#: Source blocks and target blocks of a link.
Bead = tuple[int, int]
NEVER = -np.inf


@dataclass(frozen=True)
class Band:
    """The nodes (i, j) that are looked at, i in 0..n source blocks and j in 0..m target blocks passed.

    Row i holds ``low[i] <= j < high[i]``; both never fall. Values per node lie in flat arrays, row after row.
    """

    low: Ints
    high: Ints

    @cached_property
    def n(self) -> int:
        """Number of source blocks."""
        return len(self.low) - 1

    @cached_property
    def m(self) -> int:
        """Number of target blocks."""
        return int(self.high[-1]) - 1

    @cached_property
    def starts(self) -> Ints:
        """Offset of every row in a flat array, and the total size at the end."""
        return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(self.high - self.low)))

    @cached_property
    def size(self) -> int:
        """Number of nodes."""
        return int(self.starts[-1])

    @cached_property
    def rows(self) -> Ints:
        """The i of every node."""
        return np.repeat(np.arange(self.n + 1), self.high - self.low)

    @cached_property
    def columns(self) -> Ints:
        """The j of every node."""
        return np.arange(self.size) - self.starts[self.rows] + self.low[self.rows]

    def row(self, i: int) -> slice:
        """Where row i lies in a flat array."""
        return slice(int(self.starts[i]), int(self.starts[i + 1]))

    def ahead(self, values: NDArray[np.floating], down: int, right: int, fill: float) -> Array:
        """``values`` of the node ``down`` rows and ``right`` columns further on, for every node."""
        if (down, right) not in self._steps:
            rows = np.minimum(self.rows + down, self.n)
            columns = self.columns + right
            inside = (self.rows + down <= self.n) & (columns >= self.low[rows]) & (columns < self.high[rows])
            # Past the band is one more node, at the end.
            self._steps[down, right] = np.where(inside, self.starts[rows] + columns - self.low[rows], self.size)
        out: Array = np.append(values, fill)[self._steps[down, right]]
        return out

    @cached_property
    def _steps(self) -> dict[tuple[int, int], Ints]:
        """Indices of the nodes so many rows and columns on."""
        return {}

    def at(self, i: int, j: int) -> int | None:
        """Index of a node in a flat array, or None outside the band."""
        if i < 0 or not self.low[i] <= j < self.high[i]:
            return None
        return int(self.starts[i] + j - self.low[i])

    def overlap(self, start: int, end: int, right: int) -> tuple[slice, slice]:
        """The nodes of row ``start`` whose move by ``right`` columns lands in row ``end``; and where they land."""
        low = max(self.low[start] + right, self.low[end])
        high = max(min(self.high[start] + right, self.high[end]), low)
        shift_start, shift_end = self.starts[start] - self.low[start] - right, self.starts[end] - self.low[end]
        return slice(low + shift_start, high + shift_start), slice(low + shift_end, high + shift_end)


def full_band(n: int, m: int) -> Band:
    """Every node."""
    return Band(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m + 1, dtype=np.int64))


@dataclass(frozen=True)
class Transitions:
    """Probabilities of the next state; ``xy`` is X followed by Y. Y followed by X is the same alignment, so it has none."""

    mx: float
    my: float
    xx: float
    xy: float
    yy: float

    @property
    def mm(self) -> float:
        """A link after a link."""
        return 1 - self.mx - self.my

    @property
    def xm(self) -> float:
        """A link after source blocks without translation."""
        return 1 - self.xx - self.xy

    @property
    def ym(self) -> float:
        """A link after target blocks without source."""
        return 1 - self.yy


@dataclass(frozen=True)
class Posterior:
    """Probabilities given all the evidence.

    ``links[a, b]`` per start node; ``source_gaps`` and ``target_gaps`` per block; ``visits`` per node; ``steps`` the
    expected numbers of the transitions mx, my, xx, xy, yy and of links (``m``).
    """

    links: Mapping[Bead, Array]
    source_gaps: Array
    target_gaps: Array
    visits: Array
    steps: Mapping[str, float]

    def of(self, band: Band, i: int, j: int, bead: Bead) -> float:
        """Probability of a link from node (i, j), or of the block there having no partner: shapes (1, 0) and (0, 1)."""
        if bead == (1, 0):
            return float(self.source_gaps[i])
        if bead == (0, 1):
            return float(self.target_gaps[j])
        at = band.at(i, j)
        return 0.0 if at is None else float(self.links[bead][at])


@dataclass(frozen=True)
class Scores:
    """Log-scores: of links ``[a, b]`` by start node, of leaving each source and each target block without partner."""

    links: Mapping[Bead, Array]
    source_gaps: Array
    target_gaps: Array


def posterior(band: Band, scores: Scores, odds: Transitions) -> Posterior:
    """Sum over all alignments."""
    log = {name: float(np.log(getattr(odds, name))) for name in ("mm", "mx", "my", "xm", "xx", "xy", "ym", "yy")}
    match, gap_x, gap_y, ready = _forward(band, scores, log)
    after_m, after_x, after_y = _backward(band, scores, log)
    total = after_m[0]
    down = band.ahead(after_x, 1, 0, NEVER) + np.append(scores.source_gaps, 0.0)[band.rows]
    right = band.ahead(after_y, 0, 1, NEVER) + np.append(scores.target_gaps, 0.0)[band.columns]
    links = {
        (a, b): np.exp(ready + score + band.ahead(after_m, a, b, NEVER) - total)
        for (a, b), score in scores.links.items()
    }
    arcs = {
        "mx": match + log["mx"] + down,
        "xx": gap_x + log["xx"] + down,
        "my": match + log["my"] + right,
        "xy": gap_x + log["xy"] + right,
        "yy": gap_y + log["yy"] + right,
    }
    steps = {name: float(np.exp(values - total).sum()) for name, values in arcs.items()}
    in_x, in_y = np.exp(gap_x + after_x - total), np.exp(gap_y + after_y - total)
    return Posterior(
        links=links,
        source_gaps=_sums(band.rows, in_x, band.n + 1)[1:],
        target_gaps=_sums(band.columns, in_y, band.m + 1)[1:],
        visits=np.exp(match + after_m - total) + in_x + in_y,
        steps={"m": float(sum(values.sum() for values in links.values())), **steps},
    )


def _sums(index: Ints, values: Array, size: int) -> Array:
    return np.bincount(index, values, size).astype(np.float64)


def _forward(band: Band, scores: Scores, log: Mapping[str, float]) -> tuple[Array, Array, Array, Array]:
    """Mass of all ways to reach each node in the states M, X, Y, and of those that go on with a link."""
    match, gap_x, gap_y, ready = (np.full(band.size, NEVER) for _ in range(4))
    match[0] = 0.0
    slopes = _slopes(scores.target_gaps, log["yy"])
    for i in range(band.n + 1):
        here = band.row(i)
        if i:
            above, below = band.overlap(i - 1, i, 0)
            leaving = np.logaddexp(match[above] + log["mx"], gap_x[above] + log["xx"])
            gap_x[below] = leaving + scores.source_gaps[i - 1]
        for (a, b), score in scores.links.items():
            if a <= i:
                start, end = band.overlap(i - a, i, b)
                match[end] = np.logaddexp(match[end], ready[start] + score[start])
        # y[j] = sum over k < j of opened[k] * the cost of the run from k to j, as one running sum.
        slope = slopes[band.low[i] : band.high[i]]
        opened = np.logaddexp(match[here] + log["my"], gap_x[here] + log["xy"])
        gap_y[here.start + 1 : here.stop] = np.logaddexp.accumulate(opened - slope)[:-1] + slope[1:] - log["yy"]
        going = np.logaddexp(match[here] + log["mm"], gap_x[here] + log["xm"])
        ready[here] = np.logaddexp(going, gap_y[here] + log["ym"])
    return match, gap_x, gap_y, ready


def _backward(band: Band, scores: Scores, log: Mapping[str, float]) -> tuple[Array, Array, Array]:
    """Mass of all ways to the end from each node in the states M, X, Y."""
    after_m, after_x, after_y, link = (np.full(band.size, NEVER) for _ in range(4))
    slopes = _slopes(scores.target_gaps, log["yy"])
    for i in range(band.n, -1, -1):
        here = band.row(i)
        never = np.full(here.stop - here.start, NEVER)
        stop, down = never.copy(), never.copy()
        if i == band.n:
            stop[-1] = 0.0
        else:
            above, below = band.overlap(i, i + 1, 0)
            down[above.start - here.start : above.stop - here.start] = after_x[below] + scores.source_gaps[i]
        for (a, b), score in scores.links.items():
            if i + a <= band.n:
                start, end = band.overlap(i, i + a, b)
                link[start] = np.logaddexp(link[start], after_m[end] + score[start])
        slope = slopes[band.low[i] : band.high[i]]
        own = np.logaddexp(link[here] + log["ym"], stop)
        after_y[here] = np.logaddexp.accumulate((own + slope)[::-1])[::-1] - slope
        right = np.append(after_y[here][1:] + slope[1:] - slope[:-1] - log["yy"], NEVER)
        after_m[here] = np.logaddexp(
            np.logaddexp(link[here] + log["mm"], stop), np.logaddexp(down + log["mx"], right + log["my"])
        )
        after_x[here] = np.logaddexp(
            np.logaddexp(link[here] + log["xm"], stop), np.logaddexp(down + log["xx"], right + log["xy"])
        )
    return after_m, after_x, after_y


def _slopes(gaps: Array, extend: float) -> Array:
    """Cost of one run of target gaps up to each column."""
    return np.concatenate(([0.0], np.cumsum(gaps + extend)))


def decide(band: Band, found: Posterior, gap: float) -> list[tuple[int, int, Bead]]:
    """The path of the highest expected accuracy: steps (i, j, (a, b)) from node (i, j) over a source and b target blocks.

    A block without partner counts ``gap`` times its probability, so below one half a link needs less certainty.
    """
    best = np.full(band.size, NEVER)
    best[0] = 0.0
    along = gap * np.concatenate(([0.0], np.cumsum(found.target_gaps)))
    for i in range(band.n + 1):
        here = band.row(i)
        if i:
            above, below = band.overlap(i - 1, i, 0)
            best[below] = best[above] + gap * found.source_gaps[i - 1]
        for (a, b), value in found.links.items():
            if a <= i:
                start, end = band.overlap(i - a, i, b)
                best[end] = np.maximum(best[end], best[start] + value[start])
        skipped = along[band.low[i] : band.high[i]]
        best[here] = np.maximum.accumulate(best[here] - skipped) + skipped
    return _trace(band, found, gap, best)


def _trace(band: Band, found: Posterior, gap: float, best: Array) -> list[tuple[int, int, Bead]]:
    path: list[tuple[int, int, Bead]] = []
    i, j = band.n, band.m
    while i or j:
        steps: list[tuple[float, Bead]] = []
        for bead in [(1, 0), (0, 1), *found.links]:
            a, b = bead
            start = band.at(i - a, j - b)
            if start is not None:
                gain = found.of(band, i - a, j - b, bead) * (1.0 if a and b else gap)
                steps.append((float(best[start]) + gain, bead))
        _, (a, b) = max(steps)
        i, j = i - a, j - b
        path.append((i, j, (a, b)))
    return path[::-1]


def narrow(band: Band, visits: Array, least: float, margin: int) -> Band:
    """The part of a band that paths visit with a probability of at least ``least``, and ``margin`` blocks around it."""
    rows, columns = band.rows[visits >= least], band.columns[visits >= least]
    low = np.full(band.n + 1, band.m, dtype=np.int64)
    high = np.zeros(band.n + 1, dtype=np.int64)
    np.minimum.at(low, rows, columns)
    np.maximum.at(high, rows, columns + 1)
    return widened(low, high, margin, band.m)


def widened(low: Sequence[int] | Ints, high: Sequence[int] | Ints, margin: int, m: int) -> Band:
    """A band around some nodes per row, ``margin`` rows and columns wider, that never falls and never breaks."""
    n = len(low) - 1
    # From row i on no path is left of what a later row allows, and up to it none is right of what an earlier one does.
    lows = np.minimum.accumulate(np.asarray(low)[::-1])[::-1]
    highs = np.maximum.accumulate(np.asarray(high))
    before = np.maximum(np.arange(n + 1) - margin, 0)
    after = np.minimum(np.arange(n + 1) + margin, n)
    lows = np.maximum(lows[before] - margin, 0)
    highs = np.maximum(np.minimum(highs[after] + margin, m + 1), 1)
    highs[n] = m + 1
    # Every row shares a column with the one before: a path may not jump.
    lows = np.minimum(lows, np.concatenate(([0], highs[:-1] - 1)))
    return Band(lows, highs)
