"""TYP008."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import NOT_PROSE, Safety, Severity
from transqa.rules.typography.sheet import HAS_EAST, Hit, Sheet, faults, sheet
from transqa.text.punctuation import BRACKETS, is_east, unpaired

#: 1), a), iv), 一）: points without an opening bracket.
_POINT = re.compile(r"(?:^|[\s\x1e，。；：、,.;:（(])(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,2})\Z")
_FACE = re.compile(r"[:;=8][-'^o]?\Z")
#: The same where other brackets are about: （包括 1）收集 2）分析）.
_POINTS = re.compile(r"(?<=[\s，。；：、（(])(?:\d{1,2}|[a-z])[)）]")
#: [0, 1) and (0, 1]: half-open intervals.
_INTERVAL = re.compile(r"[\[(]\s*[-−+\w.∞\0]+\s*[,，;]\s*[-−+\w.∞\0]+\s*[\])]")
_WIDE = {"(": "（", ")": "）", "[": "［", "]": "］", "{": "｛", "}": "｝"}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}


@rule("TYP008", "unbalanced-bracket", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def unbalanced_bracket(context: Context) -> Iterator[Fault]:
    """A bracket without its other half, or with one of another width: ``（例如)``.

    Points such as ``1)``, half-open intervals, smileys and broken links (MRK015) are left alone, and so is a
    block whose source has the same.

    Why: the reader cannot tell where the aside ends.
    Bad: The result (see below) holds. => 结果（见下文)成立。
    Good: The result (see below) holds. => 结果（见下文）成立。
    Fix: safe for a bracket of the wrong width; none for one without its half.
    """
    page = sheet(context)
    if not page.has(BRACKETS.all):
        return
    mixed: list[Hit] = []
    alone: list[Hit] = []
    for number, block in enumerate(page.side.blocks):
        text = block.prose
        if block.kind in NOT_PROSE or not BRACKETS.pattern.search(text):
            continue
        base = page.starts[number]
        odd = _odd(text)
        if not odd or _odd(page.source(base)):
            continue
        for at, partner in odd:
            if partner < 0:
                alone.append(Hit(base + at, base + at + 1))
            else:
                mixed.append(_widths(page, base, text, partner, at))
    yield from faults(
        page, mixed, lambda text, right: f"brackets of two widths; {right!r} here instead of {text!r}", kind="width"
    )
    yield from faults(page, alone, lambda text, _: f"{text!r} has no other half", kind="bracket", confidence=0.7)


def _odd(text: str) -> list[tuple[int, int]]:
    """Brackets that do not pair, and are not meant to."""
    found = [found for found in unpaired(text, BRACKETS) if not _meant(text, *found)]
    if found and not unpaired(_POINTS.sub(lambda match: " " * len(match.group()), text), BRACKETS):
        return []
    return found


def _meant(text: str, at: int, partner: int) -> bool:
    """Whether a bracket stands alone on purpose, or is told of elsewhere."""
    char = text[at]
    if char in ")）" and partner < 0:
        before = text[max(at - 6, 0) : at]
        if _POINT.search(before) or _FACE.search(before):
            return True
    if char == "(" and text[at - 1 : at] in {":", ";", "="} and partner < 0:
        return True
    if char in "()[]" and partner < 0:
        # An interval opens with one kind and closes with the other.
        for match in _INTERVAL.finditer(text, max(at - 30, 0), at + 30):
            if at in (match.start(), match.end() - 1):
                return True
    # Half of a link.
    around = text[max(at - 1, 0) : at + 2]
    return "](" in around or (char in "[]" and ("\0" in around)) or text.startswith("(http", at)


def _widths(page: Sheet, base: int, text: str, first: int, last: int) -> Hit:
    """The bracket of the pair that is not of the width that belongs there."""
    beside = text[first - 1 : first], text[last + 1 : last + 2]
    wide = page.convention.east and (
        HAS_EAST.search(text, first, last) is not None or any(is_east(char) for char in beside if char)
    )
    table = _WIDE if wide else _NARROW
    at = first if text[first] in table else last
    right = table.get(text[at], text[at])
    return Hit(base + at, base + at + 1, right, ((base + at, base + at + 1, right),), Safety.SAFE)
