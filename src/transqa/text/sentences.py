"""Sentences: where they end, and which of them belong together on the two sides of a pair."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

#: Marks, closing quotes and brackets that belong to the mark before them.
_TAIL = r"[.!?…。！？”’」』）》)\]\"']*+"
#: The border of two blocks, or a mark that ends a sentence, with its tail. A full stop needs a blank behind it, for 3.5
#: and example.org; a question mark does not where Chinese follows.
_END = re.compile(
    rf"[\x1e.!?…。！？](?:(?<=\x1e)|(?<=[。！？]){_TAIL}|(?<=[!?.…]){_TAIL}(?=\s|\Z)|(?<=[!?]){_TAIL}(?=[\u3041-\U0010ffff]))"
)
#: Abbreviations that a sentence seldom ends with, without their last full stop.
_ABBREVIATIONS = frozenset(
    "e.g i.e cf vs al etc approx resp fig figs eq eqs sec secs ch vol pp p no nos dr mr mrs ms prof st jr sr inc ltd corp "
    "bzw z.b d.h ca nr usw u.a".split()
)
#: Beads of sentences that are considered, with their cost in nats: how rare they are.
_BEADS = (
    ((1, 1), 0.0), ((1, 0), 4.0), ((0, 1), 4.0), ((2, 1), 2.3), ((1, 2), 2.3), ((2, 2), 4.0), ((3, 1), 4.0), ((1, 3), 4.0),
)  # fmt: skip
#: What the cheapest way costs that has other beads and as many sentences on either side.
_DETOUR = 4.0
#: Sentences off the diagonal that are considered.
_BAND = 6


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences, white space around them left out; U+001E always separates."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        at, end = match.span()
        mark = text[at]
        if mark == "\x1e":
            _add(found, text, start, at)
            start = end
        elif mark != "." or end > at + 1 or not _abbreviated(text, start, at):
            while text[start].isspace():
                start += 1
            found.append((start, end))
            start = end
    if start < len(text):
        _add(found, text, start, len(text))
    return found


def _abbreviated(text: str, start: int, at: int) -> bool:
    """Whether the full stop at ``at`` belongs to an abbreviation or an initial."""
    word = text[max(start, at - 8) : at].replace("(", " ").rpartition(" ")[2].lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    bare = part.lstrip()
    if bare:
        found.append((end - len(bare), end - len(part) + len(part.rstrip())))


def weight(text: str) -> int:
    """How much a text says, in bytes of UTF-8 without blanks: a Han character weighs as much as three letters.

    By this measure a translation between most languages is about as heavy as its source. Masked text weighs nothing.
    """
    return len(text.encode("utf-8", "surrogatepass")) - text.count(" ") - text.count("\0")


def pair_up(source: Sequence[int], target: Sequence[int], growth: float = 0.0) -> list[tuple[range, range]]:
    """Which sentences of a pair translate each other, by their weights alone (Gale and Church, 1993).

    ``growth`` is the usual logarithm of target weight over source weight. Linear in the number of sentences.
    """
    n, m = len(source), len(target)
    costs = (_length_cost(*pair, growth) for pair in zip(source, target, strict=False))
    # One sentence for one nearly always is the answer: no other way can cost less.
    if n == m and (n == 1 or sum(costs) < _DETOUR):
        return [(range(at, at + 1), range(at, at + 1)) for at in range(n)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        middle = i * m // max(n, 1)
        reach = _BAND + m // max(n, 1)
        for j in range(max(0, middle - reach), min(m, middle + reach) + 1):
            for (a, b), rare in _BEADS:
                before = best.get((i - a, j - b))
                if before is None or (i, j) == (0, 0):
                    continue
                cost = before[0] + rare
                if a and b:
                    cost += _length_cost(sum(source[i - a : i]), sum(target[j - b : j]), growth)
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, (a, b))
    beads: list[tuple[range, range]] = []
    at = (n, m)
    while at != (0, 0) and at in best:
        a, b = best[at][1]
        beads.append((range(at[0] - a, at[0]), range(at[1] - b, at[1])))
        at = (at[0] - a, at[1] - b)
    return beads[::-1] if at == (0, 0) else [(range(n), range(m))]


def _length_cost(source: int, target: int, growth: float) -> float:
    deviation = math.log((target + 2) / (source + 2)) - growth
    return min(deviation * deviation / (2 * (0.02 + 3.0 / (source + 2))), 12.0)
