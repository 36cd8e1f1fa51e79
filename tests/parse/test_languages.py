from __future__ import annotations

from pathlib import Path

import pytest

from transqa.errors import ConfigError
from transqa.parse.languages import pair_languages


def test_a_bare_zh_is_told_apart_by_the_text(tmp_path: Path) -> None:
    source, target = tmp_path / "en.md", tmp_path / "zh.md"
    source.write_text("We study models.", encoding="utf-8")
    target.write_text("我們研究這個模型。", encoding="utf-8")
    assert pair_languages(source, target, tags=(None, "zh"), encoding=None) == ("en", "zh-Hant")
    assert pair_languages(source, target, tags=("de", "zh-Hans"), encoding=None) == ("de", "zh-Hans")


def test_two_files_in_one_language_need_a_word(tmp_path: Path) -> None:
    source = tmp_path / "en.md"
    source.write_text("We study models.", encoding="utf-8")
    with pytest.raises(ConfigError, match="both look like English"):
        pair_languages(source, source, tags=(None, None), encoding=None)
    assert pair_languages(source, source, tags=(None, "zh-Hans"), encoding=None) == ("en", "zh-Hans")
    assert pair_languages(source, source, tags=("en", "en"), encoding=None) == ("en", "en")
