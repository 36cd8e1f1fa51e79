"""ACC002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Severity
from transqa.text.chars import count_words

_OPTIONAL = frozenset({BlockKind.HTML, BlockKind.FRONT_MATTER, BlockKind.CODE, BlockKind.MATH, BlockKind.IMAGE})


@rule("ACC002", "added-block", mqm="accuracy/addition", severity=Severity.MINOR, scope=Scope.LINK)
def added_block(pair: Pair, context: Context) -> Iterator[Fault]:
    """A block of the translation has no counterpart in the source.

    Why: either the translation says what the author did not, or the block is a leftover of the machine (a repeated
    paragraph, a credit line).
    Bad: We train it. => 我们训练它。  （以上内容由机器生成。）
    Good: We train it. => 我们训练它。
    Fix: none.
    """
    if pair.source.blocks or not pair.target.blocks or not context.source.blocks:
        return
    block = pair.target.blocks[0]
    words = count_words(block.prose.replace("\0", " "), context.target.language)
    if block.kind in _OPTIONAL or not words:
        return
    yield Fault(
        f"this {block.kind.value.replace('_', ' ')} has no counterpart in the source",
        target=pair.target.whole(),
        confidence=pair.link.confidence,
    )
