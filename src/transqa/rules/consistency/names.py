"""Names that stand in Latin letters here and by their Chinese name, or as they sound in Chinese, there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from transqa.check import Context, Pair
from transqa.check.memo import per_document
from transqa.check.terms.sound import similarity
from transqa.lexicon import is_proper
from transqa.rules.people.names import pinyin
from transqa.rules.people.running import TRANSCRIBE
from transqa.text.fold import fold, is_chinese

#: A word with a capital that no other Latin word, digit or mark joins.
_LATIN = re.compile(r"[A-Z][A-Za-z]{2,}+(?![0-9\-_./@'’&+])")
_HAN = re.compile("[\u3400-\u9fff]")
_CAPITAL = re.compile("[A-Z][A-Za-z]{2,}+")
#: What ends a clause, or goes on after a name; an opening bracket does not, for a name in brackets explains another.
_PAUSES = "，。；：！？”"
#: The Chinese name must stand so many times as often, unless the other form stands once.
_RATIO = 3


#: A shorter name is heard by accident. How alike it must sound, and the characters that names are transcribed with.
_AUDIBLE, _LIKE = 4, 0.75
#: Kept so often, a name is kept.
_KEPT = 2
_TRANSCRIBED = re.compile(f"[{''.join(sorted(TRANSCRIBE))}]{{2,6}}")


class Name(NamedTuple):
    """A name in Latin letters that is ``usual`` elsewhere, with its ranges and the counts of both."""

    pair: Pair
    source: tuple[int, int]
    target: tuple[int, int]
    usual: str
    often: int
    times: int


def names(context: Context) -> Iterator[Name]:
    """Names in the middle of a Chinese sentence that the document calls by their Chinese name at least as often.

    A Chinese name that the termbase calls wrong (克劳德 for Claude) is no reason to give up the other.
    """
    if context.lexicon is None or not is_chinese(context.target.language):
        return
    named: dict[str, list[Pair]] = defaultdict(list)
    for word, found in capitals(context).items():
        named[word.lower()] += found
    for name, pairs in named.items():
        # Most names are kept wherever they stand, and most other words nowhere.
        if len(pairs) < 2 or len({name in pair.target.folded for pair in pairs}) < 2:
            continue
        pairs = distinct(pairs)
        yield from _as_it_sounds(name, pairs, context)
        if (places := list(_places(name, pairs))) and (chinese := _chinese(name, context)):
            yield from _both(name, chinese, places, pairs, context)


def _as_it_sounds(name: str, pairs: list[Pair], context: Context) -> Iterator[Name]:
    """A name that the document keeps in Latin letters mostly, and here and there writes as it sounds: 阿特拉斯 for Atlas."""
    kept = [pair for pair in pairs if name in pair.target.folded]
    others = [pair for pair in pairs if name not in pair.target.folded]
    if len(name) < _AUDIBLE or len(kept) < max(_KEPT, len(others)) or context.lexicon is None:
        return
    for pair in others:
        said = re.search(rf"(?<![\w.]){name}(?!\w)", pair.source.prose, re.IGNORECASE)
        if said is None or _of_a_person(pair.source.prose, *said.span()):
            continue
        heard = [
            (similarity(name, pinyin(run[0], context.lexicon)), run.span())
            for run in _TRANSCRIBED.finditer(pair.target.folded)
            if all(map(is_proper, context.lexicon.entries(run[0])))
        ]
        likeness, place = max(heard, default=(0.0, (0, 0)))
        if likeness >= _LIKE:
            yield Name(pair, said.span(), place, said[0], len(kept), len(others))


def _of_a_person(text: str, start: int, end: int) -> bool:
    """Whether another name stands beside it."""
    return bool(re.search(r"[A-Z][a-z]+ \Z", text[:start]) or re.match(r" [A-Z][a-z]+", text[end:]))


@per_document
def capitals(context: Context) -> Mapping[str, list[Pair]]:
    """The pairs whose source has a word with a capital, as often as it stands there."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in context.judged:
        for word in _CAPITAL.findall(pair.source.prose):
            found[word].append(pair)
    return found


def distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair once."""
    return list({pair.index: pair for pair in pairs}.values())


def _places(name: str, pairs: list[Pair]) -> Iterator[tuple[Pair, int, int]]:
    """Where the name stands in Latin letters by itself."""
    for pair in pairs:
        if name in pair.target.folded:
            text = pair.target.prose
            for match in _LATIN.finditer(text):
                if match[0].lower() == name and _alone(text, *match.span()):
                    yield pair, *match.span()


def _alone(text: str, start: int, end: int) -> bool:
    """Whether Chinese stands on both sides, or on one and the edge of a clause on the other."""
    before, after = text[:start].rstrip(" ")[-1:], text[end:].lstrip(" ")[:1]
    sides = [bool(_HAN.match(side)) for side in (before, after)]
    return any(sides) and (sides[0] or not before or before in _PAUSES) and (sides[1] or after in _PAUSES + "）)")


def _chinese(name: str, context: Context) -> tuple[str, ...]:
    """What the dictionary and the termbase call it in Chinese, as it is folded."""
    language, lexicon = context.target.language, context.lexicon
    words = [
        word
        for word in (lexicon.translations(name) if lexicon else ())
        if any(map(is_proper, lexicon.entries(word)))  # type: ignore[union-attr]  # there are words
    ]
    # The termbase asks for the capitals that it has: NVIDIA.
    for match in context.matchers.source.find(name) + context.matchers.source.find(name.upper()):
        kept = [context.termbase.concepts[form.concept] for form in match.forms if match.end == len(name)]
        words += [fold(word, language) for concept in kept if concept.keep for word in concept.accepted(language)]
    return tuple(
        word
        for word in dict.fromkeys(words)
        if len(word) > 1
        and _HAN.match(word)
        and not any(form.entry for match in context.matchers.target.find(word) for form in match.forms)
    )


def _both(
    name: str, chinese: tuple[str, ...], places: list[tuple[Pair, int, int]], pairs: list[Pair], context: Context
) -> Iterator[Name]:
    said = re.compile(rf"(?<!\w){name}(?!\w)", re.IGNORECASE)
    usual: dict[str, int] = defaultdict(int)
    shown: dict[str, str] = {}
    for pair in pairs:
        text = pair.target.folded
        word = next((word for word in chinese if word in text), None)
        spot = said.search(pair.source.prose) if word else None
        # The Turing test may be 图灵测试 and a chip Turing.
        if word and spot and not _in_term(spot.span(), pair, context):
            if name in text:
                return  # explained in brackets, or part of a longer name
            usual[word] += 1
            at = text.find(word)
            shown.setdefault(word, pair.target.prose[at : at + len(word)])
    if not usual:
        return
    word = max(usual, key=lambda each: usual[each])
    rows = [(pair, start, end, spot) for pair, start, end in places if (spot := said.search(pair.source.prose))]
    if len(rows) == 1 or len(rows) * _RATIO <= usual[word]:
        for pair, start, end, spot in rows:
            yield Name(pair, spot.span(), (start, end), shown[word], usual[word], len(rows))


def _in_term(span: tuple[int, int], pair: Pair, context: Context) -> bool:
    """Whether a name is part of a longer term."""
    return any(
        term.start <= span[0] and span[1] <= term.end and (term.start, term.end) != span
        for term, *_ in context.terms(pair).renderings
    )
