from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from transqa.config import Config, FailOn, GateConfig
from transqa.model import Bitext, Document, DocumentReport, Finding, Scores, Severity
from transqa.score import gate_verdict, thresholds

EMPTY = Bitext(Document("en.md", "en", "", ()), Document("zh.md", "zh-Hans", "", ()), ())


def finding(severity: str, rule: str = "TRM001", *, state: str = "new") -> Finding:
    return Finding(rule, f"{rule.lower()}-name", "c", Severity(severity), "m", state=state)


def mqm(score: float, *, judged: bool = True) -> Mapping[str, Any]:
    return {"score": score, "judged": judged, "unit": "source-words", "size": 100, "minimum_size": 250}


def lines(
    *findings: Finding,
    config: Config,
    score: float = 90,
    others: tuple[float, ...] = (),
    terms: tuple[int, int] = (4, 3),
) -> dict[str, tuple[str, str, bool]]:
    """What is counted -> (found, allowed, passed)."""
    card = {"total": terms[0], "accepted": terms[1], "accuracy": terms[1] / terms[0] if terms[0] else None}
    documents = [DocumentReport(EMPTY, findings, Scores(mqm(score)))]
    documents += [DocumentReport(EMPTY, (), Scores(mqm(other))) for other in others]
    found = thresholds(documents, Scores(mqm(score), card), config=config)
    return {line.what: (line.found, line.allowed, line.passed) for line in found}


def test_fail_on_is_the_default() -> None:
    assert lines(finding("major"), finding("minor"), config=Config()) == {
        "new critical findings": ("0", "at most 0", True),
        "new major findings": ("1", "at most 0", False),
    }
    assert lines(finding("major"), config=Config(fail_on=FailOn.NEVER)) == {}
    assert len(lines(config=Config(fail_on=FailOn.NEUTRAL))) == 4


def test_limits_go_before_fail_on() -> None:
    config = Config(gate=GateConfig(max_major=1, max_minor=0))
    found = lines(finding("major"), finding("minor"), finding("minor", state="known"), config=config)
    assert found["new major findings"] == ("1", "at most 1", True)
    assert found["new minor findings"] == ("1", "at most 0", False)


@pytest.mark.parametrize("selector", ["TRM001", "trm", "TRM", "trm001-name", "ALL"])
def test_limits_by_rule(selector: str) -> None:
    config = Config(fail_on=FailOn.NEVER, gate=GateConfig(rules={selector: 1}))
    found = lines(finding("minor"), finding("minor"), finding("minor", state="known"), config=config)
    assert found == {f"new findings of {selector}": ("2", "at most 1", False)}
    assert lines(finding("minor", "XYZ001"), config=config)[f"new findings of {selector}"][2]


def test_scores_of_each_and_of_all() -> None:
    config = Config(fail_on=FailOn.NEVER, gate=GateConfig(min_score=60, min_overall_score=80))
    found = lines(config=config, score=79.96, others=(59, 95))
    assert found["lowest score of a document"] == ("59.0", "at least 60", False)
    assert found["score of all together"] == ("80.0", "at least 80", False)
    both = lines(config=Config(fail_on=FailOn.NEVER, min_score=70), score=90)
    assert [line[1] for line in both.values()] == ["at most 0", "at least 70", "at least 70"]


def test_no_score_outweighs_a_critical_finding() -> None:
    never = FailOn.NEVER
    assert not lines(finding("critical"), config=Config(fail_on=never, min_score=10))["new critical findings"][2]
    allowed = Config(fail_on=never, min_score=10, gate=GateConfig(max_critical=1))
    assert lines(finding("critical"), config=allowed)["new critical findings"][2]


def test_a_text_too_small_has_no_score_and_says_so() -> None:
    config = Config(min_score=80)
    card = Scores(mqm(10, judged=False))
    found = thresholds([DocumentReport(EMPTY, (), card)], card, config=config)
    assert [line.what for line in found] == ["new critical findings", "new major findings"]
    verdict = gate_verdict(found, card)
    assert (verdict.passed, verdict.reasons) == (True, ("too small to judge by score: 100 of 250 source words",))


def test_term_accuracy() -> None:
    config = Config(fail_on=FailOn.NEVER, gate=GateConfig(min_term_accuracy=0.8))
    assert lines(config=config) == {"term accuracy": ("0.750", "at least 0.8", False)}
    assert lines(config=config, terms=(0, 0)) == {}


def test_a_reason_says_all() -> None:
    overall = Scores(mqm(90))
    documents = [DocumentReport(EMPTY, (finding("major"), finding("major", "NUM001"), finding("major")), overall)]
    verdict = gate_verdict(thresholds(documents, overall, config=Config()), overall)
    assert verdict.reasons == ("new major findings: 3 (2 TRM001, 1 NUM001), at most 0",)
    low = [DocumentReport(EMPTY, (), Scores(mqm(score))) for score in range(7)]
    found = thresholds(low, Scores(mqm(3)), config=Config(min_score=50))
    assert found[2].reason.startswith("lowest score of a document: 0.0 (zh.md 0.0, zh.md 1.0, ")
    assert found[2].reason.endswith("zh.md 4.0 and 2 more), at least 50")
