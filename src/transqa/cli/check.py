"""``transqa check``."""

from __future__ import annotations

import typer

from transqa.cli import options
from transqa.cli.output import reporter
from transqa.errors import ConfigError


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
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
    reference: options.Reference = None,
    baseline: options.BaselineFile = None,
    changed_since: options.ChangedSince = None,
    stale: options.Stale = False,
    no_color: options.NoColor = False,
) -> None:
    """Check translations against their sources.

    SOURCE and TARGET are two files, or two directories that hold files of the same names. A translation whose source is
    lost is checked with --target-only. Exits with 1 when a new finding, one that is not in the baseline, reaches the
    level of --fail-on, or a score stays below --min-score.
    """
    wanted = options.destinations(format=format, output=output, report=report)
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
    )
    from transqa.cli.against import Against, check_against
    from transqa.cli.inputs import collect, collect_targets

    if target_only is None:
        found = collect(source, target, pattern=pairs, config=config, quiet=quiet)
    elif source is not None or pairs is not None:
        raise ConfigError("--target-only excludes SOURCE, TARGET and --pairs; give one or the other")
    else:
        found = collect_targets(target_only, config=config)
    against = Against(
        baseline=baseline or config.baseline,
        changed_since=changed_since,
        stale=stale,
        whole=source is None and target_only is None,
    )
    files = [path for pair in found for path in pair.files] + ([against.baseline] if against.baseline else [])
    with reporter(wanted, inputs=files, no_color=no_color, quiet=quiet) as write:
        result = check_against(found, against, config=config, reference=reference, quiet=quiet).report
        write(result)
    raise typer.Exit(0 if result.verdict.passed else 1)
