"""Words of a Chinese text by the dictionary: the segmentation with the fewest words."""

from __future__ import annotations

from itertools import pairwise

from transqa.text.remember import remember

#: Longest dictionary word considered, in characters.
_LONGEST = 6
#: Cost of a word by its length; the base outweighs any sum of squares within a text of 10,000 words.
_WORD = [1_000_000 + length * length for length in range(_LONGEST + 1)]
_ONE = _WORD[1]


@remember(1000)
def words(text: str, known: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Half-open ranges that cover ``text``: dictionary words of up to 6 characters, else single characters.

    Of all ways to cover the text the one with the fewest words is taken, and among those the one whose words are most
    even in length (least sum of squares): maximum matching without its left-to-right bias. Linear in the length.
    Several rules ask for the words of the same text one after the other, so the last answers are kept.
    """
    size = len(text)
    # For every prefix: its cost, in which the number of words decides first and their unevenness after, and where its last
    # word begins.
    costs, starts = [0] * (size + 1), [0] * (size + 1)
    for end in range(1, size + 1):
        best, begin = costs[end - 1] + _ONE, end - 1
        for start in range(end - 2, max(end - _LONGEST, 0) - 1, -1):
            # Nothing before is cheaper than its own cost, so the word is looked up only where it could help.
            cost = costs[start] + _WORD[end - start]
            if cost <= best and text[start:end] in known:
                best, begin = cost, start
        costs[end], starts[end] = best, begin
    cuts = [size]
    while cuts[-1]:
        cuts.append(starts[cuts[-1]])
    cuts.reverse()
    return tuple(pairwise(cuts))
