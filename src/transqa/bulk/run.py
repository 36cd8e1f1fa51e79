"""A corpus from its files to its summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from transqa.bulk.folder import Folder, dump
from transqa.bulk.job import Job
from transqa.bulk.page import render_summary
from transqa.bulk.parts import Part, check_columns, cut_all, with_script
from transqa.bulk.pool import run_pool
from transqa.bulk.summary import Tally, summarise
from transqa.bulk.work import Done, gather
from transqa.errors import ConfigError, InputError
from transqa.pipeline import termbase_paths
from transqa.termbase import Termbase, load_termbase


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: pairs and bad rows of this run, and the shares of the corpus done in it and before it."""

    pairs: int
    rejected: int
    share: float
    before: float


def run_bulk(
    job: Job,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    restart: bool = False,
    method: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> dict[str, Any]:
    """Check a corpus, write the results to ``job.output``, and return the summary.

    Parts that an earlier run with the same options has finished are not done again. ``workers`` are processes of this
    machine; with a ``scheduler`` (an address, or ``local``) those of a Dask cluster. ``method`` is how processes
    are started (see ``multiprocessing``).

    Raises:
        TransqaError: the input, the options or the folder cannot be used; what is finished stays.
    """
    termbase = load_termbase(termbase_paths(job.config))
    check_columns(job.shards, job.reading)
    job = replace(job, reading=with_script(job.shards, job.reading))
    folder = Folder(job.output)
    options = job.options(termbase.hash)
    done = folder.begin(options, job.inputs(), restart=restart)
    progress = _Progress(job, done, on_progress)
    if scheduler is not None:
        try:
            from transqa.bulk.cluster import Cluster
        except ModuleNotFoundError as error:
            raise ConfigError(f"{error.name} is not installed; pip install 'transqa[cluster]'") from None
        with Cluster(job, termbase, scheduler, workers=workers) as cluster:
            tally = cluster.gather(progress.follow(cluster.run(progress.to_do, done)))
    else:
        parts = progress.to_do(cut_all(job.shards, size=job.part_size, done=done, reading=job.reading))
        tally = gather(progress.follow(_pooled(parts, job, termbase, workers, method)), folder)
    return _told(tally, options, job, folder)


def _pooled(parts: Iterator[Part], job: Job, termbase: Termbase, workers: int, method: str | None) -> Iterator[Done]:
    first = next(parts, None)
    # A run that had only its summary left needs no workers.
    if first is not None:
        yield from run_pool(chain([first], parts), job, termbase, workers=workers, method=method)


class _Progress:
    """Adds up what is told of parts."""

    def __init__(self, job: Job, done: frozenset[str], on_progress: Callable[[Progress], None] | None) -> None:
        self.names = set(done)
        self._total = sum(shard.size for shard in job.shards) or 1
        self._told = Progress(0, 0, 0.0, 0.0)
        self._on_progress = on_progress

    def to_do(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts that are not finished; the others count as done before."""
        for part in parts:
            if part.finished:
                self._told = replace(self._told, before=self._told.before + part.share / self._total)
            else:
                yield part

    def follow(self, finished: Iterable[Done]) -> list[str]:
        """The names of all finished parts, sorted, when the last one is told."""
        for part in finished:
            self.names.add(part.name)
            told = self._told
            self._told = replace(
                told,
                pairs=told.pairs + part.pairs,
                rejected=told.rejected + part.rejected,
                share=told.share + part.share / self._total,
            )
            if self._on_progress:
                self._on_progress(self._told)
        return sorted(self.names)


def _told(tally: Tally, options: dict[str, Any], job: Job, folder: Folder) -> dict[str, Any]:
    if job.strict and tally.rejected:
        raise InputError(f"{job.output}: an earlier run kept {tally.rejected:,} bad rows aside; see rejected/ there")
    # Of workers that were killed in this run; their parts are done by others.
    folder.sweep()
    summary = summarise(tally, options=options, config=job.config.score)
    folder.write("summary.json", dump(summary))
    folder.write("summary.html", render_summary(summary).encode())
    return summary
