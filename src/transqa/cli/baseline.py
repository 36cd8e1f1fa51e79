"""``transqa baseline``: findings that are known and stop nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import note, printed, writer
from transqa.errors import ConfigError

if TYPE_CHECKING:
    from transqa.baseline import Baseline, Compared, Entry
    from transqa.config import Config

app = typer.Typer(help="Record the findings there are, so that only new ones count.", no_args_is_help=False)

_File = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Default: as configured, or transqa-baseline.jsonl beside the configuration."
    ),
]


@app.command()
def create(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    baseline: _File = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing baseline.")] = False,
    quiet: options.Quiet = False,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
) -> None:
    """Write all present findings to a new baseline."""
    from transqa.baseline import Baseline, render_baseline

    config = options.settings(
        file=config_file, source_lang=source_lang, target_lang=target_lang, encoding=encoding, termbase=termbase
    )
    path = _path(baseline, config)
    if path.exists() and not force:
        raise ConfigError(f"{path}: exists already; transqa baseline update keeps it up, --force starts anew")
    with writer(path) as write:
        compared = _compared(Baseline(), path, source, target, pairs=pairs, config=config, quiet=quiet)
        made = compared.updated(accept_new=True)
        write(render_baseline(made))
    note(f"wrote {path}: {_size(made)}")


@app.command()
def update(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    baseline: _File = None,
    accept_new: Annotated[bool, typer.Option("--accept-new", help="Take new findings too.")] = False,
    quiet: options.Quiet = False,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
) -> None:
    """Drop from the baseline what is no longer found, and say what; files not checked keep their entries."""
    from transqa.baseline import read_baseline, render_baseline

    config = options.settings(
        file=config_file, source_lang=source_lang, target_lang=target_lang, encoding=encoding, termbase=termbase
    )
    path = _path(baseline, config)
    before = read_baseline(path)
    with writer(path) as write:
        compared = _compared(before, path, source, target, pairs=pairs, config=config, quiet=quiet)
        after = compared.updated(accept_new=accept_new)
        if (text := render_baseline(after)) != path.read_text(encoding="utf-8"):
            write(text)
    if not quiet:
        printed("".join(_differences(before, after)))
        new = sum(one.state == "new" for document in compared.report.documents for one in document.findings)
        left = f"; {new} new {'finding' if new == 1 else 'findings'} left out (--accept-new takes them)"
        note(f"{path}: {_size(after)}" + (left if new and not accept_new else ""))


@app.command()
def show(baseline: _File = None, config_file: options.ConfigFile = None) -> None:
    """List what the baseline knows: findings per rule with the ratchet's ceilings, and per file."""
    from transqa.baseline import read_baseline

    path = _path(baseline, options.settings(file=config_file))
    known = read_baseline(path)
    rules: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for entry in known.entries:
        rules[entry.rule] += entry.count
        files[entry.path] += entry.count
    lines = [f"{'rule':<8}{'known':>7}{'ceiling':>9}"]
    lines += [
        f"{rule:<8}{rules[rule]:>7}{known.ceilings.get(rule, 0):>9}" for rule in sorted({*rules, *known.ceilings})
    ]
    lines += ["", *(f"{count:>5}  {name}" for name, count in sorted(files.items())), "", f"{path}: {_size(known)}"]
    printed("\n".join(lines) + "\n")


def _path(given: Path | None, config: Config) -> Path:
    path = options.baseline_path(given, config, must_exist=True)
    assert path is not None, "must_exist gives a path"
    return path


def _compared(
    baseline: Baseline,
    path: Path,
    source: Path | None,
    target: Path | None,
    *,
    pairs: str | None,
    config: Config,
    quiet: bool,
) -> Compared:
    from transqa.baseline import compare
    from transqa.cli.against import Against, check_against, skipped_rules
    from transqa.cli.inputs import collect

    found = collect(source, target, pattern=pairs, config=config, quiet=quiet)
    outcome = check_against(found, Against(stale_if_possible=True), config=config, quiet=quiet)
    skipped = skipped_rules(history=outcome.history)
    return compare(outcome.report, baseline, root=path.parent, whole=source is None, skipped=skipped)


def _differences(before: Baseline, after: Baseline) -> list[str]:
    """A line per entry that came, went or changed its count, in the order of the file."""
    counts: dict[Entry, list[int]] = {}
    for side, baseline in enumerate((before, after)):
        for entry in baseline.entries:
            counts.setdefault(replace(entry, count=1), [0, 0])[side] = entry.count
    return [
        f"{old} -> {new}  {entry.path}  {entry.rule}  {entry.text}\n"
        for entry, (old, new) in sorted(counts.items())
        if old != new
    ]


def _size(baseline: Baseline) -> str:
    findings = sum(entry.count for entry in baseline.entries)
    rules, files = ({getattr(entry, key) for entry in baseline.entries} for key in ("rule", "path"))
    parts = [(findings, "known finding"), (len(rules), "rule"), (len(files), "file")]
    counted = [f"{count} {noun}" + ("" if count == 1 else "s") for count, noun in parts]
    return f"{counted[0]} of {counted[1]} in {counted[2]}"
