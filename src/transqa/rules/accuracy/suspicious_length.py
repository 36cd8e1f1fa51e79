"""ACC004."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median

from transqa.check import Context, Fault, Scope, rule
from transqa.check.pair import Pair
from transqa.model import BlockKind, Severity
from transqa.text.chars import count_words

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
#: Fewer pairs than this say nothing about a document's usual ratio.
_PAIRS = 8
_WORDS = 15


@rule("ACC004", "suspicious-length", mqm="accuracy/omission", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def suspicious_length(context: Context) -> Iterator[Fault]:
    """A translation is far shorter or longer than this document's translations usually are.

    The usual ratio of lengths and its spread are measured on the document itself (median and median absolute deviation
    of the log ratio), so no language pair needs a constant. Blocks of fewer than 15 source words are not judged.

    Why: a sentence lost inside a paragraph leaves no other trace.
    Bad: The model was trained for three days. It was then tested on new questions. Half of the answers were wrong, and
    nobody could say why. => 模型训练了三天。
    Good: The model was trained for three days. It was then tested on new questions. Half of the answers were wrong, and
    nobody could say why. => 模型训练了三天，然后用新问题测试。一半的答案是错的，谁也说不出原因。
    Fix: none.
    """
    measured = [row for pair in context.pairs if pair.judged and (row := _measure(pair, context))]
    if len(measured) < _PAIRS:
        return
    middle = median(ratio for _, ratio, _, _ in measured)
    spread = max(1.4826 * median(abs(ratio - middle) for _, ratio, _, _ in measured), 0.12)
    for pair, ratio, words, size in measured:
        # Short blocks vary more: the spread shrinks with the square root of the length.
        score = (ratio - middle) / (spread * max(1.0, math.sqrt(60 / words)))
        if abs(score) > 4 and abs(ratio - middle) > math.log(1.6):
            usual = round(words * math.exp(middle))
            what = "shorter" if score < 0 else "longer"
            yield Fault(
                f"{what} than usual: {size} for {words} source words, where this document has about {usual}",
                source=pair.source.whole(),
                target=pair.target.whole(),
                category="accuracy/omission" if score < 0 else "accuracy/addition",
                confidence=min(0.95, abs(score) / 8),
                evidence={"kind": "length", "source_words": words, "target_size": size, "usual": usual},
            )


def _measure(pair: Pair, context: Context) -> tuple[Pair, float, int, int] | None:
    if not all(block.kind in _PROSE for block in pair.source.blocks):
        return None
    words = count_words(pair.source.prose.replace("\0", " "), context.source.language)
    size = count_words(pair.target.prose.replace("\0", " "), context.target.language)
    return (pair, math.log(size / words), words, size) if words >= _WORDS and size else None
