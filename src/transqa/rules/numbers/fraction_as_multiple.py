"""NUM007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity
from transqa.text.numerals import han_value

_PARTS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
#: One part of a whole, said of something: an eighth of the memory, one tenth the cost, by a third.
_SOURCE = re.compile(
    rf"(?<![\w-])(?:an?|one)[ -](?P<part>{'|'.join(_PARTS)})(?= (?:of|the|as|its|their|that|to)\b)|(?<=by )a (?P<by>third|quarter)\b"
)
_WORDS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "hundred": 100}
_VERBS = {"tripl": 3, "quadrupl": 4}
#: The same number of times in the source explains one in the translation.
_TIMES = re.compile(
    rf"(?P<word>{'|'.join(_WORDS)}|\d+)(?:[- ]times|[- ]?fold| ?[x×])|[x×] ?(?P<digits>\d+)|(?P<verb>{'|'.join(_VERBS)})"
)
_TARGET = re.compile(r"(?P<times>\d+|[两兩三四五六七八九十百千]+)\s?倍")
_PART = re.compile(r"分之|成(?=[，。；、\s]|$)|%|％")
_HAN = {3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十", 100: "百", 1000: "千"}


@rule("NUM007", "fraction-as-multiple", mqm="accuracy/number", severity=Severity.MAJOR, languages=("zh",))
def fraction_as_multiple(pair: Pair, context: Context) -> Iterator[Fault]:
    """A fraction became a multiple: 八倍 for "an eighth of".

    Only where the translation has the same number of times, the source does not, and the translation has no fraction and
    no percentage beside it.

    Why: a method that needs an eighth of the memory is praised, one that needs eight times as much is not.
    Bad: It takes an eighth of the memory. => 它占用八倍的内存。
    Good: It takes an eighth of the memory. => 它占用八分之一的内存。
    Fix: unsafe; the fraction.
    """
    source, target = pair.source.prose, pair.target.prose
    if "倍" not in target or _PART.search(target):
        return
    wanted = {_PARTS[match["part"] or match["by"]]: match.span() for match in _SOURCE.finditer(source)}
    for said in _TIMES.finditer(source) if wanted else ():
        number = said["word"] or said["digits"]
        wanted.pop(_VERBS[said["verb"]] if said["verb"] else _WORDS.get(number) or int(number), None)
    for match in _TARGET.finditer(target):
        times = int(match["times"]) if match["times"].isdigit() else han_value(match["times"])
        if times not in wanted:
            continue
        place = pair.target.quote(*match.span())
        text = f"{_HAN[times]}分之一"
        yield Fault(
            f"{place.text!r} is a multiple, {source[slice(*wanted[times])]!r} a fraction; write {text}",
            source=pair.source.quote(*wanted[times]),
            target=place,
            fixes=(Fix(text, Safety.UNSAFE, (Edit(place.span, text),)),),
            confidence=0.9,
            evidence={"kind": "fraction", "source": f"1/{times}", "target": times},
        )
