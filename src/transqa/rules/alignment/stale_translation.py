"""ALN002."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.memo import per_document
from transqa.check.past import contents
from transqa.model import NOT_PROSE, Block, Severity

_SHOWN = 60


@rule("ALN002", "stale-translation", mqm="accuracy/outdated-translation", severity=Severity.MAJOR, scope=Scope.LINK)
def stale_translation(pair: Pair, context: Context) -> Iterator[Fault]:
    """The source block was changed after this translation of it was written.

    Looked at only where the git history is asked for (`--stale`, `--changed-since`, `transqa gate`). Each target block is
    traced back to the commit that gave it its present text; a source block that said something else in that commit is
    reported. What a reader sees is compared: line breaks, markup and the targets of links count for nothing, nor do
    paragraphs that were moved, split or joined; code, formulas and front matter have rules of their own. Where only
    punctuation or capitals have changed, it is minor. A block added to the source is an omission (ACC001) and not
    reported here.

    Why: nothing in such a translation looks wrong; it faithfully says what is no longer so.
    Bad: (source then: The model has 12 layers.) The model has 24 layers. => 该模型有 12 层。
    Good: (source then: The *model* has 12 layers.) The model has 12 layers. => 该模型有 12 层。
    Fix: none; a translator looks at the change and edits the translation.
    """
    pasts = [context.past.get(index) for index in pair.link.target]
    known = [past for past in pasts if past is not None]
    if not known or len(known) < len(pasts):
        return
    past = min(known, key=lambda past: past.age)
    for block in pair.source.blocks:
        if block.kind in NOT_PROSE or past.has(block):
            continue
        former = past.former(block, _present(context))
        if former is None and len(pair.source.blocks) > 1:
            continue  # added beside the block that was translated
        start, end, old = _changed(former, block) if former else (0, len(block.text), "")
        new = block.text[start:end]
        change = f"{_short(old)!r} is now {_short(new)!r}" if former else "it was rewritten"
        yield Fault(
            f"the source has changed since this was translated ({past.commit}, {past.day}): {change}",
            source=context.source.quote(block.locate(start, end)),
            target=pair.target.whole(),
            severity=Severity.MINOR if former and _letters(former.text) == _letters(block.text) else None,
            evidence={"kind": "history", "commit": past.commit, "day": past.day, "was": former.text if former else ""},
        )


@per_document
def _present(context: Context) -> frozenset[str]:
    return contents(context.source)


def _changed(former: Block, block: Block) -> tuple[int, int, str]:
    """The stretch of the block's text that has changed, in whole words, and what stood there before."""
    old, new = former.text, block.text
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    start = re.search(r"\w*$", new[:start]).start()  # type: ignore[union-attr]  # matches the empty text too
    rest = re.match(r"\w*", new[len(new) - tail :]) if tail else None
    tail -= rest.end() if rest else 0
    if start == len(new) - tail and start:
        start = re.search(r"\w*\W*$", new[:start]).start()  # type: ignore[union-attr]  # what was deleted leaves no place
    return start, len(new) - tail, old[start : len(old) - tail]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
