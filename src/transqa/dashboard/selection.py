"""What is chosen on the review page: kept in the session, written into the address, moved by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from transqa.dashboard.widgets import DOCUMENT
from transqa.model import Severity
from transqa.review import Actor, Desk, Filters, Reviewed, State

#: Rows on one page.
SIZE = 30
PAGE = "review_page"
_PICK = "pick"
_ROW = "row"
_EDGE = "edge"
_AT = "at"
_FINDING = "finding"
_WRITTEN = "written"
_FILTERS = ("f_text", "f_severities", "f_states", "f_rules", "f_assignee", "f_only")


@dataclass(frozen=True)
class Chosen:
    """The finding and the row that are chosen; either may be none."""

    pick: str
    row: int | None


def chosen() -> Chosen:
    """What is chosen now."""
    return Chosen(st.session_state.get(_PICK, ""), st.session_state.get(_ROW))


def choose(pick: str, row: int | None) -> None:
    """Choose a finding, or with "" only a row."""
    st.session_state[_PICK], st.session_state[_ROW] = pick, row


def filters() -> Filters:
    """The filters as the widgets of the page have them."""
    state = st.session_state
    return Filters(
        rules=tuple(state.get("f_rules") or ()),
        severities=tuple(Severity(one) for one in state.get("f_severities") or ()),
        states=tuple(State(one) for one in state.get("f_states") or ()),
        text=(state.get("f_text") or "").strip(),
        assignee=state.get("f_assignee"),
        only_with_findings=bool(state.get("f_only")),
    )


def reset() -> None:
    """Start at the first page with nothing chosen; for a change of filters or document."""
    st.session_state[PAGE] = 1
    choose("", None)
    for name in (DOCUMENT, _FINDING):
        if name in st.query_params:
            del st.query_params[name]


def turn(number: int) -> None:
    """Show another page; its first open finding is chosen."""
    st.session_state[PAGE] = number
    choose("", None)


def clear_filters() -> None:
    """Show everything."""
    for name in _FILTERS:
        st.session_state.pop(name, None)
    reset()


def follow_link(desk: Desk, actor: Actor) -> None:
    """Turn to the finding that the address names, unless this page wrote it there. Raises NotFound if it is gone."""
    pick = st.query_params.get(_FINDING, "")
    if not pick or pick == st.session_state.get(_WRITTEN):
        return
    asked = st.query_params.get(DOCUMENT, "")
    # Asked for once: an address that leads nowhere must not come back at every run.
    st.session_state[_WRITTEN] = pick
    detail = desk.finding(actor, pick, document=int(asked) if asked.isdecimal() else None)
    reviewed = detail.reviewed
    st.session_state[DOCUMENT] = reviewed.document
    place = 0
    if reviewed.row is not None:
        found = desk.find_row(actor, reviewed.document, reviewed.row, filters())
        if found is None:
            clear_filters()
            found = desk.find_row(actor, reviewed.document, reviewed.row)
        place = found or 0
    st.session_state[PAGE] = place // SIZE + 1
    choose(pick, reviewed.row)


def settle(order: Sequence[Reviewed]) -> Chosen:
    """What is chosen on this page: as before, or what stands in its place if that is gone."""
    edge = st.session_state.pop(_EDGE, "")
    if edge and order:
        one = order[0] if edge == "first" else order[-1]
        choose(one.finding.fingerprint, one.row)
    now = chosen()
    if now.pick and _index(order) is None:
        # An edit nearby gives a finding another fingerprint: what stands in its place now is meant.
        after = order[st.session_state.get(_AT, 0) :]
        waiting = next((one for one in after if one.state is State.OPEN), None)
        choose(*((waiting.finding.fingerprint, waiting.row) if waiting else ("", now.row)))
    if chosen() == Chosen("", None) and order:
        first = next((one for one in order if one.state is State.OPEN), order[0])
        choose(first.finding.fingerprint, first.row)
    st.session_state[_AT] = _index(order) or 0
    return chosen()


def remember(document: int) -> None:
    """Write what is chosen into the address: it is a link to this finding."""
    for name, value in ((DOCUMENT, str(document)), (_FINDING, chosen().pick)):
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]
    st.session_state[_WRITTEN] = chosen().pick


def move(order: Sequence[Reviewed], step: int, pages: int) -> None:
    """Choose the next (1) or previous (-1) finding, on the neighbouring page where this one ends."""
    at = _index(order)
    if at is None:
        target = 0 if step > 0 else len(order) - 1
    else:
        target = at + step
    if 0 <= target < len(order):
        one = order[target]
        choose(one.finding.fingerprint, one.row)
    elif 1 <= (turned := st.session_state.get(PAGE, 1) + step) <= pages:
        st.session_state[PAGE] = turned
        st.session_state[_EDGE] = "first" if step > 0 else "last"


def following(order: Sequence[Reviewed]) -> Reviewed | None:
    """The open finding to go on with once the chosen one is decided: after it, else from the top; None if none is left."""
    at = _index(order) or 0
    rest = [*order[at + 1 :], *order[:at]]
    return next((one for one in rest if one.state is State.OPEN), None)


def go_on(order: Sequence[Reviewed]) -> None:
    """Choose :func:`following`; stay where nothing is left."""
    if one := following(order):
        choose(one.finding.fingerprint, one.row)


def _index(order: Sequence[Reviewed]) -> int | None:
    pick = chosen().pick
    return next((index for index, one in enumerate(order) if one.finding.fingerprint == pick), None)
