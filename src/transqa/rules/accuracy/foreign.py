"""What is foreign in a text of a language: its script, and the runs of words in another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from transqa.check import Side
from transqa.model import InlineKind, Span
from transqa.text.language import entry
from transqa.text.urls import is_paper

#: Script of a language, ISO 15924; Latin where nothing is listed.
_SCRIPTS: Mapping[str, str] = {
    "zh": "Hani", "yue": "Hani", "ja": "Jpan", "ko": "Hang", "ru": "Cyrl", "uk": "Cyrl", "bg": "Cyrl", "sr": "Cyrl",
    "el": "Grek", "ar": "Arab", "fa": "Arab", "he": "Hebr", "hi": "Deva", "th": "Thai",
}  # fmt: skip
#: Quotation marks and backticks: around a term that is spoken of, a title, an example, code. An opening mark ends a
#: quotation that was left open.
_QUOTED = re.compile(
    r"`[^`\x1e]*`|“[^“”\x1e]*”|‘[^‘’\x1e]*’|「[^「」\x1e]*」|『[^『』\x1e]*』|《[^《》\x1e]*》|〈[^〈〉\x1e]*〉|«[^«»\x1e]*»|\"[^\"\x1e]*\"|„[^„“”\x1e]*[“”]"
)
_BRACKETS = re.compile(r"[()（）\[\]【】\x1e]")
_OPENING = frozenset("(（[【")
_HAN = re.compile("[\u3400-\u9fff]")


def script(language: str) -> str:
    """The script a language is written in."""
    return entry(_SCRIPTS, language) or "Latn"


def set_off(text: str) -> list[tuple[int, int]]:
    """Ranges in quotation marks, and outermost ranges in parentheses or brackets; they may overlap."""
    found = [match.span() for match in _QUOTED.finditer(text)]
    depth = start = 0
    for match in _BRACKETS.finditer(text):
        if match[0] in _OPENING:
            start = start if depth else match.start()
            depth += 1
        elif match[0] == "\x1e":
            depth = 0
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, match.end()))
    return sorted(found)


#: A link of fewer words is "the paper" or "read more", no title.
_TITLE = 3


def title_of_paper(side: Side, span: Span) -> bool:
    """Whether a range of the document is the title of a scientific paper, or part of it: the text of a link to one."""
    return any(
        inline.kind is InlineKind.LINK
        and inline.content.start <= span.start
        and span.end <= inline.content.end
        and is_paper(inline.target)
        and len(side.document.text[inline.content.start : inline.content.end].split()) >= _TITLE
        for block in side.blocks
        for inline in block.inlines
    )


def kept_apart(text: str) -> list[tuple[int, int]]:
    """Ranges that are set off, but for quotations that were translated: a Latin word in those was forgotten."""
    return [place for place in set_off(text) if text[place[0]] not in '“‘「『"' or not _HAN.search(text, *place)]


class Places:
    """Ranges of a text in the form in which a search for what they touch takes no longer where there are many."""

    def __init__(self, ranges: Iterable[tuple[int, int]], size: int) -> None:
        self._taken = bytearray(size)
        for start, end in ranges:
            self._taken[start:end] = b"\1" * (end - start)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the ranges reaches into this one."""
        return self._taken.find(1, start, end) >= 0
