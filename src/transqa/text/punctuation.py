"""Punctuation by language: which marks are full-width, how quotations, dashes and ellipses are written, what pairs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from transqa.text.language import entry

#: Han, kana and what is written like them, for character classes of expressions: the scripts of full-width punctuation.
EAST = "\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003347f"
#: All that :func:`is_east` is true of, for character classes.
EASTERN = "\u3005-\u3007\u3041-\u30fa\u30fc-\u9fff\U00020000-\U0010ffff"
#: Full-width marks that stand in a sentence.
FULL_MARKS = "，。、；：？！"


@dataclass(frozen=True, slots=True)
class Convention:
    """How a language writes its marks.

    ``full`` maps a half-width mark to the one that stands beside East Asian script; it is empty for languages that
    have only one width. ``quotes`` are opening, closing, and the same inside a quotation. ``spaced`` are marks that may
    have a space before them.
    """

    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    full: Mapping[str, str] = field(default_factory=dict)
    dash: str = "—"
    ellipsis: str = "…"
    spaced: str = ""

    @property
    def east(self) -> bool:
        """Whether the language is written in full-width marks."""
        return bool(self.full)


_CHINESE = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_CORNERS = ("「", "」", "『", "』")
_GUILLEMETS = ("«", "»", "“", "”")
_CONVENTIONS = {
    "zh": Convention(full=_CHINESE, dash="——", ellipsis="……"),
    "zh-Hant": Convention(quotes=_CORNERS, full=_CHINESE, dash="——", ellipsis="……"),
    "yue": Convention(quotes=_CORNERS, full=_CHINESE, dash="——", ellipsis="……"),
    "ja": Convention(quotes=_CORNERS, full=_CHINESE | {",": "、"}, dash="——", ellipsis="……"),
    "de": Convention(quotes=("„", "“", "‚", "‘"), dash="–"),
    "cs": Convention(quotes=("„", "“", "‚", "‘"), dash="–"),
    "pl": Convention(quotes=("„", "”", "«", "»"), dash="–"),
    "fr": Convention(quotes=_GUILLEMETS, spaced="?!:;»"),
    "ru": Convention(quotes=("«", "»", "„", "“")),
    "uk": Convention(quotes=("«", "»", "„", "“")),
    "es": Convention(quotes=("«", "»", "“", "”")),
}
_PLAIN = Convention()

#: Opening mark -> the closing marks it may have, in either width.
_BRACKETS = {"(": ")）", "（": "）)", "【": "】", "〔": "〕", "〈": "〉", "{": "}", "[": "]", "［": "］", "｛": "｝"}
_QUOTATIONS = {"“": "”", "《": "》", "「": "」", "『": "』"}


def convention(language: str) -> Convention:
    """How the language of a BCP-47 tag writes its marks."""
    return entry(_CONVENTIONS, language) or _PLAIN


def is_east(char: str) -> bool:
    """Whether full-width marks stand beside this character: Han, kana, but no punctuation."""
    return ("\u3041" <= char <= "\u9fff" and char != "\u30fb") or "\u3005" <= char <= "\u3007" or char > "\U0001ffff"


class Marks:
    """Marks that come in pairs, and what finds them."""

    def __init__(self, closing: Mapping[str, str]) -> None:
        self.closing = closing
        self.all = frozenset(closing) | {mark for closers in closing.values() for mark in closers}
        self.pattern = re.compile(f"[{re.escape(''.join(sorted(self.all)))}]")


#: Brackets of both widths, and marks of quotations and titles.
BRACKETS, QUOTATIONS = Marks(_BRACKETS), Marks(_QUOTATIONS)
#: Those that mean the same in every language.
CORNERS = Marks({mark: _QUOTATIONS[mark] for mark in "《「『"})


def unpaired(text: str, marks: Marks) -> list[tuple[int, int]]:
    """Paired marks that do not pair: ``(place, partner)``.

    The partner is -1 where there is none, else the place of the opening mark that has another width or shape. An
    opening mark that a later closing mark leaves behind is reported without partner.
    """
    found: list[tuple[int, int]] = []
    stack: list[int] = []
    closing = marks.closing
    for match in marks.pattern.finditer(text):
        at, char = match.start(), match.group()
        if char in closing:
            stack.append(at)
            continue
        # The nearest opening mark of this kind; what lies over it was never closed.
        for depth in range(len(stack) - 1, max(len(stack) - 4, -1), -1):
            closers = closing[text[stack[depth]]]
            if char in closers:
                found += [(lost, -1) for lost in stack[depth + 1 :]]
                if char != closers[0]:
                    found.append((at, stack[depth]))
                del stack[depth:]
                break
        else:
            found.append((at, -1))
    return found + [(lost, -1) for lost in stack]
