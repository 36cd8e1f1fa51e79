"""Check pairs against what was before: the baseline, a git revision, the history of the files."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transqa.cli.inputs import report_on
from transqa.cli.output import note, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transqa.baseline import Compared
    from transqa.changes import Since
    from transqa.config import Config
    from transqa.git import Repository
    from transqa.model import DocumentReport, Report
    from transqa.pipeline import PairPaths


def skipped_rules(*, history: bool) -> frozenset[str]:
    """The codes of the rules that cannot run with or without a history."""
    from transqa.check.past import NEED_HISTORY

    # What says nothing fixes nothing.
    return frozenset() if history else NEED_HISTORY


@dataclass(frozen=True, slots=True)
class Against:
    """What to compare with. ``whole`` says that the pairs are all there are, so that other files are gone.

    ``stale`` asks for the history and fails without one; ``stale_if_possible`` does without it.
    """

    baseline: Path | None = None
    changed_since: str | None = None
    stale: bool = False
    stale_if_possible: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report of a run, and the comparison of all that was checked with the baseline where there is one.

    ``history`` says whether the rules that need the history could run.
    """

    report: Report
    compared: Compared | None
    history: bool


def check_against(
    pairs: list[PairPaths],
    against: Against,
    *,
    config: Config,
    reference: Path | None = None,
    quiet: bool = False,
) -> Outcome:
    """Check what is to be checked of the pairs, and keep of it what is to be shown.

    Raises:
        TransqaError: a file, the baseline, the termbase or the repository cannot be used.
    """
    from transqa.baseline import compare, read_baseline
    from transqa.changes import since
    from transqa.score import judge

    known = read_baseline(against.baseline) if against.baseline else None
    repository = _repository(pairs, against, quiet=quiet)
    changes = None
    if against.changed_since is not None and repository is not None:
        changes = since(repository, against.changed_since)
        pairs = [pair for pair in pairs if any(changes.touches(path) for path in pair.files)]
        if not pairs and not quiet:
            note(f"no pair has changed since {against.changed_since}")
    report = report_on(pairs, config=config, reference=reference, repository=repository, quiet=quiet)
    compared = None
    if known is not None and against.baseline is not None:
        compared = compare(
            report,
            known,
            root=against.baseline.parent,
            whole=against.whole and changes is None,
            skipped=_unselected(config) | skipped_rules(history=repository is not None),
        )
        report = compared.report
    if changes is not None:
        documents = tuple(_narrowed(document, changes, config) for document in report.documents)
        report = dataclasses.replace(report, documents=documents)
    verdict = judge(report.documents, report.scores, config=config)
    return Outcome(dataclasses.replace(report, verdict=verdict), compared, history=repository is not None)


def _repository(pairs: Sequence[PairPaths], against: Against, *, quiet: bool) -> Repository | None:
    from transqa.git import find_repository, open_repository

    folder = pairs[0].target.resolve().parent if pairs else Path()
    if against.changed_since is not None or against.stale:
        repository = open_repository(folder)
    elif against.stale_if_possible:
        found = find_repository(folder)
        if found is None:
            return None
        repository = found
    else:
        return None
    if repository.shallow and not quiet:
        warn(
            "the clone is shallow: translations that went stale before its history begins are not seen (fetch-depth: 0)"
        )
    return repository


def _unselected(config: Config) -> frozenset[str]:
    from transqa.check.select import select
    from transqa.rules import RULES

    return frozenset(RULES) - frozenset(select(RULES, chosen=config.select, ignored=config.ignore))


def _narrowed(document: DocumentReport, changes: Since, config: Config) -> DocumentReport:
    from transqa.changes import narrow

    source, target = (
        changes.before(side, encoding=config.encoding) for side in (document.bitext.source, document.bitext.target)
    )
    return narrow(document, source=source, target=target)
