from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], ["chek"]),
        (["check"], ["SOURCE and TARGET"]),
        (["check", "en.md"], ["TARGET"]),
        (["check", "en.md", "zh.md", "--pairs", "{lang}.md"], ["--pairs"]),
        (["check", "none.md", "zh.md"], ["none.md"]),
        (["check", "en.md", "."], ["."]),
        (["check", "en.md", "zh.md", "extra"], ["extra"]),
        (["check", "en.md", "zh.md", "--nope"], ["--nope"]),
        (["check", "en.md", "zh.md", "--format", "xml"], ["xml", "json"]),
        (["check", "en.md", "zh.md", "--fail-on", "high"], ["high", "major"]),
        (["check", "en.md", "zh.md", "--min-score", "abc"], ["--min-score"]),
        (["check", "en.md", "zh.md", "--min-score", "nan"], ["--min-score"]),
        (["check", "en.md", "zh.md", "--min-score", "101"], ["--min-score"]),
        (["check", "en.md", "zh.md", "--select", "TRM1001"], ["TRM1001", "TRM001"]),
        (["check", "en.md", "zh.md", "--select", ","], ["--select"]),
        (["check", "en.md", "zh.md", "--ignore", "XXX"], ["XXX", "rules list"]),
        (["check", "en.md", "zh.md", "--source-lang", "english language"], ["--source-lang", "english language"]),
        (["check", "en.md", "en.md"], ["English", "--target-lang"]),
        (["check", "en.md", "zh.md", "--config", "none.toml"], ["none.toml"]),
        (["check", "en.md", "zh.md", "--termbase", "none.yml"], ["none.yml"]),
        (["check", "en.md", "zh.md", "--termbase", "en.md"], ["en.md"]),
        (["check", "en.md", "zh.md", "--encoding", "klingon"], ["klingon"]),
        (["check", "en.md", "zh.md", "--reference", "none.md"], ["none.md"]),
        (["check", "en.md", "zh.md", "--output", "none/report.txt"], ["none/report.txt"]),
        (["check", "en.md", "zh.md", "--output", "."], ["directory"]),
        (["check", "en.md", "zh.md", "--output", "zh.md"], ["zh.md", "input"]),
        (["check", "--pairs", "docs/{lang}/*.md"], ["docs/{lang}/*.md"]),
        (["check", "--pairs", "docs/*.md"], ["{lang}"]),
        (["align", "en.md"], ["TARGET"]),
        (["align", ".", "."], ["directory"]),
        (["score", "en.md", "zh.md", "--fail-on", "major"], ["--fail-on"]),
        (["rules"], ["command"]),
        (["rules", "explain", "XYZ"], ["XYZ"]),
        (["init"], ["--force"]),
        (["init", "none"], ["none"]),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(run, project: Path, arguments: list[str], words: list[str]) -> None:
    before = snapshot(project)
    result = run(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("transqa: error: ")
    assert result.err.count("\n") == 1
    for word in words:
        assert word in result.err
    assert snapshot(project) == before


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\x89PNG\r\n\x1a\n", b"\xff\xfe\x00", b"\xce\xd2\xc3\xc7\xff\xff"])
def test_a_file_that_is_no_text(run, project: Path, content: bytes) -> None:
    (project / "zh.md").write_bytes(content)
    result = run("check", "en.md", "zh.md", "--target-lang", "zh-Hans")
    assert result.code == 2
    assert "zh.md" in result.err
    assert result.err.count("\n") == 1


def test_no_command_shows_the_help(run) -> None:
    result = run()
    assert result.code == 2
    assert "Commands:" in result.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('encoding = "utf-8"\nfail-on = "majr"\n', "transqa.toml:2: fail-on"),
        ('[languages]\nsource = "English!"\n', "transqa.toml:2: languages.source: 'English!'"),
        ('\n\nselect = ["XXX"]\n', "transqa.toml:3: select: unknown rule 'XXX'"),
    ],
)
def test_a_bad_configuration_names_its_line(run, project: Path, text: str, words: str) -> None:
    (project / "transqa.toml").write_text(text, encoding="utf-8")
    result = run("check", "en.md", "zh.md")
    assert result.code == 2
    assert words in result.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions stop")
def test_a_report_that_may_not_be_overwritten(run, project: Path) -> None:
    report = project / "report.txt"
    report.write_text("old", encoding="utf-8")
    report.chmod(0o444)
    assert run("check", "en.md", "zh.md", "-o", "report.txt").code == 2
    assert report.read_text(encoding="utf-8") == "old"


def test_an_existing_report_is_replaced_with_its_mode_and_a_link_stays_a_link(run, project: Path) -> None:
    report = project / "real.txt"
    report.write_text("old", encoding="utf-8")
    report.chmod(0o640)
    (project / "link.txt").symlink_to(report)
    assert run("check", "en.md", "good.md", "-o", "link.txt").code == 0
    assert "passed" in report.read_text(encoding="utf-8")
    assert (project / "link.txt").is_symlink()
    assert report.stat().st_mode & 0o777 == 0o640


def spawn(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "transqa", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]


def test_a_closed_pipe_is_quiet(project: Path) -> None:
    process = spawn("check", "en.md", "zh.md", "-f", "json")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
    process.stderr.close()


def test_a_narrow_encoding_of_standard_output_is_no_traceback(project: Path) -> None:
    with spawn(
        "check", "en.md", "zh.md", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ) as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    assert b"\\u6478\\u7d22" in out


def test_help_loads_nothing_heavy(project: Path) -> None:
    heavy = ("numpy", "pydantic", "rich.console", "sacrebleu", "jieba", "opencc", "markdown_it", "yaml")
    code = f"import sys, transqa.cli; transqa.cli.main(['--help']); print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
