"""What is wrong with a configuration, on one line: place, key, value and remedy."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transqa.toml_lines import line_of

if TYPE_CHECKING:
    from pydantic import ValidationError

# Faults that pydantic words for programmers.
_EXPECTED = {
    "tuple_type": 'expected a list, as in ["…"]',
    "model_type": "expected a table",
    "mapping_type": "expected a table",
    "dict_type": "expected a table",
    "path_type": "expected a path in quotes",
    "string_type": "expected a text in quotes",
    "string_too_short": "must not be empty",
    "bool_type": "expected true or false",
}


def explain(
    error: ValidationError,
    *,
    path: Path,
    text: str,
    prefix: tuple[str, ...],
    allowed: Callable[[tuple[str, ...]], Iterable[str]],
) -> str:
    """The first fault of a file: file, line, key, value and what is allowed.

    ``text`` is what ``path`` holds, ``prefix`` where in it the configuration begins; ``allowed`` gives the keys of the
    table at a key.
    """
    faults = []
    for fault in error.errors():
        line = line_of(text, prefix + tuple(str(part) for part in fault["loc"])) or 0
        # An index into a list is no key of its own.
        faults.append((line, tuple(str(part) for part in fault["loc"] if not isinstance(part, int)), fault))
    # What is there and wrong explains what is missing: a slip of the pen in a key.
    line, keys, first = min(faults, key=lambda item: (item[2]["type"] == "missing", item[0]))
    place = f"{path}:{line}: " if line else f"{path}: "
    if first["type"] == "extra_forbidden":
        return place + unknown("key", ".".join(keys), [".".join((*keys[:-1], name)) for name in allowed(keys[:-1])])
    if first["type"] == "missing":
        return f"{place}{'.'.join(keys)} is missing; add it"
    message = _EXPECTED.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    return f"{place}{'.'.join(keys)} = {_quote(first['input'])}: {message[:1].lower()}{message[1:]}"


def unknown(what: str, value: str, allowed: Iterable[str]) -> str:
    """That a key or rule is unknown, with the nearest known one."""
    allowed = sorted(set(allowed))
    close = difflib.get_close_matches(value, allowed, n=1, cutoff=0.6)
    if close:
        remedy = f"did you mean {close[0]!r}?"
    else:
        remedy = "see transqa rules list" if what == "rule" else f"known: {', '.join(allowed)}"
    return f"unknown {what} {value!r}; {remedy}"


def _quote(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
