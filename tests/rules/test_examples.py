"""The examples in the rules' docstrings do what they say."""

from __future__ import annotations

import pytest

from rules.cases import check_example
from transqa.check import Rule
from transqa.rules import RULES
from transqa.termbase import Termbase


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_bad_example_is_reported(rule: Rule, termbase: Termbase) -> None:
    findings = check_example(rule, rule.sections["Bad"], termbase)
    assert {finding.rule for finding in findings} == {rule.code}, [finding.message for finding in findings]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_good_example_is_not(rule: Rule, termbase: Termbase) -> None:
    assert [finding.message for finding in check_example(rule, rule.sections["Good"], termbase)] == []
