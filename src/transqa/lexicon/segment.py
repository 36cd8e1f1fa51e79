"""Words of a Chinese text by the dictionary: the segmentation with the fewest words."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

#: Longest dictionary word considered, in characters.
_LONGEST = 6


def words(text: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Half-open ranges that cover ``text``: dictionary words of up to 6 characters, else single characters.

    Of all ways to cover the text the one with the fewest words is taken, and among those the one whose words are most
    even in length (least sum of squares): maximum matching without its left-to-right bias. Linear in the length.
    """
    size = len(text)
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # (words, squares, start of the last word) for every prefix
    for end in range(1, size + 1):
        count, squares, _ = best[end - 1]
        choice = (count + 1, squares + 1, end - 1)
        for length in range(2, min(_LONGEST, end) + 1):
            start = end - length
            if text[start:end] in known:
                count, squares, _ = best[start]
                choice = min(choice, (count + 1, squares + length * length, start))
        best.append(choice)
    cuts = [size]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    cuts.reverse()
    return pairwise(cuts)
