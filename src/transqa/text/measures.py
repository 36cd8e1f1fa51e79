"""What stands behind a figure: percent signs, magnitudes, units, powers, and further figures that make a size or ratio."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from transqa.text.counters import decade, is_year, suffixed
from transqa.text.grouping import LONGEST, decimal
from transqa.text.number_language import SPACE, Language, unit_word
from transqa.text.numerals import lowered
from transqa.text.quantity import Kind, Quantity, Value, Weight
from transqa.text.remember import remember
from transqa.text.units import DIMENSIONS, LETTERS, SYMBOLS, is_currency

#: More factors than these make no size.
_SIDES = 6
_EXPONENT = re.compile(r"[eE]([-+−]?[0-9]{1,3})(?![\w.])")
_TIMES_TEN = re.compile(
    r"\s?[×x*·]\s?10\s?(?:(?:\^|\*\*)\s?\{?\s?([-−]?[0-9]{1,3})\s?\}?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?![0-9])"
)
_POWER = re.compile(r"\s?(?:(?:\^|\*\*)\s?\{?\s?([-−]?[0-9]{1,3})\s?\}?|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?![0-9])")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_SIZE = re.compile(r"(?:(\s?)[x×✕*]\1|-by-|\sby\s|\s?乘以?\s?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?![0-9])")
_RATIO = re.compile(r"\s?:([0-9]{1,6}(?:\.[0-9]+)?)(?::[0-9]+)*|\s?(?:比|対)\s?([0-9]{1,6}(?:\.[0-9]+)?)")
_GAPS = SPACE + "-‐‑"
_KOREAN_PART = re.compile("분의 ?([0-9]+)")
_SLASH = re.compile(r"[/⁄]([0-9]+(?:\.[0-9]+)?)(/[0-9]+)?")
_ISO_DATE = re.compile(r"[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?![0-9])")
PERCENT = re.compile(
    rf"[{SPACE}-]?(?:([%％])|(‰)|(percentage points?|percent|per cent|pct|pp|[Pp]rozentpunkte?n?|[Pp]rozent|パーセント|ポイント|"
    r"个?百分点|個?百分點|个百分比|points? de pourcentage|pour cent|puntos porcentuales|por ciento|pontos percentuais|por cento|"
    r"punti percentuali|per cento|procentpunt(?:en)?|procent|процентн\w+ пункт\w*|процент\w*|퍼센트 ?포인트|퍼센트|%p)(?![a-z])|"
    r"(bps|basis points?|个基点|個基點|[Bb]asispunkte?n?)(?![a-z]))"
)
_POINTS = re.compile("point|点|點|pp|punkt|ポイント|punt|pont|пункт|포인트")
#: 362 teraflops, 362 TFLOPS: as many or so many trillions.
_FLOPS = re.compile(
    rf"[{SPACE}-]?([kmgtpez])(?:(?<=k)ilo|(?<=m)ega|(?<=g)iga|(?<=t)era|(?<=p)eta|(?<=e)xa|(?<=z)etta)?-?FLOP[Ss]?(?:/s)?(?![a-z])",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[A-Za-zÀ-ɏµμ°℃℉\u0400-\u052f]+(?:/s(?![A-Za-z]))?")
SPACED = re.compile(rf"(?:[{SPACE}][-‐‑]?|[-‐‑][{SPACE}]?)([A-Za-zÀ-ɏµμ°℃℉\u0400-\u052f]+(?:/s)?)")
#: What makes an area of a length, before its unit and behind it.
_SQUARE = frozenset({"square", "sq"})
_RAISED = re.compile(r"²|\^2(?![0-9])|2(?![0-9.,])")
#: Between a magnitude and what it counts: de dollars, d’euros.
_OF = re.compile(rf"[{SPACE}](?:d[ei][{SPACE}]|d['’])([A-Za-zÀ-ɏ]+)")
FOLD = re.compile(rf"[{SPACE}-]?(?:fold|times|-?fach|mal)\b|[{SPACE}]?[xX×](?![\w×])")


def measured(text: str, quantity: Quantity, known: Language) -> list[Quantity]:
    """The quantity with all that stands behind its figure."""
    end = quantity.end
    first = text[end : end + 1]
    if not first:
        return [quantity]
    # Behind a space or hyphen one character tells what cannot follow.
    sign = text[end + 1 : end + 2] if first == "-" or first.isspace() else first
    if first == "+" and not text[end + 1 : end + 2].isdigit():
        # 3+ trillion is measured as 3 trillion is.
        (more, *_) = measured(text, quantity._replace(end=end + 1), known)
        return [more if more.end > end + 1 and more.kind is not Kind.LABEL else quantity]
    if first in "eE" and (match := _EXPONENT.match(text, end)):
        return [quantity.scaled(match.end(), _power(match[1]), "")]
    if sign in "×x*·" and (match := _TIMES_TEN.match(text, end)):
        return [quantity.scaled(match.end(), _power(match[1] or match[2]), "")]
    if quantity.digits == "10" and (match := _POWER.match(text, end)):
        return [quantity.scaled(match.end(), Fraction(_power(match[1] or match[2]), 10), "")]
    if sign in "%％‰pPパポ个個百bB基п퍼" and (match := PERCENT.match(text, end)):
        below = 10000 if match[4] else 1000 if match[2] else 100
        values = tuple([share(value, below) for value in quantity.values])
        if match[3] and _POINTS.search(match[3]):
            values += quantity.values[:1]
        # "100% sure" is a manner of speaking.
        weight = Weight.WORD if values[0] == 1 else quantity.weight
        return [Quantity(quantity.start, match.end(), Kind.PERCENT, values, None, weight, *quantity[6:])]
    if (first == "-" or sign in "x×✕*b乘:比対/⁄분") and (compound := _compound(text, quantity)):
        return compound
    if sign in "kKmMgGtTpPeEzZ" and (match := _FLOPS.match(text, end)):
        size = 10 ** (3 * ("kmgtpez".index(match[1].lower()) + 1))
        return [quantity._replace(end=match.end(), values=(*quantity.values, *[v * size for v in quantity.values]))]
    if (first.isalpha() and first < "\u2e80") or first in "°℃℉":
        return [_glued(text, quantity, known)]
    if sign in "ftm-xX×" and (match := FOLD.match(text, end)):
        return [times(quantity, match.end())]
    match = SPACED.match(text, end) if first in _GAPS and sign < "\u2e80" else None
    if match and (area := _area(text, match[1], match.end(), known)):
        return [quantity.measured(*area)]
    if match and _measure(match[1], known):
        quantity = _spaced(text, quantity, match, known)
    if not known.suffix or (match and quantity.end == end):
        return [quantity]
    if sign == "分" and text.startswith(("分之", " 分之"), end):
        return [quantity._replace(weight=Weight.NONE)]
    return [suffixed(text, quantity, known)]


@lru_cache(maxsize=4096)
def share(value: Value, below: int) -> Value:
    """A percentage as the share it stands for."""
    return Fraction(value, below)


def _power(exponent: str) -> Value:
    power = int(exponent.translate(_SUPERSCRIPT).replace("+", ""))
    return 10**power if power >= 0 else Fraction(1, 10**-power)


def times(quantity: Quantity, end: int) -> Quantity:
    """A multiple: 10x smaller is a tenth."""
    values = quantity.values
    inverse = tuple(Fraction(1, value) for value in values if value)
    return quantity._replace(end=end, kind=Kind.TIMES, values=values + inverse)


def _compound(text: str, quantity: Quantity) -> list[Quantity]:
    """Sizes, ratios, times of day, fractions and dates of figures only; the parts follow as explanations."""
    start, end, values = quantity.start, quantity.end, quantity.values
    first = text[end : end + 1]
    parts = [values[0]]
    if first in "-/" and is_year(quantity.digits) and (match := _ISO_DATE.match(text, end)):
        month, day = plain(match[1]), plain(match[2])
        return [
            quantity._replace(kind=Kind.YEAR, weight=Weight.WORD),
            Quantity(match.start(1), match.end(1), Kind.MONTH, (month,), weight=Weight.WORD, digits=match[1]),
            Quantity(match.start(2), match.end(2), Kind.DAY, (day,), weight=Weight.WORD, digits=match[2]),
        ]
    elif first in "x×✕*- 乘b" and (match := _SIZE.match(text, end)):
        while match:
            parts.append(plain(match[2]))
            end = match.end()
            match = _SIZE.match(text, end)
        if letters := _GLUED.match(text, end):
            end = letters.end()
        if len(parts) > _SIDES:
            return [quantity._replace(end=end, kind=Kind.LABEL, weight=Weight.NONE)]
        whole = Quantity(start, end, Kind.SIZE, parts=tuple(parts), weight=Weight.AMOUNT, digits=text[start:end])
    elif first == "분" and (match := _KOREAN_PART.match(text, end)) and values[0]:
        # 3분의 2 is two thirds.
        above = plain(match[1])
        parts.append(above)
        whole = Quantity(
            start, match.end(), Kind.NUMBER, (Fraction(above, values[0]),), digits=text[start : match.end()]
        )
    elif first in ": 比対" and (match := _RATIO.match(text, end)):
        parts.append(plain(match[1] or match[2]))
        whole = Quantity(start, match.end(), Kind.RATIO, parts=tuple(parts), weight=Weight.WORD)
    elif first in "/⁄" and quantity.digits.isdigit() and (match := _SLASH.match(text, end)):
        if match[2]:
            return [quantity._replace(end=match.end(), kind=Kind.LABEL, weight=Weight.NONE)]
        below = plain(match[1])
        parts.append(below)
        ratio = (Fraction(values[0], below),) if below else ()
        whole = Quantity(start, match.end(), Kind.NUMBER, ratio, digits=text[start : match.end()])
    else:
        return []
    return [whole, *(Quantity(whole.start, whole.end, Kind.NUMBER, (part,)) for part in parts)]


def plain(raw: str) -> Value:
    """The value of a figure; commas set thousands apart."""
    whole, _, decimals = raw[:LONGEST].replace(",", "").partition(".")
    return decimal(whole, decimals)


def _glued(text: str, quantity: Quantity, known: Language) -> Quantity:
    """Letters right behind the figure: 30k, 24kHz, 10x, 3rd, 1990s; anything else makes it a name (3D, 7z)."""
    match = _GLUED.match(text, quantity.end)
    if match is None:
        return quantity._replace(kind=Kind.LABEL, weight=Weight.NONE)
    letters, end, values = match.group(), match.end(), quantity.values
    if area := _area(text, letters, end, known):
        return quantity.measured(*area)
    if letters in LETTERS:
        return _with_unit(text, quantity.scaled(end, LETTERS[letters], letters), known)
    if letters == "w" and known.suffix:
        return _with_unit(text, quantity.scaled(end, 10**4, "w"), known)
    if letters in ("x", "X"):
        return times(quantity, end)
    if letters in ("st", "nd", "rd", "th"):
        return quantity._replace(end=end, kind=Kind.ORDINAL, weight=Weight.WORD)
    if letters == "s" and quantity.digits.endswith("0") and (is_year(quantity.digits) or len(quantity.digits) == 2):
        return quantity._replace(end=end, kind=Kind.YEAR, weight=Weight.WORD, values=decade(values[0]))
    if letters in SYMBOLS:
        return quantity.measured(end, SYMBOLS[letters])
    if letters == "m":
        # A million, metres or minutes.
        return _with_unit(text, quantity._replace(end=end, values=(*values, values[0] * 10**6)), known)
    if letters == "G":
        # So many gigabytes, or billions of operations.
        return quantity._replace(values=(*values, values[0] * 10**9)).measured(end, "GB" if values[0] > 6 else "")
    lower = letters.lower()
    if lower in known.magnitudes or unit_word(lower, known):
        return _worded(text, quantity, lower, end, known)
    return quantity._replace(end=end, kind=Kind.LABEL, weight=Weight.NONE)


def _area(text: str, word: str, end: int, known: Language) -> tuple[int, str] | None:
    """Where an area ends whose unit begins with a word that ends here, and the unit: mm², square feet."""
    if word in _SQUARE:
        behind = SPACED.match(text, end + text.startswith(".", end))
        if behind is None:
            return None
        word, end = behind[1], behind.end()
    elif raised := _RAISED.match(text, end):
        end = raised.end()
    else:
        return None
    unit = (word if word == "m" else SYMBOLS.get(word) or unit_word(lowered(word), known)) + "2"
    return (end, unit) if unit in DIMENSIONS else None


@remember(4096)
def _measure(word: str, known: Language) -> bool:
    """Whether a word behind a figure may be a magnitude or a unit."""
    lower = lowered(word)
    return word in LETTERS or word in SYMBOLS or lower in known.magnitudes or unit_word(lower, known) != ""


def _spaced(text: str, quantity: Quantity, match: re.Match[str], known: Language) -> Quantity:
    """A word behind the figure, after a space or hyphen: 1.5 million, 12 kg, 4-bit, 3-year."""
    word, end = match[1], match.end()
    # 10-K is a form, 2 T-shirts are clothes.
    alone = match.group()[0] in SPACE and text[end : end + 1] not in ("-", "'", "’")
    if word in LETTERS and (word.isupper() or len(word) > 1) and word not in SYMBOLS and alone:
        return _with_unit(text, quantity.scaled(end, LETTERS[word], word), known)
    if word in SYMBOLS and word != "us":
        return quantity.measured(end, SYMBOLS[word])
    return _worded(text, quantity, lowered(word), end, known)


def _worded(text: str, quantity: Quantity, word: str, end: int, known: Language) -> Quantity:
    if word in known.magnitudes:
        size = known.magnitudes[word]
        if (more := SPACED.match(text, end)) and known.listed and (then := lowered(more[1])) in known.magnitudes:
            end, size, word = more.end(), size * known.magnitudes[then], then  # mil millones
        end += text[end : end + 1] == "." and len(word) <= 3
        if known.partitive and (of := _OF.match(text, end)):
            unit = unit_word(lowered(of[1]), known)
            if unit and not quantity.unit:
                return quantity.scaled(end, size, word).measured(of.end(), unit)
        return _with_unit(text, quantity.scaled(end, size, word), known)
    unit = unit_word(word, known)
    # 2022 года is a year, not so many of them.
    if unit and not (unit == "y" and not known.numerals and is_year(quantity.digits)):
        return quantity.measured(end, unit)
    return quantity


def _with_unit(text: str, quantity: Quantity, known: Language) -> Quantity:
    """A unit behind the magnitude: 1.5 million dollars, 3 million km, $1B 美元."""
    end = quantity.end
    if known.suffix and (match := known.suffix.match(text, end)) and is_currency(known.suffixes.get(match["unit"], "")):
        # $1B 美元 names its currency twice; the word is the plainer one.
        return quantity.measured(match.end(), known.suffixes[match["unit"]])
    match = SPACED.match(text, end)
    if match and not quantity.unit and (area := _area(text, match[1], match.end(), known)):
        return quantity.measured(*area)
    if match and _measure(match[1], known):
        unit = SYMBOLS.get(match[1], "") if len(match[1]) > 1 else ""
        unit = unit or unit_word(lowered(match[1]), known)
        if unit and not quantity.unit:
            return quantity.measured(match.end(), unit)
        if unit and is_currency(unit):
            return quantity._replace(end=match.end())
    return quantity
