"""Whatever two files hold, they are checked to the end, and every finding quotes its file exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from transqa.config import Config
from transqa.model import Document, Quote, Report
from transqa.parse import parse_text
from transqa.pipeline import check_pair
from transqa.report import RENDERERS, render
from transqa.score import judge, pool_scores, signature
from transqa.termbase import Termbase

#: A word of the source and what a translation may have for it, right or wrong.
WORDS = (
    ("Grokking", "摸索"), ("grokking", "顿悟"), ("few-shot prompting", "少数镜头提示"), ("zero-shot", "“零射击”的误译"),
    ("the Baseline", "底线"), ("agents", "特工"), ("an access token", "访问令牌"), ("CLIP", "剪辑"), ("GPT-3", "GPT 3"),
    ("Gato", "加托"), ("Midjourney", "米德杰尼"), ("Melder.AI", "融合器。AI"), ("Stable Diffusion", "稳定扩散"),
    ("QwaleNet", "Qwalenet"), ("two epochs", "两个时代"), ("beam search", "横梁搜寻"), ("state spaces", "州的太空"),
    ("Transformers", "變形金剛"), ("Claude Shannon", "克劳德·香农"), ("Turing (1950)", "都灵（1950）"), ("overfitting", "过拟合"),
    ("the dataset", "資料集"), ("is", "是"), ("and", "和"), ("the", ""), ("works well, in 2022", "很有效，2022 年"),
    ("3.5%", "３.５％"), ("https://example.org/few-shot", "https://example.org/few-shot"), ("LLMs'", "模型"),
)  # fmt: skip
#: Characters that trip up offsets: astral, combining, zero width, control, other line ends, the separator of blocks.
ODD = "😀👩‍💻𠮷é\u0301\u200b\u00ad\ufeff\u2028\x85\x0b\x00\x07\x1e\u202e　\t\\*_`[]()<>|$#&~^!:"
INLINES = (
    "{}", "**{}**", "*{}*", "***{}***", "`{}`", "``{} ` ``", "${}$", "~~{}~~", "[{}](https://example.org/a_b)", "[{}][1]",
    "![{}](a.png)", "<b>{}</b>", "&amp;{}&#20013;", "\\*{}\\*", "“{}”", "{}[^1]", ":eqref:`{}`", "<https://x.org/{}>", "{}  ",
)  # fmt: skip
BLOCKS = (
    "# {}", "## {} ##", "{}\n===", "{}", "{}\n{}", "- {}\n- {}", "1. {}\n\n   {}", "- {}\n    - {}", "> {}", "> - {}\n> {}",
    "| {} | {} |\n|---|:-:|\n| {} | {} |", "```python\n{}\n```", "~~~\n{}", "    {}", "$$\n{}\n$$", "<div>\n{}\n</div>",
    "[^1]: {}", "[1]: https://example.org '{}'", "---", "<!-- transqa-ignore TRM001: {} -->", "<!-- transqa-off -->{}",
    "![{}](b.png)\n*{}*", "![{}](c.png)\n:label:`fig`", "Figure 1: {}", "\t{}", "***", "{}\\",
)  # fmt: skip
PAIRS = (("en", "zh-Hans"), ("en", "zh-Hans"), ("en", "zh-Hant"), ("en", "de"), ("zh-Hans", "en"))


ODDITIES = st.text(alphabet=ODD, max_size=4).map(lambda text: (text, text))
#: A word pair and the markup of either side.
PIECES = st.tuples(st.sampled_from(WORDS) | ODDITIES, st.sampled_from(INLINES), st.sampled_from(INLINES))
SLOTS = st.lists(PIECES, min_size=1, max_size=4)


@st.composite
def texts(draw: Callable[..., Any]) -> tuple[str, str]:
    """Two files with much the same blocks and words, the first in English, the second in Chinese."""
    blocks = [
        (block, [draw(SLOTS) for _ in range(block.count("{}"))])
        for block in draw(st.lists(st.sampled_from(BLOCKS), max_size=7))
    ]
    sides = []
    for side in (0, 1):
        filled = [
            block.format(*(" ".join(piece[1 + side].format(piece[0][side]) for piece in slot) for slot in slots))
            for block, slots in blocks
        ]
        if filled and draw(st.booleans()):
            del filled[draw(st.integers(0, len(filled) - 1))]
        end = draw(st.sampled_from(("\n", "\r\n", "\r")))
        start = draw(st.sampled_from(("", "\ufeff", "---\ntitle: x\n---\n\n")))
        sides.append((start + "\n\n".join(filled) + draw(st.sampled_from(("", "\n")))).replace("\n", end))
    return sides[0], sides[1]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = resources.files("transqa.report") / "schema" / "report.schema.json"
    return Draft202012Validator(json.loads(schema.read_text("utf-8")))


@settings(max_examples=200)
@given(texts(), st.sampled_from(PAIRS), st.sampled_from(("md", "md", "txt")))
def test_any_two_files_are_checked_to_the_end(
    termbase: Termbase,
    validator: Draft202012Validator,
    sides: tuple[str, str],
    languages: tuple[str, str],
    suffix: str,
) -> None:
    source, target = sides if languages[0] == "en" else sides[::-1]
    documents = (
        parse_text(source, path=f"s.{suffix}", language=languages[0]),
        parse_text(target, path=f"t.{suffix}", language=languages[1]),
    )
    report = checked(documents, termbase)
    for finding in report.documents[0].findings:
        assert finding.rule != "INT001", finding.message
        assert finding.source or finding.target, finding.message
        for quote, text in ((finding.source, source), (finding.target, target)):
            if quote:
                assert_exact(quote, text)
        for fix in finding.fixes:
            for edit in fix.edits:
                assert 0 <= edit.span.start <= edit.span.end <= len(target)
    rendered = {format: render(report, format) for format in RENDERERS}
    # A workbook is bytes; without findings there are no JSON lines.
    assert all(text.endswith("\n") for text in rendered.values() if text and isinstance(text, str))
    validator.validate(json.loads(rendered["json"]))


def checked(documents: tuple[Document, Document], termbase: Termbase) -> Report:
    """The report that the command line would make."""
    config = Config()
    done = (check_pair(*documents, config=config, termbase=termbase),)
    scores = pool_scores([document.scores for document in done], config=config)
    return Report(done, scores, judge(done, scores, config=config), signature(config, termbase_hash=termbase.hash))


def assert_exact(quote: Quote, text: str) -> None:
    """The quote is what the file has there, at the line and column that counting gives."""
    assert quote.text == text[quote.span.start : quote.span.end]
    assert (quote.line, quote.column) == counted(text, quote.span.start)
    assert (quote.end_line, quote.end_column) == counted(text, quote.span.end)


def counted(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, character by character."""
    line = column = 1
    for at in range(offset):
        if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1
    return line, column
