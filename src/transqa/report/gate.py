"""The screen of ``transqa gate``: what is new, each threshold with what was found, the verdict."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from transqa.model import DocumentReport, Finding, Report, Severity
from transqa.score import Threshold
from transqa.text.chars import display_width

#: New findings listed; the rest is counted.
_LISTED = 20
#: Bidirectional classes of the characters that reorder what is shown.
_REORDERING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_COLORS = {"failed": "1;31", "passed": "1;32", "dim": "2", "yellow": "33"}


def render_gate(
    report: Report,
    lines: Sequence[Threshold],
    *,
    color: bool = False,
    advisory: bool = False,
    brief: bool = False,
) -> str:
    """The gate's report as text; the terminal wraps a long line, so that a copied line stays whole.

    ``color`` adds ANSI styles, ``brief`` leaves all but the verdict out, ``advisory`` says that the verdict stops nobody.
    """
    parts = [] if brief else [*_new(report), *_counts(report), *_table(lines)]
    parts += _verdict(report, lines, advisory=advisory)
    return "".join(f"{_styled(text, style) if color else text}\n" for text, style in parts)


def _new(report: Report) -> Iterator[tuple[str, str]]:
    found = [(d, one) for d in report.documents for one in d.findings if one.state == "new"]
    # A stable sort: within a severity the order of the files stays.
    found.sort(key=lambda row: -row[1].severity.rank)
    for document, finding in found[:_LISTED]:
        style = "yellow" if finding.severity.rank >= Severity.MAJOR.rank else ""
        text = f"{finding.severity.value} {finding.rule} {finding.name}: {_safe(finding.message)}"
        yield f"{_place(document, finding)} {text}", style
    if len(found) > _LISTED:
        yield f"and {len(found) - _LISTED} more new findings; transqa check shows them all", "dim"
    if found:
        yield "", ""


def _place(document: DocumentReport, finding: Finding) -> str:
    if finding.target is not None:
        return f"{_safe(document.bitext.target.path)}:{finding.target.line}:{finding.target.column}"
    if finding.source is not None:
        return f"{_safe(document.bitext.source.path)}:{finding.source.line}:{finding.source.column}"
    return _safe(document.bitext.target.path)


def _counts(report: Report) -> Iterator[tuple[str, str]]:
    states = Counter(finding.state for document in report.documents for finding in document.findings)
    states["fixed"] = sum(one.count for one in report.fixed)
    files = f"{len(report.documents)} document" + ("" if len(report.documents) == 1 else "s")
    yield f"{files}; findings: {states['new']} new, {states['known']} known, {states['fixed']} fixed", ""
    yield "", ""


def _table(lines: Sequence[Threshold]) -> Iterator[tuple[str, str]]:
    rows = [(line.what, line.found, line.allowed) for line in lines]
    widths = [max((display_width(row[column]) for row in rows), default=0) for column in range(3)]
    for line, row in zip(lines, rows, strict=True):
        what, found, allowed = (
            cell + " " * (size - display_width(cell)) for cell, size in zip(row, widths, strict=True)
        )
        state = "ok" if line.passed else "failed"
        detail = f": {_safe(line.detail)}" if line.detail and not line.passed else ""
        yield f"  {what}  {found}  {allowed}  {state}{detail}", "" if line.passed else "yellow"
    if lines:
        yield "", ""


def _verdict(report: Report, lines: Sequence[Threshold], *, advisory: bool) -> Iterator[tuple[str, str]]:
    passed = report.verdict.passed
    word = "passed" if passed else "failed"
    missed = sum(not line.passed for line in lines)
    why = "" if passed else f": {missed} of {len(lines)} thresholds not met"
    if advisory:
        yield f"advisory: the gate would have {word}{why}", word
    else:
        yield f"gate {word}{why}", word
    reasons = {line.reason for line in lines}
    for note in report.verdict.reasons:
        if note not in reasons:
            yield f"  {_safe(note)}", "dim"


def _safe(text: str) -> str:
    """Text of a document on one line; what would steer the terminal is shown as U+FFFD."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"} or unicodedata.bidirectional(char) in _REORDERING


def _styled(text: str, style: str) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if style and text else text
