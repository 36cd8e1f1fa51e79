"""The panel beside the rows: one finding with its reason, evidence, suggestions, and everything that can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from transqa.dashboard import dismissal, editor, entry_form, selection, widgets
from transqa.dashboard.i18n import Words
from transqa.dashboard.views import rule_title
from transqa.model import Finding, Fix
from transqa.review import Actor, Comment, Desk, Detail, NotFound, Page, Reviewed, Row, State, Summary

#: Suggestions with a key of their own.
_KEYS = 6
#: Evidence that has words of its own in the interface; anything else is for machines.
_EVIDENCE = (
    "reason",
    "gloss",
    "pinyin",
    "form",
    "missed",
    "missing",
    "unsupported",
    "source",
    "target",
    "usual",
    "url",
    "phrase",
)


def show(
    desk: Desk, actor: Actor, document: Summary, page: Page, order: Sequence[Reviewed], pages: int, t: Words
) -> None:
    """Draw the panel for what is chosen."""
    now = selection.chosen()
    _steps(order, pages, t)
    row = next((one for one in page.rows if one.index == now.row), None)
    try:
        detail = desk.finding(actor, now.pick, document=document.id) if now.pick else None
    except NotFound:
        detail = None
    if detail is not None:
        _finding(desk, actor, document, detail, order, t)
        row = row or detail.row
    elif not order:
        st.success(t("review.nothing_found"), icon=":material/task_alt:")
    _edit(actor, document, page, row, t)
    if detail is not None:
        _concept(detail, document, t)
        _propose(desk, actor, document, detail.reviewed, t)
        _rule(detail, t)
        _talk(desk, actor, document, t, comments=detail.comments, fingerprint=now.pick)
        _link(document, now.pick, t)
    elif row is not None:
        comments = desk.comments(actor, document.id, anchor=row.anchor)
        _talk(desk, actor, document, t, comments=comments, anchor=row.anchor)
    if row is not None and widgets.can(actor, Desk.assign):
        _assign(desk, actor, document, row, t)


def _steps(order: Sequence[Reviewed], pages: int, t: Words) -> None:
    now = selection.chosen()
    at = next((index for index, one in enumerate(order, 1) if one.finding.fingerprint == now.pick), 0)
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        st.button(
            t("review.previous"),
            icon=":material/keyboard_arrow_up:",
            shortcut="K",
            on_click=partial(selection.move, order, -1, pages),
        )
        st.button(
            t("review.next"),
            icon=":material/keyboard_arrow_down:",
            shortcut="J",
            on_click=partial(selection.move, order, 1, pages),
        )
        st.space("stretch")
        st.caption(f"{at} / {len(order)}")


def _finding(desk: Desk, actor: Actor, document: Summary, detail: Detail, order: Sequence[Reviewed], t: Words) -> None:
    one, finding = detail.reviewed, detail.reviewed.finding
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.badge(t(f"severity.{finding.severity}"), color=widgets.SEVERITY_COLORS[finding.severity])
        st.badge(t(f"state.{one.state}"), color=widgets.STATE_COLORS[one.state])
        st.caption(finding.rule)
        if finding.confidence < 0.995:
            st.caption(t("review.confidence", share=round(100 * finding.confidence)))
    st.markdown(f"**{widgets.plain(rule_title(one, t))}**")
    st.markdown(widgets.plain(finding.message))
    _evidence(finding, t)
    if one.state is State.DISMISSED:
        st.caption(t("review.dismissed_by", who=widgets.plain(one.who), reason=widgets.plain(one.reason)))
    _fixes(desk, actor, document, one, order, t)
    _decisions(desk, actor, document, one, order, t)


def _evidence(finding: Finding, t: Words) -> None:
    lines = []
    if finding.source and finding.target:
        lines.append(f"{widgets.plain(finding.source.text)} → {widgets.plain(finding.target.text)}")
    for key in _EVIDENCE:
        value: Any = finding.evidence.get(key)
        if value and not (key == "form" and finding.target and value == finding.target.text):
            text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
            lines.append(f"{t(f'evidence.{key}')}{t('common.colon')}{widgets.plain(text)}")
    if lines:
        with st.container(border=True, key="evidence"):
            st.markdown("  \n".join(lines))


# Keys of buttons name the finding: a click on a button that was drawn for another one comes to nothing.
def _fixes(desk: Desk, actor: Actor, document: Summary, one: Reviewed, order: Sequence[Reviewed], t: Words) -> None:
    fixes = one.finding.fixes[:_KEYS]
    if not fixes:
        return
    st.caption(t("review.suggestions") if any(fix.edits for fix in fixes) else t("review.renderings"))
    if not any(fix.edits for fix in fixes):
        st.markdown(" · ".join(widgets.plain(fix.text) for fix in fixes))
        return
    allowed = widgets.can(actor, Desk.apply_fix)
    with st.container(horizontal=True, gap="small", key="fixes"):
        for choice, fix in enumerate(fixes):
            st.button(
                _shown(fix, t),
                key=f"fix_{choice}_{one.finding.fingerprint}",
                shortcut=str(choice + 1),
                type="primary" if choice == 0 else "secondary",
                disabled=not (allowed and fix.edits),
                help=t(f"safety.{fix.safety}"),
                on_click=partial(_apply, desk, actor, document, one, choice, selection.following(order), t),
            )


def _shown(fix: Fix, t: Words) -> str:
    return widgets.plain(fix.text) if fix.text.strip() else t("review.delete")


def _apply(
    desk: Desk, actor: Actor, document: Summary, one: Reviewed, choice: int, then: Reviewed | None, t: Words
) -> None:
    done = widgets.attempt(desk.apply_fix, actor, document.id, one.finding.fingerprint, choice)
    if done:
        widgets.tell(t("review.applied", gone=len(done.gone), new=len(done.new)))
        editor.drop()
        if then:
            selection.choose(then.finding.fingerprint, then.row)


def _decisions(desk: Desk, actor: Actor, document: Summary, one: Reviewed, order: Sequence[Reviewed], t: Words) -> None:
    allowed = widgets.can(actor, Desk.decide)
    decide = partial(_decide, desk, actor, document, one, order=order, t=t)
    with st.container(horizontal=True, gap="small", key="decisions"):
        if one.state in (State.OPEN, State.DEFERRED):
            st.button(
                t("review.accept"),
                key=f"accept_{one.finding.fingerprint}",
                icon=":material/thumb_up:",
                shortcut="A",
                disabled=not allowed,
                help=t("review.accept_help"),
                on_click=partial(decide, State.ACCEPTED),
            )
        if one.state is not State.DISMISSED:
            may = dismissal.may(actor)
            if st.button(
                t("review.dismiss"),
                key=f"dismiss_{one.finding.fingerprint}",
                icon=":material/block:",
                shortcut="X",
                disabled=not may,
                help=None if may else t("review.dismiss_reviewer"),
            ):
                dismissal.ask(desk, actor, document, one, order, t)
        if one.state is State.OPEN:
            st.button(
                t("review.defer"),
                key=f"defer_{one.finding.fingerprint}",
                icon=":material/schedule:",
                shortcut="D",
                disabled=not allowed,
                on_click=partial(decide, State.DEFERRED),
            )
        if one.state is not State.OPEN:
            st.button(
                t("review.reopen"),
                key=f"reopen_{one.finding.fingerprint}",
                icon=":material/undo:",
                shortcut="O",
                disabled=not allowed,
                on_click=partial(decide, State.OPEN),
            )


def _decide(
    desk: Desk,
    actor: Actor,
    document: Summary,
    one: Reviewed,
    state: State,
    *,
    order: Sequence[Reviewed],
    t: Words,
) -> None:
    done = widgets.attempt(desk.decide, actor, document.id, one.finding.fingerprint, state, expected=one.state)
    if done:
        widgets.tell(t(f"state.{state}"))
        if state is not State.OPEN:
            selection.go_on(order)


def _edit(actor: Actor, document: Summary, page: Page, row: Row | None, t: Words) -> None:
    if row is None:
        return
    st.button(
        t("review.edit") if row.target else t("review.translate"),
        key=f"edit_{row.index}",
        icon=":material/edit:",
        shortcut="E",
        width="stretch",
        disabled=not widgets.can(actor, Desk.edit_block),
        on_click=partial(editor.begin, document, page, row),
    )


def _concept(detail: Detail, document: Summary, t: Words) -> None:
    concept = detail.concept
    if concept is None:
        return
    with st.container(border=True, key="concept"):
        st.markdown(f":material/menu_book: **{widgets.plain(concept.id)}**")
        if concept.definition:
            st.caption(widgets.plain(concept.definition))
        for language in dict.fromkeys((document.source_language, document.target_language)):
            if accepted := concept.accepted(language):
                st.markdown(f"{language}{t('common.colon')}" + " · ".join(map(widgets.plain, accepted)))
        widgets.link("termbase", t("review.open_termbase"), concept=concept.id)


def _propose(desk: Desk, actor: Actor, document: Summary, one: Reviewed, t: Words) -> None:
    """What was decided once need not be decided again: the way from a verdict to the termbase."""
    if not widgets.can(actor, Desk.preview_entry) or one.finding.target is None:
        return
    wrong = one.state is State.DISMISSED
    label = t("review.propose_dismissal") if wrong else t("review.propose_fix")
    if st.button(label, icon=":material/menu_book:", type="tertiary", key=f"propose_{one.finding.fingerprint}"):
        propose = desk.propose_from_dismissal if wrong else desk.propose_from_fix
        draft = propose(actor, document.id, one.finding.fingerprint)
        if draft is None:
            st.caption(t("review.nothing_to_propose"))
        else:
            entry_form.begin(draft)
            widgets.go("termbase")


def _rule(detail: Detail, t: Words) -> None:
    sections: Mapping[str, str] = detail.rule_sections
    with st.expander(t("review.why", rule=detail.reviewed.finding.rule), icon=":material/help:"):
        st.markdown(widgets.plain(detail.rule_summary))
        for name in ("Why", "Fix"):
            if text := sections.get(name):
                st.caption(t(f"rules.{name.lower()}"))
                st.markdown(widgets.plain(text))


def _talk(
    desk: Desk,
    actor: Actor,
    document: Summary,
    t: Words,
    *,
    comments: Sequence[Comment],
    fingerprint: str | None = None,
    anchor: str | None = None,
) -> None:
    with st.expander(t("review.comments", count=len(comments)), icon=":material/chat:", expanded=bool(comments)):
        for comment in comments:
            st.caption(f"**{widgets.plain(comment.who)}** · {widgets.when(comment.when)}")
            st.text(comment.text)
        key = f"comment_{fingerprint or anchor}"
        say = partial(_say, desk, actor, document, key, fingerprint, anchor)
        st.chat_input(t("review.comment"), key=key, on_submit=say, disabled=not widgets.can(actor, Desk.comment))


def _say(desk: Desk, actor: Actor, document: Summary, key: str, fingerprint: str | None, anchor: str | None) -> None:
    text = st.session_state[key]
    widgets.attempt(desk.comment, actor, document.id, text, fingerprint=fingerprint, anchor=anchor)


def _assign(desk: Desk, actor: Actor, document: Summary, row: Row, t: Words) -> None:
    with st.expander(
        t("review.assign", who=widgets.plain(row.assignee or t("filter.nobody"))), icon=":material/person_add:"
    ):
        names = desk.assignees(actor)
        key = f"assign_{row.anchor}"
        chosen = st.selectbox(
            t("review.assignee"),
            names,
            index=names.index(row.assignee) if row.assignee in names else None,
            accept_new_options=True,
            placeholder=t("filter.nobody"),
            key=key,
        )
        assign = partial(widgets.attempt, desk.assign, actor, document.id, chosen)
        with st.container(horizontal=True):
            st.button(t("review.assign_row"), key="assign_row", on_click=partial(assign, anchor=row.anchor))
            st.button(t("review.assign_document"), key="assign_document", on_click=assign)


def _link(document: Summary, pick: str, t: Words) -> None:
    with st.popover(t("review.link"), icon=":material/link:", type="tertiary"):
        address = (st.context.url or "").split("?")[0]
        st.code(f"{address}?{widgets.DOCUMENT}={document.id}&finding={pick}", language=None, wrap_lines=True)
