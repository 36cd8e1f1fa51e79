"""One person under two names where no list shows it: in running text, or in a list and in running text (NAM004)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from transqa.check import Context, Fault, Pair
from transqa.check.terms.sound import CHARACTERS, similarity
from transqa.lexicon import Lexicon
from transqa.model import BlockKind, Quote
from transqa.rules.people.lists import people
from transqa.rules.people.names import Person, pinyin
from transqa.rules.people.running import Half, full_names, halves
from transqa.text.fold import fold

_DOTS = frozenset("·•・‧")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+")
_BRACKET = re.compile(r" ?[(（]")
#: Likeness of sound from which a half is a word of the name, from which both together are the name, and from which
#: characters without a dot are the family name.
_MAY, _BOTH, _SURE = 0.5, 1.2, 0.8
#: So much of the sound is in the characters that differ.
_MORE = 0.2
#: So many dots of a paragraph are looked at, and so many characters beside a family name that may belong to another word.
_MOST, _BESIDE = 32, 3


#: A person of the source, and where the translation names that person.
_Place = tuple[Person, Pair, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Named:
    """A full name, and the two halves beside the dot that stand for its words."""

    person: Person
    pair: Pair
    sides: tuple[Half, Half]
    listed: bool

    def heard(self, lexicon: Lexicon) -> tuple[int, int]:
        """The range of the name in the target's prose, as far as it is heard."""
        left, right = (half.heard(part, lexicon)[1] for part, half in zip(self.person.parts, self.sides, strict=True))
        return self.sides[0].span(left)[0], self.sides[1].span(right)[1]

    def target(self, lexicon: Lexicon) -> Quote:
        """The name as it stands in the translation."""
        return self.pair.target.quote(*self.heard(lexicon))


def in_running_text(context: Context) -> Iterator[Fault]:
    """People who are named in other characters elsewhere; two lists are compared by the rule itself."""
    lexicon = context.lexicon
    if lexicon is None or not context.target.language.startswith("zh"):
        return
    found: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
    for named in _named(context, lexicon):
        found[tuple(fold(part, "en") for part in named.person.parts)].append(named)
    mentions = _mentions(context) if found else {}
    for places in found.values():
        forms: list[list[_Named]] = []
        for named in places:
            same = next((form for form in forms if not _differ(form[0], named, lexicon)), None)
            if same is None:
                forms.append([named])
            else:
                same.append(named)
        usual = max(forms, key=lambda form: (len(form), _likeness(form[0].person, form[0].sides, lexicon)))
        for named in (named for form in forms if form is not usual for named in form):
            if not (named.listed and all(other.listed for other in usual)):
                yield _fault(named.person, named.pair, named.heard(lexicon), usual[0].target(lexicon))
        # Lists may have a style of their own, and where they have one their names are compared by the rule itself.
        latin = [] if any(named.listed for named in places) else _in_latin(usual[0].person, mentions)
        if len(latin) <= len(places):
            rows = [*latin, *_alone(usual[0], mentions, lexicon)]
            yield from (_fault(*row, usual[0].target(lexicon)) for row in rows)
        else:
            other = latin[0][1].target.quote(*latin[0][2])
            yield from (_fault(named.person, named.pair, named.heard(lexicon), other) for named in usual)


def _fault(person: Person, pair: Pair, span: tuple[int, int], usual: Quote) -> Fault:
    target = pair.target.quote(*span)
    return Fault(
        f"{target.text!r} for {person.text!r}, who is {usual.text!r} in line {usual.line}",
        source=pair.source.quote(person.start, person.end),
        target=target,
        confidence=0.8,
        evidence={"kind": "consistency", "usual": usual.text},
    )


def _mentions(context: Context) -> dict[str, list[Pair]]:
    """Capitalised words of the source, and the pairs outside lists of people that have them."""
    listed = {found.pair.index for found in people(context)}
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in context.judged:
        if pair.index not in listed:
            for word in set(_CAPITAL.findall(pair.source.prose)):
                found[word].append(pair)
    return found


def _named(context: Context, lexicon: Lexicon) -> Iterator[_Named]:
    """People with a given and a family name that are transcribed with a middle dot, in the order of the document."""
    listed: dict[int, list[_Named]] = defaultdict(list)
    for found in people(context):
        here = listed[found.pair.index]
        for person, item in found.matched:
            if len(person.parts) == 2 and not _DOTS.isdisjoint(item.text):
                sides = list(halves(found.pair.target.prose, lexicon, item.start, item.end))
                if len(sides) == 1 and _likeness(person, sides[0], lexicon):
                    here.append(_Named(person, found.pair, sides[0], listed=True))
    for pair in context.judged:
        if pair.index in listed:
            yield from listed[pair.index]
            continue
        prose = pair.target.prose
        # Most texts have no middle dot at all, and that is quickly seen.
        if any([dot in prose for dot in _DOTS]):
            yield from _in_pair(pair, lexicon)


def _in_pair(pair: Pair, lexicon: Lexicon) -> Iterator[_Named]:
    """Each name of a paragraph with the dot where it is heard best, and each dot for one name."""
    dotted = list(islice(halves(pair.target.prose, lexicon), _MOST))
    sides = [(left.transcribed(), right.transcribed()) for left, right in dotted]
    rows = [(_likeness(person, one, lexicon), person, one) for person in full_names(pair) for one in sides]
    taken: set[int] = set()
    for likeness, person, one in sorted(rows, key=lambda row: -row[0]):
        if likeness and taken.isdisjoint((person.start, -one[0].end)):
            taken.update((person.start, -one[0].end))
            # A name that is there in Latin letters is no other's transcription.
            if not any(part in pair.target.prose for part in person.parts):
                yield _Named(person, pair, one, listed=False)


def _likeness(person: Person, sides: tuple[Half, Half], lexicon: Lexicon) -> float:
    """How well both words of the name are heard, 0 where they are not."""
    heard = [half.heard(part, lexicon)[0] for part, half in zip(person.parts, sides, strict=True)]
    return sum(heard) if min(heard) >= _MAY and sum(heard) >= _BOTH else 0.0


def _differ(one: _Named, other: _Named, lexicon: Lexicon) -> bool:
    """Whether a word of the name has other characters, and not only other words around it."""
    for part, mine, yours in zip(one.person.parts, one.sides, other.sides, strict=True):
        shorter = min(len(mine.text), len(yours.text))
        same = next((n for n in range(shorter) if mine.cut(n + 1) != yours.cut(n + 1)), shorter)
        if same == shorter:
            continue
        shared = similarity(part, pinyin(mine.cut(same), lexicon)) if same else 0.0
        if all(half.heard(part, lexicon)[0] >= max(_MAY, shared + _MORE) for half in (mine, yours)):
            return True
        # Less may be the next word (科尔特了), but not in two places with the same sound.
        first, second = (pinyin(half.cut(same + 1)[0 if half.left else -1], lexicon) for half in (mine, yours))
        if first and second and first[0][:-1] == second[0][:-1]:
            return True
    return False


def _in_latin(person: Person, mentions: dict[str, list[Pair]]) -> list[_Place]:
    """Where the name stays as it is in a sentence; nowhere if one place tells how the two belong together."""
    places = []
    for pair in mentions.get(person.parts[-1], ()):
        text, at = pair.target.prose, pair.target.prose.find(person.text)
        start = pair.source.prose.find(person.text)
        if min(at, start) < 0 or pair.target.blocks[0].kind is BlockKind.HEADING:
            continue
        if _BRACKET.match(text, max(0, at - 1)) or _BRACKET.match(text, at + len(person.text)):
            return []
        places.append((Person(person.text, start, start + len(person.text)), pair, (at, at + len(person.text))))
    return places


def _alone(usual: _Named, mentions: dict[str, list[Pair]], lexicon: Lexicon) -> Iterator[_Place]:
    """Places where the family name stands alone in other characters than in the full name."""
    family = usual.person.parts[-1]
    form = usual.sides[1].cut(usual.sides[1].heard(family, lexicon)[1])
    if len(form) < 2 or not CHARACTERS.issuperset(form):
        return
    word = re.compile(rf"(?<![\w-]){re.escape(family)}(?![\w-])")
    given = usual.person.text[: -len(family)]
    for pair in mentions.get(family, ()):
        uses = list(word.finditer(pair.source.prose))
        lone = [use for use in uses if not pair.source.prose.endswith(given, 0, use.start())]
        text = lexicon.simplify(pair.target.prose)
        if not lone or text.count(form) + pair.target.prose.count(family) >= len(uses):
            continue
        spans = ((start, start + len(form)) for start in _respelled(form, text))
        if span := next((span for span in spans if _is_family(family, text, *span, pair, lexicon)), None):
            yield Person(family, *lone[0].span()), pair, span


def _respelled(form: str, text: str) -> Iterator[int]:
    """Where a row has half of the characters at their places, and others at the rest."""
    half = (len(form) + 1) // 2
    starts = {match.start() - place for place, char in enumerate(form) for match in re.finditer(char, text)}
    for start in sorted(starts):
        row = text[start : start + len(form)] if start >= 0 else ""
        same = sum(map(str.__eq__, row, form))
        if len(row) == len(form) and half <= same < len(form) and CHARACTERS.issuperset(row):
            yield start


def _is_family(family: str, text: str, start: int, end: int, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether characters are the family name, and no part of a longer word or of somebody else's name."""
    if similarity(family, pinyin(text[start:end], lexicon)) < _SURE or _DOTS & {
        text[start - 1 : start],
        text[end : end + 1],
    }:
        return False
    others = {match[0] for match in _CAPITAL.finditer(pair.source.prose)} - {family}
    for before, behind in product(range(_BESIDE + 1), repeat=2):
        row = text[max(0, start - before) : end + behind]
        if row in lexicon.words or any(similarity(other, pinyin(row, lexicon)) >= _SURE for other in others):
            return False
    return True
