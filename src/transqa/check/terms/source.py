"""Source terms of a pair: longest match, and of several senses the one whose condition holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from transqa.termbase.match import Match, Matcher, Status, longest
from transqa.termbase.model import Concept, Condition
from transqa.text.fold import fold

_ALPHANUMERIC = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*")
#: Characters on either side of a term that are near it. A paragraph is rarely longer.
_REACH = 1500
_VERB_AFTER = frozenset("to can will would should may might must could cannot we they i you not let's".split())


@dataclass(frozen=True, slots=True)
class Term:
    """One occurrence of a concept in the source text."""

    concept: Concept
    start: int
    end: int


def source_terms(text: str, matcher: Matcher, concepts: Mapping[str, Concept]) -> list[Term]:
    """Occurrences in ``text``, leftmost-longest, each with the sense its surroundings choose.

    A form none of whose senses applies here hides nothing: the shorter terms inside it are found.
    """
    folded = fold(text, matcher.language)
    chosen: dict[tuple[int, int], Concept] = {}
    usable: list[Match] = []
    for match in matcher.find(text):
        concept = _sense(match, folded, concepts, matcher.language)
        if concept:
            chosen[match.start, match.end] = concept
            usable.append(match)
    return [Term(chosen[match.start, match.end], match.start, match.end) for match in longest(usable)]


def _sense(match: Match, text: str, concepts: Mapping[str, Concept], language: str) -> Concept | None:
    found = [concepts[form.concept] for form in match.forms if form.status is Status.ACCEPTED]
    if len(found) > 1:
        # A listed form ("embedding") is a better reading than the inflection of another ("embed"), and an exact spelling
        # than what an insensitive term matches too: CLIP always, Whisper only where no condition speaks for the verb.
        word = match.forms[0].text
        listed = {concept.id for concept in found if word in _folded(concept.names, language)}
        found.sort(key=lambda one: (one.id not in listed, not _spelt(one), one.when is None, not one.case_sensitive))
    for concept in found:
        if concept.when is None or holds(concept.when, text, match.start, match.end, language):
            return concept
    return None


def _spelt(concept: Concept) -> bool:
    """Whether the capitals alone tell the concept: it has some that no beginning of a sentence explains."""
    return concept.case_sensitive and any(name[1:] != name[1:].lower() for name in concept.names)


def holds(condition: Condition, text: str, start: int, end: int, language: str) -> bool:
    """Whether a sense's condition is met around ``text[start:end]``; ``text`` is folded."""
    if condition.before or condition.pos:
        before = _WORD.findall(text[max(0, start - 60) : start])
        if condition.before and not _ends(before, condition.before, language):
            return False
        if condition.pos and condition.pos != _part_of_speech(before, text[start:end]):
            return False
    if condition.after and not _starts(_WORD.findall(text[end : end + 60]), condition.after, language):
        return False
    if len(text) > 2 * _REACH:
        text = text[max(0, start - _REACH) : end + _REACH]
    if condition.near and not _has_any(text, _folded(condition.near, language)):
        return False
    return not _has_any(text, _folded(condition.not_near, language))


def _part_of_speech(before: list[str], word: str) -> str:
    return "verb" if (before and before[-1] in _VERB_AFTER) or word.endswith(("ing", "ed")) else "noun"


def _ends(words: list[str], phrases: tuple[str, ...], language: str) -> bool:
    return any(words[-len(parts) :] == parts for parts in _split(phrases, language))


def _starts(words: list[str], phrases: tuple[str, ...], language: str) -> bool:
    # The last word of a phrase may be inflected: "agent" is met by "agents".
    return any(
        words[: len(parts)] == parts or [*words[: len(parts) - 1], words[len(parts) - 1].rstrip("s")] == parts
        for parts in _split(phrases, language)
        if len(words) >= len(parts)
    )


@lru_cache(maxsize=10_000)
def _folded(phrases: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(fold(phrase, language) for phrase in phrases)


@lru_cache(maxsize=10_000)
def _split(phrases: tuple[str, ...], language: str) -> tuple[list[str], ...]:
    return tuple(phrase.split() for phrase in _folded(phrases, language))


def _has_any(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether a folded text has one of the words or phrases, inflected or not; the words of a text are found once."""
    words, others = _kinds(wanted)
    if not words.isdisjoint(_words(text)):
        return True
    # The plain test is quick and nearly always decides; the pattern keeps "RL x" out of "world x".
    return any(other in text and (not other.isascii() or _pattern(other).search(text) is not None) for other in others)


@lru_cache(maxsize=10_000)
def _kinds(wanted: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Plain words with their inflections, and what needs a closer look: phrases, and words of other scripts."""
    plain = [word for word in wanted if word.isascii() and word.isalnum()]
    inflected = frozenset(word + ending for word in plain for ending in ("", "s", "es", "ed", "ing"))
    return inflected, tuple(word for word in wanted if word not in inflected)


@lru_cache(maxsize=8)
def _words(text: str) -> frozenset[str]:
    return frozenset(_ALPHANUMERIC.findall(text))


@lru_cache(maxsize=10_000)
def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(wanted)}(?:s|es|ed|ing)?(?![^\W_])")
