"""BCP-47 tags: their usual form, tables by tag, and the guess from a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from transqa.errors import ConfigError
from transqa.text.function_words import language_of as small_words
from transqa.text.function_words import words_of

Entry = TypeVar("Entry")

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
#: What the languages that a text is guessed to be in are called in English.
NAMES: Mapping[str, str] = {
    "en": "English", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "de": "German", "fr": "French", "es": "Spanish",
    "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
}  # fmt: skip
#: Fenced code and addresses.
_NO_PROSE = re.compile(r"^(?P<fence>```|~~~).*?^(?P=fence)|(?<!\S)\S*://\S*", re.DOTALL | re.MULTILINE)
#: Regions that say which script Chinese is written in there.
_TRADITIONAL, _SIMPLIFIED = {"tw", "hk", "mo"}, {"cn", "sg", "my"}


def entry(table: Mapping[str, Entry], language: str) -> Entry | None:
    """The entry under the tag itself, else under its longest prefix (``zh-Hant-TW``, ``zh-Hant``, ``zh``), else None."""
    for tag in _prefixes(language):
        if tag in table:
            return table[tag]
    return None


@cache
def _prefixes(language: str) -> tuple[str, ...]:
    parts = language.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def canonical(tag: str) -> str:
    """A BCP-47 tag in its usual capitals, Chinese by its script: ``zh_CN`` is ``zh-Hans``; a bare ``zh`` stays."""
    if not _TAG.fullmatch(tag):
        raise ConfigError(f"{tag!r} is no language tag; write one such as en, zh-Hans, zh-Hant or ja")
    primary, *rest = tag.replace("_", "-").lower().split("-")
    if primary == "zh" and rest and rest[0] in _TRADITIONAL | _SIMPLIFIED:
        return "zh-Hant" if rest[0] in _TRADITIONAL else "zh-Hans"
    parts = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([primary, *parts])


def guess_language(text: str) -> str:
    """``zh-Hans``, ``zh-Hant``, ``ja`` or ``ko`` by the scripts of the text; of languages in Latin letters the one whose small
    words it has (``de``, ``fr``, ``es``, ``it``, ``pt``, ``nl``), ``en`` where those do not tell.

    Chinese technical writing is full of Latin words, code and links, so a few Han characters per Latin word are enough.
    """
    text = _NO_PROSE.sub(" ", text)
    latin = len(re.findall(r"[A-Za-z]+", text))
    han = len(re.findall("[\u3400-\u9fff]", text))
    kana = len(re.findall("[\u3041-\u30ff]", text))
    hangul = len(re.findall("[\uac00-\ud7a3]", text))
    if 3 * max(hangul, han + kana) < latin or not hangul + han + kana:
        return small_words(words_of(text)) or "en"
    if hangul > han + kana:
        return "ko"
    if 10 * kana > han:
        return "ja"
    return chinese_script(text)


def chinese_script(text: str) -> str:
    """The script of a Chinese text: characters that only one of the two has are counted."""
    import opencc

    han = "".join(re.findall("[\u4e00-\u9fff]", text))
    simplified, traditional = opencc.OpenCC("t2s").convert(han), opencc.OpenCC("s2t").convert(han)
    only_traditional = sum(before != after for before, after in zip(han, simplified, strict=False))
    only_simplified = sum(before != after for before, after in zip(han, traditional, strict=False))
    return "zh-Hant" if only_traditional > only_simplified else "zh-Hans"
