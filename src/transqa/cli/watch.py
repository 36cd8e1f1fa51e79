"""``transqa check --watch``: check again on every save, and show what has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from transqa.cli.output import note, printed
from transqa.errors import TransqaError

if TYPE_CHECKING:
    from transqa.config import Config
    from transqa.model import Report
    from transqa.pipeline import PairPaths

_SUFFIXES = (".md", ".markdown", ".mdx", ".txt", ".yml", ".yaml")
_HIDDEN = (".", "node_modules", "__pycache__")
#: Milliseconds: changes this close together are one save, and a burst of them is waited for so long at most.
_STEP, _BURST = 100, 800
#: Milliseconds after which the files are looked at even if the system has told nothing, as on a network drive.
_LOOK = 1000

#: What a file looks like from outside; None where there is none.
_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True)
class Seen:
    """The files and directories that a check depends on, as they are before it: what is saved while it runs is a change."""

    paths: tuple[Path, ...]
    stamps: Mapping[Path, _Stamp]


def dependencies(config: Config, pairs: Iterable[PairPaths], given: Iterable[Path | None]) -> Seen:
    """The files of all pairs, what was ``given`` on the command line, the configuration and the termbase."""
    from transqa.config import FILE_NAME

    files = [path for pair in pairs for path in pair.files]
    # Where there is no configuration, one may come.
    settings = config.file or Path(FILE_NAME)
    paths = tuple(dict.fromkeys([*files, *(path for path in given if path), settings, *config.termbase.paths]))
    return Seen(paths, _stamps(paths))


def follow(look: Callable[[], tuple[Report, Seen]], *, render: Callable[[Report, Report | None], str]) -> NoReturn:
    """Look and show, for ever. ``render`` writes a report, for the second and all later ones beside the one before.

    What goes wrong after the first look is one line, and the next save another chance.
    """
    from watchfiles import watch

    report, seen = look()
    printed(render(report, None))
    while True:
        stamps = seen.stamps
        events = watch(
            *sorted({folder for path in seen.paths for folder in _folders(path)}),
            watch_filter=None,
            recursive=False,
            step=_STEP,
            debounce=_BURST,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
        )
        for _ in events:
            fresh = _stamps(seen.paths)
            if fresh == stamps:
                continue
            stamps = fresh
            try:
                new, seen = look()
            except TransqaError as error:
                note(f"error: {' '.join(str(error).split())}")
                continue
            printed(render(new, report))
            report = new
            # Other files and directories may matter now.
            break


def _stamps(paths: Iterable[Path]) -> dict[Path, _Stamp]:
    found: dict[Path, _Stamp] = {}
    for path in paths:
        for file in _files(path) if path.is_dir() else (path,):
            try:
                status = file.stat()
            except OSError:
                found[file] = None
            else:
                found[file] = status.st_mtime_ns, status.st_size, status.st_ino
    return found


def _files(folder: Path) -> Iterator[Path]:
    for inner in _folders(folder):
        yield from (path for path in inner.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())


def _folders(path: Path) -> Iterator[Path]:
    """The directories to watch for a path: editors replace a file by another one, so that of a file is its own."""
    if not path.is_dir():
        # Also where the file, or even its directory, is gone for now.
        yield next(folder for folder in path.absolute().parents if folder.is_dir())
        return
    for folder, inner, _ in os.walk(path):
        inner[:] = [name for name in inner if not name.startswith(_HIDDEN)]
        yield Path(folder).absolute()
