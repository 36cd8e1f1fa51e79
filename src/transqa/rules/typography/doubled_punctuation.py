"""TYP009."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, replaced, sheet
from transqa.text.punctuation import is_east

_RUN = re.compile(r"[，。、；：？！,.;:?!](?:[，。、；：？！,.;:?!]| (?=[，。、；：]))*[，。、；：？！,.;:?!]")
_STRENGTH = "、,，:：;；.。!！?？"
_LATIN_PAIRS = {",,", ",.", ".,", ";;", ";,", ",;", ";.", ",:"}
_FULL = dict(zip(",.:;?!", "，。：；？！", strict=True))


@rule("TYP009", "doubled-punctuation", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def doubled_punctuation(context: Context) -> Iterator[Fault]:
    """Two marks where one belongs: ``，，``, ``。。``, ``、。``, ``。?``.

    An ellipsis, ``？！`` and ``！！``, and the full stop of an abbreviation before another mark are right. Empty
    places in lists (``、、``) are lost names, not doubled marks.

    Why: it is left over from an edit, or a machine ended the sentence twice.
    Bad: It works, mostly. => 它能用，，大多数时候。
    Good: It works, mostly. => 它能用，大多数时候。
    Fix: safe where a mark is written twice; unsafe where two differ: the stronger one.
    """
    page = sheet(context)
    if not page.has("，。、；：？！,.;:?!"):
        return
    yield from faults(
        page,
        [hit for match in _RUN.finditer(page.text) if (hit := _judge(page, match))],
        lambda text, right: f"doubled punctuation {text!r}; write {right!r}",
        kind="doubled",
    )


def _judge(page: Sheet, match: re.Match[str]) -> Hit | None:
    text, (start, end) = page.text, match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    run = match.group()
    if run[0] == "." and run != ".." and before.isascii() and before.isalpha():
        start, run = start + 1, run[1:].lstrip()
    marks = run.replace(" ", "")
    kinds = set(marks)
    if len(marks) < 2 or kinds <= set("?!？！") or kinds == {"、"} or (len(kinds) == 1 and len(marks) > 2):
        return None
    wide = kinds & set("，。、；：？！")
    if marks == "..":
        if not (before.isalnum() and (not after or after.isspace())) or before.isdigit():
            return None
    elif not wide and marks not in _LATIN_PAIRS:
        return None
    # Yahoo!、 and the like: the mark is part of a name.
    if marks[0] in "!?！？" and (before.isascii() or (len(marks) == 2 and marks[1] in "、，")):
        return None
    if page.in_source(start, run) or not page.plain(start, end):
        return None
    best = max(marks, key=_STRENGTH.index)
    beside = any(is_east(char) for char in (before, after) if char)
    right = _FULL.get(best, best) if beside and page.convention.east else best
    same = len({_FULL.get(mark, mark) for mark in marks}) == 1
    return replaced(start, end, right, Safety.SAFE if same else Safety.UNSAFE)
