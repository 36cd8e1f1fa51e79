"""The gate: whether a run passes, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from transqa.config import Config
from transqa.model import DocumentReport, Scores, Severity, Verdict


def judge(documents: Sequence[DocumentReport], overall: Scores, *, config: Config) -> Verdict:
    """The verdict of a run.

    New findings at or above ``fail_on`` fail it; known ones never do. With a ``min_score``, each document that is large
    enough to judge and all of them together must reach it, and one critical finding fails it whatever the score. A text
    too small to judge is a reason worth saying, not a failure.
    """
    failures = [*_findings_reason(documents, config), *_score_reasons(documents, overall, config)]
    return Verdict(passed=not failures, reasons=(*failures, *size_notes(overall)))


def size_notes(overall: Scores) -> list[str]:
    """What is to be said of a text too small to judge; empty for a larger one."""
    card = overall.mqm
    if not card or card["judged"]:
        return []
    unit = card["unit"].replace("-", " ")
    return [f"too small to judge by score: {card['size']:,} of {card['minimum_size']:,} {unit}"]


def _findings_reason(documents: Sequence[DocumentReport], config: Config) -> list[str]:
    limit = config.fail_on.severity
    if limit is None:
        return []
    rules = Counter(
        finding.rule
        for document in documents
        for finding in document.findings
        if finding.state == "new" and finding.severity.rank >= limit.rank
    )
    if not rules:
        return []
    return [f"{_findings(rules.total())} at or above {limit.value}: {listed(rules)}"]


def listed(rules: Mapping[str, int]) -> str:
    """Rules with their counts, the most frequent first."""
    return ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0])))


def _score_reasons(documents: Sequence[DocumentReport], overall: Scores, config: Config) -> list[str]:
    if config.min_score is None:
        return []
    cards = [(document.bitext.target.path, document.scores.mqm) for document in documents]
    if len(documents) > 1:
        cards.append(("all documents", overall.mqm))
    reasons = [
        f"{name}: score {card['score']:.1f} is below {config.min_score:g}"
        for name, card in cards
        if card and card["judged"] and card["score"] < config.min_score
    ]
    critical = sum(f.severity is Severity.CRITICAL and f.state == "new" for d in documents for f in d.findings)
    if critical:
        reasons.append(f"{_findings(critical)} of critical severity: no score passes")
    return reasons


def _findings(count: int) -> str:
    return f"{count} finding" if count == 1 else f"{count} findings"
