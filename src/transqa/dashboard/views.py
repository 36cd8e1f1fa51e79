"""From the service's rows to what is drawn: highlights with their tips, labels, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transqa.dashboard.bilingual import Mark, Side, View
from transqa.dashboard.i18n import Words
from transqa.dashboard.markup import Html, element
from transqa.model import Quote
from transqa.review import BlockView, Page, Reviewed, Row, State, Summary

#: States in which a finding asks for nothing: its place is shown, but quietly.
SETTLED = frozenset({State.DISMISSED, State.DEFERRED})


def views(rows: Iterable[Row], document: Summary, t: Words, *, pick: str, row: int | None) -> list[View]:
    """Rows as they are drawn; ``pick`` is the chosen finding's fingerprint, ``row`` the chosen row's number."""
    return [_view(one, document, t, pick=pick, active=one.index == row) for one in rows]


def source_sides(row: Row, document: Summary, t: Words) -> tuple[Side, ...]:
    """The source blocks of a row with their highlights."""
    return _sides(row.source, row.findings, document.source_language, t, side="source", pick="")


def general_html(findings: Iterable[Reviewed], t: Words, *, pick: str) -> Html:
    """Findings that belong to no row, as a line of places to click."""
    marks = []
    for one in findings:
        classes = f"tq-mark tq-{one.finding.severity}" + " tq-active" * (one.finding.fingerprint == pick)
        text = f"{rule_title(one, t)}: {one.finding.message}"
        marks.append(element("mark", text, class_=classes, data_pick=one.finding.fingerprint))
    return element("div", *marks, class_="tq-general")


def in_order(page: Page) -> list[Reviewed]:
    """The findings of a page in reading order; those without a row come first."""
    found = [one for row in page.rows for one in sorted(row.findings, key=_place)]
    return [*(page.general if page.offset == 0 else ()), *found]


def rule_title(one: Reviewed, t: Words) -> str:
    """A rule's title in the language of the interface, else its name."""
    return t.maybe(f"rule.{one.finding.rule}") or one.finding.name


def _place(one: Reviewed) -> tuple[int, int]:
    finding = one.finding
    quote = finding.target or finding.source
    return (quote.span.start if quote else 0, -finding.severity.rank)


def _view(row: Row, document: Summary, t: Words, *, pick: str, active: bool) -> View:
    notes = []
    if row.source and row.target and row.kind != "1-1":
        notes.append(t("review.link_kind", kind=row.kind))
    if row.overridden:
        notes.append(t("review.overridden"))
    if row.assignee and row.assignee != document.assignee:
        notes.append(f"@{row.assignee}")
    comments = row.comments + sum(one.comments for one in row.findings)
    if comments:
        notes.append(t("review.comment_count", count=comments))
    return View(
        key=str(row.index),
        label=str(row.index + 1),
        source=_sides(row.source, row.findings, document.source_language, t, side="source", pick=pick),
        target=_sides(row.target, row.findings, document.target_language, t, side="target", pick=pick),
        notes=tuple(notes),
        active=active,
        empty=t("review.nothing_here"),
    )


def _sides(
    blocks: Sequence[BlockView], findings: Sequence[Reviewed], language: str, t: Words, *, side: str, pick: str
) -> tuple[Side, ...]:
    quotes: list[tuple[Quote, Reviewed]] = []
    for one in findings:
        quote = one.finding.source if side == "source" else one.finding.target
        if quote is not None:
            quotes.append((quote, one))
    sides = []
    for block in blocks:
        marks = tuple(
            Mark(
                start=quote.span.start - block.span.start,
                end=quote.span.end - block.span.start,
                severity=one.finding.severity.value,
                key=one.finding.fingerprint,
                tip=_tip(one, t),
                active=one.finding.fingerprint == pick,
                settled=one.state in SETTLED,
            )
            for quote, one in quotes
            if quote.span.start <= block.span.end
            and quote.span.end >= block.span.start
            # A quote that only touches a block belongs to its neighbour, unless it is a mere place.
            and (quote.span.overlaps(block.span) or not len(quote.span))
        )
        sides.append(Side(block.text, language, marks, block.kind.value))
    return tuple(sides)


def _tip(one: Reviewed, t: Words) -> str:
    finding = one.finding
    head = f"{rule_title(one, t)} · {t(f'severity.{finding.severity}')}"
    if one.state is not State.OPEN:
        head += f" · {t(f'state.{one.state}')}"
    return f"{head}\n{finding.message}"
