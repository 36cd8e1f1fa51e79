from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli.conftest import DRAFT, GOOD
from repositories import commit, git, needs_git

PAIR = ("en.md", "zh.md")
BASELINE = "transqa-baseline.jsonl"


@pytest.fixture(autouse=True)
def no_repository_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def write(project: Path, text: str, name: str = "zh.md") -> None:
    (project / name).write_text(text, encoding="utf-8")


def ceilings(project: Path) -> dict[str, int]:
    rows = map(json.loads, (project / BASELINE).read_text("utf-8").splitlines())
    return {row["rule"]: row["ceiling"] for row in rows if "ceiling" in row}


def test_old_sins_stop_nobody_and_new_ones_do(run, project: Path) -> None:
    failed = run("gate", *PAIR)
    assert failed.code == 1
    assert "zh.md:3:11 major TRM001 deprecated-term: " in failed.out
    assert failed.out.endswith(
        "gate failed: 1 of 2 thresholds not met\n  too small to judge by score: 15 of 250 source words\n"
    )
    made = run("baseline", "create", *PAIR)
    assert (made.code, made.out) == (0, "")
    assert made.err == f"transqa: wrote {BASELINE}: 1 known finding of 1 rule in 1 file\n"
    assert "findings: 0 new, 1 known, 0 fixed" in run("gate", *PAIR).out
    write(project, DRAFT + "\n再一次摸索。\n")
    write(project, (project / "en.md").read_text("utf-8") + "\nMore grokking.\n", "en.md")
    result = run("gate", *PAIR)
    assert (result.code, result.out.count("TRM001 deprecated-term")) == (1, 1)
    assert "zh.md:7:4 " in result.out


def test_check_asks_for_a_baseline(run, project: Path) -> None:
    run("baseline", "create", *PAIR)
    assert run("check", *PAIR).code == 1
    assert run("check", *PAIR, "--baseline", BASELINE).code == 0
    with (project / "transqa.toml").open("r+") as file:
        text = file.read()
        file.seek(0)
        file.write(f'baseline = "{BASELINE}"\n{text}')
    assert run("check", *PAIR).code == 0
    (project / BASELINE).unlink()
    for command in ("check", "gate"):
        result = run(command, *PAIR)
        assert (result.code, result.out) == (2, "")
        assert "no such baseline; make it with transqa baseline create" in result.err


def test_advice_exits_with_0_but_not_for_a_mistake(run) -> None:
    result = run("gate", *PAIR, "--advisory")
    assert result.code == 0
    assert "advisory: the gate would have failed: 1 of 2 thresholds not met" in result.out
    assert run("gate", "en.md", "none.md", "--advisory").code == 2


def test_the_ratchet_lowers_itself_and_refuses_a_rise(run, project: Path) -> None:
    twice = DRAFT.replace("摸索现象", "摸索现象，即摸索")
    write(project, twice)
    write(project, (project / "en.md").read_text("utf-8").replace("grokking", "grokking, that is grokking,"), "en.md")
    run("baseline", "create", *PAIR)
    assert ceilings(project) == {"TRM001": 2}
    write(project, DRAFT)
    result = run("gate", *PAIR, "--ratchet", "--advisory")
    assert (result.code, ceilings(project)) == (0, {"TRM001": 2})
    result = run("gate", *PAIR, "--ratchet")
    assert result.code == 0
    assert f"transqa: lowered the ceilings in {BASELINE}: TRM001 2 to 1; commit it\n" in result.err
    assert ceilings(project) == {"TRM001": 1}
    write(project, twice)
    result = run("gate", *PAIR, "--ratchet", "--fail-on", "never", "--format", "json")
    assert result.code == 1
    assert json.loads(result.out)["verdict"]["reasons"][0] == "all findings of TRM001: 2, at most 1 by the ratchet"
    assert ceilings(project) == {"TRM001": 1}


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes everywhere")
def test_a_checkout_that_cannot_be_written_passes(run, project: Path) -> None:
    run("baseline", "create", *PAIR)
    write(project, GOOD)
    (project / BASELINE).chmod(0o400)
    result = run("gate", *PAIR, "--ratchet")
    assert result.code == 0
    assert "the ceilings could come down (TRM001 1 to 0) but stay: " in result.err


def test_a_baseline_that_cannot_be_replaced_passes(run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("baseline", "create", *PAIR)
    write(project, GOOD)

    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run("gate", *PAIR, "--ratchet")
    assert (result.code, ceilings(project)) == (0, {"TRM001": 1})
    assert "the ceilings could come down (TRM001 1 to 0) but stay: " in result.err


def test_update_says_what_is_gone_and_takes_new_ones_on_request(run, project: Path) -> None:
    run("baseline", "create", *PAIR)
    write(project, DRAFT.replace("网络中的摸索现象", "网络里那神奇的摸索"))
    kept = run("baseline", "update", *PAIR)
    assert kept.code == 0
    assert kept.out == "1 -> 0  zh.md  TRM001  摸索\n"
    assert kept.err.endswith(
        "0 known findings of 0 rules in 0 files; 1 new finding left out (--accept-new takes them)\n"
    )
    taken = run("baseline", "update", *PAIR, "--accept-new")
    assert taken.out == "0 -> 1  zh.md  TRM001  摸索\n"
    assert taken.err.endswith("1 known finding of 1 rule in 1 file\n")
    before = (project / BASELINE).stat().st_mtime_ns
    assert run("baseline", "update", *PAIR).out == ""
    assert (project / BASELINE).stat().st_mtime_ns == before


def test_show_counts_rules_and_files(run) -> None:
    run("baseline", "create", *PAIR)
    assert run("baseline", "show").out == (
        "rule      known  ceiling\nTRM001        1        1\n\n    1  zh.md\n\n"
        f"{BASELINE}: 1 known finding of 1 rule in 1 file\n"
    )


def test_a_baseline_is_not_overwritten_unasked(run, project: Path) -> None:
    run("baseline", "create", *PAIR)
    before = (project / BASELINE).read_bytes()
    write(project, GOOD)
    assert run("baseline", "create", *PAIR).code == 2
    assert (project / BASELINE).read_bytes() == before
    assert run("baseline", "create", *PAIR, "--force").code == 0
    assert (project / BASELINE).read_bytes() != before


def test_a_report_does_not_overwrite_the_baseline(run, project: Path) -> None:
    run("baseline", "create", *PAIR)
    before = (project / BASELINE).read_bytes()
    result = run("gate", *PAIR, "--report", f"json={BASELINE}")
    assert (result.code, "is an input of this run" in result.err) == (2, True)
    assert (project / BASELINE).read_bytes() == before


def test_the_baseline_lies_beside_the_configuration(run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "inner").mkdir()
    monkeypatch.chdir(project / "inner")
    run("baseline", "create", "../en.md", "../zh.md")
    assert '"path": "zh.md"' in (project / BASELINE).read_text("utf-8")
    assert run("gate", "../en.md", "../zh.md").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gate", *PAIR, "--ratchet"], ["--ratchet", "baseline create"]),
        (["gate", *PAIR, "--baseline", "none.jsonl"], ["none.jsonl", "baseline create"]),
        (["gate", *PAIR, "--baseline", "en.md"], ["en.md:1:", "JSON"]),
        (["gate", *PAIR, "--changed-since", "HEAD"], ["not a git repository"]),
        (["check", *PAIR, "--changed-since", "HEAD"], ["not a git repository"]),
        (["check", *PAIR, "--stale"], ["not a git repository"]),
        (["baseline"], ["command"]),
        (["baseline", "show"], [BASELINE, "baseline create"]),
        (["baseline", "update", *PAIR], [BASELINE, "baseline create"]),
        (["baseline", "create", "en.md", "none.md"], ["none.md"]),
        (["baseline", "create", *PAIR, "--baseline", "none/b.jsonl"], ["none/b.jsonl"]),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(run, project: Path, arguments: list[str], words: list[str]) -> None:
    before = sorted(project.rglob("*"))
    result = run(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert [word for word in words if word not in result.err] == []
    assert sorted(project.rglob("*")) == before


@needs_git
class TestHistory:
    @pytest.fixture(autouse=True)
    def repository(self, project: Path) -> None:
        git(project, "init", "-q", "-b", "main")
        with (project / "transqa.toml").open("r+") as file:
            file.write(file.read().replace('"TRM001"', '"TRM001", "ALN002"'))
        config = (project / "transqa.toml").read_text("utf-8")
        write(project, config[config.rindex("select") :], "transqa.toml")
        commit(project)

    def test_only_what_changed_is_reported(self, run, project: Path) -> None:
        unchanged = run("check", *PAIR, "--changed-since", "HEAD")
        assert (unchanged.code, unchanged.err) == (0, "transqa: no pair has changed since HEAD\n")
        write(project, DRAFT.replace("# 摘要", "# 提要"))
        assert run("check", *PAIR, "--changed-since", "HEAD").code == 0
        write(project, DRAFT.replace("小型", "微型"))
        assert run("check", *PAIR, "--changed-since", "HEAD").code == 1

    def test_what_was_not_looked_at_is_not_fixed(self, run, project: Path) -> None:
        run("baseline", "create", *PAIR)
        write(project, DRAFT.replace("# 摘要", "# 提要"))
        for arguments in (["--changed-since", "HEAD"], ["--select", "ALN002"]):
            assert "0 fixed" in run("gate", *PAIR, *arguments).out

    def test_a_stale_block_is_named_by_gate_and_on_request(self, run, project: Path) -> None:
        write(project, GOOD)
        commit(project)
        source = (project / "en.md").read_text("utf-8")
        write(project, source.replace("small networks", "deep networks"), "en.md")
        assert run("check", *PAIR).code == 0
        for arguments in (["check", "--stale"], ["check", "--changed-since", "HEAD"], ["gate"]):
            result = run(*arguments, *PAIR)
            assert result.code == 1
            assert "'small' is now 'deep'" in result.out

    @pytest.mark.parametrize("revision", ["nope", "--all"])
    def test_an_unknown_revision_is_one_line(self, run, revision: str) -> None:
        result = run("gate", *PAIR, f"--changed-since={revision}")
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert f"has no revision '{revision}'" in result.err

    def test_a_shallow_clone_is_pointed_out(
        self, run, project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        commit(project)
        clone = tmp_path_factory.mktemp("clone")
        git(clone, "clone", "-q", "--depth", "1", project.as_uri(), ".")
        monkeypatch.chdir(clone)
        result = run("gate", *PAIR)
        assert result.code == 1
        assert "transqa: warning: the clone is shallow" in result.err
        result = run("gate", *PAIR, "--changed-since", "HEAD~1")
        assert result.code == 2
        assert "fetch-depth: 0" in result.err
