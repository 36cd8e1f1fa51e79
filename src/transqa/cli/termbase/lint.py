"""``transqa termbase lint``."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import Annotated

import typer

from transqa.cli import options
from transqa.cli.output import note, writer
from transqa.cli.termbase.common import Paths, count, load, shown


def lint(
    paths: Paths = None,
    format: options.OutputFormat = options.Format.TEXT,
    notes: Annotated[bool, typer.Option("--notes", help="Show what is only worth knowing as well.")] = False,
) -> None:
    """Check the termbase itself: collisions, duplicates, scripts, entries without effect.

    Exits with 1 when there is an error. Warnings and notes do not fail.
    """
    from transqa.curate import Level
    from transqa.curate import lint as run
    from transqa.lexicon import load_lexicon, unavailable_reason

    termbase = load(paths)
    lexicon = load_lexicon()
    if lexicon is None:
        note(f"warning: {unavailable_reason()}; some checks are left out")
    problems = [problem for problem in run(termbase, lexicon) if notes or problem.level is not Level.NOTE]
    levels = Counter(problem.level for problem in problems)
    totals = {level.value: levels[level] for level in Level if notes or level is not Level.NOTE}
    with writer(None) as write:
        if format is options.Format.JSON:
            rows = [asdict(problem) | {"level": problem.level.value} for problem in problems]
            write(json.dumps({"schema": 1, "problems": rows, "summary": totals}, ensure_ascii=False, indent=2) + "\n")
        else:
            for one in problems:
                place = f"{shown(one.file)}:{one.line}"
                write(f"{place}: {one.level} {one.check}: {one.concept}: {one.message}; {one.remedy}\n")
            told = ", ".join(count(total, level) for level, total in totals.items())
            write(f"{count(len(termbase.concepts), 'concept')}: {told}\n")
    raise typer.Exit(1 if levels[Level.ERROR] else 0)
