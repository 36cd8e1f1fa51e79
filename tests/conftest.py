"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
