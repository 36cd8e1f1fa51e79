"""TYP004."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import BlockKind, Safety, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, sheet
from transqa.text.punctuation import EASTERN, FULL_MARKS, is_east

_RUNNING = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE}
_OPENING = "（「『《〈【“‘("
_CLOSING = "）」』》〉】”’)"
_BEFORE_MARK = frozenset(FULL_MARKS + _CLOSING)
_AFTER_MARK = frozenset(FULL_MARKS + _OPENING)
#: The spaces that are worth a look: beside a mark, or between two Chinese characters.
_SPACES = re.compile(
    rf"(?<![ \u00a0\u3000])[ \u00a0\u3000](?:(?<=[{FULL_MARKS}{_OPENING}\[].)[ \u00a0\u3000]*+"
    rf"|(?<=[{EASTERN}].)[ \u00a0\u3000]*+(?=[{EASTERN}])|[ \u00a0\u3000]*+(?=[{FULL_MARKS}{_CLOSING},.;:!?%]))"
)
#: 第 3 章 引言, 图 一 结构, 一 引言: a number and its title.
_LABEL = re.compile(r"(?:第[^\s，。]{1,4}|[图表图圖例一二三四五六七八九十]{1,4}|[章节節部分篇步])\Z")


@rule("TYP004", "stray-space", mqm="typography/spacing", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def stray_space(context: Context) -> Iterator[Fault]:
    """A space stands where none belongs.

    That is between two Chinese characters of a sentence, beside a full-width mark, inside brackets, before a comma or
    full stop, and in Chinese before a percent sign. Line ends are no spaces, and a space beside Markdown's own marks is left alone (``汉字
    **重点** 汉字``). So are titles after their number, rows of short words, and what the source writes in the same
    way. French spaces before its high marks.

    Why: a gap in a Chinese sentence reads as a missing word; before a full stop it can wrap it to the next line.
    Bad: The model is fast. => 这个模 型很快 。
    Good: The model is fast. => 这个模型很快。
    Fix: safe beside marks, unsafe between two Chinese characters.
    """
    page = sheet(context)
    hits = [hit for match in _SPACES.finditer(page.text) if (hit := _judge(page, *match.span()))]
    yield from faults(
        page,
        hits,
        lambda text, right: f"stray space in {text!r}; write {right!r}",
        kind="stray-space",
    )


def _judge(page: Sheet, start: int, end: int) -> Hit | None:
    text = page.text
    if not start or end >= len(text):
        return None
    before, after = text[start - 1], text[end]
    if before in "\0\x1e" or after in "\0\x1e":
        return None
    beyond = text[end + 1 : end + 2]
    safety = Safety.SAFE
    if page.convention.east and is_east(before) and is_east(after):
        if not _in_sentence(page, start, end):
            return None
        safety = Safety.UNSAFE
    elif page.convention.east and (after in _BEFORE_MARK or before in _AFTER_MARK):
        # Japanese has one behind these marks, wide or not.
        if before in "？！" and (text[start] == "\u3000" or page.side.document.language.startswith("ja")):
            return None
        if (before in "“‘(" and after.isascii() and after in ").:,;") or (after in "”’)" and before in ":;"):
            return None
        # A curly mark may close a quotation as well as open one.
        if before in "“‘”’" and not is_east(after) and not after.isalnum():
            return None
    elif (before in "([" and beyond != "]") or (after in ")" and before not in ":;-=("):
        if before == "[" or after == ")" == before:
            return None
    elif after == "%":
        # German and French have a space there.
        if not (page.convention.east and before.isdigit()):
            return None
    elif after in ",.;:!?" and after not in page.convention.spaced:
        if not (before.isalnum() or before in ")”\"'") or not (not beyond or beyond.isspace()):
            return None
        # Beside Chinese the mark is the wrong one besides, which TYP001 says.
        if page.convention.east and is_east(before):
            return None
        # A name that was taken apart, Jasper . AI, wants to be put together.
        if page.convention.east and after == "." and text[end + 2 : end + 3].isalnum():
            safety = Safety.UNSAFE
    else:
        return None
    if not page.plain(start - 1, end + 1) or page.in_source(
        start, text[start - 1 : end] if after.isalnum() else text[start : end + 1]
    ):
        return None
    return Hit(start - 1, end + 1, before + after, ((start, end, ""),), safety)


def _in_sentence(page: Sheet, start: int, end: int) -> bool:
    block, first = page.block(start)
    if block.kind not in _RUNNING:
        return False
    text, last = page.text, first + len(block.text)
    low, high = start, end
    while low > first and is_east(text[low - 1]):
        low -= 1
    while high < last and is_east(text[high]):
        high += 1
    if _LABEL.search(text, max(low, start - 6), start):
        return False
    # Names or words in a row; and a label, then its text.
    return not (start - low <= 4 and high - end <= 4) and not (low == first and start - low <= 8)
