"""Words that a text makes names of its parts: the Grow step, the Solver."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from transqa.check import Context, Pair
from transqa.model import BlockKind
from transqa.rules.accuracy.foreign import set_off, title_of_paper
from transqa.rules.consistency.names import Name
from transqa.text.fold import fold, is_chinese

#: A word with a capital among words without, which is neither a title nor the beginning of a sentence.
_COINED = re.compile(r"[A-Z][a-z]{3,}+(?=[’']s |[,;.]? [a-z])")
_BEFORE = re.compile(r"(?:[a-z,;]|(?:^|[.!?:] )(?:The|One|An?|Each|Every|This|That|In the|Both)) [\"“‘(]?$")
_REACH = 12


def coined(context: Context) -> Iterator[Name]:
    """Coined names that the dictionary renders in two ways, or that are kept here and translated there.

    Only paragraphs count in which the renderings are as many as the names.
    """
    if not is_chinese(context.target.language):
        return
    found: dict[str, dict[Pair, list[tuple[int, int]]]] = defaultdict(dict)
    for pair in context.judged:
        if pair.source.blocks[0].kind is BlockKind.HEADING:
            continue
        text = pair.source.prose
        for match in _COINED.finditer(text):
            if _BEFORE.search(text, max(0, match.start() - _REACH), match.start()) and not _quoted(pair, *match.span()):
                found[match[0]].setdefault(pair, []).append(match.span())
    for word, places in found.items():
        if sum(map(len, places.values())) > 1 and (known := _renderings(word, context)):
            yield from _two(word, known, places)


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


def _two(word: str, known: list[str], places: dict[Pair, list[tuple[int, int]]]) -> Iterator[Name]:
    one = re.compile("|".join([*map(re.escape, known), rf"(?<![a-z]){word.lower()}(?![a-z])"]))
    rows: list[tuple[Pair, tuple[int, int], tuple[int, int], str]] = []
    for pair, spans in places.items():
        theirs = list(one.finditer(pair.target.folded))
        if len(theirs) == len(spans) == len(re.findall(rf"(?i)(?<!\w){word}", pair.source.prose)):
            rows += [(pair, span, match.span(), match[0]) for span, match in zip(spans, theirs, strict=True)]
    counts = Counter(row[3] for row in rows)
    if len(counts) != 2:
        return
    (usual, often), (rare, times) = counts.most_common()
    if times == 1 and usual not in rare and rare not in usual:
        for pair, source, target, text in rows:
            if text == rare:
                yield Name(pair, source, target, word if usual.isascii() else usual, often, times)
