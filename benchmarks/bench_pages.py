"""How long the desk's pages take in a browser over a full store (that of bench_desk.py), and the server's memory.

A rerun is timed from the click or the key until Streamlit says that the page stands still. Needs the extra ``dev``, Chromium, Linux.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench_desk import fill
from playwright.sync_api import Page, sync_playwright

from transqa.config import Config
from transqa.review import Desk

STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def main() -> None:
    """Fill a store, start the desk on it, and time reruns."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/review.db"
        desk = Desk(url, config=Config())
        fill(desk, url)
        desk.close()
        with socket.socket() as probe:
            probe.bind(("localhost", 0))
            port = probe.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "transqa",
            "app",
            "--port",
            str(port),
            "--no-browser",
            "--database",
            "review.db",
        ]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                wait(f"http://localhost:{port}")
                browse(f"http://localhost:{port}")
                status = Path(f"/proc/{server.pid}/status").read_text()
                peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
                print(f"memory of the server at most {int(peak.split()[1]) / 1024:.0f} MB")
            finally:
                server.terminate()


def wait(address: str) -> None:
    """Wait for the server."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit(f"{address}: no answer")


def browse(address: str) -> None:
    """Time both pages."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US").new_page()
        page.goto(address)
        page.locator(".tq-table").wait_for(timeout=120_000)
        orders = [page.get_by_text(name, exact=True).first for name in ("Most open", "Lowest score", "Name") * 3]
        measure("overview: another order", page, [order.click for order in orders])
        page.goto(f"{address}/review?document=100")
        page.locator(".tq-row").first.wait_for(timeout=120_000)
        measure("review: next finding", page, [lambda: page.keyboard.press("j")] * 12)
        browser.close()


def measure(name: str, page: Page, actions: list[Callable[[], None]]) -> None:
    """Print the median and the worst time of reruns, in milliseconds; the first one, which warms up, is left out."""
    taken = []
    for action in actions:
        page.locator(STILL).wait_for(timeout=60_000)
        page.wait_for_timeout(800)
        start = time.perf_counter()
        action()
        page.locator('[data-testid="stApp"]:not([data-test-script-state="notRunning"])').wait_for(timeout=60_000)
        page.locator(STILL).wait_for(timeout=60_000)
        taken.append(1000 * (time.perf_counter() - start))
    print(f"{name:34} {statistics.median(taken[1:]):8.1f} {max(taken[1:]):8.1f}")


if __name__ == "__main__":
    main()
