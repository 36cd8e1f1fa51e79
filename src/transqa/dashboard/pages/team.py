"""Team: roles that are set by hand."""

from __future__ import annotations

from functools import partial

import streamlit as st

from transqa.dashboard import widgets
from transqa.dashboard.i18n import Words
from transqa.review import Actor, Desk, Role


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("team.title"))
    st.caption(t("team.text"))
    allowed = widgets.can(actor, Desk.set_role)
    members = desk.members(actor)
    if not members:
        st.info(t("team.nobody"), icon=":material/group:")
    for member in members:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{widgets.plain(member.name)}**", width=320)
            key = f"role_{member.name}"
            _choose(t, key=key, role=member.role, disabled=not allowed)
            change = partial(_set, desk, actor, member.name, key, t)
            st.button(t("team.set"), key=f"set_{member.name}", disabled=not allowed, on_click=change)
    if allowed:
        with st.form("member", border=True, clear_on_submit=True):
            left, right = st.columns(2)
            with left:
                st.text_input(t("team.name"), help=t("team.name_help"), key="member_name")
            with right:
                _choose(t, key="member_role", role=Role.TRANSLATOR, disabled=False)
            st.form_submit_button(t("team.set"), type="primary", on_click=partial(_add, desk, actor, t))


def _choose(t: Words, *, key: str, role: Role, disabled: bool) -> None:
    options: list[str] = [*Role, ""]
    st.selectbox(
        t("team.role"),
        options,
        index=options.index(role),
        format_func=lambda one: t(f"role.{one}") if one else t("team.claimed"),
        key=key,
        disabled=disabled,
        label_visibility="visible" if key == "member_role" else "collapsed",
        width=240 if key != "member_role" else "stretch",
    )


def _add(desk: Desk, actor: Actor, t: Words) -> None:
    _set(desk, actor, st.session_state["member_name"].strip().casefold(), "member_role", t)


def _set(desk: Desk, actor: Actor, name: str, key: str, t: Words) -> None:
    chosen = st.session_state[key]
    if name and widgets.attempt(_change, desk, actor, name, Role(chosen) if chosen else None):
        widgets.tell(t("team.saved"), "group")


def _change(desk: Desk, actor: Actor, name: str, role: Role | None) -> bool:
    desk.set_role(actor, name, role)
    return True
