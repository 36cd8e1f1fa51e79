"""MRK007."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.inventory import Mark, Row, inventory, paragraph, plural, shown
from transqa.rules.markup.stripped import EMPHASIS, stripped

_LITERAL = re.compile(r"\*|(?<!\w)_|_(?!\w)|~~")
_STOP = re.compile(r"[\s，。、；：！？,.;:!?()（）]")
#: Two bold pieces with no more than this between them are one that broke.
_GAP = 10
#: A lead-in label is no longer than this.
_LABEL = 40
#: Emphasis within sentences must be kept this often, and so many times as often as not, before its loss is a slip.
_KEPT, _RATIO = 3, 3


@rule("MRK007", "emphasis-lost", mqm="markup/emphasis", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def emphasis_lost(context: Context) -> Iterator[Fault]:
    """Bold or italics that set a whole block or its lead-in label apart are gone, or bold broke into pieces.

    A block that is all italics (a byline, a caption) or begins with a bold label (**Why** ...) has lost its emphasis
    altogether; where none of a document's blocks kept it, one finding says so. One bold phrase that became two with a
    few characters between them is major. Emphasis on single words within a sentence is the translator's affair, for
    Chinese has no italics, and many houses use quotation marks; but a bold name that stays as it is stays bold where the
    document keeps nearly all emphasis.

    Why: readers find bylines and labels by their type, and a bold phrase that breaks in the middle reads as two.
    Bad: We propose the **embodied Turing test** here. => 我们在此提出**具身**图灵**测试**。
    Good: We propose the **embodied Turing test** here. => 我们在此提出**具身图灵测试**。
    Fix: unsafe, for a broken phrase one pair of delimiters, for a bold name its delimiters.
    """
    if "emphasis" in stripped(context).kinds:
        return
    whole: list[tuple[Pair, Mark]] = []
    within: list[Row] = []
    kept = 0
    for row in inventory(context).rows(*EMPHASIS):
        if not row.pair.judged:
            continue
        yield from _broken(row)
        mark = _set_apart(row)
        if mark is None:
            within.append(row)
            continue
        if row.target:
            kept += 1
        elif not _LITERAL.search(row.pair.target.prose):
            whole.append((row.pair, mark))
    if whole and not kept and len(whole) > 2:
        pair, mark = whole[0]
        yield _lost(pair, mark, f" (so are all {len(whole)} of the document)")
        return
    for pair, mark in whole:
        yield _lost(pair, mark, "")
    yield from _forgotten(within)


def _forgotten(rows: list[Row]) -> Iterator[Fault]:
    """Bold words within sentences that stand there as they are and plain, where nearly all emphasis was kept."""
    kept = sum(min(len(row.source), len(row.target)) for row in rows)
    lost = sum(max(0, len(row.source) - len(row.target)) for row in rows)
    if kept < max(_KEPT, _RATIO * lost):
        return
    for row in rows:
        gone = len(row.source) - len(row.target)
        plain = [(mark, at) for mark in row.source if (at := _plain(mark, row)) is not None]
        for mark, at in plain[: max(gone, 0)]:
            target = row.pair.target.quote(at, at + len(mark.content))
            yield Fault(
                f"{target.text!r} is not bold any more",
                source=mark.quote(),
                target=target,
                fixes=(Fix(mark.raw, Safety.UNSAFE, (Edit(target.span, mark.raw),)),),
                confidence=0.7,
                evidence={"kind": "emphasis"},
            )


def _plain(mark: Mark, row: Row) -> int | None:
    """Where bold words stand in the translation as they are, if nothing emphasises them there."""
    if mark.inline.kind is not InlineKind.STRONG or any(mark.content in other.content for other in row.target):
        return None
    text = row.pair.target.prose
    at = text.find(mark.content)
    return at if at >= 0 and text.find(mark.content, at + 1) < 0 else None


def _lost(pair: Pair, mark: Mark, more: str) -> Fault:
    what = "italics are" if mark.inline.kind is InlineKind.EMPHASIS else "bold is"
    block = pair.target.blocks[0]
    return Fault(
        f"the {what} gone from the translation of {shown(mark.content)}{more}",
        source=mark.quote(),
        target=pair.target.document.quote(block.locate(0, len(block.text))),
        confidence=0.7,
        evidence={"kind": "emphasis"},
    )


def _set_apart(row: Row) -> Mark | None:
    """The source's emphasis where it is all of the block, or a label in front of its text."""
    if len(row.pair.source.blocks) != 1 or len(row.pair.target.blocks) != 1 or not row.source:
        return None
    mark = row.source[0]
    size = len(mark.block.text)
    content = mark.inline.content
    first = mark.block.locate(0, 1).start
    if not content.start <= first + 2 or first > mark.inline.content.end:
        return None
    if len(content) >= 0.9 * size and size > 1:
        return mark
    if mark.inline.kind is not InlineKind.STRONG or len(content) > _LABEL or len(content) > size / 2:
        return None
    return mark if re.match(r"\s*[:：→—–|-]|\s*\n", mark.after) or mark.content.rstrip()[-1:] in ":：→.。" else None


def _broken(row: Row) -> Iterator[Fault]:
    for kind in (InlineKind.STRONG, InlineKind.EMPHASIS):
        source = [mark for mark in row.source if mark.inline.kind is kind]
        target = [mark for mark in row.target if mark.inline.kind is kind]
        extra = len(target) - len(source)
        if not source or extra < 1:
            continue
        for left, right in pairwise(target):
            gap = Span(left.inline.span.end, right.inline.span.start)
            between = left.document.text[gap.start : gap.end]
            if left.block is not right.block or not 0 < len(between) <= _GAP or _STOP.search(between) or extra < 1:
                continue
            extra -= 1
            delimiter = left.raw[: left.inline.content.start - left.inline.span.start]
            text = f"{delimiter}{left.content}{between}{right.content}{delimiter}"
            place = left.document.quote(Span(left.inline.span.start, right.inline.span.end))
            yield Fault(
                f"one phrase of the source ({plural(len(source), kind.value)} there, {len(target)} here) broke into "
                f"pieces: {place.text!r}; write {text!r}",
                source=source[0].quote() if len(source) == 1 else paragraph(row.pair.source),
                target=place,
                severity=Severity.MAJOR,
                fixes=(Fix(text, Safety.UNSAFE, (Edit(place.span, text),)),),
                confidence=0.8,
                evidence={"kind": "emphasis"},
            )
