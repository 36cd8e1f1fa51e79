"""MRK014."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Severity
from transqa.rules.markup.inventory import NEAR, paragraph
from transqa.text.markup import EMOJI, emoji

_Found = list[tuple[int, int, str]]


@rule("MRK014", "emoji-lost", mqm="markup/emoji", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def emoji_lost(context: Context) -> Iterator[Fault]:
    """An emoji of the source is not in the translation, or is another one there.

    Presentation and skin tone do not matter, and an emoji may move to a neighbouring paragraph. Where none of a
    document's emoji is left, one finding says so. Arrows, check marks and stars of typography are no emoji.

    Why: readers of a newsletter find its sections by their emoji.
    Bad: # 🔬 Research => # 研究
    Good: # 🔬 Research => # 🔬 研究
    Fix: none; the emoji is quoted.
    """
    if not EMOJI.search(context.source.text):
        return
    rows: list[tuple[Pair, _Found, _Found]] = []
    for pair in context.pairs:
        source, target = pair.source.prose, pair.target.prose
        one = [] if source.isascii() else emoji(source)
        two = [] if target.isascii() else emoji(target)
        if one or two:
            rows.append((pair, one, two))
    if not any(one for _, one, _ in rows):
        return
    spare = {
        pair.index: Counter(char for _, _, char in two) - Counter(char for _, _, char in one) for pair, one, two in rows
    }
    gone: list[tuple[Pair, int, int, str]] = []
    total = 0
    for pair, one, two in rows:
        total += len(one)
        there = Counter(char for _, _, char in two)
        for start, end, char in one:
            if there[char]:
                there[char] -= 1
                continue
            near = next(
                (i for i in range(pair.index - NEAR, pair.index + NEAR + 1) if i in spare and spare[i][char]), None
            )
            if near is not None:
                spare[near][char] -= 1
            elif pair.judged:
                gone.append((pair, start, end, char))
    together = len(gone) == total and total > 3
    for pair, start, end, char in gone[:1] if together else gone:
        yield Fault(
            f"none of the {total} emoji of the source is in the translation, first {char}"
            if together
            else f"the emoji {char} is not in the translation",
            source=pair.source.quote(start, end),
            target=paragraph(pair.target),
            confidence=0.8,
            evidence={"kind": "emoji", "count": len(gone)},
        )
