from __future__ import annotations

from collections.abc import Callable

from review.samples import ADMIN
from transqa.model import Severity
from transqa.review import Desk, State


def test_a_noisy_rule_is_proposed_to_be_lowered(desk: Desk, take: Callable[..., int]) -> None:
    lines = [f"Line {n} is about grokking in networks." for n in range(12)]
    drafts = [f"第 {n} 行谈的是网络中的摸索现象。" for n in range(12)]
    number = take("\n\n".join(lines) + "\n", "\n\n".join(drafts) + "\n")
    rows = desk.page(ADMIN, number).rows
    found = [one.finding for row in rows for one in row.findings if one.finding.rule == "TRM001"]
    for one in found[:9]:
        desk.decide(ADMIN, number, one.fingerprint, State.DISMISSED, reason="no")
    assert [one.proposal for one in desk.rule_precision(ADMIN) if one.rule == "TRM001"] == [None]
    for one in found[9:11]:
        desk.decide(ADMIN, number, one.fingerprint, State.DISMISSED, reason="no")
    desk.decide(ADMIN, number, found[11].fingerprint, State.ACCEPTED)
    (precision,) = [one for one in desk.rule_precision(ADMIN) if one.rule == "TRM001"]
    assert (precision.right, precision.wrong, precision.open) == (1, 11, 0)
    assert precision.severity is Severity.MAJOR
    assert precision.proposal is Severity.MINOR
    assert precision.toml == '[rules.TRM001]\nseverity = "minor"\n'
    assert desk.rule_precision(ADMIN)[0] == precision
