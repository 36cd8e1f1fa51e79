"""Inline suppression: comments in the target file.

``<!-- transqa-ignore TRM001: quoted on purpose -->`` silences the next block, ``<!-- transqa-off TRM001 -->`` all up
to ``<!-- transqa-on TRM001 -->``, and ``<!-- transqa-ignore-file TRM001 -->`` the whole file. Several rules are
separated by commas or spaces; none means all. What follows a colon is the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from transqa.model import BlockKind, Document

_COMMENT = re.compile(
    r"<!--\s*transqa-(?P<what>ignore-file|ignore|off|on)\b(?P<rules>[\w\s,-]*?)(?::(?P<reason>.*?))?\s*-->", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A range of the file in which the named rules (all, when empty) are silent, and where that is said."""

    start: int
    end: int
    rules: frozenset[str]
    reason: str
    place: int

    def covers(self, offset: int, code: str, name: str) -> bool:
        """Whether a finding of this rule at this offset is silenced."""
        if not self.start <= offset < self.end:
            return False
        return not self.rules or any(code.startswith(rule.upper()) or name == rule.lower() for rule in self.rules)


def suppressions(document: Document) -> tuple[Suppression, ...]:
    """All suppressions of a document, comments inside code apart."""
    size = len(document.text) + 1
    code = [block.span for block in document.blocks if block.kind is BlockKind.CODE]
    found = []
    matches = [
        match
        for match in _COMMENT.finditer(document.text)
        if not any(span.start <= match.start() < span.end for span in code)
    ]
    for index, match in enumerate(matches):
        rules = frozenset(re.split(r"[\s,]+", match["rules"].strip())) - {""}
        start, end = match.end(), size
        if match["what"] == "on":
            continue
        if match["what"] == "ignore-file":
            start = 0
        elif match["what"] == "ignore":
            following = [
                block.span
                for block in document.blocks
                if block.span.start >= start and not _comment(document, block.span.start)
            ]
            if not following:
                continue
            start, end = following[0].start, following[0].end
        else:
            closing = [
                other.start()
                for other in matches[index + 1 :]
                if other["what"] == "on" and (not _names(other) or _names(other) & rules or not rules)
            ]
            end = closing[0] if closing else size
        found.append(Suppression(start, end, rules, (match["reason"] or "").strip(), match.start()))
    return tuple(found)


def _names(match: re.Match[str]) -> frozenset[str]:
    return frozenset(re.split(r"[\s,]+", match["rules"].strip())) - {""}


def _comment(document: Document, offset: int) -> bool:
    return document.text.startswith("<!--", offset)


def silenced(found: tuple[Suppression, ...]) -> Callable[[int, str, str], bool]:
    """A test for (offset, code, name)."""
    return lambda offset, code, name: any(suppression.covers(offset, code, name) for suppression in found)
