"""What is said about every rule."""

from __future__ import annotations

import re

import pytest

from transqa.check import Rule
from transqa.check.rule import SECTIONS
from transqa.rules import RULES

FAMILIES = {"TRM", "DNT", "ACC", "NUM", "NAM", "MRK", "TYP", "CNS", "ALN", "SUP"}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_record_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.code[:3] in FAMILIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert "/" in rule.mqm
    assert rule.summary.endswith(".")
    assert set(rule.sections) == {"What", *SECTIONS}
    assert all(rule.sections.values())


def test_names_and_codes_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert all(code == rule.code for code, rule in RULES.items())
