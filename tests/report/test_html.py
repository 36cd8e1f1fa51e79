from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.model import (
    Bitext,
    Block,
    BlockKind,
    Document,
    DocumentReport,
    Finding,
    Link,
    Report,
    Scores,
    Severity,
    Span,
    Verdict,
)
from transqa.report.html import render_html
from transqa.version import __version__

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<!-- <a href='https://example.org'>--> &amp; &#60;b&#62;",
    "{{ 7 * 7 }} {% raw %}",
]


def hostile(text: str) -> Report:
    """The text in every place of a report where one can stand."""
    source, target = (
        Document(
            f"{text}.md", language, text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), text, ((0, 0, len(text)),)),)
        )
        for language in ("en", "zh-Hans")
    )
    quotes = source.quote(Span(0, len(text))), target.quote(Span(0, len(text)))
    finding = Finding(text, text, text, Severity.MAJOR, text, *quotes, text, evidence={text: text, "more": [text]})
    bitext = Bitext(source, target, (Link((0,), (0,), 1.0),))
    document = DocumentReport(bitext, (finding, replace(finding, source=None, target=None)), Scores())
    return Report((document, document), Scores(), Verdict(False, (text,)), text)


def parsed(report: Report) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_html(report))


def test_the_report_is_golden(gated: Report, golden: Callable[[str, str], None]) -> None:
    page = render_html(gated).replace(f"transqa {__version__}", "transqa 0")
    for part in ("style", "script"):
        page = re.sub(rf"(?s)<{part}>.*</{part}>", f"<{part}>…</{part}>", page)
    golden("report.html", re.sub(r"sha256-[\w+/=]+", "sha256-…", page))


def test_the_policy_admits_this_style_and_this_script_only(gated: Report) -> None:
    page = render_html(gated)
    policy = parsed(gated).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for part in ("style", "script"):
        content = re.search(rf"(?s)<{part}>(.*?)</{part}>", page)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{part}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    plain = parsed(hostile("a"))
    page = parsed(hostile(text))
    assert [element.tag for element in page.iter()] == [element.tag for element in plain.iter()]
    assert [sorted(element.attrib) for element in page.iter()] == [sorted(element.attrib) for element in plain.iter()]
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in {"src", "style"}]
        assert element.get("href", "#").startswith("#")
    assert [block.text_content() for block in page.find_class("block")] == [text] * 4


def test_nothing_comes_from_elsewhere(gated: Report) -> None:
    page = render_html(gated)
    style = re.search(r"(?s)<style>(.*?)</style>", page)
    assert style and "url(" not in style[1] and "@import" not in style[1]
    assert "http://" not in page and "https://" not in page


def test_each_side_says_its_language(gated: Report) -> None:
    page = parsed(gated)
    assert {pane.get("lang") for pane in page.find_class("source")} == {"en"}
    assert {pane.get("lang") for pane in page.find_class("target")} == {"zh-Hans"}


def test_marks_are_on_both_sides(gated: Report) -> None:
    page = parsed(gated)
    (first,) = page.xpath("//article[@data-rule='TRM001']/@id")
    marked = [mark.text_content() for mark in page.iter("mark") if first in mark.get("data-f").split()]
    assert marked == ["grokking", "摸索"]


def test_states_reasons_and_what_is_gone_are_shown(gated: Report) -> None:
    page = parsed(gated)
    assert [card.get("data-state") for card in page.find_class("card")].count("suppressed") == 2
    assert "Suppressed: a quotation (zh.md:2)" in page.text_content()
    assert "Fixed since the baseline" in page.text_content()


def test_blocks_without_a_link_are_not_lost() -> None:
    document = Document("a.md", "en", "x", (Block(BlockKind.PARAGRAPH, Span(0, 1), "x", ((0, 0, 1),)),))
    bitext = Bitext(document, replace(document, language="zh-Hans"), ())
    page = parsed(Report((DocumentReport(bitext, (), Scores()),), Scores(), Verdict(True), ""))
    assert [block.text_content() for block in page.find_class("block")] == ["x", "x"]
    assert len(page.find_class("missing")) == 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=60), st.data())
def test_a_block_keeps_its_text_wherever_it_is_marked(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted), max_size=4), label="spans"
    )
    cut = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4), label="pieces"))
    prose = tuple((0, start, end - start) for start, end in zip(cut[::2], cut[1::2], strict=False) if end > start)
    target = Document("zh.md", "zh-Hans", text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), text, prose),))
    findings = tuple(
        Finding("TST001", "t", "other", Severity.MINOR, "m", target=target.quote(Span(*span))) for span in spans
    )
    bitext = Bitext(Document("en.md", "en", "", ()), target, (Link((), (0,), 1.0),))
    page = parsed(Report((DocumentReport(bitext, findings, Scores()),), Scores(), Verdict(True), ""))
    (block,) = page.find_class("block")
    assert block.text_content() == re.sub("[\ufffe\uffff]", "\ufffd", text)
    for number, (start, end) in enumerate(spans, 1):
        marked = [mark.text_content() for mark in block.iter("mark") if f"f{number}" in mark.get("data-f").split()]
        assert "".join(marked) == re.sub("[\ufffe\uffff]", "\ufffd", text[start:end])
        assert marked
