"""Alignment: which blocks belong together, and how to say so by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from transqa.dashboard import widgets
from transqa.dashboard.i18n import Words
from transqa.review import Actor, BlockView, Desk, Edited, LinkAction, LinkView, Row, Summary

#: Below this confidence a link is worth a look.
_DOUBTFUL = 0.7


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("alignment.title"))
    st.caption(t("alignment.text"))
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width=340):
            document = widgets.choose_document(desk.documents(actor), t)
        if document is None:
            return
        doubtful = st.toggle(t("alignment.doubtful"), key="links_doubtful")
        links = desk.links(actor, document.id)
        by_hand = sum(link.overridden for link in links)
        if by_hand:
            st.badge(t("alignment.overrides", count=by_hand), icon=":material/front_hand:", color="violet")
    shown = [link for link in links if not doubtful or link.confidence < _DOUBTFUL or not (link.source and link.target)]
    chosen = _table(shown, document, t)
    if widgets.can(actor, Desk.change_links):
        _actions(desk, actor, document, chosen, by_hand, t)
    else:
        st.info(t("error.forbidden"), icon=":material/lock:")


def _table(links: Sequence[LinkView], document: Summary, t: Words) -> list[LinkView]:
    event = st.dataframe(
        [
            {
                "row": link.row + 1,
                "kind": f"{len(link.source)}-{len(link.target)}",
                "confidence": link.confidence,
                "source": link.source_text,
                "target": link.target_text,
                "by_hand": link.overridden,
            }
            for link in links
        ],
        column_config={
            "row": st.column_config.NumberColumn(t("alignment.row"), width=60),
            "kind": st.column_config.TextColumn(t("alignment.kind"), width=60),
            "confidence": st.column_config.ProgressColumn(
                t("alignment.confidence"), format="percent", min_value=0, max_value=1, width=110
            ),
            "source": st.column_config.TextColumn(t("alignment.source"), width="large"),
            "target": st.column_config.TextColumn(t("alignment.target"), width="large"),
            "by_hand": st.column_config.CheckboxColumn(t("alignment.by_hand"), width=70),
        },
        hide_index=True,
        height=520,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"links_{document.id}_{document.revision}",
    )
    return [links[at] for at in event.selection.rows if at < len(links)]


def _actions(desk: Desk, actor: Actor, document: Summary, chosen: Sequence[LinkView], by_hand: int, t: Words) -> None:
    rows = [link.row for link in chosen]
    change = partial(desk.change_links, actor, document.id, base_revision=document.revision)
    many = len(chosen) == 1 and len(chosen[0].source) + len(chosen[0].target) > 1
    with st.container(horizontal=True, vertical_alignment="center", key="link_actions"):
        st.button(
            t("alignment.merge"),
            icon=":material/merge:",
            help=t("alignment.merge_help"),
            disabled=len(chosen) < 2,
            on_click=lambda: _do(lambda: change(LinkAction.MERGE, rows), t),
        )
        if st.button(t("alignment.split"), icon=":material/call_split:", disabled=not many):
            _ask(desk, actor, document, chosen, LinkAction.SPLIT, t)
        if st.button(t("alignment.move"), icon=":material/link:", disabled=not chosen):
            _ask(desk, actor, document, chosen, LinkAction.MOVE, t)
        st.button(
            t("alignment.reset"),
            icon=":material/undo:",
            disabled=len(chosen) != 1 or not chosen[0].overridden,
            on_click=lambda: _do(lambda: desk.reset_links(actor, document.id, row=rows[0]), t),
        )
        st.button(
            t("alignment.reset_all"),
            icon=":material/restart_alt:",
            type="tertiary",
            disabled=not by_hand,
            on_click=lambda: _do(lambda: desk.reset_links(actor, document.id), t),
        )
        if not chosen:
            st.caption(t("alignment.choose"))


def _ask(desk: Desk, actor: Actor, document: Summary, chosen: Sequence[LinkView], action: LinkAction, t: Words) -> None:
    rows = _rows(desk, actor, document, chosen)
    source = {block.index: block for row in rows for block in row.source}
    target = {block.index: block for row in rows for block in row.target}
    split = action is LinkAction.SPLIT

    @st.dialog(t("alignment.split_title") if split else t("alignment.move_title"), width="large")
    def dialog() -> None:
        if split:
            st.caption(t("alignment.split_help"))
        first = _blocks(t("alignment.first_source") if split else t("alignment.move_source"), source)
        second = _blocks(t("alignment.first_target") if split else t("alignment.move_target"), target)
        if st.button(t("common.save"), type="primary", disabled=not (first or second)):
            place = [chosen[0].row] if split else []
            change = partial(desk.change_links, actor, document.id, action, place, base_revision=document.revision)
            _do(lambda: change(source=first, target=second), t)
            st.rerun()

    dialog()


def _blocks(label: str, blocks: dict[int, BlockView]) -> list[int]:
    return st.multiselect(label, list(blocks), format_func=lambda index: f"{index + 1}  {blocks[index].text[:90]}")


def _rows(desk: Desk, actor: Actor, document: Summary, chosen: Sequence[LinkView]) -> list[Row]:
    found: list[Row] = []
    for link in chosen:
        place = desk.find_row(actor, document.id, link.row)
        if place is not None:
            found += desk.page(actor, document.id, offset=place, limit=1).rows
    return found


def _do(action: Callable[[], Edited], t: Words) -> None:
    if done := widgets.attempt(action):
        widgets.tell(t("alignment.done", gone=len(done.gone), new=len(done.new)), "join_inner")
