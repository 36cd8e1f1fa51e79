from __future__ import annotations

from pathlib import Path

import pytest

from transqa.align.links_file import links_file, read_overrides, render_overrides
from transqa.align.overrides import Override, block_keys
from transqa.errors import InputError
from transqa.model import Bitext
from transqa.parse import parse_file
from transqa.pipeline import align_pair


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = links_file(str(tmp_path / "zh.md"))
    assert path.name == "zh.md.links.json"
    assert read_overrides(path) == ()
    overrides = (Override(("a-1",), ("b-1", "c-1")), Override((), ("d-1",)))
    path.write_text(render_overrides(overrides), encoding="utf-8")
    assert read_overrides(path) == overrides


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no links"),
        ('{"links": [{"source": ["a"]}]}', "holds no links"),
        ('{"links": [1]}', "holds no links"),
        ('{"schema": 2, "links": []}', "has schema 2, made by a newer transqa"),
    ],
)
def test_another_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "zh.md.links.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_overrides(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def aligned(source: Path, target: Path) -> Bitext:
    return align_pair(parse_file(source, language="en"), parse_file(target, language="zh-Hans"))


def test_links_beside_the_translation_are_set(tmp_path: Path) -> None:
    source, target = tmp_path / "en.md", tmp_path / "zh.md"
    source.write_text("One thing.\n\nAnother thing.\n", encoding="utf-8")
    target.write_text("一件事。\n\n另一件事。\n", encoding="utf-8")
    found = aligned(source, target)
    assert [link.kind for link in found.links] == ["1-1", "1-1"]
    both = Override(block_keys(found.source), block_keys(found.target))
    links_file(str(target)).write_text(render_overrides([both]), encoding="utf-8")
    assert [link.kind for link in aligned(source, target).links] == ["2-2"]
