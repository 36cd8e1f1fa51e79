"""Answers about short texts, remembered. Rules ask for the same analysis of a paragraph one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

#: Longer texts are rare, and a few hundred answers about them would fill the memory.
LONGEST = 2000

_Rest = TypeVarTuple("_Rest")
_Answer = TypeVar("_Answer")


def remember(
    size: int, *, longest: int = LONGEST
) -> Callable[[Callable[[str, *_Rest], _Answer]], Callable[[str, *_Rest], _Answer]]:
    """Keep the last ``size`` answers of a function whose first argument is a text, for texts of up to so many characters."""

    def wrap(function: Callable[[str, *_Rest], _Answer]) -> Callable[[str, *_Rest], _Answer]:
        kept = lru_cache(maxsize=size)(function)

        @wraps(function)
        def answer(text: str, *rest: *_Rest) -> _Answer:
            return kept(text, *rest) if len(text) <= longest else function(text, *rest)

        return answer

    return wrap
