"""What a translation has of the words of each part of a sentence (``slots``): how much that tells, and where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transqa.check.terms.assign import Outcome, Rendering
from transqa.lexicon import Lexicon, base_forms
from transqa.rules.accuracy.sentence import BESIDE, EXACT, GONE, KEPT, NOTHING, SINGLE, Sentence, entry_of
from transqa.rules.accuracy.support import EMPTY, KEPT_TOKEN, SCALE, WORD, bare, stands

#: Log-likelihood ratios of a part's being left out for a word of which one character is there, and for one of which only
#: such are there as render other words.
_SHARED, _CLAIMED = 0.3, 1.2
#: Renderings of one word so far from each other (characters) are not one place.
_ONE_PLACE = 8
#: Longer words in -ly are adverbs.
_ADVERB = 6


class Heard(NamedTuple):
    """What the translation has of one word: how much that tells, and where it is if at one place."""

    word: str
    weight: float
    place: tuple[int, int] | None = None
    #: All its places, where it is at several.
    places: Sequence[tuple[int, int]] = ()


def here_of(rendering: Rendering, sentence: Sentence) -> tuple[int, int] | None:
    """The range of the sentence's translation that renders the term."""
    target = rendering.target
    if target is None or target[0] < sentence.start or target[1] > sentence.end:
        return None
    return target[0] - sentence.start, target[1] - sentence.start


def heard_of(
    sentence: Sentence, parts: Sequence[tuple[int, int]], inside: Sequence[Sequence[Rendering]], lexicon: Lexicon
) -> tuple[list[list[Heard]], bytearray]:
    """What is there of the words that only one part has, and which characters of the translation render any."""
    taken = bytearray(len(sentence.here))
    rows: list[dict[str, Heard]] = []
    #: Words of which no rendering of more than one character is there.
    rest: list[tuple[int, str, str]] = []
    for index, part in enumerate(parts):
        row = dict(_of_terms(sentence, inside[index]))
        covered = {at for rendering in inside[index] for at in range(rendering.term.start, rendering.term.end)}
        for key, word, heard in _of_words(sentence, part, covered, lexicon):
            if heard is None:
                rest.append((index, key, word))
            row[key] = heard or Heard(word, 0.0)
        for known in row.values():
            for first, last in known.places:
                taken[first:last] = b"\1" * (last - first)
        rows.append(row)
    free = frozenset(char for char, used in zip(sentence.here, taken, strict=True) if not used)
    for index, key, word in rest:
        rows[index][key] = _left(word, free, sentence, lexicon)
    shared = Counter(key for row in rows for key in row)
    return [[heard for key, heard in row.items() if shared[key] == 1] for row in rows], taken


def _of_terms(sentence: Sentence, terms: Sequence[Rendering]) -> Iterator[tuple[str, Heard]]:
    text = sentence.pair.source.prose
    for rendering in terms:
        term, missing = rendering.term, rendering.outcome is Outcome.MISSING
        if (term.concept.common and missing) or rendering.outcome is Outcome.REPEATED:
            continue
        place = here_of(rendering, sentence)
        told = GONE if missing else KEPT if place else BESIDE
        yield term.concept.id, Heard(text[term.start : term.end], told, place, (place,) if place else ())


def _of_words(
    sentence: Sentence, part: tuple[int, int], covered: set[int], lexicon: Lexicon
) -> Iterator[tuple[str, str, Heard | None]]:
    """Names, numbers and words, None for those that are not there in full."""
    text, (start, end) = sentence.pair.source.prose, part
    for match in KEPT_TOKEN.finditer(text, start, end):
        inside_word = len(match[0]) == 1 and text[match.start() - 1 : match.start()].isalpha()
        if match.start() in covered or inside_word or (match[0][-1].isdigit() and SCALE.match(text, match.end())):
            continue
        covered.update(range(*match.span()))
        kept = _kept(bare(match[0]), sentence)
        beside = kept is None and stands(bare(match[0]), sentence.latin_near)
        yield match[0], match[0], kept or Heard(match[0], BESIDE if beside else GONE)
    for match in WORD.finditer(text, start, end):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        key = min(base_forms(word), key=len)
        if word in EMPTY or key in EMPTY or len(word) < 3 or match.start() in covered:
            continue
        if kept := _kept(word, sentence):
            yield key, word, kept
            continue
        entry = entry_of(word, lexicon)
        # A capital inside a sentence is a name's, and names are written in many ways.
        # An adverb is said by a particle, or by nothing.
        adverb = word.endswith("ly") and len(word) > _ADVERB
        if entry is None or adverb or not (match[0].islower() or match.start() == sentence.clauses[0][0]):
            yield key, word, Heard(word, 0.0)
            continue
        places = sentence.places(entry)
        if not places:
            yield key, word, None
            continue
        place = min(places)[0], max(until for _, until in places)
        # Where it stands twice, neither place tells where the part is.
        here = sentence.here
        single = place[1] - place[0] <= _ONE_PLACE and all(here.find(here[at:to], to) < 0 for at, to in places)
        yield key, word, Heard(word, EXACT, place if single else None, places)


def _kept(token: str, sentence: Sentence) -> Heard | None:
    """A name, number or word that stands in the translation as it is."""
    places = [(end - len(token), end) for end in stands(token, sentence.latin)]
    return Heard(token, KEPT, places[0] if len(places) == 1 else None, places) if places else None


def _left(word: str, free: frozenset[str], sentence: Sentence, lexicon: Lexicon) -> Heard:
    """What the characters that render no other word tell of a word."""
    entry = entry_of(word, lexicon)
    if entry is None:
        return Heard(word, 0.0)
    if single := entry.single & free:
        found = [sentence.here.find(char) for char in single]
        return Heard(word, SINGLE, None, [(at, at + 1) for at in found])
    if not entry.characters.isdisjoint(free):
        return Heard(word, _SHARED)
    return Heard(word, NOTHING if entry.characters.isdisjoint(sentence.here) else _CLAIMED)
