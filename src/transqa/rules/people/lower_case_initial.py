"""NAM005."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity

_LOWER = re.compile(r"(?<=[·•・‧])([a-zà-öø-ÿ\u0100-\u017f][^\W\d_\u3000-\uffff]*)(?=[.·•・‧、，,。 和与與及)）;；]|$)")


@rule("NAM005", "lower-case-initial", mqm="fluency/spelling", severity=Severity.MINOR)
def lower_case_initial(pair: Pair, context: Context) -> Iterator[Fault]:
    """An initial or a Latin part of a transcribed name begins with a small letter.

    Only behind a middle dot, and only where the source has it with a capital.

    Why: 安妮·s·陈 is what is left when a machine lower-cases its input.
    Bad: By Annie S. Chen. => 作者：安妮·s·陈。
    Good: By Annie S. Chen. => 作者：安妮·S·陈。
    Fix: safe; the capital.
    """
    text = pair.target.prose
    if "·" not in text and "・" not in text and "•" not in text and "‧" not in text:
        return
    for match in _LOWER.finditer(text):
        word = match[1]
        if not word[0].islower():
            continue
        there = next((found for found in _words(word).finditer(pair.source.prose) if found[0][0].isupper()), None)
        if there is None:
            continue
        right = there[0]
        place = pair.target.quote(*match.span(1))
        yield Fault(
            f"{place.text!r} is {right!r} in the source",
            source=pair.source.quote(*there.span()),
            target=place,
            fixes=(Fix(right, Safety.SAFE, (Edit(place.span, right),)),),
            evidence={"kind": "capital"},
        )


def _words(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
