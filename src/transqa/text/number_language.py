"""What the reader of numbers knows about a language: its magnitudes, units, months, and what stands behind a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from transqa.text.remember import remember
from transqa.text.units import MAGNITUDE_WORDS, PLURALS, UNIT_SUFFIXES, UNIT_WORDS

SPACE = " \u00a0\u2009\u202f"
_MONTHS = {
    "en": "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?",
    "de": "Jan(?:uar)?|Feb(?:ruar)?|März|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|"
    "Nov(?:ember)?|Dez(?:ember)?",
}
_UNIT_GUARD = {
    "元": "(?![素组組件学學语語数數宇音祖祀老配分空])", "克": "(?![罗羅隆服莱萊劳勞拉里兰蘭])", "米": "(?![兰蘭国國饭飯勒尔爾歇切粒])",
    "年": "(?![级級轻輕龄齡糕])", "周": "(?![围圍边邊末])", "天": "(?![文气氣才赋賦])", "秒": "(?!杀)", "瓦": "(?![片解特])",
    "赫": "(?![兹茲])", "磅": "(?![礴])", "吨": "(?![位])",
}  # fmt: skip
CALENDAR = {
    "月": "month", "月份": "month", "日": "day", "号": "number", "號": "number", "年代": "decade", "世纪": "century",
    "世紀": "century", "季度": "quarter", "四半期": "quarter", "倍": "times", "折": "discount", "成": "tenths", "割": "tenths",
}  # fmt: skip
_OVER = "多余餘来來几幾"
_MAGNITUDES = "十百千万萬亿億兆"
_TENTHS = "(?![为為了功就本员員果立长長绩績像分型熟年都群份人体體因品交り合])"


@dataclass(frozen=True, eq=False)
class Language:
    """What the reader of figures knows about a language."""

    code: str
    decimal_comma: bool
    magnitudes: Mapping[str, int]
    units: Mapping[str, str]
    suffix: re.Pattern[str] | None
    suffixes: Mapping[str, str]
    #: What ``suffix`` begins with, spaces apart.
    begins: frozenset[str]
    months: re.Pattern[str] | None
    #: What follows the day of a month: 6 May, the 6th of May.
    day: re.Pattern[str] | None


def _suffix_pattern(language: str, units: Mapping[str, str]) -> re.Pattern[str]:
    chinese = language == "zh"
    words = [word + _UNIT_GUARD.get(word, "") for word in units]
    calendar = [
        word
        + (
            _TENTHS
            if CALENDAR[word] == "tenths"
            else "(?![叠疊线線射扣磨衷腾騰成返回])"
            if word == "折"
            else "(?![球亮光饼餅面])"
            if word == "月"
            else ""
        )
        for word in CALENDAR
        if (word != "割" if chinese else word not in {"成", "折", "号", "號"})
    ]
    endings = "|".join(sorted([*words, *calendar], key=lambda word: len(word.split("(?!")[0]), reverse=True))
    mega = "兆(?![字赫瓦比位像])" if chinese else "兆"
    # A thousand gram or metres is another unit, and hundredths are percent.
    return re.compile(
        rf"[{SPACE}]?(?P<over>[{_OVER}])?[{SPACE}]?"
        rf"(?P<mag>[十百千]?(?:[万萬][{SPACE}]?[亿億]|[万萬亿億]|{mega})|百(?![分度科货貨])|千(?![米克瓦赫字卡帕伏]))?"
        rf"(?P<more>[多余餘])?[{SPACE}]?(?P<unit>{endings})?"
    )


@cache
def language_of(tag: str) -> Language:
    """What is known about the language of a BCP-47 tag; of an unknown one, how English writes figures."""
    code = "zh" if tag.split("-")[0] == "yue" else tag.split("-")[0]
    suffixes = UNIT_SUFFIXES.get(code)
    return Language(
        code=code,
        decimal_comma=code
        in {"de", "fr", "es", "it", "pt", "nl", "ru", "pl", "sv", "da", "nb", "fi", "cs", "tr", "uk"},
        magnitudes=MAGNITUDE_WORDS.get(code, MAGNITUDE_WORDS["en"]),
        units=UNIT_WORDS.get(code, UNIT_WORDS["en"]),
        suffix=_suffix_pattern(code, suffixes) if suffixes else None,
        suffixes=suffixes or {},
        begins=frozenset(word[0] for word in (*(suffixes or ()), *CALENDAR, *_OVER, *_MAGNITUDES)),
        months=re.compile(f"(?:{_MONTHS[code]})(?![a-z])") if code in _MONTHS else None,
        day=re.compile(rf"(?:st|nd|rd|th|\.)? (?:of )?(?:{_MONTHS[code]})(?![a-z])") if code in _MONTHS else None,
    )


@remember(4096)
def unit_word(word: str, known: Language) -> str:
    """The unit a lower-case word names, in any number; empty for none."""
    if unit := known.units.get(word):
        return unit
    for ending in PLURALS:
        if word.endswith(ending) and (unit := known.units.get(word[: -len(ending)])):
            return unit
    return "ft" if word == "feet" else ""
