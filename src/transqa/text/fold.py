"""Folding for matching: one code point in, one code point out, so that offsets never move.

Two texts that a reader takes for the same term fold to the same string: capitals, full-width forms, the many
hyphens and spaces, and (for Chinese) traditional against simplified characters.
"""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

from transqa.text.remember import remember

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_SPACES = " \t\n\r\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000"
#: The middle dots that names are written with: DALL·E, 乔纳森·巴伦.
_DOTS = "\u00b7\u2022\u2027\u30fb\u0387"


@cache
def is_chinese(language: str) -> bool:
    """Whether a BCP-47 tag names a Chinese language."""
    return language.split("-")[0] in {"zh", "yue"}


class _Table(dict[int, str]):
    """A translation table that remembers unlisted characters: a miss costs ``str.translate`` an exception each time."""

    def __missing__(self, code: int) -> str:
        self[code] = character = chr(code)
        return character


@cache
def _table(chinese: bool) -> _Table:
    table = {ord(ch): " " for ch in _HYPHENS + _SPACES} | {ord(ch): "·" for ch in _DOTS}
    table |= {0x2019: "'", 0x2018: "'"}
    for code in [*range(0xFF01, 0xFF5F), *range(0x41, 0x5B), *range(0xC0, 0x250)]:
        if code in table:
            continue
        plain = normalize("NFKC", chr(code)).lower()
        plain = normalize("NFD", plain)[0] if 0xC0 <= code < 0x250 else plain
        if len(plain) == 1 and plain != chr(code):
            table[code] = " " if plain == "-" else plain
    if chinese:
        table |= _simplified()
    return _Table(table)


@cache
def _simplified() -> dict[int, str]:
    """Traditional -> simplified, one character at a time (OpenCC's own character table)."""
    import opencc

    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    folded = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, folded, strict=True) if old != new and len(new) == 1}


# Terms come again and again; a paragraph is folded once, by its side of the pair.
@remember(10_000, longest=100)
def fold(text: str, language: str) -> str:
    """``text`` in the form that terms are matched in; same length as ``text``."""
    if text.isascii():
        # Four passes of C are quicker than one look-up per character.
        return text.lower().replace("-", " ").replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return text.translate(_table(is_chinese(language)))


def is_word(ch: str) -> bool:
    """A letter or digit of a script that writes spaces between words: what may not stand beside a matched term."""
    return ch < "\u2e80" and ch.isalnum()


def has_word(word: str, text: str) -> bool:
    """Whether a word stands in a text, and not only as a part of others."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not is_word(text[at - 1 : at]) and not is_word(text[end : end + 1]):
            return True
        at = text.find(word, at + 1)
    return False


#: All characters for which ``is_word`` holds, for loops that cannot afford the call.
WORD_CHARACTERS = frozenset(ch for ch in map(chr, range(0x2E80)) if is_word(ch))
