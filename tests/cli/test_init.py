from __future__ import annotations

import re
from pathlib import Path

import pytest

from transqa.cli.init import find_pattern
from transqa.config import Config, GateConfig, load_config
from transqa.parse import expand_pattern


def plant(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text", encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["docs/en/a.md", "docs/zh-CN/a.md"], ("docs/{lang}/**/*.md", "en", "zh-Hans")),
        (["docs/en/x/a.md", "docs/zh_TW/x/a.md", "docs/en/b.md"], ("docs/{lang}/**/*.md", "en", "zh-Hant")),
        (["en/a.mdx", "zh/a.mdx"], ("{lang}/**/*.mdx", "en", "zh")),
        (
            ["data/1/en.md", "data/1/zh-Hans.md", "data/2/en.md", "data/2/zh-Hans.md"],
            ("data/*/{lang}.md", "en", "zh-Hans"),
        ),
        (["news.en.md", "news.zh-CN.md"], ("news.{lang}.md", "en", "zh-Hans")),
        (["docs/zh/a.md", "docs/ja/a.md"], ("docs/{lang}/**/*.md", "ja", "zh")),
        (["a/node_modules/en/a.md", "a/node_modules/zh/a.md", ".x/en/a.md", ".x/zh/a.md"], None),
        (["docs/en/a.md", "docs/zh/b.md"], None),
        ([], None),
    ],
)
def test_the_layout_of_a_tree_is_found(tmp_path: Path, names: list[str], expected: tuple[str, str, str] | None) -> None:
    plant(tmp_path, *names)
    found = find_pattern(tmp_path)
    assert found == expected
    if found:
        pattern, source, target = found
        assert expand_pattern(pattern, source_language=source, target_language=target, root=tmp_path).pairs


def test_the_file_that_is_written_is_read_back(run, project: Path) -> None:
    (project / "transqa.toml").unlink()
    plant(project, "docs/en/a.md", "docs/zh-TW/a.md", "docs/en/b.md", "docs/zh-TW/b.md")
    result = run("init")
    assert (result.code, result.err) == (0, "transqa: wrote transqa.toml for docs/{lang}/**/*.md\n")
    config = load_config(project / "transqa.toml")
    assert config.pairs == "docs/{lang}/**/*.md"
    assert (config.languages.source, config.languages.target) == ("en", "zh-Hant")
    assert run("init").code == 2
    assert run("init", "--force").code == 0


def test_the_commented_defaults_are_the_defaults(run, project: Path) -> None:
    (project / "empty").mkdir()
    assert "set pairs yourself" in run("init", "empty").err
    path = project / "empty/transqa.toml"
    text = re.sub(
        r"(?m)^# (?=(default|fail-on|encoding|unit|pass-|acceptable|minimum|weights)\b)", "", path.read_text("utf-8")
    )
    path.write_text(text, encoding="utf-8")
    config = load_config(path)
    assert config.score == Config().score
    assert config.fail_on == Config().fail_on
    assert config.termbase.default is True
    assert config.encoding == "utf-8"


def test_the_commented_gate_is_a_gate(run, project: Path) -> None:
    (project / "empty").mkdir()
    run("init", "empty")
    path = project / "empty/transqa.toml"
    keys = r"(?=baseline|\[gate|max-|min-(?:score = 60|overall|term)|NUM)"
    path.write_text(re.sub(f"(?m)^# {keys}", "", path.read_text("utf-8")), encoding="utf-8")
    config = load_config(path)
    assert config.baseline == project / "empty" / "transqa-baseline.jsonl"
    assert config.gate == GateConfig(
        max_critical=0,
        max_major=0,
        max_minor=20,
        min_score=60,
        min_overall_score=80,
        min_term_accuracy=0.95,
        rules={"NUM": 0},
    )
