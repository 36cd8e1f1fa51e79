"""Characters: scripts, display width and word counts."""

from __future__ import annotations

import re
import unicodedata

from transqa.text.remember import remember

_HAN = (
    "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f\U00030000-\U0003347f"
)
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d\U0001b000-\U0001b16f"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"

_HAN_CHAR = re.compile(f"[{_HAN}]")
_CJK_CHAR = re.compile(f"[{_HAN}{_KANA}{_HANGUL}{_BOPOMOFO}]")
_CHARS_AS_WORDS = re.compile(f"[{_HAN}{_KANA}{_BOPOMOFO}]")
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['’\-‐][^\W_]+|(?<=\d)[.,](?=\d)\d+)*")

#: Languages written without spaces: a character of the script counts as a word.
_UNSPACED = frozenset({"zh", "ja", "ko", "yue", "cmn", "wuu"})

_SCRIPTS = {
    "Hrkt": _KANA,
    "Hang": _HANGUL,
    "Bopo": _BOPOMOFO,
    "Hani": _HAN,
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ʸ\u1e00-\u1eff\ua720-\ua7ff\uff21-\uff3a\uff41-\uff5a",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "Thai": "\u0e00-\u0e7f",
}


def is_han(char: str) -> bool:
    """Whether the character is a Han ideograph (々 and 〇 included)."""
    return _HAN_CHAR.match(char) is not None


def is_cjk(char: str) -> bool:
    """Whether the character is Han, kana, hangul or bopomofo. CJK punctuation is not."""
    return _CJK_CHAR.match(char) is not None


def display_width(text: str) -> int:
    """Terminal columns the text takes: 2 for wide and full-width characters, 0 for combining and invisible ones."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    # Variation selectors, joiners and combining marks sit on the character before them.
    return 0 if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"} else 1


def count_words(text: str, language: str) -> int:
    """Words of the text: what a translator is paid for.

    In spaced languages a word is a run of letters and digits with inner apostrophes, hyphens and the points of a
    number. In Chinese and Japanese every Han character and kana counts, and every Latin word or number between them;
    Korean is spaced, but its Han characters count each.
    """
    if language.split("-")[0].lower() not in _UNSPACED:
        return len(_WORD.findall(text))
    characters = len(_CHARS_AS_WORDS.findall(text))
    return characters + len(_WORD.findall(_CHARS_AS_WORDS.sub(" ", text)))


@remember(1024)
def word_set(text: str) -> frozenset[str]:
    """The runs of letters and digits of a text: what is quickly asked whether it may have a word."""
    return frozenset(_ALPHANUMERIC.findall(text))


def dominant_script(text: str) -> str:
    """ISO 15924 code of the script most letters belong to; ``Zyyy`` when there is no letter of a known script."""
    counts = {code: len(re.findall(f"[{characters}]", text)) for code, characters in _SCRIPTS.items()}
    code = max(counts, key=lambda name: counts[name])
    return code if counts[code] else "Zyyy"
