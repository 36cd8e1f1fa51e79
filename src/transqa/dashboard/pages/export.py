"""Export: what leaves the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from transqa.dashboard import widgets
from transqa.dashboard.i18n import Words
from transqa.errors import TransqaError
from transqa.review import Actor, Desk, Export, Summary

_READY = "export_ready"


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("export.title"))
    st.caption(t("export.text"))
    documents = desk.documents(actor)
    one, many = st.tabs([t("export.one"), t("export.many")])
    with one:
        document = widgets.choose_document(documents, t)
        if document is not None:
            _one(desk, actor, document, t)
    with many:
        _many(desk, actor, documents, t)


def _one(desk: Desk, actor: Actor, document: Summary, t: Words) -> None:
    versions = [version.revision for version in desk.versions(actor, document.id)]
    revision = st.selectbox(
        t("export.version"),
        versions,
        format_func=lambda number: f"{number} ({t('export.latest')})" if number == versions[0] else str(number),
        key=f"version_{document.id}",
        width=240,
    )
    with st.grid(min_column_width=260):
        _card("target", "description", partial(desk.export_target, actor, document.id, revision=revision), t)
        _card("decisions", "gavel", partial(desk.export_decisions, actor, document=document.id), t)
        _card("links", "join_inner", partial(desk.export_links, actor, document.id), t)
        _card("baseline", "flag", partial(desk.export_baseline, actor, [document.id]), t)
    _report(desk, actor, [document.id], t, key=f"one_{document.id}")


def _many(desk: Desk, actor: Actor, documents: Sequence[Summary], t: Words) -> None:
    names = {summary.id: widgets.document_name(summary) for summary in documents}
    chosen = st.multiselect(t("export.documents"), list(names), format_func=names.__getitem__, default=list(names))
    if not chosen:
        return
    with st.grid(min_column_width=260):
        _card("baseline", "flag", partial(desk.export_baseline, actor, chosen), t, key="many")
        _card("decisions", "gavel", partial(desk.export_decisions, actor), t, key="many")
    _report(desk, actor, chosen, t, key="many")


def _card(name: str, icon: str, make: Callable[[], Export], t: Words, *, key: str = "one") -> None:
    try:
        made = make()
    except TransqaError as error:
        widgets.trouble(error, t)
        return
    with st.container(border=True):
        st.markdown(f":material/{icon}: **{t(f'export.{name}')}**")
        st.caption(t(f"export.{name}_help"))
        _download(made, t, key=f"{name}_{key}")


def _report(desk: Desk, actor: Actor, documents: Sequence[int], t: Words, *, key: str) -> None:
    st.subheader(t("export.report"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        format = st.segmented_control(
            t("export.format"),
            desk.report_formats(actor),
            default=desk.report_formats(actor)[0],
            required=True,
            key=f"format_{key}",
        )
        asked = (format, tuple(documents), key)
        if st.button(t("export.prepare"), icon=":material/description:", key=f"prepare_{key}") and format:
            made = widgets.attempt(desk.export_report, actor, documents, format)
            st.session_state[_READY] = (asked, made)
            if made is None:
                st.rerun()
        ready = st.session_state.get(_READY)
        if ready and ready[0] == asked and ready[1]:
            _download(ready[1], t, key=f"report_{key}")


def _download(made: Export, t: Words, *, key: str) -> None:
    st.download_button(
        t("export.download", name=widgets.plain(made.name)),
        made.data,
        file_name=made.name,
        mime=made.media_type,
        icon=":material/download:",
        on_click="ignore",
        key=f"download_{key}",
    )
