"""``transqa init``: look at the tree and write a commented configuration."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from transqa.cli.output import note, writer
from transqa.errors import ConfigError, InputError
from transqa.text.language import canonical

#: Files looked at before a tree is taken for what was seen so far.
_ENOUGH = 20_000
_SKIPPED = {"node_modules", "build", "dist", "site", "target", "venv", "__pycache__"}
_TAG = re.compile(r"(?:en|zh|ja|ko)(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}|hans|hant))?")
_STEM = re.compile(rf"((?:.*[._-])?)({_TAG.pattern})")
_TEMPLATE = """\
# Configuration of transqa. Every key is optional; a commented line shows the default.

# {{lang}} stands for a language directory or file name; ** is any number of directories.
{pairs}

# Rules to run and to leave out: codes (TRM001), beginnings of codes (TRM), names (deprecated-term) or ALL.
# select = ["ALL"]
# ignore = []

# The lowest severity of a new finding that fails a run: never, neutral, minor, major or critical.
# fail-on = "major"
# The lowest MQM score that passes, of 100; without it, scores fail nothing.
# min-score = 80
# Findings that are known and stop nobody; transqa baseline create writes the file.
# baseline = "transqa-baseline.jsonl"
# encoding = "utf-8"

[languages]
source = "{source}"
target = "{target}"

[termbase]
# The glossary that comes with transqa, and files or directories of your own on top of it.
# default = true
# paths = ["terms/"]

[score]
# What size is counted in: source-words or target-characters.
# unit = "source-words"
# A text with this many penalty points per 1,000 units scores exactly the pass threshold.
# pass-threshold = 80
# acceptable-penalty = 10
# minimum-size = 250
# weights = {{ neutral = 0, minor = 1, major = 5, critical = 25 }}

# What transqa gate lets pass: new findings by severity, by default none from fail-on upwards; MQM scores of each document
# and of all together, by default min-score; the share of terms that are rendered well.
# [gate]
# max-critical = 0
# max-major = 0
# max-minor = 20
# min-score = 60
# min-overall-score = 80
# min-term-accuracy = 0.95
# New findings of single rules (codes, beginnings of codes or names):
# [gate.rules]
# NUM = 0

# Where the review desk keeps its documents: a file, or postgresql://USER@HOST/NAME.
# [review]
# database = ".transqa/review.db"

# Another severity for one rule:
# [rules.TRM001]
# severity = "critical"

# Other rules for some files:
# [per-path."legacy/**"]
# ignore = ["TYP"]

# Findings to silence in some files, for a reason; text (the words quoted) and concept are optional:
# [[per-path."blog/2023-*.md".suppress]]
# rules = ["TRM001"]
# text = "代币"
# reason = "the article is about cryptocurrency"
# Show what such tables and the comments in files silence:
# suppression = true
"""


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIRECTORY", help="Where to write transqa.toml.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Find the translations in a tree; write a transqa.toml."""
    from transqa.config import FILE_NAME

    if not directory.is_dir():
        raise InputError(f"{directory}: no such directory; make it first, or name another")
    path = directory / FILE_NAME
    if path.exists() and not force:
        raise ConfigError(f"{path}: exists already; --force overwrites it")
    with writer(path) as write:
        found = find_pattern(directory)
        pattern, source, target = found or ("docs/{lang}/**/*.md", "en", "zh-Hans")
        line = f'pairs = "{pattern}"'
        write(_TEMPLATE.format(pairs=line if found else f"# {line}", source=source, target=target))
    note(f"wrote {path}" + (f" for {pattern}" if found else "; no translations found, so set pairs yourself"))


def find_pattern(directory: Path) -> tuple[str, str, str] | None:
    """The pattern that most translated files follow, with its two languages; None where nothing is translated."""
    tags_of: defaultdict[str, set[str]] = defaultdict(set)
    for path in islice(_documents(directory), _ENOUGH):
        for template, tag in _templates(path):
            tags_of[template].add(tag)
    votes: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for template, tags in tags_of.items():
        for source, target in _directions(tags):
            votes[_generalise(template), source, target] += 1
    # The shorter pattern of two that find the same is the more general one.
    return max(votes, key=lambda found: (votes[found], -len(found[0]), found), default=None)


def _documents(directory: Path) -> Iterator[str]:
    from transqa.parse.pairs import EXTENSIONS

    for folder, folders, files in os.walk(directory):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in EXTENSIONS:
                yield (Path(folder) / name).relative_to(directory).as_posix()


def _templates(path: str) -> Iterator[tuple[str, str]]:
    """The path with ``{lang}`` for each part that can be read as a language, and that part."""
    *folders, name = path.split("/")
    for index, folder in enumerate(folders):
        if _TAG.fullmatch(folder):
            yield "/".join([*folders[:index], "{lang}", *folders[index + 1 :], name]), folder
    stem, dot, extension = name.rpartition(".")
    if match := _STEM.fullmatch(stem):
        yield "/".join([*folders, f"{match[1]}{{lang}}{dot}{extension}"]), match[2]


def _directions(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Source and target: English, or else whatever comes first, into each other language."""
    names = sorted({canonical(tag) for tag in tags})
    source = next((name for name in names if name.split("-", 1)[0] == "en"), names[0])
    for name in names:
        if name != source:
            yield source, name


def _generalise(template: str) -> str:
    """A pattern for the template and its neighbours."""
    folders, _, name = template.rpartition("/")
    if "{lang}" in folders:
        return f"{folders.partition('{lang}')[0]}{{lang}}/**/*{Path(name).suffix}"
    *parents, last = folders.split("/") if folders else ("", "")
    return "/".join(part for part in (*parents, "*" if last else "", name) if part)
