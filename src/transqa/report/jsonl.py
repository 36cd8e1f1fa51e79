"""Findings as JSON Lines: one finding of the JSON report per line, with the documents it belongs to."""

from __future__ import annotations

import json

from transqa.model import Report
from transqa.report.json import SCHEMA, finding_row, sides


def render_jsonl(report: Report) -> str:
    """One line per finding, nothing for a report without findings."""
    return "".join(
        json.dumps(
            {"schema": SCHEMA, "document": sides(document.bitext), **finding_row(finding)},
            ensure_ascii=False,
            allow_nan=False,
        )
        + "\n"
        for document in report.documents
        for finding in document.findings
    )
