"""The check of a part: the same engine as for files, each pair a document of its own, or documents where they are named."""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from transqa.bulk.job import Job
from transqa.bulk.rows import Row
from transqa.check import Context, run_all
from transqa.lexicon import load_lexicon
from transqa.model import Bitext, Block, BlockKind, Document, Finding, Link, Quote, Span
from transqa.parse import parse_text
from transqa.parse.prose import Prose
from transqa.pipeline import align_pair
from transqa.rules import RULES
from transqa.score.mqm import evaluation_size, mqm_statistics
from transqa.termbase import Termbase

#: Between the rows of a document.
_GAP = "\n\n"
#: Characters of documents that are checked together.
_TOGETHER = 30_000
#: What may be markup, at the beginning or anywhere; a text without it is one paragraph of itself.
_MARKUP = re.compile(r"\A(?:[#>+\-=:!?|\d ]|import\b|export\b)|[`*_~$<>\[\]{}\\&^|\0\ufeff]|[^\S ]|://| \Z")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a pair: findings with offsets into its own texts, size and MQM score (None for no size)."""

    row: Row
    findings: tuple[Finding, ...]
    size: int
    penalty: float
    score: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class TermCount:
    """Source terms judged, and those rendered acceptably."""

    total: int = 0
    accepted: int = 0


class Engine:
    """Termbase and rules, made ready once per worker."""

    def __init__(self, job: Job, termbase: Termbase) -> None:
        self.job = job
        self.termbase = termbase
        self.lexicon = load_lexicon()
        self._limit = job.config.fail_on.severity
        self._thresholds = gc.get_threshold()

    def warm(self) -> None:
        """Compile what the first pair would have to wait for.

        What is loaded then stays: the collector need not look at it again, nor write to pages shared with a fork. Workers
        that were not forked do not have the command line's settings of it.
        """
        gc.set_threshold(200_000, 20, 20)
        list(self._check("", [[Row(1, "One model.", "一个模型。")]]))
        gc.collect()
        gc.freeze()

    def cool(self) -> None:
        """Give the collector back as it was: a cluster's workers live on."""
        gc.unfreeze()
        gc.set_threshold(*self._thresholds)

    def check(self, path: str, rows: Iterable[Row]) -> Iterator[tuple[list[Verdict], TermCount]]:
        """Verdicts of good rows, those of a document together."""
        waiting: list[list[Row]] = []
        size = 0
        for document in self._documents(rows):
            waiting.append(document)
            size += sum(len(row.source) + len(row.target) for row in document)
            if size >= _TOGETHER:
                yield from self._check(path, waiting)
                waiting, size = [], 0
        yield from self._check(path, waiting)

    def _documents(self, rows: Iterable[Row]) -> Iterator[list[Row]]:
        if self.job.reading.columns.document is None:
            for row in rows:
                yield [row]
        else:
            for _, group in groupby(rows, key=lambda row: row.document or row.number):
                yield list(group)

    def _check(self, path: str, documents: Sequence[Sequence[Row]]) -> Iterator[tuple[list[Verdict], TermCount]]:
        """Verdicts of the rows of each document, and the terms in it."""
        pairs = [[self._pair(path, row) for row in rows] for rows in documents]
        contexts = [self._context(document[0] if len(document) == 1 else _joined(document)) for document in pairs]
        checked = zip(documents, pairs, contexts, run_all(contexts, RULES), strict=True)
        for rows, document, context, found in checked:
            shares = [found] if len(document) == 1 else _shared_out(found, document)
            verdicts = [self._verdict(*parts) for parts in zip(rows, shares, document, strict=True)]
            yield verdicts, TermCount(*context.term_counts())

    def _context(self, bitext: Bitext) -> Context:
        context = Context(bitext, termbase=self.termbase, config=self.job.config)
        context.lexicon = self.lexicon
        return context

    def _pair(self, path: str, row: Row) -> Bitext:
        source, target = (
            Document(path, language, text, self._blocks(text))
            for language, text in zip(self.job.reading.languages, (row.source, row.target), strict=True)
        )
        if len(source.blocks) == len(target.blocks) == 1:
            # That they belong together is what the corpus says; nothing is left to align.
            return Bitext(source, target, (Link((0,), (0,), 1.0),))
        return align_pair(source, target)

    def _blocks(self, text: str) -> tuple[Block, ...]:
        if not self.job.markdown:
            return parse_text(text, path="", language="", format="text").blocks
        if _MARKUP.search(text):
            return parse_text(text, path="", language="", format="markdown").blocks
        prose = Prose(text)
        prose.copy(0, len(text))
        return (prose.block(BlockKind.PARAGRAPH, Span(0, len(text))),)

    def _verdict(self, row: Row, findings: Sequence[Finding], pair: Bitext) -> Verdict:
        settings = self.job.config.score
        size = evaluation_size(pair.source, pair.target, config=settings)
        statistics = mqm_statistics(findings, size=size, config=settings)
        exact = statistics.score(config=settings)
        score = None if exact is None else round(exact, 4)
        passed = not any(self._limit and finding.severity.rank >= self._limit.rank for finding in findings) and (
            self.job.min_score is None or score is None or score >= self.job.min_score
        )
        return Verdict(row, tuple(findings), size, statistics.points, score, passed)


def _joined(pairs: Sequence[Bitext]) -> Bitext:
    """Pairs as one document, rows apart by an empty line."""
    links, counts = [], [0, 0]
    for pair in pairs:
        for link in pair.links:
            links.append(
                Link(
                    tuple(index + counts[0] for index in link.source),
                    tuple(index + counts[1] for index in link.target),
                    link.confidence,
                )
            )
        counts = [counts[0] + len(pair.source.blocks), counts[1] + len(pair.target.blocks)]
    source, target = (_document([getattr(pair, side) for pair in pairs]) for side in ("source", "target"))
    return Bitext(source, target, tuple(links))


def _document(rows: Sequence[Document]) -> Document:
    blocks: list[Block] = []
    at = 0
    for row in rows:
        blocks += (_moved(block, at) for block in row.blocks)
        at += len(row.text) + len(_GAP)
    return Document(rows[0].path, rows[0].language, _GAP.join(row.text for row in rows), tuple(blocks))


def _moved(block: Block, by: int) -> Block:
    return replace(
        block,
        span=_shifted(block.span, by),
        pieces=tuple((text, file + by, length) for text, file, length in block.pieces),
        inlines=tuple(
            replace(inline, span=_shifted(inline.span, by), content=_shifted(inline.content, by))
            for inline in block.inlines
        ),
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shared_out(findings: Iterable[Finding], pairs: Sequence[Bitext]) -> list[list[Finding]]:
    """The findings of a document by row, with offsets into the texts of the row."""
    starts: dict[str, list[int]] = {}
    for side in ("source", "target"):
        at, places = 0, []
        for pair in pairs:
            places.append(at)
            at += len(getattr(pair, side).text) + len(_GAP)
        starts[side] = places
    shares: list[list[Finding]] = [[] for _ in pairs]
    for finding in findings:
        rows = {
            side: bisect_right(starts[side], quote.span.start) - 1
            for side, quote in (("source", finding.source), ("target", finding.target))
            if quote
        }
        row = rows.get("target", rows.get("source", 0))
        # A document rule may quote a source of another row: its place would mean nothing in this one.
        source, target = (
            _requoted(quote, getattr(pairs[row], side), starts[side][row]) if quote and rows[side] == row else None
            for side, quote in (("source", finding.source), ("target", finding.target))
        )
        shares[row].append(replace(finding, source=source, target=target))
    return shares


def _requoted(quote: Quote, document: Document, start: int) -> Quote:
    return document.quote(Span(quote.span.start - start, min(quote.span.end - start, len(document.text))))
