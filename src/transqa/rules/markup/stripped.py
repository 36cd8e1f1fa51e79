"""Whether the translation lost its markup as a whole: then one finding says so, and the other rules are silent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from transqa.check import Context, Pair
from transqa.check.memo import per_document
from transqa.model import BlockKind, InlineKind
from transqa.rules.markup.images import images
from transqa.rules.markup.inventory import Mark, inventory
from transqa.rules.markup.links import labelled, links

EMPHASIS = (InlineKind.EMPHASIS, InlineKind.STRONG, InlineKind.STRIKE)
#: So much markup must there be, of so many kinds, and so much of each must be gone.
_ENOUGH = 6
_KINDS = 2
_SHARE = 0.7


@dataclass(frozen=True)
class Stripped:
    """What the source has and what the translation lost, by kind (``link``, ``image``, ``emphasis``, ``heading``)."""

    there: Counter[str]
    lost: Counter[str]
    #: Constructs gone, by pair.
    marks: dict[int, list[Mark]]
    #: Pairs whose heading became plain text.
    headings: dict[int, Pair]

    @property
    def kinds(self) -> list[str]:
        """Kinds of which most is gone; empty where the document kept its markup."""
        gone = [kind for kind, count in self.there.items() if count > 1 and self.lost[kind] >= _SHARE * count]
        enough = sum(self.there[kind] for kind in gone) >= _ENOUGH
        return gone if enough and len(gone) >= _KINDS else []


@per_document
def stripped(context: Context) -> Stripped:
    """Count the markup of the source and what became of it."""
    found = Stripped(Counter(), Counter(), {}, {})
    if inventory(context).bare:
        return found
    judged = links(context)
    found.there["link"] = judged.total
    for entry in judged.lost:
        found.lost["link"] += labelled(entry.source)
        found.marks.setdefault(entry.pair.index, []).append(entry.source)
    for row in inventory(context).rows(*EMPHASIS):
        if row.pair.judged:
            found.there["emphasis"] += len(row.source)
            gone = list(row.source)[len(row.target) :] if row.target else list(row.source)
            found.lost["emphasis"] += len(gone)
            if not row.target:
                found.marks.setdefault(row.pair.index, []).extend(gone)
    pictures = images(context)
    found.there["image"] = pictures.total
    for pair, mark in pictures.lost:
        found.lost["image"] += 1
        found.marks.setdefault(pair.index, []).append(mark)
    for pair, source, target in inventory(context).shaped:
        if source.kind is BlockKind.HEADING:
            found.there["heading"] += 1
            if target.kind is not BlockKind.HEADING:
                found.lost["heading"] += 1
                found.headings[pair.index] = pair
    return found
