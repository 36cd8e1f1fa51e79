"""``transqa fix``: what it writes, says and exits with; the questions of --interactive."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import DRAFT, GOOD, SOURCE, Result
from small import SETTINGS

Answered = Callable[..., Result]


@pytest.fixture
def answered(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Answered:
    """Run ``fix --interactive`` with these lines on standard input."""

    def answered(lines: str, *arguments: str) -> Result:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return run("fix", "en.md", "zh.md", "--interactive", *arguments)

    return answered


@pytest.fixture
def two(project: Path) -> Path:
    """The project with a second wrong term, and a wide line around both."""
    (project / "en.md").write_text(SOURCE + "\nGrokking is late.\n", encoding="utf-8")
    (project / "zh.md").write_text(DRAFT + "\n摸索来得很晚。\n", encoding="utf-8")
    return project


def test_terms_need_unsafe(run, project: Path) -> None:
    result = run("fix", "en.md", "zh.md")
    assert (result.code, result.err) == (1, "")
    assert result.out == "zh.md: 0 fixed, 1 left (1 major); 1 more can be fixed with --unsafe\n"
    assert (project / "zh.md").read_text("utf-8") == DRAFT


def test_what_was_fixed_is_said_and_a_second_run_changes_nothing(run, project: Path) -> None:
    result = run("fix", "en.md", "zh.md", "--unsafe")
    assert (result.code, result.err) == (0, "")
    assert result.out == "zh.md:3:11 major TRM001 deprecated-term: '摸索' → '顿悟'\nzh.md: 1 fixed, 0 left\n"
    assert (project / "zh.md").read_text("utf-8") == GOOD
    stamp = (project / "zh.md").stat().st_mtime_ns
    again = run("fix", "en.md", "zh.md", "--unsafe")
    assert (again.code, again.out) == (0, "zh.md: 0 fixed, 0 left\n")
    assert (project / "zh.md").stat().st_mtime_ns == stamp


def test_a_diff_writes_nothing_and_can_be_applied(run, project: Path) -> None:
    (project / "zh.md").write_bytes(DRAFT.replace("\n", "\r\n").rstrip().encode())
    before = (project / "zh.md").read_bytes()
    result = run("fix", "en.md", "zh.md", "--unsafe", "--diff")
    assert result.code == 1
    assert "1 fixed" in result.err
    assert (project / "zh.md").read_bytes() == before
    done = subprocess.run(["git", "apply", "-"], input=result.out.encode(), cwd=project, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (project / "zh.md").read_bytes() == before.replace("摸索".encode(), "顿悟".encode())
    assert run("fix", "en.md", "zh.md", "--unsafe", "--diff").code == 0


def test_only_selected_rules_fix(run, project: Path) -> None:
    (project / "transqa.toml").write_text(SETTINGS, encoding="utf-8")
    (project / "zh.md").write_text(DRAFT.replace("，", ",").replace("现象。", "现象."), encoding="utf-8")
    run("fix", "en.md", "zh.md", "--unsafe", "--select", "TRM", "--quiet")
    text = (project / "zh.md").read_text("utf-8")
    assert "顿悟现象." in text
    run("fix", "en.md", "zh.md", "--unsafe", "--ignore", "TYP001", "--quiet")
    assert "顿悟现象." in (project / "zh.md").read_text("utf-8")


def test_a_refused_fix_is_named(run, project: Path) -> None:
    (project / "zh.md").write_text(DRAFT.replace("摸索", "`摸索`").replace("摸索`", "摸索` 摸索"), encoding="utf-8")
    (project / "transqa.toml").write_text("", encoding="utf-8")
    (project / "en.md").write_text("Use `a-b` here.\n", encoding="utf-8")
    (project / "zh.md").write_text("在这里使用 `a—b`。\n", encoding="utf-8")
    result = run("fix", "en.md", "zh.md", "--select", "MRK008")
    assert "MRK008" in result.out
    assert "it would change code" in result.out
    assert (project / "zh.md").read_text("utf-8") == "在这里使用 `a—b`。\n"


def test_directories(run, project: Path) -> None:
    for folder, text in (("en", SOURCE), ("zh", DRAFT)):
        (project / folder).mkdir()
        for name in ("a.md", "b.md"):
            (project / folder / name).write_text(text, encoding="utf-8")
    result = run("fix", "en", "zh", "--unsafe", "--quiet")
    assert result.out == "zh/a.md: 1 fixed, 0 left\nzh/b.md: 1 fixed, 0 left\n"
    assert (project / "zh" / "b.md").read_text("utf-8") == GOOD


def test_a_file_changed_meanwhile_is_left_alone(run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from transqa import fix

    plan = fix.plan

    def slow(*arguments, **options):
        (project / "zh.md").write_text("别人的新稿\n", encoding="utf-8")
        return plan(*arguments, **options)

    monkeypatch.setattr(fix, "plan", slow)
    result = run("fix", "en.md", "zh.md", "--unsafe")
    assert result.code == 2
    assert result.err.startswith("transqa: error: zh.md: has changed since it was read")
    assert (project / "zh.md").read_text("utf-8") == "别人的新稿\n"


def test_questions_show_both_sides_with_carets_by_width(answered: Answered, two: Path) -> None:
    result = answered("y\nn\n")
    assert result.code == 1
    assert (two / "zh.md").read_text("utf-8") == GOOD + "\n摸索来得很晚。\n"
    lines = result.err.splitlines()
    target = next(number for number, line in enumerate(lines) if "│ 我们研究" in line)
    # Ten wide characters stand before the term, which is two wide characters itself.
    assert lines[target + 1].partition("│ ")[2] == " " * 20 + "^^^^"
    assert lines[target + 3].partition("│ ")[2] == " " * len("We study ") + "~~~~~~~~"
    assert "1: 顿悟  [unsafe]" in result.err


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("a\n", ["顿悟", "顿悟"]),
        ("n\na\n", ["摸索", "顿悟"]),
        ("q\n", ["摸索", "摸索"]),
        ("y\nq\n", ["顿悟", "摸索"]),
        ("y\n", ["顿悟", "摸索"]),
        ("", ["摸索", "摸索"]),
        ("\n\n", ["摸索", "摸索"]),
        ("1\n2\ny\n", ["顿悟", "顿悟"]),
        ("e\n顿悟（grokking）\nn\n", ["顿悟（grokking）", "摸索"]),
        ("e\n\ny\nn\n", ["顿悟", "摸索"]),
        ("e\n", ["摸索", "摸索"]),
        ("?\nmaybe\nY\nN\n", ["顿悟", "摸索"]),
    ],
)
def test_answers(answered: Answered, two: Path, lines: str, expected: list[str]) -> None:
    result = answered(lines)
    text = (two / "zh.md").read_text("utf-8")
    assert text == DRAFT.replace("摸索", expected[0]) + f"\n{expected[1]}来得很晚。\n"
    assert result.code == (1 if "摸索" in expected else 0)
    assert ("show this help" in result.err) is ("?" in lines or "2\n" in lines)


def test_a_choice_among_several(answered: Answered, two: Path) -> None:
    terms = (two / "terms.yml").read_text("utf-8").replace("preferred: 顿悟,", "preferred: 顿悟, admitted: [延迟泛化],")
    (two / "terms.yml").write_text(terms, encoding="utf-8")
    result = answered("2\ny\n")
    assert "2: 延迟泛化" in result.err
    text = (two / "zh.md").read_text("utf-8")
    assert "延迟泛化现象" in text
    assert "\n顿悟来得" in text


@pytest.mark.parametrize(("answer", "kept"), [("y", True), ("n", False), ("", False)])
def test_words_that_do_harm_are_asked_about_again(answered: Answered, project: Path, answer: str, kept: bool) -> None:
    (project / "transqa.toml").write_text(
        'select = ["TRM001", "NUM003"]\nrules.NUM003.severity = "major"\n' + SETTINGS,
        encoding="utf-8",
    )
    result = answered(f"e\n99 亿次顿悟\n{answer}\n")
    assert "NUM003" in result.err and "Keep it all the same?" in result.err
    assert ("99 亿次顿悟" in (project / "zh.md").read_text("utf-8")) is kept


def test_an_interactive_diff_writes_nothing(answered: Answered, two: Path) -> None:
    result = answered("y\nn\n", "--diff")
    assert result.code == 1
    assert result.out.startswith("--- a/zh.md\n+++ b/zh.md\n")
    assert (two / "zh.md").read_text("utf-8") == DRAFT + "\n摸索来得很晚。\n"
