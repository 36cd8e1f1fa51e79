"""Files to hand out: the target, decisions, links, reports, a baseline."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import sqlalchemy as sa

from transqa.align.links_file import links_file, render_overrides
from transqa.baseline import FILE_NAME, Baseline, compare, render_baseline
from transqa.errors import ConfigError, InputError
from transqa.model import Bitext, DocumentReport, Report, Scores, Suppressed
from transqa.report import RENDERERS
from transqa.review.records import load_finding, load_links
from transqa.review.rows import JUDGED, STATE
from transqa.review.schema import document, finding, link, project, verdict
from transqa.review.types import State
from transqa.review.versions import Tools, load, load_bytes, load_overrides, load_version, parsed
from transqa.review.views import Export
from transqa.score import judge, pool_scores

#: File ending and media type of each report format.
_FORMATS = {
    "text": ("txt", "text/plain"),
    "json": ("json", "application/json"),
    "jsonl": ("jsonl", "application/jsonl"),
    "sarif": ("sarif", "application/sarif+json"),
    "junit": ("xml", "application/xml"),
    "gitlab": ("json", "application/json"),
    "rdjson": ("json", "application/json"),
    "markdown": ("md", "text/markdown"),
    "html": ("html", "text/html"),
    "csv": ("csv", "text/csv"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

#: How the place of a finding that was dismissed in the desk begins.
_DESK = "review: "


def target(connection: sa.Connection, number: int, revision: int | None) -> Export:
    """The target file of a revision, the last for None."""
    row = load(connection, number)
    content = row.target if revision is None else load_version(connection, number, revision).target
    return Export(PurePosixPath(row.name).name, load_bytes(connection, content), "text/plain")


def decisions(connection: sa.Connection, number: int | None) -> Export:
    """Verdicts as JSON Lines, by document and time."""
    query = (
        sa.select(verdict, document.c.name, project.c.name.label("project"))
        .join(document, document.c.id == verdict.c.document)
        .join(project, project.c.id == document.c.project)
        .order_by(project.c.name, document.c.name, verdict.c.at, verdict.c.fingerprint)
    )
    name = "decisions"
    if number is not None:
        name = _stem(load(connection, number).name)
        query = query.where(verdict.c.document == number)
    lines = [json.dumps(_decision(row), ensure_ascii=False) + "\n" for row in connection.execute(query)]
    return Export(f"{name}.decisions.jsonl", "".join(lines).encode(), "application/jsonl")


def links(connection: sa.Connection, number: int) -> Export:
    """Overrides as JSON; the blocks are named by their content."""
    name = PurePosixPath(load(connection, number).name).name
    text = render_overrides(load_overrides(connection, number))
    return Export(links_file(name).name, text.encode(), "application/json")


def report(tools: Tools, connection: sa.Connection, numbers: Sequence[int]) -> Report:
    """The report of documents as they were last checked."""
    if not numbers:
        raise InputError("a report needs a document; choose one")
    config = tools.checker.config
    documents = [_document(tools, connection, load(connection, number)) for number in numbers]
    scores = pool_scores([one.scores for one in documents], config=config)
    signatures = dict.fromkeys(load(connection, number).signature for number in numbers)
    return Report(tuple(documents), scores, judge(documents, scores, config=config), " ".join(signatures))


def render(tools: Tools, connection: sa.Connection, numbers: Sequence[int], format: str) -> Export:
    """A report in a format of the table of renderers."""
    if format not in RENDERERS:
        raise ConfigError(f"unknown report format {format!r}; known: {', '.join(RENDERERS)}")
    renderer: Callable[[Report], str | bytes] = RENDERERS[format]
    data = renderer(report(tools, connection, numbers))
    ending, media = _FORMATS.get(format, ("txt", "text/plain"))
    name = _stem(load(connection, numbers[0]).name) if len(numbers) == 1 else "transqa"
    # Text of a document may hold what no encoding has.
    data = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    return Export(f"{name}.{format}.{ending}" if ending != format else f"{name}.{ending}", data, media)


def baseline(tools: Tools, connection: sa.Connection, numbers: Sequence[int]) -> Export:
    """A baseline for the directory of the configuration: what stands is known, and what was dismissed stays dismissed."""
    root = tools.checker.config.root
    known = report(tools, connection, numbers)
    # Paths of a baseline start at its own directory.
    placed = tuple(
        replace(
            one,
            bitext=replace(one.bitext, target=replace(one.bitext.target, path=str(root / one.bitext.target.path))),
            findings=(*one.findings, *(gone.finding for gone in one.suppressed if gone.place.startswith(_DESK))),
        )
        for one in known.documents
    )
    compared = compare(replace(known, documents=placed), Baseline(), root=root, whole=True)
    text = render_baseline(compared.updated(accept_new=True))
    return Export(FILE_NAME, text.encode(), "application/jsonl")


def _document(tools: Tools, connection: sa.Connection, row: Any) -> DocumentReport:
    found = connection.execute(
        sa.select(finding.c.data, STATE.label("state"), verdict.c.reason, verdict.c.who, verdict.c.at)
        .select_from(JUDGED)
        .where(finding.c.document == row.id)
        .order_by(finding.c.place)
    ).all()
    rows = connection.execute(sa.select(link).where(link.c.document == row.id).order_by(link.c.place)).all()
    dismissed = [
        Suppressed(load_finding(one.data), one.reason, f"{_DESK}{one.who}, {one.at:%Y-%m-%d}")
        for one in found
        if one.state == State.DISMISSED
    ]
    silenced = [Suppressed(load_finding(data), reason, place) for data, reason, place in row.suppressed or ()]
    return DocumentReport(
        Bitext(*parsed(tools, connection, row), load_links(rows)),
        tuple(load_finding(one.data) for one in found if one.state != State.DISMISSED),
        Scores(**row.scores),
        (*silenced, *dismissed),
    )


def _decision(row: Any) -> dict[str, Any]:
    one = load_finding(row.data)
    return {
        "project": row.project,
        "document": row.name,
        "fingerprint": row.fingerprint,
        "rule": one.rule,
        "name": one.name,
        "severity": one.severity.value,
        "concept": one.concept,
        "source": one.source.text if one.source else None,
        "target": one.target.text if one.target else None,
        "state": row.state,
        "reason": row.reason,
        "who": row.who,
        "when": row.at.isoformat(),
    }


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
