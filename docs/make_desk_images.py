"""Photograph every page of the review desk, light and dark, wide and narrow; the review page goes to the README.

Run it with the development extra, Chromium and a Chinese font installed: ``python docs/make_desk_images.py [FOLDER]``. The
pictures of all pages go to FOLDER, if one is given, to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from transqa.config import Config
from transqa.review import Actor, Desk, Role, State, Upload

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from browser import chromium, serving

ROOT = Path(__file__).parents[1]
PAGES = ("overview", "review", "alignment", "importing", "export", "termbase", "rules", "activity", "team")
PAIRS = {"2023-03": "zh-draft.md", "2023-09": "zh-draft.md", "2024-02": "zh-Hant-draft.md"}
READER = Actor("lin", Role.ADMIN)


def main() -> None:
    """Write ``docs/images/desk.png``, and all pages to the folder of the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with TemporaryDirectory() as scratch:
        _fill(Path(scratch) / "review.db")
        with serving(Path(scratch), "--database", "review.db") as server:
            _photograph(server.address, folder)


def _fill(database: Path) -> None:
    """The sample pairs, with some decisions and a comment."""
    desk = Desk(f"sqlite:///{database}", config=Config())
    for name, draft in PAIRS.items():
        source = Upload(f"{name}/en.md", (ROOT / "data" / name / "en.md").read_bytes())
        target = Upload(f"{name}/{draft}", (ROOT / "data" / name / draft).read_bytes())
        imported = desk.import_pair(READER, source, target, project="digests")
        if imported.document is None:
            raise SystemExit(imported.problem)
        number = imported.document
        for _ in range(4):
            found = [one.finding for row in desk.page(READER, number, limit=500).rows for one in row.findings]
            finding = next(one for one in found if one.rule == "TRM001" and one.fixes and one.fixes[0].edits)
            desk.apply_fix(READER, number, finding.fingerprint)
        found = [one.finding for row in desk.page(READER, number, limit=500).rows for one in row.findings]
        for at, finding in enumerate(found[-8:]):
            if at % 2:
                desk.decide(READER, number, finding.fingerprint, State.ACCEPTED)
            else:
                desk.decide(READER, number, finding.fingerprint, State.DISMISSED, reason="right in this context")
        desk.comment(READER, number, "另见术语表。", fingerprint=found[6].fingerprint)
    desk.close()


def _photograph(address: str, folder: Path | None) -> None:
    with chromium() as browser:
        page = _open(browser, width=1440, height=860, dark=False)
        _show(page, f"{address}/review?document=1")
        page.locator(".tq-target mark.tq-critical").first.click()
        page.mouse.move(640, 20)
        page.wait_for_timeout(1500)
        page.screenshot(path=ROOT / "docs/images/desk.png")
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            for width in (1440, 800):
                for dark in (False, True):
                    page = _open(browser, width=width, height=900, dark=dark)
                    for name in PAGES:
                        language = "简体中文" if dark else "English"
                        _show(page, f"{address}/{'' if name == PAGES[0] else name}?lang={language}")
                        page.screenshot(path=folder / f"{name}-{width}-{'dark' if dark else 'light'}.png")


def _open(browser: Browser, *, width: int, height: int, dark: bool) -> Page:
    scheme = "dark" if dark else "light"
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US"
    ).new_page()


def _show(page: Page, address: str) -> None:
    """Open a page and wait until it stands still."""
    page.goto(address)
    page.locator('[data-testid="stMainBlockContainer"]').wait_for(timeout=60_000)
    page.wait_for_timeout(2500)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=60_000)
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
