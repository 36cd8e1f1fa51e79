"""``transqa termbase export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from transqa.cli.output import note, writer
from transqa.cli.termbase.common import Paths, count, load
from transqa.errors import ConfigError


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: a name that ends in .tbx or .csv.")],
    paths: Paths = None,
) -> None:
    """Write the termbase for other tools: TBX-Basic or CSV.

    TBX keeps everything, what it has no place for in notes. A CSV table has a row per term and no example sentences.
    """
    kind = file.suffix.lower()
    if kind not in (".tbx", ".csv"):
        raise ConfigError(f"{file}: use a name that ends in .tbx or .csv")
    with writer(file, inputs=paths or []) as write:
        concepts = list(load(paths).concepts.values())
        if kind == ".tbx":
            from transqa.termbase.tbx import render_tbx

            write(render_tbx(concepts, title=file.stem))
            left = 0
        else:
            from transqa.termbase.table import render_csv

            write(render_csv(concepts))
            left = sum(len(concept.examples) for concept in concepts)
    note(
        f"wrote {count(len(concepts), 'concept')} to {file}" + (f"; left out {count(left, 'example')}" if left else "")
    )
