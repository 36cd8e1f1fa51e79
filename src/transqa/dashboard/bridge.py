"""The rows of text and the browser: they go out as HTML, clicks on them come back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st


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


def show_html(html: str) -> None:
    """Show what :mod:`transqa.dashboard.bilingual` made: the one place where HTML with text of documents goes out."""
    st.html(html)


def listen(*, show: str, editable: bool, focus: str = "") -> Clicked:
    """Report clicks on rows and bring the mark or row with the key ``show`` into view.

    ``focus`` names an edit under way; when it changes, the cursor goes into its field.
    """
    result: Any = _component()(
        key="bridge",
        data={"show": show, "editable": editable, "focus": focus},
        on_pick_change=_nothing,
        on_row_change=_nothing,
        on_edit_change=_nothing,
    )
    return Clicked(result.pick or "", result.row or "", result.edit or "")


def _nothing() -> None:
    """Streamlit wants a callback for each value; the page reads the values instead."""


@cache
def _read(name: str) -> str:
    return (files("transqa.dashboard") / name).read_text(encoding="utf-8")


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("transqa_bridge", js=_read("bridge.js"))
