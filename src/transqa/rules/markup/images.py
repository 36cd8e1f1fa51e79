"""Which image of the source is in the translation, wherever it stands there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from transqa.check import Context, Pair
from transqa.check.memo import per_document
from transqa.model import InlineKind
from transqa.rules.markup.inventory import Mark, Row, inventory
from transqa.text.urls import damage, url_key

#: So many paths are looked for in the text.
_SOUGHT = 200
_ADDRESS = re.compile(r"""(?:src|href)\s*=\s*\{?["']([^"']+)["']""", re.IGNORECASE)


@dataclass
class Images:
    """What became of the images of the source."""

    lost: list[tuple[Pair, Mark]] = field(default_factory=list)
    #: Source image, the one in its place, and the accident that its path met with, if it was one.
    changed: list[tuple[Mark, Mark, str]] = field(default_factory=list)
    total: int = 0


@per_document
def images(context: Context) -> Images:
    """Match images by their path, over the whole document: translators move them."""
    found = Images()
    rows = list(inventory(context).rows(InlineKind.IMAGE))
    if not any(row.source for row in rows):
        return found
    there = Counter(url_key(mark.inline.target) for row in rows for mark in row.target)
    text = context.target.text
    there.update(url_key(address) for address in _ADDRESS.findall(text))
    sought = 0
    known = {url_key(mark.inline.target) for row in rows for mark in row.source}
    for row in rows:
        found.total += len(row.source)
        missing = []
        for mark in row.source:
            key = url_key(mark.inline.target)
            if there[key]:
                there[key] -= 1
            elif sought >= _SOUGHT or mark.inline.target not in text:
                missing.append(mark)
                sought += 1
        _judge(row, missing, known, found)
    return found


def _judge(row: Row, missing: list[Mark], known: set[str], found: Images) -> None:
    free = [mark for mark in row.target if url_key(mark.inline.target) not in known]
    for mark in missing:
        if free:
            other = free.pop(0)
            found.changed.append((mark, other, damage(mark.inline.target, other.inline.target)))
        elif row.pair.judged or not row.pair.target.blocks:
            found.lost.append((row.pair, mark))
