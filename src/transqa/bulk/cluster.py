"""The same job on a Dask cluster: workers read, check and write; the driver hands out names of parts and counts.

Only a file that can be read from its beginning alone and is the only such file is read by the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import distributed

from transqa.bulk.engine import Engine
from transqa.bulk.folder import Folder
from transqa.bulk.inputs import Form
from transqa.bulk.job import Job
from transqa.bulk.parts import Part, Whole, cut
from transqa.bulk.summary import Tally
from transqa.bulk.work import Done, finish, gather
from transqa.errors import ConfigError, InputError, TransqaError
from transqa.termbase import Termbase

_PLUGIN = "transqa-bulk"
#: Tasks per thread of the cluster that are handed out ahead.
_AHEAD = 2
#: Records that one task adds up.
_ARITY = 32
#: How often a part is given to another worker when its own is lost.
_RETRIES = 3

Task = Part | Whole


class Engines(distributed.WorkerPlugin):
    """Sent once to every worker, also to one that joins later: the job with its termbase, made ready there."""

    def __init__(self, job: Job, termbase: Termbase) -> None:
        self.job = job
        self.termbase = termbase

    def setup(self, worker: Any) -> None:
        """Called by Dask on the worker."""
        self.folder = Folder(self.job.output)
        self.engine = Engine(self.job, self.termbase)
        self.engine.warm()

    def teardown(self, worker: Any) -> None:
        """Called by Dask on the worker when another job comes, or the end."""
        self.engine.cool()


class Cluster:
    """A client of a Dask cluster; ``local`` starts one of ``workers`` processes here."""

    def __init__(self, job: Job, termbase: Termbase, address: str, *, workers: int) -> None:
        self._job = job
        self._termbase = termbase
        self._address = address
        self._workers = workers
        self._local: Any = None

    def __enter__(self) -> Cluster:
        try:
            if self._address == "local":
                self._local = distributed.LocalCluster(
                    n_workers=self._workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
                )
            self._client = distributed.Client(self._local or self._address, timeout=30)
            self._client.register_plugin(Engines(self._job, self._termbase), name=_PLUGIN)
        except (OSError, ValueError) as error:
            raise ConfigError(f"--scheduler {self._address}: no Dask scheduler answers: {error}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._local:
            self._local.close()

    def run(self, to_do: Callable[[Iterable[Part]], Iterator[Part]], done: frozenset[str]) -> Iterator[Done]:
        """Every part that is to do, told when it is finished, in no order.

        Raises:
            InputError: a part cannot be read or written, or its workers die of it.
        """
        tasks = self._tasks(to_do, done)
        waiting = distributed.as_completed(
            [self._submit(task) for task in islice(tasks, self._slots())], with_results=False
        )
        for future in waiting:
            yield from self._result(future)
            future.release()
            # Workers may have joined.
            for task in islice(tasks, max(self._slots() - waiting.count(), 0)):
                waiting.add(self._submit(task))

    def gather(self, names: Sequence[str]) -> Tally:
        """The counts of the finished parts, added up on the workers, in a tree."""
        level = [
            self._client.submit(_gathered, names[at : at + _ARITY], pure=False, retries=_RETRIES)
            for at in range(0, len(names), _ARITY)
        ]
        while len(level) > 1:
            level = [
                self._client.submit(_merged, level[at : at + _ARITY], pure=False, retries=_RETRIES)
                for at in range(0, len(level), _ARITY)
            ]
        return Tally() if not level else self._value(level[0])

    def _tasks(self, to_do: Callable[[Iterable[Part]], Iterator[Part]], done: frozenset[str]) -> Iterator[Task]:
        job = self._job
        whole = sum(shard.form is not Form.PARQUET for shard in job.shards) > 1
        for number, shard in enumerate(job.shards):
            if whole and shard.form is not Form.PARQUET:
                yield Whole(number, shard, job.part_size, done, job.reading)
            else:
                yield from to_do(cut(number, shard, size=job.part_size, done=done, reading=job.reading))

    def _slots(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(sum(threads.values()), 1)

    def _submit(self, task: Task) -> Any:
        return self._client.submit(_finished, task, pure=False, retries=_RETRIES)

    def _result(self, future: Any) -> list[Done]:
        found: list[Done] = self._value(future)
        return found

    def _value(self, future: Any) -> Any:
        try:
            return future.result()
        except TransqaError:
            raise
        except distributed.KilledWorker as error:
            raise InputError(f"a part ended several workers: {error}; use a smaller --part-size") from None


def _plugin() -> Engines:
    plugin: Engines = distributed.get_worker().plugins[_PLUGIN]
    return plugin


def _finished(task: Task) -> list[Done]:
    plugin = _plugin()
    parts = task.parts() if isinstance(task, Whole) else [task]
    return [finish(part, plugin.engine, plugin.folder) for part in parts]


def _gathered(names: Sequence[str]) -> Tally:
    return gather(names, _plugin().folder)


def _merged(tallies: Sequence[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.merged(tally)
    return total
