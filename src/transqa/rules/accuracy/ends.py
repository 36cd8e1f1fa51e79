"""A sentence too many at one end of a block whose other sentences go in step: a greeting, a closing remark.

Such sentences are too short for their length to tell (``support``). What tells is that every other sentence has its
translation at its place, in the usual length, and that no word of this one is on the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transqa.check.context import Context
from transqa.check.memo import per_document, split, weights
from transqa.check.pair import Pair, Side
from transqa.lexicon import Lexicon, base_forms
from transqa.lexicon.segment import words as segment
from transqa.model import BlockKind, InlineKind
from transqa.rules.accuracy.clauses import looked_up, lost_clauses
from transqa.rules.accuracy.lengths import lengths
from transqa.rules.accuracy.sentence import EVERYWHERE, EXACT
from transqa.rules.accuracy.support import (
    EMPTY,
    EMPTY_CHINESE,
    GLOSS_WORD,
    HAN,
    KEPT_TOKEN,
    RUNNING,
    WORD,
    Alone,
    added_sentences,
    bare,
    glosses,
    in_step,
    lost_sentences,
    stands,
)
from transqa.text.fold import fold, is_chinese

#: How far (logarithm) the other sentences may be from their usual length.
_STEP = 0.4
#: A caption may name its source at the end, or be followed by a remark.
_KINDS = RUNNING | {BlockKind.CAPTION}
#: Words that must tell: one is too few.
_WORDS = 2
#: A full sentence, not what introduces a list; in Chinese without anything that is no Chinese.
_CLOSED = re.compile(r"[.!?]\s*\Z")
_CHINESE = re.compile(r"[\u3400-\u9fff，、]+[。！!]")
_CONFIDENCE = 0.75


@per_document
def lost_ends(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """First and last sentences that the translation leaves out, by pair index; English to Chinese only."""
    return {
        pair.index: (Alone(start, end, _CONFIDENCE, missed),)
        for pair, lexicon, (start, end) in _over(context, added=False)
        if not lost_sentences(context).get(pair.index)
        and not lost_clauses(context).get(pair.index)
        and _CLOSED.search(pair.source.prose[start:end])
        and (missed := _nowhere(pair, start, end, context, lexicon))
    }


@per_document
def added_ends(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """First and last sentences that the source does not have, by pair index; English to Chinese only."""
    return {
        pair.index: (Alone(start, end, _CONFIDENCE, missed),)
        for pair, lexicon, (start, end) in _over(context, added=True)
        if not added_sentences(context).get(pair.index)
        and _CHINESE.fullmatch(pair.target.text[start:end].rstrip())
        and (missed := _unheard(pair, start, end, context, lexicon))
    }


def _over(context: Context, *, added: bool) -> Iterator[tuple[Pair, Lexicon, tuple[int, int]]]:
    """The first or last sentence of a side with one sentence more than the other, all others being in step; or both."""
    usual, lexicon = lengths(context), context.lexicon
    languages = context.source.language, context.target.language
    if lexicon is None or usual.usual is None or not languages[0].startswith("en") or not is_chinese(languages[1]):
        return
    for index, measure in usual.measures.items():
        if measure.kind not in _KINDS:
            continue
        pair = context.pairs[index]
        longer, shorter = split(pair, context)[::-1] if added else split(pair, context)
        if len(longer) < 2 or len(longer) != len(shorter) + 1:
            continue
        ours, theirs = weights(pair, context)
        labelled = _label(pair.source) and _label(pair.target)
        for at, rest in ((0, slice(1, None)), (-1, slice(-1))):
            if labelled and at == 0:
                continue  # **Margin note.** is **旁注** without its full stop
            one, other = (ours, theirs[rest]) if added else (ours[rest], theirs)
            if in_step(one, other, usual.usual, _STEP):
                yield pair, lexicon, longer[at]


def _label(side: Side) -> bool:
    """Whether a block begins in bold."""
    block = side.blocks[0]
    bold = next((one.content for one in block.inlines if one.kind is InlineKind.STRONG), None)
    return bold is not None and bool(block.text) and bold.start <= block.locate(0, 1).start < bold.end


def _nowhere(pair: Pair, start: int, end: int, context: Context, lexicon: Lexicon) -> tuple[str, ...]:
    """The English words of a sentence when the target has none of them, else nothing.

    What the other sentences say too tells nothing.
    """
    text, latin, block = pair.source.prose, bare(pair.target.prose), pair.target.folded
    others = {*_words(text, 0, start), *_words(text, end, len(text))}
    terms = [(start <= one.term.start < end, one) for one in context.terms(pair).renderings]
    elsewhere = {one.term.concept.id for here, one in terms if not here}
    if any(here and one.target and one.term.concept.id not in elsewhere for here, one in terms):
        return ()
    kept = [match[0] for match in KEPT_TOKEN.finditer(text, start, end)]
    if any(stands(bare(token), latin) for token in kept):
        return ()
    missed = [token for token in kept if len(token) > 1]
    for word in _words(text, start, end):
        if word in others:
            continue
        sign = looked_up(word, block, block, lexicon)
        if stands(word, latin) or (sign and sign.weight <= EXACT):
            return ()
        # Of a whole block some character is a word's translation by accident.
        if sign:
            missed.append(word)
    return tuple(missed) if len(missed) >= _WORDS else ()


def _words(text: str, start: int, end: int) -> Iterator[str]:
    """The English words of a range that say something, in small letters."""
    for match in WORD.finditer(text, start, end):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        if word not in EMPTY and len(word) > 2:
            yield word


def _unheard(pair: Pair, start: int, end: int, context: Context, lexicon: Lexicon) -> tuple[str, ...]:
    """The Chinese words of a sentence when the source has none of them, and one not even by a character; else nothing."""
    if any(rendering.target and start <= rendering.target[0] < end for rendering in context.terms(pair).renderings):
        return ()
    english = {form for word in GLOSS_WORD.findall(pair.source.prose.lower()) for form in base_forms(word)}
    characters = {char for form in english for option in lexicon.translations(form) for char in option} - EVERYWHERE
    missed, foreign = [], False
    for run in HAN.finditer(fold(pair.target.prose, "zh"), start, end):
        for first, last in segment(run[0], lexicon.known):
            word = run[0][first:last]
            if last - first < 2 or word in EMPTY_CHINESE:
                continue
            if not english.isdisjoint(glosses(word, lexicon)):
                return ()
            missed.append(word)
            foreign = foreign or characters.isdisjoint(word)
    return tuple(missed) if foreign and len(missed) >= _WORDS else ()
