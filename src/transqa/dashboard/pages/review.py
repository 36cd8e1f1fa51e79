"""Review: source and translation side by side, findings highlighted, decided one by one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from transqa.dashboard import bridge, editor, inspector, selection, widgets
from transqa.dashboard.bilingual import rows_html
from transqa.dashboard.documents import score_text
from transqa.dashboard.i18n import Words
from transqa.dashboard.views import general_html, in_order, views
from transqa.errors import TransqaError
from transqa.model import Severity
from transqa.review import Actor, Desk, Page, State, Summary


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    try:
        selection.follow_link(desk, actor)
    except TransqaError as error:
        widgets.trouble(error, t)
    document = _head(desk, actor, t)
    if document is None:
        return
    if document.problem:
        st.warning(widgets.plain(document.problem), icon=":material/error:")
    filters = selection.filters()
    number = st.session_state.get(selection.PAGE, 1)
    page = desk.page(actor, document.id, filters, offset=(number - 1) * selection.SIZE, limit=selection.SIZE)
    pages = max(1, -(-page.total // selection.SIZE))
    if number > pages:
        st.session_state[selection.PAGE] = pages
        page = desk.page(actor, document.id, filters, offset=(pages - 1) * selection.SIZE, limit=selection.SIZE)
    _filters(desk, actor, page, t)
    order = in_order(page)
    selection.settle(order)
    selection.remember(document.id)
    left, right = st.columns([13, 6], gap="medium")
    # The panel first: what is highlighted in the rows must never be ahead of what its buttons act on.
    with right, st.container(key="inspector"):
        inspector.show(desk, actor, document, page, order, pages, t)
    with left:
        _rows(desk, actor, document, page, t)
        if pages > 1:
            _pages(st.session_state.get(selection.PAGE, 1), pages)
    editor.show_conflict(desk, actor, t)


def _head(desk: Desk, actor: Actor, t: Words) -> Summary | None:
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        with st.container(width=340):
            document = widgets.choose_document(desk.documents(actor), t, on_change=selection.reset)
        if document is None:
            return None
        widgets.verdict(document, t)
        st.markdown(t("review.score", score=score_text(document, t)), width="content")
        widgets.open_findings(document, t)
        st.progress(document.progress, text=t("review.progress", share=round(100 * document.progress)), width=190)
        st.space("stretch")
        _sign_off(desk, actor, document, t)
    return document


def _sign_off(desk: Desk, actor: Actor, document: Summary, t: Words) -> None:
    allowed = widgets.can(actor, Desk.sign_off)
    if signed := document.signed_off:
        when = widgets.when(signed.when)
        st.badge(
            t("review.signed_by", who=widgets.plain(signed.who)), icon=":material/verified:", color="green", help=when
        )
        if allowed:
            st.button(
                t("review.withdraw"),
                icon=":material/undo:",
                type="tertiary",
                on_click=partial(widgets.attempt, desk.withdraw, actor, document.id),
            )
        return
    if st.button(
        t("review.sign_off"),
        icon=":material/verified:",
        disabled=not allowed,
        help=None if allowed else t("error.forbidden"),
    ):
        _confirm(desk, actor, document, t)


def _confirm(desk: Desk, actor: Actor, document: Summary, t: Words) -> None:
    @st.dialog(t("review.sign_off"))
    def ask() -> None:
        open_count = sum(document.open.values())
        if open_count:
            st.warning(t("review.still_open", count=open_count), icon=":material/pending:")
        st.markdown(t("review.sign_off_text", name=widgets.plain(document.name), revision=document.revision))
        if st.button(t("review.sign_off_now"), type="primary", icon=":material/verified:"):
            if widgets.attempt(desk.sign_off, actor, document.id, revision=document.revision):
                widgets.tell(t("review.signed"), "verified")
            st.rerun()

    ask()


def _filters(desk: Desk, actor: Actor, page: Page, t: Words) -> None:
    changed = selection.reset
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        st.text_input(
            t("filter.text"),
            key="f_text",
            placeholder=t("filter.text"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=190,
            on_change=changed,
        )
        st.pills(
            t("filter.severity"),
            [severity.value for severity in reversed(Severity)],
            selection_mode="multi",
            format_func=lambda one: f"{t(f'severity.{one}')} {page.severities.get(Severity(one), 0)}",
            key="f_severities",
            label_visibility="collapsed",
            on_change=changed,
        )
        with st.popover(t("filter.more"), icon=":material/filter_list:"):
            st.pills(
                t("filter.state"),
                [state.value for state in State if state is not State.FIXED],
                selection_mode="multi",
                format_func=lambda one: f"{t(f'state.{one}')} {page.states.get(State(one), 0)}",
                key="f_states",
                on_change=changed,
            )
            st.multiselect(
                t("filter.rules"),
                list(page.rules),
                format_func=lambda one: f"{one} {t.maybe(f'rule.{one}') or ''} ({page.rules.get(one, 0)})",
                key="f_rules",
                placeholder=t("filter.all"),
                on_change=changed,
            )
            st.selectbox(
                t("filter.assignee"),
                [None, "", *desk.assignees(actor)],
                format_func=lambda one: t("filter.all") if one is None else one or t("filter.nobody"),
                key="f_assignee",
                on_change=changed,
            )
        st.toggle(t("filter.only"), key="f_only", on_change=changed)
        if selection.filters() != type(selection.filters())():
            st.button(
                t("filter.clear"), icon=":material/filter_list_off:", type="tertiary", on_click=selection.clear_filters
            )
        st.space("stretch")
        st.caption(t("review.shown", rows=page.total, findings=page.findings))


def _rows(desk: Desk, actor: Actor, document: Summary, page: Page, t: Words) -> None:
    now = selection.chosen()
    if page.general and page.offset == 0:
        bridge.show_html(general_html(page.general, t, pick=now.pick))
    if not page.rows:
        st.info(t("review.no_rows"), icon=":material/filter_list_off:")
    draw = partial(views, document=document, t=t, pick=now.pick, row=now.row)
    draft = editor.draft(document.id)
    place = next((at for at, row in enumerate(page.rows) if draft and row.index == draft.row), None)
    if place is None or draft is None:
        bridge.show_html(rows_html(draw(page.rows)))
    else:
        bridge.show_html(rows_html(draw(page.rows[:place])))
        editor.show(desk, actor, document, page.rows[place], draft, t)
        bridge.show_html(rows_html(draw(page.rows[place + 1 :])))
    bridge.listen(
        partial(_react, document, page),
        show=now.pick or ("" if now.row is None else str(now.row)),
        editable=widgets.can(actor, Desk.edit_block),
        focus=draft.key(-1) if draft else "",
    )


def _pages(number: int, pages: int) -> None:
    key = f"pages_{number}"

    def turn() -> None:
        selection.turn(st.session_state[key])

    with st.container(horizontal=True, horizontal_alignment="center"):
        st.pagination(pages, default=number, key=key, on_change=turn)


def _react(document: Summary, page: Page, clicked: bridge.Clicked) -> None:
    found = {one.finding.fingerprint: one for one in in_order(page)}
    rows = {str(row.index): row for row in page.rows}
    if one := found.get(clicked.pick):
        selection.choose(one.finding.fingerprint, one.row)
    elif row := rows.get(clicked.edit):
        editor.begin(document, page, row)
    elif row := rows.get(clicked.row):
        pick = next((one.finding.fingerprint for one in row.findings if one.state is State.OPEN), "")
        selection.choose(pick, row.index)
