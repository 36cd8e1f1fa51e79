"""Sentence pairs of aligned documents, and the model of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transqa.check.pair import SEPARATOR, Pair, pairs
from transqa.model import Bitext, BlockKind

#: Half-open range of a sentence.
Range = tuple[int, int]

_SOURCE_END = re.compile(r"(?<=[.!?:;])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])|" + SEPARATOR)
_TARGET_END = re.compile(r"(?<=[。！？：；])[”’」』）]*(?!$)|" + SEPARATOR)


@dataclass(slots=True)
class Unit:
    """A sentence pair, or a block pair where sentences do not pair off, with the places of either side's runs.

    ``terms`` are the source candidates of the leftmost-longest reading, ``runs`` the possible renderings; both map a
    text to its half-open ranges that are still free.
    """

    document: int
    confidence: float
    source: str
    target: str
    heading: bool
    terms: dict[str, list[Range]] = field(default_factory=dict)
    runs: dict[str, list[Range]] = field(default_factory=dict)


def read_units(bitexts: Sequence[Bitext]) -> Iterator[Unit]:
    """The units of all trusted links, without their runs."""
    for document, bitext in enumerate(bitexts):
        for pair in pairs(bitext):
            if pair.judged:
                heading = any(block.kind is BlockKind.HEADING for block in pair.source.blocks)
                for source, target in _sentences(pair):
                    yield Unit(document, pair.link.confidence, source, target, heading)


def _sentences(pair: Pair) -> Iterator[tuple[str, str]]:
    """The sentences of a pair where both sides have as many, else the whole."""
    source = [part for part in _SOURCE_END.split(pair.source.prose) if part.strip("\0 ")]
    target = [part for part in _TARGET_END.split(pair.target.prose) if part.strip("\0 ")]
    if len(source) == len(target):
        yield from zip(source, target, strict=True)
    else:
        yield pair.source.prose, pair.target.prose
