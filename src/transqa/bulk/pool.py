"""All cores of one machine: processes that check parts, one at a time each, and are replaced when they die."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import warnings
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from transqa.bulk.engine import Engine
from transqa.bulk.folder import Folder
from transqa.bulk.job import Job
from transqa.bulk.parts import Part
from transqa.bulk.work import Done, finish
from transqa.errors import InputError
from transqa.termbase import Termbase

#: A part that so many workers died of is not given to another.
_TRIES = 3


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    part: Part | None = None


def run_pool(
    parts: Iterator[Part], job: Job, termbase: Termbase, *, workers: int, method: str | None = None
) -> Iterator[Done]:
    """Check the parts on so many processes; each is told when it is done, in no order.

    The next part is read when a worker is free, so that what waits in memory is one part. ``method`` is that of
    ``multiprocessing``; by default processes are forked where that is safe, and share termbase and dictionary.

    Raises:
        InputError: a part cannot be read or written, or kills every worker that gets it.
    """
    pool = _Pool(job, termbase, method or ("fork" if sys.platform == "linux" else "spawn"))
    try:
        pool.start(workers)
        yield from pool.work(parts)
    finally:
        pool.stop()


class _Pool:
    def __init__(self, job: Job, termbase: Termbase, method: str) -> None:
        self._context: BaseContext = multiprocessing.get_context(method)
        self._job = job
        self._termbase = termbase
        self._forks = method == "fork"
        self._engine: Engine | None = None
        self._workers: list[_Worker] = []
        self._tries: dict[str, int] = {}

    def start(self, count: int) -> None:
        if self._forks:
            # Made once, before the fork.
            self._engine = Engine(self._job, self._termbase)
            self._engine.warm()
        self._workers = [self._started() for _ in range(count)]

    def work(self, parts: Iterator[Part]) -> Iterator[Done]:
        again: deque[Part] = deque()
        upcoming = next(parts, None)
        while True:
            for worker in self._workers:
                if worker.part is not None or (upcoming is None and not again):
                    continue
                if again:
                    self._give(worker, again.popleft())
                elif upcoming is not None:
                    self._give(worker, upcoming)
                    # Read while the others are at work.
                    upcoming = next(parts, None)
            busy = {worker.pipe: worker for worker in self._workers if worker.part is not None}
            if not busy:
                return
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]  # wait() returns what it was given
                done = self._answer(worker)
                if done:
                    yield done
                else:
                    again.append(self._lost(worker))

    def stop(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        if self._engine:
            self._engine.cool()

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        # A forked child has the driver's ends of all pipes; it must not keep those of the others open.
        others = [worker.pipe for worker in self._workers] if self._forks else []
        arguments = (theirs, self._job, self._termbase, self._engine, [*others, ours] if self._forks else [])
        process = self._context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        with warnings.catch_warnings():
            # The threads that Python warns of are those of numerical libraries, which see to a fork themselves.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, part: Part) -> None:
        worker.part = part
        try:
            worker.pipe.send(part)
        except (BrokenPipeError, ConnectionResetError):
            # It died waiting; its end of the pipe now reads as closed, and the part is given again.
            return

    def _answer(self, worker: _Worker) -> Done | None:
        """What a worker says of its part; None when it is dead."""
        try:
            answer = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            return None
        if isinstance(answer, Done):
            worker.part = None
            return answer
        raise answer

    def _lost(self, worker: _Worker) -> Part:
        """The part of a dead worker, which is replaced."""
        part = worker.part
        assert part is not None
        worker.process.join()
        worker.pipe.close()
        self._tries[part.name] = self._tries.get(part.name, 0) + 1
        if self._tries[part.name] >= _TRIES:
            code = worker.process.exitcode
            raise InputError(
                f"{part.path}: part {part.name} ended {_TRIES} workers (exit code {code}); if memory ran out, use a smaller "
                "--part-size or fewer --workers"
            )
        self._workers.remove(worker)
        self._workers.append(self._started())
        return part


def _serve(pipe: Connection, job: Job, termbase: Termbase, engine: Engine | None, close: list[Any]) -> None:
    """A worker: parts in, answers out, until the pipe closes."""
    for other in close:
        other.close()
    # Ctrl-C is for the driver, which then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if engine is None:
        engine = Engine(job, termbase)
        engine.warm()
    folder = Folder(job.output)
    while True:
        try:
            part = pipe.recv()
        except (EOFError, ConnectionResetError):
            return
        try:
            answer: Done | Exception = finish(part, engine, folder)
        except Exception as error:  # it is raised again in the driver
            answer = error
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
