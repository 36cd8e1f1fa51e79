"""NAM009."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.check import Context, Fault, Scope, rule
from transqa.check.terms.sound import CHARACTERS, similarity
from transqa.lexicon import Lexicon
from transqa.model import BlockKind, Severity
from transqa.rules.people.lists import FULL_NAME, Person, chinese, people, pinyin

#: What every name has, and most texts have not. Quick, for it is asked of every pair.
_TWO_CAPITALS = re.compile(r"[A-ZÀ-ÞĀ-Ž]\S{0,60}[ \n][A-ZÀ-ÞĀ-Ž]")
_TRANSCRIBED = re.compile(f"[{''.join(sorted(CHARACTERS))}·•・‧-]+")
_MARKS = re.compile("[·•・‧-]")
#: Likeness of sound from which a row of characters may be the name, and the characters that one word of a name takes.
_SOUNDS, _LONGEST = 0.6, 7
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

    Neither word of the name stands there, and no row of characters that transcribe names sounds like one. Names that are
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
        runs: list[str] | None = None
        for match in FULL_NAME.finditer(source):
            person = Person(match[0], *match.span())
            if any(part in pair.target.text for part in person.parts) or not _foreign(person, lexicon):
                continue
            if any(
                one.term.start < match.end() and match.start() < one.term.end for one in context.terms(pair).renderings
            ):
                continue
            if runs is None:
                runs = [_MARKS.sub("", run[0]) for run in _TRANSCRIBED.finditer(target)]
            if any(_heard(part, runs, lexicon) for part in person.parts):
                continue
            yield Fault(
                f"{person.text!r} is not named in the translation",
                source=pair.source.quote(*match.span()),
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


def _heard(word: str, runs: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a part of one of the runs sounds like the word."""
    return any(
        similarity(word, pinyin(run[start:end], lexicon)) >= _SOUNDS
        for run in runs
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1)
    )
