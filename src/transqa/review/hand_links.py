"""Links set by hand: joined, taken apart, moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from transqa.align.overrides import Override, block_keys
from transqa.errors import InputError
from transqa.review.recheck import ensure_checked
from transqa.review.schema import finding, link, link_override
from transqa.review.types import Actor, LinkAction, NotFound
from transqa.review.verdicts import stale
from transqa.review.versions import Tools, add_version, load, load_overrides, parsed
from transqa.review.views import Edited

_Blocks = tuple[tuple[int, ...], tuple[int, ...]]


def change_links(
    tools: Tools,
    actor: Actor,
    number: int,
    action: LinkAction,
    rows: Sequence[int],
    *,
    base_revision: int,
    source: Sequence[int],
    target: Sequence[int],
) -> Edited:
    """Store overrides for what a hand did to links, and check again."""
    ensure_checked(tools, number)
    with tools.store.write() as connection:
        row = load(connection, number, lock=True)
        if row.revision != base_revision or row.checked_revision != row.revision:
            raise stale(row, base_revision)
        sides = parsed(tools, connection, row)
        links = connection.execute(sa.select(link).where(link.c.document == number).order_by(link.c.place)).all()
        for place in rows:
            if not 0 <= place < len(links):
                raise NotFound(f"{row.name} has no row {place}; look again")
        known: list[_Blocks] = [(tuple(links[place].source), tuple(links[place].target)) for place in rows]
        for side, chosen, document in zip(("source", "target"), (source, target), sides, strict=True):
            if any(not 0 <= index < len(document.blocks) for index in chosen):
                raise InputError(f"{row.name} has no such {side} block; look again")
        wanted = _wanted(action, known, (tuple(sorted(set(source))), tuple(sorted(set(target)))))
        keys = [block_keys(side) for side in sides]
        overrides = [
            Override(tuple(keys[0][index] for index in ours), tuple(keys[1][index] for index in theirs))
            for ours, theirs in wanted
        ]
        _forget(connection, number, overrides)
        made = [{"document": number, "source": list(one.source), "target": list(one.target)} for one in overrides]
        connection.execute(sa.insert(link_override), made)
        add_version(
            connection,
            actor,
            row,
            old=sides,
            what=f"{action} links",
            subject=links[rows[0]].anchor if rows else "",
            before=[[list(side) for side in one] for one in known],
            after=[[list(side) for side in one] for one in wanted],
        )
    return _checked(tools, number)


def reset_links(tools: Tools, actor: Actor, number: int, *, place: int | None) -> Edited:
    """Take overrides back, all or those of one row, and check again."""
    ensure_checked(tools, number)
    with tools.store.write() as connection:
        row = load(connection, number, lock=True)
        before = load_overrides(connection, number)
        if place is None:
            connection.execute(sa.delete(link_override).where(link_override.c.document == number))
        else:
            query = sa.select(link).where(link.c.document == number, link.c.place == place)
            found = connection.execute(query).one_or_none()
            if found is None:
                raise NotFound(f"{row.name} has no row {place}; look again")
            ours, theirs = ([key[2:] for key in found.block_keys if key.startswith(side)] for side in ("s-", "t-"))
            _forget(connection, number, [Override(tuple(ours), tuple(theirs))])
        after = load_overrides(connection, number)
        if before != after:
            sides = parsed(tools, connection, row)
            counts = {"overrides": len(before)}, {"overrides": len(after)}
            add_version(connection, actor, row, old=sides, what="reset links", before=counts[0], after=counts[1])
    return _checked(tools, number)


def _wanted(action: LinkAction, known: Sequence[_Blocks], given: _Blocks) -> list[_Blocks]:
    """The links that an action asks for."""
    if action is LinkAction.MERGE:
        if len(known) < 2:
            raise InputError("to merge takes two rows at least")
        return [
            (
                tuple(sorted(index for ours, _ in known for index in ours)),
                tuple(sorted(index for _, theirs in known for index in theirs)),
            )
        ]
    if action is LinkAction.MOVE:
        if not any(given):
            raise InputError("to move needs the blocks that belong together")
        return [given]
    if len(known) != 1:
        raise InputError("to split takes one row")
    rest = tuple(
        tuple(index for index in side if index not in chosen) for side, chosen in zip(known[0], given, strict=True)
    )
    inside = all(set(chosen) <= set(side) for side, chosen in zip(known[0], given, strict=True))
    if not inside or not any(given) or not any(rest):
        raise InputError("to split a row, choose some of its blocks for the first part and leave some for the second")
    return [given, (rest[0], rest[1])]


def _forget(connection: sa.Connection, number: int, overrides: Sequence[Override]) -> None:
    """Overrides that share a block with others have had their day."""
    taken = ({key for one in overrides for key in one.source}, {key for one in overrides for key in one.target})
    query = sa.select(link_override).where(link_override.c.document == number)
    for old in connection.execute(query).all():
        if taken[0].intersection(old.source) or taken[1].intersection(old.target):
            connection.execute(sa.delete(link_override).where(link_override.c.id == old.id))


def _checked(tools: Tools, number: int) -> Edited:
    outcome = ensure_checked(tools, number)
    with tools.store.read() as connection:
        row: Any = load(connection, number)
        query = sa.select(sa.func.count()).select_from(finding).where(finding.c.document == number)
        total = connection.execute(query).scalar_one()
        return Edited(number, row.revision, outcome.gone, outcome.new, total, None)
