"""Clauses of a source sentence that nothing in the sentence's translation speaks of.

The evidence for a clause is the same as for a sentence (``support``), but it is looked for in one sentence alone, where
the characters of words tell as well: a translator who takes another word than the dictionary's mostly takes one that
shares a character with it. Three log-likelihood ratios are added up: of the clause's words, of the length of the sentence,
and of the room between the renderings of the neighbouring clauses.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from transqa.check.context import Context
from transqa.check.memo import Ranges, per_document, split, weights
from transqa.check.pair import Pair
from transqa.check.terms.assign import Outcome, Rendering
from transqa.lexicon import Lexicon
from transqa.rules.accuracy.lengths import Lengths, lengths
from transqa.rules.accuracy.sentence import (
    BESIDE,
    EXACT,
    GONE,
    KEPT,
    NOTHING,
    SINGLE,
    WORDS_WEIGHT,
    Sentence,
    entry_of,
    once,
    spread_of,
)
from transqa.rules.accuracy.slots import parts, unplaced
from transqa.rules.accuracy.support import (
    EMPTY,
    KEPT_TOKEN,
    RUNNING,
    SCALE,
    WORD,
    Alone,
    bare,
    lost_sentences,
    stands,
)
from transqa.text.fold import is_chinese
from transqa.text.sentences import pair_up, weight

#: Where a clause ends: a mark inside the sentence with a blank, a dash, a bracket.
_CUT = re.compile(r"[,;:()\[\]–—]\s+|\s[–—(]\s*|\s-\s+|\)")
#: Log-likelihood ratio of a clause's being left out for a word that shares a character with the translation: 18 % of the
#: words do, by accident 31 %.
_SHARED = 0.5
#: How far the translation of the sentence must be shorter than usual (logarithm) for anything to be missing from it.
_SHORT = 0.12
#: A translation longer than this has everything.
_LONGER = -0.05
#: Bounds of what its length tells.
_LEAST, _MOST = -4.0, 3.5
#: Room between the neighbours as a share of what the clause would take, and what it tells; more tells against.
_ROOMS = ((0.3, 2.2), (0.5, 1.2), (0.8, 0.0))
_ROOMY = -2.0
#: Log-odds against a clause's being lost before anything is known.
_RARE = 4.0
#: Words of its own that must speak for it, and the share of the rest's words that must be rendered: where they are not,
#: the sentence is rewritten, or is not this one's translation.
_LEAST_WORDS = 2
_RENDERED = 0.5
#: Longer sentences (characters) are lists of something.
_LONG = 3000


class Sign(NamedTuple):
    """What one word of a clause tells, and the range in which the translation has it if it does so at one place."""

    word: str
    weight: float
    first: int | None = None
    last: int | None = None


@per_document
def lost_clauses(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Clauses that the translation of their sentence leaves out, by pair index; English to Chinese only."""
    usual, lexicon = lengths(context), context.lexicon
    ours, theirs = context.source.language, context.target.language
    if lexicon is None or usual.usual is None or not ours.startswith("en") or not is_chinese(theirs):
        return {}
    found: dict[int, tuple[Alone, ...]] = {}
    for index, measure in usual.measures.items():
        pair = context.pairs[index]
        if measure.kind not in RUNNING or not _CUT.search(pair.source.prose) or index in lost_sentences(context):
            continue
        here: list[Alone] = []
        for told, (start, end), short in _sentences(pair, context, usual):
            clear: list[Alone] = []
            if short >= _SHORT:
                clauses = [clause for first, last in told for clause in _clauses(pair.source.prose, first, last)]
                if len(clauses) > 1:
                    clear = list(_in_sentence(Sentence(pair, clauses, start, end), short, usual, context, lexicon))
            if not clear and len(pieces := parts(pair.source.prose, told)) > 1:
                sentence = Sentence(pair, pieces, start, end)
                clear = list(unplaced(sentence, _terms(sentence, context), short, usual.width, usual.usual, lexicon))
            here += clear
        if here:
            found[index] = tuple(here)
    return found


def _sentences(pair: Pair, context: Context, usual: Lengths) -> Iterator[tuple[Ranges, tuple[int, int], float]]:
    """Sentences of the source, the range of their translation, and by how much that is shorter than usual."""
    ranges, heavy = split(pair, context), weights(pair, context)
    target = pair.target.prose
    growth = usual.usual or 0.0
    for ours, theirs in pair_up(*heavy, growth):
        if not ours or not theirs:
            continue
        start, end = ranges[1][theirs[0]][0], ranges[1][theirs[-1]][1]
        full = sum(heavy[0][i] for i in ours) if len(ours) > 1 else heavy[0][ours[0]]
        left = weight(target[start:end]) if len(theirs) > 1 else heavy[1][theirs[0]]
        short = growth - math.log(max(left, 1) / max(full, 1))
        if short < _LONGER or end - start > _LONG or ranges[0][ours[-1]][1] - ranges[0][ours[0]][0] > _LONG:
            continue
        yield ranges[0][ours[0] : ours[-1] + 1], (start, end), short


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(match.end() for match in _CUT.finditer(text, start, end)), end]
    for first, last in pairwise(cuts):
        if text[first:last].strip():
            yield first, last


def _in_sentence(
    sentence: Sentence, short: float, usual: Lengths, context: Context, lexicon: Lexicon
) -> Iterator[Alone]:
    text = sentence.pair.source.prose
    rows = _own(sentence, context, lexicon)
    loads = [weight(text[start:end]) for start, end in sentence.clauses]
    full = max(sum(loads), 1)
    rendered = [sum(sign.weight <= EXACT for sign in row) for row in rows]
    signs = sum(map(len, rows))
    variance = spread_of(full, usual.width)
    for index, (row, heavy) in enumerate(zip(rows, loads, strict=True)):
        words = WORDS_WEIGHT * sum(sign.weight for sign in row)
        if len(row) < _LEAST_WORDS or words <= 0:
            continue
        if sum(rendered) - rendered[index] < max(_RENDERED * (signs - len(row)), 1):
            continue
        # How far the sentence is from its usual length as it is, and how far it would be without the clause.
        after = short + math.log(max(1 - heavy / full, 0.1))
        length = min(max((short**2 - after**2) / variance, _LEAST), _MOST)
        score = words + length + _room(rows, index, sentence, heavy * math.exp(usual.usual or 0.0)) - _RARE
        if score > 0:
            start, end = sentence.clauses[index]
            part = text[start:end].rstrip(" ,;:()[]–—-\0")
            missed = tuple(sign.word for sign in row if sign.weight > 0)
            yield Alone(start, start + len(part), round(1 / (1 + math.exp(-score)), 2), missed)


def _own(sentence: Sentence, context: Context, lexicon: Lexicon) -> list[list[Sign]]:
    """The signs of every clause, those apart that several clauses have."""
    terms = _terms(sentence, context)
    rows = [
        _signs(sentence, (start, end), terms[_first(terms, start) : _first(terms, end)], lexicon)
        for start, end in sentence.clauses
    ]
    shared = Counter(key for row in rows for key in row)
    return [[sign for key, sign in row.items() if shared[key] == 1] for row in rows]


def _terms(sentence: Sentence, context: Context) -> Sequence[Rendering]:
    """The terms of a sentence."""
    terms = context.terms(sentence.pair).renderings
    return terms[_first(terms, sentence.clauses[0][0]) : _first(terms, sentence.clauses[-1][1])]


def _first(terms: Sequence[Rendering], start: int) -> int:
    """Which term is the first from there on."""
    return bisect_left(terms, start, key=lambda rendering: rendering.term.start)


def _signs(
    sentence: Sentence, clause: tuple[int, int], terms: Sequence[Rendering], lexicon: Lexicon
) -> dict[str, Sign]:
    text, (start, end) = sentence.pair.source.prose, clause
    found: dict[str, Sign] = {}
    inside: set[int] = set()
    for rendering in terms:
        term, missing = rendering.term, rendering.outcome is Outcome.MISSING
        if term.concept.common and missing:
            continue  # an ordinary word, which the dictionary knows better
        inside.update(range(term.start, term.end))
        if rendering.outcome is not Outcome.REPEATED:
            at = _inside(rendering.target, sentence)
            found[term.concept.id] = Sign(text[term.start : term.end], GONE if missing else KEPT, *at)
    for match in KEPT_TOKEN.finditer(text, start, end):
        if match.start() in inside or (match[0][-1].isdigit() and SCALE.match(text, match.end())):
            continue
        inside.update(range(*match.span()))
        token = bare(match[0])
        found[match[0]] = Sign(
            match[0], KEPT if stands(token, sentence.latin_near) else GONE, *once(token, sentence.latin)
        )
    for match in WORD.finditer(text, start, end):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        if word in EMPTY or len(word) < 3 or match.start() in inside:
            continue
        if stands(word, sentence.latin):
            found[word] = Sign(word, KEPT, *once(word, sentence.latin))
        # A capital inside a sentence is a name's, and names are written in many ways.
        elif match[0].islower() or match.start() == sentence.clauses[0][0]:
            sign = looked_up(word, sentence.here, sentence.near, lexicon)
            found |= {word: sign} if sign else {}
    return found


def _inside(range_: tuple[int, int] | None, sentence: Sentence) -> tuple[int, int] | tuple[()]:
    """A range of the target as one of the sentence's translation, nothing where it is not in it."""
    if range_ is None or not sentence.start <= range_[0] < range_[1] <= sentence.end:
        return ()
    return range_[0] - sentence.start, range_[1] - sentence.start


def looked_up(word: str, here: str, near: str, lexicon: Lexicon) -> Sign | None:
    """What the dictionary's renderings of a word tell of its translation and what is near it, None where it has none."""
    entry = entry_of(word, lexicon)
    if entry is None:
        return None
    places = [(at, at + len(option)) for option in entry.long if (at := here.find(option)) >= 0]
    if places:
        # Where it stands twice, neither place tells where the clause is.
        single = all(here.find(here[at:end], end) < 0 for at, end in places)
        return Sign(word, EXACT, *((min(places)[0], max(end for _, end in places)) if single else ()))
    if not entry.single.isdisjoint(here):
        return Sign(word, SINGLE)
    if any(option in near for option in entry.long):
        return Sign(word, BESIDE)
    return Sign(word, NOTHING if entry.characters.isdisjoint(here) else _SHARED)


def _room(rows: Sequence[Sequence[Sign]], index: int, sentence: Sentence, wanted: float) -> float:
    """What the room between the renderings of a clause's neighbours tells, 0 where they cross or have none."""
    before = [sign.last for sign in rows[index - 1] if sign.last is not None] if index else [0]
    size = sentence.end - sentence.start
    after = [sign.first for sign in rows[index + 1] if sign.first is not None] if index + 1 < len(rows) else [size]
    if not before or not after or max(before) > min(after):
        return 0.0
    start = sentence.start
    share = weight(sentence.pair.target.prose[start + max(before) : start + min(after)]) / max(wanted, 1.0)
    return next((tells for limit, tells in _ROOMS if share < limit), _ROOMY)
