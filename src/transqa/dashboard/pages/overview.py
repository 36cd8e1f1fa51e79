"""Overview: how all documents stand."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

import streamlit as st

from transqa.dashboard import bridge, charts, widgets
from transqa.dashboard.documents import documents_html, number_text
from transqa.dashboard.i18n import Words
from transqa.review import Actor, Desk, Summary

#: Documents on one page of the list.
_SIZE = 50
_OPEN = "open"
_ORDERS = {
    "name": lambda one: (one.project, one.name),
    "open": lambda one: -sum(one.open.values()),
    "score": lambda one: one.score if one.score is not None else float("inf"),
    "updated": lambda one: -one.updated.timestamp(),
}


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("overview.title"))
    everything = desk.documents(actor)
    if not everything:
        widgets.empty(t("empty.title"), t("empty.text"), t, icon="folder_open")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            t("overview.search"), placeholder=t("overview.search"), label_visibility="collapsed", width=280
        )
        projects = desk.projects(actor)
        project = st.selectbox(
            t("overview.project"),
            [None, *projects],
            format_func=lambda one: one or t("overview.every_project"),
            label_visibility="collapsed",
            width=200,
        )
        order = st.segmented_control(
            t("overview.order"),
            list(_ORDERS),
            format_func=lambda one: t(f"overview.by_{one}"),
            default="name",
            required=True,
            label_visibility="collapsed",
        )
    shown = [one for one in everything if project in (None, one.project) and text.casefold() in one.name.casefold()]
    shown.sort(key=_ORDERS[order or "name"])
    _figures(shown, t)
    _list(shown, t)
    if shown:
        _charts(desk, actor, shown, t)


def _figures(shown: Sequence[Summary], t: Words) -> None:
    scores = [one.score for one in shown if one.score is not None and one.judged]
    figures = {
        "documents": str(len(shown)),
        "passing": f"{sum(one.passed for one in shown)} / {len(shown)}",
        "open": f"{sum(sum(one.open.values()) for one in shown):,}",
        "signed": f"{sum(one.signed_off is not None for one in shown)} / {len(shown)}",
        "median": number_text(median_low(scores)) if scores else "–",
    }
    with st.grid(min_column_width=130, key="figures"):
        for name, value in figures.items():
            st.metric(t(f"figure.{name}"), value)


def _list(shown: Sequence[Summary], t: Words) -> None:
    place = st.container()
    page = 1
    if len(shown) > _SIZE:
        page = st.pagination(-(-len(shown) // _SIZE), key="overview_page")
    with place:
        bridge.show_html(documents_html(shown[_SIZE * (page - 1) : _SIZE * page], t))
    bridge.listen(_open)
    if document := st.session_state.pop(_OPEN, ""):
        widgets.go("review", document=document)


def _open(clicked: bridge.Clicked) -> None:
    # A callback may not turn the page; the run that follows it does.
    st.session_state[_OPEN] = clicked.row


def _charts(desk: Desk, actor: Actor, shown: Sequence[Summary], t: Words) -> None:
    names = {one.id: one.name for one in shown}
    counts = [count for count in desk.counts(actor) if count.document in names]
    points = [point for point in desk.scores_over_time(actor) if point.document in names]
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("overview.rules"))
        st.altair_chart(charts.by_rule(counts, t))
    with right:
        st.subheader(t("overview.severities"))
        st.altair_chart(charts.by_severity(counts, t))
        st.subheader(t("overview.time"))
        st.altair_chart(charts.over_time(points, names, t))
    st.subheader(t("overview.heatmap"))
    st.altair_chart(charts.heatmap(counts, names, t))
