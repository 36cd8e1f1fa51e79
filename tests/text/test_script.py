"""The scripts of Chinese, and the words of its regions."""

from __future__ import annotations

import pytest

from transqa.text.script import converted, part_of_another, regional, script, script_of

#: Simplified and traditional text of the same content, with every character that both scripts share.
SIMPLIFIED = "这个模型学习语言，发现规律，并对结果进行优化；群里的人吃台后面的干余云于志，着秘峰。昇腾与二噁英。"
TRADITIONAL = "這個模型學習語言，發現規律，並對結果進行優化；群裡的人吃台後面的乾餘雲於誌，著秘峰。恒生指數與足迹。"


@pytest.mark.parametrize(("tag", "text"), [("zh-Hans", SIMPLIFIED), ("zh-Hant", TRADITIONAL)])
def test_a_text_has_nothing_foreign_to_its_own_script(tag: str, text: str) -> None:
    assert script(tag).foreign.findall(text) == []
    assert script(tag).misconverted.findall(text) == []


def test_it_has_in_the_other() -> None:
    assert script("zh-Hant").foreign.findall("这个模型") == ["这个"]
    assert script("zh-Hans").foreign.findall("這個模型在訓練後") == ["這個", "訓練後"]


@pytest.mark.parametrize("char", "群吃台里后面着干余云于志只发"[:-1])
def test_what_both_scripts_write_is_foreign_to_neither(char: str) -> None:
    assert not any(char in script(tag).others for tag in ("zh-Hans", "zh-Hant"))


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_tables_are_sound(tag: str) -> None:
    known, (_, words) = script(tag), regional(tag)
    for wrong, right in (*known.right.items(), *words.items()):
        assert wrong != right
        # What is offered is in the script of the text.
        assert not known.others & set(right), right
    assert not known.own & known.others
    # Nothing that is offered is itself the word of another region.
    assert not set(words) & set(words.values())


def test_pieces_of_other_words() -> None:
    for text, piece in (("尽快取得", "快取"), ("联网路由", "网路"), ("字節跳動", "字節"), ("一隻有病的狗", "隻有")):
        at = text.index(piece)
        assert part_of_another(text, at, at + len(piece)), text
    assert not part_of_another("用快取。", 1, 3)
    assert not part_of_another("快取", 0, 2)


def test_languages() -> None:
    assert [script_of(tag) for tag in ("zh-Hans", "zh-Hant-TW", "zh", "ja")] == ["zh-Hans", "zh-Hant", None, None]


def test_conversion_is_by_phrase() -> None:
    assert converted("头发发展", "zh-Hant") == "頭髮發展"
    assert converted("頭髮發展", "zh-Hans") == "头发发展"
