from __future__ import annotations

import pytest

from transqa.errors import ConfigError
from transqa.text.language import canonical, guess_language


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("EN", "en"),
        ("en_us", "en-US"),
        ("zh", "zh"),
        ("zh-CN", "zh-Hans"),
        ("zh_tw", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("ZH-HANS", "zh-Hans"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("pt-br", "pt-BR"),
    ],
)
def test_tags_have_one_form(tag: str, expected: str) -> None:
    assert canonical(tag) == expected


@pytest.mark.parametrize("tag", ["", "e", "english", "zh-", "zh Hans", "../zh"])
def test_what_is_no_tag_is_an_error(tag: str) -> None:
    with pytest.raises(ConfigError, match="no language tag"):
        canonical(tag)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We study large language models.", "en"),
        ("The Chinese word for it is 顿悟, and nothing else in this long sentence is Chinese.", "en"),
        ("我们研究大型语言模型的训练过程。", "zh-Hans"),
        ("我們研究大型語言模型的訓練過程。", "zh-Hant"),
        ("使用 Transformer 和 PyTorch 的 GPT-4 模型：https://example.org/a/long/path/with/words", "zh-Hans"),
        ("大規模言語モデルの学習を研究します。", "ja"),
        ("대규모 언어 모델의 훈련을 연구합니다.", "ko"),
        ("Wir untersuchen, wie große Sprachmodelle trainiert werden, und was sie dabei aus dem Text lernen.", "de"),
        ("Nous étudions comment les modèles de langue sont entraînés, et ce qu'ils apprennent dans le texte.", "fr"),
        (
            "```python\nfor the_model in models:\n    print(the_model)\n```\n\nDas ist der Code, den wir für die Modelle nutzen.",
            "de",
        ),
        ("12345 !!", "en"),
    ],
)
def test_the_language_is_guessed(text: str, expected: str) -> None:
    assert guess_language(text) == expected
