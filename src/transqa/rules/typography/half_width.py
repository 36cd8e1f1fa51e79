"""TYP001."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import HAS_EAST, Hit, Sheet, faults, minority, replaced, sheet, short
from transqa.text.punctuation import EASTERN, is_east

_GROUP = re.compile(r"\(([^()\x1e]{1,200})\)")
#: (1), (a), (iv), (28, 28), a formula: in half-width brackets in many houses.
_POINT = re.compile(r"[\d\s,.]+|[A-Za-z]|[ivxIVX]{1,5}|[\s\0]*")
_NUMERAL = re.compile(r"\s*[第一二三四五六七八九十百]{1,4}\Z")
_CLOSING = "”’」』》〉】）"
#: A mark beside East Asian script or behind a closing mark, with no more than two spaces between.
_MARK = re.compile(
    rf"[,.:;?!](?:(?<=[{EASTERN}{_CLOSING}].)|(?<=[{EASTERN}{_CLOSING}] .)|(?<=[{EASTERN}{_CLOSING}]  .)|(?= ?+ ?+[{EASTERN}]))"
)
#: Marks that count as the full-width style of a half-width one.
_STYLE = {",": "，、", "(": "（"}


@rule(
    "TYP001",
    "half-width-punctuation",
    mqm="typography/punctuation",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh", "yue", "ja"),
)
def half_width_punctuation(context: Context) -> Iterator[Fault]:
    """A half-width mark stands beside Chinese or Japanese script: ``结果,`` for ``结果，``.

    Commas, full stops, colons, semicolons, question and exclamation marks and round brackets, each judged for
    itself. Where the document mostly writes the full-width mark, every departure is reported; where it writes
    the half-width one throughout, that is its style, and one finding tells of all places. Marks between Latin
    words and figures, in code, formulas, sets and numbers of points are left alone.

    Why: half-width marks are drawn for Latin letters; beside Chinese they are too small and too close.
    Bad: The model is fast, and it is small. => 这个模型很快,而且很小。
    Good: The model is fast, and it is small. => 这个模型很快，而且很小。
    Fix: safe between two Chinese characters and at the end; unsafe beside Latin words and for brackets throughout a
    document.
    """
    page = sheet(context)
    if not page.has(",.:;?!("):
        return
    found: dict[str, list[Hit]] = defaultdict(list)
    for match in _MARK.finditer(page.text):
        hit = _judge(page, match.start())
        if hit:
            found[match.group()].append(hit)
    if page.has("("):
        found["("] = list(_brackets(page))
    for mark, hits in found.items():
        full = page.convention.full[mark]
        usual = sum(page.text.count(char) for char in _STYLE.get(mark, full))
        yield from faults(
            page,
            hits,
            lambda text, right: f"half-width {short(text.strip())!r} in East Asian text; write {short(right)!r}",
            kind="half-width",
            together=None if minority(len(hits), usual) else True,
            safety=Safety.UNSAFE if mark == "(" else Safety.SAFE,
        )


def _judge(page: Sheet, at: int) -> Hit | None:
    text, mark = page.text, page.text[at]
    start, end = at, at + 1
    while start and text[start - 1] == " " and at - start < 2:
        start -= 1
    while text[end : end + 1] == " " and end - at < 3:
        end += 1
    before = text[start - 1] if start else "\x1e"
    after = text[end] if end < len(text) else "\x1e"
    left, right = is_east(before), is_east(after)
    if before == "\x1e" or not (left or right or before in _CLOSING):
        return None
    if mark == ".":
        if not left or (end == at + 1 and not (right or after in _CLOSING + "\x1e")) or text[at + 1 : at + 2] == ".":
            return None
        # 一. 引言 is a number of a section.
        if _NUMERAL.match(text[max(page.bounds(at)[0], at - 5) : at]):
            return None
    elif mark in "?!":
        if not (left or before in _CLOSING) or after in "[=" or (after == "(" and mark == "!"):
            return None
    elif not (left or right):
        # After a closing mark only where a Latin word of a Chinese sentence follows.
        if not page.mostly_east(at):
            return None
    elif (mark == ":" and (after == "/" or text[at - 1 : at] == ":" or text[at + 1 : at + 2] in ":=")) or (
        mark == "," and _in_set(text, at)
    ):
        return None
    full = page.convention.full[mark]
    safety = Safety.SAFE if left and (right or after in "\x1e") else Safety.UNSAFE
    if page.edit(start, end, full) is None:
        start, end = at, at + 1
    # A space before the next block is no part of the fault.
    if after == "\x1e":
        end = at + 1
    return replaced(start, end, full, safety)


def _in_set(text: str, at: int) -> bool:
    """Whether a comma stands in ``{状态,动作}`` or ``(高,宽,3)``: a set or a tuple, written as in a formula."""
    for back in range(at - 1, max(at - 60, -1), -1):
        char = text[back]
        if char in "{[":
            return True
        if char == "(":
            end = text.find(")", at, at + 60)
            return end > 0 and " " not in text[back:end] and not set("，。；") & set(text[back:end])
        if char in "}])\x1e，。；":
            return False
    return False


def _brackets(page: Sheet) -> Iterator[Hit]:
    text = page.text
    for match in _GROUP.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else "\x1e"
        content = match[1]
        inside = HAS_EAST.search(content) is not None
        if before == "]" or not (inside or is_east(before)) or _POINT.fullmatch(content):
            continue
        if inside and _in_set(text, text.find(",", start, end)) and "," in content:
            continue
        # (**...**) is a marker of slides in some textbooks.
        if page.quote(start, end).text[1] in "*~":
            continue
        # A full-width bracket brings its own room.
        if before == " " and is_east(text[start - 2 : start - 1]):
            start -= 1
        edits = ((start, match.start() + 1, "（"), (end - 1, end, "）"))
        right = f"（{page.side.text[match.start() + 1 : end - 1]}）"
        call = before.isascii() and before.isalnum()
        yield Hit(start, end, right, edits, Safety.UNSAFE if call or not inside else Safety.SAFE)
