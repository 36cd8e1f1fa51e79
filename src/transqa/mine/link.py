"""Competitive linking (Melamed 2000): the best link first, and what it explains is no longer free for others."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transqa.mine.target import Support
from transqa.mine.units import Unit

#: Least log-likelihood ratio: p < 0.001 for one degree of freedom.
_SIGNIFICANT = 10.83
#: Least share of the best rendering's occurrences that another one must have.
_SHARE = 0.15
#: Share of a rendering's occurrences that a longer one must have to be the whole of it.
_WHOLE = 0.85


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a candidate becomes. ``count`` is the number of its occurrences that this explains."""

    text: str
    count: int
    dice: float
    likelihood: float
    dictionary: bool


def linked(
    units: Sequence[Unit], places: Mapping[str, Sequence[int]], *, support: Support, min_count: int
) -> dict[str, list[Rendering]]:
    """Renderings of every term of ``places`` (its units), in the order they were found; the units' ranges are used up.

    The first explains ``min_count`` occurrences or more; a further one at least two, and a share of what the first does.
    """
    free: Counter[str] = Counter()
    for unit in units:
        for run, ranges in unit.runs.items():
            free[run] += len(ranges)
    best = {key: found for key in places if (found := _best(key, units, places[key], free, support))}
    heap = [(-found.score, key) for key, found in best.items()]
    heapq.heapify(heap)
    links: dict[str, list[Rendering]] = defaultdict(list)
    while heap:
        promised, key = heapq.heappop(heap)
        found = _best(key, units, places[key], free, support)
        if found is None:
            continue
        if -found.score > promised and heap and -found.score > heap[0][0]:
            heapq.heappush(heap, (-found.score, key))
            continue
        first = not links[key]
        least = min_count if first else max(2, _SHARE * links[key][0].count)
        if found.rendering.count < least or found.rendering.likelihood < _SIGNIFICANT:
            continue
        links[key].append(found.rendering)
        _take(key, found.rendering.text, units, places[key], free)
        if again := _best(key, units, places[key], free, support):
            heapq.heappush(heap, (-again.score, key))
    return {key: found for key, found in links.items() if found}


@dataclass(frozen=True, slots=True)
class _Link:
    score: float
    rendering: Rendering


def _best(
    key: str, units: Sequence[Unit], places: Sequence[int], free: Mapping[str, int], support: Support
) -> _Link | None:
    joint: Counter[str] = Counter()
    total = 0
    for index in places:
        mine = len(units[index].terms[key])
        total += mine
        for run, ranges in units[index].runs.items():
            joint[run] += min(mine, len(ranges))
    found = [
        _measured(key, run, count, total, free[run], len(units), support) for run, count in joint.items() if count > 1
    ]
    if not found:
        return None
    best = max(found, key=lambda link: (link.score, link.rendering.text))
    # Part of a longer rendering that is there nearly as often (智能 of 智能体) is not the whole.
    whole = [
        link
        for link in found
        if best.rendering.text in link.rendering.text and link.rendering.count >= _WHOLE * best.rendering.count
    ]
    return max(whole, key=lambda link: (len(link.rendering.text), link.score))


def _measured(key: str, run: str, joint: int, first: int, second: int, units: int, support: Support) -> _Link:
    dice = 2 * joint / (first + second)
    likelihood = likelihood_ratio(joint, first, second, units)
    known = support(key, run)
    # Two characters to a word, more or less.
    length = math.exp(-(math.log(len(run) / (2 * len(key.split()))) ** 2))
    return _Link(likelihood * dice * (0.5 + known) * length, Rendering(run, joint, dice, likelihood, known >= 0.5))


def likelihood_ratio(joint: int, first: int, second: int, total: int) -> float:
    """Dunning's log-likelihood ratio of a two by two table; 0 where the two avoid each other."""
    total = max(total, first + second - joint + 1)
    if joint * total <= first * second:
        return 0.0
    cells = (joint, first - joint, second - joint, total - first - second + joint)
    sums = ((first, second), (first, total - second), (total - first, second), (total - first, total - second))
    return 2 * sum(cell * math.log(cell * total / (a * b)) for cell, (a, b) in zip(cells, sums, strict=True) if cell)


def _take(key: str, run: str, units: Sequence[Unit], places: Sequence[int], free: Counter[str]) -> None:
    """Take as many places as both have; every other run that shares a character with one of them is taken there too."""
    for index in places:
        unit = units[index]
        number = min(len(unit.terms[key]), len(unit.runs.get(run, ())))
        if not number:
            continue
        taken = unit.runs[run][:number]
        unit.terms[key] = unit.terms[key][number:]
        for other, ranges in list(unit.runs.items()):
            left = [place for place in ranges if not any(place[0] < end and start < place[1] for start, end in taken)]
            if len(left) < len(ranges):
                free[other] -= len(ranges) - len(left)
                unit.runs[other] = left
