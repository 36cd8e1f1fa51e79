"""JUnit XML: a test suite per document, a test case per finding.

Holds to both common schemas, that of the Jenkins xUnit plugin and the stricter one of Ant (windyroad/JUnit-Schema).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from transqa.model import DocumentReport, Finding, Report, Severity
from transqa.report.parts import item, one_line, xml_text

_CRASHED = "internal/crashed-rule"


def render_junit(report: Report) -> str:
    """A failure per new finding; known, suppressed and neutral ones are skipped, a crashed rule is an error.

    The schema asks for a time, a date and a host. A report has none: they are zero, the epoch and ``localhost``.
    """
    root = ET.Element("testsuites")
    for number, document in enumerate(report.documents):
        root.append(_suite(document, number))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(document: DocumentReport, number: int) -> ET.Element:
    path = xml_text(document.bitext.target.path) or "-"
    suite = ET.Element(
        "testsuite",
        {"name": path, "package": "transqa", "id": str(number), "hostname": "localhost"}
        | {"timestamp": "1970-01-01T00:00:00", "time": "0"},
    )
    ET.SubElement(suite, "properties")
    silenced = {id(suppressed.finding): suppressed.reason for suppressed in document.suppressed}
    for finding in (*document.findings, *(suppressed.finding for suppressed in document.suppressed)):
        suite.append(_case(finding, document, reason=silenced.get(id(finding))))
    if not len(suite) - 1:
        ET.SubElement(suite, "testcase", {"name": "no findings", "classname": path, "time": "0"})
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(suite.findall("testcase"))))
    return suite


def _case(finding: Finding, document: DocumentReport, *, reason: str | None) -> ET.Element:
    found = item(finding, document.bitext)
    place = f"{found.document.path}:{found.quote.line}:{found.quote.column}" if found.quote else found.document.path
    case = ET.Element(
        "testcase",
        {
            "name": xml_text(one_line(f"{finding.rule} {finding.name} {place}")),
            "classname": xml_text(document.bitext.target.path) or "-",
            "time": "0",
        },
    )
    message = xml_text(finding.message)
    if reason is not None:
        ET.SubElement(case, "skipped", {"message": xml_text(f"suppressed: {reason}")})
    elif finding.state == "known" or (finding.severity is Severity.NEUTRAL and finding.category != _CRASHED):
        why = "known" if finding.state == "known" else "neutral"
        ET.SubElement(case, "skipped", {"message": f"{why}: {message}"})
    else:
        tag = "error" if finding.category == _CRASHED else "failure"
        fault = ET.SubElement(case, tag, {"message": message, "type": finding.severity.value})
        fault.text = "\n".join(_details(finding, place))
    return case


def _details(finding: Finding, place: str) -> list[str]:
    quotes = (("target", finding.target), ("source", finding.source))
    lines = [place, *(f"{side}: {quote.text}" for side, quote in quotes if quote), finding.message]
    if finding.fixes:
        lines.append("write: " + " · ".join(fix.text or "(delete)" for fix in finding.fixes))
    return [xml_text(line) for line in lines]
