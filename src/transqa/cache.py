"""Derived tables that are slow to make, kept in the user's cache directory as JSON.

A cache is never needed: where the directory cannot be written, the value is simply made again.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def cached(name: str, make: Callable[[], Any]) -> Any:
    """The JSON value stored as ``name``, made and stored when absent or unreadable.

    ``name`` must carry whatever the value depends on (a content hash, a format version).
    """
    path = _folder() / f"{name}.json"
    with contextlib.suppress(OSError, ValueError):
        return json.loads(path.read_bytes())
    value = make()
    with contextlib.suppress(OSError):
        _store(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return value


def stored(name: str, text: str) -> Path | None:
    """The file ``name`` of the cache directory, written when absent; None where that is impossible."""
    path = _folder() / name
    if not path.is_file():
        try:
            _store(path, text)
        except OSError:
            return None
    return path


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("transqa", appauthor=False)


def _store(path: Path, text: str) -> None:
    """Atomic: two processes that start together may both write, a reader sees one whole file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
