"""Table rows to cells, as markdown-it splits them but with offsets."""

from __future__ import annotations

import re
from itertools import pairwise

from transqa.parse.inline import Source
from transqa.parse.prose import Line, trimmed


def split_row(text: str, start: int, end: int) -> list[Line]:
    """The cells of a table row, trimmed."""
    start, end = trimmed(text, start, end)
    cuts = [start - 1, *(start + match.start() for match in re.finditer(r"(?<!\\)\|", text[start:end])), end]
    cells = [(left + 1, right) for left, right in pairwise(cuts)]
    if len(cells) > 1 and cells[0][0] == cells[0][1]:
        del cells[0]
    if len(cells) > 1 and cells[-1][0] == cells[-1][1]:
        del cells[-1]
    return [trimmed(text, first, stop) for first, stop in cells]


def cell_source(text: str, start: int, end: int) -> Source:
    """A cell's content, with ``\\|`` as a pipe."""
    parts: list[str] = []
    segments: list[tuple[int, int, int, int]] = []
    offset = 0
    for match in re.finditer(r"\\\||(?:[^\\]|\\(?!\|))+", text[start:end]):
        length = match.end() - match.start()
        part = "|" if match.group() == "\\|" else match.group()
        segments.append((offset, start + match.start(), len(part), length))
        parts.append(part)
        offset += len(part)
    return Source("".join(parts).replace("\0", "\ufffd"), segments)
