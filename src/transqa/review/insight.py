"""What the store has learnt: the audit trail, and how often each rule is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa

from transqa.check.rule import Rule
from transqa.config import Config
from transqa.model import Severity
from transqa.review.rows import JUDGED, STATE
from transqa.review.schema import audit, finding, verdict
from transqa.review.types import AuditFilters, Role, State
from transqa.review.views import Entry, Precision, Trail
from transqa.rules import RULES
from transqa.score.proportion import Proportion

#: Decisions below which nothing is proposed.
_ENOUGH = 10
#: A rule that is right less often than this, as far as the interval tells, costs more than it gives.
_HALF = 0.5


def precisions(connection: sa.Connection, config: Config) -> tuple[Precision, ...]:
    """Rules with findings or decisions, the one most certainly noisy first."""
    said: dict[str, Counter[State]] = defaultdict(Counter)
    decided = sa.select(verdict.c.rule, verdict.c.state, sa.func.count()).group_by(verdict.c.rule, verdict.c.state)
    for rule, state, count in connection.execute(decided):
        if state != State.OPEN:
            said[rule][State(state)] += count
    waiting = sa.select(finding.c.rule, STATE, sa.func.count()).select_from(JUDGED).group_by(finding.c.rule, STATE)
    for rule, state, count in connection.execute(waiting):
        if state == State.OPEN:
            said[rule][State.OPEN] += count
    found = [_precision(RULES[code], counts, config) for code, counts in said.items() if code in RULES]
    return tuple(sorted(found, key=lambda one: (1.0 if one.high is None else one.high, one.rule)))


def trail(connection: sa.Connection, filters: AuditFilters, *, offset: int, limit: int) -> Trail:
    """A page of the audit trail, newest first."""
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.who:
        conditions.append(audit.c.who == filters.who)
    if filters.actions:
        conditions.append(audit.c.action.in_(filters.actions))
    if filters.document is not None:
        conditions.append(audit.c.document == filters.document)
    if filters.subject:
        conditions.append(audit.c.subject == filters.subject)
    if filters.since is not None:
        conditions.append(audit.c.at >= filters.since)
    if filters.until is not None:
        conditions.append(audit.c.at < filters.until)
    total = connection.execute(sa.select(sa.func.count()).select_from(audit).where(*conditions)).scalar_one()
    query = sa.select(audit).where(*conditions).order_by(audit.c.sequence.desc())
    rows = connection.execute(query.offset(offset).limit(limit))
    return Trail(total, tuple(_entry(row) for row in rows))


def history(connection: sa.Connection, number: int, fingerprint: str) -> tuple[Entry, ...]:
    """Lines of the audit trail about a finding, oldest first, from when it had another fingerprint too."""
    entries: list[Entry] = []
    wanted: str | None = fingerprint
    seen = set()
    while wanted and wanted not in seen:
        seen.add(wanted)
        query = sa.select(audit).where(audit.c.document == number, audit.c.subject == wanted)
        found = [_entry(row) for row in connection.execute(query)]
        entries += found
        carried = [one for one in found if one.action == "carry"]
        wanted = carried[0].before["fingerprint"] if carried else None
    return tuple(sorted(entries, key=lambda one: one.sequence))


def _precision(rule: Rule, counts: Counter[State], config: Config) -> Precision:
    settings = config.rules.get(rule.code)
    severity = (settings and settings.severity) or rule.severity
    right = counts[State.FIXED] + counts[State.ACCEPTED]
    wrong = counts[State.DISMISSED]
    total = right + wrong
    share = Proportion(right, total)
    low, high = share.interval if total else (None, None)
    proposal = None
    if high is not None and total >= _ENOUGH and high < _HALF and severity is not Severity.NEUTRAL:
        proposal = list(Severity)[severity.rank - 1]
    return Precision(
        rule=rule.code,
        name=rule.name,
        severity=severity,
        right=right,
        wrong=wrong,
        open=counts[State.OPEN],
        value=share.rate,
        low=low,
        high=high,
        proposal=proposal,
        toml=f'[rules.{rule.code}]\nseverity = "{proposal}"\n' if proposal else "",
    )


def _entry(row: Any) -> Entry:
    return Entry(
        row.sequence, row.at, row.who, Role(row.role), row.action, row.document, row.subject, row.before, row.after
    )
