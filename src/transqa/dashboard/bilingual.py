"""Aligned blocks as HTML: source beside target, faults highlighted. Pure functions from values to Html."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transqa.dashboard.markup import Html, element, join

#: What the file says and a reader need not see: heading marks, list marks, emphasis, link destinations.
_SYNTAX = re.compile(
    r"^[ \t]*(?:#{1,6}(?=[ \t])|>|[-*+](?=[ \t])|\d+[.)](?=[ \t]))"
    r"|\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|!?\[(?=[^\]\n]*\]\()|\]\([^)\s]*(?:[ \t]+\"[^\"\n]*\")?\)",
    re.MULTILINE,
)
_RANKS = {"neutral": 0, "minor": 1, "major": 2, "critical": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted range of a text, half-open; an empty one is shown as a caret.

    ``key`` is what a click reports, ``tip`` what hovering shows, ``settled`` that a person has decided already.
    """

    start: int
    end: int
    severity: str
    key: str
    tip: str = ""
    active: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One block: its text as in the file, its BCP-47 language, its marks and the kind of block."""

    text: str
    language: str
    marks: tuple[Mark, ...] = ()
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class View:
    """One row: the blocks of both sides, and the short texts around them.

    ``label`` stands before the row, ``notes`` under the target, ``empty`` where a side has no block.
    """

    key: str
    label: str
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    notes: tuple[str, ...] = ()
    active: bool = False
    empty: str = ""


def rows_html(views: Iterable[View]) -> Html:
    """The rows; the one that is ``active`` stands out."""
    return element("div", *map(_row, views), class_="tq-rows")


def cell_html(blocks: Sequence[Side], *, empty: str = "") -> Html:
    """One side of a row on its own, for the place beside an editor."""
    return element("div", _cell(blocks, "source", empty), class_="tq-rows")


def highlight(text: str, marks: Sequence[Mark]) -> Html:
    """The text with its marks as ``<mark>`` elements.

    Overlapping and nested marks are cut at their borders, so the result is always well nested; a piece under several
    marks takes the colour of the worst and answers a click for the active one, else for the shortest that is open. Ranges outside the
    text are cut off.
    """
    size = len(text)
    clipped = [(min(max(m.start, 0), size), min(max(m.end, 0), size), m) for m in marks]
    ranges = [(start, end, mark) for start, end, mark in clipped if start < end]
    points = [(start, mark) for start, end, mark in clipped if start >= end]
    faint = [match.span() for match in _SYNTAX.finditer(text)]
    borders = [(start, end) for start, end, _ in ranges] + faint + [(at, at) for at, _ in points]
    cuts = sorted({0, size, *(at for border in borders for at in border)})
    out: list[str] = []
    for start, end in zip(cuts, [*cuts[1:], size], strict=True):
        out += [_mark("", [mark]) for at, mark in points if at == start]
        piece: str = text[start:end]
        if not piece:
            continue
        if any(left <= start and end <= right for left, right in faint):
            piece = element("span", piece, class_="tq-syntax tq-address" if piece.startswith("](") else "tq-syntax")
        over = [mark for left, right, mark in ranges if left <= start and end <= right]
        out.append(_mark(piece, over) if over else piece)
    return join(*out)


def _mark(piece: str, over: Sequence[Mark]) -> Html:
    worst = max(over, key=lambda m: (not m.settled, _RANKS.get(m.severity, 0)))
    picked = min(over, key=lambda m: (not m.active, m.settled, m.end - m.start))
    classes = ["tq-mark", f"tq-{worst.severity}"]
    classes += ["tq-settled"] * worst.settled + ["tq-active"] * picked.active + ["tq-point"] * (not piece)
    tip = "\n".join(dict.fromkeys(m.tip for m in over if m.tip))
    return element("mark", piece, class_=" ".join(classes), data_pick=picked.key, data_tip=tip)


def _row(view: View) -> Html:
    notes = element("div", *(element("span", note, class_="tq-note") for note in view.notes), class_="tq-notes")
    return element(
        "section",
        element("div", view.label, class_="tq-label"),
        _cell(view.source, "source", view.empty),
        _cell(view.target, "target", view.empty, notes if view.notes else Html()),
        class_="tq-row tq-current" if view.active else "tq-row",
        data_row=view.key,
    )


def _cell(blocks: Sequence[Side], side: str, empty: str, tail: Html = Html()) -> Html:  # noqa: B008  # it is immutable
    texts = [
        element("p", highlight(block.text, block.marks), class_=f"tq-text tq-{block.kind}", lang=block.language)
        for block in blocks
    ]
    return element("div", *(texts or [element("p", empty, class_="tq-empty")]), tail, class_=f"tq-cell tq-{side}")
