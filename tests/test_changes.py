from __future__ import annotations

from pathlib import Path

import pytest

from repositories import commit, git, needs_git
from transqa.changes import changed_blocks, histories, narrow, since
from transqa.git import Repository, open_repository
from transqa.model import Bitext, Document, DocumentReport, Finding, Link, Quote, Scores, Severity
from transqa.parse import parse_file, parse_text


def document(text: str) -> Document:
    return parse_text(text, path="x.md", language="en")


@pytest.mark.parametrize(
    ("then", "now", "changed", "gone"),
    [
        ("a\n\nb", "a\n\nb", set(), False),
        ("a\n\nb", "b\n\na", set(), False),
        ("a\n\nb", "a\n\nc", {1}, False),
        ("a\n\nb\n\nc", "a\n\nx\n\ny\n\nc", {1, 2}, False),
        ("a\n\nb\n\nc", "a\n\nx", {1}, True),
        ("a\n\nb\n\nc", "x\n\nc\n\na", {0}, True),
        ("a\n\nb", "a", set(), True),
        ("a", "a\n\na", {1}, False),
        ("a b", "a\nb", set(), False),
        ("[a](https://b.example)", "[a](https://c.example)", {0}, False),
        (None, "a\n\nb", {0, 1}, False),
    ],
)
def test_blocks_are_compared_by_what_is_written(then: str | None, now: str, changed: set[int], gone: bool) -> None:
    before = None if then is None else document(then)
    assert changed_blocks(document(now), before) == (changed, gone)


def narrowed(
    source: tuple[str, str], target: tuple[str, str], links: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> list[int]:
    """The target lines of what is left of one finding per target block and one about the run."""
    (source_then, source_now), (target_then, target_now) = (tuple(map(document, side)) for side in (source, target))
    findings = [_finding(target_now.quote(block.span)) for block in target_now.blocks]
    bitext = Bitext(source_now, target_now, tuple(Link(*link, 1.0) for link in links))
    report = DocumentReport(bitext, (*findings, _finding(None)), Scores())
    kept = narrow(report, source=source_then, target=target_then).findings
    return [finding.target.line if finding.target else 0 for finding in kept]


def _finding(quote: Quote | None) -> Finding:
    return Finding("TRM001", "n", "c", Severity.MAJOR, "m", None, quote)


def test_findings_of_changed_links_are_kept() -> None:
    two = [((0,), (0,)), ((1,), (1,))]
    assert narrowed(("a\n\nb", "a\n\nb"), ("c\n\nd", "c\n\nd"), two) == [0]
    assert narrowed(("a\n\nb", "a\n\nx"), ("c\n\nd", "c\n\nd"), two) == [3, 0]
    assert narrowed(("a\n\nb", "a\n\nb"), ("c\n\nd", "x\n\nd"), two) == [1, 0]


def test_a_block_whose_counterpart_is_gone_has_changed() -> None:
    assert narrowed(("a\n\nb", "a"), ("c\n\nd", "c\n\nd"), [((0,), (0,)), ((), (1,))]) == [3, 0]


def test_an_edit_elsewhere_brings_no_old_orphan_back() -> None:
    assert narrowed(("a", "x"), ("c\n\nd", "c\n\nd"), [((0,), (0,)), ((), (1,))]) == [1, 0]


def test_a_finding_in_the_source_alone_is_kept_by_its_block() -> None:
    then, now = document("a\n\nb"), document("a\n\nx")
    findings = tuple(Finding("ACC001", "n", "c", Severity.MAJOR, "m", now.quote(block.span)) for block in now.blocks)
    empty = document("c")
    report = DocumentReport(Bitext(now, empty, (Link((0,), (0,), 1.0), Link((1,), (), 1.0))), findings, Scores())
    kept = narrow(report, source=then, target=empty).findings
    assert [finding.source and finding.source.text for finding in kept] == ["x"]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    git(tmp_path, "init", "-q", "-b", "main")
    return open_repository(tmp_path)


def pasts(repository: Repository) -> dict[int, tuple[int, str]]:
    """Target block -> (age, source of the time)."""
    source, target = (parse_file(repository.top / f"{name}.md", language="en") for name in ("en", "zh"))
    found = histories(source, target, repository=repository, encoding=None)
    return {index: (past.age, past.source.text) for index, past in found.items()}


@needs_git
def test_every_block_has_its_own_past(repository: Repository) -> None:
    folder = repository.top
    commit(folder, en="a1", zh="A\n\nB\n")
    commit(folder, en="a2")
    commit(folder, zh="A\n\nB2\n")
    commit(folder, en="a3")
    assert pasts(repository) == {0: (1, "a1"), 1: (0, "a2")}
    # Uncommitted text has none; text that was moved keeps its own.
    (folder / "zh.md").write_text("B2\n\nC\n\n*A*\n", encoding="utf-8")
    assert pasts(repository) == {0: (0, "a2"), 2: (1, "a1")}


@needs_git
def test_the_past_goes_through_renames_of_both_files(repository: Repository) -> None:
    folder = repository.top
    rest = "\n\n" + "same\n" * 9
    commit(folder, old=f"a1{rest}", alt=f"A{rest}")
    git(folder, "mv", "old.md", "en.md")
    git(folder, "mv", "alt.md", "zh.md")
    commit(folder)
    commit(folder, en=f"a2{rest}")
    assert {age for age, _ in pasts(repository).values()} == {1}
    assert all(text.startswith("a1") for _, text in pasts(repository).values())


@needs_git
def test_files_without_history_have_no_past(repository: Repository) -> None:
    for name in ("en", "zh"):
        (repository.top / f"{name}.md").write_text("a", encoding="utf-8")
    assert pasts(repository) == {}
    git(repository.top, "add", "zh.md")
    git(repository.top, "commit", "-qm", "x")
    assert pasts(open_repository(repository.top)) == {}


@needs_git
def test_the_former_text_of_a_renamed_file_is_found(repository: Repository) -> None:
    folder = repository.top
    first = commit(folder, a="one\n\ntwo\n\nthree\n\nfour\n")
    git(folder, "mv", "a.md", "b.md")
    (folder / "c.md").write_text("new", encoding="utf-8")
    changes = since(repository, first)
    before = [changes.before(parse_file(folder / f"{name}.md", language="en"), encoding=None) for name in "bc"]
    assert [one and len(one.blocks) for one in before] == [4, None]
    assert [changes.touches(folder / f"{name}.md") for name in "bcd"] == [True, True, False]
