"""MRK016."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Document, InlineKind, Quote, Severity, Span
from transqa.rules.markup.inventory import Mark, paragraph, plural
from transqa.rules.markup.links import find_label, label
from transqa.rules.markup.stripped import EMPHASIS, stripped

_NOUNS = {"link": "link", "image": "image", "emphasis": "bold or italic phrase", "heading": "heading"}


@rule("MRK016", "markup-stripped", mqm="markup/stripped", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def markup_stripped(context: Context) -> Iterator[Fault]:
    """The translation has lost most of the source's markup: it went through something that keeps only text.

    Reported once for the document, as major, with the counts; then once, as minor, for every paragraph that lost links,
    images, bold or italics, or a heading, so that they can be put back. MRK001, MRK005, MRK007 and MRK009 are silent
    about them. The option ``places = false`` leaves the summary only.

    Why: sixty findings that say "link lost" hide the one cause.
    Bad: # A  See [B](https://b.org), [C](https://c.org).  # D  **E** and **F** => 甲  见乙、丙。  丁  戊和己
    Good: # A  See [B](https://b.org), [C](https://c.org).  # D  **E** and **F** => # 甲  见[乙](https://b.org)、
        [丙](https://c.org)。  # 丁  **戊**和**己**
    Fix: none; translate again from the Markdown, or put the markup back by hand.
    """
    found = stripped(context)
    kinds = found.kinds
    if not kinds:
        return
    counts = ", ".join(f"{found.lost[kind]} of {plural(found.there[kind], _NOUNS[kind])}" for kind in kinds)
    yield Fault(
        f"the translation has lost its markup: {counts} are gone",
        source=_first_line(context.source),
        target=_first_line(context.target),
        confidence=0.95,
        evidence={
            "kind": "document",
            "lost": {kind: found.lost[kind] for kind in kinds},
            "there": {kind: found.there[kind] for kind in kinds},
        },
    )
    if not context.option("MRK016", "places", True):
        return
    pairs = {pair.index: pair for pair in context.pairs}
    for index in sorted({*found.marks, *(found.headings if "heading" in kinds else ())}):
        marks = [mark for mark in found.marks.get(index, ()) if _kind(mark) in kinds]
        heading = "heading" in kinds and index in found.headings
        spans = [mark.inline.span for mark in marks]
        if heading:
            spans.append(pairs[index].source.blocks[0].span)
        if not spans:
            continue
        lost = Counter(map(_kind, marks)) + Counter({"heading": 1} if heading else {})
        yield Fault(
            f"lost here: {', '.join(plural(count, _NOUNS[kind]) for kind, count in lost.items())}",
            source=context.source.quote(Span(min(span.start for span in spans), max(span.end for span in spans))),
            target=_place(pairs[index], marks, heading=heading),
            severity=Severity.MINOR,
            confidence=0.9,
            evidence={"kind": "place", "markup": [mark.raw for mark in marks]},
        )


def _place(pair: Pair, marks: list[Mark], *, heading: bool) -> Quote | None:
    """Where the markup belongs: the block that was all heading, image or italics, or the words as they were."""
    if heading or any(len(mark.inline.content) >= 0.9 * len(mark.block.text) for mark in marks):
        return paragraph(pair.target)
    return find_label(label(marks[0]), pair.target) if len(marks) == 1 else None


def _kind(mark: Mark) -> str:
    if mark.inline.kind is InlineKind.IMAGE:
        return "image"
    return "emphasis" if mark.inline.kind in EMPHASIS else "link"


def _first_line(document: Document) -> Quote:
    """The first line of a document that has text."""
    block = document.blocks[0]
    end = document.text.find("\n", block.span.start, block.span.end)
    return document.quote(Span(block.span.start, end if end >= 0 else block.span.end))
