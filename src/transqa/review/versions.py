"""Documents of the store and their versions: load one, put another on top."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from transqa.align.overrides import Override, block_keys
from transqa.model import Document
from transqa.review.checking import Checker, Files
from transqa.review.schema import assignment, comment, content, document, link_override, version
from transqa.review.store import Store, record
from transqa.review.types import Actor, NotFound


@dataclass(frozen=True, slots=True)
class Tools:
    """What the parts of the service share."""

    store: Store
    checker: Checker


@dataclass(frozen=True, slots=True)
class Text:
    """A file's bytes and what they parse to."""

    data: bytes
    document: Document

    @property
    def hash(self) -> str:
        """The name of the content."""
        return hashlib.sha256(self.data).hexdigest()


def load(connection: sa.Connection, number: int, *, lock: bool = False) -> Any:
    """The row of a document; ``lock`` keeps other writers off it until the commit.

    Raises:
        NotFound: no such document.
    """
    query = sa.select(document).where(document.c.id == number)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound(f"there is no document {number}; it may have been removed")
    return row


def load_version(connection: sa.Connection, number: int, revision: int) -> Any:
    """The row of a version.

    Raises:
        NotFound: no such version.
    """
    query = sa.select(version).where(version.c.document == number, version.c.revision == revision)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"document {number} has no revision {revision}")
    return row


def files_of(row: Any) -> Files:
    """The current version of a document."""
    return Files(
        row.source,
        row.target,
        row.source_name,
        row.name,
        row.source_language,
        row.target_language,
        row.encoding,
    )


def load_overrides(connection: sa.Connection, number: int) -> tuple[Override, ...]:
    """Links of a document set by hand, oldest first."""
    return tuple(all_overrides(connection, link_override.c.document == number).get(number, ()))


def all_overrides(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> dict[int, tuple[Override, ...]]:
    """Links set by hand that meet conditions, by document, oldest first."""
    found: dict[int, tuple[Override, ...]] = {}
    for row in connection.execute(sa.select(link_override).where(*conditions).order_by(link_override.c.id)):
        one = Override(tuple(row.source), tuple(row.target))
        found[row.document] = (*found.get(row.document, ()), one)
    return found


def load_bytes(connection: sa.Connection, name: str) -> bytes:
    """A content by its hash."""
    return bytes(connection.execute(sa.select(content.c.data).where(content.c.hash == name)).scalar_one())


def parsed(
    tools: Tools, connection: sa.Connection, row: Any, *, target: str | None = None
) -> tuple[Document, Document]:
    """Both sides of a document as it is, or with another target content."""
    target = target or row.target
    sides = ((row.source, row.source_name, row.source_language), (target, row.name, row.target_language))
    found = [
        tools.checker.parse(
            name, partial(load_bytes, connection, name), name=path, language=language, encoding=row.encoding
        )
        for name, path, language in sides
    ]
    return found[0], found[1]


def put(connection: sa.Connection, table: sa.Table, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, those that are there already left as they are."""
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    connection.execute(insert.on_conflict_do_nothing(), rows)


def add_version(
    connection: sa.Connection,
    actor: Actor,
    row: Any,
    *,
    old: tuple[Document, Document],
    source: Text | None = None,
    target: Text | None = None,
    what: str,
    subject: str = "",
    before: Any = None,
    after: Any = None,
) -> None:
    """Make another version of a locked document, with the sides that are given.

    A sign-off does not outlive it. What hangs on blocks follows them. ``before`` and ``after`` go into the audit trail.
    """
    revision: int = row.revision + 1
    hashes = {"source": row.source, "target": row.target}
    for side, text, known in (("source", source, old[0]), ("target", target, old[1])):
        if text is not None:
            put(connection, content, {"hash": text.hash, "data": text.data})
            hashes[side] = text.hash
            _follow(connection, row.id, side, block_keys(known), block_keys(text.document))
    changes: dict[str, Any] = {**hashes, "revision": revision, "signed_by": None, "signed_at": None}
    changes |= {"signed_revision": None, "updated_by": actor.name}
    at = record(
        connection,
        actor,
        what,
        document=row.id,
        subject=subject,
        before={"revision": row.revision, "text": before},
        after={"revision": revision, "text": after},
    )
    if row.signed_by:
        signed = {"by": row.signed_by, "revision": row.signed_revision}
        record(connection, actor, "sign-off lost", document=row.id, before=signed, after={"revision": revision})
    connection.execute(sa.update(document).where(document.c.id == row.id).values(**changes, updated=at))
    made = {"document": row.id, "revision": revision, "who": actor.name, "role": actor.role.value, "at": at}
    connection.execute(sa.insert(version).values(**made, **hashes, what=what))


def _follow(connection: sa.Connection, number: int, side: str, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Let comments, assignments and overrides follow blocks whose content, or count among equal ones, changed."""
    renamed = {before: after for before, after in _counterparts(old, new) if before != after}
    if not renamed:
        return
    marked = {f"{side[0]}-{before}": f"{side[0]}-{after}" for before, after in renamed.items()}
    for table in (comment, assignment):
        query = sa.select(table).where(table.c.document == number, table.c.anchor.in_(marked))
        rows = [row._asdict() for row in connection.execute(query)]
        if rows:
            # Taken out before they are put back: two may swap their places.
            connection.execute(sa.delete(table).where(table.c.document == number, table.c.anchor.in_(marked)))
            put(connection, table, [{**row, "anchor": marked[row["anchor"]]} for row in rows])
    for row in connection.execute(sa.select(link_override).where(link_override.c.document == number)).all():
        keys = getattr(row, side)
        moved = [renamed.get(key, key) for key in keys]
        if moved != keys:
            connection.execute(sa.update(link_override).where(link_override.c.id == row.id).values(**{side: moved}))


def _counterparts(old: tuple[str, ...], new: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """Pairs of keys of the same block before and after; a block that was taken out has none."""
    bare = [[key.rsplit("-", 1)[0] for key in keys] for keys in (old, new)]
    for action, i, i_end, j, j_end in SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
        if action in ("equal", "replace"):
            yield from zip(old[i:i_end], new[j:j_end], strict=False)
