"""``transqa check --watch``, as a process of its own."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import DRAFT, GOOD, SOURCE
from small import TERMS


class Watched:
    """A running check; its output is waited for, never slept for."""

    def __init__(self, folder: Path, root: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "transqa", "check", *arguments, "--watch"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            # Where the tests run in the background the signal is ignored, and a child takes that over.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, words: str, *, seconds: float = 60) -> list[str]:
        """The lines up to one with these words."""
        lines: list[str] = []
        end = time.monotonic() + seconds
        while not lines or words not in lines[-1]:
            try:
                lines.append(self._lines.get(timeout=max(end - time.monotonic(), 0.01)))
            except queue.Empty:
                raise AssertionError(f"no {words!r} within {seconds} seconds, but: {lines}") from None
        return lines

    def rest(self) -> list[str]:
        """What is there now."""
        lines = []
        while not self._lines.empty():
            lines.append(self._lines.get())
        return lines


@pytest.fixture
def watched(project: Path, root: Path) -> Iterator[Watched]:
    process = Watched(project, root, "en.md", "zh.md")
    yield process
    process.process.kill()
    process.process.wait()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_morning_of_saving(watched: Watched, project: Path) -> None:
    first = watched.until("failed")
    assert any("TRM001" in line for line in first)
    watched.until("too small to judge")

    # Saved in place: the finding is gone.
    (project / "zh.md").write_text(GOOD, encoding="utf-8")
    lines = watched.until("0 findings")
    assert lines[0].startswith("gone: zh.md:3:11 major TRM001 deprecated-term")
    assert lines[1:] == ["zh.md: 0 new, 1 gone, 0 left", "passed, 0 findings"]

    # Saved by rename, as many editors do; a finding that only moved is not shown again.
    def rename(text: str) -> None:
        (project / "zh.md~").write_text(text, encoding="utf-8")
        os.replace(project / "zh.md~", project / "zh.md")

    rename(DRAFT)
    lines = watched.until("1 finding")
    assert [line for line in lines if "TRM001" in line] == ["zh.md:3:11 major TRM001 deprecated-term"]
    assert "zh.md: 1 new, 0 gone, 1 left" in lines
    rename(DRAFT.replace("# 摘要\n", "# 摘要\n\n<!-- 译注 -->\n").replace("我们研究", "在这里，我们要研究"))
    assert watched.until("1 finding") == ["failed, 1 finding"]

    # A broken file is one line, and the next save another chance.
    (project / "zh.md").write_bytes(b"\xff\xfe\x00")
    (line,) = watched.until("error")
    assert line.startswith("transqa: error: zh.md: is UTF-16")
    (project / "zh.md").unlink()
    (line,) = watched.until("error")
    assert line == "transqa: error: zh.md: no such file or directory; check the path"
    rename(DRAFT)
    watched.until("1 finding")

    # The termbase and the configuration count too.
    (project / "terms.yml").write_text(
        TERMS.replace("deprecated: [{term: 摸索", "deprecated: [{term: 琢磨"), encoding="utf-8"
    )
    lines = watched.until("0 findings")
    assert lines[0].startswith("gone: ")
    (project / "terms.yml").write_text("concepts: [", encoding="utf-8")
    (line,) = watched.until("error")
    assert "terms.yml" in line
    (project / "terms.yml").write_text(TERMS, encoding="utf-8")
    watched.until("1 finding")
    settings = (project / "transqa.toml").read_text("utf-8")
    (project / "transqa.toml").write_text("select = [", encoding="utf-8")
    (line,) = watched.until("error")
    assert "transqa.toml: is not valid TOML" in line
    (project / "transqa.toml").write_text(settings.replace("TRM001", "TRM002"), encoding="utf-8")
    assert watched.until("0 findings")[0].startswith("gone: ")

    # A file of no concern is none.
    (project / "notes.md").write_text("x", encoding="utf-8")
    time.sleep(1.5)
    assert watched.rest() == []

    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(timeout=60) == 130
    time.sleep(0.1)
    assert watched.rest() == []


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_new_files_of_a_directory(project: Path, root: Path) -> None:
    for folder, text in (("en", SOURCE), ("zh", GOOD)):
        (project / folder).mkdir()
        (project / folder / "a.md").write_text(text, encoding="utf-8")
    watched = Watched(project, root, "en", "zh")
    try:
        watched.until("too small to judge")
        (project / "zh" / "a.md").write_text(DRAFT, encoding="utf-8")
        watched.until("failed, 1 finding")
        for folder, text in (("en", SOURCE), ("zh", DRAFT)):
            (project / folder / "deep").mkdir()
            (project / folder / "deep" / "b.md").write_text(text, encoding="utf-8")
        lines = watched.until("failed, 2 findings")
        assert "zh/deep/b.md:3:11 major TRM001 deprecated-term" in lines
        (project / "zh" / "deep" / "b.md").write_text(GOOD, encoding="utf-8")
        watched.until("failed, 1 finding")
        (project / "zh" / "a.md").unlink()
        lines = watched.until("passed, 0 findings")
        assert "zh/a.md: no longer checked" in lines
    finally:
        watched.process.kill()
        watched.process.wait()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["en.md", "zh.md", "--watch", "--format", "json"], "--watch shows text"),
        (["en.md", "zh.md", "--watch", "--output", "x.txt"], "--watch shows text"),
        (["en.md", "none.md", "--watch"], "none.md"),
    ],
)
def test_what_cannot_be_watched_is_an_error_at_once(run, arguments: list[str], words: str) -> None:
    result = run("check", *arguments)
    assert result.code == 2
    assert words in result.err
