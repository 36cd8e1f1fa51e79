"""Import: upload a pair, paste two texts, or take what a folder holds; the report at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from transqa.dashboard import jobs, widgets
from transqa.dashboard.documents import score_text
from transqa.dashboard.i18n import Words
from transqa.errors import TransqaError
from transqa.review import LARGEST, Actor, Conflict, Desk, Imported, Upload

_JOB = "import"
_ASKED = "import_asked"
_RESULT = "import_result"
_WATCH = "import_watch"
_WATCH_JOB = "import_watch_job"
#: How often a watched folder is looked at, in seconds.
_EVERY = 5
_EXAMPLE = "docs/{lang}/**/*.md"
_TYPES = ["md", "markdown", "txt"]


def show(desk: Desk, actor: Actor, t: Words) -> None:
    """Draw the page."""
    st.title(t("importing.title"))
    if not widgets.can(actor, Desk.import_pair):
        st.info(t("error.forbidden"), icon=":material/lock:")
        return
    # Always drawn, so that a message does not push the tabs to another place, where they would start anew.
    with st.container():
        if jobs.running(_JOB):
            _finish(desk, actor, t)
    upload, paste, folder = st.tabs([t("importing.upload"), t("importing.paste"), t("importing.folder")])
    with upload:
        _upload(desk, actor, t)
    with paste:
        _paste(desk, actor, t)
    with folder:
        _folder(desk, actor, t)
    if jobs.running(_JOB):
        jobs.watch(_JOB, t)
    for one in st.session_state.get(_RESULT, ()):
        _report(desk, actor, one, t)


def _finish(desk: Desk, actor: Actor, t: Words) -> None:
    try:
        result = jobs.take(_JOB)
    except Conflict as error:
        st.warning(
            t("importing.edited", name=widgets.plain(st.session_state[_ASKED][1].name)), icon=":material/call_split:"
        )
        st.caption(widgets.plain(str(error)))
        st.button(
            t("importing.replace"), on_click=partial(_start, desk, actor, *st.session_state[_ASKED], replace=True)
        )
    except TransqaError as error:
        widgets.trouble(error, t)
    else:
        if result is not None:
            st.session_state[_RESULT] = (result,) if isinstance(result, Imported) else result


def _start(
    desk: Desk,
    actor: Actor,
    source: Upload,
    target: Upload,
    project: str,
    languages: tuple[str | None, str | None],
    *,
    replace: bool = False,
) -> None:
    st.session_state[_ASKED] = (source, target, project, languages)
    st.session_state.pop(_RESULT, None)
    jobs.start(
        _JOB,
        lambda on_progress, cancel: desk.import_pair(
            actor,
            source,
            target,
            project=project,
            source_language=languages[0],
            target_language=languages[1],
            replace=replace,
            on_progress=on_progress,
            cancel=cancel,
        ),
    )


def _upload(desk: Desk, actor: Actor, t: Words) -> None:
    left, right = st.columns(2)
    source = left.file_uploader(t("importing.source_file"), type=_TYPES, key="source_file")
    target = right.file_uploader(t("importing.target_file"), type=_TYPES, key="target_file")
    project, languages = _settings("upload", t)
    fits = all([_fits(source, t), _fits(target, t)])
    ready = source is not None and target is not None and fits
    clicked = st.button(t("importing.check"), type="primary", icon=":material/fact_check:", disabled=not ready)
    if clicked and source and target:
        pair = (Upload(source.name, source.getvalue()), Upload(target.name, target.getvalue()))
        _start(desk, actor, *pair, project, languages)
        st.rerun()


def _fits(file: UploadedFile | None, t: Words) -> bool:
    if file is None or file.size <= LARGEST:
        return True
    size, most = (f"{number / 1024**2:.0f}" for number in (file.size, LARGEST))
    st.error(t("importing.too_large", name=widgets.plain(file.name), size=size, most=most), icon=":material/error:")
    return False


def _paste(desk: Desk, actor: Actor, t: Words) -> None:
    left, right = st.columns(2)
    source = left.text_area(t("importing.source_text"), height=260, key="source_text")
    target = right.text_area(t("importing.target_text"), height=260, key="target_text")
    name = st.text_input(t("importing.name"), value=t("importing.pasted"), key="pasted_name")
    project, languages = _settings("paste", t)
    ready = bool(source.strip() and target.strip() and name.strip())
    if st.button(
        t("importing.check"), key="check_pasted", type="primary", icon=":material/fact_check:", disabled=not ready
    ):
        stem = name.strip()
        pair = (Upload(f"{stem}.source.md", source.encode()), Upload(f"{stem}.md", target.encode()))
        _start(desk, actor, *pair, project, languages)
        st.rerun()


def _folder(desk: Desk, actor: Actor, t: Words) -> None:
    if not widgets.can(actor, Desk.import_folder):
        st.info(t("importing.folder_admin"), icon=":material/lock:")
        return
    pattern = st.text_input(t("importing.pattern"), placeholder=_EXAMPLE, help=t("importing.pattern_help"))
    root = st.text_input(t("importing.root"), placeholder=t("importing.root_default"))
    project, languages = _settings("folder", t)
    take = partial(
        desk.import_folder,
        actor,
        pattern,
        root=Path(root).expanduser() if root else None,
        project=project,
        source_language=languages[0] or "en",
        target_language=languages[1] or "zh-Hans",
    )

    def work(on_progress: jobs.OnProgress, cancel: jobs.Cancel) -> tuple[Imported, ...]:
        return take(on_progress=on_progress, cancel=cancel)

    with st.container(horizontal=True, vertical_alignment="center"):
        once = st.button(t("importing.look"), type="primary", icon=":material/folder_open:", disabled=not pattern)
        watching = st.toggle(t("importing.watch"), key=_WATCH, disabled=not pattern, help=t("importing.watch_help"))
    if once:
        st.session_state.pop(_RESULT, None)
        jobs.start(_JOB, work)
        st.rerun()
    if watching and pattern:
        _keep_watch(work, t)


def _keep_watch(work: jobs.Work, t: Words) -> None:
    @st.fragment(run_every=_EVERY)
    def again() -> None:
        if jobs.running(_WATCH_JOB):
            try:
                found = jobs.take(_WATCH_JOB)
            except TransqaError as error:
                widgets.trouble(error, t)
                return
            changed = tuple(one for one in found or () if one.created or one.changed or one.problem)
            if changed:
                st.session_state[_RESULT] = changed
                st.rerun()
        st.caption(f":material/visibility: {t('importing.watching')}")
        jobs.start(_WATCH_JOB, work)

    again()


def _settings(key: str, t: Words) -> tuple[str, tuple[str | None, str | None]]:
    with st.expander(t("importing.settings"), icon=":material/tune:"):
        project = st.text_input(t("overview.project"), value="default", key=f"{key}_project")
        left, right = st.columns(2)
        source = left.text_input(
            t("importing.source_language"), placeholder=t("importing.guessed"), key=f"{key}_source"
        )
        target = right.text_input(
            t("importing.target_language"), placeholder=t("importing.guessed"), key=f"{key}_target"
        )
    return project.strip() or "default", (source.strip() or None, target.strip() or None)


def _report(desk: Desk, actor: Actor, one: Imported, t: Words) -> None:
    if one.document is None:
        st.error(t("error.input", message=widgets.plain(f"{one.name}: {one.problem}")), icon=":material/error:")
        return
    summary = desk.document(actor, one.document)
    with st.container(border=True, key=f"imported_{one.document}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{widgets.plain(summary.name)}**", width="content")
            key = "created" if one.created else "changed" if one.changed else "known"
            st.badge(t(f"importing.{key}"), color="blue")
            widgets.verdict(summary, t)
            st.markdown(t("review.score", score=score_text(summary, t)), width="content")
        for reason in summary.reasons:
            st.caption(widgets.plain(reason))
        with st.container(horizontal=True):
            widgets.open_findings(summary, t)
        if one.problem:
            st.warning(widgets.plain(one.problem), icon=":material/info:")
        if st.button(t("importing.open"), key=f"open_{one.document}", type="primary", icon=":material/rate_review:"):
            widgets.go("review", document=str(one.document))
