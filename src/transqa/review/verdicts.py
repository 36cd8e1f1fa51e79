"""What people say: decisions, comments, assignments, sign-offs, roles."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from transqa.errors import InputError
from transqa.review.intake import clean
from transqa.review.recheck import set_verdict
from transqa.review.roles import STATES, demand
from transqa.review.rows import one_finding
from transqa.review.schema import assignment, audit, comment, document, finding, link, member
from transqa.review.scoring import add_point, rescore
from transqa.review.store import record
from transqa.review.types import Actor, Conflict, Member, NotFound, Role, State
from transqa.review.versions import Tools, load
from transqa.review.views import Comment, Reviewed

#: The longest comment or reason, in code points.
_LONGEST = 10_000


def decide(
    tools: Tools,
    actor: Actor,
    number: int,
    fingerprint: str,
    state: State,
    *,
    reason: str,
    expected: State | None,
) -> Reviewed:
    """Store what somebody says of a finding that is there."""
    demand(actor, STATES.get(state, Role.VIEWER), f"to say {state}")
    reason = _text(reason, "the reason")
    if state is State.DISMISSED and not reason:
        raise InputError("a dismissal needs a reason; say why the finding is wrong")
    if state is State.FIXED:
        raise InputError("a finding is fixed by an edit; edit the text or apply a fix")
    with tools.store.write() as connection:
        load(connection, number, lock=True)
        known = one_finding(connection, fingerprint, number)
        if known.state is State.FIXED:
            raise NotFound("this finding was mended and is gone; there is nothing left to decide")
        if expected is not None and known.state is not expected:
            raise Conflict(
                f"{known.who or 'somebody'} said {known.state} of this finding meanwhile",
                document=number,
                block=None,
                revision=0,
                base=expected.value,
                theirs=known.state.value,
                yours=state.value,
                who=known.who,
                when=known.when or load(connection, number).updated,
            )
        if (known.state, known.reason) != (state, reason):
            # What was dismissed before needs the same role to be taken up again.
            demand(actor, STATES.get(known.state, Role.VIEWER), f"to change {known.state}")
            set_verdict(connection, actor, number, known.finding, state, reason=reason, before=known.state)
            if State.DISMISSED in (known.state, state):
                rescore(connection, number, config=tools.checker.config)
            add_point(connection, number)
        return one_finding(connection, fingerprint, number)


def add_comment(
    tools: Tools, actor: Actor, number: int, text: str, *, fingerprint: str | None, anchor: str | None
) -> Comment:
    """Store a comment on a finding, a row or the document."""
    text = _text(text, "the comment")
    if not text:
        raise InputError("the comment is empty; write something")
    with tools.store.write() as connection:
        load(connection, number, lock=True)
        if fingerprint is not None:
            one_finding(connection, fingerprint, number)
        if anchor is not None:
            _demand_anchor(connection, number, anchor)
        subject = fingerprint or anchor or ""
        at = record(connection, actor, "comment", document=number, subject=subject, after={"text": text})
        values = {"document": number, "fingerprint": fingerprint, "anchor": anchor, "who": actor.name, "at": at}
        made = connection.execute(sa.insert(comment).values(**values, text=text).returning(comment)).one()
        return _comment(made)


def comments(
    connection: sa.Connection, number: int, *, fingerprint: str | None = None, anchor: str | None = None
) -> tuple[Comment, ...]:
    """Comments on a finding, on a row, or all of the document, oldest first."""
    load(connection, number)
    query = sa.select(comment).where(comment.c.document == number)
    if fingerprint is not None:
        query = query.where(comment.c.fingerprint == fingerprint)
    elif anchor is not None:
        row = sa.select(link.c.block_keys).where(link.c.document == number, link.c.anchor == anchor)
        keys = connection.execute(row).scalar()
        query = query.where(comment.c.anchor.in_(keys or [anchor]))
    return tuple(_comment(one) for one in connection.execute(query.order_by(comment.c.id)))


def assign(tools: Tools, actor: Actor, number: int, assignee: str | None, *, anchor: str | None) -> None:
    """Give a document or a row to somebody, or to nobody."""
    name = _text(assignee or "", "the name")
    with tools.store.write() as connection:
        load(connection, number, lock=True)
        if anchor is not None:
            _demand_anchor(connection, number, anchor)
        where = (assignment.c.document == number, assignment.c.anchor == (anchor or ""))
        before = connection.execute(sa.select(assignment.c.assignee).where(*where)).scalar()
        if (before or "") == name:
            return
        connection.execute(sa.delete(assignment).where(*where))
        if name:
            values = {"document": number, "anchor": anchor or "", "assignee": name}
            connection.execute(sa.insert(assignment).values(values))
        record(connection, actor, "assign", document=number, subject=anchor or "", before=before, after=name or None)


def assignees(connection: sa.Connection) -> tuple[str, ...]:
    """Members, assignees and whoever did something."""
    columns = (member.c.name, assignment.c.assignee, audit.c.who)
    names = sa.union(*(sa.select(column.label("name")) for column in columns)).subquery()
    return tuple(connection.execute(sa.select(names.c.name).order_by(names.c.name)).scalars())


def sign_off(tools: Tools, actor: Actor, number: int, *, revision: int) -> None:
    """Declare the document's revision final."""
    with tools.store.write() as connection:
        row = load(connection, number, lock=True)
        if row.revision != revision:
            raise stale(row, revision)
        if row.signed_by:
            raise InputError(f"{row.name}: {row.signed_by} signed it off already; withdraw that first")
        standing = sa.select(sa.func.count()).select_from(finding).where(finding.c.document == number)
        after = {"revision": revision, "findings": connection.execute(standing).scalar_one()}
        at = record(connection, actor, "sign off", document=number, after=after)
        values = {"signed_by": actor.name, "signed_at": at, "signed_revision": revision}
        connection.execute(sa.update(document).where(document.c.id == number).values(values))


def withdraw(tools: Tools, actor: Actor, number: int) -> None:
    """Take a sign-off back."""
    with tools.store.write() as connection:
        row = load(connection, number, lock=True)
        if not row.signed_by:
            raise InputError(f"{row.name}: is not signed off; there is nothing to withdraw")
        before = {"by": row.signed_by, "revision": row.signed_revision}
        record(connection, actor, "withdraw", document=number, before=before)
        values = {"signed_by": None, "signed_at": None, "signed_revision": None}
        connection.execute(sa.update(document).where(document.c.id == number).values(values))


def stale(row: Any, revision: int) -> Conflict:
    """The document is not what somebody looked at."""
    return Conflict(
        f"{row.name}: {row.updated_by} changed it meanwhile (revision {revision} is now {row.revision}); look again",
        document=row.id,
        block=None,
        revision=row.revision,
        base=str(revision),
        theirs=str(row.revision),
        yours=str(revision),
        who=row.updated_by,
        when=row.updated,
    )


def members(connection: sa.Connection) -> tuple[Member, ...]:
    """People with a role set by hand."""
    rows = connection.execute(sa.select(member).order_by(member.c.name))
    return tuple(Member(row.name, Role(row.role)) for row in rows)


def role_of(connection: sa.Connection, name: str) -> Role | None:
    """The role set by hand."""
    role = connection.execute(sa.select(member.c.role).where(member.c.name == name)).scalar()
    return Role(role) if role else None


def set_role(tools: Tools, actor: Actor, name: str, role: Role | None) -> None:
    """Set a role by hand, or no longer."""
    name = _text(name, "the name")
    if not name:
        raise InputError("a member needs a name; give the one they log in with")
    with tools.store.write() as connection:
        before = role_of(connection, name)
        connection.execute(sa.delete(member).where(member.c.name == name))
        if role is not None:
            connection.execute(sa.insert(member).values(name=name, role=role.value))
        record(connection, actor, "set role", subject=name, before=before, after=role)


def _demand_anchor(connection: sa.Connection, number: int, anchor: str) -> None:
    query = sa.select(link.c.place).where(link.c.document == number, link.c.anchor == anchor)
    if connection.execute(query).first() is None:
        raise NotFound("this row is gone; the text has changed, look again")


def _text(text: str, what: str) -> str:
    text = clean(text.strip(), what)
    if len(text) > _LONGEST:
        raise InputError(f"{what} has {len(text):,} characters; {_LONGEST:,} are enough")
    return text


def _comment(row: Any) -> Comment:
    return Comment(row.id, row.document, row.who, row.at, row.text, row.fingerprint, row.anchor)
