"""NUM007."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity
from transqa.text.numerals import han_value, lowered

_PARTS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_COUNTS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
#: Of each a part that is never a capital; most texts have none of them.
_STEMS = (*(part[1:] for part in _PARTS), "alf", "alv")
#: Parts of a whole, said of something: an eighth of the memory, one tenth the cost, by a third, three quarters of it.
_SOURCE = re.compile(
    rf"(?<![\w-])(?:(?P<count>an?|{'|'.join(_COUNTS)})[ -])(?P<part>{'|'.join(_PARTS)})s?(?= (?:of|the|as|its|their|that|to)\b)"
    r"|(?<=by )a (?P<by>third|quarter)\b"
)
#: Of the year: for the first three quarters of 2023.
_OF_YEAR = re.compile(r" of (?:(?:the|this|that|last|next|its|their) )?(?:\w+ )?(?:years?\b|\d{4}|fiscal|fy)")
_HALF = re.compile(
    r"(?<![\w-])(?:half (?:as|the|of|its|their|that|those)\b|(?:in|by) half\b|halv(?:e|es|ed|ing)\b)(?! dozen| again)"
)
_DOUBLE = re.compile(
    r"\btwice|doubl|two[- ]?fold|\b2 ?[x×]|[x×] ?2\b|two times|quadrupl|[24] times|and a half|half again"
)
_HALF_ZH = re.compile(r"半|50 ?[%％]|五成|0\.5|½|[/／] ?2|二分之|[对對五]折")
_DOUBLE_ZH = re.compile(r"(?P<times>[两兩二2]\s?倍)|翻了?一?[番倍]|加倍|增[加长長]了?一倍")
_WORDS = {word: number for word, number in _COUNTS.items() if number > 2} | {"hundred": 100}
_VERBS = {"tripl": 3, "quadrupl": 4}
#: The same number of times in the source explains one in the translation.
_TIMES = re.compile(
    rf"(?P<word>{'|'.join(_WORDS)}|(?<!\d)\d{{1,6}})(?:[- ]times|[- ]?fold| ?[x×])|[x×] ?(?P<digits>\d{{1,6}})|(?P<verb>{'|'.join(_VERBS)})"
)
_TARGET = re.compile(r"(?P<times>(?<!\d)\d{1,6}|[两兩三四五六七八九十百千]{1,9})\s?倍")
#: What makes a multiple of a fraction turned round: in a third of the time, at three times the speed.
_INVERSE_ZH = re.compile(r"[快速省]|效率|性[能价價]|吞吐")
_CLAUSE_ZH = re.compile(r"[^，。；：、！？,;]*\Z")
_FRACTION_ZH = re.compile(
    r"(?P<below>\d{1,4}|[二三四五六七八九十]{1,3})\s?分之\s?(?P<above>\d{1,4}|[一二两兩三四五六七八九十]{1,3})"
)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?) ?[%％]")
#: Other ways to say a share, one of which the translation may render.
_SHARE = re.compile(
    r"\d ?/ ?\d|%|percent|per cent|\bout of\b|\b(?:one|\d+) in\b|times\b|fold\b|\d ?[x×]|0\.\d|half|halv|twice"
)
#: What leaves the rest of a whole: cut by two thirds, 降至三分之一.
_LESS = re.compile(
    r"\b(?:by|cut|reduc\w+|less|fewer|smaller|lower|sav\w+|dr[oa]p\w*|f[ae]ll\w*|only|rest|remain\w*|but|not?|except)\b"
)
_LESS_ZH = re.compile(r"[减減降少省缩縮下剩余餘未不没沒仅僅只]")
_TENTHS = re.compile("[一二两兩三四五六七八九]成(?![为為果功本员員])")
#: One of three.
_ONE_OF = re.compile("[中里裡]?(?:的|就?有)?[一1] ?[个個位名条條张張项項台块塊层層种種家]|之一")
_COUNTED = "[个個位名条條张張项項台块塊层層种種家]"
_HINT_ZH = re.compile(rf"[倍番第季]|分之|[三四五六七八九十0-9]\s?{_COUNTED}")
_HAN = {3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十", 100: "百", 1000: "千"}


@rule("NUM007", "fraction-as-multiple", mqm="accuracy/number", severity=Severity.MAJOR, languages=("zh",))
def fraction_as_multiple(pair: Pair, context: Context) -> Iterator[Fault]:
    """A fraction became something else: 八倍 for "an eighth of", 三个 for "a third of", 三个季度 for "three quarters".

    Also 两倍 for "half", and another fraction. Only where the source says no such number, and the translation has neither
    the fraction nor a percentage that is it. A multiple of what is turned round, 速度是三倍 for "in a third of the time", is
    right.

    Why: a method that needs an eighth of the memory is praised, one that needs eight times as much is not.
    Bad: It takes an eighth of the memory. => 它占用八倍的内存。
    Good: It takes an eighth of the memory. => 它占用八分之一的内存。
    Fix: unsafe; the fraction.
    """
    prose, target = pair.source.prose, pair.target.prose
    # Both sides at a glance; a loop is twice as quick as any().
    if not _HINT_ZH.search(target):
        return
    for stem in _STEMS:
        if stem in prose:
            break
    else:
        return
    source = lowered(prose)
    if half := _HALF.search(source):
        yield from _doubled(pair, source, target, half)
    # Value -> its place; the last of several.
    wanted: dict[tuple[int, int], tuple[int, int]] = {}
    for match in _SOURCE.finditer(source):
        part = match["part"] or match["by"]
        if part != "quarter" or not _OF_YEAR.match(source, match.end()):
            wanted[_COUNTS.get(match["count"] or "", 1), _PARTS[part]] = match.span()
    for (above, below), place in wanted.items():
        if not _said(above, below, target):
            yield from _misread(pair, (source, target), (above, below), place)
    if len(wanted) == 1:
        ((above, below), place) = next(iter(wanted.items()))
        yield from _other(pair, Fraction(above, below), place)


def _doubled(pair: Pair, source: str, target: str, half: re.Match[str]) -> Iterator[Fault]:
    """两倍 for half of something."""
    found = _DOUBLE_ZH.search(target)
    if found and not _inverse(target, found) and not _HALF_ZH.search(target) and not _DOUBLE.search(source):
        text = "一半" if found["times"] else ""
        yield _fault(pair, half.span(), found.span(), "is a multiple", text)


def _misread(pair: Pair, texts: tuple[str, str], share: tuple[int, int], place: tuple[int, int]) -> Iterator[Fault]:
    """A multiple, a count or a quarter of the year for a fraction that the translation does not have."""
    (source, target), (above, below) = texts, share
    rest = f"{source[: place[0]]} {source[place[1] :]}"
    if below == 4 > above and not re.search(r"\bquarters?\b", rest):
        digit = "零一二三"[above]
        if found := re.search(f"[{above}{digit}]\\s?[个個]季度?", target):
            yield _fault(pair, place, found.span(), "is a time of the year", f"四分之{digit}")
            return
    if above > 1:
        return
    text = f"{_HAN[below]}分之一"
    said = {
        _VERBS[m["verb"]] if m["verb"] else _WORDS.get(m["word"] or m["digits"]) or int(m["word"] or m["digits"])
        for m in _TIMES.finditer(source)
    }
    for match in _TARGET.finditer(target):
        times = int(match["times"]) if match["times"].isdigit() else han_value(match["times"])
        if times == below and times not in said and not _inverse(target, match):
            yield _fault(pair, place, match.span(), "is a multiple", text)
            return
    words = "|".join(word for words in (_WORDS, _PARTS) for word, number in words.items() if number == below)
    if (
        below > 10
        or re.search(rf"(?<![\w.,-])(?:{words}|{below}(?:th|rd)?)(?!\w|[.,]\d| ?[x×%]|[- ](?:times|fold))", rest)
        or _ONE_OF.search(target)
    ):
        return
    number = rf"(?:{_HAN[below]}|(?<![\d.,]){below})"
    if found := re.search(rf"第\s?{number}|(?<![第分之十百千万萬数數几幾]){number}\s?{_COUNTED}(?!月)", target):
        yield _fault(pair, place, found.span(), "is a count", text)


def _other(pair: Pair, share: Fraction, place: tuple[int, int]) -> Iterator[Fault]:
    """四分之一 for a third, where either side has one fraction."""
    source, target = pair.source.prose, pair.target.prose
    found = [*_FRACTION_ZH.finditer(target)]
    if len(found) != 1 or _SHARE.search(source):
        return
    above, below = (int(x) if x.isdigit() else han_value(x) for x in (found[0]["above"], found[0]["below"]))
    if not above or not below or Fraction(above, below) == share:
        return
    if Fraction(above, below) == 1 - share and (_LESS.search(source) or _LESS_ZH.search(target)):
        return
    yield _fault(pair, place, found[0].span(), "is another fraction", "")


def _said(above: int, below: int, target: str) -> bool:
    """Whether the translation has the fraction, or what is left of it, as a fraction or a percentage near it."""
    if _TENTHS.search(target) or re.search(rf"(?:{_HAN[below]}|{below})\s?分之|[/／]\s?{below}(?!\d)", target):
        return True
    shares = (100 * above / below, 100 - 100 * above / below)
    return any(abs(float(number) - share) <= 2 for number in _PERCENT.findall(target) for share in shares)


def _inverse(target: str, found: re.Match[str]) -> bool:
    clause = _CLAUSE_ZH.search(target, max(0, found.start() - 40), found.start())
    return bool(clause and _INVERSE_ZH.search(clause[0]))


def _fault(pair: Pair, source: tuple[int, int], target: tuple[int, int], what: str, text: str) -> Fault:
    place, meant = pair.target.quote(*target), pair.source.quote(*source)
    return Fault(
        f"{place.text!r} {what}, {meant.text!r} a fraction" + (f"; write {text}" if text else ""),
        source=meant,
        target=place,
        fixes=(Fix(text, Safety.UNSAFE, (Edit(place.span, text),)),) if text and what == "is a multiple" else (),
        confidence=0.9 if what == "is a multiple" else 0.8,
        evidence={"kind": "fraction", "source": meant.text, "target": place.text},
    )
