from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from transqa.model import Report, Scores, Verdict
from transqa.report import xlsx
from transqa.report.xlsx import render_xlsx


def sheets(report: Report) -> dict[str, Any]:
    book = load_workbook(BytesIO(render_xlsx(report)))
    return {sheet.title: sheet for sheet in book.worksheets}


def with_message(report: Report, message: str) -> Report:
    document = report.documents[0]
    finding = replace(document.findings[0], message=message)
    return replace(report, documents=(replace(document, findings=(finding,)),))


def message_cell(report: Report) -> Any:
    sheet = sheets(report)["Findings"]
    (column,) = [cell.column for cell in sheet[1] if cell.value == "Message"]
    return sheet.cell(2, column)


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    lines = []
    for title, sheet in sheets(gated).items():
        lines += [f"# {title} {sheet.auto_filter.ref} {sheet.freeze_panes}"]
        lines += [" | ".join("" if cell is None else str(cell) for cell in row) for row in sheet.values]
    golden("report.xlsx.txt", "\n".join(lines) + "\n")


def test_the_same_report_gives_the_same_bytes(gated: Report) -> None:
    assert render_xlsx(gated) == render_xlsx(gated)
    assert b"1980-01-01" in load_workbook(BytesIO(render_xlsx(gated))).properties.modified.isoformat().encode()


def test_sheets_can_be_read_and_filtered(gated: Report) -> None:
    for sheet in sheets(gated).values():
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 7 for cell in sheet[1])
        assert all(cell.font.bold for cell in sheet[1])


def test_an_empty_report_is_three_headers() -> None:
    assert [sheet.max_row for sheet in sheets(Report((), Scores(), Verdict(True), "")).values()] == [1, 1, 1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_text_is_a_formula(gated: Report, text: str) -> None:
    cell = message_cell(with_message(gated, text))
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_what_a_cell_cannot_hold_is_replaced_or_cut(gated: Report) -> None:
    assert message_cell(with_message(gated, "a\x00b\x1b\ud800")).value == "a\ufffdb\ufffd\ufffd"
    value = message_cell(with_message(gated, "😀" * 20_000)).value
    assert value.endswith("😀…")
    assert len(value.encode("utf-16-le")) // 2 == xlsx.MAX_CELL


def test_a_sheet_has_no_more_rows_than_excel_takes(gated: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sheets(gated)["Findings"].max_row
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)
    sheet = sheets(gated)["Findings"]
    assert sheet.max_row == 4
    assert sheet["A4"].value == f"… and {whole - 3} more"
