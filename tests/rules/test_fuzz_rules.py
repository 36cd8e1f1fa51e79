"""Every rule on any two texts: no crash, exact quotes, edits inside the file, time in proportion to the text."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import linked
from transqa.check import Context, run
from transqa.check.runner import CRASH
from transqa.config import Config
from transqa.model import Bitext, Finding, Link, Quote, Safety
from transqa.parse import parse_text
from transqa.pipeline import align_pair
from transqa.rules import RULES
from transqa.termbase import Termbase

LANGUAGES = (
    ("en", "zh-Hans"), ("en", "zh-Hans"), ("en", "zh-Hant"), ("zh-Hans", "en"), ("en", "ja"), ("en", "de"), ("ja", "zh-Hans"),
    ("de", "fr"), ("zh-Hant", "zh-Hans"), ("en", "ko"),
)  # fmt: skip
#: Whatever some rule looks at, in reach of each other.
PIECES = [
    *(
        "** * _ __ ~~ ` `` $ $$ [ ] ( ) ![ ]( [a](https://x.org/b_c) [词][1] ![图](a.png) <b> </b> <!-- --> <!--transqa-off--> {x} %s {{ }} "
        "&amp; &#x4e2d; \\ \\* # | --- > - 1. ``` [^1] [4] 【4】 ⁴ https://x.org 10.1000/x a@b.co :eqref:`x` （ ） 「 」 《 》 “ ” ‘ ’ \" ' "
        "、 、、 ， 。 。AI ： ； … —— -- – → ❓ Why Source: By Jane Doe, Ann Lee and Wei Chen et al. 作者： 简·多伊、 由、、 Turing 都灵 Shannon "
        "香农 the baseline 底线 基线 grokking 摸索 顿悟 agents 特工 GPT-3 GPT 3 Gato 加托 Melder.AI CLIP 剪辑 DreamFusion 变形金刚 not never "
        "without 不 没有 1.5 billion 15亿 150万 $3M 300 万美元 24kHz 64x64 3.4x 12% ３．５％ May 6 5月6日 2022 175B 1750 亿 三百二十万 一半 两倍 "
        "4. Results 第四章 4、 Figure 1: 图 1： 您 你 Sie du 資料集 数据集 快取 模型 训练 一步一步 を訓練 データ Modell nicht die 모델 é e\u0301 ﬁ "
        "ｱﾞ 𠮷 😀 👩\u200d💻 \u200b \u202e \u00ad \ufeff \ufffd ï¼Œ \u3000 \u00a0"
    ).split(" "),
    *(
        "\r\n",
        "\n\n",
        "\n",
        "\r",
        "\n\n- ",
        "\n\n## ",
        "\n\n> ",
        "\n\n| a | b |\n|---|---|\n| ",
        "\0",
        "\x1e",
        "\x0b",
        "\t",
        "\u2028",
    ),
]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda glue: glue.join(pieces))
)


@settings(max_examples=400)
@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES), st.sampled_from(("md", "md", "txt")), st.booleans())
def test_any_two_texts(
    termbase: Termbase, source: str, target: str, languages: tuple[str, str], suffix: str, aligned: bool
) -> None:
    documents = (
        parse_text(source, path=f"s.{suffix}", language=languages[0]),
        parse_text(target, path=f"t.{suffix}", language=languages[1]),
    )
    # Linked as told, the rules judge pairs that no aligner would trust.
    bitext = align_pair(*documents) if aligned else linked(*documents)
    for finding in run(Context(bitext, termbase=termbase, config=Config()), RULES):
        assert finding.rule != CRASH, finding.message
        assert finding.message.strip(), finding.rule
        for quote, text in ((finding.source, source), (finding.target, target)):
            assert quote is None or _exact(quote, text), finding
        assert _edits_lie_within(finding, len(target)), finding
        # Which rendering fits is for a person to say.
        assert finding.rule[:3] != "TRM" or all(fix.safety is not Safety.SAFE for fix in finding.fixes), finding


def _exact(quote: Quote, text: str) -> bool:
    return (
        0 <= quote.span.start <= quote.span.end <= len(text) and quote.text == text[quote.span.start : quote.span.end]
    )


def _edits_lie_within(finding: Finding, size: int) -> bool:
    """Whether the edits of every fix are inside the file, and none reaches into the next."""
    for fix in finding.fixes:
        spans = sorted((edit.span.start, edit.span.end) for edit in fix.edits)
        if not all(0 <= start <= end <= size for start, end in spans):
            return False
        if any(one[1] > other[0] for one, other in pairwise(spans)):
            return False
    return True


ENGLISH = (
    "The baseline of the retriever is strong, and Jane Doe of Example AI trained GPT-3 with 175B parameters on 3.5 million pages "
    "(see Section 4). It does not need fine-tuning: few-shot prompting is enough; https://example.org/a_b says so. "
)
CHINESE = (
    "检索器的底线很强，示例公司的简·多伊用 350 万个网页训练了有 1750 亿个参数的 GPT-3（见第 4 节）。它不需要微调：少样本提示就够了；“详见 "
    "https://example.org/a_b”。"
)
#: What the two sides of a long paragraph repeat.
WALLS = {
    "prose": (ENGLISH, CHINESE), "Chinese both": (CHINESE, CHINESE), "English both": (ENGLISH, ENGLISH),
    "one letter": ("a", "a"), "one character": ("中", "中"), "capitals": ("A", "A"), "words": ("Aa ", "模型 "),
    "open brackets": ("(", "（"), "all brackets": ("([{", "（「《["), "closing": (")", "）"), "digits": ("1", "1"),
    "numbers": ("12 3.5 ", "1,000 12%"), "thousands": ("1,000,", "1,000,"), "Chinese numbers": ("3M ", "三百二十万"),
    "pipes": ("a | b ", "甲 | 乙 "), "links": ("[the cat](https://x.org/b) ", "[猫](https://x.org/b)"), "emphasis": ("**a** *b* ", "**甲：**乙"),
    "underscores": ("_a", "_a"), "code": ("`a` ", "`a`"), "list": ("Jane Doe, ", "简·多伊、"), "empty list": ("Ann Lee, ", "、"),
    "surnames": ("Turing ", "张三、"), "lost names": ("DeepNet GPT-3 ", "加托 奥托 "), "terms": ("the baseline ", "的底线"),
    "open quotes": ("“the cat ", "“the cat 猫"), "open corners": ("\"the cat ", "「the cat 猫"), "sentences": ("It works. ", "它有效。"),
    "labels": ("Why → ", "为什么 → "), "negations": ("not ", "不"), "negated clauses": ("not good, ", "不好，不错，"), "dots": (".", "。"),
    "citations": ("a [4] ", "字⁴[4]【4】"), "placeholders": ("{a} %s ", "{a}%s"), "tags": ("<b>a</b>", "<b>甲</b>"), "comments": ("<!-- a -->", "<!-- 甲 -->"),
    "traditional": ("the dataset ", "資料集与数据集"), "addresses": ("you “you” ", "你“您”"), "emoji": ("😀", "👩‍💻"),
    "mojibake": ("é¤Â", "é¤Â"), "zero width": ("a\u200b", "\u200b"), "lines": ("a\r\n", "中\r\n"), "addressless": ("https://", "https://"),
    "math": ("$x$ ", "$x$"),
}  # fmt: skip
#: Characters of the shorter text of a comparison; the longer has twice as many.
SIZE = 12_000
#: Seconds of processor time: what is quicker need not be compared, what is slower is too slow at any ratio.
FLOOR, CEILING = 0.25, 15.0


@pytest.fixture
def _no_collection() -> Iterator[None]:
    """Collections of garbage take time in proportion to everything that ever was loaded."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collection")
@pytest.mark.parametrize("wall", WALLS)
def test_time_grows_with_the_text(termbase: Termbase, wall: str) -> None:
    _assert_linear(
        termbase, *((lambda size, text=text: (text * (size // len(text) + 1))[:size]) for text in WALLS[wall])
    )


@pytest.mark.usefixtures("_no_collection")
@pytest.mark.slow
def test_time_grows_with_the_number_of_terms(termbase: Termbase) -> None:
    """A long text in which no word is like the one before."""
    names = [concept.names[0] for concept in termbase.concepts.values()]
    renderings = [text for concept in termbase.concepts.values() for text in concept.accepted("zh-Hans")[:1]]
    _assert_linear(termbase, _at_random(names, " "), _at_random(renderings, "和"))


def _at_random(words: list[str], glue: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        draw = random.Random(size)
        return glue.join(draw.choice(words) for _ in range(size // 4))[:size]

    return text


def _assert_linear(termbase: Termbase, source: Callable[[int], str], target: Callable[[int], str]) -> None:
    """No rule takes three times as long for twice the text."""
    long = _times(termbase, source(2 * SIZE), target(2 * SIZE))
    assert max(long.values()) < CEILING, long
    slow = {code for code, seconds in long.items() if seconds > FLOOR}
    for _ in range(4):  # a measurement that something else disturbed is taken again
        if slow:
            short = _times(termbase, source(SIZE), target(SIZE))
            slow = {code for code in slow if long[code] > 3 * short[code]}
            long = _times(termbase, source(2 * SIZE), target(2 * SIZE)) if slow else long
    assert not slow, {code: (short[code], long[code]) for code in slow}


def _times(termbase: Termbase, source: str, target: str) -> dict[str, float]:
    """Seconds of processor time of every rule on one pair of paragraphs. An analysis counts for the first to ask for it."""
    documents = [
        parse_text(text, path=f"{tag}.md", language=tag) for text, tag in ((source, "en"), (target, "zh-Hans"))
    ]
    link = Link(tuple(range(len(documents[0].blocks))), tuple(range(len(documents[1].blocks))), 1.0)
    context = Context(Bitext(documents[0], documents[1], (link,)), termbase=termbase, config=Config())
    seconds = {}
    for code, rule in RULES.items():
        begun = time.process_time()
        found = run(context, {code: rule})
        seconds[code] = time.process_time() - begun
        assert all(finding.rule == code for finding in found)
    return seconds
