"""A report with one of everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transqa.config import Config
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
    Quote,
    Report,
    Safety,
    Scores,
    Severity,
    Span,
    Suppressed,
)
from transqa.score import TermTally, judge, pool_scores, score_document

SOURCE = (
    "# Title\n\nThe network shows grokking, a sudden jump of the validation accuracy long after it has fitted its "
    "training data, and the lab that found it raised $1.5 billion.\n\nThis sentence has no translation.\n\n"
    + "More words. "
    * 150
)
TARGET = (
    "# 标题\n\n这个网络表现出摸索，也就是在它早已拟合训练数据之后，验证准确率才突然上升，"
    "这种现象在小型算法数据集上尤其明显，而发现它的实验室筹集了 1.5 亿美元。\n\n"
    "更多的词 \x1b[31m，\t还有👩‍💻表情。\n第二行。"
)
REFERENCE = {"path": "ref.md", "level": "block", "segments": 3} | {
    name: {"score": score, "signature": f"{name}|version:2"}
    for name, score in (("bleu", 41.23), ("chrf", 38), ("ter", 60))
}


def make_document(path: str, language: str, text: str) -> Document:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(at, at + len(part)), part, ((0, at, len(part)),)))
        at += len(part) + 2
    return Document(path, language, text, tuple(blocks))


def quote(document: Document, text: str) -> Quote:
    at = document.text.index(text)
    return document.quote(Span(at, at + len(text)))


@pytest.fixture
def report() -> Report:
    source, target = make_document("en.md", "en", SOURCE), make_document("zh.md", "zh-Hans", TARGET)
    findings = (
        Finding(
            "TRM001",
            "deprecated-term",
            "terminology/wrong-term",
            Severity.MAJOR,
            "'摸索' is a deprecated rendering of 'grokking'; write 顿悟",
            quote(source, "grokking"),
            quote(target, "摸索"),
            "grokking",
            (Fix("顿悟", Safety.SAFE), Fix("领会", Safety.MANUAL)),
            fingerprint="0f" * 8,
        ),
        Finding(
            "NUM001",
            "wrong-number",
            "accuracy/number",
            Severity.CRITICAL,
            "'1.5 亿' is 150 million, but the source says 1.5 billion",
            quote(source, "$1.5 billion"),
            quote(target, "1.5 亿"),
            fixes=(Fix("", Safety.UNSAFE),),
            confidence=0.9,
            evidence={"source_value": 1_500_000_000, "forms": ["15 亿", "1.5B"]},
            state="known",
        ),
        Finding(
            "ACC001",
            "omitted-block",
            "accuracy/omission",
            Severity.MINOR,
            "nothing corresponds to this block",
            quote(source, "This sentence has no translation."),
        ),
        Finding(
            "TYP001", "odd", "style", Severity.NEUTRAL, "over two lines", target=quote(target, "还有👩‍💻表情。\n第")
        ),
        Finding("ALN001", "doubtful", "other", Severity.NEUTRAL, "no place at all"),
    )
    bitext = Bitext(source, target, (Link((0,), (0,), 1.0), Link((1, 2), (1,), 0.93), Link((3,), (), 0.41234)))
    config = Config(min_score=80)
    scores = score_document(findings, source=source, target=target, config=config, tally=TermTally(3, 2))
    scores = Scores(scores.mqm, scores.terminology, REFERENCE)
    small = make_document("small.md", "zh-Hans", "词")
    clean = score_document((), source=make_document("s.md", "en", "word"), target=small, config=config)
    documents = (
        DocumentReport(bitext, findings, scores),
        DocumentReport(Bitext(make_document("s.md", "en", "word"), small, ()), (), clean),
    )
    overall = pool_scores([document.scores for document in documents], config=config)
    return Report(documents, overall, judge(documents, overall, config=config), "unit:source-words|version:0")


@pytest.fixture
def gated(report: Report) -> Report:
    """The same report after a gate: fixes with edits, suppressed findings of both kinds, and one that is gone."""
    document = report.documents[0]
    first, *others = document.findings
    assert first.target and others[0].target
    span = first.target.span
    fixes = (
        Fix("顿悟", Safety.SAFE, (Edit(span, "顿悟"),)),
        Fix("领会", Safety.MANUAL),
        Fix("“顿悟”", Safety.UNSAFE, (Edit(Span(span.start, span.start), "“"), Edit(span, "顿悟”"))),
    )
    crash = Finding("INT001", "crashed-rule", "internal/crashed-rule", Severity.NEUTRAL, "rule X crashed; report this")
    quoted = replace(others[0], message="a number, quoted on purpose", fingerprint="aa-1")
    suppressed = (
        Suppressed(quoted, "a quotation", "zh.md:2"),
        Suppressed(replace(quoted, fingerprint="ab-1"), "", "transqa.toml: per-path zh.md"),
    )
    document = replace(document, findings=(replace(first, fixes=fixes), *others, crash), suppressed=suppressed)
    gone = Fixed("ff-1", "TRM001", "old/zh draft.md", "模特", 2)
    return replace(report, documents=(document, *report.documents[1:]), fixed=(gone,))
