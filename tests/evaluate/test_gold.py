from __future__ import annotations

import re
from pathlib import Path

import pytest

from evaluate.samples import GOLD, write_gold
from transqa.errors import InputError
from transqa.evaluate import find_accepted, find_golds, read_gold


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("en.md", "zh-draft.md", "zh-reviewed.md"), ("en", "zh")),
        (("en.md", "zh-Hant-draft.md", "zh-Hant-reviewed.md"), ("en", "zh-Hant")),
        (("en.md", "zh_TW.md"), ("en", "zh_TW")),
    ],
)
def test_files_are_found_by_their_language_tags(tmp_path: Path, names: tuple[str, ...], expected: object) -> None:
    folder = write_gold(tmp_path, target=names[1])
    for name in names[2:]:
        (folder / name).write_text("无关", encoding="utf-8")
    gold = read_gold(folder)
    assert (gold.source.name, gold.target.name, gold.languages) == (*names[:2], expected)


def test_an_annotation_may_name_its_files(tmp_path: Path) -> None:
    write_gold(tmp_path, GOLD | {"source": "a.md", "target": "b.md"}, source="a.md", target="b.md")
    gold = read_gold(tmp_path)
    assert (gold.source, gold.target, gold.languages) == (tmp_path / "a.md", tmp_path / "b.md", ("en", "zh"))


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("[]", 'has no list "errors"'),
        ("{,}", ":1: not JSON"),
        ('{"errors": [3]}', "errors[0]: is no object"),
        ('{"errors": [{"category": "name", "zh_line": "4"}]}', "errors[0]: zh_line is '4'; write a whole number"),
    ],
)
def test_a_faulty_annotation_is_one_clear_line(tmp_path: Path, gold: str, message: str) -> None:
    write_gold(tmp_path)
    (tmp_path / "gold.json").write_text(gold, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        find_golds(tmp_path)


def test_folders_without_annotation_or_trees_are_refused(tmp_path: Path) -> None:
    for find in (find_golds, find_accepted):
        with pytest.raises(InputError, match="no such directory"):
            find(tmp_path / "none")
        with pytest.raises(InputError, match="has no"):
            find(tmp_path)
    write_gold(tmp_path / "two", target="zh-draft.md")
    (tmp_path / "two" / "zh-Hant-draft.md").write_text("无", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"needs en\.md and one draft, but has en\.md, zh-Hant-draft\.md, zh-draft\.md"
    ):
        find_golds(tmp_path)


def test_parallel_trees_in_a_folder_and_below_it(tmp_path: Path) -> None:
    for path in ("en/a.md", "zh/a.md", "book/en/x/b.md", "book/zh_TW/x/b.md", "book/en/only.md", "other/fr/a.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    found = [target.relative_to(tmp_path).as_posix() for _, target in find_accepted(tmp_path)]
    assert found == ["zh/a.md", "book/zh_TW/x/b.md"]
