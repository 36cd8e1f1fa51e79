"""What a database must hold out: several writers, a kill in mid-write, old and newer schemas."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as Settings
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import transqa.review
from review.samples import ADMIN
from transqa.config import Config, ReviewConfig
from transqa.review import AuditFilters, Desk, StoreError, database_url
from transqa.review.schema import audit, metadata, version
from transqa.review.store import Store

#: How long the writers work; continuous integration may take its time.
SECONDS = float(os.environ.get("TRANSQA_HAMMER_SECONDS", "3"))
WRITER = Path(__file__).with_name("writer.py")
MIGRATIONS = Path(transqa.review.__file__).parent / "migrations"


def start(url: str, config: Config, seconds: float, name: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, str(WRITER), url, str(config.file), str(seconds), name]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)


def acknowledged(writer: subprocess.Popen[str]) -> list[dict[str, str]]:
    output = writer.communicate(timeout=SECONDS + 60)[0]
    # A killed writer may have got half a line out; what it did not finish saying was not acknowledged.
    rows = [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return [row for row in rows if row["what"] != "open"]


def test_four_writers_and_two_that_are_killed(desk: Desk, url: str, config: Config, take: Callable[..., int]) -> None:
    numbers = [take(name=f"{name}.md") for name in "ab"]
    writers = [start(url, config, SECONDS, f"w{number}") for number in range(4)]
    victims = [start(url, config, 600, f"v{number}") for number in range(2)]
    chance = random.Random(7)
    for victim in victims:
        assert victim.stdout
        victim.stdout.readline()
        time.sleep(chance.uniform(0.2, SECONDS / 2))
        victim.kill()
    said = [row for writer in (*writers, *victims) for row in acknowledged(writer)]
    assert all(writer.returncode == 0 for writer in writers)
    assert {row["what"] for row in said} == {"edit", "comment", "decide"}

    with Store(url).read() as connection:
        trail = connection.execute(sa.select(audit).order_by(audit.c.sequence)).all()
        versions = Counter(connection.execute(sa.select(version.c.document)).scalars())
    assert [one.sequence for one in trail] == list(range(1, len(trail) + 1))
    assert [one.at for one in trail] == sorted(one.at for one in trail)
    words = {one.after["reason"] for one in trail if one.action == "decide"}
    words |= {one.after["text"] for one in trail if one.action == "comment"}
    edits = [one for one in trail if one.action == "edit"]
    for row in said:
        # Every edit is acknowledged by its word, which later edits keep.
        assert row["word"] in words or any(row["word"] in one.after["text"] for one in edits), row
    comments = {one.text for number in numbers for one in desk.comments(ADMIN, number)}
    assert comments >= {row["word"] for row in said if row["what"] == "comment"}
    for number in numbers:
        text = desk.export_target(ADMIN, number).data.decode()
        assert all(row["word"] in text for row in said if row["what"] == "edit" and row["document"] == number)
        assert versions[number] == desk.document(ADMIN, number).revision
        last = {one.subject: one for one in trail if one.action == "decide" and one.document == number}
        for found in (one for row in desk.page(ADMIN, number, limit=500).rows for one in row.findings):
            if said_last := last.get(found.finding.fingerprint):
                assert found.state == said_last.after["state"]


def test_servers_that_start_together(url: str, config: Config, tmp_path: Path) -> None:
    fresh = url if url.startswith("postgresql") else f"sqlite:///{tmp_path}/fresh/review.db"
    with ThreadPoolExecutor(6) as pool:
        desks = list(pool.map(lambda _: Desk(fresh, config=config), range(6)))
    for desk in desks:
        assert desk.documents(ADMIN) == ()
        desk.close()


def test_the_trail_cannot_be_changed(url: str, config: Config, desk: Desk, take: Callable[..., int]) -> None:
    take()
    store = Store(url)
    for statement in ("UPDATE audit SET who = 'nobody'", "DELETE FROM audit"):
        with pytest.raises(StoreError, match="append-only"), store.write() as connection:
            connection.execute(sa.text(statement))
    store.close()
    assert [one.who for one in desk.audit(ADMIN).entries] == ["ada"]


def test_a_transaction_is_all_or_nothing(url: str, desk: Desk) -> None:
    store = Store(url)
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        connection.execute(sa.text("INSERT INTO project (name) VALUES ('half')"))
        raise ZeroDivisionError
    store.close()
    assert desk.projects(ADMIN) == ()


def revisions() -> list[str]:
    settings = Settings()
    settings.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()]


@pytest.mark.parametrize("revision", ["base", *revisions()])
def test_every_older_schema_is_brought_up_to_date(revision: str, url: str, config: Config, tmp_path: Path) -> None:
    fresh = url if url.startswith("postgresql") else f"sqlite:///{tmp_path}/fresh.db"
    engine = sa.create_engine(fresh)
    settings = Settings()
    settings.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
    Desk(fresh, config=config).close()
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_newer_schema_is_refused(url: str, config: Config, desk: Desk) -> None:
    store = Store(url)
    with store.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="has schema 9999, made by a newer transqa; upgrade transqa"):
        Desk(url, config=config)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://localhost/x", "SQLite or PostgreSQL|not installed"),
        ("sqlite://", "needs a file"),
        ("sqlite:////proc/no/such/review.db", "cannot be made"),
        ("nonsense", "give a path"),
        ("postgresql+psycopg://desk:secret@localhost:1/none", "localhost:1/none"),
    ],
)
def test_a_database_that_cannot_be_opened(url: str, message: str, config: Config) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        Desk(url, config=config)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "review.db"
    path.write_text("not a database " * 99, encoding="utf-8")
    with pytest.raises(StoreError, match=r"review\.db: file is not a database"):
        Desk(f"sqlite:///{path}", config=config)


def test_where_the_database_is(config: Config) -> None:
    assert database_url(config) == f"sqlite:///{config.root}/.transqa/review.db"
    set_there = config.override(review=ReviewConfig(database="desk.db"))
    assert database_url(set_there) == f"sqlite:///{config.root}/desk.db"
    assert database_url(set_there, given="postgres://a@b/c") == "postgresql+psycopg://a@b/c"
    assert database_url(config, given="x.db") == f"sqlite:///{Path.cwd()}/x.db"


def test_the_trail_can_be_asked_by_subject(desk: Desk, take: Callable[..., int]) -> None:
    take()
    assert desk.audit(ADMIN, AuditFilters(subject="zh.md")).total == 1
    assert desk.audit(ADMIN, AuditFilters(subject="en.md")).total == 0
