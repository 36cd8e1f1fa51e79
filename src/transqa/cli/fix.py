"""``transqa fix``."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import look, printed, progress

if TYPE_CHECKING:
    from transqa.fix import Repair


def fix(
    source: options.Source = None,
    target: options.Target = None,
    pairs: options.Pairs = None,
    target_only: options.TargetOnly = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Also apply fixes that need a second look: terms, names, numbers.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Write nothing; print the changes as a diff, and exit with 1 if there are any."),
    ] = False,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Ask about every suggestion, one by one.")
    ] = False,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    quiet: options.Quiet = False,
    fail_on: options.FailOn = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    config_file: options.ConfigFile = None,
    encoding: options.Encoding = None,
    termbase: options.Terms = None,
    no_color: options.NoColor = False,
) -> None:
    """Apply fixes to translations.

    SOURCE and TARGET are what they are for check. Safe fixes are applied, the others with --unsafe or one by one with
    --interactive; code, URLs and front matter never change. Exits with 1 when a finding that is left reaches the level
    of --fail-on.
    """
    config = options.settings(
        file=config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        encoding=encoding,
        select=select,
        ignore=ignore,
        fail_on=fail_on,
        termbase=termbase,
    )
    from transqa.cli.ask import Questions
    from transqa.cli.inputs import collect_all
    from transqa.files import replace_text
    from transqa.fix import plan
    from transqa.model import Safety
    from transqa.parse import file_encoding
    from transqa.pipeline import fix_paths
    from transqa.report.changes import render_repair_text
    from transqa.score import judge, pool_scores

    found = collect_all(source, target, pattern=pairs, target_only=target_only, config=config, quiet=quiet)
    width, color = look(None, no_color=no_color)
    asked = Questions(width=width, color=color) if interactive else None
    with progress(len(found), quiet=quiet or interactive) as on_progress:
        made = fix_paths(found, config=config, unsafe=unsafe, mend=asked, on_progress=on_progress)
        # With questions, one document after the other is asked about and written.
        repairs = made if interactive else list(made)
    done = []
    for repair in repairs:
        done.append(repair)
        before, after = repair.before.bitext.target, repair.after.bitext.target
        if diff:
            printed(_diff(repair))
        elif repair.changed:
            place = Path(before.path)
            replace_text(place, before.text, after.text, encoding=file_encoding(place, config.encoding))
        offered = plan(after, repair.after.findings, unsafe=True).chosen
        more = 0 if unsafe else sum(change.fix.safety is Safety.UNSAFE for change in offered)
        # The diff is for a program to read: what is said about it goes elsewhere.
        printed(
            render_repair_text(repair, width=width, color=color, more=more, brief=quiet),
            stream=sys.stderr if diff else sys.stdout,
        )
    if diff:
        raise typer.Exit(1 if any(repair.changed for repair in done) else 0)
    left = [repair.after for repair in done]
    verdict = judge(left, pool_scores([document.scores for document in left], config=config), config=config)
    raise typer.Exit(0 if verdict.passed else 1)


def _diff(repair: Repair) -> str:
    """The changes in the form that ``patch`` and ``git apply`` read."""
    before, after = repair.before.bitext.target, repair.after.bitext.target
    path = Path(before.path).as_posix()
    lines = difflib.unified_diff(_lines(before.text), _lines(after.text), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as a patch counts them, at line feeds alone."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]
