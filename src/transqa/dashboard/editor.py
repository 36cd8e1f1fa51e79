"""Editing a row's translation in place, and what happens when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from transqa.dashboard import bridge, selection, widgets
from transqa.dashboard.bilingual import cell_html
from transqa.dashboard.i18n import Words
from transqa.dashboard.views import source_sides
from transqa.errors import TransqaError
from transqa.review import Actor, Conflict, Desk, Edited, Page, Row, Summary, merge_texts

_DRAFT = "draft"
_CONFLICT = "conflict"


@dataclass(frozen=True)
class Draft:
    """An edit under way: the texts as they stood when it began, which is what the service compares with.

    ``texts`` has (block index, text) for each target block of the row, nothing where the row has none yet.
    """

    document: int
    revision: int
    row: int
    anchor: str
    texts: tuple[tuple[int, str], ...]

    def key(self, block: int) -> str:
        """The session's key of a text field."""
        return f"edit_{self.document}_{self.revision}_{self.row}_{block}"


def draft(document: int) -> Draft | None:
    """The edit under way in this document."""
    found: Draft | None = st.session_state.get(_DRAFT)
    return found if found and found.document == document else None


def begin(document: Summary, page: Page, row: Row) -> None:
    """Start to edit a row."""
    selection.choose(selection.chosen().pick if selection.chosen().row == row.index else "", row.index)
    texts = tuple((block.index, block.text) for block in row.target)
    st.session_state[_DRAFT] = Draft(document.id, page.revision, row.index, row.anchor, texts)


def drop() -> None:
    """Give the edit up."""
    st.session_state.pop(_DRAFT, None)


def show(desk: Desk, actor: Actor, document: Summary, row: Row, edit: Draft, t: Words) -> None:
    """Draw the row with its source beside fields for the translation."""
    with st.container(key="editing"):
        left, right = st.columns(2)
        with left:
            bridge.show_html(cell_html(source_sides(row, document, t), empty=t("review.nothing_here")))
        with right, st.form("edit", border=False, enter_to_submit=False):
            for block, text in edit.texts or ((-1, ""),):
                st.text_area(
                    t("edit.target"), value=text, key=edit.key(block), height="content", label_visibility="collapsed"
                )
            with st.container(horizontal=True):
                save = partial(_save, desk, actor, edit, t)
                st.form_submit_button(
                    t("edit.save"), type="primary", icon=":material/check:", shortcut="Mod+Enter", on_click=save
                )
                st.form_submit_button(t("edit.cancel"), type="tertiary", shortcut="Esc", on_click=drop)


def _save(desk: Desk, actor: Actor, edit: Draft, t: Words) -> None:
    done: list[Edited | None] = []
    for block, base in edit.texts:
        text = st.session_state.get(edit.key(block), base)
        if text != base:
            change = partial(desk.edit_block, actor, edit.document, block, base_revision=edit.revision, base=base)
            done.append(_attempt(partial(change, text=text)))
    if not edit.texts and (text := st.session_state.get(edit.key(-1), "").strip()):
        done.append(_attempt(partial(desk.insert_block, actor, edit.document, edit.anchor, text=text)))
    if None in done and _CONFLICT not in st.session_state:
        return  # the message says why; what was typed stays in its field
    drop()
    _report([one for one in done if one], t)


def _attempt(change: Callable[[], Edited]) -> Edited | None:
    """As ``widgets.attempt``, but a conflict is kept for the dialog."""
    try:
        return change()
    except Conflict as error:
        st.session_state[_CONFLICT] = error
        return None
    except TransqaError as error:
        widgets.keep(error)
        return None


def _report(done: list[Edited], t: Words) -> None:
    if done:
        gone, new = sum(len(one.gone) for one in done), sum(len(one.new) for one in done)
        widgets.tell(t("edit.saved", gone=gone, new=new))
        selection.choose(selection.chosen().pick, done[-1].row)


def show_conflict(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the dialog about a conflict, if there is one; it stays until somebody settles it."""
    error: Conflict | None = st.session_state.get(_CONFLICT)
    if error is None:
        return

    @st.dialog(t("conflict.title"), width="large", dismissible=False, icon=":material/call_split:")
    def ask(error: Conflict) -> None:
        _settle(desk, actor, error, t)

    ask(error)


def _settle(desk: Desk, actor: Actor, error: Conflict, t: Words) -> None:
    st.markdown(t("conflict.text", who=widgets.plain(error.who), when=widgets.when(error.when)))
    left, right = st.columns(2)
    with left:
        st.caption(t("conflict.theirs"))
        st.code(error.theirs or t("conflict.gone"), language=None, wrap_lines=True)
    with right:
        st.caption(t("conflict.yours"))
        st.code(error.yours, language=None, wrap_lines=True)
    if error.block is None:
        st.info(t("conflict.no_block"), icon=":material/content_copy:")
    else:
        merged = merge_texts(error.base, error.theirs, error.yours)
        st.caption(t("conflict.merged") if merged.clean else t("conflict.by_hand"))
        text = st.text_area(t("conflict.result"), value=merged.text, height="content", key="conflict_result")
        if st.button(t("conflict.save"), type="primary", icon=":material/merge:"):
            _finish(partial(_store, desk, actor, error, error.block, text, t))
    if st.button(t("conflict.keep_theirs"), icon=":material/undo:"):
        _finish(lambda: None)


def _store(desk: Desk, actor: Actor, error: Conflict, block: int, text: str, t: Words) -> None:
    change = partial(desk.edit_block, actor, error.document, block, base_revision=error.revision, base=error.theirs)
    if done := _attempt(partial(change, text=text)):
        _report([done], t)


def _finish(action: Callable[[], None]) -> None:
    """Settle the conflict and go on; a new one that the action meets takes its place."""
    del st.session_state[_CONFLICT]
    st.session_state.pop("conflict_result", None)
    action()
    st.rerun()
