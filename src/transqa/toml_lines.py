"""Which line of a TOML file sets a key: tomllib keeps no positions."""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(r"\s*\[\[?\s*(?P<path>[^\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?P<path>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_KEY_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The 1-based line that sets ``path``, or else the longest beginning of it; tomllib keeps no positions.

    The tables of an array are told apart by a number in the path.
    """
    table: tuple[str, ...] = ()
    best, best_length = None, 0
    arrays: Counter[tuple[str, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _parts(header["path"])
            if line.lstrip().startswith("[["):
                arrays[table] += 1
                table = (*table, str(arrays[table] - 1))
            here = table
        elif key:
            here = table + _parts(key["path"])
        else:
            continue
        if len(here) > best_length and path[: len(here)] == here:
            best, best_length = number, len(here)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _KEY_PART.findall(dotted))
