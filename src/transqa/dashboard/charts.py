"""The charts, and what they are made of: counts and scores as plain rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from transqa.dashboard.i18n import Words
from transqa.model import Severity
from transqa.review import Count, Point, State

#: As in style.css; they read on both themes.
COLORS = {
    Severity.CRITICAL: "#d0432f",
    Severity.MAJOR: "#d98324",
    Severity.MINOR: "#c0a92c",
    Severity.NEUTRAL: "#6d8299",
}
ACCENT = "#3d8f8b"
#: Rules and documents that a chart has room for, the commonest first.
_MOST = 14
_MOST_DOCUMENTS = 25


def by_rule(counts: Iterable[Count], t: Words) -> alt.Chart:
    """Standing findings per rule, stacked by severity."""
    tally: Counter[tuple[str, Severity]] = Counter()
    for count in _standing(counts):
        tally[count.rule, count.severity] += count.count
    totals: Counter[str] = Counter()
    for (rule, _), number in tally.items():
        totals[rule] += number
    shown = [rule for rule, _ in totals.most_common(_MOST)]
    rows = [
        {
            "rule": rule,
            "name": t.maybe(f"rule.{rule}") or rule,
            "severity": t(f"severity.{severity}"),
            "order": -severity.rank,
            "count": number,
        }
        for (rule, severity), number in tally.items()
        if rule in shown
    ]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_bar(cornerRadius=2, height={"band": 0.7})
        .encode(
            y=alt.Y("rule:N", sort=shown, title=None, axis=alt.Axis(ticks=False, domain=False, labelOverlap=False)),
            x=alt.X("sum(count):Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=6)),
            color=_severity_color(t, legend=True),
            order=alt.Order("order:Q"),
            tooltip=_tips(t, rule="rule", name="name", severity="severity", count="count"),
        )
        .properties(height=26 * max(len(shown), 3) + 80)
    )
    return chart


def by_severity(counts: Iterable[Count], t: Words) -> alt.Chart:
    """Findings per severity, what people have said of them apart."""
    tally: Counter[tuple[Severity, State]] = Counter()
    for count in counts:
        tally[count.severity, count.state] += count.count
    rows = [
        {
            "severity": t(f"severity.{severity}"),
            "state": t(f"state.{state}"),
            "order": list(State).index(state),
            "opacity": 1.0 if state is State.OPEN else 0.62 if state in (State.ACCEPTED, State.DEFERRED) else 0.28,
            "count": number,
        }
        for (severity, state), number in tally.items()
    ]
    names = [t(f"severity.{severity}") for severity in reversed(Severity)]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_bar(cornerRadius=2, height={"band": 0.62})
        .encode(
            y=alt.Y("severity:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False, labelOverlap=False)),
            x=alt.X("sum(count):Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=6)),
            color=_severity_color(t, legend=False),
            opacity=alt.Opacity("opacity:Q", scale=None),
            order=alt.Order("order:Q"),
            tooltip=_tips(t, severity="severity", state="state", count="count"),
        )
        .properties(height=160)
    )
    return chart


def over_time(points: Sequence[Point], names: Mapping[int, str], t: Words) -> alt.Chart:
    """Open findings of all documents together after each change."""
    standing: dict[int, int] = {}
    rows = []
    for point in points:
        standing[point.document] = point.open
        rows.append(
            {"when": point.when.isoformat(), "open": sum(standing.values()), "document": names.get(point.document, "")}
        )
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_area(interpolate="step-after", color=ACCENT, opacity=0.22, line={"color": ACCENT, "strokeWidth": 2})
        .encode(
            x=alt.X("when:T", title=None, axis=alt.Axis(grid=False, labelOverlap=True, tickCount=6)),
            y=alt.Y("open:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=4)),
            tooltip=_tips(t, document="document", open="open"),
        )
        .properties(height=160)
    )
    return chart


def heatmap(counts: Iterable[Count], names: Mapping[int, str], t: Words) -> alt.Chart:
    """Standing findings of documents (rows) by rule (columns)."""
    tally: Counter[tuple[int, str]] = Counter()
    documents: Counter[int] = Counter()
    rules: Counter[str] = Counter()
    for count in _standing(counts):
        tally[count.document, count.rule] += count.count
        documents[count.document] += count.count
        rules[count.rule] += count.count
    shown = [document for document, _ in documents.most_common(_MOST_DOCUMENTS)]
    columns = sorted(rule for rule, _ in rules.most_common(2 * _MOST))
    rows = [
        {"document": names.get(document, ""), "rule": rule, "name": t.maybe(f"rule.{rule}") or rule, "count": number}
        for (document, rule), number in tally.items()
        if document in shown and rule in columns
    ]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_rect(cornerRadius=2, stroke="transparent")
        .encode(
            x=alt.X("rule:N", sort=columns, title=None, axis=alt.Axis(labelAngle=-60, ticks=False, domain=False)),
            y=alt.Y(
                "document:N",
                sort=[names.get(document, "") for document in shown],
                title=None,
                axis=alt.Axis(ticks=False, domain=False, labelLimit=220),
            ),
            color=alt.Color("count:Q", scale=alt.Scale(scheme="teals", type="sqrt"), legend=None),
            tooltip=_tips(t, document="document", rule="rule", name="name", count="count"),
        )
        .properties(height=24 * max(len(shown), 2) + 70)
    )
    return chart


def intervals(rows: Sequence[Mapping[str, Any]], t: Words) -> alt.LayerChart:
    """Precision per rule as points with their intervals; rows have rule, name, value, low, high, decided."""
    base = alt.Chart(alt.InlineData(list(rows))).encode(
        y=alt.Y(
            "rule:N",
            sort=[row["rule"] for row in rows],
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelOverlap=False),
        ),
        tooltip=_tips(t, rule="rule", name="name", decided="decided"),
    )
    scale = alt.Scale(domain=[0, 1])
    line = base.mark_rule(color=ACCENT, strokeWidth=3, opacity=0.4).encode(
        x=alt.X("low:Q", scale=scale, title=None, axis=alt.Axis(format="%", tickCount=5)), x2="high:Q"
    )
    point = base.mark_point(color=ACCENT, filled=True, size=70, opacity=1).encode(x=alt.X("value:Q", scale=scale))
    chart: alt.LayerChart = (line + point).properties(height=26 * max(len(rows), 2) + 50)
    return chart


def _standing(counts: Iterable[Count]) -> Iterable[Count]:
    return (count for count in counts if count.state not in (State.FIXED, State.DISMISSED))


def _severity_color(t: Words, *, legend: bool) -> alt.Color:
    names = [t(f"severity.{severity}") for severity in COLORS]
    scale = alt.Scale(domain=names, range=list(COLORS.values()))
    return alt.Color("severity:N", scale=scale, legend=alt.Legend(title=None, orient="bottom") if legend else None)


def _tips(t: Words, **fields: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(field=field, title=t(f"chart.{key}")) for key, field in fields.items()]
