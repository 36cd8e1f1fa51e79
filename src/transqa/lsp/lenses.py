"""The score above the document, and above each block with findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from transqa.lsp.checking import State
from transqa.lsp.diagnostics import place
from transqa.model import Document, Finding, Link, Severity, Span
from transqa.score.mqm import evaluation_size, mqm_statistics, raw_score


def lenses(state: State) -> Iterator[tuple[Span, str]]:
    """Places of the target and what stands above them, the document's own first."""
    report, config = state.report, state.context.config.score
    card = report.scores.mqm
    counts = Counter(finding.severity for finding in report.findings)
    score = "MQM –" if card["score"] is None else f"MQM {card['score']:.1f}"
    passed = {True: "passes", False: "fails", None: "too short to judge"}[card["passed"]]
    yield Span(0, 0), f"{score} · {passed} · {_counted(counts) or 'no findings'}"
    source, target = report.bitext.source, report.bitext.target
    for link, findings in _by_link(state):
        first = target.blocks[link.target[0]].span
        size = evaluation_size(_part(source, link.source), _part(target, link.target), config=config)
        statistics = mqm_statistics(findings, size=size, config=config)
        block = f" · MQM {raw_score(points=statistics.points, size=size):.1f}" if size else ""
        counts = Counter(finding.severity for finding in findings)
        yield first, f"{_counted(counts)} · {statistics.points:g} penalty points{block}"


def _by_link(state: State) -> Iterator[tuple[Link, list[Finding]]]:
    """The links with findings in their target blocks, and these findings."""
    bitext = state.report.bitext
    owner = {block: index for index, link in enumerate(bitext.links) for block in link.target}
    found: dict[int, list[Finding]] = {}
    blocks = iter(enumerate(bitext.target.blocks))
    number, block = next(blocks, (0, None))
    for start, finding in sorted(
        ((place(finding, bitext).start, finding) for finding in state.report.findings), key=lambda item: item[0]
    ):
        while block is not None and block.span.end < start:
            number, block = next(blocks, (0, None))
        if block is not None and block.span.start <= start:
            found.setdefault(owner[number], []).append(finding)
    for index in sorted(found, key=lambda index: bitext.links[index].target[0]):
        yield bitext.links[index], found[index]


def _part(document: Document, blocks: Iterable[int]) -> Document:
    return replace(document, blocks=tuple(document.blocks[block] for block in blocks))


def _counted(counts: Mapping[Severity, int]) -> str:
    return ", ".join(f"{counts[severity]} {severity}" for severity in reversed(Severity) if counts[severity])
