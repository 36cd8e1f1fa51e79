from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from transqa.model import Bitext, Document, DocumentReport, Finding, Report, Scores, Severity, Span, Verdict
from transqa.report.github import render_github

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\n]*,?)+)::(.*)")


def obeyed(text: str) -> list[str]:
    """What the runner would obey: it looks for ``::`` at the beginning of a line and for ``##[`` anywhere."""
    out, token = [], None
    for line in text.splitlines():
        if token is not None:
            token = None if line.strip() == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.lstrip().startswith("::") or "##[" in line:
            out.append(line)
    assert token is None
    return out


def one(text: str, *findings: Finding, path: str = "zh.md") -> Report:
    document = Document(path, "zh-Hans", text, ())
    bitext = Bitext(Document("en.md", "en", "", ()), document, ())
    return Report((DocumentReport(bitext, findings, Scores()),), Scores(), Verdict(True), "")


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.github", render_github(gated))


def test_only_new_findings_are_annotated(gated: Report) -> None:
    text = render_github(gated)
    assert "::error" in text and "NUM001" in text
    assert not [line for line in obeyed(text) if "NUM001" in line]


def test_texts_are_escaped() -> None:
    document = Document("a,b:c%.md", "zh-Hans", "词", ())
    finding = Finding("TRM001", "x", "other", Severity.MAJOR, "50%\r\n::error::a", target=document.quote(Span(0, 1)))
    first, *log = obeyed(render_github(one("词", finding, path=document.path)))
    match = COMMAND.fullmatch(first)
    assert match
    assert match[2].startswith("file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=1,endColumn=2,title=")
    assert match[3] == "50%25%0D%0A::error::a"
    assert log == ["::group::a,b:c%25.md: 1 finding", "::endgroup::"]


def test_a_document_cannot_give_commands() -> None:
    finding = Finding("TRM001", "x", "other", Severity.MINOR, "a\n::set-output name=b::c\n##[error]d")
    report = one("词", finding, path="::add-mask::\nzh.md")
    report = replace(report, verdict=Verdict(False, ("##[error]e", "::debug::f")))
    commands = obeyed(render_github(report))
    assert [command.split(" ")[0].split("::")[1] for command in commands] == ["warning", "group", "endgroup"]


def test_a_range_over_lines_has_no_columns() -> None:
    text = "一\n二\n三"
    document = Document("zh.md", "zh-Hans", text, ())
    findings = [
        Finding("TRM001", "x", "other", Severity.MINOR, "m", target=document.quote(Span(*span)))
        for span in ((0, 3), (0, 2))
    ]
    first, second, *_ = render_github(one(text, *findings)).splitlines()
    assert "line=1,endLine=2,title" in first
    assert "line=1,endLine=1,col=1,title" in second


def test_the_worst_come_first_and_the_rest_is_counted() -> None:
    minor = [Finding("TRM001", "x", "other", Severity.MINOR, f"minor {at}") for at in range(12)]
    major = [Finding("TRM001", "x", "other", Severity.MAJOR, f"major {at}", confidence=at / 20) for at in range(11)]
    lines = render_github(one("词", *minor, *major)).splitlines()
    assert lines[0].endswith("::major 10")
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert any(line.endswith("1 of level error, 2 of level warning") for line in lines)
    assert sum(line.startswith("zh.md: ") for line in lines) == 23
