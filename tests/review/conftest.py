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

from review.samples import ADMIN, DRAFT, SETTINGS, SOURCE, TERMS
from transqa.config import Config, load_config
from transqa.review import Desk, Upload


def _postgres() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version first; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    program = shutil.which("initdb")
    return found[-1].parent if found else Path(program).parent if program else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of our own without a database name, in a temporary directory, on a socket."""
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
        options = f"-k {folder} -c listen_addresses= -c max_connections=60"
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        run(*control, "-o", options, "start")
        try:
            yield f"postgresql+psycopg://desk@/{{name}}?host={folder}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/desk/review.db"
    import psycopg

    server: str = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex}"
    place = server.format(name="postgres").replace("+psycopg", "")
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name=name)


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
