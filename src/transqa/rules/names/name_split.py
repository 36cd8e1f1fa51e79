"""DNT006."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity

_DOTTED = re.compile(r"(?<![\w./@])([A-Za-z][\w-]*)\.([A-Za-z]{2,4})(?![\w/@])")
#: What a machine leaves in place of the first half: a few characters, no punctuation.
_HALF = r"[^\s\0\x1e，。、；：！？,;:!?()（）《》\[\]*_|]{1,12}"


@rule("DNT006", "name-split", mqm="do-not-translate/name", severity=Severity.MAJOR)
def name_split(pair: Pair, context: Context) -> Iterator[Fault]:
    """A name with a dot in it (Argo.AI, Node.js) was taken for the end of a sentence and split.

    The second half is left behind a full stop, or with spaces around the dot, and what stands before it is not the
    first half.

    Why: 蓉城。AI is the machine's own punctuation inside a company's name; a reader sees two sentences.
    Bad: Jasper.AI raised money. => 贾斯帕。AI 筹集了资金。
    Good: Jasper.AI raised money. => Jasper.AI 筹集了资金。
    Fix: unsafe; the name as the source writes it.
    """
    source, target = pair.source.prose, pair.target.prose
    # What DNT001 tells of is not told twice.
    taken = {at for rendering in context.terms(pair).renderings for at in range(*(rendering.target or (0, 0)))}
    for match in _DOTTED.finditer(source):
        name, second = match.group(), match[2]
        if name in target or (second.islower() and second not in {"ai", "io", "js", "py", "net", "com", "org"}):
            continue
        half = rf"(?:{re.escape(second)}|人工智能|人工智慧)(?![A-Za-z])"
        if len(re.findall(rf"(?<![.\w]){second}\b", source)) >= len(re.findall(half, target)):
            continue  # the source says it elsewhere too
        pattern = rf"{_HALF}(?:[。．]\s?| ?\. ){half}"
        for found in re.finditer(pattern, target, re.IGNORECASE):
            if not taken.isdisjoint(range(*found.span())):
                continue
            taken.update(range(*found.span()))
            place = pair.target.quote(*found.span())
            yield Fault(
                f"{place.text!r} is what is left of the name {name!r}",
                source=pair.source.quote(*match.span()),
                target=place,
                fixes=(Fix(name, Safety.UNSAFE, (Edit(place.span, name),)),),
                confidence=0.9,
                evidence={"kind": "leftover", "name": name},
            )
            break
