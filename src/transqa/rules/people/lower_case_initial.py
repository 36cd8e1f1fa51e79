"""NAM005."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity

_DOTS = ("·", "•", "・", "‧")
_LOWER = re.compile(
    r"(?:(?<=[·•・‧])[a-zà-öø-ÿ\u0100-\u017f][^\W\d_\u3000-\uffff]*(?=[.·•・‧、，,。 和与與及)）;；]|$)"
    # An initial before all other words: j·齐科·科尔特.
    r"|(?<![A-Za-z0-9.])[a-z](?=\.?[·•・‧][\u3400-\u9fff]))"
)


@rule("NAM005", "lower-case-initial", mqm="fluency/spelling", severity=Severity.MINOR)
def lower_case_initial(pair: Pair, context: Context) -> Iterator[Fault]:
    """An initial or a Latin part of a transcribed name begins with a small letter.

    Only beside a middle dot, and only where the source has it with a capital.

    Why: 安妮·s·陈 is what is left when a machine lower-cases its input.
    Bad: By Annie S. Chen. => 作者：安妮·s·陈。
    Good: By Annie S. Chen. => 作者：安妮·S·陈。
    Fix: safe; the capital.
    """
    text = pair.target.prose
    if not any([dot in text for dot in _DOTS]):
        return
    for match in _LOWER.finditer(text):
        word = match[0]
        if not word[0].islower():
            continue
        source = pair.source.prose
        there = next((found for found in _words(word).finditer(source) if found[0][0].isupper()), None)
        if there is None:
            continue
        # Before all other words a letter of a formula stands too, but it has no point and is small in the source as well.
        first = text[match.start() - 1 : match.start()] not in _DOTS
        if first and (source[there.end() : there.end() + 1] != "." or re.search(rf"(?<!\w){word}(?!\w)", source)):
            continue
        right = there[0]
        place = pair.target.quote(*match.span())
        yield Fault(
            f"{place.text!r} is {right!r} in the source",
            source=pair.source.quote(*there.span()),
            target=place,
            fixes=(Fix(right, Safety.SAFE, (Edit(place.span, right),)),),
            evidence={"kind": "capital"},
        )


def _words(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
