"""How long translations of a document usually are: what is known of its languages, and what the document shows.

Lengths are weights (``transqa.text.sentences.weight``): bytes of UTF-8, by which a Han character counts as three letters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.check.pair import Pair
from transqa.model import BlockKind
from transqa.text.language import entry
from transqa.text.sentences import weight

#: Logarithm of a language's weight relative to English. Measured for Chinese on published translations of textbooks and
#: courses; for the others from their usual expansion and the bytes of their letters.
GROWTH: Mapping[str, float] = {
    "en": 0.0, "zh": 0.06, "ja": 0.28, "ko": 0.2, "de": 0.13, "nl": 0.1, "fr": 0.15, "es": 0.13, "pt": 0.1, "it": 0.12,
    "ru": 0.75, "uk": 0.75,
}  # fmt: skip
#: Spread of the logarithm: of any translation, and per byte, by kind of block. Headings, captions and cells are worded
#: freely.
_SPREAD: Mapping[BlockKind, tuple[float, float]] = {
    BlockKind.PARAGRAPH: (0.012, 2.0), BlockKind.LIST_ITEM: (0.015, 2.5), BlockKind.QUOTE: (0.015, 2.5),
    BlockKind.HEADING: (0.25, 5.0), BlockKind.CAPTION: (0.25, 5.0), BlockKind.TABLE_CELL: (0.2, 6.0),
}  # fmt: skip
#: So many pairs of the document count as much as what is known beforehand.
_PRIOR = 6
#: Growth in a pair of languages about which nothing is known is learned from this many pairs at least.
_ENOUGH = 8
#: Lighter blocks say little: a name, a label.
_LIGHT = 40


class Measure(NamedTuple):
    """The weights of one pair, and the logarithm of their ratio. A tuple, for every pair has one."""

    kind: BlockKind
    source: int
    target: int
    ratio: float

    @property
    def variance(self) -> float:
        """How much the ratio of a block of this kind and weight varies."""
        style, per_byte = _SPREAD[self.kind]
        return style + per_byte / self.source


@dataclass(frozen=True)
class Lengths:
    """Measures by pair index, the usual ratio (None where it is unknown) and how much wider than usual it spreads."""

    measures: Mapping[int, Measure]
    usual: float | None
    width: float

    def surplus(self, index: int) -> tuple[float, float] | None:
        """How much longer a pair's target is than usual, as a logarithm and in standard deviations."""
        measure = self.measures.get(index)
        if measure is None or self.usual is None:
            return None
        more = measure.ratio - self.usual
        return more, more / (self.width * math.sqrt(measure.variance))


@per_document
def lengths(context: Context) -> Lengths:
    """The lengths of all trusted pairs of prose."""
    measures = {
        pair.index: found
        for pair in context.pairs
        if pair.link.confidence >= 0.5 and pair.source.blocks and pair.target.blocks and (found := _measure(pair))
    }
    told = [measure.ratio for measure in measures.values() if measure.source >= _LIGHT]
    known = [entry(GROWTH, document.language) for document in (context.source, context.target)]
    prior = known[1] - known[0] if known[0] is not None and known[1] is not None else None
    if prior is None and len(told) < _ENOUGH:
        return Lengths(measures, None, 1.0)
    middle = median(told) if told else 0.0
    usual = middle if prior is None else (_PRIOR * prior + len(told) * middle) / (_PRIOR + len(told))
    spreads = [
        abs(measure.ratio - usual) / math.sqrt(measure.variance)
        for measure in measures.values()
        if measure.source >= _LIGHT
    ]
    width = 1.4826 * median(spreads) if len(spreads) >= _ENOUGH else 1.0
    return Lengths(measures, usual, min(max(width, 0.8), 2.5))


def _measure(pair: Pair) -> Measure | None:
    kind = pair.source.blocks[0].kind
    if any(block.kind not in _SPREAD for block in pair.source.blocks):
        return None
    source, target = weight(pair.source.prose), weight(pair.target.prose)
    if not source or not target:
        return None
    return Measure(kind, source, target, math.log(target / source))
