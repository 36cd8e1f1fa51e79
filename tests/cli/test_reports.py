from __future__ import annotations

import json
import re
import shlex
import stat
from pathlib import Path

import pytest

from transqa.cli import options
from transqa.model import Report
from transqa.report import ANNOTATED, RENDERERS

TEXTS = [name for name in options.FORMATS if name not in options.BINARY]


def test_the_formats_of_the_options_are_those_of_the_table() -> None:
    assert (*RENDERERS, *ANNOTATED) == options.FORMATS


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_format_can_be_printed(run, name: str) -> None:
    result = run("check", "en.md", "zh.md", "--format", name.upper())
    assert result.code == 1
    assert "摸索" in result.out
    assert result.err == ""


def test_several_reports_at_once(run, project: Path) -> None:
    result = run("check", "en.md", "zh.md", "--report", "sarif=out.sarif", "--report", "junit=out.xml")
    assert result.code == 1
    assert "摸索" in result.out
    assert result.err == "transqa: failed, report in out.sarif, out.xml\n"
    assert json.loads((project / "out.sarif").read_bytes())["version"] == "2.1.0"
    assert (project / "out.xml").read_text("utf-8").startswith("<?xml")
    assert stat.S_IMODE((project / "out.xml").stat().st_mode) == stat.S_IMODE((project / "en.md").stat().st_mode)


def test_the_gate_writes_them_too(run, project: Path) -> None:
    result = run("gate", "en.md", "zh.md", "--report", "sarif=out.sarif", "--report", "html=out.html")
    assert result.code == 1
    assert "gate failed" in result.out
    assert json.loads((project / "out.sarif").read_bytes())["runs"][0]["invocations"][0]["exitCode"] == 1
    assert run("gate", "en.md", "zh.md", "--format", "github").out.startswith("::error ")


@pytest.mark.parametrize("command", ["check", "gate"])
def test_the_baseline_is_never_overwritten(run, project: Path, command: str) -> None:
    assert run("baseline", "create", "en.md", "zh.md").code == 0
    before = (project / "transqa-baseline.jsonl").read_bytes()
    where = "transqa-baseline.jsonl"
    result = run(command, "en.md", "zh.md", "--baseline", where, "--report", f"json={where}")
    assert (result.code, result.out) == (2, "")
    assert "is an input of this run" in result.err
    assert (project / where).read_bytes() == before


def test_a_report_to_standard_output_takes_the_place_of_the_text(run) -> None:
    result = run("check", "en.md", "zh.md", "--report", "github")
    assert result.out.startswith("::error file=zh.md,line=3")
    assert "MQM" not in result.out


def test_output_and_a_printed_report_go_together(run, project: Path) -> None:
    result = run("check", "en.md", "zh.md", "--output", "out.txt", "--report", "github", "--quiet")
    assert result.out.startswith("::error ")
    assert result.err == ""
    assert "摸索" in (project / "out.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--report", "sarif", "--report", "github"], "sarif and github both go to standard output; give a file"),
        (["--format", "json", "--report", "github"], "json and github both go to standard output"),
        (["--report", "sarif=a", "--report", "junit=./a"], "a: two reports cannot share a file"),
        (["--output", "a", "--report", "junit=a"], "a: two reports cannot share a file"),
        (["--report", "out.sarif"], "--report out.sarif: unknown format; use one of text, json"),
        (["--report", "sarif="], "has no file; write sarif=FILE"),
        (["--report", "sarif=zh.md"], "zh.md: is an input of this run"),
        (["--report", "sarif=none/a"], "none/a: cannot be written: No such file"),
        (["--report", "sarif=."], "is a directory"),
    ],
)
def test_a_wrong_report_is_one_line_and_nothing_is_written(run, project: Path, arguments: list[str], said: str) -> None:
    before = sorted(project.iterdir())
    result = run("check", "en.md", "zh.md", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert sorted(project.iterdir()) == before


def test_nothing_is_written_when_one_report_fails(run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: Report) -> str:
        raise RuntimeError("broken")

    (project / "a.sarif").write_text("old", encoding="utf-8")
    monkeypatch.setattr("transqa.report.RENDERERS", {**RENDERERS, "junit": broken})
    before = sorted(project.iterdir())
    result = run("check", "en.md", "zh.md", "--report", "sarif=a.sarif", "--report", "junit=b.xml")
    assert (result.code, result.out) == (2, "")
    assert sorted(project.iterdir()) == before
    assert (project / "a.sarif").read_text("utf-8") == "old"


def test_nothing_is_written_when_the_input_is_wrong(run, project: Path) -> None:
    before = sorted(project.iterdir())
    assert run("check", "en.md", "none.md", "--report", "sarif=a.sarif").code == 2
    assert sorted(project.iterdir()) == before


def test_the_commands_of_the_documentation_work(run, project: Path, root: Path) -> None:
    text = (root / "docs" / "reports.md").read_text("utf-8")
    commands = re.findall(r"^transqa (.+)$", text, flags=re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        assert run(*shlex.split(command)).code == ("never" not in command)
    assert {"report.json", "report.sarif", "report.xml", "report.html", "summary.md"} <= {
        p.name for p in project.iterdir()
    }


def test_the_documentation_lists_every_format(root: Path) -> None:
    text = (root / "docs" / "reports.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE) == [*RENDERERS, *ANNOTATED]
