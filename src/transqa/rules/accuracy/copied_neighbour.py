"""ACC009."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Severity
from transqa.rules.accuracy.support import RUNNING, supported
from transqa.text.sentences import weight

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
#: Lighter texts (bytes) are labels and names, which recur.
_WEIGHT = 24
#: Sources that share more of their words than this say about the same.
_ALIKE = 0.5


@rule("ACC009", "copied-neighbour", mqm="accuracy/mistranslation", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def copied_neighbour(context: Context) -> Iterator[Fault]:
    """A block has the translation of another block.

    Two blocks with quite different sources have the same target, word for word. The one whose source the target renders
    worse is reported.

    Why: one wrong paste, and a paragraph is gone without leaving a gap.
    Bad: The reader learns from the newspaper.  Seven engineers tested the elevator. => 读者从报纸上学习。  读者从报纸上学习。
    Good: The reader learns from the newspaper.  Seven engineers tested the elevator. =>
    读者从报纸上学习。  七名工程师测试了电梯。
    Fix: none.
    """
    alike: dict[str, list[Pair]] = defaultdict(list)
    for pair in context.pairs:
        if pair.judged and pair.made_of(RUNNING):
            alike[_bare(pair.target.prose)].append(pair)
    for text, pairs in alike.items():
        if len(pairs) < 2 or weight(text) < _WEIGHT:
            continue
        # The one that the target fits best has its own translation; the others must differ from it.
        fits = {pair.index: supported(pair, context) for pair in pairs}
        owner = max(pairs, key=lambda pair: (fits[pair.index], -pair.index))
        for pair in pairs:
            if pair is owner or _shared(pair, owner) > _ALIKE:
                continue
            other = owner.target.whole()
            yield Fault(
                f"the same text as at line {other.line}, where it renders another source",
                source=pair.source.whole(),
                target=pair.target.whole(),
                confidence=0.9,
                evidence={"kind": "copy", "line": other.line},
            )


def _bare(text: str) -> str:
    return "".join(text.replace("\0", "").split())


def _shared(one: Pair, other: Pair) -> float:
    # The beginnings of the words: an ending makes no other sentence.
    words = [{word[:5] for word in _WORD.findall(pair.source.prose.lower())} or {""} for pair in (one, other)]
    return len(words[0] & words[1]) / min(map(len, words))
