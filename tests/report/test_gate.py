from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from transqa.config import Config, GateConfig
from transqa.model import Fixed, Report
from transqa.report.gate import render_gate
from transqa.score import Threshold, gate_verdict, thresholds


def judged(report: Report) -> tuple[Report, list[Threshold]]:
    config = Config(min_score=80, gate=GateConfig(max_minor=3, rules={"TRM": 0}, min_term_accuracy=0.5))
    lines = thresholds(report.documents, report.scores, config=config)
    fixed = (Fixed("a", "TRM001", "zh.md", "x", 2),)
    return replace(report, verdict=gate_verdict(lines, report.scores), fixed=fixed), lines


def test_the_screen_is_golden(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("gate.txt", render_gate(*judged(report)))


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    colored = render_gate(*judged(report), color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render_gate(*judged(report))


def test_brief_is_the_verdict(report: Report) -> None:
    text = render_gate(*judged(report), brief=True)
    assert text.startswith("gate failed: 4 of ")
    assert "TRM001" not in text


def test_advice_stops_nobody(report: Report) -> None:
    failed, lines = judged(report)
    assert "advisory: the gate would have failed: 4 of " in render_gate(failed, lines, advisory=True)
    passed = replace(failed, verdict=gate_verdict([], failed.scores))
    assert "advisory: the gate would have passed\n" in render_gate(passed, [], advisory=True)


def test_many_findings_stay_on_one_screen(report: Report) -> None:
    document = report.documents[0]
    many = replace(document, findings=document.findings * 30)
    text = render_gate(replace(report, documents=(many,)), [])
    assert len(text.splitlines()) < 30
    assert "and 100 more new findings" in text


def test_nothing_of_a_document_steers_the_terminal(report: Report) -> None:
    document = report.documents[0]
    hostile = replace(document.findings[0], message="a\x1b[2J\u202e\nb", state="new")
    text = render_gate(replace(report, documents=(replace(document, findings=(hostile,)),)), [])
    assert "a\ufffd[2J\ufffd\ufffdb" in text
