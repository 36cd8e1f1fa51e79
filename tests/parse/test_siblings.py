from __future__ import annotations

from pathlib import Path

import pytest

from transqa.parse.pairs import source_by_pattern
from transqa.parse.siblings import sibling_source


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("en.md", "zh.md"),
        ("en.md", "zh-draft.md"),
        ("en.md", "zh-Hant-draft.md"),
        ("en-draft.md", "zh-draft.md"),
        ("post.en.md", "post.zh-CN.md"),
        ("README.md", "README.zh_TW.md"),
        ("docs/en/a/b.md", "docs/zh/a/b.md"),
        ("docs/a/b.md", "docs/ja/a/b.md"),
        ("docs/en-US/b.md", "docs/de/b.md"),
    ],
)
def test_names_that_are_a_pair(tmp_path: Path, source: str, target: str) -> None:
    for name in (source, target):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    assert sibling_source(tmp_path / target, source_language="en", target_language=None) == tmp_path / source
    assert sibling_source(tmp_path / source, source_language="en", target_language=None) is None


def test_names_that_are_none(tmp_path: Path) -> None:
    for name in ("en.md", "szh.md", "zhong.md", "notes.md"):
        (tmp_path / name).write_text("text")
        assert sibling_source(tmp_path / name, source_language="en", target_language=None) is None


def test_only_the_language_that_is_told(tmp_path: Path) -> None:
    for name in ("en.md", "zh.md", "ja.md"):
        (tmp_path / name).write_text("text")
    assert sibling_source(tmp_path / "ja.md", source_language="en", target_language="ja") == tmp_path / "en.md"
    assert sibling_source(tmp_path / "zh.md", source_language="en", target_language="ja") is None


def test_source_of_a_target_by_the_pattern(tmp_path: Path) -> None:
    for name in ("docs/en/a/b.md", "docs/zh/a/b.md", "docs/zh/only.md", "zh/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    wanted = {"docs/zh/a/b.md": "docs/en/a/b.md", "docs/zh/only.md": None, "docs/en/a/b.md": None, "zh/x.md": None}
    for target, source in wanted.items():
        found = source_by_pattern(
            "docs/{lang}/**/*.md",
            tmp_path / target,
            source_language="en",
            target_language="zh-Hans",
            root=tmp_path,
        )
        assert found == (tmp_path / source if source else None)
