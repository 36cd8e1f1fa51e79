from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.score.proportion import Proportion


# From scipy.stats.binomtest(hits, total).proportion_ci(method="wilson"), scipy 1.17.
@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (8, 10, 0.4901624715366418, 0.9433178485456248),
        (0, 10, 0.0, 0.27753279986288926),
        (12, 12, 0.7575059933447592, 1.0),
        (1, 29, 0.006113214292762667, 0.17175521879320282),
    ],
)
def test_the_interval_is_that_of_scipy(hits: int, total: int, low: float, high: float) -> None:
    assert Proportion(hits, total).interval == pytest.approx((low, high), abs=1e-9)


@given(st.integers(0, 1000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_holds_its_rate(counts: tuple[int, int]) -> None:
    proportion = Proportion(*counts)
    low, high = proportion.interval
    assert 0 <= low <= high <= 1
    assert proportion.rate is None or low <= proportion.rate <= high
