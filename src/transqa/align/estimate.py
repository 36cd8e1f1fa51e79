"""What the document itself says about its translation, learnt from the links found so far.

Every parameter starts from an opinion worth a few observations and moves with the evidence (expectation maximisation
with conjugate priors): how often tokens of each class survive, how long translations are, which link shapes and how
many gaps there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transqa.align.anchors import is_prose
from transqa.align.cost import support
from transqa.align.dp import Band, Bead, Posterior, Transitions
from transqa.align.vocabulary import DEPTH, Comparison, Side, Table
from transqa.model import Block

Array = NDArray[np.float64]

#: Survival of each class of tokens (``anchors.Kind``, in its order).
SURVIVAL = (0.4, 0.5, 0.7, 0.7, 0.7, 0.7, 0.1)
#: Shares of the link shapes: one block in twenty-five is split, or joined with its neighbour, and each further part is
#: less likely by the same factor. A formula cut into its lines, or a list written as a paragraph, has many parts.
PARTS, FURTHER = 0.04, 0.3
SHAPES: Mapping[Bead, float] = {
    (1, 1): 0.88, (2, 2): 0.004, (2, 3): 0.001, (3, 2): 0.001,
    **{(1, parts): PARTS * FURTHER ** (parts - 2) for parts in range(2, DEPTH + 1)},
    **{(parts, 1): PARTS * FURTHER ** (parts - 2) for parts in range(2, DEPTH + 1)},
}  # fmt: skip
#: One block in twenty opens a gap on either side; a gap goes on with probability 0.4.
GAPS = Transitions(mx=0.05, my=0.05, xx=0.4, xy=0.1, yy=0.4)
#: Weight of these opinions, in observations.
WEIGHT = 20.0
GAP_WEIGHT = 5.0
GROWTH_WEIGHT = 3.0
KIND_WEIGHT = 5.0


@dataclass(frozen=True)
class Parameters:
    """Current beliefs.

    ``survival`` per direction and class; ``growth`` is the log of target length over source length; ``alone`` and
    ``paired`` say, per block of either side, how much likelier its kind is to have no partner, and to have one, than
    the average block (log).
    """

    survival: tuple[Array, Array]
    shapes: Mapping[Bead, float]
    gaps: Transitions
    growth: float
    alone: tuple[Array, Array]
    paired: tuple[Array, Array]


def opinion(n: int, m: int) -> Parameters:
    """Beliefs before the first look at documents of n and m blocks."""
    even = (np.zeros(n), np.zeros(m))
    return Parameters((np.array(SURVIVAL), np.array(SURVIVAL)), SHAPES, GAPS, 0.0, even, even)


def update(
    band: Band,
    compared: Comparison,
    blocks: tuple[Sequence[Block], Sequence[Block]],
    found: Posterior,
    before: Parameters,
) -> Parameters:
    """Beliefs after an alignment."""
    sure = found.links[1, 1] > 0.5
    rows, columns, weights = band.rows[sure], band.columns[sure], found.links[1, 1][sure]
    steps = found.steps
    after_m = steps["m"] + steps["mx"] + steps["my"] + WEIGHT
    after_x = steps["mx"] + steps["xx"] + GAP_WEIGHT
    after_y = steps["my"] + steps["xy"] + steps["yy"] + GAP_WEIGHT
    source, target = compared.source, compared.target
    prose = np.array([is_prose(block) for block in blocks[0]], dtype=np.float64)
    lonely = [
        _loneliness(side, gaps) for side, gaps in zip(blocks, (found.source_gaps, found.target_gaps), strict=True)
    ]
    return Parameters(
        survival=(
            _survival(source, target, compared.forward, before.survival[0], zip(rows, columns, weights, strict=True)),
            _survival(target, source, compared.backward, before.survival[1], zip(columns, rows, weights, strict=True)),
        ),
        shapes=_shapes(found) if len(found.links) > 1 else before.shapes,
        gaps=Transitions(
            mx=(steps["mx"] + WEIGHT * GAPS.mx) / after_m,
            my=(steps["my"] + WEIGHT * GAPS.my) / after_m,
            xx=(steps["xx"] + GAP_WEIGHT * GAPS.xx) / after_x,
            xy=(steps["xy"] + GAP_WEIGHT * GAPS.xy) / after_x,
            yy=(steps["yy"] + GAP_WEIGHT * GAPS.yy) / after_y,
        ),
        growth=_growth(np.log(target.lengths[columns] / source.lengths[rows]), weights * prose[rows]),
        alone=(lonely[0][0], lonely[1][0]),
        paired=(lonely[0][1], lonely[1][1]),
    )


def _shapes(found: Posterior) -> dict[Bead, float]:
    seen = {bead: float(values.sum()) for bead, values in found.links.items()}
    total = sum(seen.values()) + WEIGHT
    return {bead: (seen.get(bead, 0.0) + WEIGHT * share) / total for bead, share in SHAPES.items()}


def _loneliness(blocks: Sequence[Block], gaps: Array) -> tuple[Array, Array]:
    """``alone`` and ``paired`` of one side: a digest may lose all its headings and images, and no paragraph."""
    kinds = [block.kind for block in blocks]
    overall = (gaps.sum() + 1.0) / (len(blocks) + 2.0)
    rates = {}
    for kind in set(kinds):
        mine = gaps[[k == kind for k in kinds]]
        rates[kind] = (mine.sum() + KIND_WEIGHT * overall) / (len(mine) + KIND_WEIGHT)
    rate = np.array([rates[kind] for kind in kinds])
    return np.log(rate / overall), np.log((1 - rate) / (1 - overall))


def _survival(side: Side, other: Side, table: Table, chance: Array, links: Iterable[tuple[int, int, float]]) -> Array:
    """Expected share of the tokens of each class that are found again in the linked block, beyond coincidence."""
    kept = np.array(SURVIVAL) * WEIGHT
    seen = np.full(len(SURVIVAL), WEIGHT)
    for row, column, weight in links:
        tokens = side.blocks[row]
        kinds = side.kinds[tokens]
        odds = chance[kinds] * support(table.gather(tokens, column, column + 1)[:, 0], other.lengths[column])
        kept += weight * np.bincount(kinds, odds / (1 - chance[kinds] + odds), len(SURVIVAL))
        seen += weight * np.bincount(kinds, minlength=len(SURVIVAL))
    share: Array = np.clip(kept / seen, 0.01, 0.98)
    return share


def _growth(logs: Array, weights: Array) -> float:
    """Weighted median, which no mistaken link moves, with the prior of no growth."""
    logs, weights = np.append(logs, 0.0), np.append(weights, GROWTH_WEIGHT)
    order = np.argsort(logs, kind="stable")
    mass = np.cumsum(weights[order])
    return float(logs[order][np.searchsorted(mass, mass[-1] / 2)])
