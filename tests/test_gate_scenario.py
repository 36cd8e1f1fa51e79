"""A team's year with the gate, in a real git repository."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repositories import commit, git, needs_git
from transqa.cli import main

pytestmark = needs_git

NEW = "\n\n一段新的文字：摸索现象再次出现。\n"
NEW_SOURCE = "\n\nA new paragraph: grokking shows up again.\n"


@pytest.fixture
def repository(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for tag, name in (("en", "en"), ("zh-Hans", "zh-draft")):
        (tmp_path / "docs" / tag).mkdir(parents=True)
        shutil.copy(root / "data" / "2023-03" / f"{name}.md", tmp_path / "docs" / tag / "digest.md")
    (tmp_path / "transqa.toml").write_text('pairs = "docs/{lang}/**/*.md"\n', encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def gate(repository: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    def gate(*arguments: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main(["gate", "--format", "json", *arguments])
        captured = capsys.readouterr()
        return code, json.loads(captured.out) if captured.out else {"error": captured.err}

    return gate


def new(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for document in report["documents"] for one in document["findings"] if one["state"] == "new"]


def edit(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text("utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def test_a_year(repository: Path, gate: Callable[..., tuple[int, dict[str, Any]]]) -> None:
    source, target = (repository / "docs" / tag / "digest.md" for tag in ("en", "zh-Hans"))
    code, report = gate()
    assert code == 1
    sins = len(new(report))
    assert sins > 30

    assert main(["baseline", "create"]) == 0
    commit(repository)
    code, report = gate()
    assert (code, new(report)) == (0, [])
    assert report["summary"]["findings"] == sins

    # Unrelated edits, in the file and around it.
    edit(source, lambda text: f"A word of welcome to our readers.\n\n{text}")
    edit(target, lambda text: f"欢迎各位读者。\n\n{text}")
    (repository / "README.md").write_text("# Digests\n", encoding="utf-8")
    commit(repository)
    assert gate()[0] == 0

    # Paragraphs move: a paper goes before another, on both sides.
    for path in (source, target):
        edit(path, swapped)
    commit(repository)
    code, report = gate()
    assert (code, new(report)) == (0, [])

    # The files get other names.
    for path in (source, target):
        (path.parent / "2023").mkdir()
        git(repository, "mv", str(path), str(path.parent / "2023" / "march.md"))
    source, target = (repository / "docs" / tag / "2023" / "march.md" for tag in ("en", "zh-Hans"))
    commit(repository)
    code, report = gate()
    assert (code, new(report)) == (0, [])
    assert main(["baseline", "update"]) == 0
    assert {row["path"] for row in entries(repository)} == {"docs/zh-Hans/2023/march.md"}
    commit(repository)

    # One more wrong term.
    edit(source, lambda text: text.rstrip("\n") + NEW_SOURCE)
    edit(target, lambda text: text.rstrip("\n") + NEW)
    code, report = gate()
    assert code == 1
    (finding,) = new(report)
    assert (finding["rule"], finding["target"]["text"]) == ("TRM001", "摸索")
    lines = target.read_text("utf-8").splitlines()
    assert finding["target"]["line"] == len(lines)
    assert report["verdict"]["reasons"] == [f"new {finding['severity']} findings: 1 (1 TRM001), at most 0"]
    # The same with nothing but the change, seen from the last commit and from the first.
    for revision in ("HEAD", "main~2"):
        code, report = gate("--changed-since", revision)
        assert (code, new(report)) == (1, [finding])
    assert gate("--advisory")[0] == 0

    edit(target, lambda text: text.replace("文字：摸索现象", "文字：顿悟现象"))
    assert gate()[0] == 0
    commit(repository)

    # The source moves on alone.
    edit(source, lambda text: text.replace("shows up again", "shows up elsewhere"))
    commit(repository)
    code, report = gate()
    assert code == 1
    (finding,) = new(report)
    assert (finding["rule"], finding["source"]["text"]) == ("ALN002", "elsewhere")
    assert finding["target"]["line"] == len(target.read_text("utf-8").splitlines())
    edit(target, lambda text: text.replace("再次出现", "在别处出现"))
    assert gate()[0] == 0


def swapped(text: str) -> str:
    """The text with its last two papers in the other order."""
    fourth, fifth, end = (text.index(heading) for heading in ("### [4.", "### [5.", "## 👋"))
    return text[:fourth] + text[fifth:end] + text[fourth:fifth] + text[end:]


def entries(repository: Path) -> list[dict[str, Any]]:
    lines = (repository / "transqa-baseline.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if "fingerprint" in row]
