"""The runner: crashes, order, selection, fingerprints."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transqa.check import Context, Fault, Pair, rule, run
from transqa.check.rule import Rule
from transqa.config import Config, RuleConfig
from transqa.errors import ConfigError
from transqa.model import Bitext, Link, Severity
from transqa.parse import parse_text
from transqa.termbase import Termbase


@rule("AAA001", "crashing-rule", mqm="test/test", severity=Severity.MAJOR)
def crashing(pair: Pair, context: Context) -> Iterator[Fault]:
    """A rule that breaks."""
    raise RuntimeError("boom")
    yield


@rule("BBB001", "word-is-here", mqm="test/test", severity=Severity.MINOR)
def here(pair: Pair, context: Context) -> Iterator[Fault]:
    """A rule that reports every 坏."""
    for at, character in enumerate(pair.target.text):
        if character == "坏":
            yield Fault("bad", target=pair.target.quote(at, at + 1))


RULES: dict[str, Rule] = {"AAA001": crashing, "BBB001": here}


def findings(text: str, **config: object) -> list[tuple[str, str, str]]:
    target = parse_text(text, path="t.md", language="zh-Hans")
    source = parse_text("word\n\n" * len(target.blocks), path="s.md", language="en")
    bitext = Bitext(source, target, tuple(Link((i,), (i,), 1.0) for i in range(len(target.blocks))))
    context = Context(bitext, termbase=Termbase({}, "0"), config=Config(**config))  # type: ignore[arg-type]
    return [(finding.rule, finding.severity.value, finding.fingerprint) for finding in run(context, RULES)]


def test_a_crash_names_the_rule_and_the_others_go_on() -> None:
    rows = findings("坏\n")
    assert [row[:2] for row in rows] == [("INT001", "neutral"), ("BBB001", "minor")]


def test_selection_by_family_and_severity_by_configuration() -> None:
    rows = findings("坏\n", select=("BBB",), rules={"BBB001": RuleConfig(severity=Severity.CRITICAL)})
    assert [row[:2] for row in rows] == [("BBB001", "critical")]


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ConfigError, match="unknown rule 'ZZZ'"):
        findings("坏\n", select=("ZZZ",))


def test_fingerprints_survive_edits_elsewhere() -> None:
    before = findings("很坏的模型。\n", select=("BBB",))
    after = findings("新的一段。\n\n又一段。\n\n很坏的模型。\n", select=("BBB",))
    assert [row[2] for row in before] == [row[2] for row in after]


def test_a_second_identical_fault_has_its_own_fingerprint() -> None:
    rows = findings("坏\n\n坏\n", select=("BBB",))
    assert len({row[2] for row in rows}) == 2
