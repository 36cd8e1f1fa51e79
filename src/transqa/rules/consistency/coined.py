"""Words that a text makes names of its parts: the Grow step, the Solver."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from transqa.check import Context, Pair
from transqa.model import BlockKind
from transqa.rules.accuracy.foreign import set_off, title_of_paper
from transqa.rules.consistency.names import Name, capitals, distinct
from transqa.text.fold import fold, is_chinese

#: A word with a capital among words without, which is neither a title nor the beginning of a sentence.
_COINED = re.compile(r"[A-Z](?<=[a-z,;] .)[a-z]{3,}+(?=[’']s |[,;.]? [a-z])")
_BEFORE = re.compile(r"(?:[a-z,;]|(?:^|[.!?:] )(?:The|One|An?|Each|Every|This|That|In the|Both)) $")
_REACH = 12
#: Shorter words are articles and the like.
_SHORT = 3


def coined(context: Context) -> Iterator[Name]:
    """Coined names that the dictionary renders in two ways, or that are kept here and translated there.

    Only paragraphs count in which the renderings are as many as the names.
    """
    if not is_chinese(context.target.language):
        return
    for word, pairs in capitals(context).items():
        if len(pairs) > 1 and len(word) > _SHORT and word[1:].islower():
            places = [(pair, span) for pair in distinct(pairs) for span in _coined_in(pair.source.prose, word)]
            places = [place for place in places if _among_words(*place)] if len(places) > 1 else []
            if len(places) > 1 and (known := _renderings(word, context)):
                yield from _two(word, known, places)


def _coined_in(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        if (match := _COINED.match(text, at)) and match[0] == word:
            yield match.span()
        at = text.find(word, at + 1)


def _among_words(pair: Pair, span: tuple[int, int]) -> bool:
    """Whether a capital in running text begins neither a sentence nor the second word of a title."""
    if pair.source.blocks[0].kind is BlockKind.HEADING:
        return False
    return _BEFORE.search(pair.source.prose, max(0, span[0] - _REACH), span[0]) is not None


def _quoted(pair: Pair, start: int, end: int) -> bool:
    """Whether a range of the source is within a title, a quotation or a note in brackets."""
    if any(first < start and end < last for first, last in set_off(pair.source.prose)):
        return True
    return title_of_paper(pair.source, pair.source.locate(start, end))


def _renderings(word: str, context: Context) -> list[str]:
    """What the dictionary and the termbase have for a word that is no name by itself, the longer first."""
    plain = re.compile(rf"(?<!\w){word.lower()}(?!\w)")
    lexicon, language = context.lexicon, context.target.language
    found = [
        each
        for each in (lexicon.translations(word) if lexicon else ())
        if any(plain.search(gloss) for entry in lexicon.entries(each) for gloss in entry.glosses)  # type: ignore[union-attr]
    ]
    for match in context.matchers.source.find(word):
        concepts = [context.termbase.concepts[form.concept] for form in match.forms]
        if any(concept.keep for concept in concepts):
            return []
        found += [fold(each, language) for concept in concepts for each in concept.accepted(language)]
    return sorted({each for each in found if len(each) > 1 and not each.isascii()}, key=len, reverse=True)


def _two(word: str, known: list[str], places: list[tuple[Pair, tuple[int, int]]]) -> Iterator[Name]:
    one = re.compile("|".join([*map(re.escape, known), rf"(?<![a-z]){word.lower()}(?![a-z])"]))
    said = re.compile(rf"(?<!\w){word}", re.IGNORECASE)
    rows: list[tuple[Pair, tuple[int, int], tuple[int, int], str]] = []
    for _, group in groupby(places, key=lambda place: place[0].index):
        own = list(group)
        pair = own[0][0]
        theirs = list(one.finditer(pair.target.folded))
        if len(theirs) == len(own) == len(said.findall(pair.source.prose)):
            rows += [(pair, span, match.span(), match[0]) for (_, span), match in zip(own, theirs, strict=True)]
    if len({row[3] for row in rows}) != 2:
        return
    rows = [row for row in rows if not _quoted(row[0], *row[1])]
    counts = Counter(row[3] for row in rows)
    if len(counts) != 2:
        return
    (usual, often), (rare, times) = counts.most_common()
    if times == 1 and usual not in rare and rare not in usual:
        for pair, source, target, text in rows:
            if text == rare:
                yield Name(pair, source, target, word if usual.isascii() else usual, often, times)
