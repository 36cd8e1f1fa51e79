"""CNS004."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.consistency.units import Unit, grouped, units
from transqa.text.chars import count_words

#: Shorter sentences say the same for many.
_WORDS = 4
_TARGET_WORDS = {"zh": 8, "ja": 10}
#: Sources that share more of their words than this say about the same.
_ALIKE = 0.5


@rule(
    "CNS004",
    "same-target-different-source",
    mqm="accuracy/mistranslation",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
)
def same_target(context: Context) -> Iterator[Fault]:
    """Two different sentences of the source have the same translation.

    Inside blocks of several sentences; whole blocks with the same translation are ACC009's. Sentences of four words and
    more that share less than half of their words. The later place is reported.

    Why: one of the two is probably a copy that nobody replaced.
    Bad: The reader learns from the newspaper. It is early.  Seven engineers tested the elevator. It is late. =>
    读者从报纸上学习新的东西。时间还早。  读者从报纸上学习新的东西。时间晚了。
    Good: The reader learns from the newspaper. It is early.  Seven engineers tested the elevator. It is late. =>
    读者从报纸上学习新的东西。时间还早。  七名工程师测试了电梯。时间晚了。
    Fix: none.
    """
    least = _TARGET_WORDS.get(context.target.language.split("-")[0], _WORDS)
    for rendered, places in grouped(units(context), by_target=True).items():
        if len(places) < 2 or len({place.said for place in places}) < 2:
            continue
        if count_words(rendered, context.target.language) < least:
            continue
        first = places[0]
        for place in places[1:]:
            if (place.whole and first.whole) or _alike(place, first, context.source.language):
                continue
            here, there = place.pair.source.quote(*place.source), first.pair.source.quote(*first.source)
            yield Fault(
                f"the same translation as in line {first.pair.target.quote(*first.target).line}, where the source is "
                f"{there.text!r}",
                source=here,
                target=place.pair.target.quote(*place.target),
                confidence=0.7,
                evidence={"kind": "consistency", "line": there.line},
            )


def _alike(one: Unit, other: Unit, language: str) -> bool:
    sets = [set(unit.said.split()) for unit in (one, other)]
    if any(count_words(unit.said, language) < _WORDS for unit in (one, other)):
        return True
    return len(sets[0] & sets[1]) > _ALIKE * min(map(len, sets))
