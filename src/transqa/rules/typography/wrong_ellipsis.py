"""TYP006."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, minority, replaced, sheet
from transqa.text.punctuation import FULL_MARKS, is_east

_RUN = re.compile(r"\.{3,}|。{3,}|．{3,}|·{3,}|・{3,}|…+|\. \. \.")
_DOTS = ("...", "…", "。。。", "．．．", "···", "・・・", ". . .")
_BESIDE = frozenset(FULL_MARKS + "“”‘’「」『』《》（）【】")


@rule("TYP006", "wrong-ellipsis", mqm="typography/punctuation", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def wrong_ellipsis(context: Context) -> Iterator[Fault]:
    """Dots for an ellipsis (``...``, ``。。。``), or one of another length than the language has: ``…`` for ``……``.

    In Chinese and Japanese beside their own script; in other languages, where a document writes both ``...``
    and ``…``, the rarer of them. Dots in code, in ``[...]`` and between formulas are left alone.

    Why: full stops are no ellipsis; in Chinese it is six dots in the middle of the line.
    Bad: It reads, writes, and so on... => 它能读、能写，等等。。。
    Good: It reads, writes, and so on... => 它能读、能写，等等……
    Fix: safe.
    """
    page = sheet(context)
    if not any(dots in page.text for dots in _DOTS):
        return
    right = page.convention.ellipsis
    found = list(_RUN.finditer(page.text))
    odd: list[Hit] = []
    usual = 0
    if page.convention.east:
        for match in found:
            if match.group() == right:
                usual += 1
            elif _beside(page, *match.span()):
                odd.append(replaced(*match.span(), right))
    else:
        dots = [match for match in found if set(match.group()) != {"…"} and _in_words(page, *match.span())]
        signs = [match for match in found if match.group() == "…"]
        few, many = sorted((dots, signs), key=len)
        right = "…" if many is signs else "..."
        usual = len(many)
        odd = [replaced(*match.span(), right) for match in few] if len(few) * 3 <= usual else []
    yield from faults(
        page,
        odd,
        lambda text, right: f"{text!r} for an ellipsis; write {right!r}",
        kind="ellipsis",
        together=None if minority(len(odd), usual) else True,
    )


def _beside(page: Sheet, start: int, end: int) -> bool:
    """Whether the dots are those of a Chinese sentence, not of an English one quoted in it."""
    before, after = page.text[max(start - 2, 0) : start].strip(" ")[-1:], page.text[end : end + 1]
    if before.isascii() and before.isalpha():
        return is_east(after or " ")
    return any(is_east(char) or char in _BESIDE for char in (before, after) if char)


def _in_words(page: Sheet, start: int, end: int) -> bool:
    return page.text[start - 1 : start] not in {"[", "(", ",", "\0", "/"} and page.text[end : end + 1] not in {
        "]",
        "\0",
    }
