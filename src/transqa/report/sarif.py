"""SARIF 2.1.0 (OASIS Standard, 27 March 2020), within the limits of GitHub code scanning.

Section numbers in comments are those of the standard.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from transqa.model import Document, DocumentReport, Finding, Fix, Fixed, Quote, Report, Severity, Suppressed
from transqa.report.parts import Item, in_source, item, uri
from transqa.version import __version__

#: GitHub refuses a run with more results than this.
MAX_RESULTS = 25_000
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "note",
}
_BASELINE_STATES = {"new": "new", "known": "unchanged"}
_BOM = "\ufeff"

Json = dict[str, Any]


def render_sarif(report: Report) -> str:
    """The report as a SARIF log of one run. Above :data:`MAX_RESULTS` the mildest are left out, and the log says so."""
    ranked = sorted(_results(report), key=lambda row: row[0])
    kept = [result for _, result in ranked[:MAX_RESULTS]]
    codes = sorted({result["ruleId"] for result in kept})
    for result in kept:
        result["ruleIndex"] = codes.index(result["ruleId"])
    names = {f.rule: f for d in report.documents for f in (*d.findings, *(s.finding for s in d.suppressed))}
    run = {
        "tool": {
            "driver": {
                "name": "transqa",
                "version": __version__,
                "semanticVersion": __version__,
                "shortDescription": {"text": "Translation QA for machine-learning writing"},
                "rules": [_rule(code, names.get(code)) for code in codes],
            }
        },
        "invocations": [_invocation(report, left_out=len(ranked) - len(kept))],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The directory in which transqa was run."}}},
        "artifacts": _artifacts(report),
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": kept,
        "properties": {"signature": report.signature},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _results(report: Report) -> Iterator[tuple[tuple[int, int], Json]]:
    """Every result with its rank: what must be seen first, new before known before suppressed before gone."""
    for document in report.documents:
        for finding in document.findings:
            rank = (0 if finding.state == "new" else 1, -finding.severity.rank)
            yield rank, _result(item(finding, document.bitext))
        for suppressed in document.suppressed:
            result = _result(item(suppressed.finding, document.bitext))
            yield (
                (2, -suppressed.finding.severity.rank),
                {**result, "suppressions": [_suppression(suppressed, document)]},
            )
    for fixed in report.fixed:
        yield (3, 0), _absent(fixed)


def _result(found: Item) -> Json:
    finding = found.finding
    result: Json = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": _physical(found.document, found.quote)}],
        "partialFingerprints": {"transqa/v1": finding.fingerprint},
        "baselineState": _BASELINE_STATES[finding.state],
        # 3.27.23: an empty array says that the result is not suppressed.
        "suppressions": [],
        "properties": {
            "category": finding.category,
            "severity": finding.severity.value,
            "confidence": round(finding.confidence, 4),
        },
    }
    if finding.concept:
        result["properties"]["concept"] = finding.concept
    if finding.source is not None and finding.target is not None:
        source = {"id": 1, "message": {"text": "source"}}
        result["relatedLocations"] = [{**source, "physicalLocation": _physical(found.bitext.source, finding.source)}]
    fixes = [_fix(fix, found.bitext.target) for fix in dict.fromkeys(finding.fixes) if fix.edits]
    if fixes:
        result["fixes"] = fixes
    return result


def _message(finding: Finding) -> str:
    # 3.11.6: "[text](address)" is a link even in a plain message; what a document says must stay text.
    return finding.message.replace("](", "\\](") or finding.name


def _absent(fixed: Fixed) -> Json:
    from transqa.rules import registry

    rule = registry().get(fixed.rule)
    return {
        "ruleId": fixed.rule,
        "level": _LEVELS[rule.severity] if rule else "note",
        "message": {"text": f"no longer found (it was there {fixed.count} time{'s' if fixed.count > 1 else ''})"},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(fixed.path)}}],
        "partialFingerprints": {"transqa/v1": fixed.fingerprint},
        "baselineState": "absent",
        "occurrenceCount": fixed.count,
        "suppressions": [],
        "properties": {"text": fixed.text},
    }


def _suppression(suppressed: Suppressed, document: DocumentReport) -> Json:
    suppression = {
        "kind": "inSource" if in_source(suppressed, document) else "external",
        "status": "accepted",
        "properties": {"place": suppressed.place},
    }
    if suppressed.reason:
        suppression["justification"] = suppressed.reason
    return suppression


def _fix(fix: Fix, target: Document) -> Json:
    replacements = [
        {"deletedRegion": _region(target, target.quote(edit.span)), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": f"Write {fix.text}" if fix.text else "Delete"},
        "artifactChanges": [{"artifactLocation": _artifact_location(target.path), "replacements": replacements}],
        "properties": {"safety": fix.safety.value},
    }


def _physical(document: Document, quote: Quote | None) -> Json:
    if quote is None:
        # GitHub shows no result without a line.
        return {"artifactLocation": _artifact_location(document.path), "region": {"startLine": 1}}
    region = _region(document, quote)
    if quote.text:
        region["snippet"] = {"text": quote.text}
    return {"artifactLocation": _artifact_location(document.path), "region": region}


def _region(document: Document, quote: Quote) -> Json:
    return {
        "startLine": quote.line,
        "startColumn": _column(document, quote.line, quote.column),
        "endLine": quote.end_line,
        "endColumn": _column(document, quote.end_line, quote.end_column),
    }


def _column(document: Document, line: int, column: int) -> int:
    # 3.30.1: a byte order mark is no part of the text.
    return max(column - 1, 1) if line == 1 and document.text.startswith(_BOM) else column


def _artifact_location(path: str) -> Json:
    address = uri(path)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": _ROOT}


def _artifacts(report: Report) -> list[Json]:
    sides = (side for document in report.documents for side in (document.bitext.source, document.bitext.target))
    paths = dict.fromkeys(side.path for side in sides if side.path)
    return [{"location": _artifact_location(path), "roles": ["analysisTarget"]} for path in paths]


def _invocation(report: Report, *, left_out: int) -> Json:
    invocation: Json = {"executionSuccessful": True, "exitCode": 0 if report.verdict.passed else 1}
    notes = [f"left out: {left_out:,} results above the {MAX_RESULTS:,} that GitHub takes"] if left_out else []
    notes += report.verdict.reasons
    if notes:
        invocation["toolExecutionNotifications"] = [{"level": "note", "message": {"text": note}} for note in notes]
    return invocation


def _rule(code: str, example: Finding | None) -> Json:
    from transqa.rules import registry

    rule = registry().get(code)
    if rule is None:
        # A rule that crashed reports itself under a code that is no rule's.
        return {"id": code, "name": example.name if example else code}
    said = rule.sections
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": said["What"]},
        "help": {
            "text": "\n\n".join(text if title == "What" else f"{title}: {text}" for title, text in said.items()),
            "markdown": "\n\n".join(
                text if title == "What" else f"**{title}.** {text}" for title, text in said.items()
            ),
        },
        # A name that no site has to answer for; the page itself is in `help`.
        "helpUri": f"urn:transqa:rule:{code}",
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["translation", rule.mqm.split("/")[0]], "category": rule.mqm},
    }
