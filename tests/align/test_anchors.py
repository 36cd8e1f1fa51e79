"""Tokens: what a translation keeps."""

from __future__ import annotations

import pytest

from transqa.align.anchors import Kind, length, tokens
from transqa.parse import parse_text


def first(text: str, language: str = "en") -> dict[str, Kind]:
    document = parse_text(text, path="a.md", language=language)
    return tokens(document, document.blocks[0])


@pytest.mark.parametrize(
    ("text", "token", "kind"),
    [
        ("We trained a network.", "network", Kind.WORD),
        ("We trained GPT here.", "gpt", Kind.NAME),
        ("It was in Dublin then.", "dublin", Kind.NAME),
        ("Call `fit_model` now.", "fit_model", Kind.CODE),
        ("A [page](https://www.Example.org/a/) here.", "example.org/a", Kind.LINK),
        ("See https://arxiv.org/pdf/2206.00272v2.pdf.", "arxiv:2206.00272", Kind.LINK),
        ("See [it](http://arxiv.org/abs/2206.00272).", "arxiv:2206.00272", Kind.LINK),
        ("![x](img/deep/plot.png)", "plot.png", Kind.LINK),
        ("Costs 1,250 units.", "1250", Kind.NUMBER),
        ("Il y en a 1\u202f250.", "1250", Kind.NUMBER),
        ("Es sind 1.250,5 Meter.", "1250.5", Kind.NUMBER),
        ("Soit 0,125 en tout.", "0.125", Kind.NUMBER),
        ("Version 1.2.3 is out.", "1.2.3", Kind.NUMBER),
        ("هزینه ۳٫۱۴ است.", "3.14", Kind.NUMBER),
        ("It is 1.5 billion.", "1500000000", Kind.NUMBER),
        ("共 15 亿。", "1500000000", Kind.NUMBER),
        ("With 70B weights.", "70000000000", Kind.NUMBER),
        ("Known⁴ since.", "^4", Kind.MARK),
        ("🔬 Research", "🔬", Kind.MARK),
        ("使用Transformer训练", "transformer", Kind.NAME),
    ],
)
def test_token(text: str, token: str, kind: Kind) -> None:
    assert first(text)[token] is kind


def test_first_word_of_a_sentence_is_no_name() -> None:
    found = first("Research is fun. Every paper says so.")
    assert found["research"] is found["every"] is Kind.WORD


def test_code_is_all_code() -> None:
    assert set(first("```python\nimport torch  # load it\n```").values()) == {Kind.CODE}


def test_lengths_of_translations_compare() -> None:
    english = parse_text("The cat sat on the mat in the garden.", path="a.md", language="en")
    chinese = parse_text("猫坐在花园的垫子上。", path="b.md", language="zh-Hans")
    ratio = length(chinese, chinese.blocks[0]) / length(english, english.blocks[0])
    assert 0.7 < ratio < 1.4
