"""The findings of a corpus are those of ``transqa check``."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from transqa.bulk import Columns, Job
from transqa.bulk.engine import _MARKUP, Engine
from transqa.bulk.rows import Row
from transqa.check import Context, run
from transqa.config import Config
from transqa.model import BlockKind, Finding, Span
from transqa.parse import parse_file, parse_text
from transqa.parse.prose import Prose
from transqa.pipeline import align_pair, check_pair
from transqa.rules import RULES
from transqa.termbase import Termbase, load_termbase

PIECES = [
    "word",
    " ",
    "a",
    "1",
    ".",
    "。",
    "(",
    ")",
    '"',
    "“",
    "!",
    "#",
    "-",
    "*",
    "¹",
    "m²",
    "NOTE",
    "!!! note",
    ":",
    "@",
    "中文",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_a_text_without_markup_is_what_the_parser_makes_of_it(text: str) -> None:
    if not _MARKUP.search(text):
        prose = Prose(text)
        prose.copy(0, len(text))
        assert parse_text(text, path="", language="en").blocks == (
            prose.block(BlockKind.PARAGRAPH, Span(0, len(text))),
        )


def _said(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [
        (f.rule, f.fingerprint, f.message, f.target and f.target.text, f.source and f.source.text) for f in findings
    ]


def test_same_findings_and_fingerprints_as_check(root: Path, termbase: Termbase, job: Callable[..., Job]) -> None:
    """Each block of a digest alone, and pairs of several blocks, in Markdown."""
    target = parse_file(root / "data" / "2023-03" / "zh-draft.md", language="zh-Hans")
    source = parse_file(root / "data" / "2023-03" / "en.md", language="en")
    engine = Engine(job(config=Config()), termbase)
    found = 0
    for link in align_pair(source, target).links[:60]:
        if not link.source or not link.target:
            continue
        texts = [
            document.text[document.blocks[side[0]].span.start : document.blocks[side[-1]].span.end]
            for document, side in ((source, link.source), (target, link.target))
        ]
        (((verdict,), _),) = engine.check("a.md", [Row(1, *texts)])
        alone = [
            parse_text(text, path="a.md", language=tag) for text, tag in zip(texts, ("en", "zh-Hans"), strict=True)
        ]
        report = check_pair(*alone, config=Config(), termbase=termbase)
        if all(link.confidence >= 0.5 for link in report.bitext.links):
            assert _said(list(verdict.findings)) == _said(list(report.findings))
            found += len(verdict.findings)
    assert found > 10


def test_a_document_is_checked_as_one(config: Config, job: Callable[..., Job]) -> None:
    termbase = load_termbase(config.termbase.paths)
    engine = Engine(job(config=config, columns=Columns(document="d")), termbase)
    rows = [
        Row(1, "We saw *grokking* in 5 models.", "我们在 5 个模型中看到了*摸索*。", "d"),
        Row(2, "One 𝒳 shows grokking.", "一个 𝒳 表现出摸索。", "d"),
        Row(3, "Others show grokking.", "其他的表现出摸索。", "e"),
        Row(4, "Rows without a name", "没有名字的行", ""),
        Row(5, "stand alone.", "各自独立。", ""),
    ]
    groups = list(engine.check("a.md", rows))
    assert [len(verdicts) for verdicts, _ in groups] == [2, 1, 1, 1]
    verdicts, terms = groups[0]
    texts = ["\n\n".join(row[side] for row in ((r.source, r.target) for r in rows[:2])) for side in (0, 1)]
    documents = [parse_text(t, path="a.md", language=tag) for t, tag in zip(texts, ("en", "zh-Hans"), strict=True)]
    whole = run(Context(align_pair(*documents), termbase=termbase, config=config), RULES)
    assert [f.fingerprint for v in verdicts for f in v.findings] == [f.fingerprint for f in whole]
    assert (terms.total, terms.accepted) == (2, 0)
    for verdict in verdicts:
        for finding in verdict.findings:
            assert finding.target and finding.source
            for quote, text in ((finding.target, verdict.row.target), (finding.source, verdict.row.source)):
                assert text[quote.span.start : quote.span.end] == quote.text


def test_plain_text_has_no_markup(config: Config, job: Callable[..., Job]) -> None:
    row = Row(1, "The file `a.txt` is *new*.", "文件 a.txt 是新的。")
    termbase = load_termbase(config.termbase.paths)
    rules = [
        {f.rule for v, _ in Engine(job(markdown=markdown), termbase).check("a", [row]) for f in v[0].findings}
        for markdown in (True, False)
    ]
    assert rules[0] - rules[1]


def test_nothing_is_kept_of_a_pair(termbase: Termbase, job: Callable[..., Job]) -> None:
    """What rules remember of a document goes with it: else memory would grow with the corpus."""
    engine = Engine(job(config=Config()), termbase)
    engine.warm()
    gc.unfreeze()
    list(engine.check("", [Row(1, 'He "saw" 5 *models*, and BERT.', "他“看到” 5 个*模型* , 和BERT。")]))
    gc.collect()
    assert [thing for thing in gc.get_objects() if isinstance(thing, Context)] == []
