"""Sentences of one side of a pair that nothing on the other side speaks of.

Two kinds of evidence are added up as log-likelihood ratios. Words: how many of the sentence's own words (those that its
neighbours do not have) have a rendering on the other side, by the dictionary, the termbase, or as they stand (names,
numbers). Length: whether the block is short by about the length of the sentence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.check.pair import Pair
from transqa.check.terms.assign import Outcome
from transqa.lexicon import Lexicon, base_forms
from transqa.lexicon.segment import words as segment
from transqa.model import BlockKind
from transqa.rules.accuracy.lengths import lengths
from transqa.text.fold import fold, is_chinese
from transqa.text.sentences import sentences, weight

#: Kinds of blocks that are made of sentences.
RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
#: Share of a sentence's words that have a rendering where it is translated, and by accident where it is not.
_PRESENT, _ABSENT = 0.6, 0.14
#: The same for names and numbers, which are kept as they stand.
_KEPT, _STRAY = 0.85, 0.05
#: The words of a sentence are not independent of each other: so much of their evidence counts.
_WORDS_WEIGHT = 0.8
#: What it tells that there is room for a sentence between the renderings of its neighbours, or none.
_ROOM = 2.5
#: Log-odds against a sentence's being lost before anything is known.
_RARE = 5.5
#: Lighter sentences (bytes) are judged by nothing.
_LIGHT = 24
#: Words that no dictionary is asked for.
_EMPTY = frozenset(
    "a an the of to in on at by for from with and or as be is are was were been it its this that these those there here "
    "than then so such not no can could may might will would should must shall do does did done have has had having he she "
    "they them their we us our you your i my me his her who whom which what when where why how all any some each both also "
    "just even only very much more most many other others one two into out up off over under about but if because while "
    "however get gets got make makes made making use uses used using let lets like well way ways e.g i.e etc et al vs per "
    "being own same too still yet now once again further instead rather quite often usually don't doesn't isn't".split()
)
_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]+")
_KEPT_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]*\d[\d.,]*\d|\d|[A-Za-z]*[a-z][A-Z]\w*|\b[A-Z]{2,}\b")
#: Stands for a comma that may belong to a number.
_COMMA = "\x1f"
_HAN = re.compile(r"[\u3400-\u9fff]+")
_GLOSS_WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Alone:
    """A sentence without counterpart: its range in the side's text, how sure that is, and the words that were missed."""

    start: int
    end: int
    confidence: float
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Witness:
    """One word of a sentence: whether and (if at one place only) where the other side has it, and how likely that is
    with and without a translation."""

    word: str
    there: bool
    at: int | None = None
    present: float = _PRESENT
    absent: float = _ABSENT

    @property
    def weight(self) -> float:
        """Log-likelihood ratio of the sentence's being left alone."""
        if self.there:
            return math.log(self.absent / self.present)
        return math.log((1 - self.absent) / (1 - self.present))


@per_document
def lost_sentences(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Source sentences that the translation leaves out, by pair index."""
    return _alone(context, added=False)


@per_document
def added_sentences(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Target sentences that the source knows nothing of, by pair index."""
    return _alone(context, added=True)


def _alone(context: Context, *, added: bool) -> dict[int, tuple[Alone, ...]]:
    usual = lengths(context)
    sign = 1 if added else -1
    found: dict[int, tuple[Alone, ...]] = {}
    for pair in context.pairs:
        measure, more = usual.measures.get(pair.index), usual.surplus(pair.index)
        # Nothing is missing from a block that is much longer than usual, and nothing was added to one that is shorter.
        if measure is None or more is None or measure.kind not in RUNNING or more[0] * sign < -0.05:
            continue
        variance = measure.variance * usual.width**2
        if here := _in_pair(pair, context, more[0] * sign, variance, added=added):
            found[pair.index] = here
    return found


def _in_pair(pair: Pair, context: Context, surplus: float, variance: float, *, added: bool) -> tuple[Alone, ...]:
    """The sentences without counterpart that explain the pair best, empty where everything has one."""
    side, other = (pair.target, pair.source) if added else (pair.source, pair.target)
    ranges = sentences(side.prose)
    weights = [weight(side.prose[start:end]) for start, end in ranges]
    total = sum(weights)
    if len(ranges) < 2:
        return ()
    witnesses = _witnesses(pair, context, ranges, added=added)
    growth = weight(other.prose) / max(total, 1)
    rooms = _rooms(witnesses, weights, other.prose, growth)
    scores = [
        _WORDS_WEIGHT * sum(one.weight for one in row) + room for row, room in zip(witnesses, rooms, strict=True)
    ]
    order = sorted((i for i, heavy in enumerate(weights) if heavy >= _LIGHT), key=lambda i: -scores[i])
    best, chosen = 0.0, 0
    score = 0.0
    for count, index in enumerate(order, 1):
        score += scores[index] - _RARE
        gone = sum(weights[i] for i in order[:count])
        # A block of which nothing would be left is no translation at all: other rules tell of it.
        if scores[index] <= 0 or gone > 0.8 * total:
            break
        shift = -_log_rest(gone, total)
        evidence = score + (surplus**2 - (surplus - shift) ** 2) / (2 * variance)
        if evidence > best:
            best, chosen = evidence, count
    sure = round(1 / (1 + math.exp(-best)), 2)
    return tuple(
        Alone(*ranges[i], sure, tuple(one.word for one in witnesses[i] if not one.there)) for i in sorted(order[:chosen])
    )


def _rooms(
    witnesses: Sequence[Sequence[_Witness]], weights: Sequence[int], other: str, growth: float
) -> list[float]:
    """Whether there is room for each sentence between the renderings of its neighbours, as a log-likelihood ratio."""
    found: list[float] = []
    places = [sorted(one.at for one in row if one.at is not None) for row in witnesses]
    for index, heavy in enumerate(weights):
        before = places[index - 1][-1:] if index else [0]
        after = places[index + 1][:1] if index + 1 < len(weights) else [len(other)]
        if not before or not after or before[0] > after[0]:
            found.append(0.0)
            continue
        share = weight(other[before[0] : after[0]]) / max(heavy * growth, 1.0)
        found.append(_ROOM if share < 0.45 else 0.0 if share < 0.8 else -_ROOM)
    return found


def _log_rest(gone: float, total: float) -> float:
    return math.log(max(1 - gone / total, 0.05))


def _witnesses(
    pair: Pair, context: Context, ranges: Sequence[tuple[int, int]], *, added: bool
) -> list[list[_Witness]]:
    """For every sentence the words that it alone has, and whether the other side has them too."""
    ours, theirs = (context.target, context.source) if added else (context.source, context.target)
    here, there = (pair.target, pair.source) if added else (pair.source, pair.target)
    known = context.lexicon
    rows: list[dict[str, _Witness]]
    if known and ours.language.startswith("en") and is_chinese(theirs.language):
        rows = _english_words(pair, context, ranges, known, terms=not added)
    elif known and is_chinese(ours.language) and theirs.language.startswith("en"):
        rows = _chinese_words(here.prose, there.prose, ranges, known)
    else:
        rows = [{} for _ in ranges]
    other = there.text.replace(",", _COMMA).lower()
    for row, (start, end) in zip(rows, ranges, strict=True):
        for match in _KEPT_TOKEN.finditer(here.prose, start, end):
            places = _kept(match[0]).finditer(other)
            row[match[0]] = _witness(match[0], [place.end() for place in places], _KEPT, _STRAY)
    shared = Counter(word for row in rows for word in row)
    return [[one for word, one in row.items() if shared[word] == 1] for row in rows]


@lru_cache(maxsize=2_000)
def _kept(token: str) -> re.Pattern[str]:
    """A name or number as it stands; the commas of thousands may be there or not."""
    bare = token.lower().replace(",", "")
    body = "".join(re.escape(char) + (_COMMA + "?" if char.isdigit() else "") for char in bare)
    return re.compile(rf"(?<![a-z0-9.]){body}(?![0-9]|s?[a-rt-z]|\.[0-9])")


def _witness(word: str, places: Sequence[int], present: float = _PRESENT, absent: float = _ABSENT) -> _Witness:
    return _Witness(word, bool(places), places[0] if len(places) == 1 else None, present, absent)


def _english_words(
    pair: Pair, context: Context, ranges: Sequence[tuple[int, int]], lexicon: Lexicon, *, terms: bool
) -> list[dict[str, _Witness]]:
    here, there = (pair.source, pair.target) if terms else (pair.target, pair.source)
    folded = fold(there.prose, "zh")
    known = [
        (rendering.term, rendering.outcome, rendering.target)
        for rendering in (context.terms(pair).renderings if terms else ())
    ]
    rows: list[dict[str, _Witness]] = []
    for start, end in ranges:
        row: dict[str, _Witness] = {}
        inside: set[int] = set()
        for term, outcome, target in known:
            if not start <= term.start < end or outcome is Outcome.REPEATED or term.concept.common:
                continue
            seen = outcome is not Outcome.MISSING
            row[term.concept.id] = _Witness(here.prose[term.start : term.end], seen, target[1] if target else None)
            if seen:
                inside.update(range(term.start, term.end))
        for match in _WORD.finditer(here.prose, start, end):
            word = match[0].lower().replace("’", "'").removesuffix("'s")
            if word in _EMPTY or len(word) < 3 or match.start() in inside:
                continue
            options = _options(word, lexicon)
            if options or word in folded:
                row[word] = _witness(word, _places(folded, (word, *options)))
        rows.append(row)
    return rows


def _places(text: str, options: Sequence[str]) -> list[int]:
    """Where one of the words ends, at its first places; two are as good as many."""
    found: set[int] = set()
    for option in options:
        at = text.find(option)
        if at >= 0:
            found.add(at + len(option))
            if text.find(option, at + 1) >= 0:
                return [0, 1]
    return list(found)


@lru_cache(maxsize=20_000)
def _options(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Renderings of an English word of two characters and more: single ones stand everywhere."""
    return tuple(option for option in lexicon.translations(word) if len(option) > 1)


def _chinese_words(
    text: str, other: str, ranges: Sequence[tuple[int, int]], lexicon: Lexicon
) -> list[dict[str, _Witness]]:
    english: dict[str, set[int]] = {}
    for match in _GLOSS_WORD.finditer(other.lower()):
        for form in base_forms(match[0]):
            english.setdefault(form, set()).add(match.end())
    rows: list[dict[str, _Witness]] = []
    folded = fold(text, "zh")
    for start, end in ranges:
        row: dict[str, _Witness] = {}
        for run in _HAN.finditer(folded, start, end):
            for first, last in segment(run[0], lexicon.words):
                word = run[0][first:last]
                if last - first > 1 and (glosses := _glosses(word, lexicon)):
                    places = {at for gloss in glosses & english.keys() for at in english[gloss]}
                    row[word] = _witness(word, list(places))
        rows.append(row)
    return rows


@lru_cache(maxsize=20_000)
def _glosses(word: str, lexicon: Lexicon) -> frozenset[str]:
    """English content words, in their base forms, of a Chinese word's senses."""
    found = {
        form
        for entry in lexicon.words.get(word, ())
        for gloss in entry.glosses
        for english in _GLOSS_WORD.findall(gloss.lower())
        if english not in _EMPTY
        for form in base_forms(english)
    }
    return frozenset(found)
