from __future__ import annotations

from pathlib import Path

import pytest

from transqa.errors import InputError
from transqa.parse import expand_pattern, find_pairs
from transqa.parse.pairs import spellings


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def names(root: Path, pairs: tuple[tuple[Path, Path], ...]) -> list[tuple[str, str]]:
    return [(a.relative_to(root).as_posix(), b.relative_to(root).as_posix()) for a, b in pairs]


def test_two_files(tmp_path: Path) -> None:
    tree(tmp_path, "a.rst", "b.rst")
    assert find_pairs(tmp_path / "a.rst", tmp_path / "b.rst").pairs == ((tmp_path / "a.rst", tmp_path / "b.rst"),)


def test_two_directories(tmp_path: Path) -> None:
    tree(tmp_path, "en/b/c.mdx", "en/a.md", "en/z.txt", "en/x.png", "zh/a.md", "zh/b/c.mdx", "zh/extra.md")
    found = find_pairs(tmp_path / "en", tmp_path / "zh")
    assert names(tmp_path, found.pairs) == [("en/a.md", "zh/a.md"), ("en/b/c.mdx", "zh/b/c.mdx")]
    assert [path.name for path in found.missing] == ["z.txt"]


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("none", "zh", "no such file"),
        ("en", "zh/a.md", "is a directory but"),
        ("empty", "zh", "holds no document"),
        ("en", "empty", "same relative path"),
    ],
)
def test_nothing_to_pair(tmp_path: Path, source: str, target: str, said: str) -> None:
    tree(tmp_path, "en/a.md", "zh/a.md")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=said):
        find_pairs(tmp_path / source, tmp_path / target)


@pytest.mark.parametrize("folder", ["zh-Hans", "zh_Hans", "zh-CN", "zh_CN", "zh-cn", "zh"])
def test_pattern_tries_the_spellings_of_a_tag(tmp_path: Path, folder: str) -> None:
    tree(tmp_path, "docs/en/a/b.md", "docs/en/c.md", f"docs/{folder}/a/b.md")
    found = expand_pattern("docs/{lang}/**/*.md", source_language="en", target_language="zh-Hans", root=tmp_path)
    assert names(tmp_path, found.pairs) == [("docs/en/a/b.md", f"docs/{folder}/a/b.md")]
    assert [path.name for path in found.missing] == ["c.md"]


def test_pattern_with_the_language_in_the_file_name(tmp_path: Path) -> None:
    tree(tmp_path, "i/readme.en.md", "j/readme.en.md", "i/readme.zh-TW.md", "j/readme.zh_HK.md")
    found = expand_pattern("*/readme.{lang}.md", source_language="en", target_language="zh-Hant", root=tmp_path)
    assert names(tmp_path, found.pairs) == [
        ("i/readme.en.md", "i/readme.zh-TW.md"),
        ("j/readme.en.md", "j/readme.zh_HK.md"),
    ]


def test_traditional_is_not_taken_for_simplified(tmp_path: Path) -> None:
    tree(tmp_path, "en/a.md", "zh-CN/a.md")
    with pytest.raises(InputError, match=r"no target for any of 1 source file.*zh-Hant, .*zh-TW"):
        expand_pattern("{lang}/*.md", source_language="en", target_language="zh-Hant", root=tmp_path)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("docs/*.md", "has no {lang}"),
        ("{lang}/*.none", "no source file under"),
        ("{lang}/**.md", "not a usable pattern"),
    ],
)
def test_pattern_that_finds_nothing(tmp_path: Path, pattern: str, said: str) -> None:
    tree(tmp_path, "en/a.md", "zh/a.md")
    if "**." in pattern and expands(tmp_path, pattern):
        pytest.skip("this Python reads ** inside a name as *")
    with pytest.raises(InputError, match=said):
        expand_pattern(pattern, source_language="en", target_language="zh", root=tmp_path)


def expands(root: Path, pattern: str) -> bool:
    try:
        return bool(list(root.glob(pattern.replace("{lang}", "en"))))
    except ValueError:
        return False


def test_spellings_begin_with_the_tag() -> None:
    assert spellings("zh-Hans")[:2] == ("zh-Hans", "zh-hans")
    assert {"zh_Hans", "zh-CN", "zh_cn", "zh"} <= set(spellings("zh-Hans"))
    assert spellings("fr") == ("fr",)
