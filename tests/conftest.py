"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from transqa.termbase import Termbase, load_termbase

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

# A slow machine is no failure; continuous integration draws the same examples every time.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the source checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Larger reference documents beside the checkout; a test that asks for them is skipped where there are none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no reference documents beside this checkout")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A function that compares a text with ``golden/NAME`` beside the test, or writes it if UPDATE_GOLDEN is set."""

    def compare(name: str, text: str) -> None:
        path = request.path.parent / "golden" / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def termbase() -> Termbase:
    """The glossary that comes with transqa."""
    return load_termbase()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. Of a module, for the tests of the language server cannot run beside its event loop."""
    from browser import chromium, find_chromium

    if find_chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; continuous integration must test in a browser")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with chromium() as browser:
        yield browser
