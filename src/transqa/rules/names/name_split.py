"""DNT006."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.assign import Outcome
from transqa.model import Edit, Fix, Safety, Severity

_DOTTED = re.compile(r"(?<![\w./@])([A-Za-z][\w-]*)\.([A-Za-z]{2,4})(?![\w/@])")
#: Most sources have no such dot, and this is seen quicker.
_DOT = re.compile(r"\.[A-Za-z]{2}")
#: What a machine leaves in place of the first half: a few characters, no punctuation.
_HALF = r"[^\s\0\x1e，。、；：！？,;:!?()（）《》\[\]*_|]{1,12}"


@rule("DNT006", "name-split", mqm="do-not-translate/name", severity=Severity.MAJOR)
def name_split(pair: Pair, context: Context) -> Iterator[Fault]:
    """A name with a dot in it (Argo.AI, Node.js) was taken for the end of a sentence and split.

    The second half is left behind a full stop, or with spaces around the dot, and what stands before it is not the
    first half.

    Why: 蓉城。AI is the machine's own punctuation inside a company's name; a reader sees two sentences.
    Bad: Melder.AI raised money. => 融合器。AI 筹集了资金。
    Good: Melder.AI raised money. => Melder.AI 筹集了资金。
    Fix: unsafe; the name as the source writes it.
    """
    source, target = pair.source.prose, pair.target.prose
    if not _DOT.search(source):
        return
    accepted, taken = _claims(pair, context)
    for match in _DOTTED.finditer(source):
        name, second = match.group(), match[2]
        if name in target or (second.islower() and second not in {"ai", "io", "js", "py", "net", "com", "org"}):
            continue
        half = rf"(?:{re.escape(second)}|人工智能|人工智慧)(?![A-Za-z])"
        if len(re.findall(rf"(?<![.\w]){second}\b", source)) >= len(re.findall(half, target)):
            continue  # the source says it elsewhere too
        pattern = rf"({_HALF})(?:[。．]\s?| ?\. ){half}"
        for found in re.finditer(pattern, target, re.IGNORECASE):
            # A right rendering before it belongs to the sentence, not to the name.
            start = max((at + 1 for at in range(*found.span(1)) if at in accepted), default=found.start())
            if start == found.end(1) or not taken.isdisjoint(range(start, found.end())):
                continue
            taken.update(range(start, found.end()))
            place = pair.target.quote(start, found.end())
            yield Fault(
                f"{place.text!r} is what is left of the name {name!r}",
                source=pair.source.quote(*match.span()),
                target=place,
                fixes=(Fix(name, Safety.UNSAFE, (Edit(place.span, name),)),),
                confidence=0.9,
                evidence={"kind": "leftover", "name": name},
            )
            break


def _claims(pair: Pair, context: Context) -> tuple[set[int], set[int]]:
    """Characters of right renderings, and of wrong ones that DNT001 tells of: a fault is not told twice."""
    accepted: set[int] = set()
    blamed: set[int] = set()
    for rendering in context.terms(pair).renderings:
        if rendering.target:
            (blamed if rendering.outcome is Outcome.DEPRECATED else accepted).update(range(*rendering.target))
    return accepted, blamed
