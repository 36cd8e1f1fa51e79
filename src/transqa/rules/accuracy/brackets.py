"""What stands in brackets and is not in the brackets of the translation: one of their items, or all of it.

Brackets are kept where they are, so that those of the two sides can be counted and compared one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.check.pair import Pair
from transqa.lexicon import Lexicon
from transqa.rules.accuracy.lengths import lengths
from transqa.rules.accuracy.matched import matched
from transqa.rules.accuracy.sentence import entry_of
from transqa.rules.accuracy.support import EMPTY, KEPT_TOKEN, WORD, Alone, bare, stands
from transqa.text.fold import is_chinese

_SOURCE = re.compile(r"\(([^()\x1e]+)\)")
_TARGET = re.compile(r"[(（]([^()（）\x1e]+)[)）]")
#: What separates items.
_COMMA = re.compile(r", (?:and |or )?")
_ITEM = re.compile(r"[、，,；;]|以及|[和与與或及]")
#: Brackets that explain are worded freely.
_FREE = re.compile(r"\0|\b(?:e\.g|i\.e|etc|such as|including|see|cf)\b")
#: Items that make a list.
_LIST = 3
#: Words that must be missing where all of the brackets are.
_WORDS = 3
_CONFIDENCE = 0.7
#: More brackets are a table in one block.
_MANY = 30


@per_document
def lost_brackets(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Brackets and items in brackets that the translation leaves out, by pair index; English to Chinese only."""
    lexicon = context.lexicon
    if lexicon is None or not context.source.language.startswith("en") or not is_chinese(context.target.language):
        return {}
    return {
        index: found
        for index in lengths(context).measures
        if "(" in (pair := context.pairs[index]).source.prose and (found := tuple(_in_pair(pair, context, lexicon)))
    }


def _in_pair(pair: Pair, context: Context, lexicon: Lexicon) -> Iterator[Alone]:
    ours = list(_SOURCE.finditer(pair.source.prose))
    theirs = list(_TARGET.finditer(pair.target.folded))
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            if one[0].count(",") >= _LIST - 1 and (found := _item(one, other[1], lexicon)):
                yield found
    elif len(theirs) < len(ours) <= _MANY:
        for (start, end), (first, last) in matched(pair, context):
            for one in _SOURCE.finditer(pair.source.prose, start, end):
                missed = _missed(one[1], pair.target.folded[first:last], lexicon)
                if missed and len(missed) >= _WORDS:
                    yield Alone(*one.span(), _CONFIDENCE, missed)


def _item(brackets: re.Match[str], target: str, lexicon: Lexicon) -> Alone | None:
    """The one item of a list in brackets that the translation's brackets, with one item fewer, do not have."""
    cuts = [match.span() for match in _COMMA.finditer(brackets[1])]
    if len(cuts) < _LIST - 1 or _FREE.search(brackets[1]) or len(_ITEM.findall(target)) != len(cuts) - 1:
        return None
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(brackets[1])]
    silent = [
        (start, end, missed)
        for start, end in zip(starts, ends, strict=True)
        if (missed := _missed(brackets[1][start:end], target, lexicon)) is not None
    ]
    if len(silent) != 1:
        return None
    start, end, missed = silent[0]
    return Alone(brackets.start(1) + start, brackets.start(1) + end, _CONFIDENCE, missed)


def _missed(text: str, target: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The words of a text when the target has none of them, else None."""
    latin = bare(target)
    if any(stands(bare(match[0]), latin) for match in KEPT_TOKEN.finditer(text)):
        return None
    missed = []
    for match in WORD.finditer(text):
        word = match[0].lower()
        if word in EMPTY or len(word) < 3:
            continue
        entry = entry_of(word, lexicon)
        if stands(word, latin) or (entry and any(option in target for option in (*entry.long, *entry.single))):
            return None
        if entry:
            missed.append(word)
    return tuple(missed)
