"""The main job on one screen: parse -> align -> check -> score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from transqa.align import align
from transqa.align.links_file import links_file, read_overrides
from transqa.align.overrides import apply_overrides
from transqa.changes import histories
from transqa.check import Context, conclude, examine
from transqa.check.usage import pool
from transqa.config import Config, SuppressTable
from transqa.fix import Check, Repair, repair
from transqa.git import Repository
from transqa.globs import files
from transqa.lexicon import load_lexicon
from transqa.model import Bitext, Document, DocumentReport, Finding, Link, Report
from transqa.parse import EXTENSIONS, is_bilingual, parse_bilingual_file, parse_bilingual_text, parse_file, parse_text
from transqa.rules import RULES
from transqa.score import TermTally, judge, pool_scores, score_document, signature
from transqa.termbase import Termbase, default_path, load_termbase

#: Documents repaired together are looked at this often at most; the second look nearly always changes nothing.
_PASSES = 5


@dataclass(frozen=True, slots=True)
class PairPaths:
    """Two files to compare and their BCP-47 languages; without a source only the target is looked at.

    A bilingual file is source and target in one; its languages are its own where they are empty here.
    """

    source: Path | None
    target: Path
    source_language: str
    target_language: str

    @property
    def files(self) -> list[Path]:
        """The files there are, source first."""
        return list(dict.fromkeys(path for path in (self.source, self.target) if path is not None))


def align_pair(source: Document, target: Document) -> Bitext:
    """Align two files, and set the links that somebody set by hand and keeps beside the target.

    Raises:
        InputError: the file of links cannot be used.
    """
    found = align_texts(source, target)
    by_hand = read_overrides(links_file(target.path)) if target.path else ()
    return apply_overrides(found, by_hand)[0] if by_hand else found


def align_texts(source: Document, target: Document) -> Bitext:
    """Align two documents, with the dictionary where it is installed. Without any source all of the target stands alone."""
    if not source.text:
        return Bitext(source, target, tuple(Link((), (index,), 1.0) for index in range(len(target.blocks))))
    return align(source, target, lexicon=load_lexicon())


def read_pair(pair: PairPaths, *, config: Config) -> Bitext:
    """Parse and align two files, or take a bilingual file as it is linked.

    Raises:
        InputError: a file cannot be read.
    """
    if pair.source == pair.target and is_bilingual(pair.target):
        return parse_bilingual_file(
            pair.target,
            source_language=pair.source_language or None,
            target_language=pair.target_language or None,
            encoding=config.encoding,
        )
    source = (
        parse_file(pair.source, language=pair.source_language, encoding=config.encoding)
        if pair.source
        else Document("", pair.source_language, "", ())
    )
    return align_pair(source, parse_file(pair.target, language=pair.target_language, encoding=config.encoding))


def check_pair(source: Document, target: Document, *, config: Config, termbase: Termbase) -> DocumentReport:
    """Align, check and score one pair of documents."""
    return check_context(Context(align_pair(source, target), termbase=termbase, config=config))


def check_context(context: Context) -> DocumentReport:
    """Check and score one aligned pair of documents."""
    return _concluded(context, examine(context, RULES))


def _concluded(context: Context, found: Sequence[Finding]) -> DocumentReport:
    examined = conclude(context, RULES, found)
    tally = TermTally(*context.term_counts())
    scores = score_document(
        examined.findings, source=context.source, target=context.target, config=context.config, tally=tally
    )
    return DocumentReport(context.bitext, examined.findings, scores, examined.suppressed)


def _decide_tables(contexts: Sequence[Context], pairs: Sequence[PairPaths], *, config: Config) -> None:
    """Mark the suppress tables for several files that none of them needs, in the first of these files."""
    looked = {path.resolve() for pair in pairs for path in pair.files}
    tables: dict[SuppressTable, list[tuple[Context, int]]] = {}
    for context in contexts:
        shift = len(context.effects) - len(found := config.suppressions(context.target.path))
        for index, table in enumerate(found if config.suppression else ()):
            if table.several:
                tables.setdefault(table, []).append((context, shift + index))
    for table, uses in tables.items():
        effects = [context.effects[index] for context, index in uses]
        if all(effect.ran and not effect.silenced for effect in effects) and all(
            path.resolve() in looked for path in files(config.root, table.glob) if path.suffix.lower() in EXTENSIONS
        ):
            context, index = uses[0]
            decided = replace(effects[0], suppression=replace(effects[0].suppression, decided=True))
            context.effects = (*context.effects[:index], decided, *context.effects[index + 1 :])


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
    contexts = _contexts(pairs, config=config, termbase=termbase, repository=repository)
    found = []
    for done, context in enumerate(contexts, 1):
        found.append(examine(context, RULES))
        if on_progress:
            on_progress(done, len(contexts))
    _decide_tables(contexts, pairs, config=config)
    documents = [_concluded(context, findings) for context, findings in zip(contexts, found, strict=True)]
    scores = pool_scores([document.scores for document in documents], config=config)
    return Report(
        tuple(documents),
        scores,
        judge(documents, scores, config=config),
        signature(config, termbase_hash=termbase.hash),
    )


def fix_paths(
    pairs: Sequence[PairPaths],
    *,
    config: Config,
    unsafe: bool = False,
    mend: Callable[[DocumentReport, Check], Repair] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Iterator[Repair]:
    """Repair the targets of pairs of files, one after the other; nothing is written.

    Safe fixes are applied, with ``unsafe`` also the unsafe ones; or else ``mend`` decides, which gets the report of a
    document and a function that checks another text of it. ``on_progress`` is told (done, total) where nobody is asked.

    Raises:
        TransqaError: a file, the termbase or the configuration cannot be used; raised before the first repair.
    """
    termbase = load_termbase(termbase_paths(config))
    contexts = _contexts(pairs, config=config, termbase=termbase)
    if mend:
        return (mend(check_context(context), partial(_recheck, context)) for context in contexts)
    return _repaired(contexts, unsafe=unsafe, on_progress=on_progress or (lambda done, total: None))


def _repaired(
    contexts: Sequence[Context], *, unsafe: bool, on_progress: Callable[[int, int], None]
) -> Iterator[Repair]:
    """All targets repaired, until the vocabulary that they share stays the same: it decides what the usual word is."""
    repairs = []
    for done, context in enumerate(contexts, 1):
        repairs.append(repair(check_context(context), check=partial(_recheck, context), unsafe=unsafe))
        on_progress(done, len(contexts))
    for _ in range(_PASSES):
        again = [_with_target(c, r.after.bitext.target.text) for c, r in zip(contexts, repairs, strict=True)]
        _share_usage(again)
        if all(new.usage == old.usage for new, old in zip(again, contexts, strict=True)):
            break
        contexts = again
        more = [repair(check_context(context), check=partial(_recheck, context), unsafe=unsafe) for context in contexts]
        repairs = [first.followed_by(second) for first, second in zip(repairs, more, strict=True)]
    yield from repairs


def _recheck(context: Context, text: str) -> DocumentReport:
    """The report of another text of the target, with all else as it was."""
    again = _with_target(context, text)
    again.usage = context.usage
    return check_context(again)


def _with_target(context: Context, text: str) -> Context:
    source, target = context.source, context.target
    if source.path == target.path and is_bilingual(target.path):
        bitext = parse_bilingual_text(
            text, path=target.path, source_language=source.language, target_language=target.language
        )
    else:
        bitext = align_pair(source, parse_text(text, path=target.path, language=target.language))
    return Context(bitext, termbase=context.termbase, config=context.config)


def _contexts(
    pairs: Sequence[PairPaths], *, config: Config, termbase: Termbase, repository: Repository | None = None
) -> list[Context]:
    """All pairs parsed and aligned, those of one target language with the vocabulary they share."""
    contexts = []
    for pair in pairs:
        context = Context(read_pair(pair, config=config), termbase=termbase, config=config)
        if repository and pair.source:
            context.past = histories(context.source, context.target, repository=repository, encoding=config.encoding)
        contexts.append(context)
    _share_usage(contexts)
    return contexts


def _share_usage(contexts: Sequence[Context]) -> None:
    if len(contexts) > 1:
        for language in {context.target.language for context in contexts}:
            together = [context for context in contexts if context.target.language == language]
            usage = pool(together)
            for context in together:
                context.usage = usage


def termbase_paths(config: Config) -> list[Path]:
    """Where the configured termbase comes from, the packaged glossary first."""
    return [*([default_path()] if config.termbase.default else []), *config.termbase.paths]
