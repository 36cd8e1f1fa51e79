"""Cases in YAML -> (bitext, expectation). The format is described in ``tests/cases/README.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from transqa.check import Context, run
from transqa.config import Config, RuleConfig
from transqa.model import Bitext, Document, Finding, Link
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
    """Run the one rule of a case."""
    source_language, target_language = case.body.get("languages", "en zh-Hans").split()
    source = parse_text(case.body["source"] or "", path="source.md", language=source_language)
    target = parse_text(case.body["target"] or "", path="target.md", language=target_language)
    bitext = (
        align_pair(source, target) if case.body.get("align") is True else linked(source, target, case.body.get("align"))
    )
    config = Config(select=(case.rule,), rules={case.rule: RuleConfig(**case.body.get("options", {}))})
    return bitext, run(Context(bitext, termbase=termbase, config=config), RULES)


def linked(source: Document, target: Document, links: Iterable[str] | None = None) -> Bitext:
    """Blocks linked as told ("1-1", "2-1", "1-0 0.3"); else in order where both sides have as many, else all to all."""
    sizes = len(source.blocks), len(target.blocks)
    told = list(links or (["1-1"] * sizes[0] if sizes[0] == sizes[1] else [f"{sizes[0]}-{sizes[1]}"]))
    found, starts = [], [0, 0]
    for kind, *confidence in (link.split() for link in told):
        ends = [start + int(count) for start, count in zip(starts, kind.split("-"), strict=True)]
        sides = [tuple(range(start, end)) for start, end in zip(starts, ends, strict=True)]
        found.append(Link(sides[0], sides[1], float(confidence[0]) if confidence else 1.0))
        starts = ends
    assert tuple(starts) == sizes, f"{told} links {starts} of {sizes} blocks"
    return Bitext(source, target, tuple(found))
