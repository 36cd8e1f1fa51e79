"""What a check of the termbase itself says, and the exact line of any part of an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from transqa.termbase.model import Concept


def line_of(concept: Concept, *path: str | int) -> int:
    """1-based line of a part of an entry, as in ``"zh-Hans", "deprecated", 2``; of the entry where it has no such part."""
    entry = entry_text(Path(concept.file), concept.line)
    if entry is None:
        return concept.line
    return concept.line + _offset(_composed(entry), (0, *path))


def accepted_at(language: str, place: int) -> tuple[str | int, ...]:
    """Where an entry lists its accepted form number ``place``, counted from 0: the preferred form comes first."""
    return (language, "admitted", place - 1) if place else (language, "preferred")


def entry_text(path: Path, line: int) -> str | None:
    """The text of the list item that begins on a line, up to the next item; None where the file has no such line."""
    lines = _lines(path, path.stat().st_mtime_ns) if path.is_file() else ()
    if not 0 < line <= len(lines):
        return None
    return "".join(lines[line - 1 : entry_end(lines, line - 1)])


def entry_end(lines: Sequence[str], start: int) -> int:
    """Index after the last line of the list item that begins at index ``start``; blank lines and comments that follow
    belong to what comes next."""
    dash = lines[start].index("-") if "-" in lines[start] else 0
    end = start + 1
    while end < len(lines):
        bare = lines[end].strip()
        if bare and not bare.startswith("#") and len(lines[end]) - len(lines[end].lstrip()) <= dash:
            break
        end += 1
    while end > start + 1 and re.fullmatch(r"\s*(?:#.*)?", lines[end - 1].rstrip("\r\n")):
        end -= 1
    return end


def split_lines(text: str) -> list[str]:
    """Lines with their ends. Only ``\\n`` ends a line, so that joined they are the text again."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@lru_cache(maxsize=64)
def _lines(path: Path, _changed: int) -> tuple[str, ...]:
    return tuple(split_lines(path.read_bytes().decode("utf-8")))


@lru_cache(maxsize=512)
def _composed(entry: str) -> Any:
    import yaml

    return yaml.compose(entry, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _offset(node: Any, path: Sequence[str | int]) -> int:
    import yaml

    line = 0
    for part in path:
        if isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            values = {key.value: value for key, value in node.value}
            if part not in values:
                break
            node = values[str(part)]
        else:
            break
        line = int(node.start_mark.line)
    return line


class Level(StrEnum):
    """How bad it is: an error fails the lint, a warning asks for a look, a note is shown on request only."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an entry. ``check`` names the check that found it, ``remedy`` says what to do."""

    level: Level
    check: str
    file: str
    line: int
    concept: str
    message: str
    remedy: str


def problem_at(
    concept: Concept, path: Sequence[str | int], level: Level, check: str, message: str, remedy: str
) -> Problem:
    """A problem of the part of an entry that ``path`` leads to, as in :func:`line_of`."""
    return Problem(level, check, concept.file, line_of(concept, *path), concept.id, message, remedy)
