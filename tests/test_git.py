from __future__ import annotations

from pathlib import Path

import pytest

from repositories import commit, git, needs_git
from transqa.errors import InputError
from transqa.git import Repository, find_repository, open_repository

pytestmark = needs_git

TEXT = "one\ntwo\nthree\nfour\nfive\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    return tmp_path


def test_what_changed_counts_uncommitted_new_and_renamed_files(folder: Path) -> None:
    first = commit(folder, a=TEXT, b="b", c="c", 中文="d")
    git(folder, "mv", "a.md", "e.md")
    commit(folder, b="b2")
    (folder / "c.md").unlink()
    (folder / "中文.md").write_text("d2", encoding="utf-8")
    (folder / "new 文.md").write_text("x", encoding="utf-8")
    assert open_repository(folder).changed(first) == {
        "e.md": "a.md",
        "b.md": "b.md",
        "中文.md": "中文.md",
        "new 文.md": None,
    }


def test_the_history_of_a_file_goes_through_renames(folder: Path) -> None:
    first = commit(folder, a=TEXT)
    git(folder, "mv", "a.md", "文.md")
    second = commit(folder)
    commit(folder, other="x")
    repository = open_repository(folder)
    assert [(one.id, one.path) for one in repository.log("文.md")] == [(second, "文.md"), (first, "a.md")]
    assert repository.read(first, "a.md") == TEXT.encode()
    assert repository.read(first, "文.md") is None


def test_a_branch_is_compared_with_where_it_parted(folder: Path) -> None:
    first = commit(folder, a="a")
    git(folder, "switch", "-q", "-c", "work")
    commit(folder, b="b")
    git(folder, "switch", "-q", "main")
    commit(folder, a="a2")
    git(folder, "switch", "-q", "work")
    repository = open_repository(folder)
    assert repository.base("main") == first
    assert repository.base("HEAD") == git(folder, "rev-parse", "HEAD")


def test_a_merged_branch_is_one_commit(folder: Path) -> None:
    first = commit(folder, a=TEXT)
    for branch, text in (("x", TEXT.replace("one", "ONE")), ("y", TEXT.replace("five", "FIVE"))):
        git(folder, "switch", "-q", "-c", branch, first)
        commit(folder, a=text)
    git(folder, "switch", "-q", "main")
    merges = []
    for branch in ("x", "y"):
        git(folder, "merge", "-q", "--no-ff", "-m", "merge", branch)
        merges.append(git(folder, "rev-parse", "HEAD"))
    assert [one.id for one in open_repository(folder).log("a.md")] == [*reversed(merges), first]


def test_files_outside_have_no_path_in_it(folder: Path) -> None:
    repository = open_repository(folder)
    assert repository.relative(folder / "x" / "y.md") == "x/y.md"
    assert repository.relative(folder.parent / "y.md") is None
    assert repository.empty


@pytest.mark.parametrize("revision", ["nope", "--all", "HEAD~9", ""])
def test_an_unknown_revision_is_named(folder: Path, revision: str) -> None:
    commit(folder, a="a")
    with pytest.raises(InputError, match=f"has no revision '{revision}'; git log shows"):
        open_repository(folder).base(revision)


def test_a_shallow_clone_says_how_to_deepen_it(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    first = commit(folder, a="a")
    git(folder, "tag", "old", first)
    commit(folder, a="a2")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", folder.as_uri(), ".")
    repository = open_repository(clone)
    assert repository.shallow
    with pytest.raises(InputError, match="fetch-depth: 0"):
        repository.base("old")
    # The revision is there, but not what is between.
    git(clone, "fetch", "-q", "--depth", "1", "origin", "tag", "old")
    with pytest.raises(InputError, match=r"where revision 'old' and HEAD parted.*fetch-depth: 0"):
        repository.base("old")


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert find_repository(tmp_path) is None
    with pytest.raises(InputError, match="not a git repository"):
        open_repository(tmp_path)


def test_without_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="install git"):
        open_repository(folder)
    assert find_repository(folder) is None


def test_a_failing_command_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match="git diff failed"):
        Repository(folder).changed("nope")
