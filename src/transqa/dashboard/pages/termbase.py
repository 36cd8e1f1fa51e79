"""Termbase: search and browse, where a term is used and misused, and the way to its entry."""

from __future__ import annotations

import streamlit as st

from transqa.dashboard import entry_form, widgets
from transqa.dashboard.i18n import Words
from transqa.review import Actor, Desk, TermUse
from transqa.termbase.model import Concept

_SIZE = 50
_CHOSEN = "concept"


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("termbase.title"))
    if asked := st.query_params.get(_CHOSEN):
        st.session_state[_CHOSEN] = asked
        del st.query_params[_CHOSEN]
    views = ["browse", "add"]
    wanted = "add" if entry_form.waiting() else st.session_state.get("termbase_view", "browse")
    view = st.segmented_control(
        t("termbase.title"),
        views,
        default=wanted,
        format_func=lambda one: t(f"termbase.{one}"),
        required=True,
        label_visibility="collapsed",
        key=f"termbase_view_{wanted}",
    )
    st.session_state["termbase_view"] = view
    if view == "add":
        entry_form.show(desk, actor, t)
    else:
        _browse(desk, actor, t)


def _browse(desk: Desk, actor: Actor, t: Words) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        _list(desk, actor, t)
    with right:
        chosen = st.session_state.get(_CHOSEN, "")
        found = next((row.concept for row in desk.terms(actor, chosen).rows if row.concept.id == chosen), None)
        if found is None:
            st.caption(t("termbase.choose"))
        else:
            _concept(desk, actor, found, t)


def _list(desk: Desk, actor: Actor, t: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        query = st.text_input(
            t("termbase.search"),
            placeholder=t("termbase.search"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=260,
            key="termbase_query",
        )
        domain = st.selectbox(
            t("termbase.domain"),
            ["", *desk.domains(actor)],
            format_func=lambda one: one or t("termbase.every_domain"),
            label_visibility="collapsed",
            width=220,
            key="termbase_domain",
        )
    first = desk.terms(actor, query.strip(), domain=domain, limit=_SIZE)
    st.caption(t("termbase.total", count=f"{first.total:,}"))
    if not first.rows:
        st.info(t("termbase.nothing"), icon=":material/search_off:")
        return
    place = st.container()
    pages = -(-first.total // _SIZE)
    # Another query is another list, and starts at its beginning.
    number = st.pagination(pages, key=f"terms_{query}_{domain}") if pages > 1 else 1
    found = (
        first
        if number == 1
        else desk.terms(actor, query.strip(), domain=domain, offset=_SIZE * (number - 1), limit=_SIZE)
    )
    with place:
        event = st.dataframe(
            [
                {
                    "concept": row.concept.id,
                    "terms": " · ".join(_short(row.concept)),
                    "used": row.used,
                    "misused": row.misused,
                }
                for row in found.rows
            ],
            column_config={
                "concept": st.column_config.TextColumn(t("termbase.concept")),
                "terms": st.column_config.TextColumn(t("termbase.terms"), width="large"),
                "used": st.column_config.NumberColumn(t("termbase.used"), width=70),
                "misused": st.column_config.NumberColumn(t("termbase.misused"), width=70),
            },
            hide_index=True,
            height=560,
            on_select="rerun",
            selection_mode="single-row",
            key=f"terms_table_{query}_{domain}_{number}",
        )
    if event.selection.rows:
        st.session_state[_CHOSEN] = found.rows[event.selection.rows[0]].concept.id


def _short(concept: Concept) -> list[str]:
    return [terms.preferred for terms in concept.terms.values() if terms.preferred]


def _concept(desk: Desk, actor: Actor, concept: Concept, t: Words) -> None:
    with st.container(border=True, key="concept_card"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{widgets.plain(concept.id)}**", width="content")
            st.badge(widgets.plain(concept.domain), color="gray")
            if concept.keep:
                st.badge(t("termbase.keep"), color="blue")
        st.markdown(widgets.plain(concept.definition))
        for language, terms in concept.terms.items():
            lines = [f":gray[{language}]"]
            if terms.preferred:
                lines.append(f"{t('termbase.preferred')}{t('common.colon')}**{widgets.plain(terms.preferred)}**")
            if terms.admitted:
                lines.append(f"{t('termbase.admitted')}{t('common.colon')}{_listed(terms.admitted)}")
            for entry in terms.deprecated:
                reason = f" — {widgets.plain(entry.reason)}" if entry.reason else ""
                lines.append(f"{t('termbase.deprecated')}{t('common.colon')}:red[{widgets.plain(entry.text)}]{reason}")
            st.markdown("  \n".join(lines))
        if concept.note:
            st.caption(widgets.plain(concept.note))
        st.button(
            t("termbase.add"),
            icon=":material/edit:",
            disabled=not widgets.can(actor, Desk.preview_entry),
            on_click=lambda: entry_form.begin_with(concept),
        )
    st.subheader(t("termbase.uses"))
    uses = desk.term_uses(actor, concept.id)
    if uses:
        _uses(uses, t)
    else:
        st.caption(t("termbase.no_uses"))


def _listed(terms: tuple[str, ...]) -> str:
    return " · ".join(map(widgets.plain, terms))


def _uses(uses: tuple[TermUse, ...], t: Words) -> None:
    event = st.dataframe(
        [
            {
                "outcome": t(f"termbase.outcome_{use.outcome}"),
                "source": use.source,
                "target": use.target,
                "document": use.document_name,
                "row": use.row + 1,
            }
            for use in uses
        ],
        column_config={
            name: st.column_config.Column(t(f"termbase.{name}"))
            for name in ("outcome", "source", "target", "document", "row")
        },
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="term_uses",
    )
    if event.selection.rows:
        use = uses[event.selection.rows[0]]
        finding = {"finding": use.fingerprint} if use.fingerprint else {}
        widgets.go("review", document=str(use.document), **finding)
