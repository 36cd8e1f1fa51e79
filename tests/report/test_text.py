from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.model import Bitext, Document, DocumentReport, Finding, Fixed, Report, Scores, Severity, Span, Verdict
from transqa.report import render, render_text
from transqa.report.text import render_links_text, render_scores_text
from transqa.text.chars import display_width

ANSI = re.compile(r"\x1b\[[0-9;]*m")
LINES = st.text(st.sampled_from("abc 模型，。𠀀é\u0301👩😀\t　ｗ") | st.characters(codec="utf-8"), max_size=300).filter(
    lambda text: not re.search(r"[\r\n]", text)
)


def with_finding(text: str, start: int, end: int) -> Report:
    source, target = Document("en.md", "en", "", ()), Document("zh.md", "zh-Hans", text, ())
    finding = Finding("TST001", "test", "other", Severity.MINOR, "message", target=target.quote(Span(start, end)))
    return Report((DocumentReport(Bitext(source, target, ()), (finding,), Scores()),), Scores(), Verdict(True), "")


def test_the_report_is_golden(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.txt", render(report, "text"))


def test_what_is_fixed_is_said(report: Report) -> None:
    fixed = replace(report, fixed=(Fixed("a", "TRM001", "zh.md", "摸索", 2), Fixed("b", "NUM001", "zh.md", "1.5 亿")))
    assert "\n3 known findings fixed: transqa baseline update\nfailed\n" in render(fixed, "text")


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    colored = render_text(report, color=True)
    assert "\x1b[" in colored
    plain = [line.rstrip() for line in ANSI.sub("", colored).split("\n")]
    assert plain == render_text(report).split("\n")


@given(LINES, st.data(), st.integers(30, 120))
def test_the_underline_is_under_the_quoted_text(line: str, data: st.DataObject, width: int) -> None:
    text = f"before\n{line}\nafter"
    start = data.draw(st.integers(7, 7 + len(line)))
    end = data.draw(st.integers(start, 7 + len(line)))
    rows = render_text(with_finding(text, start, end), width=width).split("\n")
    shown, underline = rows[2], rows[3]
    assert max(display_width(shown), display_width(underline)) <= width
    assert shown.startswith("     2 │")
    marks = underline.index("^"), underline.rindex("^") + 1
    quoted = text[start:end]
    # What a terminal shows under the marks, counted in columns.
    columns = "".join(
        character + "\0" * (display_width(character) - 1) for character in shown if display_width(character)
    )
    # Blanks at the end of a line are not written.
    under = columns.ljust(marks[1])[marks[0] : marks[1]].replace("\0", "")
    if quoted.isalnum() and quoted.isascii() and "…" not in under:
        assert under == quoted
    assert marks[1] - marks[0] == (max(1, display_width(under)) if start < end else 1)


def test_long_lines_show_both_sides_of_the_quote() -> None:
    text = "开" * 500 + "摸索" + "末" * 500
    row = render_text(with_finding(text, 500, 502), width=60).split("\n")[2]
    before, after = row.split("摸索")
    assert before.count("开") == after.count("末") > 5
    assert row.count("…") == 2


def test_a_quote_wider_than_the_window_is_cut() -> None:
    rows = render_text(with_finding("长" * 200, 0, 200), width=40).split("\n")
    assert display_width(rows[2]) <= 40
    assert rows[2].endswith("…")


def test_text_of_a_document_cannot_steer_the_terminal(report: Report) -> None:
    hostile = "\x1b]0;owned\x07\u202e模\u2028型\x9b31m"
    out = render_text(with_finding(hostile, 0, 3), color=False)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", out)


def test_crlf_and_a_last_line_without_end() -> None:
    rows = render_text(with_finding("一\r\n二三\r\n四", 3, 5)).split("\n")
    assert rows[2] == "     2 │ 二三"
    assert render_text(with_finding("一\r二", 2, 3)).split("\n")[2] == "     2 │ 二"


def test_brief_is_one_line_per_finding(report: Report) -> None:
    lines = render_text(report, brief=True).splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("zh.md:3:8 major TRM001 deprecated-term: '摸索' is")
    assert lines[1].startswith("zh.md:3:68 critical NUM001 wrong-number (known): ")
    assert lines[2].startswith("en.md:5:1 minor ACC001")
    assert lines[4].startswith("zh.md neutral ALN001")


def test_scores_and_links_are_golden(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("scores.txt", render_scores_text(report))
    golden("links.txt", render_links_text(report.documents[0].bitext))


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS"])
def test_the_renderer_does_not_look_at_the_environment(report, variable, monkeypatch) -> None:
    expected = render_text(report), render_text(report, color=True)
    monkeypatch.setenv(variable, "1")
    assert (render_text(report), render_text(report, color=True)) == expected
