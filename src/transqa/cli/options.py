"""The options that commands share, and the way from options to configuration."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transqa.cli.output import Destination
from transqa.errors import ConfigError
from transqa.text.language import canonical

if TYPE_CHECKING:
    from transqa.config import Config
    from transqa.config import FailOn as Level


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


#: The formats of a report: the tables ``RENDERERS`` and ``ANNOTATED`` of ``transqa.report``, which are too slow to load for ``--help``.
FORMATS = (
    "text",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjson",
    "markdown",
    "csv",
    "xlsx",
    "html",
    "notes",
    "its",
)
#: Those that are no text, for files only.
BINARY = frozenset({"xlsx", "notes", "its"})


Source = Annotated[
    Path | None,
    typer.Argument(metavar="SOURCE", help="Source file or directory, or a bilingual file.", show_default=False),
]
Target = Annotated[
    Path | None, typer.Argument(metavar="TARGET", help="Its translation: a file or directory.", show_default=False)
]
SourceFile = Annotated[Path, typer.Argument(metavar="SOURCE", help="Source file.", show_default=False)]
TargetFile = Annotated[Path, typer.Argument(metavar="TARGET", help="Its translation.", show_default=False)]
TargetOnly = Annotated[
    Path | None,
    typer.Option(
        "--target-only",
        metavar="PATH",
        help="A translation without its source: only what is wrong in any text is found.",
    ),
]
Pairs = Annotated[
    str | None,
    typer.Option("--pairs", metavar="PATTERN", help='Pairs by pattern, as in "docs/{lang}/**/*.md".'),
]
SourceLang = Annotated[
    str | None, typer.Option("--source-lang", metavar="TAG", help="Source language, as in en. Default: guessed.")
]
TargetLang = Annotated[
    str | None, typer.Option("--target-lang", metavar="TAG", help="Target language, as in zh-Hans. Default: guessed.")
]
OutputFormat = Annotated[Format, typer.Option("--format", "-f", help="Output format.")]
ReportFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"Format of the output: {', '.join(name for name in FORMATS if name not in BINARY)}. Default: text.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option(
        "--report",
        metavar="FORMAT[=FILE]",
        help=f"One more report, as in sarif=out.sarif; may be repeated. Formats: {', '.join(FORMATS)}.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to standard output."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="One line per finding; no summary, no progress.")]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help="Exit with 1 for a new finding of at least this level: neutral, minor, major, critical, or never.",
    ),
]
MinScore = Annotated[
    float | None, typer.Option("--min-score", metavar="SCORE", max=100, help="Exit with 1 for an MQM score below this.")
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULES", help="Rules to run: codes, their beginnings or names, by commas."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULES", help="Rules to leave out, besides the configured ones."),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="FILE", help="Configuration. Default: the nearest transqa.toml upward."),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files. Default: UTF-8.")
]
Terms = Annotated[
    list[Path] | None,
    typer.Option("--termbase", "-t", metavar="PATH", help="Termbase file or directory, on top of the default."),
]
Reference = Annotated[
    Path | None,
    typer.Option("--reference", metavar="FILE", help="Reference translation of a single pair, for BLEU, chrF and TER."),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Findings that are known. Default: as configured."),
]
ChangedSince = Annotated[
    str | None,
    typer.Option(
        "--changed-since",
        metavar="REV",
        help="Only pairs touched since this git revision, and of those the findings in blocks that changed.",
    ),
]
Stale = Annotated[
    bool, typer.Option("--stale", help="Find blocks whose source changed after the translation, from the git history.")
]
NoSuppress = Annotated[
    bool, typer.Option("--no-suppress", help="Also show what comments and the configuration silence.")
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours; NO_COLOR in the environment does the same.")]


def settings(
    *,
    file: Path | None = None,
    source_lang: str | None = None,
    target_lang: str | None = None,
    pairs: str | None = None,
    encoding: str | None = None,
    select: list[str] | None = None,
    ignore: list[str] | None = None,
    fail_on: str | None = None,
    min_score: float | None = None,
    termbase: list[Path] | None = None,
    no_suppress: bool = False,
) -> Config:
    """The configuration of the file with what the command line says on top, every rule name checked."""
    from transqa.config import check_codes, load_config
    from transqa.rules import registry

    config = load_config(file)
    given: dict[str, Any] = {
        "pairs": pairs,
        "encoding": encoding,
        "select": _names("--select", select),
        "ignore": (*config.ignore, *_names("--ignore", ignore)),
        "fail_on": _level(fail_on),
        "min_score": min_score,
        "suppression": False if no_suppress else None,
    }
    changes = {key: value for key, value in given.items() if value is not None and value != ()}
    tags = {"source": _tag("source", source_lang, config), "target": _tag("target", target_lang, config)}
    changes["languages"] = config.languages.model_copy(update=tags)
    if termbase:
        paths = (*config.termbase.paths, *termbase)
        changes["termbase"] = config.termbase.model_copy(update={"paths": paths})
    config = config.override(**changes)
    check_codes(config, codes={code: rule.name for code, rule in registry().items()})
    return config


def baseline_path(given: Path | None, config: Config, *, must_exist: bool) -> Path | None:
    """The baseline file of the option, else of the configuration, else the usual one beside the configuration.

    The usual one counts only where it exists, unless one is wanted in any case.
    """
    from transqa.baseline import FILE_NAME

    chosen = given or config.baseline
    usual = Path(os.path.relpath(config.root)) / FILE_NAME
    return chosen or (usual if must_exist or usual.exists() else None)


def destinations(
    *, format: str | None = None, output: Path | None = None, report: list[str] | None = None
) -> tuple[Destination, ...]:
    """Where the reports of a run go, from ``--format``, ``--output`` and every ``--report``.

    A text goes to standard output where nothing else does. Raises ConfigError for an unknown format, for two reports to
    standard output or to one file, and for a binary format without a file.
    """
    extra = [_destination(value) for value in report or ()]
    printed = [wanted.format for wanted in extra if wanted.path is None]
    if format is None and output is None and printed:
        found = extra
    else:
        found = [Destination(_format("--format", format or "text"), output), *extra]
    printed = [wanted.format for wanted in found if wanted.path is None]
    if len(printed) > 1:
        raise ConfigError(
            f"{' and '.join(printed)} both go to standard output; give a file, as in --report {printed[-1]}=FILE"
        )
    for wanted in found:
        if wanted.format in BINARY and wanted.path is None:
            raise ConfigError(
                f"{wanted.format} is not for the screen; give a file, as in --report {wanted.format}=FILE"
            )
    files = [wanted.path.resolve() for wanted in found if wanted.path is not None]
    for path in files:
        if files.count(path) > 1:
            raise ConfigError(f"{path}: two reports cannot share a file; give each its own")
    return tuple(found)


def _destination(value: str) -> Destination:
    name, equals, path = value.partition("=")
    name = _format("--report", name)
    if equals and not path:
        raise ConfigError(f"--report {value}: has no file; write {name}=FILE, or {name} for standard output")
    return Destination(name, Path(path) if path else None)


def _format(option: str, name: str) -> str:
    if name.lower() not in FORMATS:
        example = ", as in sarif=out.sarif" if option == "--report" else ""
        raise ConfigError(f"{option} {name}: unknown format; use one of {', '.join(FORMATS)}{example}")
    return name.lower()


def _tag(side: str, given: str | None, config: Config) -> str | None:
    tag: str | None = given or getattr(config.languages, side)
    if tag is None:
        return None
    try:
        return canonical(tag)
    except ConfigError as error:
        place = f"--{side}-lang: " if given else config.place(("languages", side))
        raise ConfigError(f"{place}{error}") from None


def _names(option: str, values: list[str] | None) -> tuple[str, ...]:
    names = tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())
    if values and not names:
        raise ConfigError(f"{option} names no rule; see transqa rules list")
    return names


def _level(value: str | None) -> Level | None:
    from transqa.config import FailOn

    if value is None:
        return None
    try:
        return FailOn(value.lower())
    except ValueError:
        raise ConfigError(f"--fail-on {value}: use one of {', '.join(FailOn)}") from None
