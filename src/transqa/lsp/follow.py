"""An edited document beside its checked predecessor: what changed, what moved, and which links still hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from transqa.align import align
from transqa.lexicon import Lexicon
from transqa.model import Bitext, Block, Document, Edit, Finding, Fix, Link, Quote, Span


@dataclass(frozen=True, slots=True)
class Shift:
    """One replacement: ``old`` of the earlier text became ``size`` code points at the same place."""

    old: Span
    size: int

    @property
    def by(self) -> int:
        """How far everything behind it has moved."""
        return self.size - len(self.old)

    def span(self, span: Span) -> Span | None:
        """Where a span of the earlier text is now; None where it was edited."""
        if span.end <= self.old.start:
            return span
        if span.start >= self.old.end:
            return Span(span.start + self.by, span.end + self.by)
        return None


def shift(before: str, after: str) -> Shift:
    """The smallest single replacement that makes one text of another."""
    most = min(len(before), len(after))
    start = _longest(most, lambda size: before[:size] == after[:size])
    most -= start
    end = _longest(most, lambda size: before[len(before) - size :] == after[len(after) - size :])
    return Shift(Span(start, len(before) - end), len(after) - end - start)


def _longest(most: int, agree: Callable[[int], bool]) -> int:
    """The greatest size up to ``most`` that agrees, as all smaller ones do."""
    return bisect_left(range(1, most + 1), True, key=lambda size: not agree(size))


@dataclass(frozen=True)
class Relinked:
    """The links of an edited document. ``same`` maps links whose text is as before, old index to new."""

    bitext: Bitext
    same: Mapping[int, int]

    @property
    def fresh(self) -> list[int]:
        """Indices of the links with other text than before."""
        kept = set(self.same.values())
        return [index for index in range(len(self.bitext.links)) if index not in kept]


def relink(earlier: Bitext, target: Document, moved: Shift, *, lexicon: Lexicon | None) -> Relinked:
    """The alignment of an edited target after that of its predecessor.

    While the number of blocks stays the same the links do; where blocks came or went only their neighbourhood is aligned
    anew. A guess, for as long as somebody types: a full alignment may know better.
    """
    old, new = earlier.target.blocks, target.blocks
    head, tail = _unchanged(old, new, moved.by)
    region = range(head, len(old) - tail)
    touched = [index for index, link in enumerate(earlier.links) if set(region) & set(link.target)]
    if len(old) == len(new):
        same = {index: index for index in range(len(earlier.links)) if index not in touched}
        return Relinked(Bitext(earlier.source, target, earlier.links), same)
    if not touched:
        # Something was inserted between two blocks: its neighbours may give up a part to it.
        touched = [index for index, link in enumerate(earlier.links) if {head - 1, head} & set(link.target)]
    touched = _with_gaps(earlier.links, touched or range(len(earlier.links)))
    by = len(new) - len(old)

    def now(block: int) -> int:
        return block if block < head else block + by

    place = min(touched, default=len(earlier.links))
    sources = sorted({block for index in touched for block in earlier.links[index].source})
    outside = {now(block) for index in touched for block in earlier.links[index].target if block not in region}
    targets = sorted(outside | set(range(head, len(new) - tail)))
    local = _aligned(earlier.source, sources, target, targets, lexicon)
    kept = [
        (index, replace(link, target=tuple(map(now, link.target))))
        for index, link in enumerate(earlier.links)
        if index not in touched
    ]
    before = [item for item in kept if item[0] < place]
    behind = kept[len(before) :]
    same = {index: number for number, (index, _) in enumerate(before)}
    same |= {index: len(before) + len(local) + number for number, (index, _) in enumerate(behind)}
    bitext = Bitext(earlier.source, target, (*(link for _, link in before), *local, *(link for _, link in behind)))
    return Relinked(bitext, same)


def carried(findings: Iterable[Finding], target: Document, moved: Shift) -> Iterator[Finding]:
    """Findings of the earlier text at their places in the new one; those whose words were edited are left out."""
    for finding in findings:
        if finding.target is None:
            yield finding
            continue
        span = moved.span(finding.target.span)
        if span is not None:
            fixes = tuple(fix for fix in (_carried(fix, moved) for fix in finding.fixes) if fix)
            yield replace(finding, target=_quote(finding.target, span, target, moved), fixes=fixes)


def _quote(quote: Quote, span: Span, target: Document, moved: Shift) -> Quote:
    return quote if span == quote.span and span.end < moved.old.start else target.quote(span)


def _carried(fix: Fix, moved: Shift) -> Fix | None:
    edits = []
    for edit in fix.edits:
        span = moved.span(edit.span)
        if span is None:
            return None
        edits.append(Edit(span, edit.text))
    return replace(fix, edits=tuple(edits))


def _unchanged(old: tuple[Block, ...], new: tuple[Block, ...], by: int) -> tuple[int, int]:
    """How many blocks at the beginning and at the end are as they were, apart from their place."""
    most = min(len(old), len(new))
    head = 0
    while head < most and _alike(old[head], new[head], 0):
        head += 1
    tail = 0
    while tail < most - head and _alike(old[-1 - tail], new[-1 - tail], by):
        tail += 1
    return head, tail


def _alike(old: Block, new: Block, by: int) -> bool:
    return (
        (old.kind, old.level, old.text, old.masked) == (new.kind, new.level, new.text, new.masked)
        and (old.span.start + by, old.span.end + by) == (new.span.start, new.span.end)
        and [(inline.kind, inline.target) for inline in old.inlines]
        == [(inline.kind, inline.target) for inline in new.inlines]
        and len(old.pieces) == len(new.pieces)
    )


def _with_gaps(links: Sequence[Link], touched: Sequence[int]) -> list[int]:
    """The links and the untranslated blocks around them: what came may be their translation."""
    first, last = min(touched, default=0), max(touched, default=-1)
    while first > 0 and not links[first - 1].target:
        first -= 1
    while last + 1 < len(links) and not links[last + 1].target:
        last += 1
    return sorted({*touched, *(index for index in range(first, last + 1) if not links[index].target)})


def _aligned(
    source: Document, sources: list[int], target: Document, targets: list[int], lexicon: Lexicon | None
) -> list[Link]:
    one = replace(source, blocks=tuple(source.blocks[index] for index in sources))
    other = replace(target, blocks=tuple(target.blocks[index] for index in targets))
    return [
        Link(
            tuple(sources[index] for index in link.source),
            tuple(targets[index] for index in link.target),
            link.confidence,
        )
        for link in align(one, other, lexicon=lexicon).links
    ]
