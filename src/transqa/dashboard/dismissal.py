"""Dismissing a finding: the reason, and the termbase entry that would keep it silent for good."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from transqa.dashboard import selection, widgets
from transqa.dashboard.i18n import Words
from transqa.review import Actor, Desk, Reviewed, State, Summary
from transqa.review.roles import STATES

_REASONS = ("context", "quoted", "known", "style", "source")


def may(actor: Actor) -> bool:
    """Whether the actor's role allows it; for drawing only, the service decides again."""
    return actor.role.rank >= STATES[State.DISMISSED].rank


def ask(desk: Desk, actor: Actor, document: Summary, one: Reviewed, order: Sequence[Reviewed], t: Words) -> None:
    """Open the dialog."""

    @st.dialog(t("dismiss.title"), icon=":material/block:")
    def dialog() -> None:
        st.caption(widgets.plain(one.finding.message))
        with st.form("dismiss", border=False):
            usual = st.pills(t("dismiss.usual"), _REASONS, format_func=lambda name: t(f"dismiss.{name}"))
            text = st.text_input(t("dismiss.reason"), placeholder=t("dismiss.placeholder"))
            sent = st.form_submit_button(t("dismiss.now"), type="primary", icon=":material/block:")
        if not sent:
            return
        reason = t("common.colon").join(part for part in (t(f"dismiss.{usual}") if usual else "", text.strip()) if part)
        if not reason:
            st.warning(t("dismiss.needed"), icon=":material/edit_note:")
            return
        fingerprint = one.finding.fingerprint
        if widgets.attempt(
            desk.decide, actor, document.id, fingerprint, State.DISMISSED, reason=reason, expected=one.state
        ):
            widgets.tell(t("state.dismissed"))
            selection.go_on(order)
        st.rerun()

    dialog()
