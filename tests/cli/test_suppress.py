"""Silenced findings on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import DRAFT, GOOD, SOURCE

TABLE = '[[per-path."{glob}".suppress]]\nrules = ["TRM001"]\nreason = "quoted"\n'


@pytest.fixture
def tables(project: Path):
    """Write a configuration with this table for the project and two folders of two pairs, the second of them bad."""
    for folder, texts in (("en", (SOURCE, SOURCE)), ("zh", (GOOD, DRAFT))):
        (project / folder).mkdir()
        for name, text in zip(("a.md", "b.md"), texts, strict=True):
            (project / folder / name).write_text(text, encoding="utf-8")

    def write(glob: str, select: str = '"TRM001", "SUP"') -> None:
        base = f'select = [{select}]\n[termbase]\ndefault = false\npaths = ["terms.yml"]\n'
        (project / "transqa.toml").write_text(base + TABLE.format(glob=glob), encoding="utf-8")

    return write


def test_comments_are_counted_and_can_be_ignored(run, project: Path) -> None:
    text = "<!-- transqa-ignore-file TRM001: quoted -->\n\n" + DRAFT
    (project / "zh.md").write_text(text, encoding="utf-8")
    result = run("check", "en.md", "zh.md")
    assert result.code == 0
    assert "  1 finding suppressed\n" in result.out
    shown = run("check", "en.md", "zh.md", "--no-suppress")
    assert shown.code == 1
    assert "TRM001" in shown.out and "suppressed" not in shown.out


def test_tables_silence_and_say_where(run, tables) -> None:
    tables("zh/b.md")
    result = run("check", "en", "zh")
    assert (result.code, result.err) == (0, "")
    assert "1 finding suppressed" in result.out
    assert run("check", "en", "zh", "--no-suppress").code == 1


@pytest.mark.parametrize(
    ("glob", "sides", "unused"),
    [
        ("zh/a.md", ["en", "zh"], ["zh/a.md"]),
        ("zh/a.md", ["en/a.md", "zh/a.md"], ["zh/a.md"]),
        ("zh/*.md", ["en", "zh"], []),
        # The other files under the glob may need it.
        ("zh/*.md", ["en/a.md", "zh/a.md"], []),
        ("zh/a*.md", ["en/a.md", "zh/a.md"], ["zh/a.md"]),
        ("**/a.md", ["en/a.md", "zh/a.md"], ["zh/a.md"]),
        ("zh/c.md", ["en", "zh"], []),
    ],
)
def test_a_table_that_silences_nothing(run, tables, glob: str, sides: list[str], unused: list[str]) -> None:
    tables(glob)
    result = run("check", *sides, "--format", "json")
    documents = json.loads(result.out)["documents"]
    found = [(d["target"]["path"], f["message"]) for d in documents for f in d["findings"] if f["rule"] == "SUP001"]
    assert [path for path, _ in found] == unused
    for _, message in found:
        assert message.startswith(f"transqa.toml:5: per-path.{glob}: suppress silences nothing")


def test_the_rule_about_them_can_be_switched_off(run, tables) -> None:
    tables("zh/a.md", select='"TRM001"')
    assert "SUP001" not in run("check", "en", "zh").out


def test_an_unknown_rule_in_a_table_is_an_error(run, tables, project: Path) -> None:
    tables("zh/a.md")
    path = project / "transqa.toml"
    path.write_text(path.read_text("utf-8").replace('rules = ["TRM001"]', 'rules = ["TRM0001"]'), encoding="utf-8")
    result = run("check", "en", "zh")
    assert result.code == 2
    assert (
        "transqa.toml:6: per-path.zh/a.md.suppress.rules: unknown rule 'TRM0001'; did you mean 'TRM001'?" in result.err
    )


def test_what_is_silenced_is_not_fixed(run, project: Path) -> None:
    text = "<!-- transqa-ignore-file TRM001: quoted -->\n\n" + DRAFT
    (project / "zh.md").write_text(text, encoding="utf-8")
    assert "0 fixed" in run("fix", "en.md", "zh.md", "--unsafe").out
    assert (project / "zh.md").read_text("utf-8") == text


def test_an_unused_comment_is_taken_out_with_its_line(run, project: Path) -> None:
    comment = "<!-- transqa-ignore TRM001: quoted -->"
    (project / "zh.md").write_text(GOOD.replace("我们", f"{comment}\n\n我们"), encoding="utf-8")
    assert run("check", "en.md", "zh.md", "--select", "TRM001,SUP", "--quiet").out.count("SUP001") == 1
    run("fix", "en.md", "zh.md", "--select", "TRM001,SUP", "--unsafe")
    assert (project / "zh.md").read_text("utf-8") == GOOD
