"""Times without a number: a few seconds, mere minutes, a fraction of a second."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"\b(?:(?P<part>fractions? of an?)|(?:a )?(?:few|couple of|matter of)|several|mere(?:ly)?|in|within|takes?|took) "
    r"(?P<unit>second|minute|hour|day|week|month|year)(?(part)|s)\b"
)
_CHINESE = re.compile(
    "(?<![点點之])[几幾数數](?:十|百|个|個)?(?:(?P<second>秒)|(?P<minute>分[钟鐘])|(?P<hour>小[时時]|[钟鐘][头頭])|(?P<day>[天日](?!性))"
    "|(?P<week>[周週]|星期)|(?P<month>月)|(?P<year>年))"
)
Place = tuple[int, int]


def other_time(source: str, target: str) -> tuple[Place, Place] | None:
    """The one such time of an English text and of its Chinese translation, where that is another.

    It has another unit (几分钟 for "mere seconds"), or says more of it (几秒 for "a fraction of a second"). None where either
    side has more of them, or the source both units.
    """
    ours, theirs = [*_ENGLISH.finditer(source)], [*_CHINESE.finditer(target)]
    if len(ours) != 1 or len(theirs) != 1:
        return None
    one, other = ours[0], theirs[0]
    if one["unit"] == other.lastgroup and not one["part"]:
        return None
    if not one["part"] and re.search(rf"\b{other.lastgroup}s?\b", source):
        return None
    return one.span(), other.span()
