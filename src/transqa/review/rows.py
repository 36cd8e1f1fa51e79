"""Rows of a document for the review page, by filters, and single findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from transqa.model import BlockKind, Severity, Span
from transqa.review.records import load_finding
from transqa.review.schema import assignment, block, comment, finding, link, verdict
from transqa.review.types import Filters, NotFound, State
from transqa.review.versions import load
from transqa.review.views import BlockView, LinkView, Page, Reviewed, Row

#: What has no verdict is open. No parameter: PostgreSQL must see the same expression under GROUP BY.
STATE = sa.func.coalesce(verdict.c.state, sa.literal_column(f"'{State.OPEN}'"))
#: Findings with their verdicts, where there are any.
JUDGED = finding.outerjoin(
    verdict, (verdict.c.document == finding.c.document) & (verdict.c.fingerprint == finding.c.fingerprint)
)
_REVIEWED = sa.select(
    finding.c.document,
    finding.c.row,
    finding.c.data,
    STATE.label("state"),
    verdict.c.reason,
    verdict.c.who,
    verdict.c.at,
).select_from(JUDGED)
#: Prose shown of a block in the list of links, in code points.
_BEGINNING = 160


def page(connection: sa.Connection, number: int, filters: Filters, *, offset: int, limit: int) -> Page:
    """Rows ``offset`` to ``offset + limit`` of those that pass the filters."""
    row = load(connection, number)
    wanted = _rows_query(number, filters)
    total = connection.execute(sa.select(sa.func.count()).select_from(wanted.subquery())).scalar_one()
    links = connection.execute(wanted.order_by(link.c.place).offset(offset).limit(limit)).all()
    conditions = _finding_conditions(filters)
    passing = sa.select(sa.func.count()).select_from(JUDGED).where(finding.c.document == number, *conditions)
    everything = sa.select(finding.c.rule, finding.c.severity, STATE.label("state"), sa.func.count().label("number"))
    groups = connection.execute(
        everything.select_from(JUDGED)
        .where(finding.c.document == number)
        .group_by(finding.c.rule, finding.c.severity, STATE)
    ).all()
    return Page(
        document=number,
        revision=row.checked_revision,
        offset=offset,
        total=total,
        rows=_rows(connection, number, links, conditions),
        findings=connection.execute(passing).scalar_one(),
        general=reviewed(connection, number, finding.c.row == -1, *conditions),
        rules=_tally((group.rule, group.number) for group in groups),
        severities=_tally((Severity(group.severity), group.number) for group in groups),
        states=_tally((State(group.state), group.number) for group in groups),
    )


def find_row(connection: sa.Connection, number: int, place: int, filters: Filters) -> int | None:
    """The place of a row among those that pass the filters."""
    load(connection, number)
    wanted = _rows_query(number, filters).subquery()
    if connection.execute(sa.select(wanted.c.place).where(wanted.c.place == place)).first() is None:
        return None
    before = sa.select(sa.func.count()).select_from(wanted).where(wanted.c.place < place)
    return int(connection.execute(before).scalar_one())


def one_row(connection: sa.Connection, number: int, place: int) -> Row | None:
    """A row with all its findings."""
    query = sa.select(link).where(link.c.document == number, link.c.place == place)
    rows = _rows(connection, number, connection.execute(query).all(), ())
    return rows[0] if rows else None


def reviewed(connection: sa.Connection, number: int, *conditions: Any) -> tuple[Reviewed, ...]:
    """Findings of a document that meet conditions, with what was said of them."""
    query = _REVIEWED.where(finding.c.document == number, *conditions).order_by(finding.c.place)
    found = connection.execute(query).all()
    remarks = sa.select(comment.c.fingerprint, sa.func.count()).where(comment.c.document == number)
    counts: dict[str, int] = dict(
        connection.execute(remarks.where(comment.c.fingerprint.is_not(None)).group_by(comment.c.fingerprint)).all()
    )
    return tuple(_reviewed(one, counts) for one in found)


def one_finding(connection: sa.Connection, fingerprint: str, number: int | None) -> Reviewed:
    """The finding with this fingerprint, of this document or the first that has it; a mended one as it was.

    Raises:
        NotFound: nobody ever saw it.
    """
    for table in (finding, verdict):
        query = sa.select(table.c.document).where(table.c.fingerprint == fingerprint).order_by(table.c.document)
        place = connection.execute(query if number is None else query.where(table.c.document == number)).scalar()
        if place is None:
            continue
        if table is finding:
            return reviewed(connection, place, finding.c.fingerprint == fingerprint)[0]
        said = connection.execute(
            sa.select(verdict).where(verdict.c.document == place, verdict.c.fingerprint == fingerprint)
        ).one()
        one = load_finding(said.data)
        return Reviewed(one, place, None, State(said.state), said.reason, said.who, said.at)
    raise NotFound("there is no such finding any more; the text around it has changed, or its rule")


def link_views(connection: sa.Connection, number: int) -> tuple[LinkView, ...]:
    """All links with the beginnings of their texts."""
    load(connection, number)
    texts: dict[tuple[str, int], str] = {
        (one.side, one.place): one.text
        for one in connection.execute(
            sa.select(block.c.side, block.c.place, sa.func.substr(block.c.text, 1, _BEGINNING).label("text")).where(
                block.c.document == number
            )
        )
    }
    query = sa.select(link).where(link.c.document == number).order_by(link.c.place)
    return tuple(
        LinkView(
            one.place,
            tuple(one.source),
            tuple(one.target),
            one.confidence,
            bool(one.overridden),
            "\n".join(texts["source", place] for place in one.source),
            "\n".join(texts["target", place] for place in one.target),
        )
        for one in connection.execute(query)
    )


def _rows_query(number: int, filters: Filters) -> sa.Select[Any]:
    query = sa.select(link).where(link.c.document == number)
    conditions = _finding_conditions(filters)
    if conditions or filters.only_with_findings:
        matches = sa.select(finding.c.row).select_from(JUDGED).where(finding.c.document == number, *conditions)
        query = query.where(link.c.place.in_(matches))
    if filters.text:
        query = query.where(link.c.search.contains(filters.text.casefold(), autoescape=True))
    if filters.assignee is not None:
        general = sa.select(assignment.c.assignee).where(assignment.c.document == number, assignment.c.anchor == "")
        own = sa.select(assignment.c.assignee).where(
            assignment.c.document == number, assignment.c.anchor == link.c.anchor
        )
        whose = sa.func.coalesce(own.scalar_subquery(), general.scalar_subquery(), "")
        query = query.where(whose == filters.assignee)
    return query


def _finding_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.rules:
        conditions.append(sa.or_(*(finding.c.rule.startswith(rule, autoescape=True) for rule in filters.rules)))
    if filters.severities:
        conditions.append(finding.c.severity.in_([severity.value for severity in filters.severities]))
    if filters.states:
        conditions.append(STATE.in_([state.value for state in filters.states]))
    return conditions


def _rows(
    connection: sa.Connection, number: int, links: Sequence[Any], conditions: Iterable[sa.ColumnElement[bool]]
) -> tuple[Row, ...]:
    blocks = {
        side: _blocks(connection, number, side, [place for one in links for place in getattr(one, side)])
        for side in ("source", "target")
    }
    found: dict[int, list[Reviewed]] = defaultdict(list)
    places = [one.place for one in links]
    for one in reviewed(connection, number, finding.c.row.in_(places), *conditions):
        found[-1 if one.row is None else one.row].append(one)
    keys = [key for one in links for key in one.block_keys]
    remarks = sa.select(comment.c.anchor, sa.func.count()).where(comment.c.document == number)
    comments: dict[str, int] = dict(
        connection.execute(remarks.where(comment.c.anchor.in_(keys)).group_by(comment.c.anchor)).all()
    )
    query = sa.select(assignment.c.anchor, assignment.c.assignee).where(assignment.c.document == number)
    assigned: dict[str, str] = dict(connection.execute(query).all())
    return tuple(
        Row(
            index=one.place,
            anchor=one.anchor,
            kind=f"{len(one.source)}-{len(one.target)}",
            confidence=one.confidence,
            overridden=bool(one.overridden),
            source=tuple(blocks["source"][place] for place in one.source),
            target=tuple(blocks["target"][place] for place in one.target),
            findings=tuple(found[one.place]),
            comments=sum(comments.get(key, 0) for key in one.block_keys),
            assignee=assigned.get(one.anchor) or assigned.get(""),
        )
        for one in links
    )


def _blocks(connection: sa.Connection, number: int, side: str, places: Sequence[int]) -> dict[int, BlockView]:
    query = sa.select(block).where(block.c.document == number, block.c.side == side, block.c.place.in_(places))
    return {
        one.place: BlockView(one.place, BlockKind(one.kind), one.level, Span(one.start, one.stop), one.line, one.text)
        for one in connection.execute(query)
    }


def _reviewed(one: Any, comments: dict[str, int]) -> Reviewed:
    found = load_finding(one.data)
    return Reviewed(
        found,
        one.document,
        None if one.row < 0 else one.row,
        State(one.state),
        one.reason or "",
        one.who or "",
        one.at,
        comments.get(found.fingerprint, 0),
    )


def _tally(pairs: Iterable[tuple[Any, int]]) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for key, count in pairs:
        counts[key] += count
    return counts
