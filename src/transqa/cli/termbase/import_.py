"""``transqa termbase import``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from transqa.cli import options
from transqa.cli.output import note, writer
from transqa.cli.termbase.common import count, load
from transqa.errors import ConfigError, InputError
from transqa.text.language import canonical

_Row = tuple[str, dict[str, Any]]


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="TBX, CSV, or a reviewed file of transqa termbase mine.")
    ],
    domain: Annotated[
        str | None,
        typer.Option("--domain", metavar="D", help="Domain of all concepts. Default: what the file says, or its name."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Glossary file to write, or a directory: one file per domain."
        ),
    ] = None,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
) -> None:
    """Make glossary YAML of TBX or CSV.

    What the glossary does not hold is dropped, counted and named. Identifiers are made from the English terms, different
    from those of the configured termbase; a file that transqa exported keeps its own.
    """
    languages = (canonical(source_lang or "en"), canonical(target_lang or "zh-Hans"))
    fallback = _domain(domain, file)
    rows, dropped = _read(file, languages=languages, taken=list(load(None).concepts))
    if output is not None and (output.is_dir() or not output.suffix):
        parts = _by_domain(rows, domain, fallback)
        for name in parts:
            _refuse_existing(output / f"{name}.yml")
        output.mkdir(parents=True, exist_ok=True)
        for name, concepts in parts.items():
            _write(output / f"{name}.yml", name, concepts, file)
    else:
        _refuse_existing(output)
        _write(output, fallback, [row for _, row in rows], file)
        others = {found for found, _ in rows} - {"", fallback}
        if others and domain is None:
            note(f"{count(len(others), 'subject field')} became the domain {fallback}; a directory keeps them apart")
    note(f"read {count(len(rows), 'concept')} from {file}")
    for what, number in dropped.items():
        note(f"{number:,} × {what}")


def _read(file: Path, *, languages: tuple[str, str], taken: Sequence[str]) -> tuple[list[_Row], Mapping[str, int]]:
    """(domain, concept as a glossary writes it) of all that the file holds, and what was dropped."""
    kind = file.suffix.lower()
    if kind in (".yml", ".yaml"):
        from transqa.mine.review import read_review

        rows, left = read_review(file, taken=taken)
        return [("", row) for row in rows], left
    if kind in (".csv", ".tsv", ".txt"):
        from transqa.termbase.table import read_csv

        imported = read_csv(file, languages=languages, taken=taken)
    elif kind in (".tbx", ".xml"):
        from transqa.termbase.tbx import read_tbx

        imported = read_tbx(file, taken=taken)
    else:
        raise ConfigError(f"{file}: use a file that ends in .tbx, .xml, .csv, .tsv or .yml")
    from transqa.termbase.dump import entry

    return [(concept.domain, entry(concept)) for concept in imported.concepts], imported.dropped


def _domain(domain: str | None, file: Path) -> str:
    from transqa.termbase.intake import slug

    name = slug(domain or file.stem) or "imported"
    if domain is not None and name != domain:
        raise ConfigError(f"--domain {domain!r}: use lower-case letters, digits and hyphens, as in {name}")
    return name


def _by_domain(rows: Iterable[_Row], domain: str | None, fallback: str) -> dict[str, list[dict[str, Any]]]:
    from transqa.termbase.intake import slug

    parts: dict[str, list[dict[str, Any]]] = {}
    for found, row in rows:
        parts.setdefault(domain or slug(found) or fallback, []).append(row)
    return parts


def _refuse_existing(path: Path | None) -> None:
    if path is not None and path.exists():
        raise InputError(f"{path}: exists already, and a glossary is not overwritten; name another --output")


def _write(path: Path | None, domain: str, rows: Iterable[dict[str, Any]], origin: Path) -> None:
    from transqa.termbase.dump import glossary_yaml

    with writer(path, inputs=[origin]) as write:
        write(glossary_yaml(domain, rows, heading=f"Imported from {origin.name}."))
