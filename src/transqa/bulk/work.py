"""One part from its rows to its files, wherever that happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transqa.bulk.engine import Engine, Verdict
from transqa.bulk.folder import Folder
from transqa.bulk.parts import Part
from transqa.bulk.rows import Row
from transqa.bulk.summary import Tally
from transqa.bulk.tables import findings_table, passed_table, rejected_table, scores_table
from transqa.errors import InputError


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is finished: how many rows were pairs and how many were not, and what it counts in the progress."""

    name: str
    pairs: int
    rejected: int
    share: float


def finish(part: Part, engine: Engine, folder: Folder) -> Done:
    """Check a part and write what was found.

    Raises:
        InputError: the results cannot be written, or with ``strict`` a row is no pair.
    """
    job, tally = engine.job, Tally()
    rejected: list[Row] = []
    verdicts: list[Verdict] = []
    for found, terms in engine.check(part.path, _good(part.rows(job.reading), rejected)):
        tally.add(part.path, found, terms)
        verdicts += found
    if job.strict and rejected:
        raise InputError(refusal(part.path, rejected[0].number, rejected[0].reason))
    for row in rejected:
        tally.reject(row)
    files = {"findings": findings_table(part.path, verdicts), "scores": scores_table(part.path, verdicts)}
    if rejected:
        files["rejected"] = rejected_table(part.path, rejected)
    if job.keep:
        files["passed"] = passed_table(part.path, verdicts)
    folder.finish_part(part.name, files, tally.bounded().to_json())
    return Done(part.name, tally.pairs, tally.rejected, part.share)


def gather(names: Iterable[str], folder: Folder) -> Tally:
    """The counts of finished parts together."""
    total = Tally()
    for name in names:
        total = total.merged(Tally.from_json(folder.record(name)))
    return total


def refusal(path: str, number: int, reason: str) -> str:
    """What is said of a bad row where none is allowed."""
    return f"{path}: row {number}: {reason}; without --strict such rows are kept aside"


def _good(rows: Iterable[Row], rejected: list[Row]) -> Iterable[Row]:
    for row in rows:
        if row.reason:
            rejected.append(row)
        else:
            yield row
