"""The thresholds of ``transqa gate``, each with what was found, and the verdict they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transqa.config import Config
from transqa.model import DocumentReport, Finding, Scores, Severity, Verdict
from transqa.score.verdict import listed, size_notes

#: Documents named in a reason.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Threshold:
    """One line of the gate: what is counted, what is allowed, what was found, and in detail what is too much."""

    what: str
    allowed: str
    found: str
    passed: bool
    detail: str = ""

    @property
    def reason(self) -> str:
        """The line as a reason of the verdict."""
        return f"{self.what}: {self.found}" + (f" ({self.detail})" if self.detail else "") + f", {self.allowed}"


def thresholds(documents: Sequence[DocumentReport], overall: Scores, *, config: Config) -> list[Threshold]:
    """The thresholds that are set, in order: new findings by severity and by rule, scores, term accuracy.

    A severity without a limit of its own may not occur from ``fail_on`` upwards. Documents too small to judge have no
    score to compare.
    """
    new = [finding for document in documents for finding in document.findings if finding.state == "new"]
    return [
        *_severities(new, config),
        *_rules(new, config),
        *_scores(documents, overall, config),
        *_accuracy(overall, config),
    ]


def gate_verdict(lines: Iterable[Threshold], overall: Scores) -> Verdict:
    """Passed when every threshold is; the reasons are those that are not, and a text being too small to judge."""
    failed = [line.reason for line in lines if not line.passed]
    return Verdict(passed=not failed, reasons=(*failed, *size_notes(overall)))


def _severities(new: Sequence[Finding], config: Config) -> Iterator[Threshold]:
    gate, floor = config.gate, config.fail_on.severity
    scored = any(limit is not None for limit in (config.min_score, gate.min_score, gate.min_overall_score))
    limits = {
        Severity.CRITICAL: gate.max_critical,
        Severity.MAJOR: gate.max_major,
        Severity.MINOR: gate.max_minor,
        Severity.NEUTRAL: None,
    }
    for severity, limit in limits.items():
        # No score outweighs a critical finding, so none may occur where scores are asked for.
        strict = (floor and severity.rank >= floor.rank) or (scored and severity is Severity.CRITICAL)
        allowed = limit if limit is not None else 0 if strict else None
        if allowed is not None:
            rules = Counter(finding.rule for finding in new if finding.severity is severity)
            yield _count(f"new {severity.value} findings", rules, allowed)


def _rules(new: Sequence[Finding], config: Config) -> Iterator[Threshold]:
    for selector, allowed in config.gate.rules.items():
        rules = Counter(
            finding.rule
            for finding in new
            if selector.upper() == "ALL"
            or finding.rule.startswith(selector.upper())
            or finding.name == selector.lower()
        )
        yield _count(f"new findings of {selector}", rules, allowed)


def _count(what: str, rules: Counter[str], allowed: int) -> Threshold:
    found = rules.total()
    passed = found <= allowed
    return Threshold(what, f"at most {allowed}", str(found), passed, "" if passed else listed(rules))


def _scores(documents: Sequence[DocumentReport], overall: Scores, config: Config) -> Iterator[Threshold]:
    least = config.gate.min_score if config.gate.min_score is not None else config.min_score
    cards = [(document.bitext.target.path, document.scores.mqm) for document in documents]
    judged = sorted((card["score"], path) for path, card in cards if card and card["judged"])
    if least is not None and judged:
        low = [f"{path} {score:.1f}" for score, path in judged if score < least]
        more = f" and {len(low) - _NAMED} more" if len(low) > _NAMED else ""
        yield Threshold(
            "lowest score of a document",
            f"at least {least:g}",
            f"{judged[0][0]:.1f}",
            not low,
            ", ".join(low[:_NAMED]) + more,
        )
    least = config.gate.min_overall_score if config.gate.min_overall_score is not None else config.min_score
    card = overall.mqm
    if least is not None and card and card["judged"]:
        yield Threshold("score of all together", f"at least {least:g}", f"{card['score']:.1f}", card["score"] >= least)


def _accuracy(overall: Scores, config: Config) -> Iterator[Threshold]:
    least, card = config.gate.min_term_accuracy, overall.terminology
    if least is not None and card and card["total"]:
        yield Threshold(
            "term accuracy",
            f"at least {least:g}",
            f"{card['accuracy']:.3f}",
            card["accuracy"] >= least,
            f"{card['accepted']} of {card['total']} terms",
        )
