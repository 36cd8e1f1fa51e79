"""What the commands of the group share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from transqa.termbase import Termbase

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Glossary files or directories. Default: as configured.", show_default=False),
]


def load(paths: list[Path] | None) -> Termbase:
    """The termbase of the paths, or of the configuration."""
    from transqa.termbase import load_termbase

    if paths:
        return load_termbase(paths)
    from transqa.config import load_config
    from transqa.pipeline import termbase_paths

    return load_termbase(termbase_paths(load_config()))


def shown(file: str | Path) -> str:
    """A path as a reader would type it here."""
    path = os.path.relpath(file)
    return str(file) if path.startswith(os.pardir) else path


def count(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
