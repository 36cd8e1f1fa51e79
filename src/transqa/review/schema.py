"""The tables. Texts are kept once per content; blocks, links, findings and uses of terms are those of the last check."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


class Utc(sa.TypeDecorator[datetime]):
    """A time in UTC; SQLite forgets the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The same instant in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The instant with its zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _text(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, **options)


def _number(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, **options)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(none_as_null=True))


def _when(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Utc, nullable=nullable)


def _document(*, primary_key: bool = True) -> sa.Column[Any]:
    # Removing a document removes what hangs on it; the audit trail has no such column.
    place = sa.ForeignKey("document.id", ondelete="CASCADE")
    return sa.Column("document", sa.Integer, place, primary_key=primary_key, nullable=False, index=not primary_key)


project = sa.Table("project", metadata, sa.Column("id", sa.Integer, primary_key=True), _text("name", unique=True))

#: File contents by their SHA-256.
content = sa.Table(
    "content", metadata, _text("hash", primary_key=True), sa.Column("data", sa.LargeBinary, nullable=False)
)

#: ``taken_*`` are the contents as last imported. ``checked`` identifies everything the stored findings depend on, and
#: ``checked_revision`` the text among it. ``suppressed`` are findings that a comment or the configuration silences.
document = sa.Table(
    "document",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("project", sa.Integer, sa.ForeignKey("project.id"), nullable=False),
    _text("name"),
    _text("source_name"),
    _text("source_language"),
    _text("target_language"),
    _text("encoding"),
    _number("revision"),
    _text("source"),
    _text("target"),
    _text("taken_source"),
    _text("taken_target"),
    _text("checked"),
    _number("checked_revision"),
    _text("signature"),
    _json("scores"),
    _json("suppressed"),
    _number("passed"),
    _json("reasons"),
    _number("blocks"),
    _number("rows"),
    sa.Column("signed_by", sa.Text),
    _when("signed_at", nullable=True),
    sa.Column("signed_revision", sa.Integer),
    _when("updated"),
    _text("updated_by"),
    sa.UniqueConstraint("project", "name"),
)

version = sa.Table(
    "version",
    metadata,
    _document(),
    _number("revision", primary_key=True, autoincrement=False),
    _text("source"),
    _text("target"),
    _text("who"),
    _text("role"),
    _when("at"),
    _text("what"),
)

#: ``side`` is ``source`` or ``target``; ``key`` names the block by content.
block = sa.Table(
    "block",
    metadata,
    _document(),
    _text("side", primary_key=True),
    _number("place", primary_key=True, autoincrement=False),
    _text("key"),
    _text("kind"),
    _number("level"),
    _number("start"),
    _number("stop"),
    _number("line"),
    _text("text"),
)

#: ``search`` is both sides' text, casefolded; ``keys`` are those of all its blocks.
link = sa.Table(
    "link",
    metadata,
    _document(),
    _number("place", primary_key=True, autoincrement=False),
    _json("source"),
    _json("target"),
    _json("block_keys"),
    _text("anchor"),
    sa.Column("confidence", sa.Float, nullable=False),
    _number("overridden"),
    _text("search"),
)

#: ``data`` is the whole finding; the other columns are for filters. ``row`` is -1 for a finding without a place.
finding = sa.Table(
    "finding",
    metadata,
    _document(),
    _text("fingerprint", primary_key=True),
    _number("place"),
    _number("row"),
    _text("rule"),
    _text("severity"),
    sa.Column("concept", sa.Text, index=True),
    _json("data"),
    sa.Index("finding_row", "document", "row"),
    sa.Index("finding_fingerprint", "fingerprint"),
    # All that the overview counts by, so that it need not read the findings themselves.
    sa.Index("finding_counts", "document", "rule", "severity", "fingerprint"),
)

#: What was said of a finding; ``data`` is the finding as it was then, because it may be gone.
verdict = sa.Table(
    "verdict",
    metadata,
    _document(),
    _text("fingerprint", primary_key=True),
    _text("state"),
    _text("reason"),
    _text("who"),
    _when("at"),
    _text("rule"),
    _json("data"),
)

comment = sa.Table(
    "comment",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document(primary_key=False),
    sa.Column("fingerprint", sa.Text),
    sa.Column("anchor", sa.Text),
    _text("who"),
    _when("at"),
    _text("text"),
)

#: ``anchor`` is "" for the whole document.
assignment = sa.Table("assignment", metadata, _document(), _text("anchor", primary_key=True), _text("assignee"))

#: Links set by hand: the keys of the blocks that belong together.
link_override = sa.Table(
    "link_override",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document(primary_key=False),
    _json("source"),
    _json("target"),
)

score = sa.Table(
    "score",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document(primary_key=False),
    _number("revision"),
    _when("at"),
    sa.Column("score", sa.Float),
    sa.Column("penalty", sa.Float, nullable=False),
    _number("open"),
    _number("findings"),
)

term_use = sa.Table(
    "term_use",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _document(primary_key=False),
    _number("row"),
    _text("concept", index=True),
    _text("outcome"),
    _text("source"),
    _text("target"),
)

member = sa.Table("member", metadata, _text("name", primary_key=True), _text("role"))

#: Append-only by triggers of the database; ``document`` has no foreign key, so that it outlives the document.
audit = sa.Table(
    "audit",
    metadata,
    _number("sequence", primary_key=True, autoincrement=False),
    _when("at"),
    _text("who"),
    _text("role"),
    _text("action"),
    sa.Column("document", sa.Integer, index=True),
    _text("subject", index=True),
    _json("before"),
    _json("after"),
)

#: One row: the last line of the audit trail. Taking the next number locks it until the commit, so that numbers have no gap
#: and follow the order of commits.
trail_end = sa.Table(
    "trail_end",
    metadata,
    _number("id", primary_key=True, autoincrement=False),
    _number("sequence"),
    _when("at"),
)
