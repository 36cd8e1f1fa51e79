from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.baseline import Baseline, Compared, Entry, compare, read_baseline, render_baseline
from transqa.errors import InputError
from transqa.model import Bitext, Document, DocumentReport, Finding, Quote, Report, Scores, Severity, Span, Verdict

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
entries = st.builds(
    Entry, path=texts, rule=texts, concept=texts, text=texts, fingerprint=texts, count=st.integers(1, 9)
)
baselines = st.builds(
    Baseline,
    st.lists(entries, unique_by=lambda entry: replace(entry, count=1)).map(lambda found: tuple(sorted(found))),
    st.dictionaries(texts, st.integers(1, 99)),
)


def found(word: str, number: int = 1, *, rule: str = "TRM001") -> Finding:
    quote = Quote(Span(0, 1), word, 1, 1, 1, 2)
    return Finding(
        rule, "n", "c", Severity.MAJOR, "m", None, quote, "concept", fingerprint=f"{rule}{word * 14}-{number}"
    )


def report(root: Path, **documents: list[Finding]) -> Report:
    """A report on files ``a.md`` for ``a=[...]``; the files exist."""
    parts = []
    for name, findings in documents.items():
        path = root / f"{name}.md"
        path.touch()
        target = Document(str(path), "zh-Hans", "", ())
        parts.append(DocumentReport(Bitext(Document("", "en", "", ()), target, ()), tuple(findings), Scores()))
    return Report(tuple(parts), Scores(), Verdict(True), "")


def made(root: Path, **documents: list[Finding]) -> Baseline:
    whole = compare(report(root, **documents), Baseline(), root=root, whole=True)
    return whole.updated(accept_new=True)


def states(compared: Compared) -> list[list[str]]:
    return [[finding.state for finding in document.findings] for document in compared.report.documents]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("baselines") / "b.jsonl"


@given(baselines)
def test_what_is_written_is_read_back(place: Path, baseline: Baseline) -> None:
    place.write_text(render_baseline(baseline), encoding="utf-8")
    assert read_baseline(place) == baseline


@given(baselines, st.lists(entries, max_size=4), st.lists(entries, max_size=4))
def test_lines_of_two_branches_make_a_baseline(
    place: Path, base: Baseline, ours: list[Entry], theirs: list[Entry]
) -> None:
    """Whatever lines two branches have added, all of them together are read, the higher count of a finding holds."""
    lines: dict[str, None] = {}
    for added in (ours, theirs):
        branch = Baseline((*base.entries, *added), base.ceilings)
        lines |= dict.fromkeys(render_baseline(branch).split("\n"))
    place.write_text("\n".join(lines), encoding="utf-8")
    counts: dict[Entry, int] = {}
    for entry in (*base.entries, *ours, *theirs):
        counts[replace(entry, count=1)] = max(entry.count, counts.get(replace(entry, count=1), 0))
    merged = read_baseline(place)
    assert {replace(entry, count=1): entry.count for entry in merged.entries} == counts
    assert merged.ceilings == base.ceilings


def test_git_merges_two_branches(tmp_path: Path) -> None:
    base = made(tmp_path, a=[found("甲"), found("乙")], b=[found("丙")])
    ours = made(tmp_path, a=[found("甲"), found("乙"), found("丁")], b=[found("丙")])
    theirs = made(tmp_path, a=[found("甲")], b=[found("丙"), found("戊")])
    for name, baseline in (("ours", ours), ("base", base), ("theirs", theirs)):
        (tmp_path / name).write_text(render_baseline(baseline), encoding="utf-8")
    subprocess.run(["git", "merge-file", "--union", "ours", "base", "theirs"], cwd=tmp_path, check=True)
    merged = read_baseline(tmp_path / "ours")
    assert {entry.text for entry in merged.entries} >= {"甲", "丙", "丁", "戊"}


def test_an_edit_on_one_side_leaves_a_finding_known(tmp_path: Path) -> None:
    """Who mends one of two neighbouring faults is not blamed for the other; a new fault elsewhere is still new."""

    def at(before: str, after: str) -> Finding:
        return replace(found("甲"), fingerprint=f"{before * 10}{after * 10}-1")

    known = made(tmp_path, a=[at("a", "b")])
    for finding, state in ((at("a", "x"), "known"), (at("x", "b"), "known"), (at("x", "y"), "new")):
        compared = compare(report(tmp_path, a=[finding]), known, root=tmp_path, whole=True)
        assert states(compared) == [[state]]
    both = compare(report(tmp_path, a=[at("a", "x"), at("a", "b")]), known, root=tmp_path, whole=True)
    assert states(both) == [["new", "known"]]
    moved = compare(report(tmp_path, a=[], b=[at("a", "x")]), known, root=tmp_path, whole=True)
    assert states(moved) == [[], ["new"]]


def test_two_ceilings_of_a_merge_stop_nobody(place: Path) -> None:
    lines = [{"transqa-baseline": 2}, {"rule": "TRM001", "ceiling": 23}, {"rule": "TRM001", "ceiling": 21}]
    place.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert read_baseline(place).ceilings == {"TRM001": 23}


def test_a_second_identical_fault_is_new(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲")])
    compared = compare(report(tmp_path, a=[found("甲"), found("甲", 2)]), known, root=tmp_path, whole=True)
    assert states(compared) == [["known", "new"]]


def test_what_moved_to_another_file_is_known(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲"), found("乙")], b=[])
    compared = compare(report(tmp_path, a=[found("乙")], b=[found("甲")]), known, root=tmp_path, whole=True)
    assert states(compared) == [["known"], ["known"]]
    assert compared.report.fixed == ()
    assert [(entry.path, entry.text) for entry in compared.updated().entries] == [("a.md", "乙"), ("b.md", "甲")]


def test_a_files_own_entries_come_first(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲")], b=[found("甲")])
    moved = report(tmp_path, a=[found("甲"), found("甲", 2)], b=[found("甲")])
    assert states(compare(moved, known, root=tmp_path, whole=True)) == [["known", "new"], ["known"]]


def test_a_file_outside_the_run_keeps_its_entries(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲")], b=[found("乙")])
    compared = compare(report(tmp_path, a=[found("乙")]), known, root=tmp_path, whole=False)
    assert states(compared) == [["new"]]
    assert [(one.path, one.text, one.count) for one in compared.report.fixed] == [("a.md", "甲", 1)]
    assert [entry.text for entry in compared.updated().entries] == ["乙"]
    assert compared.updated().ceilings == {"TRM001": 2}


def test_a_renamed_file_takes_its_entries_along(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲")])
    (tmp_path / "a.md").unlink()
    for whole in (True, False):
        compared = compare(report(tmp_path, b=[found("甲")]), known, root=tmp_path, whole=whole)
        assert (states(compared), compared.report.fixed) == ([["known"]], ())
        assert [entry.path for entry in compared.updated().entries] == ["b.md"]


def test_a_rule_that_did_not_run_fixes_nothing(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲"), found("乙", rule="ALN002")])
    compared = compare(report(tmp_path, a=[found("甲")]), known, root=tmp_path, whole=True, skipped={"ALN002"})
    assert compared.report.fixed == ()
    assert compared.updated() == known


def test_a_crashed_rule_fixes_nothing(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲"), found("甲", 2), found("乙")], b=[found("丙")])
    crashed = report(tmp_path, a=[found("甲"), found("丁", rule="INT001")], b=[])
    compared = compare(crashed, known, root=tmp_path, whole=True)
    assert [one.text for one in compared.report.fixed] == ["丙"]
    assert {entry.text: entry.count for entry in compared.updated().entries} == {"甲": 2, "乙": 1}


def test_ceilings_come_down_and_never_up(tmp_path: Path) -> None:
    known = made(tmp_path, a=[found("甲"), found("乙")])
    fewer = compare(report(tmp_path, a=[found("甲")]), known, root=tmp_path, whole=True)
    assert (fewer.rises(), fewer.updated().ceilings) == ([], {"TRM001": 1})
    more = compare(report(tmp_path, a=[found("甲"), found("丙"), found("丁")]), known, root=tmp_path, whole=True)
    assert [(rise.rule, rise.ceiling, rise.count) for rise in more.rises()] == [("TRM001", 2, 3)]
    assert more.updated().ceilings == {"TRM001": 2}
    assert more.updated(accept_new=True).ceilings == {"TRM001": 3}


def test_version_1_is_upgraded(tmp_path: Path) -> None:
    """Its fingerprints were made otherwise; the same words of the same rule in the same file are the same finding."""
    path = tmp_path / "b.jsonl"
    row = {"path": "a.md", "rule": "TRM001", "concept": "concept", "text": "甲", "count": 1}
    lines = [{"transqa-baseline": 1}, {**row, "fingerprint": "old1"}, {**row, "fingerprint": "old2"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    known = read_baseline(path)
    three = report(tmp_path, a=[found("甲"), found("甲", 2), found("甲", 3)])
    compared = compare(three, known, root=tmp_path, whole=True)
    assert states(compared) == [["known", "known", "new"]]
    path.write_text(render_baseline(compared.updated()), encoding="utf-8")
    assert read_baseline(path).entries == (Entry("a.md", "TRM001", "concept", "甲", f"TRM001{'甲' * 14}", 2),)


HEAD = '{"transqa-baseline": 2}\n'
ROW = {"path": "a.md", "rule": "TRM001", "concept": "", "text": "甲", "fingerprint": "f", "count": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["empty", "create"]),
        (json.dumps(ROW), [":1:", "no baseline"]),
        ('{"transqa-baseline": 3}', [":1:", "version 3", "upgrade transqa"]),
        ('{"transqa-baseline": "2"}', [":1:", '"2"']),
        (HEAD + "{", [":2:", "JSON"]),
        (HEAD + "[]", [":2:", "JSON"]),
        (HEAD + "<<<<<<< HEAD", [":2:", "merge conflict", "both sides"]),
        (HEAD + '{"rule": "TRM001", "ceiling": -1}', [":2:", "ceiling"]),
        (HEAD + json.dumps({**ROW, "count": 0}), [":2:", "count"]),
        (HEAD + json.dumps({**ROW, "count": True}), [":2:", "count"]),
        (HEAD + json.dumps({**ROW, "text": None}), [":2:", "text"]),
    ],
)
def test_a_damaged_file_is_told_by_line(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_baseline(path)
    assert [word for word in [str(path), *words] if word not in str(caught.value)] == []


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="baseline create"):
        read_baseline(tmp_path / "none.jsonl")
