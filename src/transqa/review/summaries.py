"""The overview: documents with their numbers, counts for charts, scores over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa

from transqa.model import Severity
from transqa.review.rows import JUDGED, STATE
from transqa.review.schema import assignment, document, finding, project, score, verdict, version
from transqa.review.types import NotFound, State
from transqa.review.versions import load
from transqa.review.views import Count, Point, SignOff, Summary, Version

#: Scores in a document's trend.
_TREND = 20


def projects(connection: sa.Connection) -> tuple[str, ...]:
    """Names of all projects, sorted."""
    return tuple(connection.execute(sa.select(project.c.name).order_by(project.c.name)).scalars())


def summaries(connection: sa.Connection, *, name: str | None = None, number: int | None = None) -> tuple[Summary, ...]:
    """Documents, those of one project or one alone, by project and name."""
    query = sa.select(document, project.c.name.label("project_name")).join(project, project.c.id == document.c.project)
    if name is not None:
        query = query.where(project.c.name == name)
    if number is not None:
        query = query.where(document.c.id == number)
    rows = connection.execute(query.order_by(project.c.name, document.c.name)).all()
    severities: dict[int, Counter[Severity]] = defaultdict(Counter)
    states: dict[int, Counter[State]] = defaultdict(Counter)
    for one in counts(connection, number=number):
        states[one.document][one.state] += one.count
        if one.state is State.OPEN:
            severities[one.document][one.severity] += one.count
    for place, count in _mended(connection, number):
        states[place][State.FIXED] = count
    trends = _trends(connection, number)
    assigned: dict[int, str] = dict(
        connection.execute(
            sa.select(assignment.c.document, assignment.c.assignee).where(assignment.c.anchor == "")
        ).all()
    )
    return tuple(
        _summary(row, severities[row.id], states[row.id], trends.get(row.id, ()), assigned.get(row.id)) for row in rows
    )


def summary(connection: sa.Connection, number: int) -> Summary:
    """One document.

    Raises:
        NotFound: no such document.
    """
    found = summaries(connection, number=number)
    if not found:
        raise NotFound(f"there is no document {number}; it may have been removed")
    return found[0]


def counts(connection: sa.Connection, *, name: str | None = None, number: int | None = None) -> tuple[Count, ...]:
    """Findings by document, rule, severity and state."""
    query = sa.select(
        finding.c.document, finding.c.rule, finding.c.severity, STATE.label("state"), sa.func.count().label("number")
    ).select_from(JUDGED)
    if number is not None:
        query = query.where(finding.c.document == number)
    if name is not None:
        owned = sa.select(document.c.id).join(project, project.c.id == document.c.project).where(project.c.name == name)
        query = query.where(finding.c.document.in_(owned))
    groups = query.group_by(finding.c.document, finding.c.rule, finding.c.severity, STATE)
    ordered = groups.order_by(finding.c.document, finding.c.rule, finding.c.severity)
    return tuple(
        Count(one.document, one.rule, Severity(one.severity), State(one.state), one.number)
        for one in connection.execute(ordered)
    )


def points(connection: sa.Connection, number: int | None) -> tuple[Point, ...]:
    """Scores, oldest first."""
    query = sa.select(score).order_by(score.c.at, score.c.id)
    if number is not None:
        load(connection, number)
        query = query.where(score.c.document == number)
    return tuple(
        Point(one.document, one.revision, one.at, one.score, one.penalty, one.open, one.findings)
        for one in connection.execute(query)
    )


def versions(connection: sa.Connection, number: int) -> tuple[Version, ...]:
    """Versions, newest first."""
    load(connection, number)
    query = sa.select(version).where(version.c.document == number).order_by(version.c.revision.desc())
    return tuple(Version(one.revision, one.who, one.at, one.what) for one in connection.execute(query))


def _mended(connection: sa.Connection, number: int | None) -> list[tuple[int, int]]:
    query = sa.select(verdict.c.document, sa.func.count()).where(verdict.c.state == State.FIXED)
    if number is not None:
        query = query.where(verdict.c.document == number)
    return [(place, count) for place, count in connection.execute(query.group_by(verdict.c.document))]


def _trends(connection: sa.Connection, number: int | None) -> dict[int, tuple[float, ...]]:
    before = sa.func.lag(score.c.score).over(partition_by=score.c.document, order_by=score.c.id).label("before")
    query = sa.select(score.c.id, score.c.document, score.c.score, before).where(score.c.score.is_not(None))
    if number is not None:
        query = query.where(score.c.document == number)
    points = query.subquery()
    age = sa.func.row_number().over(partition_by=points.c.document, order_by=points.c.id.desc()).label("age")
    changes = sa.or_(points.c.before.is_(None), points.c.before != points.c.score)
    ranked = sa.select(points, age).where(changes).subquery()
    recent = sa.select(ranked.c.document, ranked.c.score).where(ranked.c.age <= _TREND).order_by(ranked.c.id)
    found: dict[int, list[float]] = defaultdict(list)
    for place, value in connection.execute(recent):
        found[place].append(value)
    return {place: tuple(values) for place, values in found.items()}


def _summary(
    row: Any, severities: Counter[Severity], states: Counter[State], trend: tuple[float, ...], assignee: str | None
) -> Summary:
    card = (row.scores or {}).get("mqm", {})
    signed = SignOff(row.signed_by, row.signed_at, row.signed_revision) if row.signed_by else None
    return Summary(
        id=row.id,
        project=row.project_name,
        name=row.name,
        source_name=row.source_name,
        source_language=row.source_language,
        target_language=row.target_language,
        revision=row.revision,
        blocks=row.blocks,
        rows=row.rows,
        score=card.get("score"),
        judged=bool(card.get("judged")),
        passed=bool(row.passed),
        reasons=tuple(row.reasons or ()),
        open=severities,
        states=states,
        trend=trend,
        assignee=assignee,
        signed_off=signed,
        updated=row.updated,
        updated_by=row.updated_by,
        signature=row.signature,
    )
