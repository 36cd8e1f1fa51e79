"""Standard output, files and progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from transqa.errors import InputError

#: Columns of a report that no terminal shows.
_WIDTH = 100
_WIDEST = 140


@contextlib.contextmanager
def writer(path: Path | None, *, inputs: Sequence[Path] = ()) -> Iterator[Callable[[str], None]]:
    """A function that writes the result to standard output, or to ``path`` as a whole or not at all.

    The file is opened before the work, so that a place that cannot be written is an error before it and not after.
    """
    if path is None:
        yield printed
        return
    path = path.resolve()
    if path.is_dir():
        raise InputError(f"{path}: is a directory; --output needs a file name")
    if path in (file.resolve() for file in inputs):
        raise InputError(f"{path}: is an input of this run; --output would overwrite it")
    if path.exists() and not path.is_file():
        # A pipe or device is written to, never replaced.
        yield lambda text: _store(path, text)
        return
    if path.exists() and not os.access(path, os.W_OK):
        raise InputError(f"{path}: cannot be written: permission denied")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    os.close(handle)
    temporary = Path(name)
    try:
        # mkstemp makes a private file; a report is as public as any other file of its owner.
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        yield lambda text: _store(temporary, text, then=path)
    finally:
        temporary.unlink(missing_ok=True)


def look(path: Path | None, *, no_color: bool) -> tuple[int, bool]:
    """Width and colour of a text for standard output, or for the file ``path``."""
    if path is not None or not sys.stdout.isatty():
        return _WIDTH, False
    color = not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDEST), color


def printed(text: str, *, stream: TextIO | None = None) -> None:
    """Write to standard output or another stream; a reader that left is no error."""
    stream = stream or sys.stdout
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader left. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(message: str) -> None:
    """One line on standard error."""
    print(f"transqa: {message}", file=sys.stderr)


def warn(message: str) -> None:
    """One line on standard error about something odd that does not stop the run."""
    note(f"warning: {message}")


@contextlib.contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A function that shows (done, total) as a bar on standard error, where a person watches it and it takes long."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Checking", total=total)
        yield lambda done, _: bar.update(task, completed=done)


def _store(path: Path, text: str, *, then: Path | None = None) -> None:
    try:
        # A file name that is no Unicode stands in the text as lone surrogates.
        path.write_bytes(text.encode("utf-8", errors="backslashreplace"))
        if then is not None:
            path.replace(then)
    except OSError as error:
        raise InputError(f"{then or path}: cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
