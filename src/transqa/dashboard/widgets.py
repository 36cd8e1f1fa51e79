"""What several pages share: plain text in Markdown, errors, states and times in words, acting and saying so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NoReturn, ParamSpec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from transqa.dashboard.i18n import Words
from transqa.errors import TransqaError
from transqa.model import Severity
from transqa.review import Actor, Cancelled, Conflict, Forbidden, NotFound, State, Summary

Given = ParamSpec("Given")
Color = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray"]
#: Names of Streamlit's palette per severity and state.
SEVERITY_COLORS: Mapping[Severity, Color] = {
    Severity.CRITICAL: "red",
    Severity.MAJOR: "orange",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "gray",
}
STATE_COLORS: Mapping[State, Color] = {
    State.OPEN: "blue",
    State.ACCEPTED: "violet",
    State.FIXED: "green",
    State.DISMISSED: "gray",
    State.DEFERRED: "yellow",
}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
#: The number of the document that pages show, in the session and in the address.
DOCUMENT = "document"
_LAST = "last_document"
_NEWS = "news"
_TROUBLE = "trouble"
_PAGES = "pages"


def plain(text: str) -> str:
    """A text as Markdown that shows exactly it, on one line: nothing in a file name or a message becomes markup."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def can(actor: Actor, method: Callable[..., Any]) -> bool:
    """Whether a method of the service is open to the actor; for drawing only, the service decides again."""
    least: Any = getattr(method, "least_role")  # noqa: B009  # set by transqa.review.roles
    return actor.role.rank >= int(least.rank)


def attempt(action: Callable[Given, Any], /, *args: Given.args, **kwargs: Given.kwargs) -> Any:
    """Do it, for a button's callback; the result or None. What goes wrong is kept for :func:`announce`."""
    try:
        return action(*args, **kwargs)
    except TransqaError as error:
        keep(error)
        return None


def keep(error: TransqaError) -> None:
    """Have :func:`announce` say what went wrong."""
    st.session_state[_TROUBLE] = error


def verdict(summary: Summary, t: Words) -> None:
    """Whether the document passes the gate, its reasons as help."""
    reasons = "\n\n".join(map(plain, summary.reasons)) or None
    if summary.passed:
        st.badge(t("verdict.passed"), color="green", help=reasons)
    else:
        st.badge(t("verdict.failed"), color="orange", help=reasons)


def open_findings(summary: Summary, t: Words) -> None:
    """How many findings are open, per severity."""
    for severity in reversed(Severity):
        if number := summary.open.get(severity, 0):
            st.badge(f"{number} {t(f'severity.{severity}')}", color=SEVERITY_COLORS[severity])


def tell(text: str, icon: str = "check_circle") -> None:
    """A short message for the next run."""
    st.session_state[_NEWS] = (text, icon)


def announce(t: Words) -> None:
    """Show what :func:`attempt` and :func:`tell` kept."""
    if news := st.session_state.pop(_NEWS, None):
        st.toast(news[0], icon=f":material/{news[1]}:")
    if error := st.session_state.pop(_TROUBLE, None):
        trouble(error, t)


def trouble(error: TransqaError, t: Words) -> None:
    """One line about an error, in words for the commonest ones."""
    if isinstance(error, Forbidden):
        st.error(t("error.forbidden"), icon=":material/lock:")
    elif isinstance(error, NotFound):
        st.warning(t("error.gone"), icon=":material/search_off:")
    elif isinstance(error, Conflict):
        st.warning(t("error.changed", who=plain(error.who), when=when(error.when)), icon=":material/sync_problem:")
    elif isinstance(error, Cancelled):
        st.info(t("error.cancelled"), icon=":material/cancel:")
    else:
        st.error(t("error.input", message=plain(str(error))), icon=":material/error:")


def when(moment: datetime) -> str:
    """A time in the reader's own zone, to the minute."""
    zone = st.context.timezone
    try:
        local = moment.astimezone(ZoneInfo(zone)) if zone else moment
    except ZoneInfoNotFoundError:  # a browser may know zones that this machine does not
        local = moment
    return f"{local:%Y-%m-%d %H:%M}"


def remember(name: str, page: st.Page) -> None:
    """Keep a page of this run for :func:`go` and :func:`link`."""
    st.session_state.setdefault(_PAGES, {})[name] = page


def go(name: str, **query: str) -> NoReturn:
    """Turn to another page."""
    st.switch_page(st.session_state[_PAGES][name], query_params=query)


def link(name: str, label: str, **query: str) -> None:
    """A link to another page."""
    st.page_link(st.session_state[_PAGES][name], label=label, query_params=query)


def choose_document(
    documents: Sequence[Summary], t: Words, *, on_change: Callable[[], None] | None = None
) -> Summary | None:
    """A document by name: the one of the address or the one looked at last, else the first; None where there is none."""
    if not documents:
        empty(t("empty.title"), t("empty.text"), t, icon="folder_open")
        return None
    known = {summary.id: summary for summary in documents}
    asked = st.query_params.get(DOCUMENT, "")
    if asked.isdecimal() and int(asked) in known:
        st.session_state[DOCUMENT] = int(asked)
    elif st.session_state.get(DOCUMENT) not in known:
        st.session_state[DOCUMENT] = (
            st.session_state.get(_LAST) if st.session_state.get(_LAST) in known else documents[0].id
        )
    chosen: int = st.selectbox(
        t("common.document"),
        list(known),
        format_func=lambda one: document_name(known[one]),
        key=DOCUMENT,
        label_visibility="collapsed",
        on_change=_forget_address,
        args=(on_change,),
    )
    st.session_state[_LAST] = chosen
    return known[chosen]


def _forget_address(then: Callable[[], None] | None) -> None:
    if DOCUMENT in st.query_params:
        del st.query_params[DOCUMENT]
    if then:
        then()


def document_name(summary: Summary) -> str:
    """A document among others."""
    return f"{summary.project} / {summary.name}"


def empty(title: str, text: str, t: Words, *, icon: str) -> None:
    """A page with nothing on it says what to do."""
    with st.container(horizontal_alignment="center", key="empty"):
        st.space("large")
        st.markdown(f"### :material/{icon}: {title}")
        st.caption(text)
        link("importing", t("empty.button"))
