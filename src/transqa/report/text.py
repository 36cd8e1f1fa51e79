"""The report for a terminal: each finding with the line it is in, then the scores and the verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any

from transqa.model import Bitext, Document, DocumentReport, Finding, Quote, Report, Safety, Severity
from transqa.text.chars import display_width

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES = {Severity.NEUTRAL: "dim", Severity.MINOR: "cyan", Severity.MAJOR: "yellow", Severity.CRITICAL: "bold red"}
# Text of a document must not steer the terminal: controls, and the marks that reorder what is shown.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ELLIPSIS = "…"


def render_text(report: Report, *, width: int = 100, color: bool = False, brief: bool = False) -> str:
    """The report as text of ``width`` columns.

    ``color`` adds ANSI styles; ``brief`` gives one line per finding and nothing else.
    """
    console = _console(width=width, color=color)
    if brief:
        for document in report.documents:
            for finding in document.findings:
                _print(console, _headline(finding, document.bitext, with_message=True))
        return _value(console)
    for document in report.documents:
        for finding in document.findings:
            for line in _finding(finding, document.bitext, width=width):
                _print(console, line)
            _print(console, "")
        for part in _summary(document):
            _print(console, part)
        _print(console, "")
    if len(report.documents) > 1:
        _print(console, _overview(report))
        _print(console, "")
    for line in _verdict(report):
        _print(console, line)
    return _value(console)


def render_scores_text(report: Report, *, width: int = 100, color: bool = False) -> str:
    """The scores of a report alone, with their signature."""
    console = _console(width=width, color=color)
    for document in report.documents:
        _print(console, _title(document.bitext))
        for line in _score_lines(document.scores):
            _print(console, f"  {line}")
    if len(report.documents) > 1:
        _print(console, "all documents")
        for line in _score_lines(report.scores):
            _print(console, f"  {line}")
    _print(console, _styled(f"signature {report.signature}", "dim"))
    return _value(console)


def render_links_text(bitext: Bitext, *, width: int = 100, color: bool = False) -> str:
    """An alignment, one link per line: lines, kind, confidence and the beginning of either side."""
    from transqa.report.json import links

    console = _console(width=width, color=color)
    room = max((width - 36) // 2, 12)
    for link, row in zip(bitext.links, links(bitext), strict=True):
        lines = [",".join(map(str, row[side])) or "-" for side in ("source_lines", "target_lines")]
        quotes = [
            _cut(_safe(" / ".join(document.blocks[index].text for index in blocks)), room)
            for document, blocks in ((bitext.source, link.source), (bitext.target, link.target))
        ]
        doubtful = link.confidence < 0.5 or not link.source or not link.target
        text = f"{lines[0]:>9} {lines[1]:>9}  {link.kind}  {link.confidence:.2f}  {_pad(quotes[0], room)}  {quotes[1]}"
        _print(console, _styled(text.rstrip(), "yellow" if doubtful else ""))
    kinds = Counter(link.kind for link in bitext.links)
    counts = ", ".join(f"{kind}: {count}" for kind, count in kinds.most_common())
    _print(console, _styled(f"{len(bitext.links)} links ({counts or 'none'})", "bold"))
    return _value(console)


def _console(*, width: int, color: bool) -> Console:
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _print(console: Console, what: RenderableType) -> None:
    # soft_wrap: the terminal wraps a long line, so that a copied line stays whole.
    console.print(what, soft_wrap=True)


def _value(console: Console) -> str:
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in str(text).split("\n"))


def _styled(text: str, style: str) -> Text:
    from rich.text import Text

    return Text(text, style=style)


def _finding(finding: Finding, bitext: Bitext, *, width: int) -> Iterator[Text]:
    yield _headline(finding, bitext, with_message=False)
    yield _styled(f"  {_safe(finding.message)}", "")
    if finding.target is not None:
        yield from _excerpt(finding.target, bitext.target, width=width, mark="^", style=_STYLES[finding.severity])
    if finding.source is not None:
        label = bitext.source.language.split("-", 1)[0]
        yield from _excerpt(finding.source, bitext.source, width=width, mark="~", style="blue", label=label)
    if finding.fixes:
        fixes = " · ".join(_safe(fix.text) or "(delete)" for fix in finding.fixes)
        safe = " (safe fix)" if finding.fixes[0].safety is Safety.SAFE else ""
        yield _styled(_cut(f"  write: {fixes}", width - len(safe)) + safe, "green")


def _headline(finding: Finding, bitext: Bitext, *, with_message: bool) -> Text:
    from rich.text import Text

    if finding.target is not None:
        place = f"{bitext.target.path}:{finding.target.line}:{finding.target.column}"
    elif finding.source is not None:
        place = f"{bitext.source.path}:{finding.source.line}:{finding.source.column}"
    else:
        place = bitext.target.path
    return Text.assemble(
        (_safe(place), "bold"),
        " ",
        (finding.severity.value, _STYLES[finding.severity]),
        " ",
        (finding.rule, "bold"),
        f" {finding.name}",
        (" (known)" if finding.state == "known" else "", "dim"),
        (f" {finding.confidence:.0%} sure" if finding.confidence < 1 and not with_message else "", "dim"),
        f": {_safe(finding.message)}" if with_message else "",
    )


def _excerpt(quote: Quote, document: Document, *, width: int, mark: str, style: str, label: str = "") -> Iterator[Text]:
    """The first line of a quote with the quoted part underlined, both cut to the width around it."""
    from rich.text import Text

    line = _line(document, quote.line)
    begin = min(quote.column - 1, len(line))
    end = min(quote.end_column - 1, len(line)) if quote.end_line == quote.line else len(line)
    before, marked, after = (_safe(part) for part in (line[:begin], line[begin:end], line[end:]))
    number = f"{label} {quote.line}".strip().rjust(6)
    before, marked, after = _window(before, marked, after, room=max(width - len(number) - 4, 20))
    yield Text.assemble((f"{number} │ ", "dim"), before, (marked, style), after)
    underline = " " * display_width(before) + mark * max(display_width(marked), 1)
    more = f" to line {quote.end_line}" if quote.end_line > quote.line else ""
    yield Text.assemble((" " * len(number) + " │ ", "dim"), (underline, style), (more, "dim"))


def _line(document: Document, number: int) -> str:
    starts = document.line_starts
    end = starts[number] if number < len(starts) else len(document.text)
    return document.text[starts[number - 1] : end].rstrip("\r\n")


def _window(before: str, marked: str, after: str, *, room: int) -> tuple[str, str, str]:
    """Cut the three parts of a line to ``room`` columns, keeping the marked one in view with text on both sides."""
    marked = _cut(marked, room)
    rest = max(room - display_width(marked), 0)
    # A side that needs less than half leaves the remainder to the other.
    left = min(display_width(before), max(rest // 2, rest - display_width(after)))
    return _cut_left(before, left), marked, _cut(after, rest - left)


def _cut(text: str, room: int) -> str:
    """The beginning of a text in ``room`` columns, with an ellipsis where something is cut off."""
    if display_width(text) <= room:
        return text
    kept, used = [], display_width(_ELLIPSIS)
    for character in text:
        used += display_width(character)
        if used > room:
            break
        kept.append(character)
    return "".join(kept) + (_ELLIPSIS if room else "")


def _cut_left(text: str, room: int) -> str:
    """The end of a text in ``room`` columns, with an ellipsis where something is cut off."""
    return _cut(text[::-1], room)[::-1]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _safe(text: str) -> str:
    """The text on one line, with tabs and line breaks as spaces and other controls as a visible mark."""
    return _UNSAFE.sub(lambda match: " " if match[0] in "\t\r\n\u2028\u2029" else "\N{REPLACEMENT CHARACTER}", text)


def _title(bitext: Bitext) -> Text:
    from rich.text import Text

    languages = f"{bitext.source.language} → {bitext.target.language}"
    return Text.assemble((_safe(bitext.target.path), "bold underline"), (f"  {languages}", "dim"))


def _summary(document: DocumentReport) -> Iterator[RenderableType]:
    yield _title(document.bitext)
    for line in _score_lines(document.scores):
        yield f"  {line}"
    if document.suppressed:
        count = len(document.suppressed)
        yield _styled(f"  {count} finding{'s' if count > 1 else ''} suppressed", "dim")
    if not document.findings:
        yield _styled("  no findings", "green")
        return
    table = _table()
    counts = Counter((finding.rule, finding.name, finding.severity) for finding in document.findings)
    for (rule, name, severity), count in sorted(
        counts.items(), key=lambda item: (-item[0][2].rank, -item[1], item[0][0])
    ):
        table.add_row(f"{count:>5}", _styled(severity.value, _STYLES[severity]), rule, name)
    yield table


def _table(*headers: str) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1), show_header=bool(headers), header_style="bold", pad_edge=False)
    for header in headers:
        table.add_column(header, justify="left" if header in {headers[0], headers[-1]} else "right")
    return table


def _score_lines(scores: Any) -> Iterator[str]:
    if scores.mqm:
        yield f"MQM score    {_mqm(scores.mqm)}"
    terminology = scores.terminology
    if terminology and terminology["total"]:
        counts = f"{terminology['accepted']:,} of {terminology['total']:,} terms"
        yield f"Terminology  {terminology['accuracy']:.1%}  {counts} have an accepted rendering"
    if scores.reference:
        reference = scores.reference
        names = {"bleu": "BLEU", "chrf": "chrF2", "ter": "TER"}
        metrics = "  ".join(f"{name} {reference[key]['score']:.1f}" for key, name in names.items() if reference[key])
        blocks = f"{reference['segments']} blocks" if reference["level"] == "block" else "whole text as one segment"
        yield f"Reference    {metrics}  ({blocks}; {_safe(reference['path'])})"


def _mqm(card: Any) -> str:
    unit = card["unit"].replace("-", " ")
    if card["score"] is None:
        return f"none: no {unit} to judge"
    if card["counts"]["critical"]:
        rating = "fail (critical finding)"
    elif card["passed"] is None:
        rating = f"too small to judge (under {card['minimum_size']:,})"
    else:
        rating = f"{'pass' if card['passed'] else 'fail'} (threshold {card['pass_threshold']:g})"
    return (
        f"{card['score']:.1f}  {rating}; raw {card['raw_score']:.1f}, "
        f"{card['penalty_per_thousand']:.1f} points per 1,000, {card['size']:,} {unit}"
    )


def _overview(report: Report) -> Table:
    table = _table("document", *(severity.value for severity in reversed(Severity)), "MQM", "terms", "rating")
    for document in report.documents:
        table.add_row(*_overview_row(document.bitext.target.path, document.findings, document.scores))
    everything = [finding for document in report.documents for finding in document.findings]
    table.add_row(*_overview_row("all documents", everything, report.scores), style="bold")
    return table


def _overview_row(name: str, findings: Any, scores: Any) -> list[str]:
    severities = Counter(finding.severity for finding in findings)
    card, terms = scores.mqm, scores.terminology
    rating = {True: "pass", False: "fail", None: "too small"}[card["passed"]] if card else "-"
    return [
        _safe(name),
        *(str(severities[severity]) for severity in reversed(Severity)),
        f"{card['score']:.1f}" if card and card["score"] is not None else "-",
        f"{terms['accuracy']:.1%}" if terms and terms["total"] else "-",
        rating,
    ]


def _verdict(report: Report) -> Iterator[Text]:
    if fixed := sum(one.count for one in report.fixed):
        yield _styled(f"{fixed} known finding{'s' if fixed > 1 else ''} fixed: transqa baseline update", "dim")
    yield _styled("passed", "bold green") if report.verdict.passed else _styled("failed", "bold red")
    for reason in report.verdict.reasons:
        yield _styled(f"  {_safe(reason)}", "")
