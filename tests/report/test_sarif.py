"""SARIF 2.1.0. The schema below holds the facts of the official one for the objects that transqa writes: what is required,
what may be there, and the values allowed. Source: sarif-schema-2.1.0.json of the OASIS standard (errata 01)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from transqa.model import Bitext, Document, DocumentReport, Finding, Report, Scores, Severity, Span, Verdict
from transqa.report import sarif
from transqa.report.sarif import render_sarif
from transqa.rules import registry
from transqa.version import __version__


def closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    properties["properties"] = {"type": "object"}
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def many(name: str, *, unique: bool = False, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": ref(name), "uniqueItems": unique, "minItems": least}


TEXT = {"type": "string"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
POSITIVE = {"type": "integer", "minimum": 1}
TEXTS = {"type": "object", "additionalProperties": TEXT}
SCHEMA = {
    "$defs": {
        "run": closed(
            ("tool",),
            tool=ref("tool"),
            invocations=many("invocation"),
            originalUriBaseIds={"type": "object", "additionalProperties": ref("artifactLocation")},
            artifacts=many("artifact", unique=True),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            newlineSequences={"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
            results=many("result"),
        ),
        "tool": closed(("driver",), driver=ref("toolComponent")),
        "toolComponent": closed(
            ("name",),
            name=TEXT,
            version=TEXT,
            semanticVersion=TEXT,
            shortDescription=ref("multiformatMessageString"),
            rules=many("reportingDescriptor", unique=True),
        ),
        "multiformatMessageString": closed(("text",), text=TEXT, markdown=TEXT),
        "reportingDescriptor": closed(
            ("id",),
            id=TEXT,
            name=TEXT,
            shortDescription=ref("multiformatMessageString"),
            fullDescription=ref("multiformatMessageString"),
            help=ref("multiformatMessageString"),
            helpUri={"type": "string", "format": "uri", "pattern": "^[a-z]+:"},
            defaultConfiguration=closed(level=LEVEL),
        ),
        "invocation": closed(
            ("executionSuccessful",),
            executionSuccessful={"type": "boolean"},
            exitCode={"type": "integer"},
            toolExecutionNotifications=many("notification"),
        ),
        "notification": closed(("message",), message=ref("message"), level=LEVEL),
        "artifact": closed(
            location=ref("artifactLocation"), roles={"type": "array", "items": {"enum": ["analysisTarget"]}}
        ),
        "artifactLocation": closed(
            uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT, description=ref("message")
        ),
        "message": {
            **closed(text=TEXT, markdown=TEXT, id=TEXT),
            "anyOf": [{"required": ["text"]}, {"required": ["id"]}],
        },
        "result": closed(
            ("message",),
            ruleId=TEXT,
            ruleIndex={"type": "integer", "minimum": -1},
            level=LEVEL,
            message=ref("message"),
            locations=many("location"),
            relatedLocations=many("location", unique=True),
            partialFingerprints=TEXTS,
            baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
            occurrenceCount=POSITIVE,
            suppressions=many("suppression", unique=True),
            fixes=many("fix", unique=True),
        ),
        "location": closed(
            id={"type": "integer", "minimum": -1}, physicalLocation=ref("physicalLocation"), message=ref("message")
        ),
        "physicalLocation": {
            **closed(artifactLocation=ref("artifactLocation"), region=ref("region")),
            "anyOf": [{"required": ["address"]}, {"required": ["artifactLocation"]}],
        },
        "region": closed(
            startLine=POSITIVE, startColumn=POSITIVE, endLine=POSITIVE, endColumn=POSITIVE, snippet=closed(text=TEXT)
        ),
        "suppression": closed(
            ("kind",),
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=TEXT,
        ),
        "fix": closed(
            ("artifactChanges",),
            description=ref("message"),
            artifactChanges=many("artifactChange", unique=True, least=1),
        ),
        "artifactChange": closed(
            ("artifactLocation", "replacements"),
            artifactLocation=ref("artifactLocation"),
            replacements=many("replacement", least=1),
        ),
        "replacement": closed(("deletedRegion",), deletedRegion=ref("region"), insertedContent=closed(text=TEXT)),
    },
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "items": ref("run")},
    },
}
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(render_sarif(report))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return run


def with_findings(document: Document, *findings: Finding) -> Report:
    bitext = Bitext(Document("en.md", "en", "", ()), document, ())
    return Report((DocumentReport(bitext, findings, Scores()),), Scores(), Verdict(True), "")


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.sarif", render_sarif(gated).replace(f'ersion": "{__version__}"', 'ersion": "0"'))


def test_an_empty_report_is_a_run_without_results() -> None:
    assert run_of(Report((), Scores(), Verdict(True), ""))["results"] == []


def test_every_rule_can_be_described(gated: Report) -> None:
    finding = gated.documents[0].findings[0]
    report = with_findings(gated.documents[0].bitext.target, *(replace(finding, rule=code) for code in registry()))
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(registry())
    for rule in rules:
        assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])
        assert len(rule["shortDescription"]["text"]) <= 1024
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_states_and_suppressions(gated: Report) -> None:
    results = run_of(gated)["results"]
    assert [result["baselineState"] for result in results].count("unchanged") == 3
    silenced = [result["suppressions"][0] for result in results if result["suppressions"]]
    assert [(one["kind"], one.get("justification")) for one in silenced] == [
        ("inSource", "a quotation"),
        ("external", None),
    ]
    (gone,) = [result for result in results if result["baselineState"] == "absent"]
    assert gone["occurrenceCount"] == 2
    assert gone["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "old/zh%20draft.md"


def test_fixes_replace_what_they_say(gated: Report) -> None:
    (result,) = [result for result in run_of(gated)["results"] if "fixes" in result]
    lines = gated.documents[0].bitext.target.text.split("\n")
    assert [fix["properties"]["safety"] for fix in result["fixes"]] == ["safe", "unsafe"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "摸索"
    assert replacement["insertedContent"] == {"text": "顿悟"}
    assert len(result["fixes"][1]["artifactChanges"][0]["replacements"]) == 2


def test_the_source_side_is_a_related_location(gated: Report) -> None:
    first = run_of(gated)["results"][0]
    (related,) = first["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "en.md"
    assert related["physicalLocation"]["region"]["snippet"]["text"] in gated.documents[0].bitext.source.text


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("./文档/a b#1?.md", "文档/a b#1?.md"),
        ("a/../b%20.md", "b%20.md"),
        ("a:b.md", "a:b.md"),
        ("/home/a/zh.md", "file:///home/a/zh.md"),
    ],
)
def test_addresses_are_percent_encoded(path: str, address: str) -> None:
    document = Document(path, "zh-Hans", "词", ())
    finding = Finding("TRM001", "x", "other", Severity.MINOR, "m", target=document.quote(Span(0, 1)))
    (result,) = run_of(with_findings(document, finding))["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"].isascii()
    assert not set(" #?") & set(location["uri"])
    assert unquote(location["uri"]) == address
    assert ("uriBaseId" in location) != location["uri"].startswith("file:")
    assert location["uri"].count(":") <= 1


def test_a_byte_order_mark_takes_no_column() -> None:
    document = Document("zh.md", "zh-Hans", "\ufeff词\n词", ())
    findings = [
        Finding("TRM001", "x", "other", Severity.MINOR, "m", target=document.quote(Span(at, at + 1))) for at in (1, 3)
    ]
    regions = [
        r["locations"][0]["physicalLocation"]["region"] for r in run_of(with_findings(document, *findings))["results"]
    ]
    assert [(region["startLine"], region["startColumn"], region["endColumn"]) for region in regions] == [
        (1, 1, 2),
        (2, 1, 2),
    ]


def test_a_link_in_a_message_is_text() -> None:
    document = Document("zh.md", "zh-Hans", "词", ())
    finding = Finding("TRM001", "x", "other", Severity.MINOR, "[a](javascript:b)")
    (result,) = run_of(with_findings(document, finding))["results"]
    assert result["message"]["text"] == r"[a\](javascript:b)"


def test_what_github_would_refuse_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch, gated: Report) -> None:
    whole = run_of(gated)["results"]
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    run = run_of(gated)
    assert run["results"] == [
        {**result, "ruleIndex": kept["ruleIndex"]} for result, kept in zip(whole, run["results"], strict=False)
    ]
    assert [result["baselineState"] for result in run["results"]] == ["new"] * 3
    assert run["results"][0]["level"] == "error"
    (note, *_) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith(f"left out: {len(whole) - 3} results")
