"""Small documents whose alignment is plain to see."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from transqa.align import align
from transqa.lexicon import Lexicon
from transqa.model import Bitext, Document

Make = Callable[..., Document]

SOURCE = (
    "The company raised money for a new battery, and the price of energy fell.",
    "A robot learns from data: the paper trains a language model on every image.",
    "The court asked whether the law covers music.",
    "A doctor and a patient talk about the weather by the river.",
)
TARGET = (
    "这家公司为新电池筹集了资金，能源价格下跌。",
    "机器人从数据中学习：论文在每张图像上训练一个语言模型。",
    "法院询问该法律是否适用于音乐。",
    "医生和病人在河流边谈论天气。",
)


def pairs(bitext: Bitext) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.source, link.target) for link in bitext.links]


def test_one_to_one(document: Make, lexicon: Lexicon) -> None:
    bitext = align(document(*SOURCE), document(*TARGET, language="zh-Hans"), lexicon=lexicon)
    assert pairs(bitext) == [((i,), (i,)) for i in range(4)]
    assert all(link.confidence > 0.9 for link in bitext.links)


def test_split_paragraph(document: Make, lexicon: Lexicon) -> None:
    first, second = TARGET[1].split("：")
    target = document(TARGET[0], first + "。", second, *TARGET[2:], language="zh-Hans")
    bitext = align(document(*SOURCE), target, lexicon=lexicon)
    assert pairs(bitext) == [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,))]


def test_joined_paragraphs(document: Make, lexicon: Lexicon) -> None:
    target = document(TARGET[0], TARGET[1] + TARGET[2], TARGET[3], language="zh-Hans")
    bitext = align(document(*SOURCE), target, lexicon=lexicon)
    assert pairs(bitext) == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))]


def test_lost_paragraph(document: Make, lexicon: Lexicon) -> None:
    bitext = align(document(*SOURCE), document(*TARGET[:1], *TARGET[2:], language="zh-Hans"), lexicon=lexicon)
    assert pairs(bitext) == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_added_paragraph(document: Make, lexicon: Lexicon) -> None:
    bitext = align(document(*SOURCE[:1], *SOURCE[2:]), document(*TARGET, language="zh-Hans"), lexicon=lexicon)
    assert pairs(bitext) == [((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), (3,))]


def test_repeated_paragraph_is_an_addition_not_a_split(document: Make, lexicon: Lexicon) -> None:
    target = document(*TARGET[:2], TARGET[1], *TARGET[2:], language="zh-Hans")
    kinds = [link.kind for link in align(document(*SOURCE), target, lexicon=lexicon).links]
    assert sorted(kinds) == ["0-1", "1-1", "1-1", "1-1", "1-1"]


def test_traditional_target(document: Make, lexicon: Lexicon) -> None:
    source = document(SOURCE[2], "We train on data.", SOURCE[3])
    target = document(TARGET[2], "我們用數據訓練。", "全新的內容，原文沒有這句話。", TARGET[3], language="zh-Hant")
    assert pairs(align(source, target, lexicon=lexicon))[1] == ((1,), (1,))


def test_chinese_source_uses_the_dictionary_too(document: Make, lexicon: Lexicon) -> None:
    bitext = align(document(*TARGET, language="zh-Hans"), document(*SOURCE[:1], *SOURCE[2:]), lexicon=lexicon)
    assert pairs(bitext) == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_numbers_alone(document: Make) -> None:
    source = document("It cost 17 units.", "It cost 23 units.", "It cost 42 units.", "It cost 1.5 billion units.")
    target = document("花费17单位。", "花费42单位。", "花费15亿单位。", language="zh-Hans")
    assert pairs(align(source, target)) == [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]


def test_headings_that_became_paragraphs(document: Make, lexicon: Lexicon) -> None:
    heads = ("## Robot", "## Law", "## River", "## Music")
    source = document(*(text for pair in zip(heads, SOURCE, strict=True) for text in pair))
    flat = ("机器人", "法律", "河流", "音乐")
    target = document(*(text for pair in zip(flat, TARGET, strict=True) for text in pair), language="zh-Hans")
    assert pairs(align(source, target, lexicon=lexicon)) == [((i,), (i,)) for i in range(8)]


def test_lost_headings(document: Make, lexicon: Lexicon) -> None:
    source = document(*(text for i, pair in enumerate(SOURCE) for text in (f"## Part {i}", pair)))
    bitext = align(source, document(*TARGET, language="zh-Hans"), lexicon=lexicon)
    assert pairs(bitext) == [link for i in range(4) for link in (((2 * i,), ()), ((2 * i + 1,), (i,)))]


def test_moved_block_is_found(document: Make, lexicon: Lexicon) -> None:
    extra = "See https://example.org/deep/page and GPT-4, LLaMA, Mistral 7B, ImageNet, CIFAR10 for 12345 details."
    moved = "详见 https://example.org/deep/page 以及 GPT-4、LLaMA、Mistral 7B、ImageNet、CIFAR10，共 12345 条。"
    bitext = align(document(extra, *SOURCE), document(*TARGET, moved, language="zh-Hans"), lexicon=lexicon)
    assert pairs(bitext) == [((0,), (4,)), ((1,), (0,)), ((2,), (1,)), ((3,), (2,)), ((4,), (3,))]


def test_unrelated_documents_are_not_trusted(document: Make, lexicon: Lexicon) -> None:
    target = document("公司", "河流和汽车之间的天气以及病人的资金和法院", language="zh-Hans")
    source = document(
        "One two three four five six seven eight nine ten eleven twelve, nothing else at all.", "https://a.io"
    )
    assert all(
        link.confidence < 0.8 for link in align(source, target, lexicon=lexicon).links if link.source and link.target
    )


def test_as_many_blocks_belong_together_where_nothing_else_tells(document: Make) -> None:
    """Without a word or figure in common, and in a script that is much shorter or longer than English."""
    source = document(
        "The team spent a whole winter on the data, and hardly anyone noticed how much better it had become.",
        "Nobody expected this.",
        "Most of the errors come from documents that were written long before anybody thought about machines.",
        "It is small, and it is fast.",
        "Whoever wants to try it needs some patience, a good connection and a friend who knows the language well.",
    )
    target = document(
        "قضى الفريق شتاءً كاملًا",
        "لم يتوقع أحد ذلك على الإطلاق في هذا الوقت",
        "أخطاء",
        "إنه صغير وسريع",
        "صبر",
        language="ar",
    )
    bitext = align(source, target)
    assert pairs(bitext) == [((i,), (i,)) for i in range(5)]
    assert all(link.confidence <= 0.75 for link in bitext.links)


def test_pairs_without_dictionary(document: Make) -> None:
    source = document(
        "Das Parlament hat 2019 getagt.", "Die Temperatur in Berlin steigt.", "Das Museum öffnet um 9 Uhr."
    )
    target = document("Parliament met in 2019.", "The museum opens at 9.", language="en")
    assert pairs(align(source, target)) == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


@pytest.mark.parametrize(("ours", "theirs"), [(0, 0), (2, 0), (0, 2)])
def test_a_side_without_blocks(ours: int, theirs: int, document: Make) -> None:
    source, target = document(*SOURCE[:ours] or [" "]), document(*TARGET[:theirs] or [" "], language="zh-Hans")
    assert pairs(align(source, target)) == [((i,), ()) for i in range(ours)] + [((), (j,)) for j in range(theirs)]


def test_many_against_few(document: Make, lexicon: Lexicon) -> None:
    source = document(*SOURCE * 30)
    bitext = align(source, document(*TARGET, language="zh-Hans"), lexicon=lexicon)
    assert sorted(i for link in bitext.links for i in link.source) == list(range(120))


def test_the_same_in_every_process() -> None:
    code = (
        "from transqa.align import align; from transqa.parse import parse_text;"
        "s = parse_text('\\n\\n'.join(f'word{i} alpha beta gamma{i % 7} {i}' for i in range(40)), path='a.md', language='en');"
        "t = parse_text('\\n\\n'.join(f'词{i} 模型 gamma{i % 7} {i}' for i in range(40) if i % 9), path='b.md', language='zh');"
        "print(align(s, t).links)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, **_PATH},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


_PATH = {"PYTHONPATH": ":".join(sys.path)}
