"""``transqa check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import look, reporter
from transqa.cli.watch import Seen, dependencies, follow
from transqa.errors import ConfigError

if TYPE_CHECKING:
    from transqa.config import Config
    from transqa.model import Report
    from transqa.pipeline import PairPaths


def check(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    target_only: options.TargetOnly = None,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    format: options.ReportFormat = None,
    output: options.Output = None,
    report: options.Reports = None,
    quiet: options.Quiet = False,
    fail_on: options.FailOn = None,
    min_score: options.MinScore = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    no_suppress: options.NoSuppress = False,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
    reference: options.Reference = None,
    baseline: options.BaselineFile = None,
    changed_since: options.ChangedSince = None,
    stale: options.Stale = False,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Check again on every save; show what changed. Ctrl-C ends it.")
    ] = False,
    no_color: options.NoColor = False,
) -> None:
    """Check translations against their sources.

    SOURCE and TARGET are two files (Markdown, plain text, HTML), or two directories that hold files of the same names.
    XLIFF, TMX, PO, CSV, TSV and JSON Lines hold both: give the file, or a directory of such files, alone. A translation
    whose source is lost is checked with --target-only. Exits with 1 when a new finding, one that is not in the
    baseline, reaches the level of --fail-on, or a score stays below --min-score.
    """
    wanted = options.destinations(format=format, output=output, report=report)
    from transqa.cli.against import Against, check_against
    from transqa.cli.inputs import collect_all
    from transqa.report import render_text
    from transqa.report.changes import render_changes_text

    def inputs() -> tuple[Config, list[PairPaths]]:
        config = options.settings(
            file=config_file,
            source_lang=source_lang,
            target_lang=target_lang,
            encoding=encoding,
            select=select,
            ignore=ignore,
            fail_on=fail_on,
            min_score=min_score,
            termbase=termbase,
            no_suppress=no_suppress,
        )
        return config, collect_all(
            source, target, pattern=pairs, target_only=target_only, config=config, quiet=quiet or watch
        )

    def against(config: Config) -> Against:
        return Against(
            baseline=baseline or config.baseline,
            changed_since=changed_since,
            stale=stale,
            whole=source is None and target_only is None,
        )

    if watch:
        if format is not None or output is not None or report:
            raise ConfigError("--watch shows text on the terminal; leave out --format, --output and --report")
        width, color = look(None, no_color=no_color)

        def again() -> tuple[Report, Seen]:
            config, found = inputs()
            known = against(config)
            seen = dependencies(config, found, (source, target, target_only, reference, known.baseline))
            return check_against(found, known, config=config, reference=reference, quiet=True).report, seen

        def shown(report: Report, before: Report | None) -> str:
            if before is None:
                return render_text(report, width=width, color=color, brief=quiet)
            return render_changes_text(report, before, width=width, color=color, brief=quiet)

        follow(again, render=shown)
    config, found = inputs()
    known = against(config)
    files = [path for pair in found for path in pair.files] + ([known.baseline] if known.baseline else [])
    with reporter(wanted, inputs=files, no_color=no_color, quiet=quiet) as write:
        result = check_against(found, known, config=config, reference=reference, quiet=quiet).report
        write(result)
    raise typer.Exit(0 if result.verdict.passed else 1)
