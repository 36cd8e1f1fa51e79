"""Proper nouns of the target that nothing in the source supports: 蓉城 "nickname for Chengdu" for Argo, 都灵 "Turin".

The dictionary's gloss names what the word stands for. It is supported when the source has one of the gloss's names (or
a demonym, or its initials), the word's pinyin, or a word that sounds like it and has no better-known rendering.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transqa.check.terms.sound import CHARACTERS, similarity
from transqa.lexicon import Lexicon, is_proper
from transqa.lexicon.segment import words as segment

_NAME = re.compile(r"[A-Z][A-Za-zÀ-ž'’]*")
#: Glosses of words that need no support: first names and surnames are transcribed freely, money is written as a sign.
_FREE = re.compile(r"\(name|\(.*name\)|surname|given name|dollar|currency|yuan|euro|pound|yen|language|month|era ")
#: Everyday characters with which a two-character name is more often a coincidence (完美的 with the brand 美的).
_EVERYDAY = frozenset(
    "一二两三四五六七八九十百千万的都上中大小下不在是有和了一这那我你他们个为以可会能对地得也就与其之于及新高里"
)
_DEMONYM = r"(?:s|'s|n|an|ian|ese|ish|i|ean|er|ers|ic|h)?"
#: What else a source may call a place, where no ending tells.
_ALIASES = {
    "Angeles": "LA|UCLA|USC|Hollywood", "Argentina": "Argentine", "Belgium": "Belgians?", "Britain": "British|UK|England",
    "Canada": "Canadians?", "Denmark": "Danish|Danes?", "England": "English|UK|Britain|British", "Europe": "EU",
    "Finland": "Finnish|Finns?", "France": "French", "Francisco": "Bay Area|SF|UCSF", "Germany": "Germans?",
    "Greece": "Greeks?", "Holland": "Dutch|Netherlands", "Hungary": "Hungarians?", "Ireland": "Irish", "Italy": "Italians?",
    "Kingdom": "UK|British|Britain", "Mexico": "Mexicans?", "Netherlands": "Dutch|Holland", "Norway": "Norwegians?",
    "Peru": "Peruvians?", "Philippines": "Filipino", "Poland": "Polish|Poles?", "Portugal": "Portuguese",
    "Scotland": "Scottish|Scots?", "Spain": "Spanish|Spaniards?", "States": "Americans?|America", "Sweden": "Swedish|Swedes?", "Switzerland": "Swiss",
    "Thailand": "Thai", "Troy": "Trojans?", "Turkey": "Turkish|Turks?", "Ukraine": "Ukrainians?", "Wales": "Welsh",
    "York": "NYC|NYU|NYT|Manhattan",
}  # fmt: skip
_REFERENCE = re.compile(r"\s*[^\s()/]*\[[^\]]*\]")
#: Capitalised words of glosses that name no one.
_GENERIC = frozenset(
    "The City County Prefecture Province District Township River Lake Mount Mountain Island University Dynasty King Emperor "
    "Queen Republic State States Kingdom North South East West Northern Southern Eastern Western Central New Old Great "
    "Chinese China Taiwan PRC CL Japanese Buddhist Ming Qing Song Tang Han".split()
)


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A proper noun without support. ``meant`` is the source word it may stand for, with its place and renderings."""

    start: int
    end: int
    gloss: str
    confidence: float
    meant: tuple[int, int] | None = None
    better: tuple[str, ...] = ()


def unsupported(
    source: str, folded: str, places: Sequence[tuple[int, int]], missing: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Iterator[Unsupported]:
    """Proper nouns among ``places`` of the folded target that the source does not explain.

    ``missing`` are source names without a rendering: one of them makes the suspicion strong.
    """
    if not places:
        return
    cuts = set(_cuts(folded, lexicon))
    names: dict[str, tuple[int, int]] = {}
    for match in _NAME.finditer(source):
        if len(match.group()) > 3 and not match.group().isupper():
            names.setdefault(match.group(), match.span())
    plain = _plain(source)
    pressed = source.lower().replace(" ", "").replace("'", "")
    # What was found out about a word holds again: where nothing explains it, its gloss and the name it sounds like.
    known: dict[str, tuple[str, str | None] | None] = {}
    for start, end in places:
        # Inside other words the characters only happen to stand side by side.
        if (start, end) not in cuts:
            continue
        word = folded[start:end]
        # The first half of a saying: 连战 in 连战连捷.
        if folded[end : end + 1] == folded[start]:
            continue
        # Part of a longer transcription: 雷德 "Reid" in 阿尔弗雷德, 基尔 "Kiel" in 弗里多维奇-基尔.
        # Folding makes a blank of the hyphen.
        beside = folded[max(0, start - 2) : start].removesuffix(" ")[-1:] + folded[end : end + 2].removeprefix(" ")[:1]
        if any(ch in CHARACTERS or ch == "·" for ch in beside):
            continue
        if word not in known:
            known[word] = _unexplained(word, plain, pressed, names, lexicon)
        if (found := known[word]) is None:
            continue
        gloss, alike = found
        if alike:
            # Words that happen to stand at the beginning of a sentence ("Still") are no names, and without a
            # rendering of its own a name may be transcribed in any way.
            better = [text for text in lexicon.translations(alike) if text != word and _renders(text, alike, lexicon)]
            if better:
                yield Unsupported(start, end, gloss, 0.75, names[alike], tuple(better[:2]))
            continue
        if end - start == 2 and _EVERYDAY & set(word):
            continue
        yield Unsupported(start, end, gloss, 0.75 if missing else 0.45, missing[0] if missing else None)


def _unexplained(
    word: str, source: str, pressed: str, names: Iterable[str], lexicon: Lexicon
) -> tuple[str, str | None] | None:
    """Gloss of a proper noun that the source does not have, and the name there that sounds like it.

    ``pressed`` is the source without its spaces.
    """
    entries = lexicon.words.get(word, ())
    # Without the dictionary's references: "Huli district of Xiamen city 廈門市|厦门市[Xia4 men2 shi4]".
    glosses = [_REFERENCE.sub("", gloss) for entry in entries for gloss in entry.glosses]
    spoken = "".join(re.sub(r"[\d\s]", "", entry.pinyin) for entry in entries[:1]).lower()
    if not glosses or any(map(_FREE.search, glosses)) or _named(glosses, source) or spoken in pressed:
        return None
    readings = tuple(entries[0].pinyin.split())
    alike = max(names, key=lambda name: similarity(name, readings), default="")
    return glosses[0], alike if similarity(alike, readings) >= 0.7 else None


def _renders(text: str, name: str, lexicon: Lexicon) -> bool:
    """Whether the dictionary has the word as a name, and this name in its gloss."""
    named = re.compile(rf"\b{re.escape(name)}\b")
    return len(text) > 1 and any(
        is_proper(entry) and any(named.search(_plain(gloss)) for gloss in entry.glosses)
        for entry in lexicon.words.get(text, ())
    )


def _plain(text: str) -> str:
    """The text without accents: Osaka for Ōsaka."""
    return text if text.isascii() else "".join(filter(str.isascii, unicodedata.normalize("NFKD", text)))


def _cuts(folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for run in re.finditer(r"[\u3400-\u9fff]+", folded):
        for start, end in segment(run.group(), lexicon.known):
            yield start + run.start(), end + run.start()


def _named(glosses: Sequence[str], source: str) -> bool:
    for gloss in glosses:
        names = _NAME.findall(_plain(gloss))
        if not names:
            return True  # a gloss without a name says nothing that could be checked
        for name in names:
            if name not in _GENERIC and re.search(rf"\b{re.escape(name)}{_DEMONYM}\b", source, re.IGNORECASE):
                return True
            if name in _ALIASES and re.search(rf"\b(?:{_ALIASES[name]})\b", source):
                return True
        initials = "".join(name[0] for name in names if name[0].isupper())
        if len(initials) > 1 and re.search(r"\b" + r"\.?".join(initials[:3]), source):
            return True
        if all(name in _GENERIC for name in names) and any(name.lower() in source.lower() for name in names):
            return True
    return False
