"""Reviewdog Diagnostic Format, ``rdjson``: columns count UTF-8 bytes.

Source of the fields: reviewdog, proto/rdf/reviewdog.proto.
"""

from __future__ import annotations

import json
from typing import Any

from transqa.model import Document, Fix, Report, Severity, Span
from transqa.report.parts import Item, items, relative

_SEVERITIES = {
    Severity.CRITICAL: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.NEUTRAL: "INFO",
}


def render_rdjson(report: Report) -> str:
    """A DiagnosticResult of the new findings."""
    found = [_diagnostic(item) for item in items(report, state="new")]
    return json.dumps({"source": {"name": "transqa"}, "diagnostics": found}, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(found: Item) -> dict[str, Any]:
    finding = found.finding
    location: dict[str, Any] = {"path": relative(found.document.path)}
    if found.quote is not None:
        location["range"] = _range(found.document, found.quote.span)
    row: dict[str, Any] = {
        "message": f"{finding.message} ({finding.name})",
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if found.document is found.bitext.target:
        row["suggestions"] = [_suggestion(fix, found.document) for fix in finding.fixes if fix.edits]
    return row


def _suggestion(fix: Fix, target: Document) -> dict[str, Any]:
    """One replacement: several edits become one range with what stands between them."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    parts, at = [], edits[0].span.start
    for edit in edits:
        parts += [target.text[at : edit.span.start], edit.text]
        at = edit.span.end
    return {"range": _range(target, Span(edits[0].span.start, at)), "text": "".join(parts)}


def _range(document: Document, span: Span) -> dict[str, Any]:
    return {"start": _position(document, span.start), "end": _position(document, span.end)}


def _position(document: Document, offset: int) -> dict[str, int]:
    line, _ = document.position(offset)
    before = document.text[document.line_starts[line - 1] : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
