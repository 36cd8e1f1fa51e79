from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.config import ScoreConfig, Unit, Weights
from transqa.model import Block, BlockKind, Document, Finding, Quote, Severity, Span
from transqa.score.mqm import (
    calibrated_score,
    evaluation_size,
    mqm_card,
    mqm_statistics,
    pool_mqm,
    raw_score,
)

CONFIG = ScoreConfig()
SEVERITIES = st.sampled_from(list(Severity))


def finding(severity: Severity, *, target: Span | None = None, source: Span | None = None) -> Finding:
    def quote(span: Span | None) -> Quote | None:
        return None if span is None else Quote(span, "x" * len(span), 1, span.start + 1, 1, span.end + 1)

    return Finding("TST001", "test", "other", severity, "m", source=quote(source), target=quote(target))


def document(language: str, *blocks: tuple[BlockKind, str, tuple[tuple[int, int], ...]]) -> Document:
    text = "\n\n".join(part for _, part, _ in blocks)
    made, at = [], 0
    for kind, part, masked in blocks:
        made.append(Block(kind, Span(at, at + len(part)), part, ((0, at, len(part)),), masked=masked))
        at += len(part) + 2
    return Document("x.md", language, text, tuple(made))


def test_scores_by_hand() -> None:
    # 3 minor and 2 major in 650 words: 13 points, 20 per 1,000.
    assert raw_score(points=13, size=650) == pytest.approx(98)
    assert calibrated_score(points=13, size=650, pass_threshold=80, acceptable_penalty=20) == pytest.approx(80)
    assert calibrated_score(points=13, size=650, pass_threshold=80, acceptable_penalty=10) == pytest.approx(60)
    assert calibrated_score(points=0, size=1, pass_threshold=99, acceptable_penalty=1) == 100


def test_a_card_by_hand() -> None:
    findings = [finding(Severity.MINOR)] * 3 + [finding(Severity.MAJOR)] * 2 + [finding(Severity.NEUTRAL)]
    card = mqm_card(mqm_statistics(findings, size=650, config=CONFIG), config=CONFIG)
    assert card["penalty"] == 13
    assert card["penalty_per_thousand"] == 20
    assert card["score"] == 60
    assert card["raw_score"] == 98
    assert card["counts"] == {"neutral": 1, "minor": 3, "major": 2, "critical": 0}
    assert card["judged"] is True
    assert card["passed"] is False


def test_weights_are_configurable() -> None:
    config = ScoreConfig(weights=Weights(minor=0.1))
    statistics = mqm_statistics([finding(Severity.MINOR)] * 10, size=1000, config=config)
    assert statistics.points == pytest.approx(1)


@pytest.mark.parametrize(
    ("severity", "size", "passed"),
    [
        (Severity.MAJOR, 10_000, True),
        (Severity.MAJOR, 251, True),
        (Severity.MAJOR, 249, None),
        (Severity.CRITICAL, 10_000, False),
        (Severity.CRITICAL, 10, False),
        (Severity.NEUTRAL, 0, None),
    ],
)
def test_the_rating(severity: Severity, size: int, passed: bool | None) -> None:
    config = ScoreConfig(acceptable_penalty=25)
    card = mqm_card(mqm_statistics([finding(severity)], size=size, config=config), config=config)
    assert card["passed"] is passed


def test_a_text_without_words_has_no_score() -> None:
    card = mqm_card(mqm_statistics([finding(Severity.MAJOR)], size=0, config=CONFIG), config=CONFIG)
    assert (card["score"], card["raw_score"], card["penalty_per_thousand"]) == (None, None, None)
    assert card["judged"] is False


def test_one_span_is_punished_once_by_the_heavier_finding() -> None:
    here, there = Span(3, 5), Span(3, 6)
    findings = [
        finding(Severity.MINOR, target=here, source=Span(0, 1)),
        finding(Severity.MAJOR, target=here, source=Span(7, 9)),
        finding(Severity.MINOR, target=here),
        finding(Severity.MINOR, target=there),
    ]
    statistics = mqm_statistics(findings, size=100, config=CONFIG)
    assert statistics.points == 6
    assert statistics.duplicates == 2
    assert sum(statistics.counts.values()) == 2


def test_omissions_at_one_place_are_different_faults() -> None:
    gap = Span(5, 5)
    findings = [finding(Severity.MAJOR, target=gap, source=Span(start, start + 3)) for start in (0, 10, 10)]
    assert mqm_statistics(findings, size=100, config=CONFIG).points == 10


def test_findings_without_a_place_all_count() -> None:
    assert mqm_statistics([finding(Severity.MINOR)] * 4, size=9, config=CONFIG).points == 4


def test_size_counts_prose_only() -> None:
    source = document(
        "en",
        (BlockKind.HEADING, "Two words", ()),
        (BlockKind.CODE, "import numpy as np", ()),
        (BlockKind.PARAGRAPH, "see https://example.org/a-b-c and run it", ((4, 29),)),
    )
    target = document("zh-Hans", (BlockKind.PARAGRAPH, "模型 A，很好", ()))
    assert evaluation_size(source, target, config=CONFIG) == 6
    characters = ScoreConfig(unit=Unit.TARGET_CHARACTERS)
    assert evaluation_size(source, target, config=characters) == 6


@given(st.lists(SEVERITIES), SEVERITIES, st.integers(1, 10**6))
def test_one_more_finding_never_raises_a_score(found: list[Severity], extra: Severity, size: int) -> None:
    def card(severities: list[Severity]) -> dict[str, object]:
        return mqm_card(mqm_statistics(map(finding, severities), size=size, config=CONFIG), config=CONFIG)

    before, after = card(found), card([*found, extra])
    assert after["score"] <= before["score"] <= 100
    assert after["raw_score"] <= before["raw_score"]


@given(st.lists(st.tuples(st.lists(SEVERITIES), st.integers(0, 5000)), min_size=1, max_size=5))
def test_pooling_is_scoring_the_joined_text(documents: list[tuple[list[Severity], int]]) -> None:
    cards = [
        mqm_card(mqm_statistics(map(finding, severities), size=size, config=CONFIG), config=CONFIG)
        for severities, size in documents
    ]
    joined = [finding(severity) for severities, _ in documents for severity in severities]
    size = sum(size for _, size in documents)
    assert pool_mqm(cards, config=CONFIG) == mqm_card(mqm_statistics(joined, size=size, config=CONFIG), config=CONFIG)
