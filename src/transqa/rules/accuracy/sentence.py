"""A sentence as clauses are looked for in it: its parts, its translation, and what the dictionary has for its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import add
from typing import NamedTuple

from transqa.check.pair import Pair
from transqa.lexicon import Lexicon
from transqa.rules.accuracy.support import bare, stands

#: Log-likelihood ratios of a clause's being left out, measured on 3,700 sentences of published translations against
#: sentences that do not translate each other: 59 % of the words have the dictionary's rendering in the translation (by
#: accident 2 %), 10 % one of a single character (2 %), 13 % nothing (65 %).
EXACT, SINGLE, NOTHING = -2.6, -1.5, 1.6
#: The same of a word whose rendering stands in another sentence of the block, and of terms, names and numbers.
BESIDE, KEPT, GONE = -1.0, -3.0, 1.5
#: The words of a clause are not independent of each other: so much of their evidence counts.
WORDS_WEIGHT = 0.8
#: Characters in so many sentences that it tells nothing to share them.
EVERYWHERE = frozenset("的们个在我一用中是以可和这能为了有使将于如下来行要对过分成不上出到大时其多定并所现")
#: How far (characters) from its sentence a clause may have gone.
_AROUND = 600
#: The spread of the lengths of single sentences beside those of blocks.
_WIDER = 1.5


@dataclass(frozen=True)
class Sentence:
    """Source clauses, as ranges of the prose, and the range of the target that translates them."""

    pair: Pair
    clauses: Sequence[tuple[int, int]]
    start: int
    end: int

    @cached_property
    def here(self) -> str:
        """The translation, folded."""
        return self.pair.target.folded[self.start : self.end]

    @cached_property
    def couples(self) -> frozenset[str]:
        """Its pairs of neighbouring characters: few renderings begin with one of them."""
        return frozenset(map(add, self.here, self.here[1:]))

    def places(self, entry: Entry) -> list[tuple[int, int]]:
        """Where the longer renderings of a word stand first."""
        return [
            (at, at + len(option))
            for head in entry.heads.keys() & self.couples
            for option in entry.heads[head]
            if (at := self.here.find(option)) >= 0
        ]

    @cached_property
    def near(self) -> str:
        """The same with what stands around it."""
        return self.pair.target.folded[max(0, self.start - _AROUND) : self.end + _AROUND]

    @cached_property
    def latin(self) -> str:
        """The translation as Latin words are looked for in it."""
        return bare(self.pair.target.prose[self.start : self.end])

    @cached_property
    def latin_near(self) -> str:
        """The same with what stands around it."""
        return bare(self.pair.target.prose[max(0, self.start - _AROUND) : self.end + _AROUND])


def spread_of(full: int, width: float) -> float:
    """Twice the variance of the length (logarithm) of a sentence's translation.

    Args:
        full: the weight of the sentence.
        width: how much wider than usual the lengths of the document spread.
    """
    return 2 * _WIDER * width**2 * (0.012 + 3 / full)


def once(token: str, text: str) -> tuple[int, int] | tuple[()]:
    """The range of a name or number that stands at one place, else nothing."""
    ends = stands(token, text)
    return (ends[0] - len(token), ends[0]) if len(ends) == 1 else ()


class Entry(NamedTuple):
    """Renderings of a word: of two characters and more and how they begin, of one, and the telling characters of all."""

    long: tuple[str, ...]
    #: The same by their first two.
    heads: Mapping[str, Sequence[str]]
    single: frozenset[str]
    characters: frozenset[str]


@lru_cache(maxsize=20_000)
def entry_of(word: str, lexicon: Lexicon) -> Entry | None:
    """What the dictionary has for a word, None where it has nothing."""
    options = lexicon.translations(word)
    if not options:
        return None
    characters = frozenset("".join(options)) - EVERYWHERE
    long = tuple(option for option in options if len(option) > 1)
    heads: dict[str, list[str]] = {}
    for option in long:
        heads.setdefault(option[:2], []).append(option)
    return Entry(long, heads, characters.intersection(options), characters)
