"""What is read from a git repository. Nothing is ever written to it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from transqa.errors import InputError

#: Revisions start like this in no shell habit worth supporting; git would take them for options.
_OPTION = "-"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that touched a file: its id, the day of it (ISO 8601), and the file's path in it from the top."""

    id: str
    day: str
    path: str


class Repository:
    """A working tree with its history. ``top`` is its uppermost directory."""

    def __init__(self, top: Path) -> None:
        self.top = top

    @cached_property
    def shallow(self) -> bool:
        """Whether the history is cut short, as in the usual checkout of continuous integration."""
        return self._line("rev-parse", "--is-shallow-repository") == "true"

    @cached_property
    def empty(self) -> bool:
        """Whether there is no commit yet."""
        return self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode != 0

    def relative(self, path: Path) -> str | None:
        """The path from the top with slashes; None for a file outside the working tree."""
        place = path.resolve()
        return place.relative_to(self.top).as_posix() if place.is_relative_to(self.top) else None

    def base(self, revision: str) -> str:
        """The commit at which the present work and ``revision`` parted: the revision itself where it is an ancestor.

        So ``main`` means what this branch has changed, and not what has happened on ``main`` since.

        Raises:
            InputError: an unknown revision, or a history cut short before it.
        """
        name = f"revision {revision!r}"
        found = "" if revision.startswith(_OPTION) else self._line("rev-parse", "--verify", f"{revision}^{{commit}}")
        if not found:
            remedy = (
                "the clone is shallow; fetch the whole history (fetch-depth: 0, or git fetch --unshallow)"
                if self.shallow
                else "git log shows the commits, git branch -a the branches there are"
            )
            raise InputError(f"{self.top}: has no {name}; {remedy}")
        parted = self._line("merge-base", found, "HEAD")
        if parted:
            return parted
        if self.shallow:
            raise InputError(
                f"{self.top}: the clone is shallow, so where {name} and HEAD parted is not known; "
                "fetch the whole history (fetch-depth: 0, or git fetch --unshallow)"
            )
        return found

    def changed(self, commit: str) -> Mapping[str, str | None]:
        """Paths that differ between a commit and the working tree, each with its path in the commit.

        Uncommitted work counts, and files that git does not know yet. The old path is None for a new file; a deleted
        file is not listed.
        """
        fields = self._text("diff", "--name-status", "-z", "--find-renames", commit, "--").split("\0")
        found: dict[str, str | None] = {}
        rest = iter(fields[:-1])
        for status in rest:
            path = next(rest)
            if status[0] in "RC":
                found[next(rest)] = path
            elif status[0] != "D":
                found[path] = None if status[0] == "A" else path
        for path in self._text("ls-files", "--others", "--exclude-standard", "-z", "--full-name").split("\0")[:-1]:
            found[path] = None
        return found

    def log(self, path: str) -> list[Commit]:
        """The commits that touched a file of the working tree, newest first, through renames.

        A branch that was merged is the one commit that merged it, so that each version of the file grew from the next.
        """
        form = ("--format=%x1e%H%x1f%cs", "--name-only", "-z")
        text = self._text("log", "--follow", "--first-parent", "-m", *form, "--", path)
        return list(_commits(text))

    def read(self, commit: str, path: str) -> bytes | None:
        """A file's content in a commit; None where it is not in it."""
        result = self._run("cat-file", "blob", f"{commit}:{path}")
        return result.stdout if result.returncode == 0 else None

    def _line(self, *arguments: str) -> str:
        """The output without its line end; empty when git fails."""
        result = self._run(*arguments)
        return result.stdout.decode("utf-8", "surrogateescape").strip() if result.returncode == 0 else ""

    def _text(self, *arguments: str) -> str:
        result = self._run(*arguments)
        if result.returncode:
            raise InputError(f"{self.top}: git {arguments[0]} failed: {_complaint(result)}")
        return result.stdout.decode("utf-8", "surrogateescape")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return _git(self.top, *arguments)


def open_repository(folder: Path) -> Repository:
    """The repository that ``folder`` is in.

    Raises:
        InputError: it is in none, or git is missing.
    """
    result = _git(folder, "rev-parse", "--show-toplevel")
    if result.returncode:
        raise InputError(f"{folder.resolve()}: {_complaint(result)}; what changed is known only in a git working tree")
    return Repository(Path(result.stdout.decode("utf-8", "surrogateescape").rstrip("\r\n")).resolve())


def find_repository(folder: Path) -> Repository | None:
    """The repository that ``folder`` is in, None where there is none."""
    try:
        return open_repository(folder)
    except InputError:
        return None


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "--no-optional-locks", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise InputError("git: no such program; install git, or leave out what asks for the history") from None


def _complaint(result: subprocess.CompletedProcess[bytes]) -> str:
    """What git says is wrong, in one line."""
    lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ").rstrip(".") if lines else f"exit code {result.returncode}"


def _commits(text: str) -> Iterator[Commit]:
    for entry in text.split("\x1e")[1:]:
        head, _, names = entry.partition("\0")
        commit, _, day = head.strip("\n").partition("\x1f")
        paths = [name.strip("\n") for name in names.split("\0") if name.strip("\n")]
        if paths:
            yield Commit(commit, day, paths[-1])
