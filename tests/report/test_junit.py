"""Element and attribute rules: JUnit.xsd of windyroad/JUnit-Schema (Ant), the stricter of the two common schemas; what it allows,
junit-10.xsd of the Jenkins xUnit plugin allows too."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

from transqa.model import Report, Scores, Verdict
from transqa.report.junit import render_junit

SUITE = {"name", "timestamp", "hostname", "tests", "failures", "errors", "time", "package", "id"}
CASE = {"name", "classname", "time"}


def check(text: str) -> ET.Element:
    """The document, after every rule of the schema."""
    root = ET.fromstring(text)
    assert root.tag == "testsuites" and not root.attrib
    for number, suite in enumerate(root):
        assert suite.tag == "testsuite"
        assert SUITE <= suite.attrib.keys() <= SUITE | {"skipped"}
        assert suite.get("name") and suite.get("hostname")
        assert suite.get("id") == str(number)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp", ""))
        tags = [child.tag for child in suite]
        cases = suite.findall("testcase")
        assert tags == ["properties", *["testcase"] * len(cases), "system-out", "system-err"]
        for case in cases:
            assert case.attrib.keys() == CASE
            assert len(case) <= 1
            for fault in case:
                assert fault.tag in {"skipped", "error", "failure"}
                assert fault.tag == "skipped" or fault.get("type")
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(attribute) == str(len(suite.findall(f"testcase/{tag}")))
        assert suite.get("tests") == str(len(cases))
    return root


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    text = render_junit(gated)
    golden("report.junit", text)
    check(text)


def test_new_findings_fail_and_others_are_skipped(gated: Report) -> None:
    first, clean = check(render_junit(gated))
    assert {key: first.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "8",
        "failures": "2",
        "errors": "1",
        "skipped": "5",
    }
    reasons = [fault.get("message", "").split(":")[0] for fault in first.iter("skipped")]
    assert reasons == ["known", "neutral", "neutral", "suppressed", "suppressed"]
    assert [case.get("name") for case in clean.iter("testcase")] == ["no findings"]


def test_control_characters_do_not_break_it(gated: Report) -> None:
    document = gated.documents[0]
    finding = replace(document.findings[0], message="\x00\x1b[31m]]>&<\ud800\ufffe")
    report = replace(gated, documents=(replace(document, findings=(finding,)),))
    (failure,) = check(render_junit(report)).iter("failure")
    assert failure.get("message") == "\ufffd\ufffd[31m]]>&<\ufffd\ufffd"


def test_an_empty_report_has_no_suites() -> None:
    assert len(check(render_junit(Report((), Scores(), Verdict(True), "")))) == 0
