"""Analyses that several rules share, made when the first of them asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from transqa.text.sentences import sentences, weight

if TYPE_CHECKING:
    from transqa.check.context import Context
    from transqa.check.pair import Pair

Result = TypeVar("Result")
Ranges = list[tuple[int, int]]


def per_document(analysis: Callable[[Context], Result]) -> Callable[[Context], Result]:
    """The function, its result kept in the context, and so for as long as that lives."""

    @wraps(analysis)
    def once(context: Context) -> Result:
        kept = context.analyses
        if analysis not in kept:
            kept[analysis] = analysis(context)
        return kept[analysis]  # type: ignore[no-any-return]

    return once


def split(pair: Pair, context: Context) -> tuple[Ranges, Ranges]:
    """The sentences of both sides of a pair, as ranges of their prose."""
    known = _splits(context)
    found = known.get(pair.index)
    if found is None:
        found = known[pair.index] = sentences(pair.source.prose), sentences(pair.target.prose)
    return found


def weights(pair: Pair, context: Context) -> tuple[list[int], list[int]]:
    """How much each of those sentences says."""
    known = _weights(context)
    found = known.get(pair.index)
    if found is None:
        ours, theirs = split(pair, context)
        source, target = pair.source.prose, pair.target.prose
        found = known[pair.index] = (
            [weight(source[start:end]) for start, end in ours],
            [weight(target[start:end]) for start, end in theirs],
        )
    return found


@per_document
def _weights(context: Context) -> dict[int, tuple[list[int], list[int]]]:
    return {}


@per_document
def _splits(context: Context) -> dict[int, tuple[Ranges, Ranges]]:
    return {}
