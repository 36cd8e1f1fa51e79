"""What surrounds every page: language, store, sidebar, and errors said in one line."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import streamlit as st

from transqa.config import load_config
from transqa.dashboard import bridge, people, widgets
from transqa.dashboard.i18n import LANGUAGES, Words, preferred, words
from transqa.errors import TransqaError
from transqa.review import Actor, Desk, database_url

#: The picture of the browser's tab; from here, so that no other server is asked for one.
ICON = Path(__file__).parent / "icon.svg"
_LANGUAGE = "lang"


def begin() -> Words:
    """The words of the chosen language; draws the style sheet."""
    bridge.style()
    if _LANGUAGE not in st.session_state:
        # The address has the name that the switch shows; the switch itself is drawn too late for the first page.
        asked = {name: tag for tag, name in LANGUAGES.items()}.get(st.query_params.get(_LANGUAGE, ""))
        st.session_state[_LANGUAGE] = asked or preferred(st.context.locale)
    return words(st.session_state[_LANGUAGE] or next(iter(LANGUAGES)))


@st.cache_resource(show_spinner=False)
def open_desk(url: str) -> Desk:
    """The service for all sessions of this server."""
    return Desk(url, config=load_config())


def desk() -> Desk:
    """The service over the configured store; a page with one line instead if the store cannot be opened."""
    try:
        return open_desk(database_url(load_config(), given=os.environ.get("TRANSQA_DATABASE")))
    except TransqaError as error:
        st.error(widgets.plain(str(error)), icon=":material/database_off:")
        st.stop()


def page(desk: Desk, actor: Actor, t: Words, name: str, icon: str, *, default: bool = False) -> st.Page:
    """The page whose module has this name; :func:`transqa.dashboard.widgets.go` finds it again."""
    made = st.Page(
        lambda: _show(name, desk, actor, t),
        title=t(f"{name}.title"),
        icon=f":material/{icon}:",
        url_path=name,
        default=default,
    )
    widgets.remember(name, made)
    return made


def _show(name: str, desk: Desk, actor: Actor, t: Words) -> None:
    """Draw a page; what is wrong with input, store or role becomes one line on it."""
    widgets.announce(t)
    try:
        import_module(f"transqa.dashboard.pages.{name}").show(desk, actor, t)
    except TransqaError as error:
        widgets.trouble(error, t)


def sidebar(actor: Actor, t: Words) -> None:
    """Who is here, and in which language."""
    with st.sidebar:
        people.card(actor, t)
        st.segmented_control(
            t("nav.language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key=_LANGUAGE,
            bind="query-params",
            required=True,
            label_visibility="collapsed",
            width="stretch",
        )
