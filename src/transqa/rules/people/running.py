"""People in running text: full names of the source, and the places of the target whose middle dot may be theirs.

No mark says where such a transcription begins and ends (``和克莱·巴沃创办``), only the dot in it does. So its halves are read
from the dot outwards: the given name is some end of what stands on the left, the family name some beginning of what stands
on the right, and how well they sound decides how much of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from transqa.check.pair import Pair
from transqa.check.terms.sound import CHARACTERS, similarity
from transqa.lexicon import Lexicon
from transqa.rules.people.names import FULL_NAME, Person, pinyin
from transqa.text.fold import fold

#: So many characters one word of a name takes, and so many before it a title.
_LONGEST, _TITLE = 7, 60
_DOT = re.compile(r"(?<=[\u3400-\u9fff])[·•・‧](?:[A-Za-z]\.? ?[·•・‧] ?)*(?=[\u3400-\u9fff])")
_BEFORE = re.compile(rf"[\u3400-\u9fff]{{1,{_LONGEST}}}\Z")
_BEHIND = re.compile(rf"[\u3400-\u9fff]{{1,{_LONGEST}}}")
_IN_TITLE = re.compile(r"[《〈][^》〉]*\Z")
#: With those of women's names and of old ones (亚历山大), which no function word is written with, and 宁 as it is folded.
TRANSCRIBE = CHARACTERS | frozenset("㝉山娅妮娃薇黛莲玫婷琪茜蜜萝")
_VOWELS = frozenset("阿埃艾爱奥伊亚雅娅欧厄耶叶尤")
#: So many names of a paragraph are compared with each other.
_MOST = 32


@dataclass(frozen=True, slots=True)
class Half:
    """What stands on one side of a dot, in simplified characters; ``start`` and ``end`` are its range in the prose."""

    text: str
    start: int
    end: int
    left: bool

    def cut(self, length: int) -> str:
        """So many characters next to the dot."""
        return self.text[-length:] if self.left else self.text[:length]

    def span(self, length: int) -> tuple[int, int]:
        """The range of so many characters next to the dot."""
        return (self.end - length, self.end) if self.left else (self.start, self.start + length)

    def splits_word(self, length: int, lexicon: Lexicon) -> bool:
        """Whether the outermost of so many characters belongs to the next word as well: 天 of 今天."""
        edge = len(self.text) - length if self.left else length
        across = self.text[max(0, edge - 1) : edge + 1]
        return len(across) > 1 and across in lexicon.words

    def transcribed(self, characters: frozenset[str] = TRANSCRIBE) -> Half:
        """The character next to the dot, and those beyond as far as they transcribe names: then another word begins."""
        beyond = self.text[-2::-1] if self.left else self.text[1:]
        length = 1 + sum(1 for _ in takewhile(characters.__contains__, beyond))
        return Half(self.cut(length), *self.span(length), self.left)

    def heard(self, word: str, lexicon: Lexicon) -> tuple[float, int]:
        """How well the word is heard next to the dot, and in how many characters: the fewest that sound best."""
        word = fold(word, "en")
        likeness, length = _heard(word, self.text, self.left, lexicon)
        # Only consonants are heard. A vowel at the outer end belongs to the name too: 伊桑, 加西亚.
        outer = self.text[: len(self.text) - length][-1:] if self.left else self.text[length : length + 1]
        if outer and outer in _VOWELS and word[0 if self.left else -1] in "aeiouy":
            length += 1
        return likeness, length


@lru_cache(maxsize=4096)
def _heard(word: str, text: str, left: bool, lexicon: Lexicon) -> tuple[float, int]:
    spoken = [pinyin(text[-n:] if left else text[:n], lexicon) for n in range(1, len(text) + 1)]
    likeness, fewest = max((similarity(word, row), -n) for n, row in enumerate(spoken, 1))
    return likeness, -fewest


def halves(prose: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Iterator[tuple[Half, Half]]:
    """The characters on either side of each middle dot of a range, an initial between two dots left out."""
    end = len(prose) if end is None else end
    for dot in _DOT.finditer(prose, start, end):
        left = _BEFORE.search(prose, max(start, dot.start() - _LONGEST), dot.start())
        right = _BEHIND.match(prose, dot.end(), end)
        # The names in a title are as the book has them, and many are no people: 《自然·医学》.
        if left and right and not _IN_TITLE.search(prose, max(0, left.start() - _TITLE), left.end()):
            yield (
                Half(lexicon.simplify(left[0]), *left.span(), left=True),
                Half(lexicon.simplify(right[0]), *right.span(), left=False),
            )


def full_names(pair: Pair) -> Iterator[Person]:
    """Two words of the source with capitals, an initial between them or not."""
    for name in islice(FULL_NAME.finditer(pair.source.prose), _MOST):
        person = Person(name[0], *name.span())
        if len(person.parts) == 2:
            yield person
