"""``transqa termbase import``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.languages import canonical
from transqa.cli.output import note, writer
from transqa.cli.termbase.common import count, load
from transqa.errors import ConfigError, InputError

if TYPE_CHECKING:
    from transqa.termbase import Concept
    from transqa.termbase.intake import Imported


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TBX or CSV file.")],
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
    taken = load(None).concepts
    languages = (canonical(source_lang or "en"), canonical(target_lang or "zh-Hans"))
    imported = _read(file, languages=languages, taken=list(taken))
    fallback = _domain(domain, file)
    if output is not None and (output.is_dir() or not output.suffix):
        parts = _by_domain(imported.concepts, domain or "", fallback)
        for name in parts:
            _refuse_existing(output / f"{name}.yml")
        output.mkdir(parents=True, exist_ok=True)
        for name, concepts in parts.items():
            _write(output / f"{name}.yml", name, concepts, file)
    else:
        _refuse_existing(output)
        others = {concept.domain for concept in imported.concepts} - {"", fallback}
        _write(output, fallback, imported.concepts, file)
        if others and domain is None:
            note(f"{len(others)} subject fields became the domain {fallback}; --output DIRECTORY keeps them apart")
    note(f"read {count(len(imported.concepts), 'concept')} from {file}")
    for what, number in imported.dropped.items():
        note(f"{number:,} × {what}")


def _read(file: Path, *, languages: tuple[str, str], taken: Sequence[str]) -> Imported:
    kind = file.suffix.lower()
    if kind in (".csv", ".tsv", ".txt"):
        from transqa.termbase.table import read_csv

        return read_csv(file, languages=languages, taken=taken)
    if kind in (".tbx", ".xml", ".tbxm"):
        from transqa.termbase.tbx import read_tbx

        return read_tbx(file, taken=taken)
    raise ConfigError(f"{file}: use a file that ends in .tbx, .xml, .csv or .tsv")


def _domain(domain: str | None, file: Path) -> str:
    from transqa.termbase.intake import slug

    name = slug(domain or file.stem)
    if not name or (domain and name != domain):
        raise ConfigError(
            f"--domain {domain or file.stem!r}: use lower-case letters, digits and hyphens, as in {name or 'own'}"
        )
    return name


def _by_domain(concepts: Sequence[Concept], domain: str, fallback: str) -> dict[str, list[Concept]]:
    from transqa.termbase.intake import slug

    parts: dict[str, list[Concept]] = {}
    for concept in concepts:
        parts.setdefault(domain or slug(concept.domain) or fallback, []).append(concept)
    return parts


def _refuse_existing(path: Path | None) -> None:
    if path is not None and path.exists():
        raise InputError(f"{path}: exists already, and a glossary is not overwritten; name another --output")


def _write(path: Path | None, domain: str, concepts: Sequence[Concept], origin: Path) -> None:
    from transqa.termbase.dump import glossary_yaml

    with writer(path, inputs=[origin]) as write:
        write(glossary_yaml(domain, concepts, heading=f"Imported from {origin.name}."))
