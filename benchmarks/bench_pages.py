"""How long the desk's pages take in a browser over a full store (that of bench_desk.py), and the server's memory.

A rerun is timed from the click or the key until Streamlit says that the page stands still. Needs the extra ``dev``, Chromium, Linux.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from transqa.config import Config
from transqa.review import Desk

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from bench_desk import fill

from browser import chromium, serving

STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def main() -> None:
    """Fill a store, start the desk on it, and time reruns."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/review.db"
        desk = Desk(url, config=Config())
        fill(desk, url)
        desk.close()
        with serving(Path(folder), "--database", "review.db") as server:
            browse(server.address)
            status = Path(f"/proc/{server.pid}/status").read_text()
            peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
            print(f"memory of the server at most {int(peak.split()[1]) / 1024:.0f} MB")


def browse(address: str) -> None:
    """Time both pages."""
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US").new_page()
        page.goto(address)
        page.locator(".tq-table").wait_for(timeout=120_000)
        orders = [page.get_by_text(name, exact=True).first for name in ("Most open", "Lowest score", "Name") * 3]
        measure("overview: another order", page, [order.click for order in orders])
        page.goto(f"{address}/review?document=100")
        page.locator(".tq-row").first.wait_for(timeout=120_000)
        measure("review: next finding", page, [lambda: page.keyboard.press("j")] * 12)


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
