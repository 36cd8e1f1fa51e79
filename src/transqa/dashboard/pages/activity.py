"""Activity: the audit trail."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import Any

import streamlit as st

from transqa.dashboard import widgets
from transqa.dashboard.i18n import Words
from transqa.review import Actor, AuditFilters, Desk

_SIZE = 100


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("activity.title"))
    names = {summary.id: widgets.document_name(summary) for summary in desk.documents(actor)}
    filters = _filters(desk, actor, names, t)
    place = st.container()
    first = desk.audit(actor, filters, limit=_SIZE)
    pages = -(-first.total // _SIZE)
    number = st.pagination(pages, key="activity_page") if pages > 1 else 1
    trail = first if number == 1 else desk.audit(actor, filters, offset=_SIZE * (number - 1), limit=_SIZE)
    with place:
        st.caption(t("activity.total", count=first.total))
        if not trail.entries:
            st.info(t("activity.nothing"), icon=":material/history:")
            return
        st.dataframe(
            [
                {
                    "sequence": entry.sequence,
                    "when": widgets.when(entry.when),
                    "who": entry.who,
                    "role": t(f"role.{entry.role}"),
                    "action": t.maybe(f"action.{entry.action}") or entry.action,
                    "document": names.get(entry.document or 0, ""),
                    "subject": entry.subject,
                    "before": _text(entry.before),
                    "after": _text(entry.after),
                }
                for entry in trail.entries
            ],
            column_config={
                "sequence": st.column_config.NumberColumn(t("activity.sequence"), width=70),
                "when": st.column_config.TextColumn(t("activity.when"), width=130),
                "role": st.column_config.TextColumn(t("activity.role"), width=110),
                "action": st.column_config.TextColumn(t("activity.action"), width=150),
                **{
                    name: st.column_config.TextColumn(t(f"activity.{name}"))
                    for name in ("who", "document", "subject", "before", "after")
                },
            },
            hide_index=True,
            height=620,
        )


def _filters(desk: Desk, actor: Actor, names: dict[int, str], t: Words) -> AuditFilters:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            t("activity.who"), ["", *desk.assignees(actor)], format_func=lambda one: one or t("common.all"), width=180
        )
        document = st.selectbox(
            t("activity.document"),
            [None, *names],
            format_func=lambda one: t("activity.every_document") if one is None else names[one],
            width=280,
        )
        nothing: Any = ()
        days = st.date_input(t("activity.days"), value=nothing, width=240)
    since = until = None
    zone = datetime.now().astimezone().tzinfo
    if len(days) > 0:
        since = datetime.combine(days[0], time(), zone)
        until = datetime.combine(days[-1] + timedelta(days=1), time(), zone)
    return AuditFilters(who=who, document=document, since=since, until=until)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
