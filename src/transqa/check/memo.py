"""Analyses of a document that several rules share, made when the first of them asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from transqa.check.context import Context

Result = TypeVar("Result")


def per_document(analysis: Callable[[Context], Result]) -> Callable[[Context], Result]:
    """The function, its result kept for as long as the context lives."""
    kept: WeakKeyDictionary[Context, Result] = WeakKeyDictionary()

    @wraps(analysis)
    def once(context: Context) -> Result:
        if context not in kept:
            kept[context] = analysis(context)
        return kept[context]

    return once
