"""TYP016."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Safety, Severity
from transqa.rules.typography.sheet import Hit, faults, replaced, sheet
from transqa.text.script import part_of_another, regional, script_of


@rule(
    "TYP016",
    "regional-vocabulary",
    mqm="typography/regional",
    severity=Severity.MINOR,
    scope=Scope.DOCUMENT,
    languages=("zh-Hans", "zh-Hant"),
)
def regional_vocabulary(context: Context) -> Iterator[Fault]:
    """A word of the mainland in a text for Taiwan (軟件, 屏幕, 默認), or one of Taiwan in a text for the mainland (软体, 印表机).

    Words that the other region uses too, in whatever sense, are not in the list; terms of the termbase are
    TRM005's. Each word is reported once, with the number of its places. A traditional text counts as Taiwan's:
    for Hong Kong, switch the rule off.

    Why: it is Chinese of another country, and shows that a converter wrote the text.
    Bad: The printer is old. => 印表机很旧。
    Good: The printer is old. => 打印机很旧。
    Fix: unsafe; the word of the region.
    """
    tag = script_of(context.target.language)
    if not tag:
        return
    page = sheet(context)
    pattern, right = regional(tag)
    known: dict[int, set[int]] = {}
    places: dict[str, list[Hit]] = defaultdict(list)
    for match in pattern.finditer(page.text):
        start, end = match.span()
        if not part_of_another(page.text, start, end) and not _claimed(context, start, end, known):
            places[match.group()].append(replaced(start, end, right[match.group()], Safety.UNSAFE))
    where = {"zh-Hans": "Taiwan", "zh-Hant": "the mainland"}[tag]
    for hits in places.values():
        yield from faults(
            page,
            hits,
            lambda text, right: f"{text!r} is a word of {where}; here it is {right!r}",
            kind="region",
            together=True,
            confidence=0.7,
        )


def _claimed(context: Context, start: int, end: int, known: dict[int, set[int]]) -> bool:
    """Whether a source term has its rendering there: the termbase knows better."""
    pair, base = sheet(context).pair(start)
    if pair is None:
        return False
    if pair.index not in known:
        renderings = context.terms(pair).renderings
        known[pair.index] = {at for rendering in renderings if rendering.target for at in range(*rendering.target)}
    return not known[pair.index].isdisjoint(range(start - base, end - base))
