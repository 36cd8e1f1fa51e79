"""``transqa app``: the review desk."""

from __future__ import annotations

import os
import socket
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from transqa.cli.output import note
from transqa.errors import ConfigError

_LOCAL = "localhost"


def app(
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Address to answer on. Any other than localhost lets other computers in: set up sign-in first.",
        ),
    ] = _LOCAL,
    port: Annotated[
        int | None,
        typer.Option("--port", "-p", min=1, max=65535, help="Port. Default: 8501, or the next one that is free."),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="URL",
            help="Store: a file, or postgresql://USER@HOST/NAME. Default: TRANSQA_DATABASE, the configuration, "
            ".transqa/review.db.",
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Start the review desk in the browser.

    Its configuration is the nearest transqa.toml upward, its store a file that needs nothing to be started.
    """
    missing = [name for name in ("streamlit", "altair", "sqlalchemy") if find_spec(name) is None]
    if missing:
        raise ConfigError(f"the review desk needs {', '.join(missing)}; pip install 'transqa[app]'")
    if port is not None and not _free(host, port):
        raise ConfigError(f"--port {port}: is taken on {host}; give another one")
    if database is not None:
        os.environ["TRANSQA_DATABASE"] = database
    if host != _LOCAL:
        note(
            f"the desk answers on {host}: whoever can reach this computer can open it, and without sign-in is its "
            "administrator; see docs/desk.md"
        )
    flags = [f"--server.address={host}", f"--server.headless={'false' if browser else 'true'}"]
    flags += [f"--server.port={port}"] if port is not None else []
    from streamlit.web.cli import main

    main(["run", str(script()), *flags], prog_name="transqa app", standalone_mode=False)


def script() -> Path:
    """The page that Streamlit runs: packed beside the code, or in the checkout."""
    packed = Path(__file__).parents[1] / "_app" / "app.py"
    return packed if packed.is_file() else Path(__file__).parents[3] / "app.py"


def _free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise ConfigError(f"--host {host}: is no address of this computer ({error.strerror})") from None
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True
