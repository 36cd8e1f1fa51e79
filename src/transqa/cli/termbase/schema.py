"""``transqa termbase schema``."""

from __future__ import annotations

import json

from transqa.cli import options
from transqa.cli.output import writer


def schema(output: options.Output = None) -> None:
    """Print the JSON Schema of a glossary file, for editors."""
    from transqa.termbase.schema import json_schema

    with writer(output) as write:
        write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
