"""Fields: GitLab documentation, "Code Quality report format": description, check_name, fingerprint (unique), severity (info,
minor, major, critical or blocker), location.path (relative, without ``./``) and location.lines.begin are required."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema

from transqa.model import Report, Scores, Verdict
from transqa.report.gitlab import render_gitlab

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    text = render_gitlab(gated)
    golden("report.gitlab", text)
    jsonschema.validate(json.loads(text), SCHEMA)


def test_no_findings_are_an_empty_array() -> None:
    assert json.loads(render_gitlab(Report((), Scores(), Verdict(True), ""))) == []


def test_fingerprints_are_unique_and_stay(gated: Report) -> None:
    doubled = replace(gated, documents=(gated.documents[0], gated.documents[0]))
    once = [row["fingerprint"] for row in json.loads(render_gitlab(gated))]
    twice = [row["fingerprint"] for row in json.loads(render_gitlab(doubled))]
    assert len(set(twice)) == len(twice) == 2 * len(once)
    assert twice[: len(once)] == once
