"""The public functions, called as a program calls them: more than once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import transqa
from transqa.config import Config


def test_functions_stay_functions_beside_the_packages_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "en.md").write_text("We study models.\n", encoding="utf-8")
    (tmp_path / "zh.md").write_text("我们研究模型。\n", encoding="utf-8")
    calls = "transqa.check(*pair); transqa.align(*pair); transqa.score(*pair); "
    code = f"import transqa; from transqa.check import Context; pair = ('en.md', 'zh.md'); {calls * 2}"
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_the_script_of_chinese_is_read_from_the_text(tmp_path: Path) -> None:
    source, target = tmp_path / "en.md", tmp_path / "zh.md"
    source.write_text("The program reads the data of the user.\n", "utf-8")
    for text, language in (("程式會讀取使用者的資料。\n", "zh-Hant"), ("程序读取用户的数据。\n", "zh-Hans")):
        target.write_text(text, "utf-8")
        report = transqa.check(source, target)
        assert report.documents[0].bitext.target.language == language
        assert not report.documents[0].findings


def test_the_languages_of_the_configuration_hold(tmp_path: Path) -> None:
    source, target = tmp_path / "en.md", tmp_path / "ja.md"
    source.write_text("The model reads the data.\n", "utf-8")
    target.write_text("モデルはデータを読み込む。\n", "utf-8")
    config = Config.model_validate({"languages": {"source": "en", "target": "ja"}})
    assert transqa.check(source, target, config=config).documents[0].bitext.target.language == "ja"


def test_a_configured_english_translation_is_no_untranslated_text(tmp_path: Path) -> None:
    source, target = tmp_path / "zh.md", tmp_path / "en.md"
    source.write_text("模型读取数据。\n", "utf-8")
    target.write_text("The model reads the data.\n", "utf-8")
    config = Config.model_validate({"languages": {"source": "zh-Hans", "target": "en"}})
    bitext = transqa.check(source, target, config=config).documents[0].bitext
    assert (bitext.source.language, bitext.target.language) == ("zh-Hans", "en")
