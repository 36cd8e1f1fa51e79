"""The configuration and termbase of an open file, read again when they change; what is broken leaves the last good ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transqa.config import FILE_NAME, Config, check_codes, find_config, load_config
from transqa.errors import ConfigError, TransqaError
from transqa.pipeline import termbase_paths
from transqa.rules import registry
from transqa.termbase import Termbase, load_termbase
from transqa.text.language import canonical

_Stamps = tuple[tuple[Path, int, int], ...]


@dataclass(frozen=True)
class Project:
    """What the files of a directory are checked with; ``problem`` says why it is not what is on the disk now."""

    config: Config
    termbase: Termbase
    problem: str = ""


class Projects:
    """The projects of all directories with open files."""

    def __init__(self) -> None:
        self._good: dict[Path, tuple[Project, _Stamps]] = {}

    def of(self, folder: Path) -> Project:
        """The project of a directory.

        Raises:
            TransqaError: not even the termbase that comes with transqa can be read.
        """
        known = self._good.get(folder)
        try:
            file = find_config(folder)
            if known and known[1] == tuple(_stamps(file, known[0].config)):
                return known[0]
            config = _checked(load_config(file)) if file else Config()
            # Before it is read: what is saved meanwhile is a change.
            stamps = tuple(_stamps(file, config))
            project = Project(config, load_termbase(termbase_paths(config)))
        except TransqaError as error:
            last = known[0] if known else Project(Config(), load_termbase())
            return Project(last.config, last.termbase, str(error))
        self._good[folder] = project, stamps
        return project


def _checked(config: Config) -> Config:
    tags = {}
    for side in ("source", "target"):
        tag = getattr(config.languages, side)
        try:
            tags[side] = canonical(tag) if tag else None
        except ConfigError as error:
            raise ConfigError(f"{config.place(('languages', side))}{error}") from None
    check_codes(config, codes={code: rule.name for code, rule in registry().items()})
    return config.override(languages=config.languages.model_copy(update=tags))


def _stamps(file: Path | None, config: Config) -> Iterator[tuple[Path, int, int]]:
    for path in [file or Path(FILE_NAME), *config.termbase.paths]:
        inside = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
        for found in inside:
            try:
                status = found.stat()
            except OSError:
                yield found, 0, 0
            else:
                yield found, status.st_mtime_ns, status.st_size
