"""``transqa bulk``."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import note, printed
from transqa.errors import ConfigError

if TYPE_CHECKING:
    from transqa.bulk import Progress

#: Seconds between two lines about the progress where no terminal shows a bar.
_EVERY = 30.0


class Markup(StrEnum):
    """What the texts of a corpus are."""

    MARKDOWN = "markdown"
    PLAIN = "plain"


def bulk(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Files, directories, globs or URLs of pairs.", show_default=False),
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Directory or URL for the results.")],
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="FILE", help="INPUT is a text file; its translation, line by line."),
    ] = None,
    source_lang: Annotated[
        str, typer.Option("--source-lang", metavar="TAG", help="Source language. Default: configured, or en.")
    ] = "",
    target_lang: Annotated[
        str, typer.Option("--target-lang", metavar="TAG", help="Target language. Default: configured, or zh-Hans.")
    ] = "",
    source_column: Annotated[
        str | None,
        typer.Option("--source-column", metavar="NAME", help="Column of the source. Default: by usual names."),
    ] = None,
    target_column: Annotated[
        str | None,
        typer.Option("--target-column", metavar="NAME", help="Column of the target. Default: by usual names."),
    ] = None,
    document_column: Annotated[
        str | None,
        typer.Option(
            "--document-column", metavar="NAME", help="Rows that follow each other with the same value are a document."
        ),
    ] = None,
    markup: Annotated[Markup, typer.Option("--markup", help="What the texts are.")] = Markup.MARKDOWN,
    keep: Annotated[
        bool, typer.Option("--filter", help="Write the pairs that pass: nothing at or above the level of --fail-on.")
    ] = False,
    keep_score: Annotated[
        float | None,
        typer.Option("--filter-min-score", metavar="SCORE", max=100, help="As --filter, with at least this MQM score."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first row that is no pair.")] = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Delete what an earlier run has written to DIR, and begin again.")
    ] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=0, help="Processes. Default: one per processor.")
    ] = 0,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Work on this Dask cluster; local starts one here."),
    ] = None,
    part_size: Annotated[
        int | None, typer.Option("--part-size", metavar="N", min=1, help="Pairs per part. Default: 5000.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="LEVEL", help="A pair with a finding of at least this level does not pass."),
    ] = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    no_suppress: options.NoSuppress = False,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
) -> None:
    """Check a corpus of sentence or paragraph pairs.

    INPUT is Parquet, JSONL, CSV, TSV or TMX, also compressed (gz, bz2, xz, zst), or with --target a text file. Findings,
    scores and a summary are written to DIR. A run that was interrupted goes on where it stopped when it is given again.
    """
    config = options.settings(
        file=config_file,
        source_lang=source_lang or None,
        target_lang=target_lang or None,
        encoding=encoding,
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        termbase=termbase,
        no_suppress=no_suppress,
    )
    try:
        from transqa.bulk import PART_SIZE, Columns, Job, Reading, find_shards, run_bulk
    except ModuleNotFoundError as error:
        raise ConfigError(f"{error.name} is not installed; pip install 'transqa[bulk]'") from None
    languages = (config.languages.source or "en", config.languages.target or "zh-Hans")
    job = Job(
        shards=tuple(find_shards(inputs, target=target)),
        output=output if "://" in output else str(Path(output).absolute()),
        config=config,
        reading=Reading(Columns(source_column, target_column, document_column), languages, config.encoding),
        markdown=markup is Markup.MARKDOWN,
        keep=keep or keep_score is not None,
        min_score=keep_score,
        strict=strict,
        part_size=part_size or PART_SIZE,
    )
    with _progress(quiet=quiet) as on_progress:
        summary = run_bulk(
            job,
            workers=workers
            or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)),
            scheduler=scheduler,
            restart=restart,
            on_progress=on_progress,
        )
    if not quiet:
        score = "none" if summary["score"] is None else f"{summary['score']:.1f}"
        printed(
            f"{summary['pairs']:,} pairs, {summary['without_findings']:,} without findings, {summary['passed']:,} pass; "
            f"{summary['rejected']:,} rows kept aside; MQM score {score}\n{output}: findings/, scores/, summary.html\n"
        )


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A bar on a terminal, a line now and then elsewhere: pairs, rate, time left."""
    if quiet:
        yield None
        return
    started = time.monotonic()

    def said(progress: Progress) -> str:
        seconds = max(time.monotonic() - started, 1e-9)
        return f"{progress.pairs:,} pairs, {progress.pairs / seconds:,.0f} pairs/s, {_left(progress, seconds)} left"

    if not sys.stderr.isatty():
        last = started

        def line(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last >= _EVERY:
                last = time.monotonic()
                note(f"{progress.before + progress.share:.0%}, {said(progress)}")

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("reading", total=1.0)
        yield lambda progress: bar.update(
            task, completed=progress.before + progress.share, description=said(progress), refresh=True
        )


def _left(progress: Progress, seconds: float) -> str:
    """Time left at the rate so far."""
    if not progress.share:
        return "?"
    left = int(seconds * (1 - progress.before - progress.share) / progress.share)
    return f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}"
