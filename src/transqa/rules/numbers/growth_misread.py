"""NUM006."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity
from transqa.text.fold import is_chinese
from transqa.text.numerals import han_value

_VERBS = {"doubl": 2, "tripl": 3, "quadrupl": 4, "quintupl": 5}
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_FOLD = rf"(?P<times>{'|'.join(_WORDS)}|\d+)[- ]?fold"
_GROWS = r"(?:increas|gr[eo]w|r[io]se|rais|improv|gain|boost|jump|climb)\w*"
#: What multiplies in English: tripled, a threefold increase, grew threefold. "Double" is an adjective too.
_SOURCE = re.compile(
    rf"(?<![\w-])(?:(?:(?:to|will|would|can|could|may|might) (?:more than |nearly |almost )?)?(?P<verb>{'|'.join(_VERBS)})(?P<ending>ed|es|ing|e)"
    rf"|{_FOLD} {_GROWS}|{_GROWS} (?:by )?{_FOLD.replace('times', 'more')})(?![\w-])"
)
#: What else says so in the source, by how many times as much it is.
_STEMS = {
    2: re.compile(r"\b(?:[Dd]oubl|[Tt]wice|[Tt]wo-?fold)"),
    3: re.compile(r"\b[Tt]ripl"),
    4: re.compile(r"\b[Qq]uadrupl"),
}
_HELPED = ("to ", "will ", "would ", "can ", "could ", "may ", "might ")
_HINT = re.compile("doubl|tripl|quadrupl|quintupl|fold")
_HAN = "一二两兩三四五六七八九十"
#: 增长了三倍 is four times as much, 增长到三倍 three times, 翻三番 eight times.
_GREW = "增长|增長|成长|成長|增加|增大|增强|增強|提高|提升|上涨|上漲|上升|扩大|擴大|升高|[暴猛]?[涨漲]|激增"
_ABOUT = r"(?:大?[约約]|[将將]?近|超[过過])?\s?"
_TARGET = re.compile(
    rf"(?:{_GREW})了?{_ABOUT}(?P<by>\d+|[{_HAN}]+)\s?多?倍|翻了?(?P<power>[{_HAN}])番|翻了?(?:一?倍)|加倍|倍增"
)


@dataclass(frozen=True, slots=True)
class _Factor:
    """What a quantity is multiplied by; ``figure`` is the range of the number that is written, ``said`` that number."""

    start: int
    end: int
    value: int
    figure: tuple[int, int] = (0, 0)
    said: int = 0


@rule("NUM006", "growth-misread", mqm="accuracy/number", severity=Severity.MAJOR, languages=("zh",))
def growth_misread(pair: Pair, context: Context) -> Iterator[Fault]:
    """A multiple of growth came out one too large, or as a power of two.

    What tripled is 增长了两倍 or 增至三倍: 增长了三倍 is four times as much, and 翻三番 eight times. Only where either
    side speaks of one such growth. 增长了三倍 is minor, for many write it so.

    Why: a reader who takes the Chinese at its word is off by a third, or by a factor of two and more.
    Bad: Its valuation tripled. => 其估值翻了三番。
    Good: Its valuation tripled. => 其估值增长了两倍。
    Fix: unsafe; the number by which it grew.
    """
    if not _HINT.search(pair.source.prose) or not is_chinese(context.target.language):
        return
    ours, theirs = list(_of_source(pair.source.prose)), list(_of_target(pair.target.prose))
    if len(ours) != 1 or len(theirs) != 1 or ours[0].value == theirs[0].value:
        return
    stems = _STEMS.get(theirs[0].value)
    if stems and stems.search(pair.source.prose):
        return  # "double the context, and the matrix quadruples"
    source, target = (
        side.quote(one.start, one.end) for side, one in ((pair.source, ours[0]), (pair.target, theirs[0]))
    )
    wanted, found = ours[0].value, theirs[0]
    fixes: tuple[Fix, ...] = ()
    if found.said:
        place = pair.target.quote(*found.figure)
        text = str(wanted - 1) if place.text.isdigit() else "零一两三四五六七八九十"[wanted - 1 : wanted]
        fixes = (Fix(target.text.replace(place.text, text), Safety.UNSAFE, (Edit(place.span, text),)),) if text else ()
    yield Fault(
        f"{target.text!r} is {found.value} times as much, {source.text!r} {wanted} times"
        + (f"; write {fixes[0].text}" if fixes else ""),
        source=source,
        target=target,
        severity=Severity.MINOR if found.said == wanted else Severity.MAJOR,
        fixes=fixes,
        confidence=0.8,
        evidence={"kind": "growth", "source": wanted, "target": found.value},
    )


def _of_source(text: str) -> Iterator[_Factor]:
    for match in _SOURCE.finditer(text):
        if match["verb"]:
            if match["ending"] == "e" and not match[0].startswith(_HELPED):
                continue
            yield _Factor(match.start("verb"), match.end(), _VERBS[match["verb"]])
        else:
            said = match["times"] or match["more"]
            yield _Factor(match.start(), match.end(), _WORDS.get(said) or int(said))


def _of_target(text: str) -> Iterator[_Factor]:
    for match in _TARGET.finditer(text):
        if by := match["by"]:
            times = int(by) if by.isdigit() else han_value(by)
            if times:
                yield _Factor(match.start(), match.end(), times + 1, match.span("by"), times)
        else:
            power = han_value(match["power"]) if match["power"] else 1
            yield _Factor(match.start(), match.end(), 2 ** (power or 1))
