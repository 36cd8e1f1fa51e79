"""Counts of a part that can be added up in any order and any grouping, and the summary made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from transqa.bulk.engine import TermCount, Verdict
from transqa.bulk.rows import Row
from transqa.config import ScoreConfig
from transqa.model import Severity
from transqa.score.mqm import calibrated_score

#: Documents that a summary keeps; the worst.
DOCUMENTS = 200
#: Upper ends of the score classes of pairs; the last class has the rest.
CLASSES = (0, 20, 40, 60, 80, 90, 99.9999)
CLASS_NAMES = ("below 0", "0 to 20", "20 to 40", "40 to 60", "60 to 80", "80 to 90", "90 to 100", "100")
#: What bad rows are told apart by: the reason without what differs from row to row.
_REASONS = 50

#: Pairs, size, penalty points, findings.
Totals = list[float]


@dataclass
class Tally:
    """Counts over pairs. ``files`` has every shard, ``documents`` the worst of those that were named."""

    pairs: int = 0
    passed: int = 0
    rejected: int = 0
    size: int = 0
    penalty: float = 0.0
    terms: int = 0
    accepted: int = 0
    clean: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    concepts: Counter[str] = field(default_factory=Counter)
    scores: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    files: dict[str, Totals] = field(default_factory=dict)
    documents: dict[str, Totals] = field(default_factory=dict)

    def add(self, path: str, verdicts: Iterable[Verdict], terms: TermCount) -> None:
        """Count the pairs of one document."""
        self.terms += terms.total
        self.accepted += terms.accepted
        for verdict in verdicts:
            self.pairs += 1
            self.passed += verdict.passed
            self.size += verdict.size
            self.penalty += verdict.penalty
            self.clean += not verdict.findings
            if verdict.score is not None:
                self.scores[score_class(verdict.score)] += 1
            for finding in verdict.findings:
                self.severities[finding.severity.value] += 1
                self.rules[f"{finding.rule} {finding.name}"] += 1
                if finding.concept:
                    self.concepts[finding.concept] += 1
            totals = [1, verdict.size, verdict.penalty, len(verdict.findings)]
            _sum(self.files, path, totals)
            if verdict.row.document:
                _sum(self.documents, f"{path}#{verdict.row.document}", totals)

    def reject(self, row: Row) -> None:
        """Count a bad row."""
        self.rejected += 1
        self.reasons[row.reason.partition(";")[0][:100]] += 1

    def merged(self, other: Tally) -> Tally:
        """Both together."""
        result = Tally(
            **{name: getattr(self, name) + getattr(other, name) for name in _ADDED},
            files=dict(self.files),
            documents=dict(self.documents),
        )
        for name in ("files", "documents"):
            for key, totals in getattr(other, name).items():
                _sum(getattr(result, name), key, totals)
        return result.bounded()

    def bounded(self) -> Tally:
        """The same with the worst documents and commonest reasons only."""
        worst = sorted(self.documents.items(), key=_badness)[:DOCUMENTS]
        self.documents = dict(worst)
        self.reasons = Counter(dict(sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))[:_REASONS]))
        return self

    def to_json(self) -> dict[str, Any]:
        """As JSON-ready mapping, keys in a fixed order."""
        plain = {name: getattr(self, name) for name in _ADDED}
        counts = {k: dict(sorted(v.items())) if isinstance(v, Counter) else v for k, v in plain.items()}
        return counts | {"files": dict(sorted(self.files.items())), "documents": dict(sorted(self.documents.items()))}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Tally:
        """What :meth:`to_json` gave."""
        fields: dict[str, Any] = {k: Counter(v) if k in _COUNTERS else v for k, v in value.items()}
        return cls(**fields)


_COUNTERS = ("severities", "rules", "concepts", "scores", "reasons")
_ADDED = ("pairs", "passed", "rejected", "size", "penalty", "terms", "accepted", "clean", *_COUNTERS)


def score_class(score: float) -> str:
    """The class of a pair's score."""
    return next((name for top, name in zip(CLASSES, CLASS_NAMES, strict=False) if score < top), CLASS_NAMES[-1])


def summarise(tally: Tally, *, options: Mapping[str, Any], config: ScoreConfig) -> dict[str, Any]:
    """The summary of a run: JSON-ready, the worst first."""
    return {
        "schema": 1,
        "options": dict(options),
        "pairs": tally.pairs,
        "rejected": tally.rejected,
        "reasons": dict(tally.reasons.most_common()),
        "passed": tally.passed,
        "without_findings": tally.clean,
        "size": tally.size,
        "unit": config.unit.value,
        "penalty": round(tally.penalty, 4),
        "score": _score(tally.penalty, tally.size, config),
        "terms": {
            "total": tally.terms,
            "accepted": tally.accepted,
            "accuracy": round(tally.accepted / tally.terms, 4) if tally.terms else None,
        },
        "severities": {severity.value: tally.severities[severity.value] for severity in reversed(Severity)},
        "scores": {name: tally.scores[name] for name in CLASS_NAMES},
        "rules": _ranked(tally.rules),
        "concepts": _ranked(tally.concepts),
        "files": [_totals(name, totals, config) for name, totals in sorted(tally.files.items(), key=_badness)],
        "documents": [_totals(name, totals, config) for name, totals in sorted(tally.documents.items(), key=_badness)],
    }


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _totals(name: str, totals: Totals, config: ScoreConfig) -> dict[str, Any]:
    pairs, size, penalty, findings = totals
    score = _score(penalty, int(size), config)
    return {"name": name, "pairs": int(pairs), "size": int(size), "findings": int(findings), "score": score}


def _score(penalty: float, size: int, config: ScoreConfig) -> float | None:
    if not size:
        return None
    threshold, acceptable = config.pass_threshold, config.acceptable_penalty
    score = calibrated_score(points=penalty, size=size, pass_threshold=threshold, acceptable_penalty=acceptable)
    return round(score, 4)


def _badness(item: tuple[str, Totals]) -> tuple[float, float, str]:
    """Penalty per unit, then penalty; the worst sorts first."""
    name, (_, size, penalty, _findings) = item
    return (-penalty / max(size, 1), -penalty, name)


def _sum(into: dict[str, Totals], key: str, totals: Totals) -> None:
    known = into.get(key)
    into[key] = [a + b for a, b in zip(known, totals, strict=True)] if known else list(totals)
