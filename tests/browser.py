"""The review desk on a server of its own, and Chromium without a window: for tests, and for the desk's benchmark and pictures."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SOURCE = Path(__file__).parents[1] / "src"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Server:
    """A running ``transqa app``."""

    address: str
    pid: int


def find_chromium() -> str | None:
    """The program, None where it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window that asks nothing of a network by itself."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield browser
        browser.close()


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Server]:
    """The review desk, started in a folder on a free port; what it prints goes to the file ``log`` there."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "transqa", "app", "--port", str(port), "--no-browser", *options]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    log = folder / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait(address, process, log)
            yield Server(address, process.pid)
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    raise AssertionError(f"no answer at {address}: {log.read_text()}")
