"""From drafts and pages to the whole result, and findings drawn from it for reading."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from transqa.evaluate.decisions import Accepted, Decision, accepted_rates, decide
from transqa.evaluate.gold import Gold
from transqa.evaluate.measures import Measures, Page, is_on_right, is_right, measure
from transqa.model import DocumentReport, Finding, Quote
from transqa.termbase import Termbase

#: From source and target file and their language tags (a bare ``zh`` is to be guessed) to the checked pair.
Check = Callable[[Path, Path, tuple[str, str]], DocumentReport]


def evaluate(
    golds: Sequence[Gold],
    accepted: Sequence[tuple[Path, Path]],
    *,
    check: Check,
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Check annotated drafts and pairs of published files. A page that cannot be checked is reported and skipped."""
    pages: list[Page] = []
    skipped: list[str] = []
    work: list[tuple[str, Path, Path, tuple[str, str], Gold | None]] = [
        (gold.name, gold.source, gold.target, gold.languages, gold) for gold in golds
    ]
    work += [(str(target), source, target, ("en", "zh"), None) for source, target in accepted]
    for done, (name, source, target, languages, gold) in enumerate(work, 1):
        try:
            pages.append(Page(name, check(source, target, languages), gold))
        except Exception as error:  # a page of a corpus must not cost the result of all the others
            skipped.append(f"{name}: {type(error).__name__}: {error}")
        if on_progress:
            on_progress(done, len(work))
    return Evaluation(tuple(pages), tuple(skipped))


def sample(evaluation: Evaluation, count: int, *, seed: int) -> tuple[Sample, ...]:
    """Findings drawn for reading, in order of place: from accepted text where there is any, else from the drafts."""
    accepted = [page for page in evaluation.pages if page.gold is None]
    found = [(page, finding) for page in accepted or evaluation.pages for finding in page.report.findings]
    chosen = sorted(random.Random(seed).sample(range(len(found)), min(count, len(found))))
    return tuple(_sample(*found[index]) for index in chosen)


def _sample(page: Page, finding: Finding) -> Sample:
    verdict = "accepted text"
    if page.gold is not None:
        verdict = "right" if is_right(page, finding) else "wrong" if is_on_right(page, finding) else "unlisted"
    bitext = page.report.bitext
    return Sample(
        page.name,
        finding,
        verdict,
        _line(bitext.source.text, bitext.source.line_starts, finding.source),
        _line(bitext.target.text, bitext.target.line_starts, finding.target),
    )


def _line(text: str, starts: Sequence[int], quote: Quote | None) -> str:
    if quote is None:
        return ""
    end = starts[quote.line] if quote.line < len(starts) else len(text)
    return text[starts[quote.line - 1] : end].strip()


def without_deprecated(termbase: Termbase) -> Termbase:
    """The termbase without any list of wrong renderings: what is found then is found by evidence."""
    concepts = {
        name: replace(concept, terms={tag: replace(terms, deprecated=()) for tag, terms in concept.terms.items()})
        for name, concept in termbase.concepts.items()
    }
    return Termbase(concepts, f"{termbase.hash}-without-deprecated")


@dataclass(frozen=True)
class Evaluation:
    """The whole result. ``skipped`` names each page that could not be checked, with the reason."""

    pages: tuple[Page, ...]
    skipped: tuple[str, ...]

    @cached_property
    def folders(self) -> tuple[Measures, ...]:
        """Measures of each annotated draft."""
        return tuple(measure(page.name, [page]) for page in self._annotated)

    @cached_property
    def pooled(self) -> Measures:
        """Measures of all annotated drafts taken as one."""
        return measure("all", self._annotated)

    @cached_property
    def accepted(self) -> Accepted:
        """Findings on accepted text."""
        return accepted_rates([page for page in self.pages if page.gold is None])

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """One per rule with any finding; none without both kinds of text."""
        return decide(self.pooled, self.accepted) if self._annotated and self.accepted.words else ()

    @cached_property
    def _annotated(self) -> list[Page]:
        return [page for page in self.pages if page.gold is not None]


@dataclass(frozen=True, slots=True)
class Sample:
    """A finding to read in its lines. ``verdict``: right, wrong (on a right rendering), unlisted, or accepted text."""

    page: str
    finding: Finding
    verdict: str
    source: str
    target: str
