"""How good the rules are: recall and precision on annotated drafts, false alarms on translations that were published.

Nothing here prints or checks: ``evaluate`` is told how to check a pair.
"""

from transqa.evaluate.decisions import (
    MAX_PER_THOUSAND,
    MIN_PRECISION,
    Accepted,
    AcceptedRow,
    Decision,
    accepted_rates,
    decide,
)
from transqa.evaluate.gold import Gold, Mark, find_accepted, find_golds, read_gold
from transqa.evaluate.measures import (
    SAMPLED,
    TERMINOLOGY,
    CategoryRow,
    FindingsRow,
    Measures,
    Page,
    is_terminology,
    kind,
    measure,
)
from transqa.evaluate.run import Check, Evaluation, Sample, evaluate, sample, without_deprecated
from transqa.score.proportion import Proportion

__all__ = [
    "MAX_PER_THOUSAND",
    "MIN_PRECISION",
    "SAMPLED",
    "TERMINOLOGY",
    "Accepted",
    "AcceptedRow",
    "CategoryRow",
    "Check",
    "Decision",
    "Evaluation",
    "FindingsRow",
    "Gold",
    "Mark",
    "Measures",
    "Page",
    "Proportion",
    "Sample",
    "accepted_rates",
    "decide",
    "evaluate",
    "find_accepted",
    "find_golds",
    "is_terminology",
    "kind",
    "measure",
    "read_gold",
    "sample",
    "without_deprecated",
]
