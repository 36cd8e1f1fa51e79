"""The form of a termbase entry: filled in by hand or by a proposal, looked at before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from transqa.curate import Change
from transqa.dashboard import jobs, widgets
from transqa.dashboard.i18n import Words
from transqa.errors import TermbaseError, TransqaError
from transqa.review import Actor, Desk, Draft, Preview
from transqa.termbase.model import Concept, Deprecated

_JOB = "entry_preview"
_SEEN = "entry_seen"
_ASKED = "entry_asked"
_WAITING = "entry_waiting"
_REMOVE = "entry_remove"
_LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "de")
_FIELDS = (
    "id",
    "domain",
    "definition",
    "note",
    "english",
    "admitted_en",
    "language",
    "preferred",
    "admitted",
    "wrong",
    "keep",
    "replace",
)
#: The file of a new entry, the change, and whether it replaces.
_Asked = tuple[str | None, Change, bool]


def waiting() -> bool:
    """Whether something was put into the form that nobody has looked at; asking clears it."""
    return bool(st.session_state.pop(_WAITING, False))


def begin(draft: Draft) -> None:
    """Fill the form with what a decision suggests."""
    change = draft.change
    languages = [*change.deprecated, *change.admitted, *change.preferred]
    language = next((one for one in languages if one != "en"), _LANGUAGES[0])
    _fill(
        id=change.id,
        domain=draft.domain,
        definition=change.definition,
        note=change.note,
        english=change.preferred.get("en", ""),
        admitted_en="\n".join(change.admitted.get("en", ())),
        language=language,
        preferred=change.preferred.get(language, ""),
        admitted="\n".join(change.admitted.get(language, ())),
        wrong="\n".join(f"{one.text} = {one.reason}" for one in change.deprecated.get(language, ())),
        keep=change.keep,
        replace=False,
    )
    st.session_state[_REMOVE] = tuple(change.remove)


def begin_with(concept: Concept) -> None:
    """Fill the form for a change of an entry that exists: what is written is added to it."""
    _fill(id=concept.id, domain=concept.domain, keep=concept.keep)
    st.session_state[_REMOVE] = ()


def _fill(**values: object) -> None:
    for name in _FIELDS:
        st.session_state.pop(f"entry_{name}", None)
        if values.get(name):
            st.session_state[f"entry_{name}"] = values[name]
    st.session_state.pop(_SEEN, None)
    st.session_state[_WAITING] = True


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the form, and what saving it would do."""
    if not widgets.can(actor, Desk.preview_entry):
        st.info(t("termbase.translator"), icon=":material/lock:")
        return
    if jobs.running(_JOB):
        _finish(t)
    left, right = st.columns([1, 1], gap="large")
    with left:
        asked = _form(desk, actor, t)
    with right:
        if jobs.running(_JOB):
            jobs.watch(_JOB, t)
        seen: tuple[_Asked, Preview] | None = st.session_state.get(_SEEN)
        if seen is not None and asked is not None and seen[0] == asked:
            _preview(seen[1], t)
            save = partial(_save, desk, actor, asked, t)
            allowed = widgets.can(actor, Desk.save_entry)
            if seen[1].diff:
                st.button(
                    t("termbase.save"),
                    type="primary",
                    icon=":material/save:",
                    disabled=not allowed,
                    help=None if allowed else t("termbase.reviewer"),
                    on_click=save,
                )


def _form(desk: Desk, actor: Actor, t: Words) -> _Asked | None:
    one, two = st.columns(2)
    one.text_input(t("termbase.id"), key="entry_id", help=t("termbase.id_help"))
    two.selectbox(t("termbase.new_domain"), desk.domains(actor), key="entry_domain")
    st.text_input(t("termbase.definition"), key="entry_definition")
    one, two = st.columns(2)
    with one:
        st.text_input(t("termbase.english"), key="entry_english")
        st.text_area(t("termbase.admitted_en"), key="entry_admitted_en", height=96)
    with two:
        st.text_input(t("termbase.rendering"), key="entry_preferred")
        st.text_area(t("termbase.admitted_target"), key="entry_admitted", height=96)
    st.selectbox(t("termbase.language"), _LANGUAGES, key="entry_language", accept_new_options=True, width=240)
    st.text_area(t("termbase.wrong"), key="entry_wrong", height=96)
    st.text_input(t("termbase.note"), key="entry_note")
    with st.container(horizontal=True):
        st.checkbox(t("termbase.keep"), key="entry_keep")
        st.checkbox(t("termbase.replace"), key="entry_replace")
    if removed := st.session_state.get(_REMOVE):
        st.caption(t("termbase.removes", terms=widgets.plain(" · ".join(removed))))
    try:
        asked = _asked(t)
    except TermbaseError as error:
        widgets.trouble(error, t)
        asked = None
    if st.button(t("termbase.preview"), icon=":material/preview:", disabled=asked is None or not asked[1].id) and asked:
        st.session_state[_ASKED] = asked
        domain, change, replace = asked
        jobs.start(_JOB, partial(_work, desk, actor, change, domain, replace))
        st.rerun()
    return asked


def _asked(t: Words) -> _Asked:
    values: Mapping[str, str] = {name: str(st.session_state.get(f"entry_{name}") or "").strip() for name in _FIELDS}
    language = values["language"] or _LANGUAGES[0]
    preferred = {"en": values["english"], language: values["preferred"]}
    admitted = {"en": _lines(values["admitted_en"]), language: _lines(values["admitted"])}
    wrong = tuple(_deprecated(line, t) for line in _lines(values["wrong"]))
    change = Change(
        id=values["id"],
        definition=values["definition"],
        note=values["note"],
        preferred={tag: text for tag, text in preferred.items() if text},
        admitted={tag: terms for tag, terms in admitted.items() if terms},
        deprecated={language: wrong} if wrong else {},
        remove=st.session_state.get(_REMOVE, ()),
        options={"keep": True} if st.session_state.get("entry_keep") else {},
    )
    return values["domain"] or None, change, bool(st.session_state.get("entry_replace"))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _deprecated(line: str, t: Words) -> Deprecated:
    text, equals, reason = (part.strip() for part in line.partition("="))
    if not (text and equals and reason):
        raise TermbaseError(t("termbase.missing_equals", line=line))
    return Deprecated(text, reason)


def _work(
    desk: Desk,
    actor: Actor,
    change: Change,
    domain: str | None,
    replace: bool,
    on_progress: jobs.OnProgress,
    cancel: jobs.Cancel,
) -> Preview:
    return desk.preview_entry(actor, change, domain=domain, replace=replace, on_progress=on_progress, cancel=cancel)


def _finish(t: Words) -> None:
    try:
        result: Preview | None = jobs.take(_JOB)
    except TransqaError as error:
        widgets.trouble(error, t)
    else:
        if result is not None:
            st.session_state[_SEEN] = (st.session_state[_ASKED], result)


def _preview(preview: Preview, t: Words) -> None:
    if not preview.diff:
        st.info(t("termbase.unchanged_entry"), icon=":material/check:")
        return
    if preview.proposed:
        text = " · ".join(f"{language} {term}" for language, term in preview.proposed.items())
        st.info(t("termbase.proposed", text=widgets.plain(text)), icon=":material/translate:")
    st.subheader(t("termbase.effects"))
    if not preview.effects:
        st.caption(t("termbase.no_effect", count=preview.unchanged))
    for effect in preview.effects:
        values = {"name": widgets.plain(effect.name), "gone": len(effect.gone), "new": len(effect.new)}
        with st.expander(t("termbase.effect", **values)):
            _findings(":material/check:", [one.message for one in effect.gone])
            _findings(":material/add_alert:", [one.message for one in effect.new])
    if preview.effects and preview.unchanged:
        st.caption(t("termbase.effect_unchanged", count=preview.unchanged))
    st.subheader(t("termbase.diff"))
    st.code(preview.diff, language="diff", wrap_lines=True)


def _findings(icon: str, messages: Sequence[str]) -> None:
    for message in messages:
        st.markdown(f"{icon} {widgets.plain(message)}")


def _save(desk: Desk, actor: Actor, asked: _Asked, t: Words) -> None:
    domain, change, replace = asked
    place = widgets.attempt(desk.save_entry, actor, change, domain=domain, replace=replace)
    if place:
        widgets.tell(t("termbase.saved", place=widgets.plain(place)), "save")
        _fill()
        st.session_state[_REMOVE] = ()
        st.session_state["concept"] = change.id
