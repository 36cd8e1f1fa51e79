"""The JSON report and the JSON alignment, both schema 1: see ``schema/*.schema.json``.

Lines and columns are 1-based; columns count code points; ends are exclusive. The format is a contract with other tools:
a key may be added to an open object, and anything else needs a new schema number.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from transqa.model import Bitext, Document, DocumentReport, Finding, Link, Quote, Report, Severity
from transqa.version import __version__

SCHEMA = 1


def render_json(report: Report) -> str:
    """The report as JSON."""
    findings = [finding for document in report.documents for finding in document.findings]
    severities = Counter(finding.severity for finding in findings)
    return _dump(
        {
            "schema": SCHEMA,
            "tool": {"name": "transqa", "version": __version__},
            "documents": [_document(document) for document in report.documents],
            "summary": {
                "documents": len(report.documents),
                "findings": len(findings),
                "new": sum(finding.state == "new" for finding in findings),
                "severities": {severity.value: severities[severity] for severity in Severity},
                "rules": dict(sorted(Counter(finding.rule for finding in findings).items())),
                "scores": _scores(report.scores),
                "signature": report.signature,
            },
            "verdict": {"passed": report.verdict.passed, "reasons": list(report.verdict.reasons)},
        }
    )


def render_scores_json(report: Report) -> str:
    """The scores of a report alone, as JSON."""
    return _dump(
        {
            "schema": SCHEMA,
            "documents": [{**sides(d.bitext), "scores": _scores(d.scores)} for d in report.documents],
            "scores": _scores(report.scores),
            "signature": report.signature,
        }
    )


def render_links_json(bitext: Bitext) -> str:
    """The links of an alignment as JSON."""
    return _dump({"schema": SCHEMA, "links": links(bitext)})


def links(bitext: Bitext) -> list[dict[str, Any]]:
    """One row per link: the first line of each of its blocks, its kind and its confidence."""
    return [_link(link, bitext) for link in bitext.links]


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def sides(bitext: Bitext) -> dict[str, Any]:
    """Path and language of source and target."""
    return {
        side: {"path": document.path, "language": document.language}
        for side, document in (("source", bitext.source), ("target", bitext.target))
    }


def _document(document: DocumentReport) -> dict[str, Any]:
    return {
        **sides(document.bitext),
        "links": links(document.bitext),
        "findings": [finding_row(finding) for finding in document.findings],
        "scores": _scores(document.scores),
    }


def _link(link: Link, bitext: Bitext) -> dict[str, Any]:
    return {
        "source_lines": _first_lines(bitext.source, link.source),
        "target_lines": _first_lines(bitext.target, link.target),
        "kind": link.kind,
        "confidence": round(link.confidence, 4),
    }


def _first_lines(document: Document, blocks: tuple[int, ...]) -> list[int]:
    return [document.position(document.blocks[index].span.start)[0] for index in blocks]


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as the reports show it: see ``$defs/finding`` of the schema."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "category": finding.category,
        "severity": finding.severity.value,
        "message": finding.message,
        "concept": finding.concept,
        "target": _quote(finding.target),
        "source": _quote(finding.source),
        "suggestions": [{"text": fix.text, "safety": fix.safety.value} for fix in finding.fixes],
        "fingerprint": finding.fingerprint,
        "state": finding.state,
        "evidence": {**finding.evidence, "confidence": round(finding.confidence, 4)},
    }


def _quote(quote: Quote | None) -> dict[str, Any] | None:
    if quote is None:
        return None
    return {
        "line": quote.line,
        "column": quote.column,
        "end_line": quote.end_line,
        "end_column": quote.end_column,
        "text": quote.text,
    }


def _scores(scores: Any) -> dict[str, Any]:
    return {name: dict(getattr(scores, name)) for name in ("mqm", "terminology", "reference")}
