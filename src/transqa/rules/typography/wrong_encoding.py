"""TYP012."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import Hit, Sheet, faults, sheet, short

#: What UTF-8 looks like when it is read as Windows-1252: a letter and then signs.
_HIGH = "\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_AS_LATIN = re.compile(f"[{_HIGH}]{{2,}}")
_LEAD = re.compile("[\u00c2-\u00f4]")
_LEADS = frozenset(map(chr, range(0xC2, 0xF5)))
#: The beginnings of Chinese and typographic marks when their UTF-8 is read as GBK.
_AS_GBK = re.compile(r"[锛銆鈥][^\x00-\x7f，。、；：？！]{1,3}")
_FILLERS = re.compile("锟斤拷|(?:烫烫){2,}烫?|(?:屯屯){2,}屯?|\ufffd+|(?:烫){3,}|(?:屯){3,}")
#: Entities that were escaped twice.
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|apos|#\d{2,5}|#x[0-9a-fA-F]{2,5});")


@rule("TYP012", "wrong-encoding", mqm="typography/encoding", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def wrong_encoding(context: Context) -> Iterator[Fault]:
    """Text was read in the wrong encoding: ``â€™``, ``ï¼Œ``, ``锟斤拷``, ``鈥�``, U+FFFD, or an entity that shows.

    A run of accented letters and signs counts only where its bytes are UTF-8 and spell something ordinary;
    French, German and Portuguese words never do. What the source writes in the same way is left alone.

    Why: the words are lost to every reader.
    Bad: It's simple. => 这很简单ï¼Œ真的。
    Good: It's simple. => 这很简单，真的。
    Fix: safe where the bytes decode; none for what is lost.
    """
    page = sheet(context)
    hits: list[Hit] = []
    for pattern, encoding, needed in ((_AS_LATIN, "cp1252", _LEADS), (_AS_GBK, "gbk", "锛銆鈥")):
        if page.has(needed):
            hits += [hit for match in pattern.finditer(page.text) if (hit := _decoded(page, match, encoding))]
    for pattern, needed in ((_FILLERS, "锟烫屯\ufffd"), (_ENTITY, "&")):
        if page.has(needed):
            hits += [
                Hit(*match.span())
                for match in pattern.finditer(page.text)
                if not page.in_source(match.start(), match.group())
            ]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    yield from faults(
        page,
        [hit for number, hit in enumerate(hits) if not number or hit.start >= hits[number - 1].end],
        lambda text, right: (
            f"{short(text)!r} was read in a wrong encoding" + (f"; write {short(right)!r}" if right else "")
        ),
        kind="mojibake",
        confidence=0.95,
    )


def _decoded(page: Sheet, match: re.Match[str], encoding: str) -> Hit | None:
    start, end = match.span()
    if encoding == "cp1252":
        lead = _LEAD.search(page.text, start, end)
        if not lead:
            return None
        start = lead.start()
    else:
        # What follows may be right.
        end = next((stop for stop in range(end, start + 1, -1) if _whole(page.text[start:stop])), end)
    raw = b"".join(_byte(char, encoding) for char in page.text[start:end])
    # A neighbour that is right may have been taken along.
    text = raw.decode("utf-8", "ignore")
    whole = text.encode() == raw
    if not text or not all(_ordinary(char) for char in text):
        return None
    # Three signs after an accented letter may be one Han character by chance: “café”—.
    if encoding == "cp1252" and (not whole or (len(text) == 1 and "\u3400" <= text <= "\u9fff")):
        return None
    if page.in_source(start, page.text[start:end]):
        return None
    edits = ((start, end, text),) if whole else ()
    return Hit(start, end, text if whole else "", edits, Safety.SAFE)


def _whole(text: str) -> bool:
    """Whether the GBK bytes of the text are UTF-8 from the first to the last."""
    try:
        text.encode("gbk").decode("utf-8")
    except UnicodeError:
        return False
    return True


def _byte(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        # Windows-1252 leaves five bytes open; they come through as control characters.
        return bytes([ord(char)]) if ord(char) < 0x100 else b""


def _ordinary(char: str) -> bool:
    """Whether a decoded character is one that texts are made of."""
    code = ord(char)
    return (
        0xA0 <= code < 0x250
        or 0x370 <= code < 0x500
        or 0x2010 <= code < 0x2040
        or 0x3000 <= code < 0x3100
        or 0x3400 <= code < 0xA000
        or 0xFF00 <= code < 0xFFF0
        or char in "€™→←•≤≥"
    )
