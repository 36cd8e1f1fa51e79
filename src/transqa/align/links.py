"""From two documents to their links: the passes over the evidence, and the blocks that moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from transqa.align.anchors import is_prose
from transqa.align.coarse import coarse_band
from transqa.align.cost import combined, kind_ratio, length_ratio
from transqa.align.dp import NEVER, Band, Bead, Scores, decide, full_band, narrow, posterior
from transqa.align.estimate import SHAPES, Parameters, opinion, update
from transqa.align.learn import learn
from transqa.align.vocabulary import DEPTH, Comparison, compare, read
from transqa.model import Block, BlockKind, Document, Link

if TYPE_CHECKING:
    from transqa.lexicon import Lexicon

Array = NDArray[np.float64]
Blocks = tuple[Sequence[Block], Sequence[Block]]

#: A first look at 1-1 links alone says where the alignment runs; two more see every shape. From LONG blocks on, the first
#: has told enough about the document: one more does, with the commoner shapes.
FIRST_LOOK: tuple[Bead, ...] = ((1, 1),)
FINE_PASSES = 2
LONG, LONG_MOST = 2000, 4
#: Nodes that the first look finds less likely than this are dropped, beyond a margin of blocks.
UNLIKELY = 1e-4
MARGIN = 8
#: Documents of as many blocks on either side were cut to fit where they are of so few that they show too little of their
#: languages to say otherwise, or where less than this share of the blocks would be linked at all. In the end this log-odds
#: speaks then for the link of every block to the one in its place, which it makes no surer than this.
FEW, STRANGE, CUT_TO_FIT, FITTING = 3, 0.5, 5.0, 0.75
#: Probability from which a link teaches words.
SURE = 0.9
#: What a block without partner counts against a link in the decision.
GAP_GAIN = 0.4
#: Share of the blocks left over that have moved somewhere, and the most pairs of them to look at.
MOVED = 0.1
MOST_PAIRS = 250_000


def find_links(source: Document, target: Document, lexicon: Lexicon | None) -> list[Link]:
    """Links in no particular order; neither document may be empty."""
    content = (read(source, lexicon), read(target, lexicon))
    compared = compare(*content, lexicon)
    blocks = (source.blocks, target.blocks)
    beliefs = opinion(len(source.blocks), len(target.blocks))
    band, shapes = coarse_band(compared), FIRST_LOOK
    unaided = not compared.informed
    passes, most = (FINE_PASSES, DEPTH) if band.n + band.m < LONG else (1, LONG_MOST)
    for look in range(1 + passes):
        scores = _scores(band, compared, blocks, beliefs, shapes)
        found = posterior(band, Scores(scores, *beliefs.alone), beliefs.gaps)
        if look < passes:
            beliefs = update(band, compared, blocks, found, beliefs)
        if look < passes and unaided:
            known = found.links[1, 1] > SURE
            pairs = zip(band.rows[known].tolist(), band.columns[known].tolist(), strict=True)
            compared = compare(*content, lexicon, learn(*content, pairs))
        if look == 0:
            band, shapes = narrow(band, found.visits, UNLIKELY, MARGIN), tuple(b for b in SHAPES if max(b) <= most)
    shown = found
    if band.n == band.m and (band.n <= FEW or (1 - found.source_gaps).sum() < STRANGE * band.n):
        scores[1, 1][band.rows == band.columns] += CUT_TO_FIT
        found = posterior(band, Scores(scores, *beliefs.alone), beliefs.gaps)
    links: list[Link] = []
    for i, j, (a, b) in decide(band, found, GAP_GAIN):
        sure = min(found.of(band, i, j, (a, b)), 1.0)
        if found is not shown and a and b:
            sure = max(min(sure, FITTING), min(shown.of(band, i, j, (a, b)), 1.0))
        links.append(Link(tuple(range(i, i + a)), tuple(range(j, j + b)), sure))
    # Lines of markup stand everywhere and mean nothing by themselves: only content moves.
    ours = [i for link in links if not link.target for i in link.source if blocks[0][i].kind is not BlockKind.HTML]
    theirs = [j for link in links if not link.source for j in link.target if blocks[1][j].kind is not BlockKind.HTML]
    moved = _moved(compared, blocks, beliefs, ours, theirs)
    placed = ({link.source for link in moved}, {link.target for link in moved})
    return moved + [link for link in links if link.source not in placed[0] and link.target not in placed[1]]


def _scores(
    band: Band, compared: Comparison, blocks: Blocks, beliefs: Parameters, shapes: Sequence[Bead]
) -> dict[Bead, Array]:
    """Log-score of every link of the given shapes in the band, by start node."""
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
    return scores


def _moved(
    compared: Comparison, blocks: Blocks, beliefs: Parameters, ours: Sequence[int], theirs: Sequence[int]
) -> list[Link]:
    """1-1 links across the order, between blocks that found no partner in it.

    All other blocks are rivals: boilerplate that stands everywhere has not moved.
    """
    everyone = (range(len(blocks[0])), range(len(blocks[1])))
    pairs = len(ours) * len(everyone[1]) + len(theirs) * len(everyone[0])
    if not ours or not theirs or pairs > MOST_PAIRS:
        return []

    def odds(rows: Sequence[int], columns: Sequence[int]) -> Array:
        part = ([blocks[0][i] for i in rows], [blocks[1][j] for j in columns])
        free = replace(beliefs, paired=(np.zeros(len(rows)), np.zeros(len(columns))))
        band = full_band(len(rows), len(columns))
        score = _scores(band, compared.part(rows, columns), part, free, FIRST_LOOK)[1, 1]
        prior = MOVED / max(len(rows), len(columns))
        return prior * np.exp(np.minimum(score, 50.0)).reshape(len(rows) + 1, len(columns) + 1)[:-1, :-1]

    across, down = odds(ours, everyone[1]), odds(everyone[0], theirs)
    rivals = np.maximum(across.sum(axis=1)[:, None], down.sum(axis=0)[None, :])
    share = across[:, list(theirs)] / (1.0 + rivals)
    return [Link((ours[i],), (theirs[j],), float(share[i, j])) for i, j in np.argwhere(share > 0.5)]
