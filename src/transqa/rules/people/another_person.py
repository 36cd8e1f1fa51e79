"""NAM010."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.sound import CHARACTERS, consonants, similarity
from transqa.lexicon import Lexicon
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.people.lists import Item, People, people
from transqa.rules.people.name_misspelt import misspelt
from transqa.rules.people.names import Person, chinese, pinyin
from transqa.rules.people.person_lost import eastern
from transqa.text.fold import fold

_HAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_DOT = re.compile(r"[·•・‧]")
_NAME = re.compile(r"[^\W\d_]+\.?(?:['’\-‐‑. ]+[^\W\d_]+\.?)+")
#: Likeness of sound up to which two words are different, and from which they may be and are the same.
_OTHER, _LIKE, _SAME = 0.4, 0.5, 0.75
#: So many consonants tell that a word is another one, and so many in both words of a name.
_AUDIBLE, _BOTH = 2, 5


@rule("NAM010", "another-person", mqm="accuracy/mistranslation", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def another_person(context: Context) -> Iterator[Fault]:
    """A place in a list of people names somebody else than the source.

    Most of the names agree; but one is another name, another one's family name stands behind the given name, or one is
    there twice. Where the translation has fewer names, only those that are made of the words of others are reported. A
    transcription is reported where neither of its words sounds like the name, or where one of them does not and sounds like
    another name of the list instead. Among names in their order one whose family name stands first is reported too, unless
    it is East Asian.

    Why: a machine fills a gap with the name that it has seen most often, and somebody gets the credit of somebody else.
    Bad: By Ilse Brandvold, Tomasz Zielak, and Amara Weidlich. => 作者：Ilse Brandvold、Tomasz Weidlich 和 Amara Weidlich。
    Good: By Ilse Brandvold, Tomasz Zielak, and Amara Weidlich. => 作者：Ilse Brandvold、Tomasz Zielak 和 Amara Weidlich。
    Fix: unsafe; the name as the source writes it.
    """
    for found in people(context):
        if len(found.items) > len(found.names) or not found.trusted:
            continue
        others = [row for row in found.matched if row[1].text and _another(*row, found, context.lexicon)]
        if len(found.items) < len(found.names):
            # Where a name is lost, one made of the words of two is still nobody's.
            known = {word for person in found.names for word in _words(person.text)}
            others = [(person, item) for person, item in others if not item.han and known.issuperset(_words(item.text))]
        # Where most places disagree the lists are not in the same order, or are not the same.
        if not others or len(others) * 2 > len(found.names):
            continue
        for person, item in others:
            target = found.pair.target.quote(item.start, item.end)
            yield Fault(
                f"{target.text!r} stands where the source names {person.text!r}",
                source=found.pair.source.quote(person.start, person.end),
                target=target,
                severity=Severity.MINOR if item.han else Severity.MAJOR,
                fixes=(Fix(person.text, Safety.UNSAFE, (Edit(target.span, person.text),)),),
                confidence=0.7 if item.han else 0.85,
                evidence={"kind": "names", "name": person.text},
            )


def _another(person: Person, item: Item, found: People, lexicon: Lexicon | None) -> bool:
    """Whether the item names somebody else."""
    if _HAN.search(person.text) or len(person.parts) < 2:
        return False
    if not _HAN.search(item.text):
        return _other_letters(person, item, found) or _reversed(person, item, found)
    return lexicon is not None and not chinese(person) and _other_sound(person, item, found, lexicon)


def _other_letters(person: Person, item: Item, found: People) -> bool:
    """Whether the name in Latin letters has a word that the source's has not, and is no slip of the pen."""
    if item.text == person.text or not _NAME.fullmatch(item.text):
        return False
    wanted, words = _words(person.text), _words(item.text)
    if all(any(_abbreviates(word, one) for one in wanted) for word in words) or misspelt(person.text, item.text):
        return False
    # Somebody of the list at another place, and only there: the order is another one.
    same = [fold(one.text, "en") for one in found.items].count(fold(item.text, "en"))
    return item.text not in found.pair.source.prose or same > 1


def _reversed(person: Person, item: Item, found: People) -> bool:
    """Whether the family name stands first, where the other names are as in the source and nobody writes it so."""
    words, same = item.text.split(), sum(one.text == other.text for one, other in found.matched)
    if len(words) != 2 or words[::-1] != person.text.split() or same * 2 < len(found.names):
        return False
    return not chinese(person) and not eastern(words)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(name, "en"))


def _abbreviates(word: str, name: str) -> bool:
    """Whether a word is the name, its initial or a short form of it: J and Jon for Jonas."""
    return name.startswith(word) or word.startswith(name)


def _other_sound(person: Person, item: Item, found: People, lexicon: Lexicon) -> bool:
    """Whether the transcription is one of another name."""
    parts, pieces = person.parts, [piece for piece in _DOT.split(item.text) if _HAN.search(piece)]
    if len(parts) != len(pieces) or not all(CHARACTERS.issuperset(lexicon.simplify(piece)) for piece in pieces):
        return False
    spoken = [pinyin(piece, lexicon) for piece in pieces]
    if all(similarity(part, row) >= _LIKE for part, row in zip(parts, reversed(spoken), strict=True)):
        return False  # the family name first, as in Hungary
    strange = [
        (part, row)
        for part, row in zip(parts, spoken, strict=True)
        if similarity(part, row) <= _OTHER and consonants(part) >= _AUDIBLE and len(row) > 1
    ]
    if len(strange) == len(parts) and sum(map(consonants, parts)) >= _BOTH:
        return True
    names = {part for one in found.names if one is not person for part in one.parts if consonants(part) >= _AUDIBLE}
    return any(similarity(name, row) >= _SAME for _, row in strange for name in names)
