"""What a database must hold out: several writers, a kill in mid-write, old and newer schemas."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as Settings
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import transqa.review
from review.samples import ADMIN, DRAFT, SOURCE
from review.writer import write
from transqa.config import Config, ReviewConfig
from transqa.review import AuditFilters, Desk, State, StoreError, Upload, database_url
from transqa.review.schema import audit, metadata, version
from transqa.review.store import Store

#: How long the writers work; continuous integration may take its time.
SECONDS = float(os.environ.get("TRANSQA_HAMMER_SECONDS", "3"))
MIGRATIONS = Path(transqa.review.__file__).parent / "migrations"


@pytest.fixture(scope="module")
def processes() -> BaseContext:
    """Processes that have everything loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["review.warm"])
    with pytest.MonkeyPatch.context() as patch:
        # The server knows no other way to find the modules.
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context


def acknowledged(log: Path) -> list[dict[str, Any]]:
    # A killed writer may have got half a line out; what it did not finish saying was not acknowledged.
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")][1:]


def test_four_writers_and_two_that_are_killed(
    desk: Desk, url: str, config: Config, take: Callable[..., int], tmp_path: Path, processes: BaseContext
) -> None:
    numbers = [take(name=f"{name}.md") for name in "ab"]
    started = {}
    for name, seconds in (*((f"w{number}", SECONDS) for number in range(4)), ("v0", 600.0), ("v1", 600.0)):
        log = tmp_path / f"{name}.log"
        process = processes.Process(target=write, args=(url, str(config.file), seconds, name, str(log)))
        process.start()
        started[name] = process, log
    chance = random.Random(7)
    for name in ("v0", "v1"):
        process, log = started[name]
        while not log.exists() or not log.stat().st_size:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.2, SECONDS / 2))
        process.kill()
    for name, (process, _) in started.items():
        process.join(SECONDS + 120)
        assert process.exitcode == (-signal.SIGKILL if name.startswith("v") else 0)
    said = [row for _, log in started.values() for row in acknowledged(log)]
    assert {row["what"] for row in said} == {"edit", "comment", "decide"}

    store = Store(url)
    with store.read() as connection:
        trail = connection.execute(sa.select(audit).order_by(audit.c.sequence)).all()
        versions = Counter(connection.execute(sa.select(version.c.document)).scalars())
    store.close()
    assert [one.sequence for one in trail] == list(range(1, len(trail) + 1))
    assert [one.at for one in trail] == sorted(one.at for one in trail)
    words = {one.after["reason"] for one in trail if one.action == "decide"}
    words |= {one.after["text"] for one in trail if one.action == "comment"}
    assert words >= {row["word"] for row in said if row["what"] != "edit"}
    comments = {one.text for number in numbers for one in desk.comments(ADMIN, number)}
    assert comments >= {row["word"] for row in said if row["what"] == "comment"}
    for number in numbers:
        text = desk.export_target(ADMIN, number).data.decode()
        # Every edit adds a word, so an edit that overwrote another one would have lost its word.
        assert all(row["word"] in text for row in said if row["what"] == "edit" and row["document"] == number)
        assert versions[number] == desk.document(ADMIN, number).revision
        last = {one.subject: one for one in trail if one.action == "decide" and one.document == number}
        for found in (one for row in desk.page(ADMIN, number, limit=500).rows for one in row.findings):
            if found.finding.fingerprint in last:
                assert found.state == last[found.finding.fingerprint].after["state"]


def test_threads_of_one_server(desk: Desk, take: Callable[..., int]) -> None:
    number = take()

    def write(count: int) -> str:
        fingerprints = [one.finding.fingerprint for row in desk.page(ADMIN, number).rows for one in row.findings]
        desk.decide(ADMIN, number, fingerprints[count % len(fingerprints)], State.ACCEPTED, reason=f"r{count}")
        desk.comment(ADMIN, number, f"c{count}")
        return f"c{count}"

    with ThreadPoolExecutor(8) as pool:
        said = set(pool.map(write, range(40)))
    assert {one.text for one in desk.comments(ADMIN, number)} == said
    trail = desk.audit(ADMIN, limit=500)
    assert [one.sequence for one in trail.entries] == list(range(trail.total, 0, -1))
    assert trail.total == 81


def test_one_pair_taken_in_by_several(desk: Desk) -> None:
    pair = Upload("en.md", SOURCE.encode()), Upload("zh.md", DRAFT.encode())
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: desk.import_pair(ADMIN, *pair), range(4)))
    assert len({one.document for one in taken}) == 1
    assert sum(one.created for one in taken) == 1
    assert desk.audit(ADMIN).total == 1


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
