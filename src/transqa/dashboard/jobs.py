"""Long work beside the page: in a thread, with its progress shown and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from transqa.dashboard import widgets
from transqa.dashboard.i18n import Words
from transqa.review import Progress

#: How often the page looks, in seconds.
_EVERY = 0.4
OnProgress = Callable[[Progress], None]
Cancel = Callable[[], bool]
#: Gives the result, tells how far it is, and asks whether to stop.
Work = Callable[[OnProgress, Cancel], Any]


@dataclass
class Job:
    """One piece of work. ``result`` or ``error`` is there once ``done`` is set."""

    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    progress: Progress | None = None
    result: Any = None
    error: Exception | None = None

    def run(self, work: Work) -> None:
        """Do the work; what it raises is kept."""
        try:
            self.result = work(self._told, self.stop.is_set)
        except Exception as error:  # it is raised again in the page's thread
            self.error = error
        finally:
            self.done.set()

    def _told(self, progress: Progress) -> None:
        self.progress = progress


def start(key: str, work: Work) -> None:
    """Begin the work unless some of the same key is under way."""
    if (running := st.session_state.get(key)) and not running.done.is_set():
        return
    job = Job()
    st.session_state[key] = job
    threading.Thread(target=job.run, args=(work,), name=f"transqa-{key}", daemon=True).start()


def running(key: str) -> bool:
    """Whether there is work of this key, done or not, whose result nobody took."""
    return key in st.session_state


def take(key: str) -> Any:
    """The result of finished work; None while it is under way. Raises what the work raised, once."""
    job: Job | None = st.session_state.get(key)
    if job is None or not job.done.is_set():
        return None
    del st.session_state[key]
    if job.error is not None:
        raise job.error
    return job.result


def watch(key: str, t: Words) -> None:
    """Show how far the work is, until it is done and the page is drawn again."""

    @st.fragment(run_every=_EVERY)
    def look() -> None:
        job: Job | None = st.session_state.get(key)
        if job is None or job.done.is_set():
            st.rerun()
        now = job.progress
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            text = t(f"stage.{now.stage}") + (f" · {now.name}" if now.name else "") if now else t("stage.start")
            st.progress(now.done / now.total if now and now.total else 0.0, text=widgets.plain(text))
            st.button(t("common.cancel"), icon=":material/cancel:", on_click=job.stop.set, key=f"stop_{key}")

    look()
