"""``transqa termbase stats``."""

from __future__ import annotations

import json
from dataclasses import asdict

from transqa.cli import options
from transqa.cli.output import writer
from transqa.cli.termbase.common import Paths, load


def stats(paths: Paths = None, format: options.OutputFormat = options.Format.TEXT) -> None:
    """Count the concepts, terms and examples of the termbase."""
    from transqa.curate import statistics

    found = statistics(load(paths))
    with writer(None) as write:
        if format is options.Format.JSON:
            write(json.dumps({"schema": 1} | asdict(found), ensure_ascii=False, indent=2) + "\n")
            return
        rows: list[tuple[str, int]] = [("concepts", found.concepts)]
        rows += [(f"  {domain}", number) for domain, number in found.domains.items()]
        rows += [("names to keep", found.names), ("senses with a condition", found.senses)]
        rows += [("ordinary words", found.common), ("  of which only wrong renderings", found.open)]
        rows += [(f"terms, {language}", number) for language, number in found.terms.items()]
        rows += [(f"wrong renderings, {language}", number) for language, number in found.deprecated.items()]
        rows += [("  of them wrong anywhere", found.anywhere)]
        rows += [("examples", found.examples), ("  of them negative", found.negative_examples)]
        width = max(len(name) for name, _ in rows)
        write("".join(f"{name:<{width}}  {number:>7,}\n" for name, number in rows))
