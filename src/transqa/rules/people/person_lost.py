"""NAM009."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.sound import CHARACTERS, consonants, similarity
from transqa.lexicon import Lexicon
from transqa.model import BlockKind, Severity
from transqa.rules.people.lists import people
from transqa.rules.people.names import FAMILIES, FULL_NAME, Person, chinese, pinyin

#: What every name has, and most texts have not. Quick, for it is asked of every pair.
_TWO_CAPITALS = re.compile(r"[A-ZÀ-ÞĀ-Ž]\S{0,60}[ \n][A-ZÀ-ÞĀ-Ž]")
_TRANSCRIBED = re.compile(f"[{''.join(sorted(CHARACTERS))}·•・‧-]+")
_MARKS = re.compile("[·•・‧-]")
#: Likeness of sound from which a row of characters may be the name, and the characters that one word of a name takes.
_SOUNDS, _LONGEST = 0.6, 7
#: A family name of fewer consonants is not missed.
_AUDIBLE = 2
_DOTS = frozenset("·•・‧")
#: What stands before a place: in Abu Dhabi.
_PLACE = (" in ", " near ", " outside ")
#: Longer texts are no paragraphs, and to listen to them takes long.
_MOST = 4000
#: Names that have characters of their own, which sound otherwise: Japanese by their syllables, Korean and Vietnamese ones
#: by their commonest family names.
_JAPANESE = re.compile(
    r"(?:(?:ky|gy|sh|ch|ts|ny|hy|by|py|my|ry|[kgszjtdnhfbpmyrw])?[aeiou]|n(?![aeiou]))+", re.IGNORECASE
)
_EASTERN = frozenset(
    "kim lee park choi jung jeong kang cho yoon jang lim shin seo kwon hwang ahn yoo hong jeon moon bae baek nam shim noh joo ryu "
    "nguyen tran pham hoang phan vu vo dang bui ngo duong".split()
)


@rule(
    "NAM009",
    "person-lost",
    mqm="accuracy/omission",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh",),
)
def person_lost(context: Context) -> Iterator[Fault]:
    """A person whom the source names in a sentence is not named in the translation.

    Neither word of the name stands there, and no row of characters that transcribe names sounds like one; or a given name
    is there as the dictionary writes it, and nothing sounds like the family name. Names that are
    words of the dictionary are not looked for, nor East Asian ones, whose characters sound otherwise; lists of people are
    another rule's.

    Why: "the judge reversed his opinion" leaves the reader to guess which judge.
    Bad: Judge Ottokar Brandvold disagreed. => 法官不同意。
    Good: Judge Ottokar Brandvold disagreed. => 法官奥托卡尔·布兰德沃尔德不同意。
    Fix: none; the name is quoted.
    """
    lexicon = context.lexicon
    # Other languages write other words with capitals too.
    if lexicon is None or not context.source.language.startswith("en"):
        return
    listed = {found.pair.index for found in people(context)}
    for pair in context.judged:
        source, target = pair.source.prose, pair.target.prose
        if not _TWO_CAPITALS.search(source) or pair.index in listed or len(target) > _MOST:
            continue
        if pair.source.blocks[0].kind is BlockKind.HEADING:
            continue
        runs: list[str] = []
        for match in FULL_NAME.finditer(source):
            person = Person(match[0], *match.span())
            if source.endswith(_PLACE, 0, match.start()):
                continue
            if len(person.parts) < 2 or any(part in pair.target.text for part in person.parts):
                continue
            given = _given(person, target, lexicon)
            if not (given or _foreign(person, lexicon)):
                continue
            if any(
                one.term.start < match.end() and match.start() < one.term.end for one in context.terms(pair).renderings
            ):
                continue
            if given:
                # One character beside the given name may sound like the family name by chance.
                rest = _runs(target[: given[0]] + " " + target[given[1] :])
                if _heard(person.parts[-1], rest, lexicon, 2):
                    continue
            else:
                runs = runs or _runs(target)
                if any(_heard(part, runs, lexicon) for part in person.parts):
                    continue
            yield Fault(
                f"of {person.text!r} only the given name is in the translation"
                if given
                else f"{person.text!r} is not named in the translation",
                source=pair.source.quote(*match.span()),
                target=pair.target.quote(*given) if given else None,
                confidence=0.6,
                evidence={"kind": "names", "missing": [person.text]},
            )


def _foreign(person: Person, lexicon: Lexicon) -> bool:
    """Whether the name is transcribed by its sound, and none of its words is an ordinary one."""
    words = person.parts
    if len(words) < 2 or chinese(person) or all(map(_JAPANESE.fullmatch, words)):
        return False
    if any(word.isupper() or word.lower() in _EASTERN for word in words):
        return False
    return all(CHARACTERS.issuperset(text) for word in words for text in lexicon.translations(word.lower()))


def eastern(words: Sequence[str]) -> bool:
    """Whether words are Japanese by their syllables, or one is among the commonest Korean and Vietnamese family names."""
    return all(map(_JAPANESE.fullmatch, words)) or any(word.lower() in _EASTERN for word in words)


def _given(person: Person, target: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where a given name stands as the dictionary writes it, once and no part of a name with a dot."""
    given, family = person.parts[0].lower(), person.parts[-1].lower()
    if family in FAMILIES or eastern([family]) or consonants(family) < _AUDIBLE or len(person.parts) > 2:
        return None
    if not all(map(CHARACTERS.issuperset, lexicon.translations(family))):
        return None
    for text in lexicon.translations(given):
        at = target.find(text) if len(text) > 1 and CHARACTERS.issuperset(text) and _is_name(text, lexicon) else -1
        if at >= 0 and target.count(text) == 1 and not {target[at - 1 : at], target[at + len(text) :][:1]} & _DOTS:
            return at, at + len(text)
    return None


def _is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether the dictionary has characters as a name that sounds so."""
    return all("(name)" in entry.glosses[0] for entry in lexicon.entries(text))


def _runs(target: str) -> list[str]:
    """Rows of characters that transcribe names, without the marks in them."""
    return [_MARKS.sub("", run[0]) for run in _TRANSCRIBED.finditer(target)]


def _heard(word: str, runs: Sequence[str], lexicon: Lexicon, shortest: int = 1) -> bool:
    """Whether a part of one of the runs, of so many characters and more, sounds like the word."""
    return any(
        similarity(word, pinyin(run[start:end], lexicon)) >= _SOUNDS
        for run in runs
        for start in range(len(run))
        for end in range(start + shortest, min(len(run), start + _LONGEST) + 1)
    )
