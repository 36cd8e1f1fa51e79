"""MRK010."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Block, BlockKind, Document, Edit, Fix, Quote, Safety, Severity, Span
from transqa.parse.table import split_row
from transqa.rules.markup.inventory import inventory, plural
from transqa.rules.markup.stripped import stripped

_ITEM = re.compile(r"[\s>]*(?P<mark>[-+*]|\d{1,9}[.)])(?=\s|$)")
_BROKEN_NUMBER = re.compile(r"[\s>]*(?P<mark>(?P<number>\d{1,9})[。．、)）.])(?=\S)")
_BROKEN_BULLET = re.compile(r"[\s>]*(?P<mark>[•·●▪◦－−–*+-])[ \u3000]?(?=[^\s*-])")
#: Runs of wrong items that are reported as one.
_TOGETHER = 2


@dataclass(frozen=True)
class _Table:
    rows: tuple[tuple[int, int], ...]  # file range of every row but the line of dashes
    widths: tuple[int, ...]  # cells per row, empty ones included


@rule("MRK010", "block-shape", mqm="markup/structure", severity=Severity.MINOR, scope=Scope.DOCUMENT, markdown=True)
def block_shape(context: Context) -> Iterator[Fault]:
    """A list item, quotation or table has another shape than in the source.

    A list item is nested at another level, has lost its marker (``1。`` makes no list), or is numbered where the source
    has bullets; a quotation became a paragraph; a table has lost a row or a cell. Neighbours that changed in the same
    way are reported once, and a document that nests all its lists otherwise is right.

    Why: a nested item at the top level belongs to nothing, and ``1。`` is a paragraph that begins with a number.
    Bad: 1. Open the file. => 1。打开文件。
    Good: 1. Open the file. => 1. 打开文件。
    Fix: safe for a marker that typesetting broke; none otherwise.
    """
    items: list[tuple[Pair, Block, Block]] = []
    whole = not stripped(context).kinds
    for pair, source, target in inventory(context).shaped:
        if source.kind is BlockKind.LIST_ITEM:
            if target.kind is BlockKind.LIST_ITEM:
                items.append((pair, source, target))
            elif target.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}:
                fault = _no_item(pair, source, target)
                if fault:
                    yield fault
        elif source.kind is BlockKind.QUOTE and target.kind is BlockKind.PARAGRAPH and whole:
            yield Fault(
                "a quotation became a paragraph; begin it with '>'",
                source=pair.source.whole(),
                target=pair.target.whole(),
                confidence=0.6,
                evidence={"kind": "quote"},
            )
    if items:
        yield from _levels(items)
        yield from _numbering(items)
    yield from _tables(context)


def _marker(document: Document, block: Block) -> Quote | None:
    match = _ITEM.match(document.text, block.span.start, block.span.end)
    return document.quote(Span(*match.span("mark"))) if match else None


def _no_item(pair: Pair, source: Block, target: Block) -> Fault | None:
    """A marker that is read as text."""
    right = _marker(pair.source.document, source)
    if right is None:
        return None
    text = pair.target.document.text
    numbered = right.text[0].isdigit()
    match = (_BROKEN_NUMBER if numbered else _BROKEN_BULLET).match(text, target.span.start, target.span.end)
    if match is None or (numbered and match["number"] != right.text[:-1]):
        return None
    if match["mark"] == "*" and "*" in text[match.end() : target.span.end]:
        return None  # italics
    place = pair.target.document.quote(Span(match.start("mark"), match.end()))
    fixed = right.text + " "
    return Fault(
        f"{place.text!r} makes no list item; write {fixed!r}",
        source=right,
        target=place,
        fixes=(Fix(fixed, Safety.SAFE, (Edit(place.span, fixed),)),),
        confidence=0.9,
        evidence={"kind": "list"},
    )


def _levels(items: list[tuple[Pair, Block, Block]]) -> Iterator[Fault]:
    steps = Counter(target.level - source.level for _, source, target in items)
    # Lists that hang one deeper throughout: another habit of indentation.
    usual = next((step for step, count in steps.items() if count * 2 > len(items) and count > 2), 0)
    last: tuple[int, int] | None = None
    for pair, source, target in items:
        step = target.level - source.level - usual
        if not step:
            continue
        here = (pair.index, step)
        together = last is not None and last[1] == step and here[0] - last[0] < _TOGETHER
        last = here
        place = _marker(pair.target.document, target)
        if together or place is None:
            continue
        yield Fault(
            f"a list item at level {target.level}, in the source at level {source.level}",
            source=_marker(pair.source.document, source) or pair.source.whole(),
            target=place,
            confidence=0.7,
            evidence={"kind": "list", "level": target.level, "wanted": source.level + usual},
        )


def _numbering(items: list[tuple[Pair, Block, Block]]) -> Iterator[Fault]:
    """Numbers for bullets or bullets for numbers; a document that does so throughout is reported once."""
    found: list[tuple[int, Quote, Quote]] = []
    for pair, source, target in items:
        right, wrong = _marker(pair.source.document, source), _marker(pair.target.document, target)
        if right and wrong and right.text[0].isdigit() != wrong.text[0].isdigit():
            found.append((pair.index, right, wrong))
    lists = [entry for place, entry in enumerate(found) if not place or entry[0] - found[place - 1][0] >= _TOGETHER]
    more = f" (so are {plural(len(lists), 'list')} of the document)" if len(lists) > 1 else ""
    for _, right, wrong in lists[:1]:
        yield Fault(
            f"the list is {'numbered' if wrong.text[0].isdigit() else 'one of bullets'}: {wrong.text!r}, in the source "
            f"{right.text!r}{more}",
            source=right,
            target=wrong,
            confidence=0.6,
            evidence={"kind": "list", "lines": [entry[2].line for entry in lists]},
        )


def _tables(context: Context) -> Iterator[Fault]:
    """Tables in order; where one side has more of them, nothing is compared."""
    source, target = list(_read_tables(context.source)), list(_read_tables(context.target))
    if len(source) != len(target):
        return
    for first, second in zip(source, target, strict=True):
        if len(first.rows) != len(second.rows):
            yield Fault(
                f"a table of {plural(len(second.rows), 'row')}, in the source of {len(first.rows)}",
                source=context.source.quote(Span(first.rows[0][0], first.rows[-1][1])),
                target=context.target.quote(Span(second.rows[0][0], second.rows[-1][1])),
                confidence=0.7,
                evidence={"kind": "table"},
            )
            continue
        for old, new, cells, found in zip(first.rows, second.rows, first.widths, second.widths, strict=True):
            if cells != found:
                yield Fault(
                    f"a table row of {plural(found, 'cell')}, in the source of {cells}",
                    source=context.source.quote(Span(*old)),
                    target=context.target.quote(Span(*new)),
                    confidence=0.9,
                    evidence={"kind": "table"},
                )


def _read_tables(document: Document) -> Iterator[_Table]:
    run: list[Block] = []
    for block in (*document.blocks, None):
        if block is not None and block.kind is BlockKind.TABLE_CELL:
            if run and "\n\n" in document.text[run[-1].span.end : block.span.start].replace("\r", ""):
                yield _table(document, run)
                run = []
            run.append(block)
        elif run:
            yield _table(document, run)
            run = []


def _table(document: Document, cells: list[Block]) -> _Table:
    lines = dict.fromkeys(document.position(cell.span.start)[0] for cell in cells)
    rows, widths = [], []
    for line in lines:
        start = document.line_starts[line - 1]
        end = document.line_starts[line] if line < len(document.line_starts) else len(document.text)
        text = document.text[start:end]
        rows.append((start, start + len(text.rstrip())))
        widths.append(len(split_row(document.text, start + len(text) - len(text.lstrip(" \t>")), rows[-1][1])))
    return _Table(tuple(rows), tuple(widths))
