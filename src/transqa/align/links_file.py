"""The small file beside a translation that keeps the links set by hand: ``zh.md`` has them in ``zh.md.links.json``.

``{"schema": 1, "links": [{"source": [KEY, ...], "target": [KEY, ...]}, ...]}`` with the keys of
:func:`transqa.align.overrides.block_keys`; the review desk writes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from transqa.align.overrides import Override
from transqa.errors import InputError

SCHEMA = 1
_SUFFIX = ".links.json"


def links_file(target: str) -> Path:
    """Where the links of a translation set by hand are kept."""
    return Path(target + _SUFFIX)


def render_overrides(overrides: Sequence[Override]) -> str:
    """The content of the file."""
    listed = [{"source": list(one.source), "target": list(one.target)} for one in overrides]
    return json.dumps({"schema": SCHEMA, "links": listed}, indent=2) + "\n"


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The links of a file; none where there is no such file.

    Raises:
        InputError: the file cannot be read, or is not what the desk writes.
    """
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path}: is not JSON: {error}; export it again") from None
    if isinstance(value, dict) and isinstance(value.get("schema"), int) and value["schema"] > SCHEMA:
        raise InputError(f"{path}: has schema {value['schema']}, made by a newer transqa; upgrade transqa to read it")
    links = value.get("links") if isinstance(value, dict) else None
    if not isinstance(links, list) or not all(_is_link(one) for one in links):
        raise InputError(f"{path}: holds no links as the review desk writes them; export it again, or delete it")
    return tuple(Override(tuple(one["source"]), tuple(one["target"])) for one in links)


def _is_link(value: Any) -> bool:
    sides = [value.get("source"), value.get("target")] if isinstance(value, dict) else [None]
    return all(isinstance(side, list) and all(isinstance(key, str) for key in side) for side in sides)
