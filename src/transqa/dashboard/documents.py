"""The list of documents as HTML: name, verdict, score with its trend, open findings, progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from transqa.dashboard.i18n import Words
from transqa.dashboard.markup import Html, element
from transqa.model import Severity
from transqa.review import Summary

#: Scores that the trend has room for, the last ones.
_COLUMNS = 16


def documents_html(documents: Iterable[Summary], t: Words) -> Html:
    """A table with one row per document; a click on one is reported with its number."""
    head = ("document", "verdict", "score", "trend", "open", "progress", "assignee")
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", *(element("th", t(f"overview.{name}")) for name in head))),
            element("tbody", *(_row(summary, t) for summary in documents)),
            class_="tq-table",
        ),
        class_="tq-scroll",
    )


def sparkline(values: Sequence[float]) -> Html:
    """Values as small columns, oldest first, scaled to their own range so that a small change is seen."""
    if len(values) < 2:
        return Html()
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    columns = [element("i", style=f"height:{round(20 + 80 * (value - low) / spread)}%") for value in values[-_COLUMNS:]]
    return element("span", *columns, class_="tq-spark")


def score_text(summary: Summary, t: Words) -> str:
    """The score to one place; what is too short to judge says so."""
    if summary.score is None:
        return "–"
    text = number_text(summary.score)
    return text if summary.judged else t("overview.short", score=text)


def number_text(score: float) -> str:
    """A score to one place. Far below zero no digit means anything any more."""
    return f"{score:.1f}" if score >= 0 else "< 0"


def _row(summary: Summary, t: Words) -> Html:
    name = element("a", summary.name, href="review?" + urlencode({"document": summary.id}), class_="tq-name")
    under = f"{summary.project} · {summary.source_language} → {summary.target_language}"
    chips = [
        element("span", str(number), class_=f"tq-chip tq-{severity}", data_tip=t(f"severity.{severity}"))
        for severity in reversed(Severity)
        if (number := summary.open.get(severity, 0))
    ]
    share = round(100 * summary.progress)
    bar = element("span", element("span", style=f"width:{share}%"), class_="tq-bar")
    cells = (
        element("td", name, element("div", under, class_="tq-under")),
        element("td", _verdict(summary, t)),
        element("td", score_text(summary, t), class_="tq-number"),
        element("td", sparkline(summary.trend)),
        element("td", *(chips or [element("span", t("overview.none"), class_="tq-under")])),
        element("td", bar, element("span", f"{share}%", class_="tq-share")),
        element("td", summary.assignee or "–"),
    )
    return element("tr", *cells, data_row=str(summary.id))


def _verdict(summary: Summary, t: Words) -> Html:
    if summary.problem:
        return element("span", t("verdict.problem"), class_="tq-badge tq-critical", data_tip=summary.problem)
    if summary.signed_off:
        return element("span", t("verdict.signed"), class_="tq-badge tq-done", data_tip=summary.signed_off.who)
    key, tone = ("verdict.passed", "tq-good") if summary.passed else ("verdict.failed", "tq-major")
    return element("span", t(key), class_=f"tq-badge {tone}", data_tip="\n".join(summary.reasons))
