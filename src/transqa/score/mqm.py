"""MQM scores: penalty points per severity, normed by the size of the text.

Statistics (points, size, counts) are kept apart from the scores made of them, so that documents are pooled by adding
their statistics and never by averaging their scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from transqa.config import ScoreConfig, Unit
from transqa.model import NOT_PROSE, Document, Finding, Severity
from transqa.text.chars import count_words


def mqm_statistics(findings: Iterable[Finding], *, size: int, config: ScoreConfig) -> MqmStatistics:
    """The penalty points of one document of ``size`` units.

    Two findings on the same span are one fault seen twice: only the heavier counts.
    """
    heaviest: dict[object, Severity] = {}
    duplicates = 0
    for number, finding in enumerate(findings):
        place = _place(finding) or number
        known = heaviest.get(place)
        duplicates += known is not None
        if known is None or finding.severity.rank > known.rank:
            heaviest[place] = finding.severity
    counts = Counter(heaviest.values())
    points = sum(config.weights.of(severity) * count for severity, count in counts.items())
    return MqmStatistics(points=points, size=size, counts={s: counts[s] for s in Severity}, duplicates=duplicates)


def evaluation_size(source: Document, target: Document, *, config: ScoreConfig) -> int:
    """The evaluation word count (EWC): words of the source's prose, or characters of the target's.

    ASTM F43 counts source words; ISO 5060 allows characters of the target. Code, formulas, URLs and front matter are no
    prose. Words of languages without spaces are counted as ``transqa.text.chars.count_words`` counts them.
    """
    if config.unit is Unit.SOURCE_WORDS:
        return sum(count_words(text, source.language) for text in _prose(source))
    return sum(not character.isspace() for text in _prose(target) for character in text)


def raw_score(*, points: float, size: int) -> float:
    """``100 * (1 - PWPT)`` with the per-word penalty total ``PWPT = points / size``; may be negative.

    The linear raw scoring model of the MQM Council (themqm.org, "The MQM Scoring Models"), also section 3.1 of
    Lommel et al. 2024, "The Multi-Range Theory of Translation Quality Measurement" (arXiv 2405.16969).
    """
    return 100.0 * (1.0 - points / size)


def calibrated_score(*, points: float, size: int, pass_threshold: float, acceptable_penalty: float) -> float:
    """``100 - NPT * (100 - PT) / APP`` with ``NPT = 1000 * points / size``; may be negative.

    NPT is the normed penalty total, PT the pass threshold and APP the acceptable penalty points per 1,000 units: a text
    with exactly APP points scores exactly PT. The linear calibrated scoring model of the MQM Council (themqm.org, "The
    MQM Scoring Models"; arXiv 2405.16969).
    """
    return 100.0 - 1000.0 * points / size * (100.0 - pass_threshold) / acceptable_penalty


def mqm_card(statistics: MqmStatistics, *, config: ScoreConfig) -> dict[str, Any]:
    """The score card as a JSON-ready mapping.

    ``judged`` is False for a text below the minimum size: its scores mean little. ``passed`` is None then, unless a
    critical finding fails it; one critical finding fails a text of any size.
    """
    points, size = statistics.points, statistics.size
    judged = size >= config.minimum_size
    raw = per_thousand = None
    calibrated = statistics.score(config=config)
    if size:
        raw = round(raw_score(points=points, size=size), 4)
        per_thousand = round(1000.0 * points / size, 4)
    passed: bool | None = None
    if statistics.counts[Severity.CRITICAL]:
        passed = False
    elif judged and calibrated is not None:
        passed = calibrated >= config.pass_threshold
    return {
        "score": None if calibrated is None else round(calibrated, 4),
        "raw_score": raw,
        "penalty": points,
        "penalty_per_thousand": per_thousand,
        "size": size,
        "unit": config.unit.value,
        "counts": {severity.value: count for severity, count in statistics.counts.items()},
        "duplicates": statistics.duplicates,
        "pass_threshold": config.pass_threshold,
        "acceptable_penalty": config.acceptable_penalty,
        "minimum_size": config.minimum_size,
        "judged": judged,
        "passed": passed,
    }


def pool_mqm(cards: Iterable[Mapping[str, Any]], *, config: ScoreConfig) -> dict[str, Any]:
    """The card of several documents taken as one text."""
    cards = list(cards)
    statistics = MqmStatistics(
        points=sum(card["penalty"] for card in cards),
        size=sum(card["size"] for card in cards),
        counts={severity: sum(card["counts"][severity.value] for card in cards) for severity in Severity},
        duplicates=sum(card["duplicates"] for card in cards),
    )
    return mqm_card(statistics, config=config)


@dataclass(frozen=True)
class MqmStatistics:
    """What scores are made of: penalty points, units of text, counted findings per severity, and those not counted."""

    points: float
    size: int
    counts: Mapping[Severity, int]
    duplicates: int = 0

    def score(self, *, config: ScoreConfig) -> float | None:
        """The calibrated score; None for a text without a unit."""
        if not self.size:
            return None
        return calibrated_score(
            points=self.points,
            size=self.size,
            pass_threshold=config.pass_threshold,
            acceptable_penalty=config.acceptable_penalty,
        )


def _place(finding: Finding) -> object:
    """What two findings share when they mean the same fault; None for a finding without a place.

    An empty target span marks where something is missing: two omissions there differ by their source.
    """
    if finding.target is not None and len(finding.target.span):
        return "target", finding.target.span
    if finding.source is not None:
        return "source", finding.source.span
    return None


def _prose(document: Document) -> Iterable[str]:
    return (block.prose.replace("\0", " ") for block in document.blocks if block.kind not in NOT_PROSE)
