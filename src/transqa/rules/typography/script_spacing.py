"""TYP003."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transqa.check import Context, Fault, Scope, rule
from transqa.model import BlockKind, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, sheet
from transqa.text.punctuation import EAST

_WORD = "A-Za-z0-9"
_SPACES = " \u00a0"
_NUMBERING = "0123456789."
_SUPER = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_RUN = re.compile(f"[{_WORD}]+")
#: Where nothing but a space stands between Chinese and a Latin word or figure, on its left and on its right. A right one
#: may have superscripts (masked ones, for they are footnote marks) before it. One Latin letter is more often than not part of a Chinese word: T恤, B站.
_BORDER = re.compile(
    f"(?<=[{EAST}])[ \u00a0]?(?=[{_WORD}])(?![A-Za-z](?![{_WORD}]))"
    f"|(?<=[{_WORD}])(?<![^{_WORD}][A-Za-z])(?<!^[A-Za-z])\0*[ \u00a0]?(?=[{EAST}])"
)


class _Border(NamedTuple):
    """``start`` and ``end`` take in the word and the character across; ``at`` is where the space is or would be.

    A tuple, for there are very many.
    """

    start: int
    end: int
    at: int
    spaced: bool


@rule(
    "TYP003",
    "spacing-between-scripts",
    mqm="typography/spacing",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh", "yue", "ja"),
)
def spacing_between_scripts(context: Context) -> Iterator[Fault]:
    """A space between Chinese and Latin letters or figures where the document has none, or none where it has one.

    Both are good style; what is reported is the rare one in a document that mostly does the other. Letters and
    figures are judged apart. The option ``policy`` settles it: ``one``, ``none``, or ``keep`` (as the document
    does it).

    Why: a page that does both looks unfinished.
    Bad: It beats GPT.  It runs on CPU and GPU.  It needs CUDA.  It is fast. => 它胜过 GPT。  它能在 CPU 和 GPU 上运行。
    它需要CUDA。  它很快。
    Good: It beats GPT.  It runs on CPU and GPU.  It needs CUDA.  It is fast. => 它胜过 GPT。  它能在 CPU 和 GPU 上运行。
    它需要 CUDA。  它很快。
    Fix: safe; the space is put in or taken out.
    """
    page = sheet(context)
    policy = context.option("TYP003", "policy", "keep")
    keep = policy not in {"one", "none"}
    for borders in _borders(page):
        with_space = [border for border in borders if border.spaced]
        without = [border for border in borders if not border.spaced]
        spaced = len(with_space) >= len(without) if keep else policy == "one"
        odd, usual = (without, len(with_space)) if spaced else (with_space, len(without))
        # A document of two minds has no style to depart from.
        if keep and len(odd) * 3 > usual:
            continue
        unlike = f", unlike {usual} others in this document" if keep else ""
        said = ("no space" if spaced else "a space") + " between the scripts in"
        yield from faults(
            page,
            list(_hits(page, [border for border in odd if page.plain(border.start, border.end)])),
            lambda text, right, said=said, unlike=unlike: f"{said} {text!r}{unlike}; write {right!r}",  # type: ignore[misc]
            kind="script-spacing",
        )


def _borders(page: Sheet) -> tuple[list[_Border], list[_Border]]:
    """Borders of Latin words with Chinese, and those of figures, where nothing but a space stands between."""
    letters: list[_Border] = []
    figures: list[_Border] = []
    text = page.text
    for match in _BORDER.finditer(text):
        first, after = match.span()
        spaced = first < after and text[after - 1] in _SPACES
        if not _SUPER.issuperset(page.side.text[first : after - spaced]):
            continue
        if "0" <= text[after] <= "z":
            # The word is on the right.
            word, start = text[after], first - 1
            end = _RUN.match(text, after).end()  # type: ignore[union-attr]  # it begins there
        else:
            word, end = text[first - 1], after + 1
            start = first - 1
            while start and "0" <= text[start - 1] <= "z" and text[start - 1].isalnum():
                start -= 1
            if spaced and _numbers_heading(page, start):
                continue  # the number of a section: 1 引言
        # A line end, or a space that belongs to markup, is none of the style.
        if not spaced or page.plain(start, end):
            (letters if word.isalpha() else figures).append(_Border(start, end, after - spaced, spaced))
    return letters, figures


def _numbers_heading(page: Sheet, at: int) -> bool:
    """Whether nothing but figures and dots stands between the beginning of a heading and a place."""
    block, base = page.block(at)
    return block.kind is BlockKind.HEADING and not page.text[base:at].strip(_NUMBERING)


def _hits(page: Sheet, borders: list[_Border]) -> Iterator[Hit]:
    """Borders as faults; the two of one word are one."""
    index = 0
    while index < len(borders):
        group = borders[index : index + 1]
        if index + 1 < len(borders) and borders[index + 1].start < group[0].end:
            group.append(borders[index + 1])
        index += len(group)
        start, end = group[0].start, group[-1].end
        edits = tuple((b.at, b.at + b.spaced, "" if b.spaced else " ") for b in group)
        right = page.side.text[start:end]
        for at, stop, new in reversed(edits):
            right = right[: at - start] + new + right[stop - start :]
        yield Hit(start, end, right, edits)
