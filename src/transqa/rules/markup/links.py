"""Which link of the translation is which link of the source, over the whole document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from transqa.check import Context, Pair
from transqa.check.memo import per_document
from transqa.check.pair import Side
from transqa.model import InlineKind, Quote, Span
from transqa.rules.markup.inventory import NEAR, Mark, Row, inventory, raw
from transqa.text.urls import compact, damage, find_compact, moves, same_page, url_key

#: Similarity of two URLs, with what their labels and places add, from which on they are taken for one link.
_ALIKE = 0.6
#: More leftovers than this in one pair are matched by their order alone.
_MANY = 8
#: So many addresses are looked for in a text; a document with more faults of a kind has enough of them.
_SOUGHT = 100
#: In a longer text a label is not looked for.
_LONGEST = 20_000
_MARKS = re.compile(r"!?\[|\]\([^)]*\)|[*`~\\]|(?<![^\W_])_|_(?![^\W_])")


@dataclass(frozen=True)
class Match:
    """A source link with its counterpart."""

    pair: Pair
    source: Mark
    target: Mark


@dataclass(frozen=True)
class Changed:
    """A link that leads elsewhere. ``target`` is the construct; ``place`` the URL in the file.

    ``how`` is the accident that befell the URL (see ``transqa.text.urls.damage``), ``""`` for another address.
    """

    pair: Pair
    source: Mark
    target: Mark | None
    place: Span
    how: str


@dataclass(frozen=True)
class Lost:
    """A link without counterpart; ``again`` where the same address is still linked in the same place."""

    pair: Pair
    source: Mark
    again: bool


@dataclass
class Links:
    """What became of all links of the trusted pairs."""

    kept: list[Match] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    added: list[tuple[Pair, Mark]] = field(default_factory=list)
    #: Links of the source with a label.
    total: int = 0


@dataclass
class _Open:
    """A pair's links that still have no counterpart."""

    row: Row
    source: list[Mark]
    target: list[Mark]


def labelled(mark: Mark) -> bool:
    """Whether a link has a label that is not its address: only such a link is lost with its markup."""
    return mark.inline.kind is InlineKind.LINK and "://" not in mark.content


def label(mark: Mark) -> str:
    """What a reader sees of a link, without markup inside it."""
    return " ".join(_MARKS.sub("", mark.content).split())


def find_label(name: str, side: Side) -> Quote | None:
    """Where the translation has the label itself, outside of any link."""
    at = side.prose.find(name) if 1 < len(name) <= len(side.prose) <= _LONGEST else -1
    if at < 0:
        return None
    place = side.quote(at, at + len(name))
    linked = any(
        inline.kind is InlineKind.LINK and inline.span.overlaps(place.span)
        for block in side.blocks
        for inline in block.inlines
    )
    return None if linked or place.text != name else place


@per_document
def links(context: Context) -> Links:
    """Match the links of a document: same address in the pair, then nearby, then likeness."""
    found = Links()
    waiting = [
        _Open(row, list(row.source), list(row.target))
        for row in inventory(context).rows(InlineKind.LINK, InlineKind.AUTOLINK)
    ]
    if not waiting:
        return found
    for entry in waiting:
        if entry.row.pair.judged:
            found.total += sum(labelled(mark) for mark in entry.source)
            found.kept += _same(entry)
    _moved(waiting)
    for entry in waiting:
        if entry.row.pair.judged and entry.source:
            _spoilt(entry, found)
    for entry in waiting:
        if entry.row.pair.judged:
            found.changed += _alike(entry)
            found.lost += _lost(entry)
            found.added += [(entry.row.pair, mark) for mark in entry.target]
    _forgive(found)
    text = context.source.text
    found.added = [(pair, mark) for pair, mark in found.added[:_SOUGHT] if mark.inline.target not in text]
    return found


def _same(entry: _Open) -> list[Match]:
    """Links to one address in one pair; the order says which is which among several."""
    waiting: dict[str, list[Mark]] = defaultdict(list)
    for mark in reversed(entry.target):
        waiting[url_key(mark.inline.target)].append(mark)
    matches = []
    for mark in entry.source:
        if twins := waiting[url_key(mark.inline.target)]:
            matches.append(Match(entry.row.pair, mark, twins.pop()))
    _drop(entry, matches)
    matches += (rest := _translated_page(entry))
    _drop(entry, rest)
    return matches


def _translated_page(entry: _Open) -> list[Match]:
    """Links whose address differs as that of a translated page does: another anchor, the other Wikipedia."""
    if not entry.source or not entry.target or len(entry.source) * len(entry.target) > _MANY**2:
        return []
    matches: list[Match] = []
    free = list(entry.target)
    for mark in entry.source:
        twin = next((other for other in free if same_page(mark.inline.target, other.inline.target)), None)
        if twin:
            free.remove(twin)
            matches.append(Match(entry.row.pair, mark, twin))
    return matches


def _drop(entry: _Open, matches: Iterable[Match]) -> None:
    gone = {mark for match in matches for mark in (match.source, match.target)}
    entry.source = [mark for mark in entry.source if mark not in gone]
    entry.target = [mark for mark in entry.target if mark not in gone]


def _moved(waiting: list[_Open]) -> None:
    """Take out links that stand in a neighbouring paragraph."""
    spare: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for entry in waiting:
        for mark in entry.target:
            spare[entry.row.pair.index, url_key(mark.inline.target)].append(mark)
    gone: set[Mark] = set()
    for entry in waiting if spare else ():
        here = entry.row.pair.index
        for mark in entry.source:
            key = url_key(mark.inline.target)
            for index in range(here - NEAR, here + NEAR + 1):
                if marks := spare.get((index, key)):
                    gone.update((mark, marks.pop()))
                    break
    for entry in waiting if gone else ():
        entry.source = [mark for mark in entry.source if mark not in gone]
        entry.target = [mark for mark in entry.target if mark not in gone]


def _spoilt(entry: _Open, found: Links) -> None:
    """Take out links whose address is in the text: in HTML or broken markup (another rule's), or broken itself."""
    pair = entry.row.pair
    text = raw(pair.target)
    start = pair.target.blocks[0].span.start
    folded, places = compact(text)
    linked = {url_key(mark.inline.target) for mark in entry.row.target}
    kept = entry.source[_SOUGHT:]
    for mark in entry.source[:_SOUGHT]:
        url = mark.inline.target
        if url_key(url) in linked:
            kept.append(mark)
            continue
        if any(other.inline.target.startswith(url) for other in entry.target):
            # Text ran into the address.
            kept.append(mark)
            continue
        if len(url) > len("https://") and re.search(re.escape(url) + r"(?![\w/%-])", text):
            continue
        place = find_compact(url, folded, places)
        if place is None:
            kept.append(mark)
            continue
        span = Span(start + place[0], start + place[1])
        partial = next((other for other in entry.target if other.inline.span.overlaps(span)), None)
        if partial:
            entry.target.remove(partial)
        found.changed.append(Changed(pair, mark, partial, span, damage(url, text[slice(*place)]) or "spaces"))
    entry.source = kept


def _alike(entry: _Open) -> list[Changed]:
    """What is left over on both sides, by likeness of address and label."""
    source, target = entry.source, entry.target
    if not source or not target:
        return []
    alone = len(source) == len(target) == 1 and labelled(source[0]) == labelled(target[0])
    scored: list[tuple[float, int, int]] = []
    if len(source) * len(target) <= _MANY**2:
        for i, mark in enumerate(source):
            for j, other in enumerate(target):
                score = _likeness(mark, other) + (0.35 if alone else 0.1 * (i == j))
                if score >= _ALIKE:
                    scored.append((-score, i, j))
    elif len(source) == len(target):
        scored = [(0.0, index, index) for index in range(len(source))]
    taken: tuple[set[int], set[int]] = (set(), set())
    changed = []
    for _, i, j in sorted(scored):
        if i in taken[0] or j in taken[1]:
            continue
        taken[0].add(i)
        taken[1].add(j)
        mark, other = source[i], target[j]
        how = damage(mark.inline.target, other.inline.target)
        changed.append(Changed(entry.row.pair, mark, other, _url_span(other), how))
    entry.source = [mark for index, mark in enumerate(source) if index not in taken[0]]
    entry.target = [mark for index, mark in enumerate(target) if index not in taken[1]]
    return changed


def _likeness(mark: Mark, other: Mark) -> float:
    matcher = SequenceMatcher(
        None, url_key(mark.inline.target)[:200], url_key(other.inline.target)[:200], autojunk=False
    )
    # The quick one is never lower.
    score = matcher.ratio() if matcher.quick_ratio() > 0.2 else 0.0
    name = label(mark)
    if labelled(mark) != labelled(other):
        # A title and a bare address below it are seldom one link.
        return score - 0.3
    return score + (0.5 if name and name.casefold() == label(other).casefold() else 0.0)


def _url_span(mark: Mark) -> Span:
    """The URL's place in a link, the whole link where it stands elsewhere (a reference)."""
    at = mark.document.text.find(mark.inline.target, mark.inline.content.end, mark.inline.span.end)
    if mark.inline.kind is InlineKind.AUTOLINK:
        at = mark.inline.content.start
    return Span(at, at + len(mark.inline.target)) if at >= 0 else mark.inline.span


def _lost(entry: _Open) -> list[Lost]:
    there = {url_key(mark.inline.target) for mark in entry.row.target}
    return [Lost(entry.row.pair, mark, url_key(mark.inline.target) in there) for mark in entry.source]


def _forgive(found: Links) -> None:
    """Leave out the links that a translated site has moved on purpose."""
    moved = [change for change in found.changed if not change.how and change.target]
    there = moves([(change.source.inline.target, change.target.inline.target) for change in moved if change.target])
    gone = {moved[index].source for index in there}
    found.changed = [change for change in found.changed if change.source not in gone]
