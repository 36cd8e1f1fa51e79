"""The review desk: navigation only. Start it with ``transqa app`` or ``make app``."""

from __future__ import annotations

from functools import partial

import streamlit as st

from transqa.dashboard import people, shell

st.set_page_config(page_title="transqa", page_icon=shell.ICON, layout="wide", initial_sidebar_state=220)

t = shell.begin()
desk = shell.desk()
actor = people.actor(desk, t)


page = partial(shell.page, desk, actor, t)
chosen = st.navigation(
    {
        t("nav.work"): [
            page("overview", "dashboard", default=True),
            page("review", "rate_review"),
            page("alignment", "join_inner"),
            page("importing", "upload_file"),
            page("export", "download"),
        ],
        t("nav.knowledge"): [page("termbase", "menu_book"), page("rules", "rule")],
        t("nav.people"): [page("activity", "history"), page("team", "group")],
    },
    expanded=True,
)
shell.sidebar(actor, t)
chosen.run()
