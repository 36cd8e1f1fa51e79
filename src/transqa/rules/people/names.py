"""What a person's name looks like in Latin letters, and how alike two names look and sound across scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from transqa.check.terms.sound import similarity
from transqa.lexicon import Lexicon
from transqa.text.fold import fold

#: Capitals of European names, for a character class.
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
_LETTER = r"[^\W\d_\u2070-\u209f\u3000-\uffff]"
_PART = rf"(?:[{UPPER}]['’]?{_LETTER}+(?:['’\-‐‑]{_LETTER}+)*|[{UPPER}]\.?(?:-[{UPPER}]\.)?)(?!\w)"
_PARTICLE = r"(?:van|von|vom|zu|der|den|de|da|di|du|la|le|el|al|bin|ibn|ter|ten|dos|del|della|dit)"
#: Capitalised words that begin a sentence or a byline, and no name.
_NO_NAME = (
    r"(?!(?:By|Authors?|Written|The|An?|In|On|At|For|From|With|And|But|Or|If|When|While|As|To|Of|See|Read|Our|We|This|That|These|Also|Both"
    r"|Image|Photo|Source|Figure|Table|Von|Par|Por|Autor(?:en|es)?|Der|Die|Das|Und)[ \n])"
)
#: A full name: a part of a pattern.
NAME = rf"{_NO_NAME}{_PART}(?:[ \n](?:{_PARTICLE}[ \n]){{0,2}}{_PART}){{1,4}}"
#: Two words in a row, an initial between them or not.
FULL_NAME = re.compile(rf"(?<![\w.@/-]){_NO_NAME}{_PART}[ \n](?:[{UPPER}]\. )?{_PART}(?![ \n]{_PART})")
_INITIAL = re.compile(rf"[{UPPER}a-z]\.?")
HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|an|en|in|un"
    r"|ia|ua|uo|a|o|e|i|u)|ang|ai|an|ao|en|er|ou|a|e)"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,3}}")
#: The commonest Chinese family names, in pinyin.
FAMILIES = frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han feng deng cao "
    "peng zeng xiao tian dong yuan pan yu jiang cai du ye cheng su wei lv lu ding ren shen yao cui zhong tan fan jin shi liao jia xia "
    "fu fang bai zou meng xiong qin qiu hou yin xue yan duan lei long tao hao gu mao gong shao wan qian dai mo kong xiang chang wen "
    "kang shan mu bao ning shang hong zhai zhan ji ke ai an bi chu dou ge gan hua jiao kuang lai lan leng min ni ou pang qi qiao qu "
    "rao ruan sheng shu tong wai xi xing xuan yue zang zhuang zhuo zong zuo zu".split()
)
#: No name is longer than this in another script.
_LONG_NAME = 24


@dataclass(frozen=True, slots=True)
class Person:
    """A name of the source with its range in the side's text."""

    text: str
    start: int
    end: int

    @property
    def parts(self) -> list[str]:
        """The words of the name, initials and particles left out."""
        return [part for part in re.split(r"[ \n]+", self.text) if len(part.rstrip(".")) > 1 and part[0].isupper()]


def chinese(person: Person) -> bool:
    """Whether every word of the name is pinyin, one of them a family name."""
    words = re.split(r"[\s-]+", fold(person.text, "en").replace("'", ""))
    return all(map(_PINYIN.fullmatch, words)) and not FAMILIES.isdisjoint((words[0], words[-1]))


def alike(name: str, item: str, lexicon: Lexicon | None) -> float:
    """How well a name of the target renders one of the source, by spelling or by sound; 1 is the same."""
    if name == item:
        return 1.0
    if len(item) > _LONG_NAME + len(name):
        return 0.0
    native = [HAN.search(text) is not None for text in (name, item)]
    if lexicon and native[0] != native[1]:
        return 0.3 + 0.7 * (sounds(name, item, lexicon) if native[1] else sounds(item, name, lexicon))
    if not _LATIN.search(name) or not _LATIN.search(item):
        return 0.6  # nothing to compare by
    one, other = fold(name, "en"), fold(item, "en")
    if one == other:
        return 1.0
    return max(SequenceMatcher(None, one, other).ratio() - 0.2, 0.7 if set(other.split()) <= set(one.split()) else 0.0)


def sounds(name: str, item: str, lexicon: Lexicon) -> float:
    """How alike a Latin name and a row of Han characters sound, family name first or last."""
    spoken = pinyin(item, lexicon)
    words = [part for part in name.replace("\n", " ").split() if not _INITIAL.fullmatch(part)]
    if not spoken or not words:
        return 0.0
    orders = {" ".join(words), " ".join([*words[-1:], *words[:-1]])}
    return max(similarity(fold(order, "en").replace(" ", ""), spoken) for order in orders)


@lru_cache(maxsize=4096)
def pinyin(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The commonest reading of each Han character."""
    found = []
    for char in fold(text, "zh"):
        entries = lexicon.words.get(char, ())
        common = [entry for entry in entries if entry.pinyin[:1].islower()] or list(entries)
        if common:
            found.append(max(common, key=lambda entry: len(entry.glosses)).pinyin.lower())
    return tuple(found)
