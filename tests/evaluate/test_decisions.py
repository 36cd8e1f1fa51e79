from __future__ import annotations

from pathlib import Path

import pytest

from evaluate.samples import checker, finding, write_gold
from transqa.evaluate import Decision, Evaluation, Page, read_gold
from transqa.model import Severity


def test_accepted_text_gives_rates_and_decisions(result: Evaluation) -> None:
    assert (result.accepted.pages, result.accepted.words) == (1, 1000)
    rates = {row.rule: (row.per_thousand(Severity.MAJOR), row.per_thousand()) for row in result.accepted.rows}
    assert rates == {"TRM001": (2.0, 2.0), "TRM002": (1.0, 2.0), "TYP001": (0.0, 2.0)}
    decisions = {one.rule: one for one in result.decisions}
    assert not decisions["TRM001"].allowed
    assert decisions["TYP001"].precision is None
    assert decisions["TRM001"].sentence == (
        "TRM001 rule-trm001 may only be a warning: 2.00 major findings per 1,000 accepted words (at most 0.5), "
        "precision 0.50 on 2, lower bound 0.09 (at least 0.7)"
    )


@pytest.mark.parametrize(("right", "alarms", "allowed"), [(9, 0, True), (8, 0, False), (9, 1, False)])
def test_a_rule_may_make_errors_within_both_limits(tmp_path: Path, right: int, alarms: int, allowed: bool) -> None:
    gold = read_gold(write_gold(tmp_path))
    hit = finding("TRM001", Severity.MAJOR, target="模特")
    annotated = checker(*[hit] * right)(gold.source, gold.target, ("en", "zh"))
    clean = checker(*[hit] * alarms)(gold.source, gold.target, ("en", "zh"))
    pages = (Page("gold", annotated, gold), Page("clean", clean))
    decision: Decision = Evaluation(pages, ()).decisions[0]
    assert decision.allowed is allowed
