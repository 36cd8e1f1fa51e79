from __future__ import annotations

import pytest

from transqa.text.chars import count_words, display_width, dominant_script, is_cjk, is_han


@pytest.mark.parametrize(
    ("char", "han", "cjk"),
    [
        ("中", True, True),
        ("々", True, True),
        ("〇", True, True),
        ("𠮷", True, True),
        ("龍", True, True),
        ("あ", False, True),
        ("カ", False, True),
        ("한", False, True),
        ("ㄅ", False, True),
        ("a", False, False),
        ("，", False, False),
        ("1", False, False),
        ("😀", False, False),
        ("Ａ", False, False),
    ],
)
def test_scripts_of_a_character(char: str, han: bool, cjk: bool) -> None:
    assert (is_han(char), is_cjk(char)) == (han, cjk)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("中文", 4),
        ("，", 2),
        ("ｶ", 1),
        ("Ａ", 2),
        ("e\u0301", 1),
        ("\ufeffa\u200d", 1),
        ("한", 2),
        ("→", 1),
        ("😀", 2),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("It's a state-of-the-art model, v1.5!", "en", 5),
        ("1,000,000 tokens — 3.5%", "en", 3),
        ("one , two ... three", "en-GB", 3),
        ("naïve Żołna's don’t", "en", 3),
        ("我们用 GPT-3 生成 1,024 个词元。", "zh-Hans", 10),
        ("", "zh", 0),
        ("トークンを使う", "ja", 7),
        ("기계 학습 모델", "ko", 3),
        ("--- ***", "en", 0),
    ],
)
def test_count_words(text: str, language: str, count: int) -> None:
    assert count_words(text, language) == count


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("We use 变换器 here", "Latn"),
        ("我们用 GPT 生成文本", "Hani"),
        ("これはモデルです", "Hrkt"),
        ("모델을 학습", "Hang"),
        ("Это модель", "Cyrl"),
        ("123 — ！", "Zyyy"),
    ],
)
def test_dominant_script(text: str, script: str) -> None:
    assert dominant_script(text) == script
