"""What the reader of numbers knows about a language: its magnitudes, units, months, and what stands behind a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from transqa.text.numerals import WORDS
from transqa.text.remember import remember
from transqa.text.units import MAGNITUDE_WORDS, PLURALS, UNIT_SUFFIXES, UNIT_WORDS, same_currency

SPACE = " \u00a0\u2009\u202f"
#: In full.
ENGLISH_MONTHS = tuple("January February March April May June July August September October November December".split())
_MONTHS = {
    "en": "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?",
    "de": "Jan(?:uar)?|Feb(?:ruar)?|März|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|"
    "Nov(?:ember)?|Dez(?:ember)?",
}
#: Months from the first on, of languages that write them small; other forms of one behind strokes. Abbreviations that are
#: other words too (mar, set, sept) are left out.
_SMALL_MONTHS = {
    "fr": "janvier|janv février|févr mars avril|avr mai juin juillet|juil août septembre octobre|oct novembre|nov décembre|déc",
    "es": "enero febrero|feb marzo abril|abr mayo junio|jun julio|jul agosto septiembre|setiembre|sept octubre|oct noviembre|nov "
    "diciembre|dic",
    "pt": "janeiro|jan fevereiro|fev março abril|abr maio junho|jun julho|jul agosto setembro outubro novembro|nov dezembro|dez",
    "it": "gennaio febbraio|feb marzo aprile|apr maggio giugno luglio agosto settembre ottobre|ott novembre|nov dicembre|dic",
    "nl": "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sept oktober|okt "
    "november|nov december|dec",
    "ru": "января|январь|январе|янв февраля|февраль|феврале|февр марта|март|марте апреля|апрель|апреле|апр мая|май|мае "
    "июня|июнь|июне июля|июль|июле августа|август|августе|авг сентября|сентябрь|сентябре|сент октября|октябрь|октябре|окт "
    "ноября|ноябрь|ноябре|нояб декабря|декабрь|декабре|дек",
}
_UNIT_GUARD = {
    "元": "(?![素组組件学學语語数數宇音祖祀老配分空])", "克": "(?![罗羅隆服莱萊劳勞拉里兰蘭])", "米": "(?![兰蘭国國饭飯勒尔爾歇切粒])",
    "年": "(?![级級轻輕龄齡糕])", "周": "(?![围圍边邊末])", "天": "(?![文气氣才赋賦])", "秒": "(?!杀)", "瓦": "(?![片解特])",
    "赫": "(?![兹茲])", "磅": "(?![礴])", "吨": "(?![位])", "초": "(?![기반과])", "분": "(?![의기류야포석])", "주": "(?![년요장어])",
    "원": "(?![래본칙인소리])", "엔": "(?!진)",
}  # fmt: skip
CALENDAR = {
    "月": "month", "月份": "month", "日": "day", "号": "number", "號": "number", "年代": "decade", "世纪": "century",
    "世紀": "century", "季度": "quarter", "四半期": "quarter", "倍": "times", "折": "discount", "成": "tenths", "割": "tenths",
    "월": "month", "일": "day", "년대": "decade", "세기": "century", "분기": "quarter", "배": "times", "번째": "number",
}  # fmt: skip
_OVER = "多余餘来來几幾여"
_MAGNITUDES = "十百千万萬亿億兆십백천만억조"
#: Languages with a decimal point, and with a decimal comma (Unicode CLDR, number symbols); of others either is read.
_POINT = frozenset("en zh ja ko th he".split())
_COMMA = frozenset(
    "az be bg ca cs da de el es et eu fi fr gl hr hu id is it kk lt lv mk nb nl nn no pl pt ro ru sk sl sq sr sv tr uk vi".split()
)
#: Languages that write the percent sign before the figure.
_PERCENT_FIRST = frozenset({"tr", "eu"})
#: Languages with "of" between a magnitude and what it counts: 2 milliards de dollars, 300 millions d’euros.
_PARTITIVE = frozenset({"fr", "es", "pt", "it", "ca", "gl"})
#: 九成为 is nine tenths that are something; GPT-4 成为 something.
_TENTHS = "(?:(?![为為了功就本员員果立长長绩績像分型熟年都群份人体體因品交り合])|(?<=[二三四五六七八九]成)(?=[为為]))"


@dataclass(frozen=True, eq=False)
class Language:
    """What the reader of figures knows about a language."""

    code: str
    #: Whether a comma may mark decimals, and whether a point may as well: nothing is known then.
    decimal_comma: bool
    either: bool
    #: Whether magnitudes, units and months are in the tables; of others English ones are read, and any word may be one.
    listed: bool
    #: Whether number words are read.
    numerals: bool
    percent_first: bool
    partitive: bool
    magnitudes: Mapping[str, int]
    units: Mapping[str, str]
    suffix: re.Pattern[str] | None
    suffixes: Mapping[str, str]
    #: What ``suffix`` begins with, spaces apart.
    begins: frozenset[str]
    months: re.Pattern[str] | None
    #: Month, in lower case -> number; empty where its first three letters tell.
    month_numbers: Mapping[str, int]
    #: What follows the day of a month: 6 May, the 6th of May.
    day: re.Pattern[str] | None


def _suffix_pattern(language: str, units: Mapping[str, str]) -> re.Pattern[str]:
    if language == "ko":
        return _korean_pattern(units)
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
        if word < "\uac00" and (word != "割" if chinese else word not in {"成", "折", "号", "號"})
    ]
    endings = "|".join(sorted([*words, *calendar], key=lambda word: len(word.split("(?")[0]), reverse=True))
    if chinese:
        # Of electricity; 30 度 is an angle or how warm it is.
        endings += "|(?<=[万萬亿億])度(?![假过過电電])"
    mega = "兆(?![字赫瓦比位像伏帕焦])" if chinese else "兆"
    # A thousand gram or metres is another unit, and hundredths are percent.
    return re.compile(
        rf"[{SPACE}]?(?P<over>[{_OVER}])?[{SPACE}]?"
        rf"(?P<mag>(?:[十百千][多余餘]?)?(?:[万萬亿億][{SPACE}]?[亿億]|[万萬亿億]|{mega})|百(?![分度科货貨])|千(?![米克瓦赫字卡帕伏]))?"
        rf"(?P<more>[多余餘])?[{SPACE}]?(?P<unit>{endings})?"
    )


def _korean_pattern(units: Mapping[str, str]) -> re.Pattern[str]:
    words = sorted([*units, *(word for word in CALENDAR if word >= "\uac00")], key=len, reverse=True)
    endings = "|".join(word + _UNIT_GUARD.get(word, "") for word in words)
    return re.compile(
        rf"(?P<over>여)?(?P<mag>[십백천]?(?:만(?![족약들])|억|조(?![건각직사합]))|백(?!분)|천)?(?P<more>여)?[{SPACE}]?(?P<unit>{endings})?"
    )


@cache
def language_of(tag: str) -> Language:
    """What is known about the language of a BCP-47 tag; of an unknown one, how English writes figures."""
    code = "zh" if tag.split("-")[0] == "yue" else tag.split("-")[0]
    suffixes = UNIT_SUFFIXES.get(code)
    numbers = {
        form: number for number, forms in enumerate(_SMALL_MONTHS.get(code, "").split(), 1) for form in forms.split("|")
    }
    months = _MONTHS.get(code) or "|".join(f"[{form[0]}{form[0].upper()}]{form[1:]}" for form in numbers)
    return Language(
        code=code,
        decimal_comma=code not in _POINT,
        either=code not in _POINT | _COMMA,
        listed=code in MAGNITUDE_WORDS or suffixes is not None,
        numerals=code in WORDS or code in ("zh", "ja"),
        percent_first=code in _PERCENT_FIRST,
        partitive=code in _PARTITIVE,
        magnitudes=MAGNITUDE_WORDS.get(code, MAGNITUDE_WORDS["en"]),
        units=UNIT_WORDS.get(code, UNIT_WORDS["en"]),
        suffix=_suffix_pattern(code, suffixes) if suffixes else None,
        suffixes={**(suffixes or {}), "度": "kWh"} if code == "zh" else suffixes or {},
        begins=frozenset(word[0] for word in (*(suffixes or ()), "度", *CALENDAR, *_OVER, *_MAGNITUDES)),
        months=re.compile(rf"(?:{months})(?![^\W\d_])") if months else None,
        month_numbers=numbers,
        day=re.compile(rf"(?:st|nd|rd|th|\.|er|[º°])? (?:of |de )?(?:{months})(?![^\W\d_])") if months else None,
    )


@cache
def names_unit(unit: str, known: Language) -> bool:
    """Whether a word of the language for the unit is known, so that it can be missed."""
    words = {*known.suffixes.values(), *(known.units.values() if known.listed else ())}
    return any(same_currency(unit, word) for word in words)


@remember(4096)
def unit_word(word: str, known: Language) -> str:
    """The unit a lower-case word names, in any number; empty for none."""
    if unit := known.units.get(word):
        return unit
    for ending in PLURALS:
        if word.endswith(ending) and (unit := known.units.get(word[: -len(ending)])):
            return unit
    return "ft" if word == "feet" else ""
