"""Source terms of a pair: longest match, and of several senses the one whose condition holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from transqa.termbase.match import Matcher, Status, same_capitals, source_forms
from transqa.termbase.model import Concept, Condition, Termbase
from transqa.text.chars import word_set
from transqa.text.fold import fold

#: How the files of ordinary words are called: the senses that a word has besides those of the domains.
_ORDINARY = ("everyday", "ordinary")
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*")
#: The first word of a phrase that is longer.
_HEAD = re.compile(r"[^\W_]+(?=[\W_])")
#: Characters on either side of a term that are near it, and that are right before or after it. A paragraph is rarely
#: longer than the first.
_REACH, _BESIDE = 1500, 60
#: Inflections of a word that is looked for beside a term.
_ENDINGS = ("", "s", "es", "ed", "ing")
#: The end of a sentence or clause: what stands behind it is not beside the term.
_STOP = re.compile(r"[.!?;:]\s")
#: What a phrasal verb ends with, and what may stand before that.
_PARTICLES = frozenset("about apart around aside away back down in off on out over through together up".split())
_OBJECTS = ("it", "them", "this", "that", "these", "those", "him", "her", "us", "one")
_VERB_AFTER = frozenset("to can will would should may might must could cannot we they i you not let's".split())


class Term(NamedTuple):
    """One occurrence of a concept in the source text."""

    concept: Concept
    start: int
    end: int


class Within(NamedTuple):
    """A form that is a word of a longer term: "gradient" in "gradient-boosted tree". What it means is made out when asked."""

    pattern: int
    start: int
    end: int
    outer: Term


class SourceTerms:
    """What the forms of a matcher mean, made out once per form: this runs for every paragraph."""

    def __init__(self, matcher: Matcher, concepts: Mapping[str, Concept]) -> None:
        self._matcher = matcher
        self._concepts = concepts
        #: Per pattern the spelling that a reading asks for, its concept and its condition; the best reading first.
        self._readings: dict[int, tuple[tuple[str, str, _Sense | None], ...]] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._senses: dict[str, _Sense | None] = {}
        self._open: dict[str, _Open] = {}

    def find(
        self, text: str, folded: str, concepts: Mapping[str, Concept], within: list[Within] | None = None
    ) -> list[Term]:
        """Occurrences in ``text``, leftmost-longest, each with the sense its surroundings choose.

        A form none of whose senses applies here hides nothing: the shorter terms inside it are found. ``folded`` is the
        text folded; ``concepts`` are those of the termbase at hand, which may have been read again since the matcher was
        made. The terms that longer ones hide are added to ``within``.
        """
        readings = self._readings
        terms: list[Term] = []
        covered = 0
        for index, start, end in self._matcher.hits(folded, self._matcher.singles):
            if start < covered:
                if within is not None and end <= covered:
                    within.append(Within(index, start, end, terms[-1]))
                continue
            for exact, concept, sense in readings.get(index) or self._read(index):
                if exact and not same_capitals(exact, text[start:end]):
                    continue
                if sense is None or sense.applies(folded, start, end):
                    terms.append(Term(concepts[concept], start, end))
                    covered = end
                    break
        return terms

    def named_by(self, pattern: int) -> frozenset[str]:
        """The concepts that a form may name."""
        if pattern not in self._named:
            rows = self._readings.get(pattern) or self._read(pattern)
            self._named[pattern] = frozenset([concept for _, concept, _ in rows])
        return self._named[pattern]

    def meant(self, within: Within, text: str, folded: str) -> str:
        """The concept that a form names at its place, "" for none."""
        pattern, start, end, _ = within
        for exact, concept, sense in self._readings[pattern]:
            spelt = not exact or same_capitals(exact, text[start:end])
            if spelt and (sense is None or sense.applies(folded, start, end)):
                return concept
        return ""

    def named(self, concept: Concept, text: str, folded: str, terms: Sequence[Term]) -> Iterator[Term]:
        """Occurrences of an open concept, whose forms are not in the matcher, outside of other terms."""
        if concept.id not in self._open:
            self._open[concept.id] = _Open.of(concept, self._matcher.language)
        sense = self._open[concept.id].sense
        starts = [term.start for term in terms]
        for start, end, capitals in self._open[concept.id].places(folded):
            # Terms do not overlap: the last that begins before the end decides.
            before = bisect_left(starts, end) - 1
            inside = before >= 0 and terms[before].end > start
            if (
                not inside
                and (not capitals or same_capitals(capitals, text[start:end]))
                and (sense is None or sense.applies(folded, start, end))
            ):
                yield Term(concept, start, end)

    def _read(self, index: int) -> tuple[tuple[str, str, _Sense | None], ...]:
        language = self._matcher.language
        found = [
            (form, self._concepts[form.concept])
            for form in self._matcher.forms(index)
            if form.status is Status.ACCEPTED
        ]
        # A listed form ("embedding") is a better reading than the inflection of another ("embed"), and an exact spelling
        # than what an insensitive term matches too: CLIP always, Whisper only where no condition speaks for the verb. What
        # a domain says of a word goes before what ordinary words say, unless they look at the words beside it.
        if len(found) > 1:
            found.sort(
                key=lambda row: (
                    row[0].text not in _folded(row[1].names, language),
                    not _spelt(row[1]),
                    row[1].when is None,
                    _loose(row[1]),
                    not row[1].case_sensitive,
                )
            )
        self._readings[index] = tuple((form.exact, concept.id, self._sense(concept)) for form, concept in found)
        return self._readings[index]

    def _sense(self, concept: Concept) -> _Sense | None:
        """The condition of a concept, made ready once for all of its forms."""
        if concept.id not in self._senses:
            self._senses[concept.id] = _Sense(concept.when, self._matcher.language) if concept.when else None
        return self._senses[concept.id]


def _spelt(concept: Concept) -> bool:
    """Whether the capitals alone tell the concept: it has some that no beginning of a sentence explains."""
    return concept.case_sensitive and any(name[1:] != name[1:].lower() for name in concept.names)


def _loose(concept: Concept) -> bool:
    """Whether it is the ordinary sense of a word, chosen by what stands anywhere in the paragraph or by nothing."""
    return concept.domain.startswith(_ORDINARY) and not (concept.when and (concept.when.before or concept.when.after))


def holds(condition: Condition, text: str, start: int, end: int, language: str) -> bool:
    """Whether a sense's condition is met around ``text[start:end]``; ``text`` is folded."""
    return _Sense(condition, language).applies(text, start, end)


class _Sense:
    """A condition with its words made ready."""

    __slots__ = ("_after", "_before", "_near", "_not_near", "_pos")

    def __init__(self, condition: Condition, language: str) -> None:
        self._before = _by_word(condition.before, language, -1)
        self._after = _by_word(condition.after, language, 0)
        self._pos = condition.pos
        self._near = _Words(_folded(condition.near, language)) if condition.near else None
        self._not_near = _Words(_folded(condition.not_near, language)) if condition.not_near else None

    def applies(self, text: str, start: int, end: int) -> bool:
        """Whether the condition is met around ``text[start:end]``; ``text`` is folded."""
        if self._near or self._not_near:
            around = text if len(text) <= 2 * _REACH else text[max(0, start - _REACH) : end + _REACH]
            words = word_set(around)
            if self._near and not self._near.any_in(around, words):
                return False
            if self._not_near and self._not_near.any_in(around, words):
                return False
        if self._before or self._pos:
            first = max(0, start - _BESIDE)
            for stop in _STOP.finditer(text, first, start):
                first = stop.end()
            before = _WORD.findall(text, first, start)
            if self._before and not _ends(before, self._before):
                return False
            if self._pos and self._pos != _part_of_speech(before, text[start:end]):
                return False
        if not self._after:
            return True
        behind = _STOP.search(text, end, end + _BESIDE)
        return _starts(_WORD.findall(text, end, behind.start() if behind else end + _BESIDE), self._after)


class _Open(NamedTuple):
    """An open concept: its forms with the spelling that each asks for, "" for any, by their first word; its condition."""

    forms: Mapping[str, Sequence[tuple[str, str]]]
    sense: _Sense | None

    @classmethod
    def of(cls, concept: Concept, language: str) -> _Open:
        # A concept may have no name in this language.
        listed = source_forms(Termbase({concept.id: concept}, ""), language)
        exacts = {fold(form.text, language): form.exact for form in listed}
        if language == "en":
            exacts |= {text: "" for phrase in exacts for text in _parted(phrase)}
        forms: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for text, exact in exacts.items():
            if head := _ALPHANUMERIC.search(text):
                forms[head[0]].append((text, exact))
        return cls(dict(forms), _Sense(concept.when, language) if concept.when else None)

    def places(self, folded: str) -> list[tuple[int, int, str]]:
        """(start, end, spelling) of every form that stands in a folded text as a word, leftmost-longest."""
        # A pattern of all forms would cost more to compile than it ever saves.
        found = []
        for head in word_set(folded).intersection(self.forms):
            for form, exact in self.forms[head]:
                at = folded.find(form)
                while at >= 0:
                    end = at + len(form)
                    if not folded[at - 1 : at].isalnum() and not folded[end : end + 1].isalnum():
                        found.append((at, end, exact))
                    at = folded.find(form, at + 1)
        found.sort(key=lambda place: (place[0], -place[1]))
        places: list[tuple[int, int, str]] = []
        for place in found:
            if not places or place[0] >= places[-1][1]:
                places.append(place)
        return places


def _parted(phrase: str) -> Iterator[str]:
    """A phrasal verb with its object between its words: "spells them out"."""
    verb, _, particle = phrase.partition(" ")
    if particle in _PARTICLES:
        yield from (f"{verb} {pronoun} {particle}" for pronoun in _OBJECTS)


def _part_of_speech(before: list[str], word: str) -> str:
    return "verb" if (before and before[-1] in _VERB_AFTER) or word.endswith(("ing", "ed")) else "noun"


def _by_word(phrases: tuple[str, ...], language: str, place: int) -> dict[str, list[list[str]]]:
    """The words of each phrase, by the one of them at ``place``."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in _folded(phrases, language):
        parts = phrase.split()
        found[parts[place]].append(parts)
    return dict(found)


def _ends(words: list[str], phrases: Mapping[str, list[list[str]]]) -> bool:
    return any(words[-len(parts) :] == parts for parts in phrases.get(words[-1], ())) if words else False


def _starts(words: list[str], phrases: Mapping[str, list[list[str]]]) -> bool:
    # The last word of a phrase may be inflected: "agent" is met by "agents".
    if not words:
        return False
    first = words[0]
    return any(
        words[: len(parts)] == parts or [*words[: len(parts) - 1], words[len(parts) - 1].rstrip("s")] == parts
        for word in (first, first.rstrip("s"))
        for parts in phrases.get(word, ())
        if len(words) >= len(parts)
    )


class _Words:
    """Words and phrases to look for in a folded text, inflected or not."""

    __slots__ = ("_others", "_phrases", "_plain")

    def __init__(self, wanted: tuple[str, ...]) -> None:
        plain = [word for word in wanted if word.isascii() and word.isalnum()]
        self._plain = frozenset(word + ending for word in plain for ending in _ENDINGS)
        #: By their first words, which a text must have; and what has none of its own, as words of other scripts.
        phrases: dict[str, list[str]] = defaultdict(list)
        self._others: list[str] = []
        for word in wanted:
            if word not in self._plain:
                head = _HEAD.match(word) if word.isascii() else None
                (phrases[head.group()] if head else self._others).append(word)
        self._phrases = dict(phrases)

    def any_in(self, text: str, words: frozenset[str]) -> bool:
        """Whether the text, whose words are ``words``, has one of them."""
        if not words.isdisjoint(self._plain):
            return True
        for other in self._others:
            if other in text and (not other.isascii() or _stands(other, text)):
                return True
        if words.isdisjoint(self._phrases):
            return False
        return any(
            _stands(phrase, text) for head in words.intersection(self._phrases) for phrase in self._phrases[head]
        )


@lru_cache(maxsize=10_000)
def _folded(phrases: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(fold(phrase, language) for phrase in phrases)


def _stands(wanted: str, text: str) -> bool:
    """Whether a phrase stands in a text, inflected or not: "RL x" is not in "world x"."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (at and text[at - 1].isalnum()) and any(
            text.startswith(ending, end) and not text[end + len(ending) : end + len(ending) + 1].isalnum()
            for ending in _ENDINGS
        ):
            return True
        at = text.find(wanted, at + 1)
    return False
