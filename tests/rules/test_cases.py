"""Every case of every rule: exact span, fixed text, silence."""

from __future__ import annotations

from collections import Counter

import pytest

from rules.cases import Case, check, load
from transqa.model import Finding
from transqa.rules import RULES
from transqa.termbase import Termbase

CASES = load()


@pytest.mark.parametrize("case", [case for case in CASES if case.fails], ids=lambda case: case.id)
def test_bad_text_is_reported_at_its_place(case: Case, termbase: Termbase) -> None:
    bitext, findings = check(case, termbase)
    shown = [(f.rule, f.message, f.target and f.target.text) for f in findings]
    assert [f.rule for f in findings] == [case.rule] * case.body.get("count", 1), shown
    finding = findings[0]
    if "span" in case.body:
        quote = finding.source if case.body.get("side") == "source" else finding.target
        assert quote is not None, shown
        assert quote.text == case.body["span"], shown
        document = bitext.source if case.body.get("side") == "source" else bitext.target
        assert document.text[quote.span.start : quote.span.end] == quote.text
    for key in ("severity", "concept"):
        if key in case.body:
            assert getattr(finding, key) == case.body[key], shown
    if "fixed" in case.body:
        assert _fixed(bitext.target.text, finding) == case.body["fixed"]
    else:
        # A safe fix changes files unasked, so a case must say what it makes.
        assert not any(fix.safety == "safe" for fix in finding.fixes), "declare `fixed`"


def _fixed(text: str, finding: Finding) -> str:
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("case", [case for case in CASES if not case.fails], ids=lambda case: case.id)
def test_good_text_stays_silent(case: Case, termbase: Termbase) -> None:
    _, findings = check(case, termbase)
    assert [(f.message, f.target and f.target.text) for f in findings] == []


def test_every_rule_has_cases() -> None:
    failing = Counter(case.rule for case in CASES if case.fails)
    passing = Counter(case.rule for case in CASES if not case.fails)
    assert not set(failing) - set(RULES)
    assert [code for code in RULES if failing[code] < 3 or passing[code] < 5] == []
