"""The database: where it is, its schema brought up to date, transactions, and the audit trail.

SQLite runs in WAL mode, so that readers never wait, with every commit synced to disk; writers queue for the one write
lock. On PostgreSQL writers lock the rows they change. Either way a transaction is on disk when it has returned.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from transqa.config import Config
from transqa.errors import TransqaError
from transqa.review.schema import audit, trail_end
from transqa.review.types import Actor

#: Where the store is unless it is said: beside the configuration.
DEFAULT = Path(".transqa") / "review.db"
#: How long a writer waits for another, in seconds.
_PATIENCE = 60
#: Any number that no other program takes for its advisory lock on this database.
_LOCK = 7_261_153


def database_url(config: Config, *, given: str | None = None) -> str:
    """The store's URL: ``given`` (a URL or a path, from the working directory), else as configured, else the default."""
    where = given or config.review.database
    if where and "://" in where:
        # SQLAlchemy would take the driver of another generation.
        return where.replace("postgresql://", "postgresql+psycopg://", 1).replace(
            "postgres://", "postgresql+psycopg://", 1
        )
    path = Path(given) if given else config.root / (where or DEFAULT)
    return f"sqlite:///{path.expanduser().resolve()}"


class StoreError(TransqaError):
    """The database cannot be reached, is damaged, or was written by a newer transqa."""


class Store:
    """An open database with the schema of this version. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Open it, make it where there is none, and upgrade it.

        Raises:
            StoreError: it cannot be reached or written, or has a newer schema.
        """
        self.engine = _engine(url)
        self.name = self.engine.url.render_as_string(hide_password=True)
        try:
            if self.engine.dialect.name == "sqlite":
                _to_wal(self.engine)
            with self.write() as connection:
                _upgrade(connection, self.name)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent view of the database; whatever is written in it is lost."""
        options = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self._guarded(), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextlib.contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction, on disk when the block is left, or undone when it is left by an exception."""
        with (
            self._guarded(),
            self.engine.connect().execution_options(transqa_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {_reason(error)}") from error


def record(
    connection: sa.Connection,
    actor: Actor,
    action: str,
    *,
    document: int | None = None,
    subject: str = "",
    before: Any = None,
    after: Any = None,
) -> datetime:
    """Add a line to the audit trail and return its time, never before that of the line before.

    From here to the commit others wait who write a line too: whatever may make this transaction wait comes before.
    """
    after_last = sa.update(trail_end).values(sequence=trail_end.c.sequence + 1)
    last = connection.execute(after_last.returning(trail_end.c.sequence, trail_end.c.at)).one()
    at: datetime = max(datetime.now(UTC), last.at)
    connection.execute(sa.update(trail_end).values(at=at))
    connection.execute(
        sa.insert(audit).values(
            sequence=last.sequence,
            at=at,
            who=actor.name,
            role=actor.role.value,
            action=action,
            document=document,
            subject=subject,
            before=before,
            after=after,
        )
    )
    return at


def _engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            _make_folder(parsed)
            engine = sa.create_engine(parsed, connect_args={"timeout": _PATIENCE})
            _with_own_transactions(engine)
        else:
            engine = sa.create_engine(parsed, pool_pre_ping=True)
    except SQLAlchemyError as error:
        raise StoreError(
            f"{url.split('@')[-1]}: {_reason(error)}; give a path, or postgresql://USER@HOST/NAME"
        ) from None
    except ImportError as error:
        raise StoreError(f"{error.name} is not installed; pip install 'transqa[postgres]'") from None
    if engine.dialect.name not in ("sqlite", "postgresql"):
        raise StoreError(f"{engine.dialect.name}: no database for the review desk; use SQLite or PostgreSQL")
    return engine


def _make_folder(url: sa.URL) -> None:
    if not url.database or url.database == ":memory:":
        raise StoreError("the review store needs a file; give a path")
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}; give another path for the database") from None


def _with_own_transactions(engine: sa.Engine) -> None:
    """Transactions begin as SQLAlchemy says, not as Python's driver guesses: a writer takes the lock at once."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL syncs the log at every commit: what was acknowledged survives a power cut, not only a crash.
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("transqa_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _to_wal(engine: sa.Engine) -> None:
    """Switch the file to write-ahead logging; the mode stays with it. SQLite does not wait for a lock here, so we do."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection = engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
        except Exception as error:
            if "locked" in str(error) and time.monotonic() < deadline:
                time.sleep(0.05)
                continue
            name = engine.url.database
            raise StoreError(f"{name}: {_reason(error)}; give another path for the database") from None
        return


def _upgrade(connection: sa.Connection, name: str) -> None:
    """Bring the schema up to date within the transaction, which nobody else can enter meanwhile."""
    from alembic import command
    from alembic.config import Config as Settings
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    settings = Settings()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    settings.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(settings)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(f"{name}: has schema {current}, made by a newer transqa; upgrade transqa to open it")
    command.upgrade(settings, "head")


def _reason(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return " ".join(str(cause).split()) or type(cause).__name__
