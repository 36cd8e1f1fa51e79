"""One open file and its checks: a quick look after every edit, a whole check when the typing pauses.

All of this runs on the main loop; the checks themselves run in two threads, so that a quick look never waits for a whole
check and neither of them keeps the editor waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from transqa.errors import TransqaError
from transqa.lsp.checking import Outcome, State, Work, check_all, check_edited
from transqa.lsp.project import Projects
from transqa.parse import is_bilingual

#: Seconds without an edit after which the whole document is checked: as many as the check takes, within these bounds. The
#: two threads share one interpreter, and a whole check would slow the quick looks of whoever types on.
PAUSE, LONGEST_PAUSE = 0.15, 0.5
#: Code points from which a file is looked at in pauses only.
HUGE = 200_000


#: Told every new state; with the problems of a whole check, None after a quick look.
Publish = Callable[[State | None, tuple[str, ...] | None], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Workers:
    """Where checks run: ``quick`` for edits, ``whole`` for documents; one thread each, ``projects`` is used by the latter."""

    quick: Executor
    whole: Executor
    projects: Projects


class Session:
    """A file in the editor. ``work`` says what there is to check now."""

    def __init__(self, workers: Workers, *, work: Callable[[], Work], publish: Publish) -> None:
        self._workers, self._work, self._publish = workers, work, publish
        self.state: State | None = None
        #: The text that ``state`` is about.
        self._text: str | None = None
        self._wake = asyncio.Event()
        self._news = asyncio.Condition()
        self._whole = True
        self._pause = PAUSE
        self._idle = asyncio.Event()
        self._task = asyncio.create_task(self._follow())
        self._task.add_done_callback(_ended)

    def edited(self) -> None:
        """The text of the file has changed."""
        self._idle.clear()
        self._wake.set()

    def outdated(self) -> None:
        """Something else has changed: the source, the configuration, the termbase."""
        self._whole = True
        self.edited()

    def close(self) -> None:
        """End all checks of this file."""
        self._task.cancel()

    async def current(self, *, whole: bool = False) -> State | None:
        """The state of the present text; with ``whole``, of a check of everything."""
        if whole:
            await self._idle.wait()
            return self.state
        async with self._news:
            await self._news.wait_for(lambda: self._text == self._work().text)
        return self.state

    async def _follow(self) -> None:
        self._wake.set()
        while True:
            await self._wake.wait()
            self._wake.clear()
            if not self._whole and await self._look():
                continue
            if self._text is not None and await self._woken(self._pause):
                continue
            await self._check()

    async def _look(self) -> bool:
        """A quick look at the edit; whether there has been another one since."""
        work, state = self._work(), self.state
        # Where a unit of a bilingual file begins and ends only the whole file says.
        if state is None or len(work.text) > HUGE or not work.text.strip() or is_bilingual(work.path):
            return False
        loop = asyncio.get_running_loop()
        if work.text != state.text:
            try:
                state = await loop.run_in_executor(self._workers.quick, check_edited, state, work.text)
            except Exception:  # the whole check will do without
                _log.exception("a quick look at %s failed", work.path)
                return False
            await self._tell(state, work.text, None)
        return self._wake.is_set()

    async def _woken(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)
        return self._wake.is_set()

    async def _check(self) -> None:
        """A whole check, abandoned at the next edit unless there is nothing yet to look quickly after."""
        self._whole = False
        work = self._work()
        loop = asyncio.get_running_loop()
        started = loop.time()
        check = loop.run_in_executor(self._workers.whole, _guarded, work, self._workers.projects, self.state)
        woken = asyncio.create_task(self._wake.wait())
        try:
            if self.state is not None:
                while not (check.done() or woken.done()):
                    await asyncio.wait((check, woken), return_when=asyncio.FIRST_COMPLETED)
                if not check.done():
                    check.cancel()
                    return
            outcome = await check
        finally:
            woken.cancel()
        self._pause = min(max(PAUSE, loop.time() - started), LONGEST_PAUSE)
        if not self._wake.is_set():
            self._idle.set()
        await self._tell(outcome.state, work.text, outcome.problems)

    async def _tell(self, state: State | None, text: str, problems: tuple[str, ...] | None) -> None:
        self.state, self._text = state, text
        if text == self._work().text:
            self._publish(state, problems)
        async with self._news:
            self._news.notify_all()


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("a file is no longer checked", exc_info=error)


def _guarded(work: Work, projects: Projects, earlier: State | None) -> Outcome:
    try:
        return check_all(work, projects, earlier)
    except TransqaError as error:
        return Outcome(earlier, (str(error),))
    except Exception as error:  # an editor must not lose its server to one document
        _log.exception("the check of %s failed", work.path)
        return Outcome(earlier, (f"internal {type(error).__name__}: {error}; please report it with the server's log",))
