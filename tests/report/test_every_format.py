"""What holds for every renderer, whatever is in the findings."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from typing import Any, get_args

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from transqa import TextFormat
from transqa import render as public_render
from transqa.model import (
    Bitext,
    Block,
    BlockKind,
    Document,
    DocumentReport,
    Edit,
    Finding,
    Fix,
    Fixed,
    Link,
    Report,
    Safety,
    Scores,
    Severity,
    Span,
    Suppressed,
    Verdict,
)
from transqa.report import RENDERERS, render

WORDS = st.text(
    st.sampled_from("a模<>&\"'`|[]()!#*=+-@,;:%/\\{}$\n\r\t \x00\x1b\u2028\ufeff\ufffe😀́")
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)


@st.composite
def documents(draw: st.DrawFn, path: str, language: str) -> Document:
    parts = draw(st.lists(WORDS.filter(bool), max_size=3))
    blocks, at = [], 0
    for part in parts:
        blocks.append(Block(draw(st.sampled_from(BlockKind)), Span(at, at + len(part)), part, ((0, at, len(part)),)))
        at += len(part)
    return Document(path, language, "".join(parts), tuple(blocks))


@st.composite
def findings(draw: st.DrawFn, source: Document, target: Document) -> Finding:
    def span(document: Document) -> Span:
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(document.text))] * 2)))
        return Span(start, end)

    def quote(document: Document) -> Any:
        return document.quote(span(document)) if draw(st.booleans()) else None

    fixes = draw(st.lists(st.tuples(WORDS, st.sampled_from(Safety), st.booleans()), max_size=2))
    return Finding(
        draw(st.sampled_from(["TRM001", "INT001", "TST001"])),
        draw(WORDS),
        draw(WORDS),
        draw(st.sampled_from(Severity)),
        draw(WORDS),
        quote(source),
        quote(target),
        draw(st.none() | WORDS),
        tuple(Fix(text, safety, (Edit(span(target), text),) if edits else ()) for text, safety, edits in fixes),
        draw(st.floats(0, 1)),
        draw(st.dictionaries(WORDS, WORDS | st.integers(), max_size=2)),
        draw(st.sampled_from(["", "aa-1"])),
        draw(st.sampled_from(["new", "known"])),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    path = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    source, target = draw(documents(draw(path), "en")), draw(documents(draw(path), "zh-Hans"))
    links = [Link((at,), (), 0.4) for at in range(len(source.blocks))] + [
        Link((), (at,), 1.0) for at in range(len(target.blocks))
    ]
    found = draw(st.lists(findings(source, target), max_size=4))
    silent = [Suppressed(finding, draw(WORDS), draw(WORDS)) for finding in found[3:]]
    document = DocumentReport(Bitext(source, target, tuple(links)), tuple(found[:3]), Scores(), tuple(silent))
    gone = (
        (Fixed(draw(WORDS), "TRM001", draw(path), draw(WORDS), draw(st.integers(1, 3))),) if draw(st.booleans()) else ()
    )
    return Report(
        (document,), Scores(), Verdict(draw(st.booleans()), tuple(draw(st.lists(WORDS, max_size=1)))), draw(WORDS), gone
    )


def check(name: str, content: str | bytes, report: Report) -> None:
    """The format can be read by a reader of its own, and no finding is lost."""
    (document,) = report.documents
    shown, silent = len(document.findings), len(document.suppressed)
    new = sum(finding.state == "new" for finding in document.findings)
    if name == "xlsx":
        assert isinstance(content, bytes)
        assert load_workbook(BytesIO(content))["Findings"].max_row == 1 + shown + silent + len(report.fixed)
        return
    assert isinstance(content, str)
    if name == "json":
        assert len(json.loads(content)["documents"][0]["findings"]) == shown
    elif name == "jsonl":
        assert len([json.loads(line) for line in content.split("\n")[:-1]]) == shown
    elif name == "sarif":
        assert len(json.loads(content)["runs"][0]["results"]) == shown + silent + len(report.fixed)
    elif name == "junit":
        assert len(list(ET.fromstring(content).iter("testcase"))) == max(shown + silent, 1)
    elif name == "github":
        assert sum(line.startswith(("::error ", "::warning ", "::notice ")) for line in content.split("\n")) == new
    elif name == "gitlab":
        assert len({row["fingerprint"] for row in json.loads(content)}) == shown
    elif name == "rdjson":
        assert len(json.loads(content)["diagnostics"]) == new
    elif name == "markdown":
        assert sum(line.startswith(("| 🛑 |", "| 🔴 |", "| 🟡 |", "| ⚪ |")) for line in content.split("\n")) == shown
    elif name == "csv":
        assert len(list(csv.reader(StringIO(content, newline="")))) == 1 + shown + silent + len(report.fixed)
    elif name == "html":
        assert len(lxml.html.document_fromstring(content).find_class("card")) == shown + silent
    else:
        assert name == "text"


@pytest.mark.parametrize("name", RENDERERS)
@settings(max_examples=25)
@given(report=reports())
def test_any_finding_can_be_rendered_and_read_back(name: str, report: Report) -> None:
    check(name, render(report, name), report)


def test_the_type_of_the_public_function_names_every_format() -> None:
    assert [*get_args(TextFormat), "xlsx"] == sorted(RENDERERS, key=lambda name: name == "xlsx")


@pytest.mark.parametrize("name", RENDERERS)
def test_a_text_ends_a_line_and_rendering_is_pure(name: str, gated: Report) -> None:
    content = public_render(gated, name)
    assert content == RENDERERS[name](gated)
    assert isinstance(content, bytes) if name == "xlsx" else str(content).endswith("\n")


@pytest.mark.parametrize("name", sorted(set(RENDERERS) - {"json", "jsonl"}))
def test_a_report_without_documents_can_be_rendered(name: str) -> None:
    assert render(Report((), Scores(), Verdict(True), ""), name)
