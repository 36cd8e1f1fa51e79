from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from transqa.model import Bitext, Document, DocumentReport, Finding, Report, Scores, Severity, Verdict
from transqa.report import markdown
from transqa.report.markdown import MAX_LENGTH, render_markdown

# What GitHub renders a comment with, near enough: tables, raw HTML, links made of bare addresses.
READER = MarkdownIt("gfm-like", {"linkify": False})


def report_of(*findings: Finding, path: str = "zh.md") -> Report:
    bitext = Bitext(Document("en.md", "en", "", ()), Document(path, "zh-Hans", "词", ()), ())
    return Report((DocumentReport(bitext, findings, Scores()),), Scores(), Verdict(not findings), "")


def inline_types(text: str) -> set[str]:
    return {child.type for token in READER.parse(text) for child in token.children or ()}


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.markdown", render_markdown(gated))


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "<script>alert(1)</script>",
        "a | b",
        "`a` **b** ~~c~~ _d_ ![e](f) <https://g> &lt;",
        "two\nlines\n\n# and a heading",
        "\\[a](b)",
        "$x$",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    finding = Finding("TRM001", "x", "other", Severity.MAJOR, text)
    rendered = render_markdown(report_of(finding))
    tokens = READER.parse(rendered)
    cells = [token for token in tokens if token.type == "td_open"]
    assert len(cells) == 7 + 5
    assert inline_types(rendered) <= {"text", "text_special", "strong_open", "strong_close", "html_inline"}
    contents = [
        "".join(child.content for child in token.children or () if child.type != "html_inline")
        for token in tokens
        if token.type == "inline"
    ]
    assert " ".join(text.split()).replace("#", "#") in contents


def test_nobody_is_notified() -> None:
    rendered = render_markdown(
        report_of(Finding("TRM001", "x", "other", Severity.MAJOR, "@team #12 www.example.org http://a.b"))
    )
    assert "@team" not in rendered and "#12" not in rendered
    assert "www." not in rendered and "http:" not in rendered


def test_a_summary_is_cut_to_the_limit_of_a_comment() -> None:
    findings = [Finding("TRM001", "x", "other", Severity.MINOR, "模型|" * 500) for _ in range(400)]
    worst = Finding("NUM001", "x", "other", Severity.CRITICAL, "the worst")
    known = replace(worst, state="known")
    rendered = render_markdown(report_of(*findings, worst, known))
    assert MAX_LENGTH * 0.9 < len(rendered) <= MAX_LENGTH
    assert len(rendered.encode()) < 2**20
    assert rendered.index("the worst") < rendered.index("模型")
    assert "more findings." in rendered


def test_many_documents_are_cut_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_LENGTH", 4000)
    whole = report_of()
    rendered = render_markdown(replace(whole, documents=whole.documents * 100))
    assert len(rendered) <= 4000
    assert "more documents." in rendered
