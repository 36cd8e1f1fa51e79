"""Fields: reviewdog, proto/rdf/reviewdog.proto and the JSON Schema generated from it, DiagnosticResult."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema

from transqa.model import Report, Scores, Verdict
from transqa.report.rdjson import render_rdjson


def table(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


TEXT = {"type": "string"}
POSITION = table(line={"type": "integer", "minimum": 1}, column={"type": "integer", "minimum": 1})
RANGE = {**table(start=POSITION, end=POSITION), "required": ["start"]}
DIAGNOSTIC = table(
    message=TEXT,
    location=table(path=TEXT, range=RANGE),
    severity={"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
    code=table(value=TEXT, url=TEXT),
    suggestions={"type": "array", "items": table(range=RANGE, text=TEXT)},
)
SCHEMA = table(source=table(name=TEXT, url=TEXT), diagnostics={"type": "array", "items": DIAGNOSTIC})


def cut(text: str, place: dict[str, Any]) -> str:
    """What reviewdog takes a range to cover: lines, and columns in bytes."""
    lines = text.encode().split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    start, end = (starts[place[key]["line"] - 1] + place[key]["column"] - 1 for key in ("start", "end"))
    return text.encode()[start:end].decode()


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    text = render_rdjson(gated)
    golden("report.rdjson", text)
    jsonschema.validate(json.loads(text), SCHEMA)


def test_an_empty_report_fits_the_format() -> None:
    data = json.loads(render_rdjson(Report((), Scores(), Verdict(True), "")))
    jsonschema.validate(data, SCHEMA)
    assert data["diagnostics"] == []


def test_columns_count_bytes(gated: Report) -> None:
    bitext = gated.documents[0].bitext
    texts = {document.path: document.text for document in (bitext.source, bitext.target)}
    rows = json.loads(render_rdjson(gated))["diagnostics"]
    quoted = [
        cut(texts[row["location"]["path"]], row["location"]["range"]) for row in rows if "range" in row["location"]
    ]
    assert quoted == ["摸索", "This sentence has no translation.", "还有👩‍💻表情。\n第"]


def test_a_suggestion_is_one_replacement(gated: Report) -> None:
    (row,) = [row for row in json.loads(render_rdjson(gated))["diagnostics"] if row.get("suggestions")]
    text = gated.documents[0].bitext.target.text
    assert [(cut(text, one["range"]), one["text"]) for one in row["suggestions"]] == [
        ("摸索", "顿悟"),
        ("摸索", "“顿悟”"),
    ]


def test_known_findings_are_not_reported_again(gated: Report) -> None:
    assert "NUM001" not in render_rdjson(gated)
