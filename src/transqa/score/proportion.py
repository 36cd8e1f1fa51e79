"""A share with the interval it speaks for."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: 97.5% quantile of the standard normal distribution.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Proportion:
    """``hits`` of ``total``."""

    hits: int
    total: int

    @property
    def rate(self) -> float | None:
        """Hits over total, None of nothing."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """The score interval at 95%; all of [0, 1] for a proportion of nothing.

        ``(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)``: E. B. Wilson (1927), "Probable inference, the law of
        succession, and statistical inference", JASA 22; recommended for small n by Brown, Cai and DasGupta (2001),
        Statistical Science 16.
        """
        if not self.total:
            return 0.0, 1.0
        n, p, square = self.total, self.hits / self.total, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        # The exact ends at 0 and 1 are lost to rounding otherwise.
        return (0.0 if not self.hits else middle - half), (1.0 if self.hits == n else middle + half)
