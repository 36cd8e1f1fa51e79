"""``transqa gate``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import note, reporter, warn, writer
from transqa.errors import ConfigError, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from transqa.baseline import Compared
    from transqa.model import Report
    from transqa.score import Threshold

Ratchet = Annotated[
    bool,
    typer.Option("--ratchet", help="No rule may find more than the baseline's ceiling; when it finds less, lower it."),
]
Advisory = Annotated[bool, typer.Option("--advisory", help="Say what the verdict would be, and exit with 0.")]


def gate(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    baseline: options.BaselineFile = None,
    ratchet: Ratchet = False,
    changed_since: options.ChangedSince = None,
    advisory: Advisory = False,
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
    no_color: options.NoColor = False,
) -> None:
    """Check translations and judge them by the thresholds of [gate] in transqa.toml.

    Only findings that are not in the baseline (as configured, or transqa-baseline.jsonl beside the configuration) count
    against the limits of findings. In a git working tree, blocks whose source changed after the translation are found
    too. Exits with 1 when a threshold is not met.
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
    from transqa.cli.inputs import collect
    from transqa.report.gate import render_gate
    from transqa.score import gate_verdict, thresholds

    known = options.baseline_path(baseline, config, must_exist=baseline is not None or config.baseline is not None)
    if ratchet and known is None:
        raise ConfigError("--ratchet needs a baseline with its ceilings; make it with transqa baseline create")
    found = collect(source, target, pattern=pairs, config=config, quiet=quiet)
    against = Against(baseline=known, changed_since=changed_since, stale_if_possible=True, whole=source is None)
    files = [path for pair in found for path in pair.files] + ([known] if known else [])
    lines: list[Threshold] = []

    def on_one_screen(report: Report, *, width: int, color: bool, brief: bool) -> str:
        return render_gate(report, lines, color=color, advisory=advisory, brief=brief)

    with reporter(wanted, inputs=files, no_color=no_color, quiet=quiet, text=on_one_screen) as write:
        outcome = check_against(found, against, config=config, quiet=quiet)
        lines += thresholds(outcome.report.documents, outcome.report.scores, config=config)
        if ratchet and outcome.compared:
            lines += _ceilings(outcome.compared)
        result = dataclasses.replace(outcome.report, verdict=gate_verdict(lines, outcome.report.scores))
        write(result)
    if ratchet and known and outcome.compared and result.verdict.passed and not advisory:
        _lower(known, outcome.compared)
    raise typer.Exit(0 if result.verdict.passed or advisory else 1)


def _ceilings(compared: Compared) -> list[Threshold]:
    from transqa.score import Threshold

    rises = [
        Threshold(f"all findings of {rise.rule}", f"at most {rise.ceiling} by the ratchet", str(rise.count), False)
        for rise in compared.rises()
    ]
    return rises or [Threshold("rules above their ceiling", "none by the ratchet", "none", True)]


def _lower(path: Path, compared: Compared) -> None:
    """Write the ceilings that came down, with what is still found; a checkout that cannot be written is no failure."""
    from transqa.baseline import render_baseline

    lowered = compared.updated()
    before = compared.baseline.ceilings
    rules = [rule for rule, ceiling in sorted(before.items()) if lowered.ceilings.get(rule, 0) < ceiling]
    if not rules:
        return
    changes = ", ".join(f"{rule} {before[rule]} to {lowered.ceilings.get(rule, 0)}" for rule in rules)
    try:
        with writer(path) as write:
            write(render_baseline(lowered))
    except InputError as error:
        warn(f"the ceilings could come down ({changes}) but stay: {error}")
        return
    note(f"lowered the ceilings in {path}: {changes}; commit it")
