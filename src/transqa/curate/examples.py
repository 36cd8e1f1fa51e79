"""The examples of the entries, run through the rules: what they call wrong is flagged, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transqa.check import Context, run
from transqa.config import Config
from transqa.curate.problem import line_of
from transqa.curate.reach import one_block
from transqa.model import Bitext, Finding, Link, Severity
from transqa.rules import RULES
from transqa.termbase import Concept, Termbase
from transqa.termbase.model import Example

#: A sentence on its own is always a first mention.
_CONFIG = Config(ignore=("TRM006",))
_FAMILIES = ("TRM", "DNT")


def run_examples(termbase: Termbase) -> ExampleRun:
    """Check every example of a termbase as a document of its own.

    A ``wrong`` rendering must be the very target of a terminology or name finding about the entry's concept. Any other
    example must give no such finding at all, and none of any rule that is major.
    """
    total = negative = 0
    failures = []
    for concept in termbase.concepts.values():
        for place, example in enumerate(concept.examples):
            total += 1
            negative += example.wrong is None
            for message in _check(concept, example, termbase):
                failures.append(
                    Failure(concept.file, line_of(concept, "examples", place), concept.id, example, message)
                )
    return ExampleRun(total, negative, tuple(failures))


def _check(concept: Concept, example: Example, termbase: Termbase) -> Iterator[str]:
    found = _findings(example, termbase)
    if example.wrong is None:
        for finding in found:
            if _about(finding, concept, termbase) or finding.severity.rank >= Severity.MAJOR.rank:
                yield f"must stay silent, but {_told(finding)}"
        return
    ours = [finding for finding in found if _about(finding, concept, termbase)]
    if not any(finding.target and finding.target.text == example.wrong for finding in ours):
        others = "; ".join(map(_told, ours or found)) or "nothing was found"
        yield f"{example.wrong!r} must be flagged for {concept.id!r}: {others}"


def _about(finding: Finding, concept: Concept, termbase: Termbase) -> bool:
    """Whether a terminology or name finding tells of a concept; a name may have one entry per sense."""
    if not finding.rule.startswith(_FAMILIES) or finding.concept is None:
        return False
    other = termbase.concepts[finding.concept]
    return other is concept or (concept.keep and other.keep and not {*concept.names}.isdisjoint(other.names))


def _findings(example: Example, termbase: Termbase) -> tuple[Finding, ...]:
    source = one_block(example.source, "en", path="source")
    target = one_block(example.target, example.target_language, path="target")
    return run(Context(Bitext(source, target, (Link((0,), (0,), 1.0),)), termbase=termbase, config=_CONFIG), RULES)


def _told(finding: Finding) -> str:
    return f"{finding.rule} ({finding.severity}, {finding.concept}) says {finding.message}"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not do what it says, with its place."""

    file: str
    line: int
    concept: str
    example: Example
    message: str


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """How many examples ran, how many of them must stay silent, and those that failed."""

    total: int
    negative: int
    failures: tuple[Failure, ...]
