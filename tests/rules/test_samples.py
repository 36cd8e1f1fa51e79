"""The reviewed translations of ``data/`` are right: hardly anything is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import transqa
from transqa.model import Severity

PAGES = sorted((Path(__file__).parents[2] / "data").glob("*/zh*-reviewed.md"))
#: So many minor findings are a matter of taste.
MINOR = 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_a_reviewed_translation_has_no_major_finding_and_few_minor_ones(page: Path) -> None:
    language = "zh-Hant" if "Hant" in page.stem else "zh-Hans"
    found = transqa.check(page.with_name("en.md"), page, target_language=language).documents[0].findings
    shown = [(finding.rule, finding.message) for finding in found]
    assert all(finding.severity.rank <= Severity.MINOR.rank for finding in found), shown
    assert sum(finding.severity is Severity.MINOR for finding in found) <= MINOR, shown


def test_there_are_reviewed_translations() -> None:
    assert len(PAGES) == 3
