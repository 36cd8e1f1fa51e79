"""NAM008."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.sound import CHARACTERS, similarity
from transqa.lexicon import Lexicon, is_proper
from transqa.model import Edit, Fix, Quote, Safety, Severity
from transqa.rules.people.lists import FULL_NAME, Person, chinese, people, pinyin
from transqa.rules.people.name_part_lost import is_partial

_HAN = re.compile(r"[\u3400-\u9fff]")
_DOTS = frozenset("·•・‧")
_DOT = re.compile("[·•・‧]")
#: Likeness of sound from which characters may be a word of a name.
_SOUNDS = 0.5
#: A name with middle dots: 卡梅伦·R·沃尔夫. Up to so many characters on either side belong to it.
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,4}(?:[·•・‧](?:[\u3400-\u9fff]{1,4}|[A-Z]\.?))+")
#: So many names of a paragraph are compared with each other.
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

    By the dictionary the Chinese word is a translation of the name's word and no name itself, and it has characters that
    do not transcribe names. Chinese names, and names in Latin letters, are not looked at.

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
        dotted = list(islice(_DOTTED.finditer(pair.target.prose), _MOST))
        for name in islice(FULL_NAME.finditer(pair.source.prose), _MOST):
            person = Person(name[0], *name.span())
            for match in dotted:
                # Where the name ends among the words around it is known only at a dot.
                meant = translated(person, match[0], lexicon)
                if meant and _beside_name(person, meant, match[0], lexicon):
                    target = pair.target.quote(match.start() + meant[1], match.start() + meant[2])
                    yield _fault(person, meant, pair, target)


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


def _beside_name(person: Person, meant: tuple[str, int, int], text: str, lexicon: Lexicon) -> bool:
    """Whether the translation touches a middle dot, and the rest sounds like another word of the name."""
    part, start, end = meant
    if not _DOTS.intersection((text[start - 1 : start], text[end : end + 1])):
        return False
    rest = [pinyin(piece, lexicon) for piece in _DOT.split(text[:start] + text[end:])]
    return any(similarity(other, heard) >= _SOUNDS for other in person.parts if other != part for heard in rest)


def translated(person: Person, text: str, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """The word of the name that was translated, and the range of a text that translates it."""
    if _HAN.search(person.text) or chinese(person):
        return None
    text = lexicon.simplify(text)
    for part in person.parts:
        # Names keep old spellings: Wolfe, Browne.
        for word in (*lexicon.translations(part.lower()), *lexicon.translations(part.lower().removesuffix("e"))):
            at = text.find(word)
            # A single character is one of many in a transcription, unless it stands before all others.
            if at < 0 or (len(word) == 1 and _HAN.match(text[at - 1 : at])):
                continue
            if not (CHARACTERS.issuperset(word) or _is_name(word, part, lexicon)):
                return part, at, at + len(word)
    return None


def _is_name(word: str, part: str, lexicon: Lexicon) -> bool:
    """Whether a word is the name itself in Chinese: 梁 for Liang, or the dictionary has it as a name only."""
    spoken = "".join(syllable.rstrip("12345") for syllable in pinyin(word, lexicon))
    return spoken == part.lower() or all(map(is_proper, lexicon.entries(word)))
