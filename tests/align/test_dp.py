"""The dynamic programme against all alignments written out."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from transqa.align.dp import Band, Bead, Scores, Transitions, decide, full_band, narrow, posterior, widened

SHAPES: tuple[Bead, ...] = ((1, 1), (1, 2), (2, 1))
ODDS = Transitions(mx=0.1, my=0.2, xx=0.3, xy=0.25, yy=0.4)
Path = tuple[tuple[int, int, Bead], ...]


def every_path(n: int, m: int, i: int = 0, j: int = 0, last: str = "m") -> Iterator[Path]:
    if (i, j) == (n, m):
        yield ()
    for a, b in ((1, 0), (0, 1), *SHAPES):
        if i + a > n or j + b > m or ((a, b) == (1, 0) and last == "y"):
            continue
        state = "x" if not b else "y" if not a else "m"
        for rest in every_path(n, m, i + a, j + b, state):
            yield ((i, j, (a, b)), *rest)


def weight(path: Path, band: Band, scores: Scores) -> float:
    total, last = 0.0, "m"
    for i, j, (a, b) in path:
        state = "x" if not b else "y" if not a else "m"
        total += math.log(getattr(ODDS, last + state))
        if state == "m":
            at = band.at(i, j)
            assert at is not None
            total += scores.links[a, b][at]
        else:
            total += scores.source_gaps[i] if state == "x" else scores.target_gaps[j]
        last = state
    return math.exp(total)


def random_scores(band: Band, seed: int) -> Scores:
    rng = np.random.default_rng(seed)
    links = {}
    for a, b in SHAPES:
        links[a, b] = rng.normal(size=band.size)
        links[a, b][(band.rows + a > band.n) | (band.columns + b > band.m)] = -np.inf
    return Scores(links, rng.normal(size=band.n), rng.normal(size=band.m))


@pytest.mark.parametrize(("n", "m"), [(1, 1), (3, 4), (4, 2), (4, 4)])
def test_posterior_is_the_share_of_all_paths(n: int, m: int) -> None:
    band = full_band(n, m)
    scores = random_scores(band, n * 10 + m)
    found = posterior(band, scores, ODDS)
    paths = {path: weight(path, band, scores) for path in every_path(n, m)}
    total = sum(paths.values())
    for i in range(n + 1):
        for j in range(m + 1):
            for bead in SHAPES:
                expected = sum(w for path, w in paths.items() if (i, j, bead) in path) / total
                assert found.of(band, i, j, bead) == pytest.approx(expected, abs=1e-9)
            visits = sum(w for path, w in paths.items() if (i, j) in {(n, m), *((x, y) for x, y, _ in path)}) / total
            assert found.visits[band.at(i, j)] == pytest.approx(visits, abs=1e-9)
    for i in range(n):
        expected = sum(w for path, w in paths.items() if any(x == i and bead == (1, 0) for x, _, bead in path)) / total
        assert found.source_gaps[i] == pytest.approx(expected, abs=1e-9)
    runs = sum(w * sum(one[2] == two[2] == (0, 1) for one, two in pairwise(path)) for path, w in paths.items())
    assert found.steps["yy"] == pytest.approx(runs / total, abs=1e-9)


@pytest.mark.parametrize("gap", [0.0, 0.4])
def test_decision_collects_the_most(gap: float) -> None:
    band = full_band(4, 3)
    found = posterior(band, random_scores(band, 5), ODDS)

    def gain(path: Path) -> float:
        return sum(found.of(band, i, j, bead) * (1 if bead in SHAPES else gap) for i, j, bead in path)

    best = max(gain(path) for path in every_path(4, 3))
    assert gain(tuple(decide(band, found, gap))) == pytest.approx(best)


def test_narrow_band_keeps_the_likely_path() -> None:
    band = full_band(30, 34)
    scores = random_scores(band, 1)
    for i in range(30):
        at = band.at(i, i + (i > 12) * 4)
        assert at is not None
        scores.links[1, 1][at] += 20.0
    found = posterior(band, scores, ODDS)
    slim = narrow(band, found.visits, 1e-6, 2)
    assert slim.size < band.size / 3
    links = {}
    for bead, values in scores.links.items():
        links[bead] = values[[band.at(int(i), int(j)) for i, j in zip(slim.rows, slim.columns, strict=True)]]
    again = posterior(slim, Scores(links, scores.source_gaps, scores.target_gaps), ODDS)
    assert decide(slim, again, 0.4) == decide(band, found, 0.4)
    assert again.source_gaps == pytest.approx(found.source_gaps, abs=1e-4)


def test_bands_reach_from_corner_to_corner() -> None:
    rng = random.Random(3)
    for _ in range(50):
        n, m = rng.randint(1, 12), rng.randint(1, 12)
        low, high = [rng.randint(0, m) for _ in range(n + 1)], [rng.randint(0, m + 1) for _ in range(n + 1)]
        band = widened(low, high, rng.randint(0, 2), m)
        assert band.low[0] == 0 and band.high[-1] == m + 1
        assert all(band.low[i] < band.high[i] for i in range(n + 1))
        assert all(band.low[i] <= band.low[i + 1] < band.high[i] <= band.high[i + 1] for i in range(n))
