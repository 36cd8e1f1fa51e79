"""Parts of a source sentence for which its translation has no slot.

What stands between two marks or conjunctions is translated between the translations of its neighbours. Where those follow
each other without anything between them, and no word of the part is said elsewhere, it was left out: one item of a list,
a clause at the end. The length of the sentence need not show it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from transqa.check.terms.assign import Outcome, Rendering
from transqa.lexicon import Lexicon
from transqa.rules.accuracy.heard import Heard, heard_of, here_of
from transqa.rules.accuracy.sentence import GONE, WORDS_WEIGHT, Sentence, entry_of, spread_of
from transqa.rules.accuracy.short_lists import all_others, short_list
from transqa.rules.accuracy.support import EMPTY, KEPT_TOKEN, WORD, Alone, bare, stands
from transqa.text.sentences import weight

#: Where a part ends: a mark, or before a conjunction.
_CUT = re.compile(
    r"[,;:()\[\]–—]\s+|\s[–—(]\s*|\s-\s+|\)"
    r"|\s(?=(?:and|or|but|so that|while|whereas|which|before|because|as well as|rather than)\s)"
)
#: What stands between the translations of two parts; a conjunction may be part of a word, which errs on the safe side.
_JOINT = re.compile(
    r"[，、；：。！？,;:!?()（）\[\]“”《》—]+|[和与與及或并並且而同]|以及|以便|从而|從而|然后|然後|之前|因为|因為"
)
#: Fewer characters between two joints say nothing.
_SLOT = 2
#: So many that render no word say something else.
_STRANGE = 6
#: What it tells that the neighbours leave no slot, and how much they leave as a share of what the part would take.
_NO_SLOT = 2.5
_ROOMS = ((0.3, 1.5), (0.5, 0.5), (0.8, -1.0))
#: What it tells that a list has fewer items than its source.
_LISTED = 4.5
#: Log-odds against a part's being left out before anything is known.
_RARE = 4.5
_LEAST, _MOST = -1.5, 2.0
#: More parts are a table in one sentence.
_PARTS = 40
#: Share of the other parts' words that must be rendered: where they are not, the sentence is rewritten.
_RENDERED = 0.5
#: So sure is it at most: a translator may sum up.
_SUREST = 0.85
#: Words that must be missing at the beginning, where a translator drops phrases freely.
_FIRST = 3


def parts(text: str, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What stands between marks and conjunctions in some sentences of a text."""
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        for match in _CUT.finditer(text, start, end):
            found.append((start, match.end()))
            start = match.end()
        found.append((start, end))
    return [(start, end) for start, end in found if end - start > 1 and text[start:end].strip(" \0")]


def unplaced(
    sentence: Sentence, terms: Sequence[Rendering], short: float, width: float, growth: float, lexicon: Lexicon
) -> Iterator[Alone]:
    """Parts that are left out.

    Args:
        sentence: its clauses are :func:`parts`.
        terms: the terms of the sentence, in order.
        short: how much shorter than usual the translation is (logarithm).
        width: how much wider than usual the lengths of the document spread.
        growth: the usual logarithm of target weight over source weight.
        lexicon: the dictionary.
    """
    text, parts = sentence.pair.source.prose, sentence.clauses
    if len(parts) > _PARTS:
        return
    inside, heard = _by_part(sentence, terms, parts)
    listed = short_list(sentence) if "、" in sentence.here else None
    silent = [
        at
        for at, part in enumerate(parts)
        if not heard[at]
        and ((item := listed is not None and at in listed.items) or _slots(heard, at, sentence.here, strict=False))
        and _silent(sentence, part, inside[at], terms, lexicon, item=item)
    ]
    if not silent:
        return
    rows, taken = heard_of(sentence, parts, inside, lexicon)
    if _strange(sentence.here, taken):
        return
    loads = [weight(text[start:end]) for start, end in parts]
    full = max(sum(loads), 1)
    for index in silent:
        row = rows[index]
        told = sum(heard.weight for heard in row)
        if told <= 0 or not _others_rendered(rows, index):
            continue
        room = _room(rows, index, sentence, loads[index] * math.exp(growth)) if _telling(row, first=not index) else None
        slot = _NO_SLOT + room if room is not None else None
        if slot is None and listed and index in listed.items and all_others(listed, rows, index):
            slot = _LISTED
        if slot is None:
            continue
        after = short + math.log(max(1 - loads[index] / full, 0.1))
        length = min(max((short**2 - after**2) / spread_of(full, width), _LEAST), _MOST)
        score = WORDS_WEIGHT * told + slot + length - _RARE
        if score > 0:
            start, end = parts[index]
            part = text[start:end].rstrip(" ,;:()[]–—-.\0")
            missed = tuple(heard.word for heard in row if heard.weight > 0)
            yield Alone(start, start + len(part), round(min(1 / (1 + math.exp(-score)), _SUREST), 2), missed)


def _by_part(
    sentence: Sentence, terms: Sequence[Rendering], parts: Sequence[tuple[int, int]]
) -> tuple[list[list[Rendering]], list[tuple[int, int] | None]]:
    """The terms of each part, and the range of the translation in which they are rendered."""
    found: list[list[Rendering]] = [[] for _ in parts]
    heard: list[tuple[int, int] | None] = [None] * len(parts)
    at, end = 0, parts[0][1]
    for rendering in terms:
        start = rendering.term.start
        while start >= end and at < len(parts) - 1:
            at += 1
            end = parts[at][1]
        if parts[at][0] <= start < end:
            found[at].append(rendering)
            if place := here_of(rendering, sentence):
                known = heard[at] or place
                heard[at] = min(known[0], place[0]), max(known[1], place[1])
    return found, heard


def _silent(
    sentence: Sentence,
    part: tuple[int, int],
    inside: Sequence[Rendering],
    terms: Sequence[Rendering],
    lexicon: Lexicon,
    *,
    item: bool,
) -> bool:
    """Whether the translation has no word of a part, and of one nothing at all: quickly, for nearly every part has.

    Of an ``item`` of a list it is enough that no word is there.
    """
    text, (start, end) = sentence.pair.source.prose, part
    claimed: list[tuple[int, int]] | None = None
    gone = any(rendering.outcome is Outcome.MISSING and not rendering.term.concept.common for rendering in inside)
    words = nothing = 0
    for match in WORD.finditer(text, start, end):
        word = match[0].lower()
        if word in EMPTY or len(word) < 3:
            continue
        entry = entry_of(word, lexicon)
        if entry is None:
            if stands(word, sentence.latin):
                return False
            continue
        words += 1
        places = sentence.places(entry)
        if not places:
            nothing += not nothing and entry.characters.isdisjoint(sentence.here)
            continue
        # What renders a term of another part says nothing of this one.
        if claimed is None:
            others = [here_of(rendering, sentence) for rendering in terms if rendering not in inside]
            claimed = [place for place in others if place]
        if any(all(at >= last or first >= to for first, last in claimed) for at, to in places):
            return False
    for match in KEPT_TOKEN.finditer(text, start, end):
        if stands(bare(match[0]), sentence.latin):
            return False
        gone = True
    return gone or (item and words > 0) or (nothing > 0 and words > 1)


def _strange(here: str, taken: bytearray) -> bool:
    """Whether the translation has a clause that renders no word: it may say what is missed, in words of its own."""
    start = 0
    for match in chain(_JOINT.finditer(here), (None,)):
        first, last = match.span() if match else (len(here), len(here))
        if first - start >= _STRANGE and taken.find(1, start, first) < 0:
            return True
        start = last
    return False


def _telling(row: Sequence[Heard], *, first: bool) -> bool:
    """Whether enough words speak for a part's being left out: two, or a term, a name or a number."""
    missing = [heard.weight for heard in row if heard.weight >= 1]
    if not missing or max(missing) < GONE:
        return False  # what other words' renderings share may be said by them
    return len(missing) >= (_FIRST if first else 2) or (not first and GONE in missing)


def _others_rendered(rows: Sequence[Sequence[Heard]], index: int) -> bool:
    others = [heard for at, row in enumerate(rows) if at != index for heard in row]
    return sum(heard.weight < 0 for heard in others) >= max(_RENDERED * len(others), 1)


def _room(rows: Sequence[Sequence[Heard]], index: int, sentence: Sentence, wanted: float) -> float | None:
    """What the room between the nearest neighbours with a place tells, None where there is a slot for the part.

    As many slots are taken as there are parts between the two besides this one.
    """
    heard = [_range(row) for row in rows]
    slots = _slots(heard, index, sentence.here)
    if slots is None:
        return None
    start, end, others = slots
    prose = sentence.pair.target.prose[sentence.start + start : sentence.start + end]
    share = weight(prose) / max(wanted, 1.0)
    if others:
        return 0.0
    return next((tells for limit, tells in _ROOMS if share < limit), None)


def _range(row: Sequence[Heard]) -> tuple[int, int] | None:
    """The range in which the words of a part are."""
    places = [heard.place for heard in row if heard.place and heard.weight < 0]
    return (min(start for start, _ in places), max(end for _, end in places)) if places else None


def _slots(
    heard: Sequence[tuple[int, int] | None], index: int, here: str, *, strict: bool = True
) -> tuple[int, int, int] | None:
    """The room between the nearest neighbours with a place, and the parts in it besides this one, None with a slot.

    Unless ``strict`` is set, no slot is assumed where the neighbours are too far off to tell.
    """
    before = next((at for at in range(index - 1, -1, -1) if heard[at]), -1)
    after = next((at for at in range(index + 1, len(heard)) if heard[at]), len(heard))
    others = after - before - 2
    if others > 1:
        return None if strict else (0, len(here), others)
    # At either end of the sentence all others are its neighbours, for the order of clauses may have changed.
    near_start = heard if after == len(heard) else heard[before : before + 1]
    near_end = heard if before < 0 else heard[after : after + 1]
    start = max([place[1] for place in near_start if place], default=0) if before >= 0 else 0
    end = min([place[0] for place in near_end if place], default=len(here)) if after < len(heard) else len(here)
    if start > end:
        return None
    pieces = _JOINT.split(here[start:end])
    # The ends of the neighbours' own translations are no slots.
    pieces = pieces[before >= 0 : len(pieces) - (after < len(heard))]
    if sum(len(piece.strip()) >= _SLOT for piece in pieces) > others or (others and not pieces):
        return None
    return start, end, others
