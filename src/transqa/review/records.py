"""From a checked document to rows of the store, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from transqa.align.overrides import block_keys
from transqa.model import (
    Bitext,
    Block,
    Document,
    DocumentReport,
    Edit,
    Finding,
    Fix,
    Link,
    Quote,
    Safety,
    Severity,
    Span,
)

Row = dict[str, Any]


def dump_finding(finding: Finding) -> Row:
    """A finding as JSON."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "category": finding.category,
        "severity": finding.severity.value,
        "message": finding.message,
        "source": _dump_quote(finding.source),
        "target": _dump_quote(finding.target),
        "concept": finding.concept,
        "fixes": [
            [fix.text, fix.safety.value, [[edit.span.start, edit.span.end, edit.text] for edit in fix.edits]]
            for fix in finding.fixes
        ],
        "confidence": finding.confidence,
        "evidence": dict(finding.evidence),
        "fingerprint": finding.fingerprint,
        "state": finding.state,
    }


def load_finding(row: Mapping[str, Any]) -> Finding:
    """The finding of :func:`dump_finding`."""
    return Finding(
        rule=row["rule"],
        name=row["name"],
        category=row["category"],
        severity=Severity(row["severity"]),
        message=row["message"],
        source=_load_quote(row["source"]),
        target=_load_quote(row["target"]),
        concept=row["concept"],
        fixes=tuple(
            Fix(text, Safety(safety), tuple(Edit(Span(start, end), new) for start, end, new in edits))
            for text, safety, edits in row["fixes"]
        ),
        confidence=row["confidence"],
        evidence=row["evidence"],
        fingerprint=row["fingerprint"],
        state=row["state"],
    )


def block_rows(bitext: Bitext) -> list[Row]:
    """Rows of the blocks of both sides."""
    return [
        {
            "side": side,
            "place": place,
            "key": key,
            "kind": block.kind.value,
            "level": block.level,
            "start": block.span.start,
            "stop": block.span.end,
            "line": document.position(block.span.start)[0],
            "text": document.text[block.span.start : block.span.end],
        }
        for side, document in (("source", bitext.source), ("target", bitext.target))
        for place, (block, key) in enumerate(zip(document.blocks, block_keys(document), strict=True))
    ]


def link_rows(bitext: Bitext, overridden: frozenset[int]) -> list[Row]:
    """Rows of the links."""
    keys = [[f"{side}-{key}" for key in block_keys(document)] for side, document in _sides(bitext)]
    rows = []
    for place, link in enumerate(bitext.links):
        own = [keys[0][index] for index in link.source] + [keys[1][index] for index in link.target]
        rows.append(
            {
                "place": place,
                "source": list(link.source),
                "target": list(link.target),
                "block_keys": own,
                "anchor": own[0],
                "confidence": link.confidence,
                "overridden": int(place in overridden),
                "search": "\n".join(
                    (*_texts(bitext.source, link.source), *_texts(bitext.target, link.target))
                ).casefold(),
            }
        )
    return rows


def finding_rows(report: DocumentReport) -> list[Row]:
    """Rows of the findings, in the report's order."""
    place = Places(report.bitext)
    return [
        {
            "fingerprint": finding.fingerprint,
            "place": number,
            "row": place.row(finding),
            "rule": finding.rule,
            "severity": finding.severity.value,
            "concept": finding.concept,
            "data": dump_finding(finding),
        }
        for number, finding in enumerate(report.findings)
    ]


def load_links(rows: Sequence[Any]) -> tuple[Link, ...]:
    """Links of rows in order."""
    return tuple(Link(tuple(row.source), tuple(row.target), row.confidence) for row in rows)


class Places:
    """Which link a place of either file belongs to."""

    def __init__(self, bitext: Bitext) -> None:
        self._rows = (
            {block: row for row, link in enumerate(bitext.links) for block in link.source},
            {block: row for row, link in enumerate(bitext.links) for block in link.target},
        )
        self._starts = tuple([block.span.start for block in side.blocks] for side in (bitext.source, bitext.target))

    def row(self, finding: Finding) -> int:
        """The link of a finding; -1 without a place. An empty target span only marks where something is missing."""
        source, target = finding.source, finding.target
        if target and (target.text or not source):
            return self._at(1, target.span.start)
        return self._at(0, source.span.start) if source else -1

    def _at(self, side: int, offset: int) -> int:
        block = bisect_right(self._starts[side], offset) - 1
        return self._rows[side].get(max(block, 0), -1)


def _sides(bitext: Bitext) -> tuple[tuple[str, Document], ...]:
    return ("s", bitext.source), ("t", bitext.target)


def _texts(document: Document, places: Sequence[int]) -> list[str]:
    blocks: list[Block] = [document.blocks[place] for place in places]
    return [document.text[block.span.start : block.span.end] for block in blocks]


def _dump_quote(quote: Quote | None) -> list[Any] | None:
    if quote is None:
        return None
    span = quote.span
    return [span.start, span.end, quote.text, quote.line, quote.column, quote.end_line, quote.end_column]


def _load_quote(row: Sequence[Any] | None) -> Quote | None:
    if row is None:
        return None
    start, end, *rest = row
    return Quote(Span(start, end), *rest)
