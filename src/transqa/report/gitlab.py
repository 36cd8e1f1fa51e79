"""GitLab Code Quality report.

Source of the fields: GitLab documentation, "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from transqa.model import Report, Severity
from transqa.report.parts import Item, items, last_line, relative

_SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "info",
}


def render_gitlab(report: Report) -> str:
    """A JSON array of every finding, known ones included: GitLab itself compares with the target branch."""
    seen: Counter[str] = Counter()
    rows = []
    for found in items(report):
        seen[found.finding.fingerprint] += 1
        rows.append(_row(found, repeat=seen[found.finding.fingerprint]))
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(found: Item, *, repeat: int) -> dict[str, Any]:
    finding, quote = found.finding, found.quote
    lines = {"begin": quote.line, "end": last_line(quote)} if quote else {"begin": 1}
    # Two documents may hold the same fault in the same words; GitLab wants each fingerprint once.
    identity = f"{finding.fingerprint}\0{repeat}".encode("utf-8", "surrogatepass")
    return {
        "description": finding.message or finding.name,
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": hashlib.sha256(identity).hexdigest()[:32],
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": relative(found.document.path), "lines": lines},
    }
