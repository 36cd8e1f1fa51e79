"""A value algebra: every number of a text with what it is worth, so that 1.5 million equals 150 万 and 15 万 does not.

``quantities`` reads figures in any language; magnitude and number words, units and dates of English, German, Chinese
(both scripts) and Japanese. A number that can be read in two ways has both readings, and two numbers are the same when
any of their readings agree: a checker that doubts stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from transqa.text.numerals import Numeral, han_value, lowered, word_numerals
from transqa.text.quantity import Kind, Quantity, Weight
from transqa.text.units import (
    HAN_MAGNITUDES,
    LETTERS,
    MAGNITUDE_WORDS,
    PLURALS,
    SIGNS,
    SYMBOLS,
    UNIT_SUFFIXES,
    UNIT_WORDS,
    is_currency,
)

_SPACE = " \u00a0\u2009\u202f"
_FIGURE = re.compile("[0-9]+(?:[,.\u00a0\u2009\u202f][0-9]+)*")
#: More factors than these make no size.
_SIDES = 6
#: Longer figures are keys, hashes, serial numbers.
_LONGEST = 21
_WIDE = str.maketrans({**{chr(0xFF10 + n): str(n) for n in range(10)}, "．": ".", "％": "%", "：": ":", "＄": "$"})
_DIGIT = re.compile("[0-9０-９]")
_COUNTING = re.compile("[二两兩三四五六七八九十百千万萬亿億]")
_AMOUNT_STEMS = ("illion", "thousand", "hundred", "tausend", "hundert", "milliard")
_WIDE_DIGIT = re.compile("[０-９]")
_HAN_DIGITS = "〇零一二两兩三四五六七八九"
_HAN_SIZES = "十百千万萬亿億兆"
_HAN = re.compile(
    r"(?P<idiom>成千上[万萬]|成百上千|[数數]以[百千万萬亿億]{1,3}[计計]|翻了?[一两兩]?番|翻倍|加倍|倍增|成倍|[减減]半|一半|半)"
    rf"|(?:(?P<vague>好?[数數几幾]|(?<!以)上)(?=[{_HAN_SIZES}]))?(?P<run>[{_HAN_DIGITS}{_HAN_SIZES}]+)"
    rf"(?:[点點](?P<decimals>[{_HAN_DIGITS}]+)(?P<size>[{_HAN_SIZES}]*))?"
)
_NUMERATOR = re.compile(f"[{_HAN_DIGITS}{_HAN_SIZES}]{{1,12}}")
_IDIOMS = {"成千上万": (1000, 10**7), "成千上萬": (1000, 10**7), "成百上千": (100, 10**4)}
#: A lone 一 counts something only before these.
_ONE_BEFORE = frozenset("倍天年周週小秒分")

_SIGN = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))})[{_SPACE}]?$")
_QUARTERED = re.compile("Q[1-4]")
_QUARTER = re.compile(r"(?<![A-Za-z])Q$")
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_GROUPED = re.compile(
    "[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+(?:[.,][0-9]+)?"
)
_COMMA_DECIMAL = re.compile("[0-9]+,[0-9]+|[0-9]{1,3}(?:[.\u00a0\u2009\u202f][0-9]{3})+(?:,[0-9]+)?")
_ONE_FIGURE = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
_DIGITLESS = re.compile(r"[^0-9]")
_SEPARATORS = re.compile("[,\u00a0\u2009\u202f]")
_OPEN, _CLOSE = ("(", "（"), (")", "）")
_PIECE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ARXIV = re.compile(r"[0-9]{4}\.[0-9]{4,5}")
_MONTH_NEXT = re.compile(r"(?:st|nd|rd|th|\.)? (?:of )?")
_BARE = ("hundred", "thousand", "million", "billion", "trillion")
_BRACKETED = re.compile(r"[\[【［][0-9,;，、\s\u2013-]*$")
_BRACKET_END = re.compile(r"[0-9,;，、\s\u2013-]*[\]】］]")
_LIST_START = re.compile(r"(?:^|[\x1e\n])\W{0,4}$")
_LIST_END = re.compile(r"[.)、．。:：)）](?:\s|$|[^\d])")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|after|before|during|through|early|late|mid|year|years|to|and|around|circa|"
    r"im|seit|bis|jahr|jahre|ab)[ -]|[(,，（–—‘'’]\s?)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r" (?!is\b|was\b|has\b|its\b|this\b)[a-z]+s\b")

_EXPONENT = re.compile(r"[eE]([-+−]?[0-9]{1,3})(?![\w.])")
_TIMES_TEN = re.compile(
    r"\s?[×x*·]\s?10\s?(?:(?:\^|\*\*)\s?\{?\s?([-−]?[0-9]{1,3})\s?\}?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?![0-9])"
)
_POWER = re.compile(r"\s?(?:(?:\^|\*\*)\s?\{?\s?([-−]?[0-9]{1,3})\s?\}?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?![0-9])")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_SIZE = re.compile(r"(?:(\s?)[x×✕*]\1|-by-|\sby\s|\s?乘以?\s?)([0-9]+(?:\.[0-9]+)?)(?![0-9])")
_RATIO = re.compile(r"\s?:([0-9]{1,6}(?:\.[0-9]+)?)(?::[0-9]+)*|\s?(?:比|対)\s?([0-9]{1,6}(?:\.[0-9]+)?)")
_SLASH = re.compile(r"[/⁄]([0-9]+)(/[0-9]+)?")
_ISO_DATE = re.compile(r"[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?![0-9])")
_PERCENT = re.compile(
    rf"[{_SPACE}-]?(?:([%％])|(‰)|(percentage points?|percent|per cent|pct|pp|Prozentpunkte?n?|Prozent|パーセント|ポイント|"
    r"个?百分点|個?百分點|个百分比)(?![a-z])|(bps|basis points?|个基点|個基點|Basispunkte?n?)(?![a-z]))"
)
_POINTS = re.compile("point|点|點|pp|punkt|ポイント")
_GLUED = re.compile(r"[A-Za-zÀ-ɏµμ°℃℉]+(?:/s(?![A-Za-z]))?")
_SPACED = re.compile(rf"(?:[{_SPACE}][-‐‑]?|[-‐‑][{_SPACE}]?)([A-Za-zÀ-ɏµμ°℃℉]+(?:/s)?)")
_ORDINAL_ENDING = re.compile(r"(?:st|nd|rd|th)\b")
_FOLD = re.compile(rf"[{_SPACE}-]?(?:fold|times|-?fach|mal)\b|[{_SPACE}]?[xX×](?![\w×])")


@dataclass(frozen=True)
class _Language:
    """What the reader of figures knows about a language."""

    code: str
    decimal_comma: bool
    magnitudes: Mapping[str, int]
    units: Mapping[str, str]
    suffix: re.Pattern[str] | None
    suffixes: Mapping[str, str]
    months: re.Pattern[str] | None


_MONTHS = {
    "en": "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?",
    "de": "Jan(?:uar)?|Feb(?:ruar)?|März|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|"
    "Nov(?:ember)?|Dez(?:ember)?",
}
_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
#: A month that is another word too needs a word or figure of dates beside it.
_MONTH_DOUBT = frozenset({"May", "March", "Mar", "Mai"})
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|last|since|until|till|by|early|late|mid|this|next|on|from|through|before|after|during|im|ab|seit|bis|"
    r"anfang|ende|mitte)[ -]|[0-9](?:st|nd|rd|th|\.)? )$",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(r"\.?,? [0-9]")
_PART_BEFORE = re.compile(
    r"\b(?:(early|beginning|start|begin|anfang|first)|(mid|middle|mitte)|(late|end|ende|close|last))(?:[ -](?:of|in|days of))?[ -]?"
    r"(?:the )?$",
    re.IGNORECASE,
)
_PARTS = ("early", "mid", "late")
_HAN_PART = re.compile(r"\s?(?:份)?(?:(初|上旬|頭)|(中旬|中葉)|(底|末|下旬))")

_UNIT_GUARD = {
    "元": "(?![素组組件学學语語数數宇音祖祀老配分空])", "克": "(?![罗羅隆服莱萊劳勞拉里兰蘭])", "米": "(?![兰蘭国國饭飯勒尔爾歇切粒])",
    "年": "(?![级級轻輕龄齡糕])", "周": "(?![围圍边邊末])", "天": "(?![文气氣才赋賦])", "秒": "(?!杀)", "瓦": "(?![片解特])",
    "赫": "(?![兹茲])", "磅": "(?![礴])", "吨": "(?![位])",
}  # fmt: skip
_CALENDAR = {
    "月": "month", "月份": "month", "日": "day", "号": "number", "號": "number", "年代": "decade", "世纪": "century",
    "世紀": "century", "季度": "quarter", "四半期": "quarter", "倍": "times", "成": "tenths", "割": "tenths",
}  # fmt: skip
_TENTHS = "(?![为為了功就本员員果立长長绩績像分型熟年都群份人体體因品交り合])"


def _suffix_pattern(language: str, units: Mapping[str, str]) -> re.Pattern[str]:
    chinese = language == "zh"
    words = [word + _UNIT_GUARD.get(word, "") for word in units]
    calendar = [
        word + (_TENTHS if _CALENDAR[word] == "tenths" else "(?![球亮光饼餅面])" if word == "月" else "")
        for word in _CALENDAR
        if (word != "割" if chinese else word not in {"成", "号", "號"})
    ]
    endings = "|".join(sorted([*words, *calendar], key=lambda word: len(word.split("(?!")[0]), reverse=True))
    mega = "兆(?![字赫瓦比位像])" if chinese else "兆"
    # A thousand gram or metres is another unit, and hundredths are percent.
    return re.compile(
        rf"[{_SPACE}]?(?P<over>[多余餘来來几幾])?[{_SPACE}]?"
        rf"(?P<mag>[十百千]?(?:[万萬][{_SPACE}]?[亿億]|[万萬亿億]|{mega})|百(?![分度科货貨])|千(?![米克瓦赫字卡帕伏]))?"
        rf"(?P<more>[多余餘])?[{_SPACE}]?(?P<unit>{endings})?"
    )


#: Between two figures of one range or list, which may share what stands behind the last of them.
_JOINT = re.compile(r"\s?(?:--?|–|—|~|～|－|to|or|and|至|到|和|与|與|或|及|、|,|，|bis|oder|und|から)\s?")
_RANGE = re.compile(r"\s?(?:--?|–|—|~|～|－|to|至|到|bis)\s?")
#: Capitalised words before a figure that are no names: the first words of sentences.
_ORDINARY = frozenset(
    "A About Above Across Add After Again All Almost Already Also An And Another Any Approximately Around As At Average "
    "Before Below Between Both But By Circa Choose Compared Consider Contains Currently During Each Even Every Exactly "
    "First For Fewer From Further Get Give Given Had Has Have Here Hence How However If In Includes Indeed Is It Its Just "
    "Last Least Less Like Made Make Maximum Minimum Minus More Most Nearly Next No Not Now Of On Once Only Or Other Our Out "
    "Over Per Plus Pick Reach Roughly Run Second See Select Set Since So Some Spend Still Such Take Than That The Their Then "
    "There These They Third This Those Though Through Thus To Today Took Top Total Try Under Unlike Until Up Upto Use Uses "
    "We What When Where Which While Will With Within Without Would Write Yet You Your "
    "Rund Etwa Über Unter Seit Bis Ab Mit Für Von Nur Die Der Das Im In Ein Eine Zu Und".split()
)
#: Nouns that are numbered, and words that are a name's number.
_NUMBERED = frozenset(
    "figure fig figures table section chapter step page unit lesson appendix equation algorithm part layer level stage "
    "phase line no nr version release exercise question".split()
)


@cache
def _language(tag: str) -> _Language:
    code = "zh" if tag.split("-")[0] == "yue" else tag.split("-")[0]
    suffixes = UNIT_SUFFIXES.get(code)
    return _Language(
        code=code,
        decimal_comma=code
        in {"de", "fr", "es", "it", "pt", "nl", "ru", "pl", "sv", "da", "nb", "fi", "cs", "tr", "uk"},
        magnitudes=MAGNITUDE_WORDS.get(code, MAGNITUDE_WORDS["en"]),
        units=UNIT_WORDS.get(code, UNIT_WORDS["en"]),
        suffix=_suffix_pattern(code, suffixes) if suffixes else None,
        suffixes=suffixes or {},
        months=re.compile(f"(?:{_MONTHS[code]})(?![a-z])") if code in _MONTHS else None,
    )


def quantities(text: str, language: str) -> list[Quantity]:
    """All numbers of a text in the order of their places, those that only explain others included.

    The parts of a ratio, size or fraction follow it as numbers of their own that explain and claim nothing.
    """
    known = _language(language)
    if _WIDE_DIGIT.search(text):
        text = text.translate(_WIDE)
    found = _ranges(text, _mixed(text, list(_figures(text, known))))
    if known.months:
        found += _months(text, known)
    spans = {(quantity.start, quantity.end) for quantity in found}
    taken = {at for start, end in spans for at in range(start, end)}
    words = _han(text, known) if known.suffix else _words(text, known)
    found += [quantity for quantity in words if quantity.start not in taken and quantity.end - 1 not in taken]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    return found


def promise(text: str, language: str) -> int:
    """At a glance: 2 where the text has figures or magnitude words, 1 where it may have number words, 0 for no number."""
    if _DIGIT.search(text):
        return 2
    if _language(language).suffix:
        return 1 if _COUNTING.search(text) else 0
    lower = lowered(text)
    return 2 if any(stem in lower for stem in _AMOUNT_STEMS) else 1


# Figures.


def _figures(text: str, known: _Language) -> Iterator[Quantity]:
    last: Quantity | None = None
    for match in _FIGURE.finditer(text):
        raw = match.group()
        values = _readings(raw, known.decimal_comma)
        if raw.count(",") == 1 and text[match.start() - 1 : match.start()] in _OPEN and text[match.end() : match.end() + 1] in _CLOSE:
            values = None  # (250,250) is a point
        # 1,2,3 is a list without spaces; 1.2.3 is a version.
        listed = values is None and len(raw) <= 10 * _LONGEST and not (raw.count(".") > 1 and raw.replace(".", "").isdigit())
        for piece in _PIECE.finditer(raw) if listed else ():
            start, end = match.start() + piece.start(), match.start() + piece.end()
            if last is None or start >= last.end:
                last, *more = _figure(text, start, end, _readings(piece.group(), False), known, last)
                yield from (last, *more)
        if not listed and (last is None or match.start() >= last.end):
            last, *more = _figure(text, *match.span(), values, known, last)
            yield from (last, *more)


def _readings(raw: str, decimal_comma: bool) -> tuple[Fraction, ...] | None:
    if len(raw) > _LONGEST:
        return None
    if raw.isdigit():
        return (Fraction(int(raw)),)
    if _DECIMAL.fullmatch(raw):
        whole, _, decimals = raw.partition(".")
        value = _decimal(whole, decimals)
        return (Fraction(int(whole + decimals)), value) if decimal_comma and len(decimals) == 3 else (value,)
    if _GROUPED.fullmatch(raw):
        whole, _, decimals = raw.partition(".")
        value = _decimal(_DIGITLESS.sub("", whole), decimals)
        return (_decimal(*raw.split(",")), value) if decimal_comma and raw.count(",") == 1 else (value,)
    if decimal_comma and _COMMA_DECIMAL.fullmatch(raw):
        whole, _, decimals = raw.partition(",")
        return (_decimal(_DIGITLESS.sub("", whole), decimals),)
    return None


def _decimal(whole: str, decimals: str) -> Fraction:
    decimals = _DIGITLESS.sub("", decimals)
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _figure(
    text: str, start: int, end: int, values: tuple[Fraction, ...] | None, known: _Language, previous: Quantity | None
) -> list[Quantity]:
    """The number at a figure, and the parts it is made of."""
    before = text[max(0, start - 24) : start]
    raw = text[start:end]
    if values is None:
        return [Quantity(start, end, Kind.LABEL)]
    if before.endswith(".") and not before[-2:-1].isalnum():
        values = (_decimal("0", raw),) if raw.isdigit() else values
    quantity = Quantity(start, end, Kind.NUMBER, values, weight=Weight.AMOUNT, digits=_SEPARATORS.sub("", raw))
    last = before[-1:]
    sign = _SIGN.search(before) if before.rstrip(_SPACE)[-1:] in _SIGN_ENDS else None
    if sign:
        quantity = replace(quantity, start=start - len(sign.group()), unit=SIGNS[sign.group().rstrip(_SPACE)])
    elif len(raw) == 1 and _QUARTER.search(before):
        return [replace(quantity, start=start - 1, kind=Kind.QUARTER, weight=Weight.WORD)]
    elif _attached(before, previous is not None and start == previous.end + 1 and previous.kind is not Kind.LABEL):
        year = _year(raw) and before[-1:] == "-" and before[-2:-1].islower()
        return [replace(quantity, kind=Kind.YEAR if year else Kind.LABEL, weight=Weight.NONE)]
    elif before.endswith(("分之", "分之 ")):
        return _hundredth(quantity, text)
    quantity, *more = _measured(text, quantity, known)
    if quantity.kind is not Kind.NUMBER or quantity.unit or (len(quantity.magnitude) > 3 and quantity.weight):
        return [quantity, *more]
    after = text[quantity.end : quantity.end + 24]
    if quantity.magnitude == "" and _is_marker(text, quantity, before, after):
        return [replace(quantity, kind=Kind.LABEL, weight=Weight.NONE)]
    if before.rstrip(_SPACE).endswith("第"):
        return [replace(quantity, kind=Kind.ORDINAL, weight=Weight.WORD)]
    if last and last in _SPACE and (word := _word_before(before)):
        if known.months and (month := known.months.match(word)) and month.end() == len(word.rstrip(".")):
            if raw.isdigit() and 0 < values[0] <= 31:
                return [replace(quantity, kind=Kind.DAY, weight=Weight.WORD)]
        elif word.rstrip(".").lower() in _NUMBERED:
            return [replace(quantity, kind=Kind.ORDINAL, weight=Weight.NONE)]
        elif previous and previous.kind is Kind.LABEL and previous.end == start - 1 and len(quantity.magnitude) == 1:
            return [replace(quantity, kind=Kind.LABEL, weight=Weight.NONE)]  # Llama 2 70B
        elif _is_name(word, known):
            return [replace(quantity, kind=Kind.LABEL, weight=Weight.NONE)]
    if known.months and raw.isdigit() and 0 < values[0] <= 31 and _next_is_month(after, known.months):
        return [replace(quantity, kind=Kind.DAY, weight=Weight.WORD)]
    if _year(raw) and not (quantity.magnitude or quantity.interval) and _is_year(raw, before, after, known):
        return [replace(quantity, kind=Kind.YEAR, weight=Weight.WORD)]
    return [quantity, *more]


def _attached(before: str, continues: bool) -> bool:
    """Whether the figure is part of a name: GPT-3, T5, v2.1, x_1, #12; not in a range like 5B-10B."""
    last = before[-1:]
    if not last or last in _SPACE:
        return False
    if last in "\0_^\\#@":
        return True
    if last in "-./+:–":
        # An arXiv number, a path, Llama-2; after a number with a unit it is a range.
        return not continues and (before[-2:-1].isalpha() or before[-2:-1] == "\0") and before[-2:-1] < "\u2e80"
    return last.isalpha() and last < "\u2e80"


def _next_is_month(after: str, months: re.Pattern[str]) -> bool:
    match = _MONTH_NEXT.match(after)
    return match is not None and months.match(after, match.end()) is not None


def _year(raw: str) -> bool:
    return len(raw) == 4 and raw.isdigit() and "1000" <= raw <= "2100"


def _is_year(raw: str, before: str, after: str, known: _Language) -> bool:
    if known.suffix:
        following = after.lstrip(_SPACE)[:1]
        return "1800" <= raw and (not ("\u3400" <= following <= "\u9fff") or not before.strip())
    return _YEAR_BEFORE.search(before) is not None or ("1800" <= raw and not _COUNTED.match(after))


def _is_marker(text: str, quantity: Quantity, before: str, after: str) -> bool:
    """List and heading numbers, citation marks, numbers in brackets, arXiv numbers."""
    raw = text[quantity.start : quantity.end]
    first = after[:1]
    if _ARXIV.fullmatch(raw) or (len(raw) > 9 and raw.isdigit()) or first == "\0":
        return True
    last = before[-1:]
    if first in (")", "）") and last in ("(", "（") and len(raw) <= 2:
        return True
    if len(raw) <= 3 and _BRACKETED.search(before) and _BRACKET_END.match(after):
        return True
    return (
        (not before.strip() or "\x1e" in before or "\n" in before)
        and _LIST_START.search(before) is not None
        and (_LIST_END.match(after) is not None or ("." in raw and after[:1] in _SPACE))
    )


def _word_before(before: str) -> str:
    word = before.rstrip(_SPACE)
    at = len(word)
    while at and ((word[at - 1].isalnum() and word[at - 1] < "\u2e80") or word[at - 1] in ".+'’-_"):
        at -= 1
    return word[at:].strip("'’")


def _is_name(word: str, known: _Language) -> bool:
    """Whether a number behind this word is part of a name: Llama 2, RTX 3090, Top 5."""
    if not word or (word.endswith(".") and len(word) > 3) or _QUARTERED.fullmatch(word):
        return False
    if known.suffix:
        return any(ch.isupper() for ch in word)
    if any(ch.isupper() for ch in word[1:]) or (word[0].isupper() and any(ch.isdigit() for ch in word)):
        return True
    return word[0].isupper() and word not in _ORDINARY and not word.endswith(("ing", "ed", "ly"))


def _hundredth(quantity: Quantity, text: str) -> list[Quantity]:
    """百分之 50 and 1000 分之 3."""
    below = text[max(0, quantity.start - 8) : quantity.start].rstrip()[:-2].rstrip()
    run = re.search(r"[百千万萬]$|[0-9]{1,6}$", below)
    if not run:
        return [quantity]
    size = Fraction(int(run.group())) if run.group().isdigit() else han_value(run.group())
    if not size:
        return [quantity]
    kind = Kind.PERCENT if size == 100 else Kind.NUMBER
    return [replace(quantity, kind=kind, values=(quantity.values[0] / size,)), replace(quantity, weight=Weight.NONE)]


def _measured(text: str, quantity: Quantity, known: _Language) -> list[Quantity]:
    """The quantity with all that stands behind its figure."""
    end, values = quantity.end, quantity.values
    following = text[end : end + 2]
    if not following:
        return [quantity]
    first = following[0]
    if first in "eE" and (match := _EXPONENT.match(text, end)):
        return [_scaled(quantity, match.end(), _power(match[1]))]
    if match := _TIMES_TEN.match(text, end):
        return [_scaled(quantity, match.end(), _power(match[1] or match[2]))]
    if quantity.digits == "10" and (match := _POWER.match(text, end)):
        return [_scaled(quantity, match.end(), _power(match[1] or match[2]) / 10)]
    if match := _PERCENT.match(text, end):
        below = 10000 if match[4] else 1000 if match[2] else 100
        values = tuple(value / below for value in values) + (values[:1] if match[3] and _POINTS.search(match[3]) else ())
        # "100% sure" is a manner of speaking.
        weight = Weight.WORD if values[0] == 1 else quantity.weight
        return [replace(quantity, end=match.end(), kind=Kind.PERCENT, values=values, weight=weight)]
    if compound := _compound(text, quantity):
        return compound
    if (first.isalpha() and first < "\u2e80") or first in "°℃℉":
        return [_glued(text, quantity, known)]
    if match := _FOLD.match(text, end):
        return [_times(quantity, match.end())]
    if not known.suffix:
        return [_spaced(text, quantity, known)]
    if match := _SPACED.match(text, end):
        quantity = _spaced(text, quantity, known)
        if quantity.end == end:
            return [quantity]
    if text.startswith(("分之", " 分之"), end):
        return [replace(quantity, weight=Weight.NONE)]
    return [_suffixed(text, quantity, known)]


def _power(exponent: str) -> Fraction:
    power = int(exponent.translate(_SUPERSCRIPT).replace("+", ""))
    return Fraction(10) ** power


def _scaled(quantity: Quantity, end: int, factor: Fraction) -> Quantity:
    return replace(quantity, end=end, values=tuple(value * factor for value in quantity.values))


def _times(quantity: Quantity, end: int) -> Quantity:
    """A multiple: 10x smaller is a tenth."""
    values = quantity.values
    inverse = tuple(1 / value for value in values if value)
    return replace(quantity, end=end, kind=Kind.TIMES, values=values + inverse)


def _compound(text: str, quantity: Quantity) -> list[Quantity]:
    """Sizes, ratios, times of day, fractions and dates of figures only; the parts follow as explanations."""
    start, end, values = quantity.start, quantity.end, quantity.values
    first = text[end : end + 1]
    parts = [values[0]]
    if first in "x×✕*- 乘b" and (match := _SIZE.match(text, end)):
        while match:
            parts.append(_plain(match[2]))
            end = match.end()
            match = _SIZE.match(text, end)
        if letters := _GLUED.match(text, end):
            end = letters.end()
        if len(parts) > _SIDES:
            return [replace(quantity, end=end, kind=Kind.LABEL, weight=Weight.NONE)]
        whole = Quantity(start, end, Kind.SIZE, parts=tuple(parts), weight=Weight.AMOUNT, digits=text[start:end])
    elif first in ": 比対" and (match := _RATIO.match(text, end)):
        parts.append(_plain(match[1] or match[2]))
        whole = Quantity(start, match.end(), Kind.RATIO, parts=tuple(parts), digits=text[start : match.end()])
    elif first in "/⁄" and quantity.digits.isdigit() and (match := _SLASH.match(text, end)):
        if match[2]:
            return [replace(quantity, end=match.end(), kind=Kind.LABEL, weight=Weight.NONE)]
        below = _plain(match[1])
        parts.append(below)
        ratio = (values[0] / below,) if below else ()
        whole = Quantity(start, match.end(), Kind.NUMBER, ratio, digits=text[start : match.end()])
    elif first in "-/" and _year(quantity.digits) and (match := _ISO_DATE.match(text, end)):
        month, day = _plain(match[1]), _plain(match[2])
        return [
            replace(quantity, end=match.end(), kind=Kind.YEAR, weight=Weight.NONE),
            Quantity(match.start(1), match.end(1), Kind.MONTH, (month,), digits=match[1]),
            Quantity(match.start(2), match.end(2), Kind.DAY, (day,), digits=match[2]),
        ]
    else:
        return []
    return [whole, *(Quantity(whole.start, whole.end, Kind.NUMBER, (part,)) for part in parts)]


def _plain(raw: str) -> Fraction:
    whole, _, decimals = raw[:_LONGEST].partition(".")
    return _decimal(whole, decimals)


def _glued(text: str, quantity: Quantity, known: _Language) -> Quantity:
    """Letters right behind the figure: 30k, 24kHz, 10x, 3rd, 1990s; anything else makes it a name (3D, 7z)."""
    match = _GLUED.match(text, quantity.end)
    if match is None:
        return replace(quantity, kind=Kind.LABEL, weight=Weight.NONE)
    letters, end, values = match.group(), match.end(), quantity.values
    if letters in LETTERS:
        quantity = _scaled(replace(quantity, magnitude=letters), end, Fraction(LETTERS[letters]))
        return _with_unit(text, quantity, known)
    if letters in ("x", "X"):
        return _times(quantity, end)
    if letters in ("st", "nd", "rd", "th"):
        return replace(quantity, end=end, kind=Kind.ORDINAL, weight=Weight.WORD)
    if letters == "s" and quantity.digits.endswith("0") and (_year(quantity.digits) or len(quantity.digits) == 2):
        return replace(
            quantity, end=end, kind=Kind.YEAR, weight=Weight.NONE, values=_decade(values[0])
        )
    if letters in SYMBOLS:
        return replace(quantity, end=end, unit=SYMBOLS[letters])
    if letters == "m":
        # A million, metres or minutes.
        return _with_unit(text, replace(quantity, end=end, values=(*values, values[0] * 10**6)), known)
    if letters == "G":
        return replace(quantity, end=end, unit="GB" if values[0] > 6 else "")
    lower = letters.lower()
    if lower in known.magnitudes or _unit_word(lower, known):
        return _worded(text, quantity, lower, end, known)
    return replace(quantity, end=end, kind=Kind.LABEL, weight=Weight.NONE)


def _decade(value: Fraction) -> tuple[Fraction, ...]:
    """The nineties, 1990s and 90 年代 are the same."""
    return (value, value + 1900) if value < 100 else (value, value % 100)


def _spaced(text: str, quantity: Quantity, known: _Language) -> Quantity:
    """A word behind the figure, after a space or hyphen: 1.5 million, 12 kg, 4-bit, 3-year."""
    match = _SPACED.match(text, quantity.end)
    if match is None:
        return quantity
    word, end = match[1], match.end()
    if (
        word in LETTERS
        and (word.isupper() or len(word) > 1)
        and word not in SYMBOLS
        and text[end : end + 1] not in "-'’"
    ):
        quantity = _scaled(replace(quantity, magnitude=word), end, Fraction(LETTERS[word]))
        return _with_unit(text, quantity, known)
    if word in SYMBOLS and word != "us":
        return replace(quantity, end=end, unit=SYMBOLS[word])
    return _worded(text, quantity, lowered(word), end, known)


def _worded(text: str, quantity: Quantity, word: str, end: int, known: _Language) -> Quantity:
    if word in known.magnitudes:
        end += text[end : end + 1] == "." and len(word) <= 3
        quantity = _scaled(replace(quantity, magnitude=word), end, Fraction(known.magnitudes[word]))
        return _with_unit(text, quantity, known)
    if unit := _unit_word(word, known):
        return replace(quantity, end=end, unit=unit)
    return quantity


def _with_unit(text: str, quantity: Quantity, known: _Language) -> Quantity:
    """A unit behind the magnitude: 1.5 million dollars, 3 million km, $1B 美元."""
    end = quantity.end
    if known.suffix and (match := known.suffix.match(text, end)) and is_currency(known.suffixes.get(match["unit"], "")):
        # $1B 美元 names its currency twice; the word is the plainer one.
        return replace(quantity, end=match.end(), unit=known.suffixes[match["unit"]])
    if match := _SPACED.match(text, end):
        unit = SYMBOLS.get(match[1], "") if len(match[1]) > 1 else ""
        unit = unit or _unit_word(lowered(match[1]), known)
        if unit and not quantity.unit:
            return replace(quantity, end=match.end(), unit=unit)
        if unit and is_currency(unit):
            return replace(quantity, end=match.end())
    return quantity


def _unit_word(word: str, known: _Language) -> str:
    if unit := known.units.get(word):
        return unit
    for ending in PLURALS:
        if word.endswith(ending) and (unit := known.units.get(word[: -len(ending)])):
            return unit
    return "ft" if word == "feet" else ""


def _suffixed(text: str, quantity: Quantity, known: _Language) -> Quantity:
    """What Chinese and Japanese write behind a number: 多, 万, 亿美元, 个月, 倍."""
    assert known.suffix is not None
    match = known.suffix.match(text, quantity.end)
    if match is None or match.end() == quantity.end:
        return quantity
    over, magnitude, more, unit = match["over"], match["mag"], match["more"], match["unit"]
    if over and not magnitude and quantity.values and quantity.values[0] % 10:
        return quantity
    if quantity.magnitude and magnitude:
        return quantity
    values, interval = quantity.values, quantity.interval
    if over and values:
        low = values[0]
        interval = (low, low + _lowest(low, quantity.digits))
        values = values[:1] if over not in "几幾" else ()
    if magnitude:
        sizes = _sizes(magnitude, known)
        values = tuple(value * size for size in sizes for value in values)
        if interval:
            interval = (interval[0] * sizes[0], interval[1] * sizes[0])
        if more and values:
            interval = (values[0], values[0] + sizes[0])
    elif more:
        return quantity
    end = max(match.end(group) for group in ("over", "mag", "more", "unit"))
    if end < 0:
        return quantity
    quantity = replace(
        quantity, end=end, values=values, interval=interval, magnitude=quantity.magnitude or magnitude or ""
    )
    return _calendar(text, quantity, unit, known) if unit else quantity


def _lowest(value: Fraction, digits: str) -> Fraction:
    """The size of the last figure that is not zero: 10 多 is 10 to 20, 1800 多 is 1800 to 1900."""
    if value.denominator > 1 or not value:
        return Fraction(1)
    size = 1
    while value % (size * 10) == 0 and size < 10**15:
        size *= 10
    return Fraction(size)


def _sizes(magnitude: str, known: _Language) -> tuple[Fraction, ...]:
    size = Fraction(1)
    for ch in magnitude:
        size *= HAN_MAGNITUDES.get(ch, 1)
    return (size, Fraction(10**6)) if magnitude == "兆" and known.code == "zh" else (size,)


def _calendar(text: str, quantity: Quantity, unit: str, known: _Language) -> Quantity:
    values, end = quantity.values, quantity.end
    name = _CALENDAR.get(unit, "")
    soft = Weight.NONE if quantity.weight is Weight.NONE else Weight.WORD
    if not name:
        canonical = known.suffixes[unit]
        if canonical == "y" and not quantity.magnitude and _year(quantity.digits):
            return _dated(text, replace(quantity, kind=Kind.YEAR, weight=soft))
        half = text[end : end + 1] == "半"
        values = (*values, values[0] + Fraction(1, 2)) if half and values else values
        kept = quantity.unit if is_currency(quantity.unit) else canonical
        return replace(quantity, end=end + half, unit=kept, values=values)
    if name == "times":
        return replace(quantity, kind=Kind.TIMES, values=(*values, *(value + 1 for value in values)))
    if name == "tenths":
        return replace(quantity, kind=Kind.PERCENT, values=tuple(value / 10 for value in values), weight=soft)
    if name == "century":
        return replace(quantity, kind=Kind.ORDINAL, weight=soft)
    if name == "decade" and values:
        return replace(
            quantity, kind=Kind.YEAR, weight=Weight.NONE, values=_decade(values[0])
        )
    kind = {"month": Kind.MONTH, "day": Kind.DAY, "quarter": Kind.QUARTER}.get(name, Kind.ORDINAL)
    if kind is Kind.MONTH and not (values and values[0] in range(1, 13)):
        kind = Kind.ORDINAL
    return _dated(text, replace(quantity, kind=kind, weight=soft))


def _dated(text: str, quantity: Quantity) -> Quantity:
    """With the part of the month or year that is named behind it: 2 月初."""
    match = _HAN_PART.match(text, quantity.end)
    if match is None:
        return quantity
    return replace(quantity, end=match.end(), part=_PARTS[(match.lastindex or 1) - 1])


# What figures make together.


def _mixed(text: str, found: list[Quantity]) -> list[Quantity]:
    """3 万 5 千 and 1 亿 2000 万 are one number each."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if (
            last
            and last.magnitude in HAN_MAGNITUDES
            and not last.unit
            and last.values
            and quantity.values
            and quantity.weight is Weight.AMOUNT
            and quantity.kind is Kind.NUMBER
            and HAN_MAGNITUDES.get(quantity.magnitude, 10**16) < HAN_MAGNITUDES[last.magnitude]
            and text[last.end : quantity.start].strip() in ("", "零")
        ):
            values = (last.values[0] + quantity.values[0],)
            out[-1] = replace(last, end=quantity.end, values=values, unit=quantity.unit, interval=None)
            continue
        out.append(quantity)
    return out


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """10 to 20 million, $10-20 million, 10–20%: what stands at one end may hold for the other."""
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        if one.kind is not Kind.NUMBER or not one.values or not one.digits or one.magnitude or not other.values:
            continue
        gap = text[one.end : other.start]
        if len(gap) > 6 or not _JOINT.fullmatch(gap) or (one.unit and not is_currency(one.unit)):
            continue
        ranged = _RANGE.fullmatch(gap) is not None
        if one.unit and not ranged:
            continue
        if other.kind is Kind.PERCENT or other.kind is Kind.TIMES:
            if not one.unit:
                below = 100 if other.kind is Kind.PERCENT else 1
                near, far = one.values[0], one.values[0] / below
                values = (far, near) if ranged else (near, far)
                found[index] = replace(one, kind=other.kind, values=values, shared=True)
        elif other.magnitude or (other.unit and other.kind is Kind.NUMBER):
            factor = other.values[0] / _plain(other.digits) if _ONE_FIGURE.fullmatch(other.digits) else Fraction(1)
            far = one.values[0] * factor if factor else one.values[0]
            values = (far, one.values[0]) if ranged else (one.values[0], far)
            if one.unit and not other.unit and ranged:
                found[index + 1] = replace(other, unit=one.unit, shared=True)
            found[index] = replace(one, values=values, unit=one.unit or other.unit, shared=True)
    return found


# Words and dates.


def _months(text: str, known: _Language) -> Iterator[Quantity]:
    assert known.months is not None
    for match in known.months.finditer(text):
        start, end = match.span()
        if start and text[start - 1].isalnum():
            continue
        before = text[max(0, start - 24) : start]
        if match.group() in _MONTH_DOUBT and not _MONTH_BEFORE.search(before) and not _MONTH_AFTER.match(text, end):
            continue
        part = _PART_BEFORE.search(before)
        number = _MONTH_NUMBERS[lowered(match.group())[:3]]
        yield Quantity(
            start, end, Kind.MONTH, (Fraction(number),), weight=Weight.WORD,
            part=_PARTS[(part.lastindex or 1) - 1] if part else "",
        )  # fmt: skip


def _words(text: str, known: _Language) -> Iterator[Quantity]:
    lower = lowered(text)
    for numeral in word_numerals(lower, known.code):
        yield _of_words(lower, numeral, known)


def _of_words(lower: str, numeral: Numeral, known: _Language) -> Quantity:
    kind = {"times": Kind.TIMES, "ordinal": Kind.ORDINAL}.get(numeral.kind, Kind.NUMBER)
    value = numeral.values[0] if numeral.values else None
    amount = numeral.scaled and value is not None and value >= 1000 and not lower.startswith(_BARE, numeral.start)
    claims = (numeral.interval is not None and numeral.scaled) or (value is not None and value > 1)
    weight = Weight.AMOUNT if amount else Weight.WORD if claims else Weight.NONE
    quantity = Quantity(
        numeral.start,
        numeral.end,
        kind,
        numeral.values,
        numeral.interval,
        weight,
        magnitude="word" if numeral.scaled else "",
    )
    if match := _PERCENT.match(lower, numeral.end):
        values = tuple(value / 100 for value in numeral.values)
        return replace(quantity, end=match.end(), kind=Kind.PERCENT, values=values)
    if kind is Kind.NUMBER and (match := _FOLD.match(lower, numeral.end)):
        return _times(quantity, match.end()) if numeral.values else replace(quantity, end=match.end())
    if match := _SPACED.match(lower, numeral.end):
        if match[1] in ("decade", "decades", "century", "centuries", "jahrzehnte", "jahrzehnten"):
            years = 10 if match[1][0] in "dj" else 100
            values = tuple(number * years for value in numeral.values for number in (value, value))
            return replace(quantity, end=match.end(), values=(*values[:1], *numeral.values), unit="y")
        if kind is Kind.NUMBER and (unit := _unit_word(match[1], known)):
            return replace(quantity, end=match.end(), unit=unit)
    return quantity


def _han(text: str, known: _Language) -> Iterator[Quantity]:
    done = 0
    for match in _HAN.finditer(text):
        if match.start() < done:
            continue
        idiom, run = match["idiom"], match["run"]
        if idiom:
            quantity = _idiom(match, idiom)
            yield _unit_only(text, quantity, known) if idiom == "半" else quantity
            continue
        if run == "一" and text[match.end() : match.end() + 1] not in _ONE_BEFORE:
            continue
        for quantity in _run(text, match, known):
            yield quantity
            done = quantity.end


def _idiom(match: re.Match[str], idiom: str) -> Quantity:
    start, end = match.span()
    if idiom in _IDIOMS:
        low, high = _IDIOMS[idiom]
        return Quantity(start, end, Kind.NUMBER, interval=(Fraction(low), Fraction(high)), weight=Weight.NONE)
    if idiom[0] in "数數":
        size = han_value(idiom[2:-1]) or Fraction(1)
        return Quantity(start, end, Kind.NUMBER, interval=(size, size * 10), weight=Weight.WORD, magnitude="word")
    if "半" in idiom:
        values = (Fraction(1, 2), Fraction(2)) if idiom[0] in "减減" else (Fraction(1, 2),)
        return Quantity(start, end, Kind.NUMBER, values)
    many = (4, 3) if idiom[-1] == "番" and idiom[-2] in "两兩" else (2, 1)
    return Quantity(start, end, Kind.TIMES, tuple(map(Fraction, many)))


def _run(text: str, match: re.Match[str], known: _Language) -> Iterator[Quantity]:
    """The number at a run of Han numerals."""
    run, vague = match["run"], match["vague"]
    start, end = match.span()
    value = han_value(run)
    interval: tuple[Fraction, Fraction] | None = None
    digits = run[0] in _HAN_DIGITS or run[0] == "十"
    weight = Weight.WORD if digits else Weight.NONE
    if match["decimals"]:
        figures = han_value(f"零{match['decimals']}零")
        if value is not None and figures is not None:
            value += figures / 10 ** (len(match["decimals"]) + 1)
            for ch in match["size"] or "":
                value *= HAN_MAGNITUDES[ch]
    elif value is None:
        value, interval = _two_digits(run)
    if value is None and interval is None:
        return
    if value is not None and value >= 100 and digits and (len(run) > 2 or run[0] != "一"):
        weight = Weight.AMOUNT
    values = (value,) if value is not None else ()
    if vague or (not digits and value is not None and len(run) <= 4):
        interval, weight = (value or Fraction(1), (value or Fraction(1)) * 10), Weight.WORD if vague else Weight.NONE
        values = () if vague else values
    quantity = Quantity(
        start, end, Kind.NUMBER, values, interval, weight, digits=str(value) if values else "",
        magnitude="word" if any(ch in HAN_MAGNITUDES for ch in run[1:]) or vague else "",
    )  # fmt: skip
    if text.startswith(("分之", "分の"), end):
        yield from _fraction(text, quantity)
        return
    if start and text[start - 1] == "第":
        quantity = replace(quantity, start=start - 1, kind=Kind.ORDINAL, weight=weight if digits else Weight.NONE)
        yield _suffixed(text, quantity, known) if text.startswith(("季度", "四半期"), end) else quantity
        return
    yield _suffixed(text, replace(quantity, magnitude=""), known) if not vague else _unit_only(text, quantity, known)


def _unit_only(text: str, quantity: Quantity, known: _Language) -> Quantity:
    assert known.suffix is not None
    match = known.suffix.match(text, quantity.end)
    if match and match["unit"] in known.suffixes and not match["mag"] and not match["over"]:
        return replace(quantity, end=match.end(), unit=known.suffixes[match["unit"]])
    return quantity


def _two_digits(run: str) -> tuple[Fraction | None, tuple[Fraction, Fraction] | None]:
    """三四 is three or four, 七八十 seventy or eighty."""
    if len(run) < 2:
        return None, None
    low, high = han_value(run[0] + run[2:]), han_value(run[1:])
    if low is None or high is None or not low < high:
        return None, None
    return None, (low, high + 1)


def _fraction(text: str, quantity: Quantity) -> Iterator[Quantity]:
    """百分之五十 and 三分之二; a fraction's parts explain "two out of three"."""
    match = _NUMERATOR.match(text, quantity.end + 2)
    if match is None:
        return
    above = han_value(match.group())
    if above is None or not quantity.values or not quantity.values[0]:
        return
    below = quantity.values[0]
    kind = Kind.PERCENT if below == 100 else Kind.NUMBER
    yield Quantity(quantity.start, match.end(), kind, (above / below,), weight=Weight.WORD)
    for part in (above, below):
        yield Quantity(quantity.start, match.end(), Kind.NUMBER, (part,))
