"""``transqa termbase test``."""

from __future__ import annotations

import json

import typer

from transqa.cli import options
from transqa.cli.output import writer
from transqa.cli.termbase.common import Paths, count, load, shown


def test(paths: Paths = None, format: options.OutputFormat = options.Format.TEXT) -> None:
    """Run the examples of the entries: what they call wrong must be flagged, and nothing else.

    Exits with 1 when an example fails.
    """
    from transqa.curate import run_examples

    result = run_examples(load(paths))
    with writer(None) as write:
        if format is options.Format.JSON:
            rows = [
                {
                    "file": one.file,
                    "line": one.line,
                    "concept": one.concept,
                    "source": one.example.source,
                    "target": one.example.target,
                    "wrong": one.example.wrong,
                    "message": one.message,
                }
                for one in result.failures
            ]
            summary = {"examples": result.total, "negative": result.negative, "failed": len(rows)}
            write(json.dumps({"schema": 1, "failures": rows, "summary": summary}, ensure_ascii=False, indent=2) + "\n")
        else:
            for one in result.failures:
                write(f"{shown(one.file)}:{one.line}: {one.concept}: {one.message}\n")
                write(f"  {one.example.source}\n  {one.example.target}\n")
            tally = f"{count(result.total, 'example')}, {result.negative:,} of them negative"
            write(f"{tally}: {len(result.failures):,} failed\n")
    raise typer.Exit(1 if result.failures else 0)
