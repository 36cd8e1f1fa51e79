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

ENGLISH = (
    "Grokking|few-shot prompting|the Baseline|agents|an access token|CLIP|GPT-3|Gato|Argo.AI|Stable Diffusion|QwaleNet"
    "|two epochs|beam search|word embeddings|Claude Shannon|Turing (1950)|overfitting|is|and|the|works well, in 2022|3.5%"
    "|https://example.org/few-shot|naïve Bayes|LLMs'"
).split("|")
CHINESE = (
    "摸索|顿悟|少数镜头提示|底线|特工|访问令牌|剪辑|GPT 3|加托|蓉城。AI|稳定扩散|Qwalenet|两个时代|横梁搜寻|變形金剛|克劳德·香农|都灵|过拟合|是|和"
    "|很有效，2022 年|３.５％|“零射击”的误译|資料集|模型"
).split("|")
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


def pieces(words: tuple[str, ...] | list[str]) -> st.SearchStrategy[str]:
    """A few words, each in markup or none, and now and then something odd."""
    word = st.sampled_from(words) | st.text(alphabet=ODD, max_size=4)
    marked = st.tuples(st.sampled_from(INLINES), word).map(lambda pair: pair[0].format(pair[1]))
    return st.lists(marked, min_size=1, max_size=4).map(" ".join)


@st.composite
def texts(draw: Callable[..., Any]) -> tuple[str, str]:
    """Two files with much the same blocks, one with English words, the other with Chinese ones."""
    blocks = draw(st.lists(st.sampled_from(BLOCKS), max_size=7))
    sides = []
    for words in (ENGLISH, CHINESE):
        filled = [block.format(*(draw(pieces(words)) for _ in range(block.count("{}")))) for block in blocks]
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
    assert all(text.endswith("\n") for text in rendered.values())
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
