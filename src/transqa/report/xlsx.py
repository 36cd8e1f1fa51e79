"""An Excel workbook: findings, documents and rules, each with filters and a header that stays in view."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from transqa.model import Report, Severity
from transqa.report.parts import items, relative, xml_text
from transqa.report.table import COLUMNS, FORMULA, Cell, rows

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Limits of Excel: rows of a sheet, code points of a cell (counted here in UTF-16 units, two for an emoji).
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
_EPOCH = datetime(1980, 1, 1)
_COLORS = {"critical": "F8D0D0", "major": "FBE3CC", "minor": "FFF5CC", "neutral": "EEEEEE"}
_DOCUMENT_COLUMNS = {
    "Document": 40,
    "Language": 10,
    "Source document": 40,
    "Source language": 15,
    **{severity.value.capitalize(): 9 for severity in reversed(Severity)},
    "MQM": 9,
    "Raw MQM": 9,
    "Size": 9,
    "Terms": 9,
    "Terms accepted": 14,
}
_RULE_COLUMNS = {"Rule": 9, "Name": 28, "Severity": 10, "Category": 30, "Findings": 10, "New": 8, "What": 90}


def render_xlsx(report: Report) -> bytes:
    """The workbook. The same report gives the same bytes: it holds no time of writing."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "transqa"
    book.properties.created = _EPOCH
    _sheet(book, "Findings", COLUMNS, rows(report))
    _sheet(book, "Documents", _DOCUMENT_COLUMNS, _documents(report))
    _sheet(book, "Rules", _RULE_COLUMNS, _rules(report))
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _sheet(book: Workbook, title: str, columns: Mapping[str, int], table: Iterable[tuple[Cell, ...]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    # All of this must be said before the first row is written.
    sheet.freeze_panes = "A2"
    for number, width in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    fills = {name: PatternFill("solid", fgColor=color) for name, color in _COLORS.items()}
    top, bold, head = Alignment(vertical="top", wrap_text=True), Font(bold=True), PatternFill("solid", fgColor="E3E8EF")

    def cell(value: Cell, *, header: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=_cut(xml_text(value)) if isinstance(value, str) else value)
        if isinstance(value, str) and value.startswith(FORMULA):
            # A text, whatever it begins with, and still one after it has been edited.
            made.data_type = "s"
            made.quotePrefix = True
        made.alignment = top
        if header:
            made.font, made.fill = bold, head
        elif value in fills:
            made.fill = fills[str(value)]
        return made

    sheet.append([cell(name, header=True) for name in columns])
    found = list(table)
    if len(found) > (room := MAX_ROWS - 1):
        found = [*found[: room - 1], (f"… and {len(found) - room + 1:,} more",)]
    for row in found:
        sheet.append([cell(value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(found) + 1}"


def _documents(report: Report) -> Iterable[tuple[Cell, ...]]:
    for document in report.documents:
        source, target = document.bitext.source, document.bitext.target
        counts = Counter(finding.severity for finding in document.findings)
        card, terms = document.scores.mqm, document.scores.terminology
        yield (
            relative(target.path),
            target.language,
            relative(source.path),
            source.language,
            *(counts[severity] for severity in reversed(Severity)),
            card.get("score"),
            card.get("raw_score"),
            card.get("size"),
            terms.get("total"),
            terms.get("accepted"),
        )


def _rules(report: Report) -> Iterable[tuple[Cell, ...]]:
    from transqa.rules import registry

    found = [one.finding for one in items(report)]
    counts, new = Counter(f.rule for f in found), Counter(f.rule for f in found if f.state == "new")
    examples = {finding.rule: finding for finding in reversed(found)}
    for code, example in sorted(examples.items()):
        rule = registry().get(code)
        severity = rule.severity if rule else example.severity
        what = rule.summary if rule else None
        yield code, example.name, severity.value, rule.mqm if rule else example.category, counts[code], new[code], what


def _cut(text: str) -> str:
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * MAX_CELL:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _timeless(book: bytes) -> bytes:
    """The same archive with a fixed date on every member and in the properties."""
    out = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            member = ZipInfo(name, _EPOCH.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, content)
    return out.getvalue()
