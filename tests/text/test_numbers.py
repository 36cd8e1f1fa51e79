"""What a number of a text is worth."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.text.amounts import written
from transqa.text.numbers import quantities
from transqa.text.numerals import han_value, word_numerals
from transqa.text.quantity import Kind, Quantity, Weight, converted, same_unit, same_value
from transqa.text.units import conversion, currency_word, same_currency


def read(text: str, language: str) -> list[Quantity]:
    return [quantity for quantity in quantities(text, language) if quantity.weight is not Weight.NONE]


FIGURES = [
    ("en", "1,836 tasks", "1,836", "1836", ""),
    ("en", "a 137B model", "137B", "137000000000", ""),
    ("en", "up to 30k", "30k", "30000", ""),
    ("en", "$1.5B", "$1.5B", "1500000000", "$"),
    ("en", "US$ 3.5 billion", "US$ 3.5 billion", "3500000000", "USD"),
    ("en", "3 million dollars", "3 million dollars", "3000000", "USD"),
    ("en", "€20m", "€20m", "20", "EUR"),
    ("en", "24kHz", "24kHz", "24", "kHz"),
    ("en", "35 ms", "35 ms", "35", "ms"),
    ("en", "3e-4", "3e-4", "3/10000", ""),
    ("en", "5×10^4", "5×10^4", "50000", ""),
    ("en", "83.9%", "83.9%", "839/1000", ""),
    ("en", "50 bps", "50 bps", "1/200", ""),
    ("en", "a drop of .5", "5", "1/2", ""),
    ("en", "two hundred and fifty thousand rows", "two hundred and fifty thousand", "250000", ""),
    ("zh-Hans", "1.5 亿美元", "1.5 亿美元", "150000000", "USD"),
    ("zh-Hans", "3 万 5 千行", "3 万 5 千", "35000", ""),
    ("zh-Hans", "1 亿 2000 万", "1 亿 2000 万", "120000000", ""),
    ("zh-Hans", "两万亿元", "两万亿元", "2000000000000", "CNY"),
    ("zh-Hans", "百分之五十", "百分之五十", "1/2", ""),
    ("zh-Hans", "三分之二", "三分之二", "2/3", ""),
    ("zh-Hans", "三成的人", "三成", "3/10", ""),
    ("zh-Hans", "１２３个", "１２３", "123", ""),
    ("zh-Hans", "一个半小时", "一个半小时", "3/2", "h"),
    ("zh-Hans", "28 毫秒", "28 毫秒", "28", "ms"),
    ("zh-Hant", "2 兆美元", "2 兆美元", "2000000000000", "USD"),
    ("zh-Hant", "221 億美元", "221 億美元", "22100000000", "USD"),
    ("ja", "1億2500万ドル", "1億2500万ドル", "125000000", "USD"),
    ("ja", "3割", "3割", "3/10", ""),
    ("ja", "35ミリ秒", "35ミリ秒", "35", "ms"),
    ("de", "1.000,5 Euro", "1.000,5 Euro", "2001/2", "EUR"),
    ("de", "1,5 Mio. Euro", "1,5 Mio. Euro", "1500000", "EUR"),
    ("de", "3 Milliarden Dollar", "3 Milliarden Dollar", "3000000000", "USD"),
    ("de", "1 Billion", "1 Billion", "1000000000000", ""),
    ("de", "2,5 Mrd. €", "2,5 Mrd. €", "2500000000", "EUR"),
    ("de", "12 500 Zeilen", "12 500", "12500", ""),
    ("fr", "3,5 points", "3,5", "7/2", ""),
    ("fr", "12\u202f500 images", "12\u202f500", "12500", ""),
    ("fr", "2,5 milliards de dollars", "2,5 milliards de dollars", "2500000000", "USD"),
    ("fr", "300 millions d’euros", "300 millions d’euros", "300000000", "EUR"),
    ("fr", "80 Go de mémoire", "80 Go", "80", "GB"),
    ("fr", "45 pour cent", "45 pour cent", "9/20", ""),
    ("es", "2500 millones de dólares", "2500 millones de dólares", "2500000000", "USD"),
    ("es", "7 mil millones", "7 mil millones", "7000000000", ""),
    ("es", "12.500 imágenes", "12.500", "12500", ""),
    ("pt", "1,2 trilhão de dólares", "1,2 trilhão de dólares", "1200000000000", "USD"),
    ("pt", "128 mil tokens", "128 mil", "128000", ""),
    ("it", "30mila utenti", "30mila", "30000", ""),
    ("it", "300 milioni di euro", "300 milioni di euro", "300000000", "EUR"),
    ("nl", "1,5 biljoen euro", "1,5 biljoen euro", "1500000000000", "EUR"),
    ("ru", "1,5\u00a0млн долларов", "1,5\u00a0млн долларов", "1500000", "USD"),
    ("ru", "128 тысяч токенов", "128 тысяч", "128000", ""),
    ("ru", "250 мс", "250 мс", "250", "ms"),
    ("ru", "91 процент", "91 процент", "91/100", ""),
    ("ko", "25억 달러", "25억 달러", "2500000000", "USD"),
    ("ko", "12만 8천 토큰", "12만 8천", "128000", ""),
    ("ko", "2억 5천만 명", "2억 5천만", "250000000", ""),
    ("tr", "hata oranı %91 düştü", "%91", "91/100", ""),
    ("fa", "۱۲٬۵۰۰ تصویر", "۱۲٬۵۰۰", "12500", ""),
    ("hi", "1,50,000 चित्र", "1,50,000", "150000", ""),
    ("sw", "picha 12,500", "12,500", "12500", ""),
    ("sw", "1,5", "1,5", "3/2", ""),
]


@pytest.mark.parametrize(("language", "text", "span", "value", "unit"), FIGURES)
def test_value_unit_and_place(language: str, text: str, span: str, value: str, unit: str) -> None:
    found = read(text, language)
    assert [(text[one.start : one.end], one.values[0], one.unit) for one in found] == [(span, Fraction(value), unit)]


KINDS = [
    ("en", "on May 6, 2022", [Kind.MONTH, Kind.DAY, Kind.YEAR]),
    ("en", "on 6 May 2022", [Kind.DAY, Kind.MONTH, Kind.YEAR]),
    ("fr", "le 6 mai 2022", [Kind.DAY, Kind.MONTH, Kind.YEAR]),
    ("es", "el 6 de mayo de 2022", [Kind.DAY, Kind.MONTH, Kind.YEAR]),
    ("ru", "6 мая 2022 года", [Kind.DAY, Kind.MONTH, Kind.YEAR]),
    ("ko", "2022년 5월 6일", [Kind.YEAR, Kind.MONTH, Kind.DAY]),
    ("en", "in Q3", [Kind.QUARTER]),
    ("en", "since 2012", [Kind.YEAR]),
    ("en", "2000 images", [Kind.NUMBER]),
    ("en", "the 3rd time", [Kind.ORDINAL]),
    ("en", "2.5x faster", [Kind.TIMES]),
    ("en", "images of 64x64", [Kind.SIZE]),
    ("en", "a ratio of 3:1", [Kind.RATIO]),
    ("zh-Hans", "2022 年 5 月 6 日", [Kind.YEAR, Kind.MONTH, Kind.DAY]),
    ("zh-Hans", "2022 年第三季度", [Kind.YEAR, Kind.QUARTER]),
    ("zh-Hans", "第十二届", [Kind.ORDINAL]),
    ("zh-Hans", "2.5 倍", [Kind.TIMES]),
    ("ja", "2022年5月6日", [Kind.YEAR, Kind.MONTH, Kind.DAY]),
    ("de", "am 6. Mai 2022", [Kind.DAY, Kind.MONTH, Kind.YEAR]),
    # What claims nothing.
    ("en", "GPT-3 and T5 on an RTX 3090 with Python 3.11", []),
    ("en", "Llama 2 70B, as in arXiv 2210.11416 [4] (1)", []),
    ("en", "1. First of all", []),
    ("en", "It may march.", []),
    ("zh-Hans", "1. 简介（1）【4】", []),
    ("zh-Hans", "一些 3D 模型", []),
]


@pytest.mark.parametrize(("language", "text", "kinds"), KINDS)
def test_kinds(language: str, text: str, kinds: list[Kind]) -> None:
    assert [one.kind for one in read(text, language)] == kinds


VAGUE = [
    ("en", "dozens of them", 20, 200),
    ("en", "tens of thousands", 2 * 10**4, 2 * 10**5),
    ("en", "a few hundred", 100, 1000),
    ("zh-Hans", "数十个", 10, 100),
    ("zh-Hans", "几十万", 10**5, 10**6),
    ("zh-Hans", "十几个", 10, 20),
    ("zh-Hans", "1800 多个", 1800, 1900),
    ("zh-Hans", "100 多万", 10**6, 2 * 10**6),
    ("zh-Hans", "三四个", 3, 5),
]


@pytest.mark.parametrize(("language", "text", "low", "high"), VAGUE)
def test_vague_numbers_are_ranges(language: str, text: str, low: int, high: int) -> None:
    assert [one.interval for one in read(text, language)] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("10 to 20 million", 10**7, 2 * 10**7), ("10-20%", "1/10", "1/5"), ("$10-20 million", 10**7, 2 * 10**7)],
)
def test_ends_of_a_range_share_what_stands_behind_it(text: str, low: int, high: int) -> None:
    assert [one.values[0] for one in read(text, "en")] == [Fraction(low), Fraction(high)]


def test_a_range_may_end_at_nought() -> None:
    first, last = read("from 10 to 0 kg", "en")
    assert (first.values[0], first.unit, last.values, last.unit) == (10, "kg", (0,), "kg")


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("三千五百", 3500), ("一亿两千万", 120_000_000), ("二〇二二", 2022), ("万亿", 10**12), ("三万五", 35_000),
        ("一百零五", 105), ("十五", 15), ("二十三", 23), ("三四", None), ("一二", None), ("", None), ("三" * 100, 
        None), ("壹佰", None),
    ],
)  # fmt: skip
def test_han_numerals(run: str, value: int | None) -> None:
    assert han_value(run) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one and a half million", [1_500_000]), ("half a dozen", [6]), ("twenty-third", [23]), ("three quarters", ["3/4"]),
        ("a quarter of a million", [250_000]), ("three million two hundred thousand", [3_200_000]), ("two decades", [20]),
        ("forty-two hundred", [4200]), ("the one or two of us", [1, 2]), ("no number", []),
    ],
)  # fmt: skip
def test_number_words(text: str, values: list[int | str]) -> None:
    assert [numeral.values[0] for numeral in word_numerals(text, "en")] == [Fraction(value) for value in values]


def test_units_convert() -> None:
    miles, kilometres = read("10 miles", "en")[0], read("16 公里", "zh-Hans")[0]
    assert converted(miles, kilometres)
    assert not same_unit(miles, kilometres)
    assert not converted(miles, read("10 公里", "zh-Hans")[0])
    assert converted(read("68°F", "en")[0], read("20°C", "en")[0])
    assert conversion("h", "min") == 60
    assert conversion("h", "kg") is None
    assert same_currency("$", "CAD")
    assert not same_currency("USD", "EUR")


def test_half_is_fifty_percent() -> None:
    half, percent = quantities("一半", "zh-Hans")[0], quantities("50%", "en")[0]
    assert same_value(half, percent)
    assert not same_value(half, quantities("5%", "en")[0])


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("$1.5B", "zh-Hans", "15 亿美元"),
        ("$1.5B", "zh-TW", "15 億美元"),
        ("$1.5B", "ja", "15 億ドル"),
        ("$1.5B", "de", "1,5 Milliarden Dollar"),
        ("3 trillion", "zh-Hans", "3 万亿"),
        ("3 trillion", "zh-Hant", "3 兆"),
        ("30k", "zh-Hans", "3 万"),
        ("1,836", "zh-Hans", "1836"),
        ("1,836", "de", "1.836"),
        ("2.5x", "zh-Hans", "2.5 倍"),
        ("83.9%", "de", "83,9%"),
        ("billions", "zh-Hans", "数十亿"),
        ("tens of thousands", "zh-Hant", "數萬"),
        ("billions", "de", None),
        ("12 kg", "zh-Hans", None),
        ("3.14159265", "zh-Hans", None),
        ("$1.5B", "fr", None),
        ("1,836", "es", None),
    ],
)
def test_how_an_amount_is_written(text: str, language: str, expected: str | None) -> None:
    assert written(quantities(text, "en")[0], language, spaced=True) == expected


def test_how_an_amount_is_written_in_english() -> None:
    assert written(quantities("15 亿美元", "zh-Hans")[0], "en", spaced=True) == "$1.5 billion"
    assert written(quantities("150万", "zh-Hans")[0], "en", spaced=False) == "1.5 million"
    assert currency_word("EUR", "zh-Hant") == "歐元"


@given(st.text(), st.sampled_from(("en", "zh-Hans", "ja", "de", "xx")))
def test_places_are_in_the_text_and_in_order(text: str, language: str) -> None:
    found = quantities(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(st.integers(0, 10**18))
def test_any_integer_survives(number: int) -> None:
    for text in (f"x {number:,} y", f"x {number} y"):
        assert number in {value for one in quantities(text, "en") for value in one.values}
