"""CSV (RFC 4180) of the findings.

It begins with a byte order mark: without one, Excel reads the file in the code page of the machine and Chinese turns into
nonsense; ``encoding="utf-8-sig"`` reads it anywhere else.
"""

from __future__ import annotations

import csv
from io import StringIO

from transqa.model import Report
from transqa.report.table import COLUMNS, FORMULA, Cell, rows

_BOM = "\ufeff"


def render_csv(report: Report) -> str:
    """A header and a row per finding. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = StringIO(newline="")
    out.write(_BOM)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows(report):
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue()


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
