"""What a block carries across languages: names, numbers, code, links, marks; and how long it is.

A token is the comparable form of one such thing; its class says how likely a translation is to keep it, which the
aligner then estimates from the document itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum

from transqa.model import NOT_PROSE, Block, BlockKind, Document, InlineKind
from transqa.text.grouping import narrow


class Kind(IntEnum):
    """Classes of tokens, by how translations treat them."""

    WORD = 0  # a prose word in lower case: translated, if the dictionary knows it
    NAME = 1  # a prose word with inner capitals or digits, or capitalised inside a sentence
    NUMBER = 2
    CODE = 3  # identifiers and words inside code, mathematics, markup
    LINK = 4  # URLs, paths, labels
    MARK = 5  # emoji, footnote marks
    UNKNOWN = 6  # a prose word that no dictionary knows: it may well stay as it is, or vanish


#: Letters of scripts that write spaces between words and are not Han: one run is one word.
_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u03ff\u0400-\u052f\u0590-\u08ff\u1e00-\u1fff"
_UNIT = r"(?:hundred|thousand|million|billion|trillion)\b|[万萬亿億兆]|(?:bn|[KMBT])(?!\w)"
#: Thousands set off by whatever sets them off in some language.
_GROUPED = r"\d{1,3}(?:[\u00a0\u2009\u202f '’]\d{3})+(?!\d)(?:[.,]\d+)?"
_TOKEN = re.compile(
    rf"(?P<number>{_GROUPED}|\d+(?:[,.]\d+)*)(?:\s?(?P<unit>{_UNIT})?)|(?P<word>[{_LETTER}][{_LETTER}0-9_]*)"
)
_UNITS = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "万": 10**4, "萬": 10**4, "million": 10**6, "m": 10**6, "亿": 10**8,
    "億": 10**8, "billion": 10**9, "b": 10**9, "bn": 10**9, "trillion": 10**12, "t": 10**12, "兆": 10**12,
}  # fmt: skip
_MARKS = re.compile("[^0-9]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'`，。；：！？、）】》」』]+")
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z.-]+/\d{7})", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SENTENCE_END = re.compile(r"[.!?:]\W*$")
_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?|^www\.")
_SPACE = re.compile(r"\s+")
#: How many letters of English one character of a dense script is worth, less the one it counts for anyway: a Han
#: character carries about 3, a kana or hangul syllable about 2. So the lengths of translations compare.
_DENSE = (
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), 2.0),
    (re.compile(r"[\u3041-\u30ff\uac00-\ud7af]"), 1.0),
)


def tokens(document: Document, block: Block) -> dict[str, Kind]:
    """The tokens of one block; a token that occurs twice counts once."""
    found: dict[str, Kind] = {}
    for inline in block.inlines:
        if inline.kind is InlineKind.FOOTNOTE:
            found[f"^{inline.target}"] = Kind.MARK
        elif inline.kind is InlineKind.DIRECTIVE:
            _add_words(found, document.text[inline.span.start : inline.span.end], Kind.CODE)
        elif inline.target:
            found[_address(inline.target)] = Kind.LINK
    text = block.text or document.text[block.span.start : block.span.end]
    for url in _URL.findall(text):
        found[_address(url)] = Kind.LINK
    text = _URL.sub(" ", text)
    if block.kind in NOT_PROSE:
        _add_words(found, text, Kind.CODE)
        return found
    for start, end in block.masked:
        _add_words(found, block.text[start:end], Kind.CODE)
    _add_words(found, _URL.sub(" ", block.prose or text), Kind.WORD)
    for run in _SUPERSCRIPT.findall(text):
        found[f"^{unicodedata.normalize('NFKC', run)}"] = Kind.MARK
    for char in text:
        if char > "\u2010" and unicodedata.category(char) == "So":
            found[char] = Kind.MARK
    return found


def _add_words(found: dict[str, Kind], text: str, kind: Kind) -> None:
    for match in _TOKEN.finditer(narrow(text)):
        if number := match["number"]:
            found.setdefault(_value(number, match["unit"]), Kind.NUMBER)
            continue
        word = match["word"]
        form = word.lower()
        if kind is Kind.CODE or _is_name(word, text[max(match.start() - 4, 0) : match.start()]):
            found[form] = Kind.NAME if kind is Kind.WORD else kind
        else:
            found.setdefault(form, kind)


def _is_name(word: str, before: str) -> bool:
    if not word[1:].islower() and len(word) > 1:
        return True
    return word[0].isupper() and bool(before.strip()) and not _SENTENCE_END.search(before)


def _value(number: str, unit: str | None) -> str:
    digits = _plain(number)
    try:
        value = float(digits) * _UNITS[unit.lower()] if unit else float(digits)
    except ValueError:  # 1.2.3 is a version
        return digits
    return f"{value:.12g}" if unit or "." in digits else digits.lstrip("0") or "0"


def _plain(number: str) -> str:
    """A figure as English writes it, without groups: a mark before three digits groups them, any other marks decimals.

    So 12,500, 12.500 and 12 500 are one number, and 1,5 is 1.5, whatever the language; 3.141 is misread, on both sides.
    """
    *whole, last = _MARKS.split(number)
    if not whole:
        return number
    groups = all(len(part) == 3 for part in (*whole[1:], last)) and len(whole[0]) <= 3 and whole[0][0] != "0"
    if groups:
        return "".join((*whole, last))
    if len(whole) > 1 and (len(set(_MARKS.findall(number))) == 1 or any(len(part) != 3 for part in whole[1:])):
        return number.replace(",", "")  # 1.2.3
    return f"{''.join(whole)}.{last}"


def _address(target: str) -> str:
    """URLs and paths as they compare: no scheme, no trailing slash, no case; a local path by its file name."""
    if paper := _ARXIV.search(target):
        return f"arxiv:{paper[1]}"
    address = target.strip().lower().rstrip("/.,")
    return _SCHEME.sub("", address) if _SCHEME.match(address) else address.rsplit("/", 1)[-1]


def han_runs(block: Block) -> list[str]:
    """Runs of Han characters in a block."""
    return _HAN.findall(block.text)


def neighbours(run: str) -> Iterator[str]:
    """Pairs of neighbouring characters: the words of a script without spaces, as far as comparison goes."""
    return (run[i : i + 2] for i in range(len(run) - 1))


def length(document: Document, block: Block) -> float:
    """Length in letters of English, so that a perfect translation of any language pair has about the same."""
    text = _SPACE.sub("", block.text or document.text[block.span.start : block.span.end])
    return max(len(text) + sum(extra * len(dense.findall(text)) for dense, extra in _DENSE), 1.0)


def is_prose(block: Block) -> bool:
    """Whether a translation changes the block's length: code and mathematics stay as they are."""
    return block.kind not in NOT_PROSE and block.kind is not BlockKind.IMAGE
