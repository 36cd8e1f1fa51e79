"""Sentences of one side of a pair that nothing on the other side speaks of.

Two kinds of evidence are added up as log-likelihood ratios. Words: how many of the sentence's own words (those that its
neighbours do not have) have a rendering on the other side, by the dictionary, the termbase, or as they stand (names,
numbers). Length: whether the block is short by about the length of the sentence.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from transqa.check.context import Context
from transqa.check.memo import per_document, split, weights
from transqa.check.pair import Pair
from transqa.check.terms.assign import Outcome
from transqa.lexicon import Lexicon, base_forms
from transqa.lexicon.segment import words as segment
from transqa.model import BlockKind
from transqa.rules.accuracy.lengths import lengths
from transqa.text.fold import fold, is_chinese
from transqa.text.number_language import language_of
from transqa.text.sentences import weight

#: Kinds of blocks that are made of sentences.
RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
#: Share of a sentence's words that have a rendering where it is translated, and by accident where it is not.
_PRESENT, _ABSENT = 0.6, 0.14
#: The same for names and numbers, which are kept as they stand.
_KEPT, _STRAY = 0.85, 0.05
#: The words of a sentence are not independent of each other: so much of their evidence counts.
_WORDS_WEIGHT = 0.8
#: What it tells that there is room for a sentence between the renderings of its neighbours, or none.
_ROOM = 3.2
#: Log-odds against a sentence's being lost before anything is known.
_RARE = 5.0
#: Lighter sentences (bytes) are judged by nothing.
_LIGHT = 24
#: How much longer or shorter than usual (logarithm) a block with as many sentences as its source must be to be looked at,
#: and how far each sentence may be off before the two sides are out of step.
_SHORT, _STEP = 0.1, 0.6
#: Words that no dictionary is asked for.
EMPTY = frozenset(
    "a an the of to in on at by for from with and or as be is are was were been it its this that these those there here "
    "than then so such not no can could may might will would should must shall do does did done have has had having he she "
    "they them their we us our you your i my me his her who whom which what when where why how all any some each both also "
    "just even only very much more most many other others one two into out up off over under about but if because while "
    "however get gets got make makes made making use uses used using let lets like well way ways e.g i.e etc et al vs per "
    "being own same too still yet now once again further instead rather quite often usually don't doesn't isn't".split()
)
#: The same in Chinese.
EMPTY_CHINESE = frozenset(
    "我们 可以 中的 进行 它们 他们 她们 你们 如果 作为 其中 面的 对于 然后 因为 因此 "
    "所以 这里 这种 这个 这些 那些 那个 已经 现在 所有 任何 许多 非常 一些 一种 一个 "
    "自己 正如 没有 不是 什么 以下 其他 能够 具有 得到 这样 那样 通过 为了 可能 通常 "
    "以及 或者 并且 但是 而且 不仅 虽然 尽管 由于 关于 基于 只是 只有 就是 还是 都是 "
    "也是 之间 之后 之前 其实 如何 怎样 怎么 每个 每次 各种 不同 相同 同样 同时 一样 "
    "一起 一直 一下 一点 更多 很多 大多 起来 出来 下来 过去 这一 那么 这么 即使 甚至 "
    "仍然 之一 便".split()
)
WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]+")
KEPT_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]*\d[\d.,]*\d|[A-Za-zÀ-ɏ]*\d|[A-Za-z]*[a-z][A-Z]\w*|\b[A-Z]{2,}\b")
#: What makes 1.5 another number: it is written with other figures in another language.
SCALE = re.compile(r" ?(?:[十百千万萬亿億兆]|(?:hundred|thousand|[mb]illion|trillion)s?\b|[KkMBTb]n?\b)")
#: What makes a number a month or a day, which are words in another language.
_DATE = re.compile(" ?[月日号號]")
#: A Latin word in a text of another script, which has it from its source.
_LATIN = re.compile(r"(?<![\w-])[A-Z][a-z]{2,}(?![\w-])")
_FIGURE = re.compile("[0-9]+(?:[., '’\u00a0\u2009\u202f][0-9]+)*")
_DIGITLESS = re.compile("[^0-9]")
_NO_FIGURES: Mapping[str, Sequence[int]] = {}
#: Numbers of fewer figures, zeros at the ends apart, may be words in a language whose number words are not read.
_UNSPELLED = 3
HAN = re.compile(r"[\u3400-\u9fff]+")
GLOSS_WORD = re.compile(r"[a-z]{3,}")


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


def lost_sentences(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Source sentences that the translation leaves out, by pair index."""
    return _alone(context)[0]


def added_sentences(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Target sentences that the source knows nothing of, by pair index."""
    return _alone(context)[1]


@per_document
def _alone(context: Context) -> tuple[dict[int, tuple[Alone, ...]], dict[int, tuple[Alone, ...]]]:
    """Lost sentences and added ones."""
    usual = lengths(context)
    found: tuple[dict[int, tuple[Alone, ...]], dict[int, tuple[Alone, ...]]] = ({}, {})
    for index, measure in usual.measures.items():
        if measure.kind not in RUNNING or usual.usual is None:
            continue
        more = measure.ratio - usual.usual
        # Nothing is missing from a block that is longer than usual, and nothing was added to one that is shorter.
        added = more > 0
        pair = context.pairs[index]
        ranges = split(pair, context)
        ours, theirs = ranges[::-1] if added else ranges
        if len(ours) < 2 or _in_step(pair, context, usual.usual, abs(more)):
            continue
        # Sentences are joined in translation as often as not: only a block that is short as well is looked at.
        if len(ours) <= len(theirs) and abs(more) < _SHORT:
            continue
        variance = measure.variance * usual.width**2
        if here := _in_pair(pair, context, ours, abs(more), variance, added=added):
            found[added][index] = here
    return found


def _in_step(pair: Pair, context: Context, usual: float, surplus: float) -> bool:
    """Whether sentence after sentence has the length of its translation, and nothing can be missing."""
    if surplus > 2 * _SHORT:
        return False
    ours, theirs = weights(pair, context)
    return len(ours) == len(theirs) and in_step(ours, theirs, usual, _STEP)


def in_step(ours: Sequence[int], theirs: Sequence[int], usual: float, most: float) -> bool:
    """Whether the weights of sentences differ by what is usual (logarithm), and by less than ``most`` from that."""
    return all(
        abs(math.log((after + 1) / (before + 1)) - usual) < most for before, after in zip(ours, theirs, strict=True)
    )


def _in_pair(
    pair: Pair, context: Context, ranges: Sequence[tuple[int, int]], surplus: float, variance: float, *, added: bool
) -> tuple[Alone, ...]:
    """The sentences without counterpart that explain the pair best, empty where everything has one."""
    other = pair.source if added else pair.target
    heavy = weights(pair, context)[added]
    total = sum(heavy)
    witnesses = _witnesses(pair, context, ranges, added=added)
    rooms = _rooms(witnesses, heavy, other.prose, weight(other.prose) / max(total, 1))
    words = [_WORDS_WEIGHT * sum(one.weight for one in row) for row in witnesses]
    chosen: list[int] = []
    score = 0.0
    for index in sorted((i for i, one in enumerate(heavy) if one >= _LIGHT), key=lambda i: -words[i]):
        gone = sum(heavy[i] for i in chosen)
        # A block of which nothing would be left is no translation at all: other rules tell of it.
        if words[index] <= 0 or gone + heavy[index] > 0.8 * total:
            break
        room = rooms[index]
        if room is None:
            # Where the neighbours do not tell, the length of the whole block does.
            now, then = (surplus + _log_rest(part, total) for part in (gone, gone + heavy[index]))
            room = (now**2 - then**2) / (2 * variance)
        evidence = words[index] + room - _RARE
        if evidence > 0:
            chosen.append(index)
            score = max(score, evidence)
    sure = round(1 / (1 + math.exp(-score)), 2)
    return tuple(
        Alone(*ranges[i], sure, tuple(one.word for one in witnesses[i] if not one.there)) for i in sorted(chosen)
    )


def _rooms(
    witnesses: Sequence[Sequence[_Witness]], weights: Sequence[int], other: str, growth: float
) -> list[float | None]:
    """Whether there is room for each sentence between the renderings of its neighbours, as a log-likelihood ratio.

    None where they cross or have none.
    """
    found: list[float | None] = []
    places = [sorted(one.at for one in row if one.at is not None) for row in witnesses]
    for index, heavy in enumerate(weights):
        before = places[index - 1][-1:] if index else [0]
        after = places[index + 1][:1] if index + 1 < len(weights) else [len(other)]
        if not before or not after or before[0] > after[0]:
            found.append(None)
            continue
        share = weight(other[before[0] : after[0]]) / max(heavy * growth, 1.0)
        found.append(_ROOM if share < 0.45 else 0.0 if share < 0.8 else -_ROOM)
    return found


def _log_rest(gone: float, total: float) -> float:
    return math.log(max(1 - gone / total, 0.05))


def _witnesses(pair: Pair, context: Context, ranges: Sequence[tuple[int, int]], *, added: bool) -> list[list[_Witness]]:
    """For every sentence the words that it alone has, and whether the other side has them too."""
    ours, theirs = (context.target, context.source) if added else (context.source, context.target)
    here, there = (pair.target, pair.source) if added else (pair.source, pair.target)
    known = context.lexicon
    rows: list[dict[str, _Witness]]
    if known and ours.language.startswith("en") and is_chinese(theirs.language):
        rows = _english_words(pair, context, ranges, known, terms=not added)
    elif known and is_chinese(ours.language) and theirs.language.startswith("en"):
        rows = _chinese_words(pair, context, ranges, known, added=added)
    else:
        rows = [{} for _ in ranges]
    other = bare(there.text)
    languages = language_of(ours.language), language_of(theirs.language)
    marked = any(one.decimal_comma for one in languages)
    figures = _figures(there.text) if marked or not languages[1].numerals else _NO_FIGURES
    for row, (start, end) in zip(rows, ranges, strict=True):
        for match in KEPT_TOKEN.finditer(here.prose, start, end):
            if match[0][-1].isdigit() and (
                SCALE.match(here.prose, match.end()) or _DATE.match(here.prose, match.end())
            ):
                continue  # a number that another language writes in another way
            if figures is not _NO_FIGURES and match[0][0].isdigit() and match[0][-1].isdigit():
                digits = _DIGITLESS.sub("", match[0])
                if languages[1].numerals or len(digits.strip("0")) >= _UNSPELLED:
                    row[match[0]] = _witness(match[0], figures.get(digits, ()), _KEPT, _STRAY)
                continue
            row[match[0]] = _witness(match[0], stands(bare(match[0]), other), _KEPT, _STRAY)
        for match in _LATIN.finditer(here.prose, start, end) if added and is_chinese(ours.language) else ():
            row[match[0]] = _witness(match[0], stands(bare(match[0]), other), _KEPT, _STRAY)
    shared = Counter(word for row in rows for word in row)
    return [[one for word, one in row.items() if shared[word] == 1] for row in rows]


def _figures(text: str) -> dict[str, list[int]]:
    """The figures of a text without the marks in them, which differ by language, and where each ends."""
    found: dict[str, list[int]] = {}
    for match in _FIGURE.finditer(text):
        for digits in {_DIGITLESS.sub("", match[0]), *_DIGITLESS.split(match[0])}:
            found.setdefault(digits, []).append(match.end())
    return found


def bare(text: str) -> str:
    """In small letters, and the commas of thousands gone; every other offset stays almost where it was."""
    return text.lower().replace(",", "")


def stands(token: str, text: str) -> list[int]:
    """Where a name or number stands by itself, at its first two places."""
    found: list[int] = []
    at = text.find(token)
    while at >= 0 and len(found) < 2:
        end = at + len(token)
        before, after = text[at - 1 : at], text[end : end + 2]
        inside = before.isascii() and (before.isalnum() or (before == "." and token[0].isdigit()))
        longer = after[:1].isascii() and (after[:1].isdigit() or (after[:1].isalpha() and after != "s"))
        if not inside and not longer and not (after[:1] == "." and after[1:].isdigit()):
            found.append(end)
        at = text.find(token, end)
    return found


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
    starts = [term.start for term, _, _ in known]
    rows: list[dict[str, _Witness]] = []
    places = cache(lambda word: _places(folded, (word, *_options(word, lexicon))))
    for start, end in ranges:
        row: dict[str, _Witness] = {}
        inside: set[int] = set()
        for term, outcome, target in known[bisect_left(starts, start) : bisect_left(starts, end)]:
            if outcome is Outcome.REPEATED or term.concept.common:
                continue
            seen = outcome is not Outcome.MISSING
            row[term.concept.id] = _Witness(here.prose[term.start : term.end], seen, target[1] if target else None)
            inside.update(range(term.start, term.end))
        for match in WORD.finditer(here.prose, start, end):
            word = match[0].lower().replace("’", "'").removesuffix("'s")
            if word in EMPTY or len(word) < 3 or match.start() in inside:
                continue
            if (found := places(word)) or _options(word, lexicon):
                row[word] = _witness(word, found)
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
    pair: Pair, context: Context, ranges: Sequence[tuple[int, int]], lexicon: Lexicon, *, added: bool
) -> list[dict[str, _Witness]]:
    here, there = (pair.target, pair.source) if added else (pair.source, pair.target)
    english: dict[str, set[int]] = {}
    for match in GLOSS_WORD.finditer(there.prose.lower()):
        for form in base_forms(match[0]):
            english.setdefault(form, set()).add(match.end())
    # What renders a term of the termbase is there, whatever the dictionary says of its characters.
    known = {
        at: rendering.term.end
        for rendering in (context.terms(pair).renderings if added else ())
        if rendering.target
        for at in range(*rendering.target)
    }
    rows: list[dict[str, _Witness]] = []
    folded = fold(here.prose, "zh")
    places = cache(
        lambda word: sorted({at for gloss in glosses(word, lexicon) & english.keys() for at in english[gloss]})
    )
    for start, end in ranges:
        row: dict[str, _Witness] = {}
        for run in HAN.finditer(folded, start, end):
            for first, last in segment(run[0], lexicon.known):
                word = run[0][first:last]
                if last - first < 2 or word in EMPTY_CHINESE:
                    continue
                if run.start() + first in known:
                    row[word] = _Witness(word, True, known[run.start() + first])
                elif glosses(word, lexicon):
                    row[word] = _witness(word, places(word))
        rows.append(row)
    return rows


@lru_cache(maxsize=20_000)
def glosses(word: str, lexicon: Lexicon) -> frozenset[str]:
    """English content words, in their base forms, of a Chinese word's senses."""
    found = {
        form
        for entry in lexicon.words.get(word, ())
        for gloss in entry.glosses
        for english in GLOSS_WORD.findall(gloss.lower())
        if english not in EMPTY
        for form in base_forms(english)
    }
    return frozenset(found)


def supported(pair: Pair, context: Context) -> float:
    """Share of the source's words that the target has, 0.5 where no word tells."""
    text = pair.source.prose
    rows = _witnesses(pair, context, [(0, len(text))], added=False) if text else [[]]
    return (sum(one.there for one in rows[0]) + 0.5) / (len(rows[0]) + 1)
