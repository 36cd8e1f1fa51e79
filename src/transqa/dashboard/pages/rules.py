"""Rules: how often each one was right, and which should be lowered."""

from __future__ import annotations

import streamlit as st

from transqa.dashboard import charts, widgets
from transqa.dashboard.i18n import Words
from transqa.review import Actor, Desk, Precision


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("rules.title"))
    st.caption(t("rules.text"))
    found = desk.rule_precision(actor)
    if not found:
        st.info(t("rules.nothing"), icon=":material/rule:")
        return
    decided = [one for one in found if one.value is not None]
    if decided:
        _proposals([one for one in decided if one.proposal], t)
        rows = [
            {
                "rule": one.rule,
                "name": _title(one, t),
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "decided": one.right + one.wrong,
            }
            for one in decided
        ]
        st.subheader(t("rules.precision"))
        st.altair_chart(charts.intervals(rows, t))
    else:
        st.info(t("rules.undecided"), icon=":material/rate_review:")
    _table(found, t)


def _proposals(found: list[Precision], t: Words) -> None:
    st.subheader(t("rules.proposals"))
    if not found:
        st.caption(t("rules.no_proposals"))
    for one in found:
        with st.container(border=True):
            values = {"rule": one.rule, "name": widgets.plain(_title(one, t)), "right": one.right, "wrong": one.wrong}
            st.markdown(t("rules.proposal", severity=t(f"severity.{one.proposal}"), **values))
            st.code(one.toml, language="toml")


def _table(found: tuple[Precision, ...], t: Words) -> None:
    st.dataframe(
        [
            {
                "rule": one.rule,
                "name": _title(one, t),
                "severity": t(f"severity.{one.severity}"),
                "right": one.right,
                "wrong": one.wrong,
                "open": one.open,
                "precision": one.value,
                "interval": "" if one.low is None or one.high is None else f"{one.low:.0%} – {one.high:.0%}",
            }
            for one in found
        ],
        column_config={
            "rule": st.column_config.TextColumn(t("rules.rule"), width=90),
            "name": st.column_config.TextColumn(t("rules.name"), width="medium"),
            "severity": st.column_config.TextColumn(t("rules.severity")),
            "right": st.column_config.NumberColumn(t("rules.right")),
            "wrong": st.column_config.NumberColumn(t("rules.wrong")),
            "open": st.column_config.NumberColumn(t("rules.open")),
            "precision": st.column_config.ProgressColumn(
                t("rules.precision"), format="percent", min_value=0, max_value=1
            ),
            "interval": st.column_config.TextColumn(t("rules.interval")),
        },
        hide_index=True,
        height="content",
    )


def _title(one: Precision, t: Words) -> str:
    return t.maybe(f"rule.{one.rule}") or one.name
