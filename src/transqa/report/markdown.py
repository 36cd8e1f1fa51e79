"""A Markdown summary for a comment on a pull request or the summary of a job.

GitHub takes 65,536 characters in a comment and 1 MiB in a job summary; both limits hold, and what is cut is counted.
"""

from __future__ import annotations

import re
from collections import Counter

from transqa.model import DocumentReport, Finding, Report, Scores, Severity
from transqa.report.parts import Item, items, relative, worst_first, xml_text

#: Characters of a whole summary. A character takes at most four bytes, so the limit of 1 MiB holds too.
MAX_LENGTH = 65_000
#: Code points of a text shown in a table.
_MAX_CELL = 300
# On GitHub "www." alone makes a link, as "://" does, and ":name:" an emoji.
_MARKUP = re.compile(r"([\\`*_\[\]()<>#|~$&]|:(?=//|[\w+-]+:)|(?<=www)\.)", re.IGNORECASE)
_MARKS = {Severity.CRITICAL: "🛑", Severity.MAJOR: "🔴", Severity.MINOR: "🟡", Severity.NEUTRAL: "⚪"}


def render_markdown(report: Report) -> str:
    """Verdict, a table of documents, and the findings from the worst down as far as there is room."""
    lines = [f"## transqa: {'passed ✅' if report.verdict.passed else 'failed ❌'}", ""]
    lines += [f"- {_text(reason)}" for reason in report.verdict.reasons]
    lines += [*([""] if report.verdict.reasons else []), _counts(report), ""]
    lines += _fitting(_documents(report), room=MAX_LENGTH // 4, what="documents")
    new, known = items(report, state="new"), items(report, state="known")
    for title, found in (("New findings", new), ("Known findings", known)):
        if found:
            table = [_HEAD, _RULER, *(_row(item) for item in worst_first(found))]
            room = MAX_LENGTH - len("\n".join(lines)) - 300
            lines += [f"### {title}", "", *_fitting(table, room=room, what="findings")]
    lines.append(f"<sub>{_text(report.signature)}</sub>" if report.signature else "")
    return "\n".join(lines).rstrip("\n") + "\n"


_HEAD = "| | Where | Rule | What | Write |"
_RULER = "| --- | --- | --- | --- | --- |"


def _fitting(table: list[str], *, room: int, what: str) -> list[str]:
    """The first rows of a table that fit, and a line that counts the others."""
    kept = table[:2]
    left = room - sum(len(row) + 1 for row in kept)
    for row in table[2:]:
        left -= len(row) + 1
        if left < 0:
            break
        kept.append(row)
    cut = len(table) - len(kept)
    return [*kept, "", *([f"… and {cut:,} more {what}.", ""] if cut else [])]


def _counts(report: Report) -> str:
    states = Counter(found.finding.state for found in items(report))
    suppressed = sum(len(document.suppressed) for document in report.documents)
    fixed = sum(gone.count for gone in report.fixed)
    counts = (("new", states["new"]), ("known", states["known"]), ("fixed", fixed), ("suppressed", suppressed))
    return " · ".join(f"**{count:,}** {name}" for name, count in counts if count or name == "new")


def _documents(report: Report) -> list[str]:
    severities = list(reversed(Severity))
    heads = ["Document", *(f"{_MARKS[severity]} {severity.value}" for severity in severities), "MQM", "Terms"]
    rows = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    rows += [_document(_path(document), document.findings, document.scores) for document in report.documents]
    if len(report.documents) > 1:
        everything = tuple(found.finding for found in items(report))
        rows.append(_document("**all documents**", everything, report.scores))
    return rows


def _document(name: str, findings: tuple[Finding, ...], scores: Scores) -> str:
    counts = Counter(finding.severity for finding in findings)
    score = scores.mqm.get("score")
    terms = scores.terminology
    cells = [
        name,
        *(str(counts[severity] or "") for severity in reversed(Severity)),
        f"{score:.1f}" if score is not None else "",
        f"{terms['accuracy']:.1%}" if terms and terms["total"] else "",
    ]
    return f"| {' | '.join(cells)} |"


def _path(document: DocumentReport) -> str:
    return _text(relative(document.bitext.target.path))


def _row(found: Item) -> str:
    finding, quote = found.finding, found.quote
    place = f"{relative(found.document.path)}:{quote.line}:{quote.column}" if quote else relative(found.document.path)
    fixes = " · ".join(fix.text or "(delete)" for fix in finding.fixes)
    cells = (_MARKS[finding.severity], place, f"{finding.rule} {finding.name}", finding.message, fixes)
    return f"| {' | '.join(_text(cell) for cell in cells)} |"


def _text(text: str) -> str:
    """The text in one table cell, with nothing in it read as markup, as a link, or as the name of a person to notify."""
    text = " ".join(xml_text(text).split())
    if len(text) > _MAX_CELL:
        text = text[:_MAX_CELL] + "…"
    # GitHub looks for names and issues in the rendered text, where a backslash is gone; a comment keeps them apart.
    return _MARKUP.sub(r"\\\1", text).replace("@", "@<!-- -->").replace("\\#", "\\#<!-- -->")
