"""Numbers written as words: Han numerals, and the number words of English and German."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from transqa.text.quantity import Value
from transqa.text.remember import remember
from transqa.text.units import HAN_MAGNITUDES

_HAN_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
#: Longer runs of numerals are no numbers.
_LONGEST = 24


class Numeral(NamedTuple):
    """A number in words. ``values`` are its exact readings, ``interval`` the half-open range of a vague one."""

    start: int
    end: int
    values: tuple[Value, ...] = ()
    interval: tuple[Value, Value] | None = None
    #: "number", "times", "ordinal" or "fraction".
    kind: str = "number"
    #: Whether a magnitude word is part of it: three million, not seven.
    scaled: bool = False


@remember(4096)
def han_value(run: str) -> int | None:
    """The value of a run of Han numerals: 三千五百, 一亿两千万, 二〇二二, 万亿; None where it is not one number."""
    if not run or len(run) > _LONGEST:
        return None
    if all(ch in _HAN_DIGITS for ch in run):
        if len(run) == 1:
            return _HAN_DIGITS[run]
        # 二〇二二 is a number digit by digit; 三四 is "three or four".
        positional = len(run) >= 3 or run[1] in "〇零"
        return int("".join(str(_HAN_DIGITS[ch]) for ch in run)) if positional else None
    total = section = 0
    digit: int | None = None
    lowest = 10**16
    for ch in run:
        if ch in _HAN_DIGITS:
            if digit:
                return None
            digit = _HAN_DIGITS[ch]
            continue
        size = HAN_MAGNITUDES.get(ch)
        if size is None:
            return None
        if size < 10**4:
            section += (1 if digit is None else digit) * size
        else:
            section += digit or 0
            if section:
                total, section = total + section * size if size < lowest else (total + section) * size, 0
            else:
                total = (total or 1) * size  # 万亿
            lowest = size
        digit = None
    if digit and run[-2] in HAN_MAGNITUDES and "零" not in run and HAN_MAGNITUDES[run[-2]] > 10:
        digit *= HAN_MAGNITUDES[run[-2]] // 10  # 三万五 is 35,000
    return total + section + (digit or 0)


@dataclass(frozen=True)
class _Words:
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    plurals: Mapping[str, int]
    halves: frozenset[str]
    denominators: Mapping[str, int]
    ordinals: Mapping[str, int]
    multiples: Mapping[str, tuple[int, ...]]
    vague: frozenset[str]
    joints: frozenset[str]
    phrase: re.Pattern[str]
    #: Every word that a number may begin with.
    vocabulary: frozenset[str]


def _words(*, joints: str, vague: str, halves: str, **tables: Mapping[str, object]) -> _Words:
    vocabulary = {word for table in tables.values() for word in table} | set(f"{halves} {vague}".split())
    # By their first letters, of which most places of a text have none.
    every = "|".join(
        f"{first}(?:{'|'.join(word[1:] for word in sorted(vocabulary, key=len, reverse=True) if word[0] == first)})"
        for first in sorted({word[0] for word in vocabulary})
    )
    return _Words(
        **tables,  # type: ignore[arg-type]
        halves=frozenset(halves.split()),
        vague=frozenset(vague.split()),
        joints=frozenset(joints.split()),
        phrase=re.compile(
            rf"\b(?:{every})(?:(?:[-\u2010\u2011]|\s{{1,3}})(?:(?:{'|'.join(joints.split())})\s{{1,3}}){{0,2}}(?:{every}))*\b"
        ),
        vocabulary=frozenset(vocabulary),
    )


_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = "zero one two three four five six seven eight nine"
#: Twenty, thirty, up to ninety.
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ENGLISH = _words(
    numbers={
        **{word: number for number, word in enumerate(f"{_ONES} {_TEENS}".split())},
        **{word: 10 * number for number, word in enumerate(TENS, 2)},
        "single": 1, "once": 1, "both": 2, "pair": 2, "pairs": 2, "dual": 2, "dozen": 12, "trio": 3,
    },
    scales={
        "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
        # Of years.
        "decade": 10, "decades": 10, "century": 100, "centuries": 100,
    },
    plurals={
        "tens": 20, "dozens": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12,
    },
    halves="half halve halved halving",
    denominators={
        "halves": 2, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7,
        "eighths": 8, "ninths": 9, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
    },
    ordinals={word: number for number, word in enumerate(_ORDINALS.split(), 1)},
    multiples={
        "twice": (2,), "double": (2, 1), "doubled": (2, 1), "doubles": (2, 1), "doubling": (2, 1),
        "thrice": (3,), "triple": (3, 2), "tripled": (3, 2), "triples": (3, 2), "tripling": (3, 2),
        "quadruple": (4, 3), "quadrupled": (4, 3),
        "hundredfold": (100,), "thousandfold": (1000,),
        **{f"{word}fold": (number, number - 1) for number, word in enumerate(f"{_ONES} {_TEENS}".split()) if number > 1},
        **{f"{word}fold": (10 * number, 10 * number - 1) for number, word in enumerate(TENS, 2)},
    },
    vague="few several couple",
    joints="and of a an",
)  # fmt: skip
_GERMAN = _words(
    numbers={
        **{word: number for number, word in enumerate("null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split())},
        "ein": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1, "beide": 2, "beiden": 2, "zwanzig": 20, "dreißig": 30,
        "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "dutzend": 12,
    },
    scales={
        "hundert": 100, "tausend": 10**3, "million": 10**6, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9,
        "billion": 10**12, "billionen": 10**12, "jahrzehnt": 10, "jahrzehnte": 10, "jahrzehnten": 10,
    },
    plurals={"dutzende": 10, "hunderte": 100, "hunderten": 100, "tausende": 10**3, "tausenden": 10**3},
    halves="halbe halben halber halb hälfte",
    denominators={"drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10},
    ordinals={"erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3, "dritten": 3, "vierte": 4, "vierten": 4},
    multiples={"doppelt": (2, 1), "verdoppelt": (2, 1), "verdreifacht": (3, 2), "zweimal": (2,), "dreimal": (3,)},
    vague="einige mehrere",
    joints="und von",
)  # fmt: skip
WORDS: Mapping[str, _Words] = {"en": _ENGLISH, "de": _GERMAN}
_TOKEN = re.compile(r"[a-zäöüß]+")


def lowered(text: str) -> str:
    """``text`` in lower case, as long as it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(ch.lower() if len(ch.lower()) == 1 else ch for ch in text)


def word_numerals(lower: str, language: str) -> Iterator[Numeral]:
    """Number words of a lower-cased text, phrase by phrase: "two hundred and fifty", "two-thirds", "tens of thousands"."""
    words = WORDS.get(language)
    if words is None or words.vocabulary.isdisjoint(_TOKEN.findall(lower)):
        return
    for phrase in words.phrase.finditer(lower):
        for numeral in _phrase(phrase.group(), language):
            yield Numeral(phrase.start() + numeral.start, phrase.start() + numeral.end, *numeral[2:])


@dataclass
class _State:
    """One number while its words are read."""

    start: int
    end: int
    total: Value = 0
    current: Value | None = None
    scaled: bool = False
    vague: bool = False
    order: int = 0
    scale: int = 0

    def value(self) -> Value:
        return self.total + (self.current or 0)


@remember(4096)
def _phrase(phrase: str, language: str) -> tuple[Numeral, ...]:
    return tuple(_numerals(phrase, WORDS[language]))


def _numerals(phrase: str, words: _Words) -> Iterator[Numeral]:
    state: _State | None = None
    for token in _TOKEN.finditer(phrase):
        word, start, end = token.group(), token.start(), token.end()
        if state is not None:
            if word in words.joints:
                continue
            if fraction := _fraction(state, word, end, words):
                yield fraction
                state = None
                continue
            if _joined(state, word, phrase[state.end : token.start()], words):
                state.end = end
                continue
            yield _numeral(state)
            state = None
        if word in words.numbers:
            state = _State(start, end, current=words.numbers[word])
        elif words.scales.get(word) == 100:
            state = _State(start, end, current=100, scaled=True)
        elif word in words.scales:
            state = _State(start, end, total=words.scales[word], scaled=True, scale=words.scales[word])
        elif word in words.plurals:
            state = _State(start, end, order=words.plurals[word], scaled=True)
        elif word in words.vague:
            state = _State(start, end, vague=True)
        elif word in words.halves:
            state = _State(start, end, current=Fraction(1, 2))
        elif word in words.multiples:
            yield Numeral(start, end, words.multiples[word], kind="times")
        elif word == "quarter":  # of a million
            state = _State(start, end, current=Fraction(1, 4))
        elif word in words.denominators:
            yield Numeral(start, end, (Fraction(1, words.denominators[word]),), kind="fraction")
        elif word in words.ordinals:
            number = words.ordinals[word]
            values = (number, Fraction(1, number)) if number > 2 else (number,)
            yield Numeral(start, end, values, kind="ordinal")
    if state is not None:
        yield _numeral(state)


def _fraction(state: _State, word: str, end: int, words: _Words) -> Numeral | None:
    """Two-thirds; or the ordinal twenty-third."""
    below = words.denominators.get(word) or words.ordinals.get(word, 0)
    value = state.value()
    if below < 2 or not value or state.order or state.vague or word == "second":
        return None
    if word in words.ordinals and value >= 20 and value % 10 == 0:
        return Numeral(state.start, end, (value + below,), kind="ordinal")
    return Numeral(state.start, end, (Fraction(value, below),), kind="fraction")


#: What is counted, though it is a number as well: a million pairs.
_COUNTED = frozenset({"pair", "pairs", "trio"})


def _joined(state: _State, word: str, gap: str, words: _Words) -> bool:
    """Let the word go on with the number, if it does."""
    if state.order:
        size = words.plurals.get(word) or (words.scales.get(word, 0) if state.vague else 0)
        if not size or state.order > 10**12:
            return False
        state.order *= size  # tens of thousands, a few hundred thousand
        return True
    if state.vague:
        size = words.plurals.get(word) or words.scales.get(word, 0) or (10 if words.numbers.get(word) == 12 else 0)
        state.order = size
        return bool(size)
    if word in words.scales:
        return _scaled(state, words.scales[word])
    if word in words.halves:
        # Two and a half; "one half" is a half.
        if state.value() == 1 and not gap.strip(" -"):
            state.current, state.total = Fraction(1, 2), 0
        elif "nd" in gap and state.scale >= 1000 and state.current is None:
            state.total += Fraction(state.scale, 2)  # a million and a half
        elif "nd" in gap:
            state.current = (state.current or 0) + Fraction(1, 2)
        else:
            return False
        return True
    number, current = words.numbers.get(word), state.current
    if word in _COUNTED or number is None or (current is None and not state.scale):
        return False
    if current is None:
        state.current = number
    elif number == 12 and word.startswith("d"):
        state.current = current * 12
    elif (0 < number < 10 and current % 100 in range(20, 100, 10)) or (
        0 < number < 100 and current >= 100 and current % 100 == 0
    ):
        state.current = current + number
    else:
        return False
    return True


def _scaled(state: _State, size: int) -> bool:
    current = state.current
    if current is None:
        if size <= state.scale:
            return False
        state.total *= size
    elif size == 100:
        if not 0 < current < 100:
            return False
        state.current = current * 100
        state.scaled = True
        return True
    elif state.scale and size > state.scale:
        state.total, state.current = (state.total + current) * size, None
    elif size == state.scale:
        return False
    else:
        state.total, state.current = state.total + current * size, None
    state.scale, state.scaled = size, True
    return True


def _numeral(state: _State) -> Numeral:
    if state.order:
        return Numeral(state.start, state.end, interval=(state.order, state.order * 10), scaled=True)
    if state.vague:
        return Numeral(state.start, state.end, interval=(2, 10))
    return Numeral(state.start, state.end, (state.value(),), scaled=state.scaled)
