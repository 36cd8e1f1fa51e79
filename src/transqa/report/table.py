"""Findings as rows of a table, for CSV and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.model import Finding, Report
from transqa.report.parts import Item, item, relative, xml_text

#: Column -> width in characters of a spreadsheet.
COLUMNS = {
    "State": 11,
    "Severity": 10,
    "Rule": 9,
    "Name": 24,
    "Document": 34,
    "Line": 7,
    "Column": 8,
    "Target": 32,
    "Source": 32,
    "Message": 64,
    "Write": 32,
    "Safety": 9,
    "Confidence": 11,
    "Concept": 20,
    "Category": 26,
    "Reason": 32,
    "Source line": 11,
    "Source document": 34,
    "Fingerprint": 26,
}
#: What a spreadsheet reads as the beginning of a formula, also in the full-width forms of East Asian editions.
#: Source: OWASP, "CSV Injection".
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | float | None


def rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """A row per finding in the order of :data:`COLUMNS`: new and known ones, suppressed ones, then those that are gone."""
    for document in report.documents:
        for finding in document.findings:
            yield _row(item(finding, document.bitext), state=finding.state)
        for suppressed in document.suppressed:
            reason = f"{suppressed.reason} ({suppressed.place})" if suppressed.reason else suppressed.place
            yield _row(item(suppressed.finding, document.bitext), state="suppressed", reason=reason)
    for gone in report.fixed:
        known: dict[str, Cell] = {
            "State": "fixed",
            "Rule": gone.rule,
            "Document": relative(gone.path),
            "Target": gone.text,
            "Reason": f"{gone.count} times" if gone.count > 1 else None,
            "Fingerprint": gone.fingerprint,
        }
        yield _ordered(known)


def _row(found: Item, *, state: str, reason: str | None = None) -> tuple[Cell, ...]:
    finding = found.finding
    target, source = finding.target, finding.source
    return _ordered(
        {
            "State": state,
            "Severity": finding.severity.value,
            "Rule": finding.rule,
            "Name": finding.name,
            "Document": relative(found.bitext.target.path),
            "Line": target.line if target else None,
            "Column": target.column if target else None,
            "Target": target.text if target else None,
            "Source": source.text if source else None,
            "Message": finding.message,
            "Write": _write(finding),
            "Safety": finding.fixes[0].safety.value if finding.fixes else None,
            "Confidence": round(finding.confidence, 4),
            "Concept": finding.concept,
            "Category": finding.category,
            "Reason": reason,
            "Source line": source.line if source else None,
            "Source document": relative(found.bitext.source.path),
            "Fingerprint": finding.fingerprint,
        }
    )


def _write(finding: Finding) -> str | None:
    return " · ".join(fix.text or "(delete)" for fix in finding.fixes) or None


def _ordered(cells: dict[str, Cell]) -> tuple[Cell, ...]:
    found = (cells.get(column) for column in COLUMNS)
    return tuple(xml_text(cell) if isinstance(cell, str) else cell for cell in found)
