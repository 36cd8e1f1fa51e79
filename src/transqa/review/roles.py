"""Who may do what: the one place that decides it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from transqa.review.types import Actor, Forbidden, Role, State

Given = ParamSpec("Given")
Result = TypeVar("Result")
Self = TypeVar("Self")

#: The least role for what is said of a finding, where it is more than the method's own.
STATES = {State.DISMISSED: Role.REVIEWER}


def allowed(
    least: Role,
) -> Callable[[Callable[Concatenate[Self, Actor, Given], Result]], Callable[Concatenate[Self, Actor, Given], Result]]:
    """A method that only this role and those above may call; ``least_role`` of the method says which."""

    def wrap(
        method: Callable[Concatenate[Self, Actor, Given], Result],
    ) -> Callable[Concatenate[Self, Actor, Given], Result]:
        @wraps(method)
        def guarded(self: Self, actor: Actor, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
            demand(actor, least, method.__name__)
            return method(self, actor, *args, **kwargs)

        marked: Any = guarded
        marked.least_role = least
        return guarded

    return wrap


def demand(actor: Actor, least: Role, what: str) -> None:
    """Raise Forbidden unless the actor has this role or one above."""
    if actor.role.rank < least.rank:
        raise Forbidden(f"{actor.name} is {actor.role}; {what.replace('_', ' ')} needs {least}")
