"""What a figure is worth by its points, commas and spaces, which group or mark decimals as the language has it."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from transqa.text.quantity import Value

#: Longer figures are keys, hashes, serial numbers.
LONGEST = 27
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_GROUPED = re.compile(
    "[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]{1,3}(?:[\u00a0\u2009\u202f '’][0-9]{3})+(?:[.,][0-9]+)?"
)
#: Hindi and its neighbours: 1,50,000.
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_COMMA_DECIMAL = re.compile("[0-9]+,[0-9]+|[0-9]{1,3}(?:[.\u00a0\u2009\u202f][0-9]{3})+(?:,[0-9]+)?")
_DIGITLESS = re.compile(r"[^0-9]")
#: Groups set off by a plain space or an apostrophe: 12 500, 12'500.
_SET_OFF = re.compile(r"[0-9]{1,3}(?:(?: [0-9]{3})+|(?:['’][0-9]{3})+)(?:,[0-9]+)?(?![0-9A-Za-z]|[.,][0-9])")

#: Digits of other scripts: full-width, Arabic, Persian, Devanagari, Bengali, Thai.
_ZEROS = "０٠۰०০๐"
OTHER_DIGITS = "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in _ZEROS)
_WIDE = str.maketrans(
    {
        **{chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)},
        **{"．": ".", "％": "%", "：": ":", "＄": "$", "٪": "%", "٫": ".", "٬": ","},
    }
)
_WIDE_COMMA = re.compile("(?<=[0-9])，(?=0[0-9]{2}(?![0-9]))")
_OTHER_DIGIT = re.compile(f"[{OTHER_DIGITS}]")


def narrow(text: str) -> str:
    """The text with the digits, points and commas of other scripts as 0 to 9, point and comma; as long as it was."""
    text = text.translate(_WIDE) if _OTHER_DIGIT.search(text) else text
    # 13，000 is no list, for no item of one is 000.
    return _WIDE_COMMA.sub(",", text) if "，0" in text else text


@lru_cache(maxsize=4096)
def readings(raw: str, decimal_comma: bool, either: bool) -> tuple[Value, ...] | None:
    """The values a figure may have, likeliest first; None where it is no number: 1.2.3.

    ``decimal_comma`` says that a comma may mark decimals, ``either`` that a point may do so just as well.
    """
    if len(raw) > LONGEST:
        return None
    if raw.isdigit():
        return (int(raw),)
    if _DECIMAL.fullmatch(raw):
        whole, _, decimals = raw.partition(".")
        value = decimal(whole, decimals)
        return (int(whole + decimals), value) if decimal_comma and len(decimals) == 3 else (value,)
    if _GROUPED.fullmatch(raw) or (either and _LAKHS.fullmatch(raw)):
        whole, _, decimals = raw.partition("." if "." in raw or raw.count(",") > 1 or _set_by(raw, ",") else ",")
        value = decimal(whole, decimals)
        if not (decimal_comma and raw.count(",") == 1 and _set_by(raw, ",")):
            return (value,)
        other = decimal(*raw.split(","))
        return (value, other) if either else (other, value)
    if decimal_comma and _COMMA_DECIMAL.fullmatch(raw):
        whole, _, decimals = raw.partition(",")
        return (decimal(whole, decimals),)
    return None


def _set_by(raw: str, mark: str) -> bool:
    """Whether nothing but this mark, and a point behind it, parts the figure: 12,500 but not 12 500,5."""
    return raw.replace(mark, "").replace(".", "").isdigit()


def decimal(whole: str, decimals: str) -> Value:
    """The value of the figures before and behind a decimal point, whatever separates groups of them left out."""
    whole, decimals = _DIGITLESS.sub("", whole), _DIGITLESS.sub("", decimals)
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else int(whole)


def set_off(text: str, start: int, end: int) -> int:
    """Where the figure at ``start`` ends if the groups behind ``end`` are its own, as in 12 500; else ``end``."""
    if text[end : end + 1] not in (" ", "'", "’") or text[start - 1 : start] in (".", ","):
        return end
    match = _SET_OFF.match(text, start)
    return max(end, match.end()) if match else end
