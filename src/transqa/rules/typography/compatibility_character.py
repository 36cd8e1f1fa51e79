"""TYP013."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name, normalize

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, replaced, sheet, short

#: Simplified radicals have no decomposition in Unicode: what they stand for when a PDF file yields them.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
#: Radicals, CJK compatibility ideographs and forms, small and half-width forms, ligatures, and marks that combine.
_FORMS = (
    "\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe30-\ufe4f\ufe50-\ufe6b\uff61-\uff9f\uffe8-\uffee\U0002f800-\U0002fa1f"
)
_RUN = re.compile(f"[{_FORMS}]+|[A-Za-z\u00c0-\u024f\u3041-\u30ff][\u0300-\u036f\u3099\u309a]+")
_ANY = re.compile(f"[{_FORMS}\u0300-\u036f\u3099\u309a]")
_LONELY = re.compile("(?:(?<=[\\s\x1e，。、；：])|\\A)[\u0300-\u036f\u3099\u309a]+")


@rule("TYP013", "compatibility-character", mqm="typography/character", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def compatibility_character(context: Context) -> Iterator[Fault]:
    """A character only looks like the right one: a radical (``⽂`` for ``文``), a ligature, a half-width katakana.

    So do compatibility ideographs, vertical and small marks, and a letter whose accent is a character of its
    own. Such text comes out of PDF files and old encodings. Ideographs that Unicode keeps apart for names (﨑),
    circled figures, ™ and units are left alone, and so is what the source has in the same form.

    Why: search does not find the word, and some fonts show a box.
    Bad: The text is long. => 这段⽂本很长。
    Good: The text is long. => 这段文本很长。
    Fix: safe; the ordinary character.
    """
    page = sheet(context)
    if not _ANY.search("".join(page.chars)):
        return
    hits = [hit for match in _RUN.finditer(page.text) if (hit := _judge(page, *match.span()))]
    hits += [Hit(*match.span()) for match in _LONELY.finditer(page.text)]
    yield from faults(
        page,
        sorted(hits, key=lambda hit: hit.start),
        lambda text, right: (
            f"{short(text)!r} ({_name(text)})" + (f"; write {short(right)!r}" if right else " on no letter")
        ),
        kind="compatibility",
    )


def _name(text: str) -> str:
    char = next((char for char in text if not char.isascii()), text[0])
    return f"U+{ord(char):04X} {name(char, 'unnamed').lower()}"


def _judge(page: Sheet, start: int, end: int) -> Hit | None:
    run = page.text[start:end]
    # Half-width katakana joins with its sound mark; an accent with its letter.
    right = normalize("NFKC", "".join(_RADICALS.get(char, char) for char in run))
    if right == run or page.in_source(start, run):
        return None
    return replaced(start, end, right)
