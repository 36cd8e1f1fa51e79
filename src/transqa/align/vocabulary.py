"""The two documents as bags of tokens, and where each token of one can be seen in the other.

A token is looked for as it stands, by its stem, and by the renderings of the dictionary. Both directions are kept: the
words of the source sought in the target, and what stands in the target sought in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from transqa.align.anchors import Kind, han_runs, length, neighbours, tokens
from transqa.model import Document

if TYPE_CHECKING:
    from transqa.lexicon import Lexicon

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Most blocks of one side that a link may hold.
DEPTH = 7
#: Share of a word's survivors that stay as they are although the dictionary has a rendering.
VERBATIM = {Kind.WORD: 0.1, Kind.NAME: 0.7, Kind.CODE: 0.9}
#: Letters by which inflections and cognates (transformers, Transformer; algorithm, Algorithmus) know each other.
STEM = 6
#: A stem or a rendering that stands in more than this share of the blocks (and in more than a few) says nothing.
COMMON, FEW = 0.3, 20
#: Longest dictionary rendering that is looked for, in characters.
LONGEST = 6


@dataclass(frozen=True)
class Side:
    """One document: the class of every token, the tokens of every block (as ids) and the blocks' lengths."""

    kinds: Ints
    blocks: tuple[Ints, ...]
    lengths: Array

    @cached_property
    def fresh(self) -> tuple[Array, ...]:
        """Per block ``[DEPTH, tokens]``: 1 where none of the k blocks before it has the token, for k in 0..DEPTH-1."""
        last = np.full(len(self.kinds), -DEPTH)
        masks = []
        for row, block in enumerate(self.blocks):
            masks.append((row - last[block] > np.arange(DEPTH)[:, None]).astype(np.float64))
            last[block] = row
        return tuple(masks)

    def part(self, blocks: Sequence[int]) -> Side:
        """Some of the blocks."""
        return Side(self.kinds, tuple(self.blocks[block] for block in blocks), self.lengths[list(blocks)])

    @cached_property
    def ends(self) -> Array:
        """Running sum of the lengths, from 0."""
        return np.concatenate(([0.0], np.cumsum(self.lengths)))


@dataclass(frozen=True)
class Table:
    """Where the tokens of one side are seen on the other: ``keys`` are token * columns + column, rising.

    ``strength / length`` of a run of columns is how many times more often the token is seen there than chance has it.
    """

    keys: Ints
    strengths: Array
    columns: int

    def part(self, columns: Sequence[int]) -> Table:
        """Some of the columns, rising; renumbered."""
        rows, old = np.divmod(self.keys, self.columns)
        kept = np.isin(old, columns)
        new = np.searchsorted(columns, old[kept])
        return Table(rows[kept] * len(columns) + new, self.strengths[kept], len(columns))

    def gather(self, rows: Ints, low: int, high: int) -> Array:
        """Dense strengths of some tokens over the columns ``low`` to ``high``."""
        out = np.zeros((len(rows), high - low))
        starts = np.searchsorted(self.keys, rows * self.columns + low)
        counts = np.searchsorted(self.keys, rows * self.columns + high) - starts
        total = int(counts.sum())
        if total:
            at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(total)
            out[np.repeat(np.arange(len(rows)), counts), self.keys[at] % self.columns - low] = self.strengths[at]
        return out


@dataclass(frozen=True)
class Comparison:
    """Both sides, and the table of each against the other; whether a dictionary had a say."""

    source: Side
    target: Side
    forward: Table
    backward: Table
    informed: bool

    def part(self, ours: Sequence[int], theirs: Sequence[int]) -> Comparison:
        """The comparison of some blocks with some others, in the document's own frequencies."""
        return Comparison(
            self.source.part(ours),
            self.target.part(theirs),
            self.forward.part(theirs),
            self.backward.part(ours),
            self.informed,
        )


@dataclass(frozen=True)
class Content:
    """What was read of one document, per block: tokens, runs of Han characters (simplified), length in letters."""

    tokens: tuple[Mapping[str, Kind], ...]
    runs: tuple[tuple[str, ...], ...]
    lengths: Array


def read(document: Document, lexicon: Lexicon | None) -> Content:
    """The content of a document; ``lexicon`` folds traditional characters."""
    runs = ([lexicon.simplify(run) if lexicon else run for run in han_runs(block)] for block in document.blocks)
    return Content(
        tuple(tokens(document, block) for block in document.blocks),
        tuple(tuple(some) for some in runs),
        np.array([length(document, block) for block in document.blocks]),
    )


def compare(
    source: Content, target: Content, lexicon: Lexicon | None, learned: Mapping[str, tuple[str, ...]] | None = None
) -> Comparison:
    """Look the tokens of each document up in the other.

    ``learned`` are renderings beside those of the dictionary, which only knows English words and Chinese renderings.
    """
    # Han on both sides (Japanese to Chinese, one Chinese to another): neighbouring characters serve as words.
    shared = _neighbours(source.runs) & _neighbours(target.runs)
    ours, theirs = _bags(source, shared), _bags(target, shared)
    renderings = dict(learned or {})
    if lexicon and any(target.runs):
        words = {token for bag in ours for token, kind in bag.items() if kind in VERBATIM and len(token) > 1}
        renderings |= {word: forms for word in sorted(words) if (forms := lexicon.translations(word))}
    origins: dict[str, list[str]] = defaultdict(list)
    for word, forms in renderings.items():
        for form in forms:
            origins[form].append(word)
    segments = [_segment(runs, origins) for runs in target.runs]
    our_places = _places([_visible(bag) for bag in ours])
    their_places = _places([_visible(bag) | seen for bag, (seen, _) in zip(theirs, segments, strict=True)])
    for bag, (_, chosen) in zip(theirs, segments, strict=True):
        bag.update((form, Kind.WORD) for form in sorted(chosen))
    our_words, our_side = _side(ours, source.lengths, renderings)
    their_words, their_side = _side(theirs, target.lengths, origins)
    return Comparison(
        our_side,
        their_side,
        _table(our_words, renderings, their_places, target.lengths),
        _table(their_words, origins, our_places, source.lengths),
        any(seen for seen, _ in segments),
    )


def _bags(content: Content, shared: Container[str]) -> list[dict[str, Kind]]:
    """The tokens of every block, with those pairs of characters that both documents have."""
    return [
        dict(bag) | {pair: Kind.WORD for run in runs for pair in neighbours(run) if pair in shared}
        for bag, runs in zip(content.tokens, content.runs, strict=True)
    ]


def _neighbours(runs: Iterable[Sequence[str]]) -> set[str]:
    return {pair for block in runs for run in block for pair in neighbours(run)}


def _segment(runs: Iterable[str], words: Container[str]) -> tuple[set[str], set[str]]:
    """All dictionary words in the runs, overlapping ones too; and those of two characters up that a reader would see."""
    seen: set[str] = set()
    chosen: set[str] = set()
    for run in runs:
        free = 0
        for start in range(len(run)):
            here = [form for size in range(1, LONGEST + 1) if (form := run[start : start + size]) in words]
            seen.update(here)
            if here and start >= free and len(here[-1]) > 1:
                chosen.add(here[-1])
                free = start + len(here[-1])
    return seen, chosen


def _stem(token: str, kind: Kind) -> str | None:
    return f"{token[:STEM]}~" if kind <= Kind.NAME and len(token) > STEM else None


def _visible(bag: Mapping[str, Kind]) -> set[str]:
    return set(bag) | {stem for token, kind in bag.items() if (stem := _stem(token, kind))}


def _places(visible: Sequence[set[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, forms in enumerate(visible):
        for form in forms:
            places[form].append(index)
    return dict(places)


def _shares(
    token: str, kind: Kind, renderings: Sequence[str], places: Mapping[str, Sequence[int]], most: float
) -> dict[str, float]:
    """What a surviving token may look like on the other side, with probabilities; only forms that occur there."""
    stem = _stem(token, kind)
    stay = [token] if token in places else []
    if stem and 0 < len(places.get(stem, ())) <= most:
        stay.append(stem)
    turn = [form for form in renderings if 0 < len(places.get(form, ())) <= most]
    weight = VERBATIM.get(kind, 1.0) if turn and stay else float(bool(stay))
    shares = dict.fromkeys(stay, weight / max(len(stay), 1))
    for form in turn:
        shares[form] = shares.get(form, 0.0) + (1.0 - weight) / len(turn)
    return shares


def _table(
    vocabulary: Mapping[str, Kind],
    renderings: Mapping[str, Sequence[str]],
    places: Mapping[str, Sequence[int]],
    lengths: Array,
) -> Table:
    columns, total = len(lengths), float(lengths.sum())
    most = max(FEW, COMMON * columns)
    keys: list[Ints] = [np.zeros(0, dtype=np.int64)]
    strengths: list[Array] = [np.zeros(0)]
    for row, (token, kind) in enumerate(vocabulary.items()):
        for form, share in _shares(token, kind, renderings.get(token, ()), places, most).items():
            where = np.array(places[form], dtype=np.int64)
            keys.append(row * columns + where)
            strengths.append(np.full(len(where), share * total / (len(where) + 0.5)))
    merged, index = np.unique(np.concatenate(keys), return_inverse=True)
    return Table(merged, np.bincount(index, np.concatenate(strengths), len(merged)).astype(np.float64), columns)


def _side(bags: Sequence[Mapping[str, Kind]], lengths: Array, known: Container[str]) -> tuple[dict[str, Kind], Side]:
    vocabulary: dict[str, Kind] = {}
    for bag in bags:
        for token, kind in bag.items():
            vocabulary[token] = min(kind, vocabulary.get(token, kind))
    ids = {token: row for row, token in enumerate(vocabulary)}
    kinds = [Kind.UNKNOWN if kind is Kind.WORD and token not in known else kind for token, kind in vocabulary.items()]
    blocks = tuple(np.array([ids[token] for token in bag], dtype=np.int64) for bag in bags)
    return vocabulary, Side(np.array(kinds, dtype=np.int64), blocks, lengths)
