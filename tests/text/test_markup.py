from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from transqa.text.markup import (
    EMOJI,
    PLACEHOLDER,
    closes,
    emoji,
    formula_key,
    formula_meaning,
    mended,
    opens,
    skeleton,
    typed_plainly,
)

_CHARS = st.text(alphabet=st.sampled_from("词ab1“”（）：，。→\"' `❓"), min_size=1, max_size=8)
_MD = MarkdownIt("commonmark")


@given(st.sampled_from(["", "字", "a", "，", " "]), _CHARS, st.sampled_from(["", "字", "a", "。", " "]))
def test_mended_emphasis_renders(before: str, content: str, after: str) -> None:
    assume("`" not in content)
    fixed = mended(before, content, after, "**")
    if fixed is None:
        assert not content.strip()
        return
    html = _MD.renderInline(f"{before}{fixed}{after}")
    assert html.count("<strong>") == 1, (fixed, html)
    assert "*" not in html


@given(st.sampled_from("字a， →（"), _CHARS, st.sampled_from("字a， →（"))
def test_flanking_is_that_of_commonmark(before: str, content: str, after: str) -> None:
    assume("`" not in content)
    rendered = "<strong>" in _MD.renderInline(f"x{before}**{content}**{after}x")
    assert rendered == (opens(before, content[0]) and closes(content[-1], after))


def test_punctuation_goes_outside() -> None:
    assert mended("", "注意：", "先", "**") == "**注意**："
    assert mended("叫", "“词元”", "的", "**") == "“**词元**”"
    assert mended("", "为什么 →", "因", "**") == "**为什么 →** "
    assert mended("", " 词 ", "", "*") == "*词*"


def test_emoji_and_what_looks_like_them() -> None:
    assert [char for _, _, char in emoji("❓为什么 👩‍💻 🗞️ 👍🏽 🇨🇳")] == ["❓", "👩‍💻", "🗞", "👍", "🇨🇳"]
    assert not EMOJI.search("→ ✓ ✔ ★ ☆ ♪ • © ™ ① 字 ☑")


def test_placeholders_and_what_looks_like_them() -> None:
    found = "{name} {{ x }} ${y} %s %(n)d %1$s <|im_end|> {} {0}"
    assert PLACEHOLDER.findall(found) == found.replace("{{ x }}", "{{·x·}}").replace(" ", "\n").replace("·", " ").split(
        "\n"
    )
    assert not PLACEHOLDER.findall("{a, b} {状态} 100% sure, 50%s, a < b | c > d")


def test_code_is_compared_as_it_was_typed() -> None:
    assert typed_plainly("f（“a”，—x…）") == typed_plainly('f("a",--x...)')
    assert typed_plainly("f(a)") != typed_plainly("f(b)")


def test_skeleton_keeps_lines() -> None:
    code = '# 注释\nx = "字"  # 字\n"""一\n二"""\nf(x),\n'
    assert skeleton(code) == ["", "x=", "", "", "f(x)", ""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O(n^2)", " O (n ^ 2) "),
        ("x^{2}", "x^2"),
        (r"\alpha x", r"\alpha  x"),
        (r"i^\mathrm{th}", "i"),
        (r"a \text{ if } b", r"a \text{ 如果 } b"),
        (r"\left( a \right)", "(a)"),
        (r"a,\; b", "a, b"),
    ],
)
def test_two_ways_to_write_a_formula(one: str, other: str) -> None:
    assert formula_key(one) == formula_key(other)


def test_formulas_that_differ() -> None:
    assert formula_key(r"\alpha x") != formula_key(r"\alphax")
    assert formula_key("x^2") != formula_key("x^3")
    assert formula_key("α") != formula_key(r"\alpha")
    assert formula_meaning("α ≤ 1") == formula_meaning(r"\alpha \le 1")
