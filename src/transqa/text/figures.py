"""Figures: what the number written in them is worth, and what its neighbours make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from transqa.text.counters import is_year
from transqa.text.grouping import LONGEST, decimal, readings, set_off
from transqa.text.measures import measured, share
from transqa.text.number_language import SPACE, Language
from transqa.text.numerals import han_value
from transqa.text.quantity import Kind, Quantity, Value, Weight
from transqa.text.units import SIGNS

_FIGURE = re.compile("[0-9]+(?:[,.\u00a0\u2009\u202f][0-9]+)*")
_SIGN = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))})[{SPACE}]?$")
#: 300 €; not of the next figure: 5 $10 bills.
_SIGN_BEHIND = re.compile(rf"[{SPACE}]?(€|US\$|\$|£|¥|￥|₩|₹)(?![{SPACE}]?[0-9])")
_SIGN_STARTS = frozenset("€U$£¥￥₩₹")
_QUARTERED = re.compile("Q[1-4]")
_QUARTER = re.compile(r"(?<![A-Za-z])Q$")
_NUMBER, _AMOUNT = Kind.NUMBER, Weight.AMOUNT
_SIGN_ENDS = frozenset(sign[-1] for sign in SIGNS)
_SEPARATORS = re.compile("[,\u00a0\u2009\u202f '’]")
_OPEN, _CLOSE = ("(", "（"), (")", "）")
#: 12.500 begins a sentence, 2.1 a heading.
_THOUSANDS = re.compile(r"\.[0-9]{3}")
_APOSTROPHES = ("'", "’", "‘")
#: A mark right behind a figure: blanked code, or what makes a keycap of it.
_MARKS = ("\0", "\ufe0f", "\u20e3")
_GROUP = re.compile(r"[0-9]+")
_PIECE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ARXIV = re.compile(r"[0-9]{4}\.[0-9]{4,5}")
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
#: Where a sentence begins.
_STARTS = re.compile(r"(?:^|[.!?:…\n\x1e])[\s«„“\"¿¡(]*$")
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
    "phase line no nr version release exercise question abbildung abb tabelle tab kapitel kap abschnitt seite schritt teil "
    "gleichung stufe".split()
)


def figures_of(text: str, known: Language) -> list[Quantity]:
    """Every number written in figures, in order; the parts of a compound one follow it as explanations."""
    found: list[Quantity] = []
    last: Quantity | None = None
    done = 0
    for match in _FIGURE.finditer(text):
        if match.start() < done:
            continue
        raw = match.group()
        whole = set_off(text, *match.span()) if known.decimal_comma else match.end()
        if whole > match.end():
            raw = text[match.start() : whole]
        values = readings(raw[: LONGEST + 1], known.decimal_comma, known.either)
        pieces = _pieces(text, match, values) if whole == match.end() else [(match.start(), whole, values)]
        for start, end, worth in pieces:
            if start >= done:
                numbers = _figure(text, start, end, worth, known, last)
                point = raw.count(",") == 1 and text[start - 1 : start] in _OPEN and text[end : end + 1] in _CLOSE
                if point and worth and not known.decimal_comma:
                    numbers[0] = numbers[0]._replace(weight=Weight.NONE)
                if whole > match.end() or (point and worth):
                    # It may be two numbers after all: Llama 3 405, the point (250,250).
                    numbers += [Quantity(start, end, _NUMBER, (int(part),)) for part in _GROUP.findall(raw)]
                last = numbers[0]
                done = last.end if len(numbers) == 1 else max(number.end for number in numbers)
                found += numbers
    return found


def _pieces(
    text: str, match: re.Match[str], values: tuple[Value, ...] | None
) -> Iterable[tuple[int, int, tuple[Value, ...] | None]]:
    """The figure, or those of 1,2,3: a list without spaces; 1.2.3 is a version without value."""
    start, end = match.span()
    raw = match.group()
    if values is not None and "," not in raw:
        return ((start, end, values),)
    version = raw.count(".") > 1 and raw.replace(".", "").isdigit()
    if values is not None or version or len(raw) > 10 * LONGEST:
        return [(start, end, values)]
    return [
        (start + piece.start(), start + piece.end(), readings(piece.group()[: LONGEST + 1], False, False))
        for piece in _PIECE.finditer(raw)
    ]


def _figure(
    text: str, start: int, end: int, values: tuple[Value, ...] | None, known: Language, previous: Quantity | None
) -> list[Quantity]:
    """The number at a figure, and the parts it is made of."""
    if values is None:
        return [Quantity(start, end, Kind.LABEL)]
    raw = text[start:end]
    before = text[start - 24 if start > 24 else 0 : start]
    last, bare = before[-1:], before.rstrip(SPACE)
    digits = raw
    if not raw.isdigit():
        marked = known.decimal_comma and raw.count(",") == 1 and values[0].denominator > 1
        digits = _SEPARATORS.sub("", raw.replace(".", "").replace(",", ".") if marked else raw)
    elif last == "." and not before[-2:-1].isalnum():
        values = (decimal("0", raw),)
    begin, unit = start, ""
    if bare[-1:] in _SIGN_ENDS and (sign := _SIGN.search(before)):
        begin, unit = start - len(sign.group()), SIGNS[sign.group().rstrip(SPACE)]
    elif last == "Q" and len(raw) == 1 and _QUARTER.search(before):
        return [Quantity(start - 1, end, Kind.QUARTER, values, None, Weight.WORD, digits)]
    elif (
        last not in SPACE
        and _attached(before, last, previous, start)
        and not (last == ":" and _amount(text, Quantity(start, end, _NUMBER, values, None, _AMOUNT, digits), known))
    ):
        year = is_year(raw) and last == "-" and before[-2:-1].islower()
        return [Quantity(start, end, Kind.YEAR if year else Kind.LABEL, values, None, Weight.NONE, digits)]
    quantity = Quantity(begin, end, _NUMBER, values, None, _AMOUNT, digits, "", unit)
    if not unit and bare[-1:] == "之" and before.endswith(("分之", "分之 ")):
        return _hundredth(quantity, text)
    if known.percent_first and last == "%":
        shares = tuple([share(value, 100) for value in values])
        return [Quantity(begin - 1, end, Kind.PERCENT, shares, None, _AMOUNT, digits)]
    numbers = measured(text, quantity, known)
    quantity = numbers[0]
    behind = text[quantity.end : quantity.end + 2].lstrip(SPACE)[:1]
    bare_sum = behind in _SIGN_STARTS and not quantity.unit and quantity.kind is _NUMBER
    if bare_sum and (mark := _SIGN_BEHIND.match(text, quantity.end)):
        quantity = numbers[0] = quantity.measured(mark.end(), SIGNS[mark[1]])
    if quantity.kind is _NUMBER:
        if not quantity.unit and len(quantity.magnitude) <= 3:
            numbers[0] = _named(text, quantity, before, bare, known, previous)
    elif quantity.kind is Kind.ORDINAL and raw.isdigit():
        role = _role(_word_before(bare), known) if last in SPACE else ""
        if _beside_month(text, quantity, role, known):
            numbers[0] = quantity.taken_as(Kind.DAY, quantity.weight)
    return numbers


def _named(
    text: str, quantity: Quantity, before: str, bare: str, known: Language, previous: Quantity | None
) -> Quantity:
    """The quantity as what its neighbours make of it: a list mark, an ordinal, part of a name or date, an amount.

    ``bare`` is what stands before it without the spaces at its end.
    """
    start, end, raw, magnitude = quantity.start, quantity.end, quantity.digits, quantity.magnitude
    after = text[end : end + 24]
    # Behind a word only a long number may be a mark, or one before a mark.
    doubtful = not bare[-1:].isalpha() or after[:1] in _MARKS or end - start > 8
    if doubtful and not magnitude and _is_marker(text[start:end], before, after):
        return quantity.taken_as(Kind.LABEL, Weight.NONE)
    if bare[-1:] == "第":
        return quantity.taken_as(Kind.ORDINAL, Weight.WORD)
    word = _word_before(bare) if before[-1:] in SPACE else ""
    role = _role(word, known) if word else ""
    if role == "name" and not known.numerals and word[1:].islower() and _STARTS.search(bare[: len(bare) - len(word)]):
        role = ""  # of no more languages are the words known that a sentence begins with
    if known.day and raw.isdigit() and _beside_month(text, quantity, role, known):
        return quantity.taken_as(Kind.DAY, Weight.WORD)
    if word:
        if role == "numbered":
            return quantity.taken_as(Kind.ORDINAL, Weight.NONE)
        # Llama 2 70B is a name with two numbers.
        goes_on = magnitude and previous and previous.kind is Kind.LABEL and previous.end == start - 1
        if role == "name" or (goes_on and role != "month"):
            return quantity.taken_as(Kind.LABEL, Weight.NONE)
    plain_year = len(raw) == 4 == end - start and is_year(raw) and not quantity.interval
    if plain_year and _is_year(raw, before, after, known):
        return quantity.taken_as(Kind.YEAR, Weight.WORD)
    return quantity


def _beside_month(text: str, quantity: Quantity, role: str, known: Language) -> bool:
    """Whether it is the day of a month: May 6, 6 May, the 6th of May. ``role`` is that of the word before it."""
    if known.day is None or not 0 < quantity.values[0] <= 31 or quantity.magnitude:
        return False
    return role == "month" or known.day.match(text, quantity.end) is not None


def _attached(before: str, last: str, previous: Quantity | None, start: int) -> bool:
    """Whether the figure is part of a name: GPT-3, T5, v2.1, x_1, #12; not in a range like 5B-10B."""
    if last in "\0_^\\#@":
        return True
    if last in "-./+:–‐‑":
        # An arXiv number, a path, Llama-2; after a number with a unit it is a range.
        if previous is not None and start == previous.end + 1:
            if previous.kind is not Kind.LABEL:
                return False
            # StarCoder2-3B is one name.
            if last in "-‐‑" and previous.weight is Weight.NONE:
                return True
        return (before[-2:-1].isalpha() or before[-2:-1] == "\0") and before[-2:-1] < "\u2e80"
    # Arabic and Hebrew write "and" and "of" right before a figure.
    return last.isalpha() and last < "\u2e80" and not "\u0590" <= last < "\u0900"


def _amount(text: str, quantity: Quantity, known: Language) -> bool:
    """Whether a figure behind the colon of its label has a magnitude: Size:6.4K."""
    return bool(measured(text, quantity, known)[0].magnitude)


def _is_year(raw: str, before: str, after: str, known: Language) -> bool:
    if known.suffix:
        following = after.lstrip(SPACE)[:1]
        return raw >= "1800" and (not ("\u3400" <= following <= "\u9fff") or not before.strip())
    return _YEAR_BEFORE.search(before) is not None or (raw >= "1800" and not _COUNTED.match(after))


def _is_marker(raw: str, before: str, after: str) -> bool:
    """List and heading numbers, citation marks, numbers in brackets, arXiv numbers."""
    first, last = after[:1], before[-1:]
    if first in _MARKS or (len(raw) > 8 and (_ARXIV.fullmatch(raw) or (len(raw) > 9 and raw.isdigit()))):
        return True
    if len(raw) <= 3:
        if len(raw) == 2 and last in _APOSTROPHES:
            return True  # '22
        if last in _OPEN and first in _CLOSE and len(raw) <= 2:
            return True
        if (
            ("[" in before or "【" in before or "［" in before)
            and _BRACKETED.search(before)
            and _BRACKET_END.match(after)
        ):
            return True
    return (
        (not before.strip() or "\x1e" in before or "\n" in before)
        and _LIST_START.search(before) is not None
        and (_LIST_END.match(after) is not None or ("." in raw and first in SPACE and not _THOUSANDS.search(raw)))
    )


def _word_before(bare: str) -> str:
    """The word that ``bare`` ends with."""
    if bare[-1:] >= "\u2e80":
        return ""
    word = bare.rpartition(" ")[2]
    if word.isascii() and word.isalnum():
        return word
    at = len(bare)
    while at and ((bare[at - 1].isalnum() and bare[at - 1] < "\u2e80") or bare[at - 1] in ".+'’-_"):
        at -= 1
    return bare[at:].strip("'’")


@lru_cache(maxsize=4096)
def _role(word: str, known: Language) -> str:
    """What a word makes of the number behind it: "numbered" (Figure 3), "month" (May 6), "name" (Llama 2), or nothing."""
    if word.rstrip(".").lower() in _NUMBERED or word.lower().removesuffix("s") in _NUMBERED:
        return "numbered"
    if known.months is not None and known.months.fullmatch(word.rstrip(".")):
        return "month"
    return "name" if _is_name(word, known) else ""


def _is_name(word: str, known: Language) -> bool:
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
    size = int(run.group()) if run.group().isdigit() else han_value(run.group())
    if not size:
        return [quantity]
    kind = Kind.PERCENT if size == 100 else Kind.NUMBER
    return [
        quantity._replace(kind=kind, values=(Fraction(quantity.values[0], size),)),
        quantity._replace(weight=Weight.NONE),
    ]
