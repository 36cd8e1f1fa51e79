"""A translation checked: whole, as ``transqa check`` does it, or only where it was edited since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from transqa.check import Context, Scope
from transqa.check.identity import identified
from transqa.check.runner import examine_pairs, in_order
from transqa.check.suppress import suppressions
from transqa.config import Config
from transqa.errors import InputError
from transqa.lexicon import load_lexicon
from transqa.lsp.follow import carried, relink, shift
from transqa.lsp.project import Project, Projects
from transqa.model import Bitext, Document, DocumentReport, Finding, Suppressed
from transqa.parse import is_bilingual, parse_bilingual_text, parse_text, read_text
from transqa.parse.languages import language_of
from transqa.parse.pairs import source_by_pattern
from transqa.parse.siblings import sibling_source
from transqa.pipeline import align_pair, check_context
from transqa.rules import RULES
from transqa.score import TermTally, score_document


@dataclass(frozen=True)
class Work:
    """A text to check. ``open`` are the texts in the editor by path, ``source`` is the setting of that name."""

    path: Path
    text: str
    open: Mapping[Path, str]
    source: str = ""


@dataclass(frozen=True)
class State:
    """What is known of a translation at one moment; ``source_path`` is None where only the target was looked at.

    ``complete`` is False after a quick look, which leaves rules about the whole document for later.
    """

    report: DocumentReport
    context: Context
    project: Project
    source_path: Path | None
    complete: bool = True

    @property
    def text(self) -> str:
        """The text that was checked."""
        return self.report.bitext.target.text


@dataclass(frozen=True)
class Outcome:
    """A check and what went wrong on the way; no state for what is no translation."""

    state: State | None
    problems: tuple[str, ...] = ()


def check_all(work: Work, projects: Projects, earlier: State | None = None) -> Outcome:
    """Everything ``transqa check`` would say of the text and its source, if it has one.

    A source that has not changed since ``earlier`` is not parsed again.

    Raises:
        TransqaError: not even the termbase that comes with transqa can be read.
    """
    project = projects.of(work.path.parent)
    problems = [project.problem] if project.problem else []
    config = project.config
    if is_bilingual(work.path):
        return _bilingual(work, project, problems)
    found, text, told = None, "", None
    try:
        found, told = _partner(work, config)
        if found is not None:
            text = work.open.get(found) or read_text(found, config.encoding)
    except InputError as error:
        found = None
        problems.append(str(error))
    if not work.text.strip() or found == work.path.resolve():
        return Outcome(None, tuple(problems))
    tags = config.languages
    target_language = language_of(work.text, tags.target)
    source_language = language_of(text, tags.source) if found else tags.source or "en"
    if found and source_language == target_language:
        # Not yet translated, or two texts of one language whose names look like a pair.
        target_language = told or target_language
        found = found if source_language != target_language else None
    if found is None:
        guess = language_of(work.text, None)
        if guess.split("-")[0] == source_language.split("-")[0]:
            return Outcome(None, tuple(problems))
        source = Document("", source_language, "", ())
    else:
        source = _source(text, found, source_language, earlier)
    target = parse_text(work.text, path=str(work.path), language=target_language)
    context = Context(align_pair(source, target), termbase=project.termbase, config=config)
    return Outcome(State(check_context(context), context, project, found), tuple(problems))


def _bilingual(work: Work, project: Project, problems: list[str]) -> Outcome:
    """A file that holds source and translation; what is no whole file of its format is checked when it is one."""
    tags = project.config.languages
    try:
        bitext = parse_bilingual_text(
            work.text, path=str(work.path), source_language=tags.source, target_language=tags.target
        )
    except InputError as error:
        return Outcome(None, (*problems, str(error)))
    context = Context(bitext, termbase=project.termbase, config=project.config)
    return Outcome(State(check_context(context), context, project, work.path.resolve()), tuple(problems))


def check_edited(state: State, text: str) -> State:
    """The state after an edit of the target: blocks that changed are looked at again, by the rules for pairs.

    All other findings keep their place in the text; those whose words were edited are gone until the next whole check.
    """
    before, bitext = state.report, state.report.bitext
    target = parse_text(text, path=bitext.target.path, language=bitext.target.language)
    moved = shift(bitext.target.text, text)
    linked = relink(bitext, target, moved, lexicon=load_lexicon() if bitext.source.text else None)
    context = Context(linked.bitext, termbase=state.project.termbase, config=state.project.config)
    context.adopt(state.context, linked.same)
    findings = [*before.findings, *(silent.finding for silent in before.suppressed)]
    kept = carried(_of_links(findings, bitext, linked.same), target, moved)
    fresh = examine_pairs(context, RULES, [context.pairs[index] for index in linked.fresh])
    report = _report(context, [*kept, *fresh])
    return replace(state, report=report, context=context, complete=False)


def _report(context: Context, findings: list[Finding]) -> DocumentReport:
    silent = suppressions(context.target, context.config)
    kept, suppressed = [], []
    for finding in identified(in_order(dict.fromkeys(findings)), context.bitext):
        by = next((suppression for suppression in silent if suppression.covers(finding)), None)
        if by is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, by.reason, by.place))
    tally = TermTally(*context.term_counts())
    scores = score_document(kept, source=context.source, target=context.target, config=context.config, tally=tally)
    return DocumentReport(context.bitext, tuple(kept), scores, tuple(suppressed))


def _of_links(findings: list[Finding], bitext: Bitext, same: Mapping[int, int]) -> Iterator[Finding]:
    """The findings that still hold: all but those of rules for pairs about links that have changed."""
    changed = [link for index, link in enumerate(bitext.links) if index not in same]
    target = [bitext.target.blocks[block].span for link in changed for block in link.target]
    source = [bitext.source.blocks[block].span for link in changed for block in link.source]
    for finding in findings:
        rule = RULES.get(finding.rule)
        if rule is not None and rule.scope in {Scope.PAIR, Scope.LINK}:
            quote, spans = (finding.target, target) if finding.target else (finding.source, source)
            if quote and any(span.start <= quote.span.start <= span.end for span in spans):
                continue
        yield finding


def _partner(work: Work, config: Config) -> tuple[Path | None, str | None]:
    """The source of a file, and its own language where the pair tells it.

    Raises:
        InputError: the source that the setting names is not there.
    """
    tags, path = config.languages, work.path.resolve()
    if work.source:
        named = (path.parent / work.source.replace("{name}", path.name)).resolve()
        if named not in work.open and not named.is_file():
            raise InputError(f"{named}: no such file; transqa.source is relative to the directory of the translation")
        return named, tags.target
    ours, theirs = tags.source or "en", tags.target or "zh-Hans"
    if config.pairs:
        found = source_by_pattern(config.pairs, path, source_language=ours, target_language=theirs, root=config.root)
        if found:
            return found, theirs
    return sibling_source(path, source_language=ours, target_language=tags.target), None


def _source(text: str, path: Path, language: str, earlier: State | None) -> Document:
    if earlier is not None:
        known = earlier.report.bitext.source
        if (known.text, known.path, known.language) == (text, str(path), language):
            return known
    return parse_text(text, path=str(path), language=language)
