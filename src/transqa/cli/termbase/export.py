"""``transqa termbase export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transqa.cli.output import note, writer
from transqa.errors import ConfigError


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: a name that ends in .tbx or .csv.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Glossary files or directories. Default: the packaged glossary."),
    ] = None,
) -> None:
    """Write the termbase for other tools: TBX-Basic or CSV.

    TBX keeps everything, what it has no place for in notes. A CSV table has a row per term and no example sentences.
    """
    from transqa.termbase import load_termbase

    kind = file.suffix.lower()
    if kind not in (".tbx", ".csv"):
        raise ConfigError(f"{file}: use a name that ends in .tbx or .csv")
    with writer(file, inputs=paths or []) as write:
        concepts = list(load_termbase(paths or []).concepts.values())
        if kind == ".tbx":
            from transqa.termbase.tbx import render_tbx

            write(render_tbx(concepts, title=file.stem))
            left = 0
        else:
            from transqa.termbase.table import render_csv

            write(render_csv(concepts))
            left = sum(len(concept.examples) for concept in concepts)
    note(f"wrote {len(concepts):,} concepts to {file}" + (f"; left out {left:,} examples" if left else ""))
