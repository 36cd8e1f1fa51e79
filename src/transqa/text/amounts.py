"""How a quantity is written in a language: what a finding offers in place of a wrong number."""

from __future__ import annotations

from fractions import Fraction

from transqa.text.quantity import Kind, Quantity, Value
from transqa.text.units import currency_word, is_currency

_WEST = ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
_SIZES = {
    "en": _WEST,
    "de": ((10**12, " Billionen"), (10**9, " Milliarden"), (10**6, " Millionen")),
    "zh-Hans": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    "zh-Hant": ((10**12, "兆"), (10**8, "億"), (10**4, "萬")),
    "ja": ((10**12, "兆"), (10**8, "億"), (10**4, "万")),
}
_VAGUE = {"zh-Hans": ("数", "十百千", "万亿"), "zh-Hant": ("數", "十百千", "萬億")}
_TRADITIONAL = ("zh-Hant", "zh-TW", "zh-HK", "zh-MO", "yue")
#: More decimals than these are no way to write an amount.
_DECIMALS = 4


def written(quantity: Quantity, language: str, *, spaced: bool) -> str | None:
    """The quantity in this language; None where no certain way to write it is known.

    ``spaced`` says whether a space stands between figures and the word behind them.
    """
    code = _code(language)
    if not quantity.values:
        return _vague(quantity, code)
    if code not in _SIZES:
        # How it groups figures and marks decimals is not known.
        return None
    value = quantity.values[0]
    if quantity.kind is Kind.PERCENT:
        number = _number(value * 100, code)
        return f"{number}%" if number else None
    if quantity.kind not in (Kind.NUMBER, Kind.TIMES) or (quantity.unit and not is_currency(quantity.unit)):
        return None
    gap = " " if spaced else ""
    size, word = next(((size, word) for size, word in _SIZES[code] if value >= size), (1, ""))
    number = _number(Fraction(value, size), code)
    if number is None:
        return None
    tail = word.strip()
    if quantity.kind is Kind.TIMES:
        tail += "倍" if code in ("zh-Hans", "zh-Hant", "ja") else "x"
        gap = gap if code != "en" else ""
    if quantity.unit and code == "en":
        sign = {"$": "$", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}.get(quantity.unit, f"{quantity.unit} ")
        return f"{sign}{number} {tail}".strip()
    if quantity.unit:
        tail += (" " if tail and code == "de" else "") + currency_word(quantity.unit, code)
    return f"{number}{gap if code in ('zh-Hans', 'zh-Hant', 'ja') else ' '}{tail}" if tail else number


def _code(language: str) -> str:
    if language.startswith(_TRADITIONAL):
        return "zh-Hant"
    code = language.split("-")[0]
    return "zh-Hans" if code == "zh" else code


def _number(value: Value, code: str) -> str | None:
    """Figures, thousands set off, where few enough decimals say it exactly."""
    for decimals in range(_DECIMALS + 1):
        scaled = value * 10**decimals
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**decimals)
            text = f"{whole:,}" + (f".{rest:0{decimals}d}" if decimals else "")
            # Chinese and Japanese set thousands off only in plain figures.
            text = text.replace(",", "") if code in ("zh-Hans", "zh-Hant", "ja") and whole < 10**4 else text
            return text.translate(str.maketrans(",.", ".,")) if code == "de" else text
    return None


def _vague(quantity: Quantity, code: str) -> str | None:
    """数十亿 for billions."""
    if quantity.interval is None or code not in _VAGUE:
        return None
    low, high = quantity.interval
    some, small, large = _VAGUE[code]
    zeros = len(str(low.numerator)) - 1
    # Tens begin at twenty.
    if low not in (10**zeros, 2 * 10**zeros) or high != 10 * low or not 1 <= zeros <= 12:
        return None
    section = zeros if zeros < 4 else zeros - 4 if zeros < 8 else zeros - 8
    if section > 3:
        return f"{some}{large}"
    return some + (small[section - 1] if section else "") + ("" if zeros < 4 else large[0] if zeros < 8 else large[1])
