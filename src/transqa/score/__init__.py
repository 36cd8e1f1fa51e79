"""Scores: MQM, terminology accuracy, reference metrics; their signature; and the verdict of the gate."""

from __future__ import annotations

from transqa.score.cards import add_reference, pool_scores, score_document, signature
from transqa.score.gate import Threshold, gate_verdict, thresholds
from transqa.score.terminology import TermTally
from transqa.score.verdict import judge

__all__ = [
    "TermTally",
    "Threshold",
    "add_reference",
    "gate_verdict",
    "judge",
    "pool_scores",
    "score_document",
    "signature",
    "thresholds",
]
