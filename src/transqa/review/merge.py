"""A three-way merge of texts, word by word (Chinese character by character), for people who edited the same block.

The algorithm is diff3's: Khanna, Kunal and Pierce (2007), "A Formal Investigation of Diff3".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the merged text. Where both changed it differently, ``text`` is ``theirs`` and the two differ."""

    text: str
    theirs: str
    yours: str

    @property
    def disputed(self) -> bool:
        """Whether a person must choose."""
        return self.theirs != self.yours


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged text in parts."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """All parts; theirs where the two dispute."""
        return "".join(part.text for part in self.parts)

    @property
    def clean(self) -> bool:
        """Whether nobody has to choose."""
        return not any(part.disputed for part in self.parts)


def merge_texts(base: str, theirs: str, yours: str) -> Merge:
    """Both changes of ``base`` in one text."""
    tokens = [_TOKEN.findall(text) for text in (base, theirs, yours)]
    parts = []
    for old, first, second in _chunks(*tokens):
        if first == second or second == old:
            parts.append(Part(first, first, first))
        elif first == old:
            parts.append(Part(second, second, second))
        else:
            parts.append(Part(first, first, second))
    return Merge(tuple(parts))


def _chunks(base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Stretches of the three texts that belong together: those that both kept, and those between them."""
    kept = [_kept(base, theirs), _kept(base, yours)]
    at = [0, 0, 0]
    place = 0
    while place < len(base):
        here = (kept[0].get(place), kept[1].get(place))
        if here[0] is None or here[1] is None:
            place += 1
            continue
        stop = (place, here[0], here[1])
        if tuple(at) != stop:
            yield _texts((base, theirs, yours), at, stop)
        at = [end + 1 for end in stop]
        yield base[place], base[place], base[place]
        place += 1
    ends = (len(base), len(theirs), len(yours))
    if tuple(at) != ends:
        yield _texts((base, theirs, yours), at, ends)


def _kept(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Tokens of the base that the other text has too, with their places there."""
    matches = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {match.a + n: match.b + n for match in matches for n in range(match.size)}


def _texts(sides: Sequence[Sequence[str]], starts: Sequence[int], ends: Sequence[int]) -> tuple[str, str, str]:
    old, first, second = ("".join(side[start:end]) for side, start, end in zip(sides, starts, ends, strict=True))
    return old, first, second
