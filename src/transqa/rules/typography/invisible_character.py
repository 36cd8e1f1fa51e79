"""TYP011."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, replaced, sheet
from transqa.text.language import entry
from transqa.text.punctuation import is_east

#: Zero width, soft hyphen, controls (less those that are white space or our own separators), bidi marks, fillers, tags.
_INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164\uffa0\u200e\u200f\u061c\u202a-\u202e\u2061-\u2069"
    "\x01-\x08\x0e-\x1d\x1f\x7f-\x84\x86-\x9f\U000e0000-\U000e007f"
)
_RUN = re.compile(f"[{_INVISIBLE}]+")
#: Joiners and direction marks are part of the spelling of these languages.
_NEED_THEM = {
    code: True for code in "ar fa ur ps sd ug he yi dv ckb hi mr ne bn gu pa ta te kn ml si my km th lo".split()
}
_OTHER_WAY = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")


@rule("TYP011", "invisible-character", mqm="typography/character", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def invisible_character(context: Context) -> Iterator[Fault]:
    """A character that nobody sees: zero-width space, byte order mark inside the text, control or direction character.

    Joiners inside emoji and beside scripts that need them, soft hyphens between the letters of a Latin word,
    and what the source has in the same block are left alone.

    Why: it breaks search and links, and in a diff nobody finds it.
    Bad: It works. => 它很\u200b有效。
    Good: It works. => 它很有效。
    Fix: safe; it is taken out.
    """
    page = sheet(context)
    # One search over the distinct characters: most documents have none of these.
    if not _RUN.search("".join(page.chars)) or entry(_NEED_THEM, context.target.language):
        return
    yield from faults(
        page,
        [hit for match in _RUN.finditer(page.text) if (hit := _judge(page, *match.span()))],
        lambda text, _: f"invisible {_names(text)}; take it out",
        kind="invisible",
    )


def _names(text: str) -> str:
    return ", ".join(f"U+{ord(char):04X} {name(char, 'CONTROL CHARACTER')}" for char in dict.fromkeys(text[:4]))


def _judge(page: Sheet, start: int, end: int) -> Hit | None:
    text = page.text
    run = text[start:end]
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    if set(run) <= {"\u200c", "\u200d"} and not all(is_east(c) or c.isascii() for c in (before, after)):
        return None
    if run[0] >= "\U000e0000" and ord(before) > 0x1F000:
        # Flags of regions are spelled with tags.
        return None
    if run == "\u00ad" and before.isalpha() and after.isalpha() and not is_east(before) and not page.convention.east:
        return None
    if page.in_source(start, run) or _OTHER_WAY.search(text, max(start - 40, 0), end + 40):
        return None
    return replaced(start, end, "")
