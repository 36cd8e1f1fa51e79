"""The markup rules as a family: any two texts, safe fixes that mend, time that grows with the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import linked
from transqa.check import Context, run
from transqa.check.runner import CRASH
from transqa.config import Config
from transqa.model import Bitext, Finding, Link, Safety
from transqa.parse import parse_text
from transqa.rules import RULES
from transqa.termbase import Termbase

_SCRAPS = st.sampled_from(
    [
        *"*_`~[]()<>!#|-.:$^【】（）＜！＞0 词a字\n",
        *[
            "**",
            "\n\n",
            "](",
            "](https://a.example/b)",
            "[x](y.md)",
            "![i](i.png)",
            "https://a.example",
            "`c_1`",
            "$x^2$",
        ],
        *[
            "- ",
            "1. ",
            "1。",
            "> ",
            "## ",
            "| a | b |\n|---|---|\n| c | d |\n",
            "```py\nf(1)\n```\n",
            "¹",
            "⁵⁸",
            "[^1]",
        ],
        *[
            "[4]",
            "【4】",
            "{name}",
            "%s",
            "<b>",
            "< b >",
            "&nbsp ;",
            "❓",
            "🔬",
            "字",
            "\0",
            "\x1e",
            "\u2028",
            "\\",
            ":ref:`x`",
        ],
    ]
)
_TEXTS = st.lists(_SCRAPS, max_size=40).map("".join)


def _check(source: str, target: str, *, together: bool = False) -> tuple[Bitext, tuple[Finding, ...]]:
    one = parse_text(source, path="s.md", language="en")
    two = parse_text(target, path="t.md", language="zh-Hans")
    if together:
        links: tuple[Link, ...] = (Link(tuple(range(len(one.blocks))), tuple(range(len(two.blocks))), 1.0),)
    else:
        both = min(len(one.blocks), len(two.blocks))
        links = tuple(Link((i,), (i,), 1.0) for i in range(both))
        links += tuple(Link((i,), (), 1.0) for i in range(both, len(one.blocks)))
        links += tuple(Link((), (i,), 1.0) for i in range(both, len(two.blocks)))
    bitext = Bitext(one, two, links)
    context = Context(bitext, termbase=Termbase({}, ""), config=Config(select=("MRK",)))
    return bitext, run(context, RULES)


@settings(max_examples=250)
@given(_TEXTS, _TEXTS, st.booleans())
def test_any_two_texts(source: str, target: str, together: bool) -> None:
    bitext, findings = _check(source, target, together=together and bool(source.strip()) and bool(target.strip()))
    for finding in findings:
        assert finding.rule != CRASH, finding.message
        for quote, document in ((finding.source, bitext.source), (finding.target, bitext.target)):
            assert quote is None or document.text[quote.span.start : quote.span.end] == quote.text
        for fix in finding.fixes:
            for edit in fix.edits:
                assert 0 <= edit.span.start <= edit.span.end <= len(bitext.target.text)


@settings(max_examples=100)
@given(_TEXTS)
def test_a_text_is_its_own_translation(text: str) -> None:
    _, findings = _check(text, text)
    assert [(f.rule, f.message) for f in findings if f.rule not in {"MRK006", "MRK012", "MRK015"}] == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("**Note:** keep it.", "**注意：**保管好。"),
        ("See [it](https://a.example/b).", "见[它] （https://a.example/b）。"),
        ("## Title", "##标题"),
        ("1. One", "1。一"),
        ("It is $O(n^2)$.", "是 $ O(n^2) $。"),
        ("Run `a --b`.", "运行 `a —b`。"),
        ("Source: https://a.example/b", "来源：https://a . example / b"),
        ("One — [two](https://a.example/b).", "一[——二](https://a.example/b)。"),
    ],
)
def test_a_safe_fix_leaves_nothing_to_say(source: str, target: str) -> None:
    bitext, findings = _check(source, target)
    (finding,) = findings
    fix = finding.fixes[0]
    assert fix.safety is Safety.SAFE
    text = bitext.target.text
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert _check(source, text)[1] == ()


@pytest.mark.parametrize(
    "scrap",
    [
        "[a](https://a.example/b) ",
        "[a] (https://a.example/b) ",
        "**a。**b ",
        "`c_1` and `c_2` ",
        "$x^2$ 和 $ y $ ",
        "字¹ [4] 【4】 ",
        "{name} %s < b > ",
        "](https://",
        "[" * 20,
        "!" * 20,
        "* _ ~~ ",
        "🔬❓",
        "![a](b.png) ",
    ],
)
def test_time_grows_with_the_length(scrap: str) -> None:
    """Eight times the text takes far less than eight times eight; the parser is not measured."""
    times = []
    for count in (250, 2000):
        one = parse_text("See " + scrap * count, path="s.md", language="en")
        two = parse_text("见" + scrap.replace("a", "b").replace("2", "3") * count, path="t.md", language="zh-Hans")
        context = Context(linked(one, two), termbase=Termbase({}, ""), config=Config(select=("MRK",)))
        begun = time.process_time()
        run(context, RULES)
        times.append(time.process_time() - begun)
    assert times[1] < 30 * max(times[0], 0.02), times
