"""Keep the findings of a document up to date, and what was said of them with them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from transqa.config import Config
from transqa.model import Finding
from transqa.review.checking import Checked, Steps
from transqa.review.moves import Shift, rewritten
from transqa.review.records import block_rows, dump_finding, finding_rows, link_rows, load_finding
from transqa.review.schema import block, comment, document, finding, link, term_use, verdict
from transqa.review.scoring import add_point, rescore
from transqa.review.store import record
from transqa.review.types import Actor, Role, Stage, State
from transqa.review.versions import (
    Tools,
    all_overrides,
    files_of,
    load,
    load_bytes,
    load_overrides,
    load_version,
    parsed,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check changed: findings that went away and that came."""

    gone: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()


def ensure_checked(tools: Tools, number: int, *, steps: Steps | None = None) -> Outcome:
    """Check a document if its text, overrides, configuration or termbase changed since it was checked.

    Raises:
        TermbaseError: the termbase cannot be read; the findings stay as they are.
        Cancelled: ``steps`` said so.
    """
    steps = steps or Steps()
    while True:
        termbase = tools.checker.termbase()
        with tools.store.read() as connection:
            row = load(connection, number)
            overrides = load_overrides(connection, number)
            key = tools.checker.key(files_of(row), overrides, termbase)
            if row.checked == key:
                return Outcome()
            steps.at(Stage.READ, row.name)
            sides = parsed(tools, connection, row)
        with tools.checker.lock:
            # Another thread may have done it while this one waited.
            if _is_checked(tools, number, key):
                continue
            checked = tools.checker.check(*sides, overrides, termbase=termbase, steps=steps)
        steps.at(Stage.STORE, row.name)
        with tools.store.write() as connection:
            row = load(connection, number, lock=True)
            if tools.checker.key(files_of(row), load_overrides(connection, number), termbase) == key:
                return store_check(connection, row, checked, key, config=tools.checker.config)


def stale(tools: Tools, connection: sa.Connection) -> set[int]:
    """Documents whose findings are not those of their text, configuration, termbase and overrides as they are now.

    Raises:
        TermbaseError: the termbase cannot be read.
    """
    termbase = tools.checker.termbase()
    overrides = all_overrides(connection)
    rows = connection.execute(sa.select(document)).all()
    return {
        row.id for row in rows if row.checked != tools.checker.key(files_of(row), overrides.get(row.id, ()), termbase)
    }


def _is_checked(tools: Tools, number: int, key: str) -> bool:
    with tools.store.read() as connection:
        return bool(load(connection, number).checked == key)


def store_check(connection: sa.Connection, row: Any, checked: Checked, key: str, *, config: Config) -> Outcome:
    """Store a check of a locked document's current version in place of the one before."""
    query = sa.select(finding.c.data).where(finding.c.document == row.id).order_by(finding.c.place)
    before = [load_finding(data) for data in connection.execute(query).scalars()]
    uses = [dict(zip(("row", "concept", "outcome", "source", "target"), use, strict=True)) for use in checked.uses]
    report = checked.report
    tables: list[tuple[sa.Table, list[dict[str, Any]]]] = [
        (block, block_rows(report.bitext)),
        (link, link_rows(report.bitext, checked.overridden)),
        (finding, finding_rows(report)),
        (term_use, uses),
    ]
    for table, rows in tables:
        connection.execute(sa.delete(table).where(table.c.document == row.id))
        if rows:
            connection.execute(sa.insert(table), [{"document": row.id, **values} for values in rows])
    values = {
        "checked": key,
        "checked_revision": row.revision,
        "signature": checked.signature,
        "blocks": len(report.bitext.source.blocks) + len(report.bitext.target.blocks),
        "rows": len(report.bitext.links),
        "suppressed": [[dump_finding(one.finding), one.reason, one.place] for one in report.suppressed],
        "scores": {"mqm": dict(report.scores.mqm), "terminology": dict(report.scores.terminology)},
    }
    connection.execute(sa.update(document).where(document.c.id == row.id).values(values))
    outcome = _carry(connection, row, before, report.findings)
    rescore(connection, row.id, config=config)
    add_point(connection, row.id)
    return outcome


def _carry(connection: sa.Connection, row: Any, before: Sequence[Finding], now: Sequence[Finding]) -> Outcome:
    """Let verdicts and comments follow findings whose surroundings changed, and mark those that went away as mended."""
    last = load_version(connection, row.id, row.checked_revision)
    pairs = counterparts(before, now, _shift(connection, row, last, "source"), _shift(connection, row, last, "target"))
    followed = {one.fingerprint for _, one in pairs}
    paired = {one.fingerprint for one, _ in pairs}
    gone = [one for one in before if one.fingerprint not in paired]
    new = [one for one in now if one.fingerprint not in followed]
    present = {one.fingerprint for one in now}
    author = load_version(connection, row.id, row.revision)
    actor = Actor(author.who, Role(author.role))
    # What is gone may have left its fingerprint to its twin; its own story goes on under another.
    left = {one.fingerprint: f"{one.fingerprint}@{row.revision}" for one in gone if one.fingerprint in present}
    names = left | {old.fingerprint: new.fingerprint for old, new in pairs if old.fingerprint != new.fingerprint}
    # So may what was said of a finding long ago, whose fingerprint another one has now.
    former = {name: f"{name}@{row.revision}" for name in names.values() if name not in names}
    _rename(connection, row.id, former | names, actor)
    if (last.source, last.target) != (row.source, row.target):
        # Only a change of the text mends anything; a change of rules, terms or links does not.
        mended = [replace(one, fingerprint=left.get(one.fingerprint, one.fingerprint)) for one in gone]
        _settle(connection, row.id, mended, actor)
    _reopen(connection, row.id, present, actor)
    return Outcome(tuple(gone), tuple(new))


def counterparts(
    before: Sequence[Finding], now: Sequence[Finding], source: Shift | None = None, target: Shift | None = None
) -> list[tuple[Finding, Finding]]:
    """Findings of two checks that are the same: at the same place, else by fingerprint, else by what they quote."""
    left, right = list(before), list(now)
    pairs = []
    for old_key, new_key in (
        (partial(_place, source=source or _stay, target=target or _stay), _place),
        (_fingerprint, _fingerprint),
        (_quotes, _quotes),
    ):
        waiting: dict[object, deque[Finding]] = defaultdict(deque)
        for one in right:
            waiting[new_key(one)].append(one)
        rest = []
        for one in left:
            key = old_key(one)
            if key is not None and waiting.get(key):
                pairs.append((one, waiting[key].popleft()))
            else:
                rest.append(one)
        taken = {id(one) for _, one in pairs}
        left, right = rest, [one for one in right if id(one) not in taken]
    return pairs


def _stay(offset: int) -> int | None:
    return offset


def _place(one: Finding, source: Shift = _stay, target: Shift = _stay) -> object:
    """Rule and place, moved as the text around it has moved; None for a finding whose place was rewritten."""
    places = [shift(quote.span.start) if quote else -1 for quote, shift in ((one.source, source), (one.target, target))]
    return None if None in places else (one.rule, one.concept, *places, _quotes(one))


def _fingerprint(one: Finding) -> object:
    return one.fingerprint


def _quotes(one: Finding) -> object:
    return one.rule, one.concept, one.category, one.target and one.target.text, one.source and one.source.text


def _shift(connection: sa.Connection, row: Any, last: Any, side: str) -> Shift:
    """Where an offset of the version that was last checked is now; None within what was changed."""
    names = getattr(last, side), getattr(row, side)
    if names[0] == names[1]:
        return _stay
    old, new = (load_bytes(connection, name).decode(row.encoding) for name in names)
    return rewritten(old, new).shift


def _rename(connection: sa.Connection, number: int, names: Mapping[str, str], actor: Actor) -> None:
    """Give verdicts and comments of findings their new fingerprints, all at once: two may swap theirs."""
    if not names:
        return
    where = (verdict.c.document == number, verdict.c.fingerprint.in_(names))
    said = [one._asdict() for one in connection.execute(sa.select(verdict).where(*where))]
    query = sa.select(comment.c.id, comment.c.fingerprint).where(comment.c.document == number)
    remarks = connection.execute(query.where(comment.c.fingerprint.in_(names))).all()
    if said:
        connection.execute(sa.delete(verdict).where(*where))
        connection.execute(sa.insert(verdict), [one | {"fingerprint": names[one["fingerprint"]]} for one in said])
    for remark in remarks:
        changed = sa.update(comment).where(comment.c.id == remark.id)
        connection.execute(changed.values(fingerprint=names[remark.fingerprint]))
    for old in sorted({one["fingerprint"] for one in said} | {remark.fingerprint for remark in remarks}):
        ends = {"fingerprint": old}, {"fingerprint": names[old]}
        record(connection, actor, "carry", document=number, subject=names[old], before=ends[0], after=ends[1])


def _settle(connection: sa.Connection, number: int, gone: Iterable[Finding], actor: Actor) -> None:
    query = sa.select(verdict.c.fingerprint, verdict.c.state, verdict.c.reason).where(verdict.c.document == number)
    verdicts = {one.fingerprint: one for one in connection.execute(query)}
    for one in gone:
        said = verdicts.get(one.fingerprint)
        if said is not None and said.state == State.DISMISSED:
            # It was no fault, so nothing was mended.
            continue
        known = State(said.state) if said else State.OPEN
        set_verdict(connection, actor, number, one, State.FIXED, reason=said.reason if said else "", before=known)


def _reopen(connection: sa.Connection, number: int, present: set[str], actor: Actor) -> None:
    """What was mended and is back is open again."""
    query = sa.select(verdict).where(verdict.c.document == number, verdict.c.state == State.FIXED)
    for said in connection.execute(query).all():
        if said.fingerprint in present:
            one = load_finding(said.data)
            set_verdict(connection, actor, number, one, State.OPEN, reason="", before=State.FIXED)


def set_verdict(
    connection: sa.Connection, actor: Actor, number: int, one: Finding, state: State, *, reason: str, before: State
) -> datetime:
    """Store what is said of a finding, with its line of the audit trail; the time of it."""
    said = {"state": before.value}, {"state": state.value, "reason": reason, "rule": one.rule}
    at = record(connection, actor, "decide", document=number, subject=one.fingerprint, before=said[0], after=said[1])
    where = (verdict.c.document == number, verdict.c.fingerprint == one.fingerprint)
    connection.execute(sa.delete(verdict).where(*where))
    connection.execute(
        sa.insert(verdict).values(
            document=number,
            fingerprint=one.fingerprint,
            state=state.value,
            reason=reason,
            who=actor.name,
            at=at,
            rule=one.rule,
            data=dump_finding(one),
        )
    )
    return at
