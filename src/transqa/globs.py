"""Globs of configuration files, which always mean paths below the file's directory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path


def files(root: Path, pattern: str) -> Iterator[Path]:
    """The files there are under a glob, hidden directories apart."""
    expression = glob_expression(pattern)
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if expression.fullmatch(path.relative_to(root).as_posix()):
                yield path


def glob_expression(pattern: str) -> re.Pattern[str]:
    """A glob as an expression: ``*`` and ``?`` stay inside one directory, ``**/`` is any number of directories."""
    out = []
    for part in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern):
        out.append({"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part) or re.escape(part))
    return re.compile("".join(out))
