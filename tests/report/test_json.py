from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from transqa.errors import ConfigError
from transqa.model import Bitext, Document, Report, Scores, Verdict
from transqa.report import render, render_json
from transqa.report.json import render_links_json, render_scores_json
from transqa.version import __version__


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(files("transqa.report").joinpath(f"schema/{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_report_is_golden(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.json", render(report, "json").replace(f'"version": "{__version__}"', '"version": "0"'))


def test_the_report_fits_its_schema(report: Report) -> None:
    validator("report").validate(json.loads(render_json(report)))


def test_an_empty_report_fits_its_schema() -> None:
    validator("report").validate(json.loads(render_json(Report((), Scores(), Verdict(True), ""))))


@pytest.mark.parametrize(
    "damage",
    [
        lambda report: report.update(extra=1),
        lambda report: report.update(schema=2),
        lambda report: report["documents"][0]["findings"][0].pop("target"),
        lambda report: report["documents"][0]["findings"][0].update(severity="error"),
        lambda report: report["documents"][0]["findings"][0]["target"].update(column=0),
        lambda report: report["documents"][0]["links"][0].update(kind="one to one"),
        lambda report: report["documents"][0]["scores"]["mqm"].pop("size"),
        lambda report: report["verdict"].update(reasons="none"),
    ],
)
def test_the_schema_refuses_what_is_not_in_the_contract(report: Report, damage: Callable[[Any], Any]) -> None:
    data = json.loads(render_json(report))
    damage(data)
    assert not validator("report").is_valid(data)


def test_quotes_are_code_points_with_exclusive_ends(report: Report) -> None:
    data = json.loads(render_json(report))
    document = report.documents[0].bitext.target
    lines = document.text.split("\n")
    for finding in data["documents"][0]["findings"][:2]:
        target = finding["target"]
        line = lines[target["line"] - 1]
        assert line[target["column"] - 1 : target["end_column"] - 1] == target["text"]
    across = data["documents"][0]["findings"][3]["target"]
    assert (across["end_line"], across["end_column"]) == (across["line"] + 1, 2)


def test_links_name_first_lines(report: Report) -> None:
    data = json.loads(render_links_json(report.documents[0].bitext))
    validator("align").validate(data)
    assert data["links"][1] == {"source_lines": [3, 5], "target_lines": [3], "kind": "2-1", "confidence": 0.93}
    assert data["links"][2] == {"source_lines": [7], "target_lines": [], "kind": "1-0", "confidence": 0.4123}
    assert data["links"] == json.loads(render_json(report))["documents"][0]["links"]


def test_scores_alone_are_those_of_the_report(report: Report) -> None:
    scores, whole = json.loads(render_scores_json(report)), json.loads(render_json(report))
    assert scores["scores"] == whole["summary"]["scores"]
    assert [row["scores"] for row in scores["documents"]] == [row["scores"] for row in whole["documents"]]


def test_chinese_is_readable_and_unusual_evidence_survives(report: Report) -> None:
    text = render_json(report)
    assert "摸索" in text
    assert text.endswith("}\n")


def test_an_empty_alignment_is_json(tmp_path: Path) -> None:
    nothing = Document("x.md", "en", "", ())
    assert json.loads(render_links_json(Bitext(nothing, nothing, ()))) == {"schema": 1, "links": []}


def test_an_unknown_format_names_the_known(report: Report) -> None:
    with pytest.raises(ConfigError, match="'yaml'; known: text, json"):
        render(report, "yaml")
