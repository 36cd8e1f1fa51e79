"""Cases in YAML and examples in docstrings -> findings. ``tests/cases/README.md`` describes the format of the cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from transqa.check import Context, Rule, Scope, run
from transqa.check.past import Past, content, contents
from transqa.config import Config, RuleConfig
from transqa.model import Bitext, Document, Finding, Link
from transqa.parse import parse_text
from transqa.pipeline import align_pair
from transqa.rules import RULES
from transqa.termbase import Termbase

FOLDER = Path(__file__).parents[1] / "cases"
KEYS = {"source", "target", "span", "side", "fixed", "severity", "languages", "align", "options", "count", "concept"}
KEYS |= {"source_then", "target_then"}
_EXAMPLE = re.compile(
    r"(?:\(confidence (?P<confidence>[\d.]+)\) )?(?:\(source then: (?P<then>.*?)\) )?(?P<source>.*?) => (?P<target>.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    """One case. ``background`` are the paragraphs of both sides that come before it."""

    rule: str
    number: int
    body: Mapping[str, Any]
    fails: bool
    background: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return f"{self.rule}-{'fail' if self.fails else 'pass'}-{self.number}"


@cache
def load() -> tuple[Case, ...]:
    """All cases of all rules."""
    return tuple(case for path in sorted(FOLDER.glob("*/*.yml")) for case in _read(path))


def _read(path: Path) -> Iterator[Case]:
    data = yaml.safe_load(path.read_text("utf-8"))
    assert set(data) <= {"rule", "background", "fail", "pass"}, f"{path}: unknown keys {set(data)}"
    assert path.stem == data["rule"], f"{path}: rule is {data['rule']}"
    background = tuple((row["source"], row["target"]) for row in data.get("background", ()))
    for fails in (True, False):
        for number, body in enumerate(data["fail" if fails else "pass"], 1):
            assert set(body) <= KEYS, f"{path}: unknown keys {set(body) - KEYS}"
            yield Case(data["rule"], number, body, fails, background)


def check(case: Case, termbase: Termbase) -> tuple[Bitext, tuple[Finding, ...]]:
    """Run the one rule of a case."""
    documents = _documents(
        [*case.background, (case.body["source"], case.body["target"])], case.body.get("languages", "en zh-Hans")
    )
    told = case.body.get("align")
    bitext = align_pair(*documents) if told is True else linked(*documents, told)
    config = Config(select=_selected(case.rule), rules={case.rule: RuleConfig(**case.body.get("options", {}))})
    context = Context(bitext, termbase=termbase, config=config)
    if "source_then" in case.body:
        context.past = _past(bitext, case.body["source_then"], case.body.get("target_then", case.body["target"]))
    return bitext, _of(case.rule, run(context, RULES))


def check_example(rule: Rule, example: str, termbase: Termbase) -> tuple[Finding, ...]:
    """Run a rule on a ``source => target`` of its docstring.

    Blocks are separated by two spaces and linked in order, those left over to nothing. ``(no source)`` stands for no
    source, ``(confidence 0.2)`` before it for a link of that confidence. The background of the rule's cases is added.
    """
    parts = _EXAMPLE.fullmatch(" ".join(example.splitlines()))
    assert parts, f"{rule.code}: not `source => target`: {example}"
    source = "" if parts["source"] == "(no source)" else parts["source"]
    text = [re.sub(" {2,}", "\n\n", side) for side in (source, parts["target"])]
    background = next((case.background for case in load() if case.rule == rule.code), ())
    language = "zh-Hans" if rule.applies_to("zh-Hans") else rule.languages[0]
    documents = _documents([*background, (text[0], text[1])], f"en {language}")
    sizes = [len(document.blocks) for document in documents]
    links = [f"1-1 {parts['confidence'] or 1}"] * min(sizes)
    links += ["1-0"] * (sizes[0] - len(links)) + ["0-1"] * (sizes[1] - len(links))
    context = Context(linked(*documents, links), termbase=termbase, config=Config(select=_selected(rule.code)))
    if parts["then"]:
        context.past = _past(context.bitext, parts["then"], context.target.text)
    return _of(rule.code, run(context, RULES))


def _past(bitext: Bitext, source_then: str, target_then: str) -> dict[int, Past]:
    """The history of a target that was committed once, with the source of that time."""
    source, target = (
        parse_text(text, path=document.path, language=document.language)
        for text, document in ((source_then, bitext.source), (target_then, bitext.target))
    )
    past = Past("1a2b3c4", "2024-05-06", 0, source)
    present = contents(target)
    return {index: past for index, block in enumerate(bitext.target.blocks) if content(block) in present}


def _selected(code: str) -> tuple[str, ...]:
    """The rule alone; about suppressions nothing can be said without the rules they silence."""
    return ("ALL",) if RULES[code].scope is Scope.LAST else (code,)


def _of(code: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.rule in {code, "INT001"} or RULES[code].scope is not Scope.LAST)


def _documents(pairs: Sequence[tuple[str, str]], languages: str) -> tuple[Document, Document]:
    source, target = (
        parse_text("\n\n".join(side), path=f"{name}.md", language=language)
        for side, name, language in zip(zip(*pairs, strict=True), ("source", "target"), languages.split(), strict=True)
    )
    return source, target


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
