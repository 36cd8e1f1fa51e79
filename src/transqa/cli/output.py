"""Standard output, files and progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from transqa.errors import InputError

if TYPE_CHECKING:
    from transqa.model import Report

#: Columns of a report that no terminal shows.
_WIDTH = 100
_WIDEST = 140


@dataclass(frozen=True, slots=True)
class Destination:
    """A report format and the file it goes to, None for standard output."""

    format: str
    path: Path | None


@contextlib.contextmanager
def writer(path: Path | None, *, inputs: Sequence[Path] = ()) -> Iterator[Callable[[str], None]]:
    """A function that writes the result to standard output, or to ``path`` as a whole or not at all.

    The file is opened before the work, so that a place that cannot be written is an error before it and not after.
    """
    with _opened(path, inputs=inputs) as place:

        def write(text: str) -> None:
            place.fill(text)
            place.publish()

        yield write


@contextlib.contextmanager
def reporter(
    destinations: Sequence[Destination],
    *,
    inputs: Sequence[Path] = (),
    no_color: bool = False,
    quiet: bool = False,
    text: Callable[..., str] | None = None,
) -> Iterator[Callable[[Report], None]]:
    """A function that writes a report to all destinations, each file as a whole, and none of them if one fails.

    Like :func:`writer` it opens the files before the work. ``quiet`` makes a text brief and leaves out the note that
    names the files written. ``text`` is another renderer for the text format, with the options of ``render_text``.
    """
    with contextlib.ExitStack() as stack:
        places = [stack.enter_context(_opened(wanted.path, inputs=inputs)) for wanted in destinations]

        def write(report: Report) -> None:
            contents = [_render(report, wanted, no_color=no_color, quiet=quiet, text=text) for wanted in destinations]
            for place, content in zip(places, contents, strict=True):
                place.fill(content)
            # What is printed cannot be taken back: files first.
            for place in sorted(places, key=lambda place: place.path is None):
                place.publish()
            files = [str(wanted.path) for wanted in destinations if wanted.path is not None]
            if files and not quiet:
                note(f"{'passed' if report.verdict.passed else 'failed'}, report in {', '.join(files)}")

        yield write


def _render(
    report: Report, wanted: Destination, *, no_color: bool, quiet: bool, text: Callable[..., str] | None
) -> str | bytes:
    from transqa.report import render, render_text

    if wanted.format != "text":
        return render(report, wanted.format)
    width, color = look(wanted.path, no_color=no_color)
    return (text or render_text)(report, width=width, color=color, brief=quiet)


@dataclass(slots=True)
class _Place:
    """Where a result goes: ``fill`` may fail and changes nothing that is there; ``publish`` makes it visible.

    ``temporary`` stands beside the file it will replace; None for standard output, pipes and devices.
    """

    path: Path | None
    temporary: Path | None = None
    content: bytes = b""

    def fill(self, content: str | bytes) -> None:
        # A file name that is no Unicode stands in the text as lone surrogates.
        self.content = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
        if self.temporary is not None:
            self._store(self.temporary)

    def publish(self) -> None:
        if self.path is None:
            printed(self.content.decode("utf-8"))
        elif self.temporary is None:
            self._store(self.path)
        else:
            with self._explained():
                self.temporary.replace(self.path)

    def _store(self, path: Path) -> None:
        with self._explained():
            path.write_bytes(self.content)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written: {error.strerror}") from None


@contextlib.contextmanager
def _opened(path: Path | None, *, inputs: Sequence[Path]) -> Iterator[_Place]:
    if path is None:
        yield _Place(None)
        return
    path = path.resolve()
    if path.is_dir():
        raise InputError(f"{path}: is a directory; give the name of a file to write")
    if path in (file.resolve() for file in inputs):
        raise InputError(f"{path}: is an input of this run; the report would overwrite it")
    if path.exists() and not path.is_file():
        # A pipe or device is written to, never replaced.
        yield _Place(path)
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
        yield _Place(path, temporary)
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
