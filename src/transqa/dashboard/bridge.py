"""The rows of text and the browser: they go out as HTML, clicks on them come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

from transqa.dashboard.markup import Html

_KEY = "bridge"


@dataclass(frozen=True)
class Clicked:
    """What was clicked since the last run: the key of a mark, of a row, or of a row to edit; "" for none."""

    pick: str = ""
    row: str = ""
    edit: str = ""


def style() -> None:
    """The desk's own style sheet, and the one colour that has to be known: that of the theme's surface."""
    sheet = "#17191c" if st.context.theme.type == "dark" else "#ffffff"
    st.html(f"<style>{_read('style.css')} :root {{ --tq-sheet: {sheet}; }}</style>")


def show_html(html: Html) -> None:
    """Show what :mod:`transqa.dashboard.bilingual` made: the one place where HTML with text of documents goes out."""
    st.html(html)


def listen(on_click: Callable[[Clicked], None], *, show: str = "", editable: bool = False, focus: str = "") -> None:
    """Report clicks on rows, before the page runs again; bring the mark or row with the key ``show`` into view.

    ``focus`` names an edit under way; when it changes, the cursor goes into its field. ``editable``: a double click on a
    translation asks to edit it.
    """

    def told() -> None:
        value: Mapping[str, Any] = st.session_state[_KEY]
        on_click(Clicked(value.get("pick") or "", value.get("row") or "", value.get("edit") or ""))

    data = {"show": show, "editable": editable, "focus": focus}
    _component()(key=_KEY, data=data, on_pick_change=told, on_row_change=told, on_edit_change=told)


@cache
def _read(name: str) -> str:
    return (files("transqa.dashboard") / name).read_text(encoding="utf-8")


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("transqa_bridge", js=_read("bridge.js"))
