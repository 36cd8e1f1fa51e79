from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest

from transqa.model import Report, Scores, Verdict
from transqa.report.csv import render_csv
from transqa.report.table import COLUMNS


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    golden("report.csv", render_csv(gated).replace("\r\n", "\n"))


def test_excel_sees_that_it_is_utf8(gated: Report) -> None:
    assert render_csv(gated).encode().startswith(b"\xef\xbb\xbfState,")
    assert "\n" not in render_csv(Report((), Scores(), Verdict(True), "")).removesuffix("\r\n")


def test_every_state_has_its_rows(gated: Report) -> None:
    table = read(render_csv(gated))
    assert [row["State"] for row in table] == ["new", "known", *["new"] * 4, "suppressed", "suppressed", "fixed"]
    assert table[0]["Target"] == "摸索" and table[0]["Write"] == "顿悟 · 领会 · “顿悟”" and table[0]["Line"] == "3"
    assert [row["Reason"] for row in table[-3:]] == ["a quotation (zh.md:2)", "transqa.toml: per-path zh.md", "2 times"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://a","b")'])
def test_no_text_is_a_formula(gated: Report, text: str) -> None:
    document = gated.documents[0]
    finding = replace(document.findings[0], message=text, concept=text)
    report = replace(gated, documents=(replace(document, findings=(finding,)),))
    row = read(render_csv(report))[0]
    assert row["Message"] == row["Concept"] == f"'{text}"


def test_lines_quotes_and_commas_stay_in_their_cell(gated: Report) -> None:
    document = gated.documents[0]
    finding = replace(document.findings[0], message='a,"b"\r\nc;d\x00')
    report = replace(gated, documents=(replace(document, findings=(finding,)),))
    row = read(render_csv(report))[0]
    assert row["Message"] == 'a,"b"\r\nc;d\ufffd'
    assert list(row) == list(COLUMNS)
