"""Tables by language: the entry of a BCP-47 tag, or of the language it is a variety of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Entry = TypeVar("Entry")


def entry(table: Mapping[str, Entry], language: str) -> Entry | None:
    """The entry under the tag itself, else under its longest prefix (``zh-Hant-TW``, ``zh-Hant``, ``zh``), else None."""
    tag = language
    while tag not in table:
        tag, dash, _ = tag.rpartition("-")
        if not dash:
            return None
    return table[tag]
