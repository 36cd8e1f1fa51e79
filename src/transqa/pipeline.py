"""The main job on one screen: parse -> align -> check -> score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from transqa.align import align
from transqa.changes import histories
from transqa.check import Context, run
from transqa.check.usage import pool
from transqa.config import Config
from transqa.git import Repository
from transqa.lexicon import load_lexicon
from transqa.model import Bitext, Document, DocumentReport, Link, Report
from transqa.parse import parse_file
from transqa.rules import RULES
from transqa.score import TermTally, judge, pool_scores, score_document, signature
from transqa.termbase import Termbase, default_path, load_termbase


@dataclass(frozen=True, slots=True)
class PairPaths:
    """Two files to compare and their BCP-47 languages; without a source only the target is looked at."""

    source: Path | None
    target: Path
    source_language: str
    target_language: str

    @property
    def files(self) -> list[Path]:
        """The files there are, source first."""
        return [path for path in (self.source, self.target) if path is not None]


def align_pair(source: Document, target: Document) -> Bitext:
    """Align two documents, with the dictionary where it is installed. Without any source all of the target stands alone."""
    if not source.text:
        return Bitext(source, target, tuple(Link((), (index,), 1.0) for index in range(len(target.blocks))))
    return align(source, target, lexicon=load_lexicon())


def check_pair(source: Document, target: Document, *, config: Config, termbase: Termbase) -> DocumentReport:
    """Align, check and score one pair of documents."""
    return check_context(Context(align_pair(source, target), termbase=termbase, config=config))


def check_context(context: Context) -> DocumentReport:
    """Check and score one aligned pair of documents."""
    findings = run(context, RULES)
    tally = TermTally(*context.term_counts())
    scores = score_document(findings, source=context.source, target=context.target, config=context.config, tally=tally)
    return DocumentReport(context.bitext, findings, scores)


def check_paths(
    pairs: Sequence[PairPaths],
    *,
    config: Config,
    repository: Repository | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check pairs of files and judge them together. ``on_progress`` is told (done, total) after each pair.

    With a ``repository``, its history tells which translations their source has left behind.

    Raises:
        TransqaError: a file, the termbase or the configuration cannot be used; nothing is half done.
    """
    termbase = load_termbase(termbase_paths(config))
    contexts = []
    for pair in pairs:
        source = (
            parse_file(pair.source, language=pair.source_language, encoding=config.encoding)
            if pair.source
            else Document("", pair.source_language, "", ())
        )
        target = parse_file(pair.target, language=pair.target_language, encoding=config.encoding)
        context = Context(align_pair(source, target), termbase=termbase, config=config)
        if repository and pair.source:
            context.past = histories(source, target, repository=repository, encoding=config.encoding)
        contexts.append(context)
    if len(contexts) > 1:
        for language in {context.target.language for context in contexts}:
            together = [context for context in contexts if context.target.language == language]
            usage = pool(together)
            for context in together:
                context.usage = usage
    documents = []
    for done, context in enumerate(contexts, 1):
        documents.append(check_context(context))
        if on_progress:
            on_progress(done, len(contexts))
    scores = pool_scores([document.scores for document in documents], config=config)
    return Report(
        tuple(documents),
        scores,
        judge(documents, scores, config=config),
        signature(config, termbase_hash=termbase.hash),
    )


def termbase_paths(config: Config) -> list[Path]:
    """Where the configured termbase comes from, the packaged glossary first."""
    return [*([default_path()] if config.termbase.default else []), *config.termbase.paths]
