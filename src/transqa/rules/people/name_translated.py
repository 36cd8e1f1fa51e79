"""NAM008."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.sound import CHARACTERS, consonants, similarity
from transqa.lexicon import Lexicon, is_proper
from transqa.model import Edit, Fix, Quote, Safety, Severity
from transqa.rules.people.lists import people
from transqa.rules.people.name_part_lost import is_partial
from transqa.rules.people.names import FAMILIES, Person, chinese, pinyin
from transqa.rules.people.running import TRANSCRIBE, Half, full_names, halves

_HAN = re.compile(r"[\u3400-\u9fff]")
_DOTS = frozenset("·•・‧")
_DOT = re.compile("[·•・‧]")
_VARIANT = re.compile(r"variant of (?:\S\|)?(\S)\[")
_WORD = re.compile("[a-z]{5,}")
#: Characters of family names and of older transcriptions, which no ordinary word of the next text begins with.
_KNOWN = TRANSCRIBE | frozenset(
    "刘李陈梁邹阮裴王赵吴黄周徐孙龙斐歇缪得伐悉宁㝉烈彦滕历书雨以朗伏容喀堡耳倪傅迦恺桂嘉薛涅仑庇弥朵聂芮犹佩"
)
#: Likeness of sound below which characters are no word of a name, from which they may be, and from which they are.
_OTHER, _MAY, _SOUNDS = 0.45, 0.5, 0.6
#: Spellings that are so much alike are mistaken for each other: Dragan, dragon.
_NEAR = 0.8
#: A word of fewer consonants is not told from others by its sound.
_AUDIBLE = 3
#: Shorter words that end in -er are no trades.
_SHORT = 5
#: So many dots of a paragraph are looked at.
_MOST = 32


@rule(
    "NAM008",
    "name-translated",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    scope=Scope.DOCUMENT,
    languages=("zh",),
)
def name_translated(context: Context) -> Iterator[Fault]:
    """A word of a person's name was translated by what it means: 正义 for Justice, 或 for Or.

    By the dictionary the Chinese word is a translation of the name's word, or of one that is spelled nearly like it
    (龙, dragon, for Dragan), and no name itself; or it does not sound like the name and has characters that do not
    transcribe names. Chinese names, and names in Latin letters, are not looked at.

    Why: nobody finds the author of a paper under the meaning of her name.
    Bad: By Ilse Brandvold, Justice Weidlich, and Wei Li. => 作者：伊尔丝·布兰德沃尔德、正义·魏德利希和李伟。
    Good: By Ilse Brandvold, Justice Weidlich, and Wei Li. => 作者：伊尔丝·布兰德沃尔德、贾斯蒂斯·魏德利希和李伟。
    Fix: unsafe; the name as the source writes it.
    """
    lexicon = context.lexicon
    if lexicon is None:
        return
    listed = set()
    for found in people(context):
        listed.add(found.pair.index)
        if not found.trusted and len(found.items) != len(found.names):
            continue
        for person, item in found.matched:
            meant = translated(person, item.text, lexicon)
            # What another rule says of the name is not said again.
            if meant and not is_partial(person, item, lexicon):
                target = found.pair.target.quote(item.start, item.end)
                fix = Fix(person.text, Safety.UNSAFE, (Edit(target.span, person.text),))
                yield _fault(person, meant, found.pair, target, (fix,))
    for pair in context.judged:
        # Most texts have no middle dot at all, and that is quickly seen.
        if pair.index in listed or not any(dot in pair.target.prose for dot in _DOTS):
            continue
        dotted = list(islice(halves(pair.target.prose, lexicon), _MOST))
        for person in full_names(pair) if dotted else ():
            if meant := _beside_dot(person, dotted, lexicon):
                yield _fault(person, meant, pair, pair.target.quote(meant[1], meant[2]))


def _fault(
    person: Person, meant: tuple[str, int, int], pair: Pair, target: Quote, fixes: tuple[Fix, ...] = ()
) -> Fault:
    return Fault(
        f"{meant[0]!r} was translated by what it means; write {person.text!r}",
        source=pair.source.quote(person.start, person.end),
        target=target,
        fixes=fixes,
        confidence=0.85,
        evidence={"kind": "names", "name": person.text},
    )


def _beside_dot(person: Person, dotted: Sequence[tuple[Half, Half]], lexicon: Lexicon) -> tuple[str, int, int] | None:
    """The word of the name that was translated on one side of a dot, where the other word is heard on the other side."""
    if _HAN.search(person.text) or chinese(person):
        return None
    for mine, yours in ((0, 1), (1, 0)):
        part, other = person.parts[mine], person.parts[yours]
        # Who is heard at any dot is not missing at another: 约翰·霍普菲尔德和约翰·江珀.
        # Beyond the characters of names another word begins, and may sound like anything.
        if any(sides[mine].transcribed(_KNOWN).heard(part, lexicon)[0] >= _SOUNDS for sides in dotted):
            continue
        for sides in dotted:
            # Two words that are both translated are no person: 自然·医学.
            heard = sides[yours].heard(other, lexicon)[0]
            length = _meant(sides[mine], part, lexicon) if heard >= _MAY else 0
            if not length and heard >= _SOUNDS and _audible(other, _AUDIBLE - 1):
                length = _unheard(sides[mine], part, lexicon)
            if length and not _meant(sides[yours], other, lexicon):
                return part, *sides[mine].span(length)
    return None


def _meant(half: Half, part: str, lexicon: Lexicon) -> int:
    """How many characters beside the dot translate a word of a name, 0 for none: only at the dot is its end known."""
    for length in range(len(half.text), 0, -1):
        # 天贝 is a word, but not in 今天贝·布托.
        if _means(half.cut(length), part, lexicon) and not half.splits_word(length, lexicon):
            return length
    return 0


def _unheard(half: Half, part: str, lexicon: Lexicon) -> int:
    """How many characters beside the dot make a word that no name is written with, where the word of a name is expected."""
    if half.cut(1) in _KNOWN or not _audible(part) or part.lower() in FAMILIES:
        return 0
    return max(
        (n for n in range(2, len(half.text) + 1) if half.cut(n) in lexicon.words), default=min(2, len(half.text))
    )


def translated(person: Person, text: str, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """The word of the name that was translated, and the range of a text that translates it."""
    if _HAN.search(person.text) or chinese(person):
        return None
    text = lexicon.simplify(text)
    for part in person.parts:
        for word in _meanings(part, lexicon):
            at = text.find(word)
            # A single character is one of many in a transcription, unless it stands before all others.
            # 比尔·盖茨 is a translation of gates by the dictionary.
            if at < 0 or _DOT.search(word) or (len(word) == 1 and _HAN.match(text[at - 1 : at])):
                continue
            if not (_transcribes(word, part, lexicon) or _is_name(word, part, lexicon)):
                return part, at, at + len(word)
    pieces = [piece for piece in _DOT.split(text) if _HAN.search(piece)]
    if len(pieces) == len(person.parts) > 1:
        for part, piece in zip(person.parts, pieces, strict=True):
            # Of a double name one half may be translated: 让-施洗者.
            for word, row in _halves(part, piece):
                likeness = similarity(word, pinyin(row, lexicon))
                strange = likeness < _OTHER and len(row) > 1 and _audible(word) and not _KNOWN.issuperset(row)
                if likeness < _SOUNDS and (strange or _means(row, word, lexicon)):
                    return word, (at := text.index(row)), at + len(row)
    return None


def _halves(part: str, piece: str) -> Iterator[tuple[str, str]]:
    """The words of a double name with their characters, if both have as many, or the name as it is."""
    words, rows = part.split("-"), [row for row in piece.split("-") if row]
    yield from zip(words, rows, strict=True) if len(words) == len(rows) else [(part, piece)]


def _means(text: str, part: str, lexicon: Lexicon) -> bool:
    """Whether characters that do not sound like a word of a name translate it, or are another ordinary word (天使, Engel)."""
    if _transcribes(text, part, lexicon) or _is_name(text, part, lexicon):
        return False
    if text in _meanings(part, lexicon) or "".join(_plain(char, lexicon) for char in text) in _meanings(part, lexicon):
        return True
    if len(text) > 1 and _audible(part) and not all(map(is_proper, lexicon.entries(text))):
        return True
    return any(
        SequenceMatcher(None, gloss, part.lower(), autojunk=False).ratio() >= _NEAR
        for gloss in lexicon.words.glosses(text)
        if _WORD.fullmatch(gloss) and gloss[0] == part[0].lower()
    )


def _audible(part: str, least: int = _AUDIBLE) -> bool:
    """Whether a word of a name has enough consonants to be known by its sound."""
    return consonants(part) >= least


def _transcribes(text: str, part: str, lexicon: Lexicon) -> bool:
    """Whether characters that transcribe names do so here: those of an ordinary word (森林, 罗勒) only if they sound so."""
    if not CHARACTERS.issuperset(text):
        return False
    entries = lexicon.entries(text)
    ordinary = len(text) > 1 and entries and not any(map(is_proper, entries))
    return not ordinary or text not in _meanings(part, lexicon) or similarity(part, pinyin(text, lexicon)) >= _SOUNDS


@lru_cache(maxsize=1024)
def _meanings(part: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What a word of a name means, or each half of it, or the word that it is made of."""
    found: dict[str, None] = {}
    for word in part.lower().split("-"):
        # Names keep old spellings, Wolfe, and old trades: Jumper, Skinner.
        doer = word[:-2] if word.endswith(("er", "or")) and len(word) > _SHORT else word
        for form in dict.fromkeys((word, word.removesuffix("e"), doer, doer + "e", doer[:-1])):
            found.update(dict.fromkeys(lexicon.translations(form)))
    return tuple(found)


def _plain(char: str, lexicon: Lexicon) -> str:
    """The character that another is a variant of: 黏 for 粘."""
    variants = [match[1] for gloss in lexicon.words.glosses(char) if (match := _VARIANT.match(gloss))]
    return variants[0] if variants else char


def _is_name(word: str, part: str, lexicon: Lexicon) -> bool:
    """Whether a word is the name itself in Chinese: 梁 for Liang, or a name by the dictionary that sounds like it.

    That alone is not enough: 基督徒 is a proper noun too. Short names are not heard.
    """
    syllables = pinyin(word, lexicon)
    entries = lexicon.entries(word)
    if "".join(syllable.rstrip("12345") for syllable in syllables) == part.lower():
        return True
    if not entries or not all(map(is_proper, entries)):
        return False
    named = any("name" in gloss and not gloss.startswith("surname ") for entry in entries for gloss in entry.glosses)
    return named or not _audible(part) or similarity(part, syllables) > _MAY
