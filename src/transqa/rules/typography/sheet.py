"""The target document as one text, and faults of one kind told one by one or, where there are many, together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from transqa.check import Context, Fault, Pair, Side
from transqa.check.memo import per_document
from transqa.model import Block, Edit, Fix, Quote, Safety, Span
from transqa.text.punctuation import EAST, Convention, convention

Result = TypeVar("Result")

HAS_EAST = re.compile(f"[{EAST}]")
#: A kind of fault is told place by place up to this many characters for each; beyond it, one finding tells of all.
_SPACE = 500
#: Faults that are always told one by one.
_FEW = 3


@dataclass(frozen=True)
class Sheet:
    """All prose of the target. ``chars`` are the characters in it: a rule that looks for others need not look."""

    side: Side
    text: str
    chars: frozenset[str]
    convention: Convention
    # No context: it is kept under this one for as long as that lives, which would then be for ever.
    pairs: tuple[Pair, ...]

    def has(self, marks: str | frozenset[str]) -> bool:
        """Whether any of these characters is there."""
        return not self.chars.isdisjoint(marks)

    def quote(self, start: int, end: int) -> Quote:
        """The file's own text for ``text[start:end]``."""
        return self.side.quote(start, end)

    def locate(self, start: int, end: int) -> Span:
        """The range of the file for ``text[start:end]``."""
        block, base = self.block(start)
        return block.locate(start - base, end - base)

    def plain(self, start: int, end: int) -> bool:
        """Whether the file has just these characters there: no markup, no entity, no line end between them."""
        starts, rewritten = self._pieces
        index = bisect_right(starts, start)
        if (index == len(starts) or end <= starts[index]) and starts[index - 1] not in rewritten:
            return True
        block, base = self.block(start)
        span = block.locate(start - base, end - base)
        return self.side.document.text[span.start : span.end] == self.side.text[start:end]

    @cached_property
    def _pieces(self) -> tuple[list[int], frozenset[int]]:
        """Where in ``text`` every piece of a block starts, and which of them the file has in another length."""
        starts: list[int] = []
        rewritten = set()
        for block, base in zip(self.side.blocks, self.starts, strict=True):
            at = base + len(block.text)
            for offset, _, length in reversed(block.pieces):
                if at - base - offset != length:
                    rewritten.add(base + offset)
                at = base + offset
            starts += [base + piece[0] for piece in block.pieces] or [base]
        return starts, frozenset(rewritten)

    def edit(self, start: int, end: int, right: str) -> Edit | None:
        """The edit that makes ``text[start:end]`` right, None where it would take markup or a line end with it.

        An empty range inserts before ``start``.
        """
        if start == end:
            at = self.locate(start - 1, start + 1).start + 1
            return Edit(Span(at, at), right) if self.plain(start - 1, start + 1) else None
        span = self.locate(start, end)
        found = self.side.document.text[span.start : span.end]
        if found != self.side.text[start:end] and (end > start + 1 or "\n" in found or "\r" in found):
            return None
        return Edit(span, right)

    @cached_property
    def starts(self) -> list[int]:
        """Where in ``text`` every block starts."""
        starts, at = [], 0
        for block in self.side.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return starts

    def number(self, offset: int) -> int:
        """The index of the block at an offset."""
        return bisect_right(self.starts, offset) - 1

    def block(self, offset: int) -> tuple[Block, int]:
        """The block at an offset, and where in ``text`` it starts."""
        number = self.number(offset)
        return self.side.blocks[number], self.starts[number]

    def bounds(self, offset: int) -> tuple[int, int]:
        """The range of the block at an offset."""
        block, start = self.block(offset)
        return start, start + len(block.text)

    @cached_property
    def _links(self) -> dict[int, Pair]:
        return {number: pair for pair in self.pairs for number in pair.link.target}

    def pair(self, offset: int) -> tuple[Pair | None, int]:
        """The pair of the block at an offset, and where in ``text`` its target would start if it stood there."""
        number = self.number(offset)
        pair = self._links.get(number)
        if pair is None:
            return None, 0
        before = sum(len(self.side.blocks[i].text) + 1 for i in pair.link.target if i < number)
        return pair, self.starts[number] - before

    @cached_property
    def _known(self) -> dict[tuple[object, ...], Any]:
        return {}

    def once(self, offset: int, judge: Callable[[str], Result]) -> Result:
        """What ``judge`` says of the source of the block at an offset; it is asked once for each block."""
        key = (judge, self.number(offset))
        if key not in self._known:
            self._known[key] = judge(self.source(offset))
        return self._known[key]  # type: ignore[no-any-return]

    def in_source(self, offset: int, text: str) -> bool:
        """Whether the source of the block at an offset has this text."""
        key = (text, self.number(offset))
        if key not in self._known:
            self._known[key] = text in self.source(offset)
        return bool(self._known[key])

    @cached_property
    def _easts(self) -> dict[int, bool]:
        return {}

    def mostly_east(self, offset: int) -> bool:
        """Whether a third or more of the block at an offset is East Asian script."""
        number = self.number(offset)
        if number not in self._easts:
            first, last = self.bounds(offset)
            self._easts[number] = len(HAS_EAST.findall(self.text, first, last)) * 3 >= last - first
        return self._easts[number]

    def source(self, offset: int) -> str:
        """The prose of the source for the block at an offset; empty where there is none."""
        pair = self._links.get(self.number(offset))
        return pair.source.prose if pair else ""


@per_document
def sheet(context: Context) -> Sheet:
    """The target's prose, made once for all rules."""
    side = Side(context.target, context.target.blocks)
    return Sheet(side, side.prose, frozenset(side.prose), convention(context.target.language), context.pairs)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that is not right, what is right there, and how to get it. ``edits`` are ``(start, end, text)``."""

    start: int
    end: int
    right: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()
    safety: Safety = Safety.SAFE


def replaced(start: int, end: int, right: str, safety: Safety = Safety.SAFE) -> Hit:
    """A hit that is mended by replacing it."""
    return Hit(start, end, right, ((start, end, right),), safety)


def faults(
    page: Sheet,
    hits: Sequence[Hit],
    say: Callable[[str, str], str],
    *,
    kind: str,
    together: bool | None = None,
    safety: Safety = Safety.SAFE,
    confidence: float = 0.8,
) -> Iterator[Fault]:
    """A finding for every hit, or one for all.

    ``say`` words the message from the quoted text and what is right. ``together`` None: by how many there are for the
    size of the document. ``safety`` bounds that of the fixes made together.
    """
    if not hits:
        return
    if together is None:
        together = len(hits) > max(_FEW, len(page.text) // _SPACE)
    if not together or len(hits) == 1:
        for hit in hits:
            place = page.quote(hit.start, hit.end)
            yield Fault(
                say(place.text, hit.right),
                target=place,
                fixes=_fix(page, [hit], hit.safety),
                confidence=confidence,
                evidence={"kind": kind},
            )
    else:
        place = page.quote(hits[0].start, hits[0].end)
        lines = sorted({page.quote(hit.start, hit.end).line for hit in hits[:100]})
        least = Safety.UNSAFE if any(hit.safety is not Safety.SAFE for hit in hits) else safety
        yield Fault(
            f"{say(place.text, hits[0].right)} (and {len(hits) - 1} more like it in this document)",
            target=place,
            fixes=_fix(page, hits, least),
            confidence=confidence,
            evidence={"kind": kind, "count": len(hits), "lines": lines[:20]},
        )


def _fix(page: Sheet, hits: Sequence[Hit], safety: Safety) -> tuple[Fix, ...]:
    edits: list[Edit] = []
    touched: set[int] = set()
    for hit in hits:
        made = [edit for part in hit.edits if (edit := page.edit(*part))]
        places = {place for edit in made for place in range(edit.span.start, edit.span.end)}
        # Two marks may share the blank between them; the second one is left for the next look.
        if len(made) == len(hit.edits) and touched.isdisjoint(places):
            edits += made
            touched |= places
    return (Fix(hits[0].right, safety, tuple(edits)),) if edits else ()


def minority(few: int, many: int) -> bool:
    """Whether ``few`` places depart from the style of ``many``, rather than being the document's own style."""
    return few <= 1 or few * 3 <= few + many


def short(text: str) -> str:
    """A quotation for a message."""
    return text if len(text) <= 40 else f"{text[:24]}…{text[-12:]}"
