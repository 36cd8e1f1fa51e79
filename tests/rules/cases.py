"""Cases in YAML -> (bitext, expectation). The format is described in ``tests/cases/README.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from transqa.check import Context, run
from transqa.config import Config, RuleConfig
from transqa.model import Bitext, Finding, Link
from transqa.parse import parse_text
from transqa.pipeline import align_pair
from transqa.rules import RULES
from transqa.termbase import Termbase

FOLDER = Path(__file__).parents[1] / "cases"
KEYS = {"source", "target", "span", "side", "fixed", "severity", "languages", "align", "options", "count", "concept"}


@dataclass(frozen=True)
class Case:
    """One case: ``expected`` is None where the rule must stay silent."""

    rule: str
    number: int
    body: Mapping[str, Any]
    fails: bool

    @property
    def id(self) -> str:
        return f"{self.rule}-{'fail' if self.fails else 'pass'}-{self.number}"


def load() -> Iterator[Case]:
    """All cases of all rules."""
    for path in sorted(FOLDER.glob("*/*.yml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        assert set(data) <= {"rule", "fail", "pass"}, f"{path}: unknown keys {set(data)}"
        assert path.stem == data["rule"], f"{path}: rule is {data['rule']}"
        for fails in (True, False):
            for number, body in enumerate(data["fail" if fails else "pass"] or (), 1):
                assert set(body) <= KEYS, f"{path}: unknown keys {set(body) - KEYS}"
                yield Case(data["rule"], number, body, fails)


def check(case: Case, termbase: Termbase) -> tuple[Bitext, tuple[Finding, ...]]:
    """Run the one rule of a case. Blocks are linked in order, or aligned for real where the case says ``align: true``."""
    source_language, target_language = case.body.get("languages", "en zh-Hans").split()
    source = parse_text(case.body["source"] or "", path="source.md", language=source_language)
    target = parse_text(case.body["target"] or "", path="target.md", language=target_language)
    if case.body.get("align"):
        bitext = align_pair(source, target)
    else:
        sizes = len(source.blocks), len(target.blocks)
        links = (
            [Link((index,), (index,), 1.0) for index in range(sizes[0])]
            if sizes[0] == sizes[1]
            else [Link(tuple(range(sizes[0])), tuple(range(sizes[1])), 1.0)]
        )
        bitext = Bitext(source, target, tuple(links))
    config = Config(select=(case.rule,), rules={case.rule: RuleConfig(**case.body.get("options", {}))})
    return bitext, run(Context(bitext, termbase=termbase, config=config), RULES)
