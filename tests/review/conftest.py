"""A desk on either database, and a small pair to put into it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from review.samples import ADMIN, DRAFT, SOURCE
from small import SETTINGS, TERMS
from transqa.config import Config, load_config
from transqa.review import Desk, Upload


def _postgres() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version first; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    program = shutil.which("initdb")
    return found[-1].parent if found else Path(program).parent if program else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of our own, in a temporary directory, on a socket."""
    programs = _postgres()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; continuous integration must test on it")
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="transqa-pg-"))
    command: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        user = next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})
        shutil.chown(folder, user)
        command = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    data = folder / "data"

    def run(*words: str) -> None:
        done = subprocess.run([*command, *words], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        run(str(programs / "initdb"), "-D", str(data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c max_connections=60 -c fsync=off"
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        run(*control, "-o", options, "start")
        try:
            yield f"postgresql+psycopg://desk@/postgres?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without documents, to copy: migrations are tested elsewhere."""
    path = tmp_path_factory.mktemp("store") / "review.db"
    Desk(f"sqlite:///{path}", config=Config()).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without documents."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "review.db")
        yield f"sqlite:///{tmp_path}/review.db"
        return
    import psycopg

    server: str = request.getfixturevalue("postgres")
    schema = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{server}&options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A project with a termbase of one concept."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "terms.yml").write_text(TERMS, encoding="utf-8")
    (folder / "transqa.toml").write_text(SETTINGS, encoding="utf-8")
    return load_config(folder / "transqa.toml")


@pytest.fixture
def desk(url: str, config: Config) -> Iterator[Desk]:
    """A desk on an empty database."""
    desk = Desk(url, config=config)
    yield desk
    desk.close()


@pytest.fixture
def take(desk: Desk) -> Callable[..., int]:
    """A function that imports a pair and returns the document's number."""

    def take(source: str = SOURCE, target: str = DRAFT, name: str = "zh.md") -> int:
        taken = desk.import_pair(ADMIN, Upload("en.md", source.encode()), Upload(name, target.encode()))
        assert taken.document is not None
        return taken.document

    return take
