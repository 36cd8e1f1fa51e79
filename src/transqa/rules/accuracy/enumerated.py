"""Items of an enumeration inside a paragraph, (1) ... (2) ... (3), that the translation leaves out with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from transqa.check.context import Context
from transqa.check.memo import per_document
from transqa.rules.accuracy.support import Alone

_LABEL = re.compile(r"[(（]([0-9]{1,2}|[a-h]|i{1,3}|iv|v)[)）]")
#: The same in another style: what the translation numbers so is not compared.
_OTHER = re.compile(r"[①-⑳]|(?<![(（\w])[0-9a-h][)）]|其[一二三四五]|第[一二三四五][，、]|[（(][一二三四五][)）]")
#: Where an item ends that is the last one.
_END = re.compile(r"[.;。；](?:\s|\Z)|\Z")
_ROWS = tuple(tuple(row.split()) for row in ("1 2 3 4 5 6 7 8 9 10 11 12", "a b c d e f g h", "i ii iii iv v"))
_CONFIDENCE = 0.9


@per_document
def lost_items(context: Context) -> Mapping[int, tuple[Alone, ...]]:
    """Items whose number the translation does not have though it has others of the row, by pair index."""
    return {
        pair.index: found
        for pair in context.judged
        if ("(" in pair.source.prose or "（" in pair.source.prose)
        and (found := tuple(_in_pair(pair.source.prose, pair.target.prose)))
    }


def _in_pair(source: str, target: str) -> Iterator[Alone]:
    ours = list(_LABEL.finditer(source))
    row = tuple(match[1] for match in ours)
    if len(row) < 2 or not any(row == known[: len(row)] for known in _ROWS) or _OTHER.search(target):
        return
    theirs = [match[1] for match in _LABEL.finditer(target)]
    # (1) alone may be a citation.
    if len(theirs) < 2 or any(label not in row for label in theirs) or theirs != sorted(set(theirs), key=row.index):
        return
    ends = [*(match.start() for match in ours[1:]), _END.search(source, ours[-1].end()).start()]  # type: ignore[union-attr]
    for match, end in zip(ours, ends, strict=True):
        if match[1] not in theirs:
            text = source[match.start() : end].rstrip(" ,;，；、")
            yield Alone(match.start(), match.start() + len(text), _CONFIDENCE, (match[0],))
