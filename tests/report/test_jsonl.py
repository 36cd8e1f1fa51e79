from __future__ import annotations

import json
from collections.abc import Callable

from transqa.model import Report, Scores, Verdict
from transqa.report import render_json
from transqa.report.jsonl import render_jsonl


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.jsonl", render_jsonl(gated))


def test_a_line_is_a_finding_of_the_json_report(gated: Report) -> None:
    document, _ = json.loads(render_json(gated))["documents"]
    about = {"schema": 1, "document": {side: document[side] for side in ("source", "target")}}
    rows = [json.loads(line) for line in render_jsonl(gated).splitlines()]
    assert rows == [{**about, **finding} for finding in document["findings"]]


def test_no_findings_are_no_lines() -> None:
    assert render_jsonl(Report((), Scores(), Verdict(True), "")) == ""
