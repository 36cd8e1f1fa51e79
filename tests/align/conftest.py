"""Documents and a dictionary made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transqa.lexicon import Lexicon
from transqa.model import Document
from transqa.parse import parse_text

#: word: rendering
WORDS = {
    "model": "模型", "data": "数据", "paper": "论文", "train": "训练", "image": "图像", "language": "语言", "company": "公司",
    "money": "资金", "car": "汽车", "weather": "天气", "music": "音乐", "doctor": "医生", "patient": "病人", "robot": "机器人",
    "river": "河流", "price": "价格", "law": "法律", "court": "法院", "energy": "能源", "battery": "电池",
}  # fmt: skip


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon(
        {word: f"{word}\tx1\t{english}" for english, word in WORDS.items()},
        WORDS,
        {ord("數"): "数", ord("據"): "据", ord("訓"): "训", ord("練"): "练"},
    )


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """A document from paragraphs."""

    def make(*paragraphs: str, language: str = "en") -> Document:
        return parse_text("\n\n".join(paragraphs), path=f"{language}.md", language=language)

    return make
