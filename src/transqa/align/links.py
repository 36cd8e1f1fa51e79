"""From two documents to their links: the passes over the evidence, and the blocks that moved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from transqa.align.anchors import is_prose
from transqa.align.coarse import coarse_band
from transqa.align.cost import combined, kind_ratio, length_ratio
from transqa.align.dp import NEVER, Band, Bead, Posterior, Scores, decide, narrow, posterior
from transqa.align.estimate import SHAPES, Parameters, opinion, update
from transqa.align.vocabulary import Comparison, compare
from transqa.model import Block, Document, Link

if TYPE_CHECKING:
    from transqa.lexicon import Lexicon

Array = NDArray[np.float64]
Blocks = tuple[Sequence[Block], Sequence[Block]]

#: A first look at 1-1 links alone says where the alignment runs; two more see every shape.
FIRST_LOOK: tuple[Bead, ...] = ((1, 1),)
ALL_SHAPES: tuple[Bead, ...] = tuple(SHAPES)
FINE_PASSES = 2
#: Nodes that the first look finds less likely than this are dropped, beyond a margin of blocks.
UNLIKELY = 1e-4
MARGIN = 8
#: What a block without partner counts against a link in the decision.
GAP_GAIN = 0.4


def find_links(source: Document, target: Document, lexicon: Lexicon | None) -> list[Link]:
    """Links in path order; neither document may be empty."""
    compared = compare(source, target, lexicon)
    blocks = (source.blocks, target.blocks)
    beliefs = opinion(len(source.blocks), len(target.blocks))
    band = coarse_band(compared)
    found = _look(band, compared, blocks, beliefs, FIRST_LOOK)
    beliefs = update(band, compared, blocks, found, beliefs)
    band = narrow(band, found.visits, UNLIKELY, MARGIN)
    for _ in range(FINE_PASSES - 1):
        beliefs = update(band, compared, blocks, _look(band, compared, blocks, beliefs, ALL_SHAPES), beliefs)
    found = _look(band, compared, blocks, beliefs, ALL_SHAPES)
    links = []
    for i, j, (a, b) in decide(band, found, GAP_GAIN):
        if a and b:
            at = band.at(i, j)
            sure = found.links[a, b][at]
        else:
            sure = found.source_gaps[i] if a else found.target_gaps[j]
        links.append(Link(tuple(range(i, i + a)), tuple(range(j, j + b)), min(float(sure), 1.0)))
    return links


def _look(band: Band, compared: Comparison, blocks: Blocks, beliefs: Parameters, shapes: Sequence[Bead]) -> Posterior:
    """One pass: score every link of the given shapes in the band, and sum over all alignments."""
    n, m = len(blocks[0]), len(blocks[1])
    kinds = kind_ratio(band, *blocks)
    scales = np.array([np.exp(beliefs.growth) if is_prose(block) else 1.0 for block in blocks[0]])
    paired = [np.append(ratio, 0.0) for ratio in beliefs.paired]
    scores = combined(band, compared, beliefs.survival, [(a, b) for a, b in shapes if a <= n and b <= m])
    for (a, b), score in scores.items():
        for i in range(a):
            score += paired[0][np.minimum(band.rows + i, n)]
        for j in range(b):
            score += paired[1][np.minimum(band.columns + j, m)]
        for i, j in product(range(a), range(b)):
            score += band.ahead(kinds, i, j, 0.0) / (a * b)
        score += length_ratio(band, compared.source, compared.target, scales, (a, b))
        score += np.log(beliefs.shapes[a, b])
        score[(band.rows + a > n) | (band.columns + b > m)] = NEVER
    return posterior(band, Scores(scores, *beliefs.alone), beliefs.gaps)
