"""Terminology accuracy: how many occurrences of source terms have an acceptable rendering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TermTally:
    """Occurrences of source terms that the rules judged, and how many of them have an acceptable rendering."""

    total: int
    accepted: int


def terminology_card(tally: TermTally) -> dict[str, Any]:
    """The score card as a JSON-ready mapping; ``accuracy`` in [0, 1] is None where no term was judged.

    Occurrences are counted by position, as in the exact-match accuracy of the WMT terminology tasks.
    """
    accuracy = round(tally.accepted / tally.total, 4) if tally.total else None
    return {"total": tally.total, "accepted": tally.accepted, "accuracy": accuracy}


def pool_terminology(cards: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The card of several documents taken as one text."""
    cards = list(cards)
    return terminology_card(TermTally(sum(card["total"] for card in cards), sum(card["accepted"] for card in cards)))
