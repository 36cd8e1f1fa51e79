"""Configuration: ``transqa.toml`` or ``[tool.transqa]`` of ``pyproject.toml``, read into one frozen :class:`Config`.

Keys are written with hyphens in TOML (``fail-on``) and with underscores in Python. Relative paths and globs start at
the directory of the file that holds them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from transqa.config_faults import explain, unknown
from transqa.errors import ConfigError
from transqa.globs import glob_expression
from transqa.model import Severity
from transqa.toml_lines import line_of

FILE_NAME = "transqa.toml"
_PYPROJECT = "pyproject.toml"

_Flag = Annotated[bool, Field(strict=True)]
_Text = Annotated[str, Field(min_length=1)]
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
_Count = Annotated[int, Field(strict=True, ge=0)]
_Codes = tuple[_Text, ...]


def load_config(path: Path | None = None, *, start: Path | None = None) -> Config:
    """The configuration of ``path``, or of the nearest file upward from ``start`` (the working directory).

    Without any file the defaults hold. Raises ConfigError for a file that cannot be read or does not validate.
    """
    if path is None:
        path = find_config(start or Path.cwd())
        return Config() if path is None else _read(path)
    if not path.is_file():
        problem = "is a directory" if path.is_dir() else "does not exist"
        raise ConfigError(f"{path}: the configuration file {problem}; pass the path of a {FILE_NAME}")
    return _read(path)


def find_config(start: Path) -> Path | None:
    """The nearest ``transqa.toml``, or ``pyproject.toml`` with a ``[tool.transqa]`` table, at or above ``start``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        own, project = folder / FILE_NAME, folder / _PYPROJECT
        if own.is_file():
            return own
        # Only a file that mentions the table is parsed: somebody else's broken pyproject.toml is not our business.
        if project.is_file() and "tool.transqa" in _text(project) and "transqa" in _parse(project).get("tool", {}):
            return project
    return None


def check_codes(config: Config, *, codes: Mapping[str, str]) -> None:
    """Raise ConfigError for a selector or a table of the configuration that no rule answers to.

    ``codes`` maps rule codes to rule names. A selector is ``ALL``, a code, the beginning of a code or a name.
    """
    places: list[tuple[tuple[str, ...], Iterable[str]]] = [
        (("select",), config.select),
        (("ignore",), config.ignore),
        *((("per-path", glob, "select"), rules.select) for glob, rules in config.per_path.items()),
        *((("per-path", glob, "ignore"), rules.ignore) for glob, rules in config.per_path.items()),
        *((("gate", "rules", selector), (selector,)) for selector in config.gate.rules),
        *(
            (("per-path", glob, "suppress", str(number), "rules"), table.rules)
            for glob, rules in config.per_path.items()
            for number, table in enumerate(rules.suppress)
        ),
    ]
    for key, selectors in places:
        for selector in selectors:
            known = any(code.startswith(selector.upper()) for code in codes) or selector.lower() in codes.values()
            if not known and selector.upper() != "ALL":
                raise ConfigError(config.place(key) + unknown("rule", selector, [*codes, *codes.values()]))
    for code in config.rules:
        if code not in codes:
            raise ConfigError(config.place(("rules", code)) + unknown("rule", code, codes))


class FailOn(StrEnum):
    """The lowest severity of a finding that fails the gate; ``never`` reports without failing."""

    NEVER = "never"
    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def severity(self) -> Severity | None:
        """The severity of this name, None for ``never``."""
        return None if self is FailOn.NEVER else Severity(self.value)


class Unit(StrEnum):
    """What the size of a document is counted in."""

    SOURCE_WORDS = "source-words"
    TARGET_CHARACTERS = "target-characters"


class _Table(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )


class Languages(_Table):
    """BCP-47 tags of the two sides; None is guessed from the text."""

    source: _Text | None = None
    target: _Text | None = None


class TermbaseConfig(_Table):
    """Where terms come from: the packaged glossary (``default``) and ``paths`` (files or directories) on top."""

    default: _Flag = True
    paths: tuple[Path, ...] = ()


class Suppress(_Table):
    """Findings to silence: of these rules, and where given only of this quoted target text and of this concept."""

    rules: Annotated[_Codes, Field(min_length=1)]
    reason: _Text
    text: _Text | None = None
    concept: _Text | None = None


class PathRules(_Table):
    """Rules for the files under one glob.

    ``select`` replaces the general selection, ``ignore`` adds to it; ``suppress`` silences findings for a reason.
    """

    select: _Codes = ()
    ignore: _Codes = ()
    suppress: tuple[Suppress, ...] = ()


@dataclass(frozen=True, slots=True)
class SuppressTable:
    """A ``suppress`` table for a file: where it stands, the glob it is for, and whether that may mean several files."""

    suppress: Suppress
    place: str
    glob: str
    several: bool


class Weights(_Table):
    """Penalty points per severity, by default those of MQM."""

    neutral: Annotated[_Number, Field(ge=0)] = 0.0
    minor: Annotated[_Number, Field(ge=0)] = 1.0
    major: Annotated[_Number, Field(ge=0)] = 5.0
    critical: Annotated[_Number, Field(ge=0)] = 25.0

    def of(self, severity: Severity) -> float:
        """Penalty points of one finding of this severity."""
        points: float = getattr(self, severity.value)
        return points


class ScoreConfig(_Table):
    """Parameters of the MQM score.

    ``acceptable_penalty`` is the number of penalty points per 1,000 units at which the calibrated score equals
    ``pass_threshold``. A document of fewer than ``minimum_size`` units is reported as too small to judge.
    """

    unit: Unit = Unit.SOURCE_WORDS
    weights: Weights = Weights()
    pass_threshold: Annotated[_Number, Field(ge=0, lt=100)] = 80.0
    acceptable_penalty: Annotated[_Number, Field(gt=0)] = 10.0
    minimum_size: Annotated[int, Field(strict=True, ge=1)] = 250


class ReviewConfig(_Table):
    """The review desk: ``database`` is a path, or the URL of a PostgreSQL database."""

    database: _Text | None = None


class RuleConfig(_Table):
    """Settings of one rule: its severity, and any further key as an option of the rule."""

    model_config = ConfigDict(extra="allow")

    severity: Severity | None = None

    @property
    def options(self) -> Mapping[str, Any]:
        """The keys that are not ``severity``."""
        return self.model_extra or {}


class GateConfig(_Table):
    """Thresholds of ``transqa gate``; what is not set follows from ``fail_on`` and ``min_score``.

    New findings per severity and per rule (a code, the beginning of codes or a name), MQM scores of each document and of
    all together, and the share of source terms with an acceptable rendering, in [0, 1].
    """

    max_critical: _Count | None = None
    max_major: _Count | None = None
    max_minor: _Count | None = None
    min_score: Annotated[_Number, Field(le=100)] | None = None
    min_overall_score: Annotated[_Number, Field(le=100)] | None = None
    min_term_accuracy: Annotated[_Number, Field(ge=0, le=1)] | None = None
    rules: Mapping[str, _Count] = {}


class Config(_Table):
    """Everything a run can be told. Frozen: :meth:`override` makes a changed copy."""

    languages: Languages = Languages()
    pairs: _Text | None = None
    encoding: _Text | None = None
    termbase: TermbaseConfig = TermbaseConfig()
    select: _Codes = ()
    ignore: _Codes = ()
    per_path: Mapping[str, PathRules] = {}
    fail_on: FailOn = FailOn.MAJOR
    min_score: Annotated[_Number, Field(le=100)] | None = None
    baseline: Path | None = None
    gate: GateConfig = GateConfig()
    suppression: _Flag = True
    score: ScoreConfig = ScoreConfig()
    review: ReviewConfig = ReviewConfig()
    rules: Mapping[str, RuleConfig] = {}

    _file: Path | None = PrivateAttr(default=None)

    @field_validator("pairs")
    @classmethod
    def _names_the_language(cls, pattern: str | None) -> str | None:
        if pattern is not None and "{lang}" not in pattern:
            raise ValueError('write {lang} where the language stands, as in "docs/{lang}/**/*.md"')
        return pattern

    @property
    def file(self) -> Path | None:
        """The file this was read from."""
        return self._file

    @property
    def root(self) -> Path:
        """Where relative paths and globs start."""
        return self._file.parent if self._file else Path.cwd()

    def place(self, key: tuple[str, ...]) -> str:
        """``file:line: key `` as the beginning of an error message; the bare key for a setting of no file."""
        # A number that tells the tables of an array apart is no key.
        name = ".".join(part for part, before in zip(key, ("", *key), strict=False) if before != "suppress")
        if self._file is None or (line := line_of(_text(self._file), _prefix(self._file) + key)) is None:
            return f"{name}: "
        return f"{self._file}:{line}: {name}: "

    def override(self, **changes: Any) -> Self:
        """A copy with other top-level values; they are taken as they are, without validation."""
        return self.model_copy(update=changes)

    def selectors(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The selectors to select and to ignore for one file; an empty selection means every rule."""
        select, ignore = self.select, self.ignore
        for _, rules in self._tables(path):
            select, ignore = rules.select or select, (*ignore, *rules.ignore)
        return select, ignore

    def suppressions(self, path: str) -> list[SuppressTable]:
        """The ``suppress`` tables for one file."""
        return [
            SuppressTable(table, self._name(glob, number), glob, any(mark in glob for mark in "*?"))
            for glob, rules in self._tables(path)
            for number, table in enumerate(rules.suppress)
        ]

    def _tables(self, path: str) -> Iterator[tuple[str, PathRules]]:
        if not self.per_path:
            # Asked for every pair of a corpus, and the path costs more than the rest of the question.
            return
        place = Path(path).resolve()
        if place.is_relative_to(self.root.resolve()):
            relative = place.relative_to(self.root.resolve()).as_posix()
            yield from (
                (glob, rules) for glob, rules in self.per_path.items() if glob_expression(glob).fullmatch(relative)
            )

    def _name(self, glob: str, number: int) -> str:
        """``transqa.toml:12: per-path.GLOB`` as the place of a suppression."""
        place = self.place(("per-path", glob, "suppress", str(number))).removesuffix(".suppress: ")
        return place.replace(str(self._file), self._file.name, 1) if self._file else place


def _read(path: Path) -> Config:
    prefix = _prefix(path)
    table: Any = _parse(path)
    for key in prefix:
        if not isinstance(table, dict) or key not in table:
            raise ConfigError(f"{path}: has no [tool.transqa] table; add one, or pass the path of a {FILE_NAME}")
        table = table[key]
    try:
        config = Config.model_validate(table, by_alias=True, by_name=False)
    except ValidationError as error:
        raise ConfigError(explain(error, path=path, text=_text(path), prefix=prefix, allowed=_allowed)) from None
    folder = path.parent
    termbase = config.termbase.model_copy(update={"paths": tuple(folder / p for p in config.termbase.paths)})
    config = config.override(termbase=termbase, baseline=config.baseline and folder / config.baseline)
    config._file = path
    return config


def _prefix(path: Path) -> tuple[str, ...]:
    return ("tool", "transqa") if path.name == _PYPROJECT else ()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = re.search(r" \(at line (\d+), column \d+\)$", message)
        place, message = (f"{path}:{at[1]}", message[: at.start()]) if at else (str(path), message)
        raise ConfigError(f"{place}: is not valid TOML: {message[:1].lower()}{message[1:]}") from None


def _allowed(keys: tuple[str, ...]) -> list[str]:
    """The keys of the table at ``keys``."""
    model: type[BaseModel] = Config
    tables: dict[str, type[BaseModel]] = {
        "languages": Languages,
        "termbase": TermbaseConfig,
        "per-path": PathRules,
        "gate": GateConfig,
        "suppress": Suppress,
        "score": ScoreConfig,
        "weights": Weights,
        "review": ReviewConfig,
    }
    for key in keys:
        model = tables.get(key, model)
    return [field.alias or name for name, field in model.model_fields.items()]
