"""Where a translation has the words of a label or of an emphasised phrase, by the dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from transqa.lexicon import Lexicon
from transqa.lexicon.segment import words as segment

_WORD = re.compile(r"[A-Za-zÀ-ɏ][\w'’-]*")
_TAIL = re.compile(r"[A-Za-z0-9][\w.]*[ -]?\Z")
_HAN_TAIL, _HAN_HEAD = re.compile(r"[\u3400-\u9fff]{1,6}\Z"), re.compile(r"[\u3400-\u9fff]{1,6}")
_HEAD = re.compile(r"[ -]?[A-Za-z0-9][\w]*(?:\.\d+)?")
#: Words that are rendered in so many ways, or not at all, that they tell nothing of a place.
_EMPTY = frozenset(
    "a an the of to in on at by for from with and or as be is are was were been it its this that these those there here their "
    "our your his her my we you they he she i do does did done have has had so such then than up out off into onto get got "
    "make makes made one us them own some any about over via should would will can could may might must shall".split()
)
#: Characters in so many words that it tells nothing to share them.
_EVERYWHERE = frozenset(
    "的了在是和有我他们这一个人中上下来去到为以之于地得着过会可能要就也而及与对其所将被把大小性化学子出行发生用方当"
)
#: The dictionary's first renderings are those that mean the word and little else; characters of the others tell nothing.
_FIRST = 16
#: Longer phrases are not looked for.
_MOST = 8
#: A mark on so many characters is a clause.
_LONG = 10
#: So many characters of a paragraph are searched for the words that a mark lies on by mistake.
_FAR = 1500


def words_of(phrase: str) -> list[str]:
    """The words of an English phrase that mean something, in lower case."""
    return [word for match in _WORD.findall(phrase)[:_MOST] if (word := match.lower()) not in _EMPTY]


def rendering(word: str, text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """The longest rendering of an English word in a Chinese text, two characters at least."""
    best: tuple[int, int] | None = None
    for option in _options(word, lexicon)[0]:
        if (best is None or len(option) > best[1] - best[0]) and (at := text.find(option)) >= 0:
            best = at, at + len(option)
    return best


def begins(word: str, text: str, lexicon: Lexicon) -> int:
    """With how many characters of a rendering of an English word a Chinese text begins; fewer than two are none."""
    return max((len(option) for option in _begun(word, lexicon) if text.startswith(option)), default=0)


def finishes(word: str, text: str, lexicon: Lexicon) -> int:
    """With how many characters of a rendering of an English word a Chinese text ends; fewer than two are none."""
    return max((len(option) for option in _finished(word, lexicon) if text.endswith(option)), default=0)


def cut_name(name: str, inside: str, before: str, behind: str) -> str:
    """A Latin word of ``name`` that one end of a mark cuts in two; "" where none does."""
    for left, right in ((before, inside), (inside, behind)):
        first, second = _TAIL.search(left), _HEAD.match(right)
        if first and second and (first.group() + second.group()).casefold() in name.casefold():
            return first.group() + second.group()
    return ""


def cut_word(before: str, inside: str, behind: str, lexicon: Lexicon) -> str:
    """A Chinese word that one end of a mark cuts in two, as 增强 in **序列增**强; "" where none does.

    The characters on both sides read as fewer words together than apart.
    """
    for left, right in ((before, inside), (inside, behind)):
        first, second = _HAN_TAIL.search(left), _HAN_HEAD.match(right)
        if not first or not second or second.group()[0] in _EVERYWHERE:
            continue
        text, cut = first.group() + second.group(), len(first.group())
        together = segment(text, lexicon.known)
        apart = len(segment(first.group(), lexicon.known)) + len(segment(second.group(), lexicon.known))
        across = [text[start:end] for start, end in together if start < cut < end]
        if across and len(together) < apart:
            return across[0]
    return ""


def left_outside(phrase: str, rest: str, label: tuple[str, str, str], lexicon: Lexicon) -> tuple[str, str]:
    """A word of a phrase whose rendering stands right beside the mark, as 哈希**函数** for "hash function"; and the rendering.

    ``rest`` is the source without the phrase; ``label`` are what stands before the mark, in it and behind it. Both are "" where
    all is well.
    """
    words = words_of(phrase)
    if len(words) < 2:
        return "", ""
    before, inside, behind = label
    for word in words:
        first, last = word.split("-")[0], word.split("-")[-1]
        size = finishes(last, before, lexicon)
        outside = before[-size:] if size else behind[: begins(first, behind, lexicon)]
        if (
            outside
            and word not in rest.lower()
            and not rendering(word, inside, lexicon)
            and any(rendering(part, inside, lexicon) for other in words if other != word for part in other.split("-"))
        ):
            return word, outside
    return "", ""


def shared(word: str, text: str, lexicon: Lexicon) -> int:
    """Where a Chinese text first has a character that the renderings of an English word have, -1 where nowhere."""
    characters = _options(word, lexicon)[1]
    return next((at for at, char in enumerate(text) if char in characters), -1)


@lru_cache(maxsize=20_000)
def _options(word: str, lexicon: Lexicon) -> tuple[tuple[str, ...], frozenset[str]]:
    """Renderings of two characters and more, and all characters that tell something."""
    found: tuple[str, ...] = ()
    for form in _forms(word):
        found = lexicon.translations(form)
        if found:
            break
    characters = frozenset("".join(found[:_FIRST])) - _EVERYWHERE
    return tuple(option for option in found if len(option) > 1), characters | {one for one in found if len(one) == 1}


@lru_cache(maxsize=20_000)
def _begun(word: str, lexicon: Lexicon) -> frozenset[str]:
    """What the renderings of a word begin with, two characters at least."""
    return frozenset(option[:size] for option in _options(word, lexicon)[0] for size in range(2, len(option) + 1))


@lru_cache(maxsize=20_000)
def _finished(word: str, lexicon: Lexicon) -> frozenset[str]:
    """What the renderings of a word end with, two characters at least."""
    return frozenset(option[-size:] for option in _options(word, lexicon)[0] for size in range(2, len(option) + 1))


def _forms(word: str) -> tuple[str, ...]:
    """A word and what a comparative or an adverb is made of; the dictionary knows the other inflections."""
    forms = [word]
    for suffix, stem in (("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", "")):
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            forms.append(word.removesuffix(suffix) + stem)
    return tuple(forms)


def other_words(phrase: str, rest: str, other: str, others: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """What a mark of the translation should lie on and what it lies on instead: two words of the source, or None.

    ``phrase`` is what the mark lies on in the source and ``rest`` what it does not; ``other`` and ``others`` are the same
    of the translation. A word of the phrase must be rendered in ``others`` and not in ``other``, and a word of the rest
    the other way round.
    """
    ours = words_of(phrase)
    missed = [
        word
        for word in ours
        if word not in rest.lower()
        and rendering(word, others, lexicon)
        # In many characters one is shared by accident.
        and (shared(word, other, lexicon) < 0 or (len(other) >= _LONG and not rendering(word, other, lexicon)))
    ]
    if not missed or len(missed) * 2 < len(ours):
        return None
    for match in _WORD.finditer(rest[:_FAR]):
        word = match.group().lower()
        if word in _EMPTY or word in ours:
            continue
        place = rendering(word, other, lexicon)
        if place and not rendering(word, others, lexicon):
            explained = any(shared(own, other[slice(*place)], lexicon) >= 0 for own in ours)
            if not explained:
                return missed[0], word
    return None
