"""ACC004."""

from __future__ import annotations

import math
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.pair import Pair
from transqa.model import Severity
from transqa.rules.accuracy.clauses import lost_clauses
from transqa.rules.accuracy.ends import added_ends, lost_ends
from transqa.rules.accuracy.lengths import lengths
from transqa.rules.accuracy.support import added_sentences, lost_sentences
from transqa.rules.people.lists import people
from transqa.text.chars import count_words

#: Lighter blocks (bytes of the source) vary too much to be judged.
_WEIGHT = 55
_LIGHT = 32
#: A target of this weight is a label or a number.
_NOTHING = 8
#: Standard deviations, and the factor of length, beyond which a block is reported.
_DEVIATIONS = 4.0
_FACTOR = math.log(1.6)
#: So many people make a list.
_NAMES = 3


@rule("ACC004", "suspicious-length", mqm="accuracy/omission", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def suspicious_length(context: Context) -> Iterator[Fault]:
    """A translation is far shorter or longer than translations of such a block usually are.

    What is usual is known beforehand for common languages and kinds of blocks, and learned from the document itself (the
    median of the ratios and their spread) the more of it there is. Blocks of fewer than about 12 source words are not
    judged, and those in which a lost or added sentence or clause was found (ACC011, ACC012) are not reported again.

    Why: a sentence lost inside a paragraph leaves no other trace.
    Bad: The model was trained for three days on eight machines with thousands of questions that no one had ever seen in any
    school of the country. => 模型训练了三天。
    Good: The model was trained for three days on eight machines with thousands of questions that no one had ever seen in any
    school of the country. => 模型在八台机器上用数千道全国任何学校都没有人见过的问题训练了三天。
    Fix: none.
    """
    usual = lengths(context)
    for index, measure in usual.measures.items():
        if usual.usual is None or abs(measure.ratio - usual.usual) < _FACTOR:
            continue
        pair, found = context.pairs[index], usual.surplus(index)
        if found is None or abs(found[1]) < _DEVIATIONS:
            continue
        # Of a block that is hardly there at all even a light one tells.
        if measure.source < (_LIGHT if measure.target <= _NOTHING else _WEIGHT) or _explained(pair, context):
            continue
        words = count_words(pair.source.prose.replace("\0", " "), context.source.language)
        size = count_words(pair.target.prose.replace("\0", " "), context.target.language)
        expected = round(size / math.exp(found[0]))
        what = "shorter" if found[0] < 0 else "longer"
        yield Fault(
            f"{what} than usual: {size} for {words} source words, where about {expected} would be usual",
            source=pair.source.whole(),
            target=pair.target.whole(),
            category="accuracy/omission" if found[0] < 0 else "accuracy/addition",
            confidence=round(min(0.95, abs(found[1]) / 8), 2),
            evidence={"kind": "length", "source_words": words, "target_size": size, "usual": expected},
        )


def _explained(pair: Pair, context: Context) -> bool:
    """Whether another rule points at the reason, or the names of people are transcribed, which takes room."""
    if any(
        known(context).get(pair.index)
        for known in (lost_sentences, lost_clauses, lost_ends, added_sentences, added_ends)
    ):
        return True
    return any(found.pair.index == pair.index and len(found.names) >= _NAMES for found in people(context))
