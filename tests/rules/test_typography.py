"""Typography on any two texts: no crash, exact quotes, fixes that settle the matter, time that grows with the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transqa.check import Context, run
from transqa.config import Config
from transqa.model import Bitext, Document, Finding, Link, Safety
from transqa.parse import parse_text
from transqa.rules import RULES
from transqa.termbase import Termbase

FAMILY = {code: rule for code, rule in RULES.items() if code.startswith("TYP")}
LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "en", "de", "fr")
#: Whatever one of the rules looks at, in reach of each other.
PIECES = (
    "模型 训练 訓練 結果 快取 软体 軟件 隻有 以后 GPT CUDA a T 1 2022 3.5 １２ ＡＢ ， 。 、 ； ： ？ ！ , . ; : ? ! ... … …… 。。。 — —— -- – - ~ "
    "“ ” ‘ ’ \" ' 「 」 《 》 „ ( ) （ ） [ ] 【 】 { } \u200b \u202e \u00ad \ufeff \ufffd ï¼Œ â€™ é ü u\u0308 \u0308 ⽂ ﬁ ｱﾞ 锛 锟斤拷 &amp;nbsp; ** * ` $ "
    "[a](https://x.org) `c` $x$ CARLA⁵ e.g J。S x。com 😀 が か\u3099 \u3000 \u00a0 \\n"
).split()
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.sampled_from((" ", "\n", "\n\n", "\n- ", "\n# ", "\n> ")), max_size=14
).map("".join)


def checked(source: str, target: str, language: str, termbase: Termbase) -> tuple[Document, tuple[Finding, ...]]:
    documents = (
        parse_text(source, path="s.md", language="en"),
        parse_text(target, path="t.md", language=language),
    )
    sizes = [len(document.blocks) for document in documents]
    links = tuple(Link((i,), (i,), 1.0) for i in range(min(sizes)))
    links += tuple(Link((), (i,), 1.0) for i in range(len(links), sizes[1]))
    found = run(Context(Bitext(*documents, links), termbase=termbase, config=Config()), FAMILY)
    return documents[1], found


@pytest.mark.parametrize(("heading", "reported"), [("## 1 引言", 0), ("## 2.1 引言", 0), ("## 第 1 章", 1)])
def test_the_number_of_a_section_has_its_space(termbase: Termbase, heading: str, reported: int) -> None:
    text = f"{heading}\n\n在2023年，它在7项任务中的5项上领先，用了3天和8块芯片。"
    found = checked("## One\n\nTwo.", text, "zh-Hans", termbase)[1]
    assert sum(finding.rule == "TYP003" for finding in found) == reported


@settings(max_examples=300)
@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES))
def test_any_two_texts(termbase: Termbase, source: str, target: str, language: str) -> None:
    document, found = checked(source, target, language, termbase)
    for finding in found:
        assert finding.rule in FAMILY, finding.message
        assert "\0" not in finding.message
        quote = finding.target
        assert quote and quote.text == document.text[quote.span.start : quote.span.end]
        for fix in finding.fixes:
            spans = sorted((edit.span.start, edit.span.end) for edit in fix.edits)
            assert all(0 <= start <= end <= len(target) for start, end in spans)
            assert all(one[1] <= other[0] for one, other in pairwise(spans)), "edits overlap"


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(["模型很快", "，", "。", ",", ":", "(", ")", "GPT", " ", "“", '"', "...", "\u200b", "1"]),
        max_size=10,
    )
)
def test_safe_fixes_settle_the_matter(termbase: Termbase, pieces: list[str]) -> None:
    """Applied one rule at a time and again and again, they come to an end, and the text keeps its words."""
    text = "".join(pieces)
    for _ in range(8):
        _, found = checked("The model is fast.", text, "zh-Hans", termbase)
        safe = [fix for finding in found for fix in finding.fixes if fix.safety is Safety.SAFE and fix.edits]
        if not safe:
            break
        for edit in sorted(safe[0].edits, key=lambda edit: -edit.span.start):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    else:
        pytest.fail(f"no end: {text!r}")
    assert text.count("模型很快") == "".join(pieces).count("模型很快")
    assert text.count("GPT") == "".join(pieces).count("GPT")


WALLS = (
    "模型", "模型 ", "结果,", "”,", "(a", "（", "）", "1。", "a。b", "'模", "\"模\"", "“", "。。", "。 ", "，, ", "- 模-型", "À", "é”—", "锛銆",
    "\u200b模", "a\u0308", "⽂", "訓練", "訓x", "快取", "《“模”》", "--", " — ", "... ", "，GPT ", "GPT模", "1，836", "{模,", "[0, 1)", "&nbsp;",
)  # fmt: skip


@pytest.mark.parametrize("wall", WALLS)
def test_time_grows_with_the_text(termbase: Termbase, wall: str) -> None:
    """A paragraph of 50,000 characters ends in a moment whatever it repeats: nothing is quadratic."""
    text = wall * (50_000 // len(wall))
    document = parse_text("x", path="t.md", language="zh-Hans")
    block = document.blocks[0]
    long = type(block)(block.kind, type(block.span)(0, len(text)), text, ((0, 0, len(text)),))
    documents = [Document(name, tag, text, (long,)) for name, tag in (("s.md", "en"), ("t.md", "zh-Hans"))]
    bitext = Bitext(documents[0], documents[1], (Link((0,), (0,), 1.0),))
    context = Context(bitext, termbase=termbase, config=Config())
    start = time.process_time()
    found = run(context, {code: rule for code, rule in FAMILY.items() if code != "TYP016"})
    assert time.process_time() - start < 10
    assert all(finding.rule in FAMILY for finding in found)


@pytest.mark.parametrize("text", ["甲乙, ,丙丁", "甲乙 , , 丙丁"])
def test_edits_of_one_fix_do_not_meet(text: str) -> None:
    source, target = (
        parse_text(part, path=f"{tag}.md", language=tag) for part, tag in (("a, b", "en"), (text, "zh-Hans"))
    )
    context = Context(
        Bitext(source, target, (Link((0,), (0,), 1.0),)), termbase=Termbase((), ""), config=Config(select=("TYP001",))
    )
    fixes = [fix for finding in run(context, RULES) for fix in finding.fixes]
    assert fixes
    for fix in fixes:
        spans = sorted(edit.span for edit in fix.edits)
        assert all(first.end <= second.start for first, second in pairwise(spans))
