"""What recurs in a document: its sentences and short blocks, in the form in which two of them are the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from transqa.check.context import Context
from transqa.check.memo import per_document, split
from transqa.check.pair import Pair, Side
from transqa.model import BlockKind, InlineKind

#: Descriptions of pictures, code and the like are not sentences of the text.
_KINDS = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
        BlockKind.CAPTION,
        BlockKind.HEADING,
        BlockKind.TABLE_CELL,
    }
)
#: Blanks between the words of a phrase, at least.
_BLANKS = 3
_FIGURES = re.compile("[0-9]+")
_MARKS = b",.;:!?\"'()[]*_-\0\x1e"
_QUOTED = re.compile('[“"《「『]([^“”"《》「」『』\x1e\0]++)[”"》」』]')
_WIDE = re.compile("[，。、；：！？“”‘’（）《》「」…—–→·]+")


class Unit(NamedTuple):
    """A sentence with its translation: ranges of the texts of a pair, the source in the form that compares.

    A tuple, for there are very many.
    """

    pair: Pair
    source: tuple[int, int]
    target: tuple[int, int]
    said: str
    rendered: str
    whole: bool


@per_document
def units(context: Context) -> tuple[Unit, ...]:
    """Sentences of all trusted pairs that translate each other one to one; whole blocks where their numbers differ."""
    found: list[Unit] = []
    for pair in context.pairs:
        if not pair.judged or not pair.made_of(_KINDS):
            continue
        source, target = pair.source.prose, pair.target.prose
        ranges = split(pair, context)
        if not ranges[0] or not ranges[1]:
            continue
        if len(ranges[0]) != len(ranges[1]):
            ranges = [(ranges[0][0][0], ranges[0][-1][1])], [(ranges[1][0][0], ranges[1][-1][1])]
        for (start, end), (first, last) in zip(*ranges, strict=True):
            said, rendered = source[start:end], target[first:last]
            # What is mostly code or a formula says nothing without it.
            if said.count("\0") * 3 > len(said):
                continue
            whole = len(ranges[0]) == 1
            found.append(Unit(pair, (start, end), (first, last), same(said), rendered, whole))
    return tuple(found)


@per_document
def phrases(context: Context) -> tuple[Unit, ...]:
    """Titles and other phrases within sentences: the labels of links to one address, and what stands in quotation marks."""
    found: list[Unit] = []
    for pair in context.judged:
        source, target = pair.source.prose, pair.target.prose
        rows: list[tuple[tuple[int, int], tuple[int, int]]] = []
        if ours := dict(_links(pair.source)):
            theirs = dict(_links(pair.target, words=1))
            rows += [(span, theirs[address]) for address, span in ours.items() if address in theirs]
        if '"' in source or "“" in source:
            quoted = [[match.span(1) for match in _QUOTED.finditer(text)] for text in (source, target)]
            if len(quoted[0]) == len(quoted[1]):
                rows += zip(*quoted, strict=True)
        for one, other in rows:
            if source.count(" ", *one) >= _BLANKS:
                found.append(Unit(pair, one, other, same(source[slice(*one)]), target[slice(*other)], False))
    return tuple(found)


def _links(side: Side, *, words: int = _BLANKS + 1) -> Iterator[tuple[str, tuple[int, int]]]:
    """Address and label of links with so many words."""
    for block in side.blocks:
        for inline in block.inlines:
            if inline.kind is InlineKind.LINK and inline.target:
                label = side.document.text[inline.content.start : inline.content.end]
                if label and label.count(" ") + 1 >= words and (at := side.text.find(label)) >= 0:
                    yield inline.target, (at, at + len(label))


def same(text: str) -> str:
    """The text without capitals, figures, blanks and punctuation: two that are equal in this say the same."""
    # Bytes are much faster to rid of characters than strings are.
    bare = text.lower().encode("utf-8", "surrogatepass").translate(None, _MARKS).decode("utf-8", "surrogatepass")
    return " ".join(_FIGURES.sub("#", bare if bare.isascii() else _WIDE.sub("", bare)).split())


def grouped(rows: tuple[Unit, ...], *, by_target: bool) -> Mapping[str, list[Unit]]:
    """Units by what they say, or by how they are rendered."""
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in rows:
        groups[unit.rendered if by_target else unit.said].append(unit)
    return groups
