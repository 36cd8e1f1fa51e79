"""Changes of a target text: blocks edited, put in, and fixes applied. Only the bytes of the edit change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from transqa.errors import InputError
from transqa.fix import apply, guarded
from transqa.model import Document, Edit, Span
from transqa.parse import parse_text
from transqa.review.intake import clean, demand_size
from transqa.review.moves import follow_block, rewritten
from transqa.review.recheck import Outcome, ensure_checked
from transqa.review.rows import one_finding
from transqa.review.schema import block, finding, link, version
from transqa.review.types import Actor, Conflict, NotFound, State
from transqa.review.versions import Text, Tools, add_version, load, load_bytes, load_version, parsed
from transqa.review.views import Edited

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of a text, and the words for the audit trail."""

    edits: tuple[Edit, ...]
    subject: str
    before: str
    after: str


def edit_block(
    tools: Tools, actor: Actor, number: int, place: int, *, base_revision: int, base: str, text: str
) -> Edited:
    """Replace a block's text, wherever the block stands by now."""

    def change(connection: sa.Connection, row: Any, now: Document) -> Change:
        known = _version(tools, connection, row, base_revision)
        if not 0 <= place < len(known.blocks) or _unix(_slice(known, place)) != _unix(base):
            raise NotFound(f"revision {base_revision} of {row.name} has no such block; look again")
        span, same = _now(tools, connection, row, base_revision, place)
        there = [n for n, block in enumerate(now.blocks) if block.span.overlaps(span)]
        if not same or [now.blocks[n].span for n in there] != [span]:
            instead = now.text[now.blocks[there[0]].span.start : now.blocks[there[-1]].span.end] if there else ""
            raise _conflict(row, base=base, theirs=instead, yours=text, block=there[0] if len(there) == 1 else None)
        found = there[0]
        old = now.text[span.start : span.end]
        new = _fitting(text, now.text)
        return Change((Edit(span, new),) if new != old else (), f"block {found}", old, new)

    return _make(tools, actor, number, change, what="edit")


def insert_block(tools: Tools, actor: Actor, number: int, anchor: str, *, text: str) -> Edited:
    """Put a translation after the target block that precedes a row without target."""
    if not text.strip():
        raise InputError("the new block is empty; write its text")

    def change(connection: sa.Connection, row: Any, now: Document) -> Change | None:
        if row.checked_revision != row.revision:
            return None
        links = connection.execute(sa.select(link).where(link.c.document == number).order_by(link.c.place)).all()
        own = next((one for one in links if one.anchor == anchor), None)
        if own is None:
            raise NotFound("this row is gone; the text has changed, look again")
        if own.target:
            raise _conflict(row, base="", theirs=_slice(now, own.target[0]), yours=text, block=own.target[0])
        before = [index for one in links if one.place < own.place for index in one.target]
        line = "\r\n" if "\r\n" in now.text else "\n"
        new = _fitting(text, now.text)
        if before:
            at = now.blocks[max(before)].span.end
            return Change((Edit(Span(at, at), line * 2 + new),), anchor, "", new)
        at = 1 if now.text.startswith("\ufeff") else 0
        return Change((Edit(Span(at, at), new + line * 2),), anchor, "", new)

    return _make(tools, actor, number, change, what="insert")


def apply_fix(tools: Tools, actor: Actor, number: int, fingerprint: str, choice: int) -> Edited:
    """Apply one fix of a finding as it was found in the current text."""

    def change(connection: sa.Connection, row: Any, now: Document) -> Change | None:
        if row.checked_revision != row.revision:
            return None
        known = one_finding(connection, fingerprint, number)
        if known.state is State.FIXED:
            raise NotFound("this finding was mended already")
        fixes = known.finding.fixes
        if not 0 <= choice < len(fixes):
            raise NotFound(f"this finding has no fix number {choice}")
        edits = fixes[choice].edits
        if not edits:
            raise InputError("this suggestion cannot be applied by itself; edit the text")
        if what := guarded(now, edits):
            raise InputError(f"this fix would change {what}; edit the text")
        old = known.finding.target.text if known.finding.target else ""
        return Change(edits, fingerprint, old, fixes[choice].text)

    return _make(tools, actor, number, change, what="fix")


def _make(
    tools: Tools,
    actor: Actor,
    number: int,
    change: Callable[[sa.Connection, Any, Document], Change | None],
    *,
    what: str,
) -> Edited:
    """Store the changed text as another version, then check it; what came of both.

    ``change`` says what to do to the text as it is, or None where it must be checked first. It is asked again when somebody
    else was quicker: nothing long happens while others wait.
    """
    while True:
        earlier = ensure_checked(tools, number)
        with tools.store.read() as connection:
            seen = load(connection, number)
            old = parsed(tools, connection, seen)
            wanted = change(connection, seen, old[1])
            if wanted is None:
                continue
            if not wanted.edits:
                return _edited(connection, seen, earlier, None)
        new = _changed(old[1], wanted.edits, seen)
        with tools.store.write() as connection:
            row = load(connection, number, lock=True)
            if (row.revision, row.target) != (seen.revision, seen.target):
                continue
            add_version(
                connection,
                actor,
                row,
                old=old,
                target=new,
                what=what,
                subject=wanted.subject,
                before=wanted.before,
                after=wanted.after,
            )
        break
    outcome = ensure_checked(tools, number)
    with tools.store.read() as connection:
        return _edited(connection, load(connection, number), outcome, wanted.edits[0].span.start)


def _changed(document: Document, edits: tuple[Edit, ...], row: Any) -> Text:
    text = apply(document.text, edits)
    if not text.strip("\ufeff \t\r\n"):
        raise InputError(f"{row.name}: nothing would be left of the text; keep one block at least")
    return Text(_encoded(text, row), parse_text(text, path=row.name, language=row.target_language))


def _encoded(text: str, row: Any) -> bytes:
    clean(text, "the text")
    try:
        data = text.encode(row.encoding)
    except UnicodeEncodeError as error:
        wrong = text[error.start]
        raise InputError(f"{row.name}: {wrong!r} does not exist in {row.encoding}; write it otherwise") from None
    demand_size(row.name, len(data))
    return data


def _edited(connection: sa.Connection, row: Any, outcome: Outcome, at: int | None) -> Edited:
    total = connection.execute(
        sa.select(sa.func.count()).select_from(finding).where(finding.c.document == row.id)
    ).scalar_one()
    place = None if at is None else _row_at(connection, row.id, at)
    return Edited(row.id, row.revision, outcome.gone, outcome.new, total, place)


def _row_at(connection: sa.Connection, number: int, offset: int) -> int | None:
    """The row of the first target block that ends after an offset."""
    query = sa.select(sa.func.min(block.c.place)).where(
        block.c.document == number, block.c.side == "target", block.c.stop > offset
    )
    place = connection.execute(query).scalar()
    links = connection.execute(sa.select(link.c.place, link.c.target).where(link.c.document == number))
    return next((one.place for one in links if place in one.target), None)


def _version(tools: Tools, connection: sa.Connection, row: Any, revision: int) -> Document:
    """The target at a revision."""
    if revision == row.revision:
        return parsed(tools, connection, row)[1]
    return parsed(tools, connection, row, target=load_version(connection, row.id, revision).target)[1]


def _now(tools: Tools, connection: sa.Connection, row: Any, revision: int, place: int) -> tuple[Span, bool]:
    """Where a block of an earlier revision stands now, and whether its text was left alone, version by version."""
    query = sa.select(version).where(version.c.document == row.id, version.c.revision.between(revision, row.revision))
    versions = connection.execute(query.order_by(version.c.revision)).all()
    span, same = _version(tools, connection, row, revision).blocks[place].span, True
    for before, after in pairwise(versions):
        if before.target == after.target:
            continue
        if after.what == "import" and same:
            # A file that was taken in again may differ in many places, an edit in one alone.
            old, new = (_version(tools, connection, row, one.revision) for one in (before, after))
            span, same = follow_block(old, new, span)
        else:
            texts = [load_bytes(connection, one.target).decode(row.encoding) for one in (before, after)]
            span, kept = rewritten(*texts).follow(span)
            same = same and kept
    return span, same


def _conflict(row: Any, *, base: str, theirs: str, yours: str, block: int | None = None) -> Conflict:
    return Conflict(
        f"{row.name}: {row.updated_by} changed this block meanwhile; nothing was overwritten",
        document=row.id,
        block=block,
        revision=row.revision,
        base=base,
        theirs=theirs,
        yours=yours,
        who=row.updated_by,
        when=row.updated,
    )


def _fitting(text: str, file: str) -> str:
    """A text from a page with the file's own line ends, and none around it."""
    text = _unix(text).strip("\n")
    return text.replace("\n", "\r\n") if "\r\n" in file else text


def _unix(text: str) -> str:
    return _LINE_END.sub("\n", text)


def _slice(document: Document, place: int) -> str:
    span = document.blocks[place].span
    return document.text[span.start : span.end]
