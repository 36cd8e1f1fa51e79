"""ACC001."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Severity
from transqa.text.chars import count_words

#: Blocks that a translation may well leave out: they carry no sentence of the text.
_OPTIONAL = frozenset({BlockKind.HTML, BlockKind.FRONT_MATTER, BlockKind.CODE, BlockKind.MATH, BlockKind.IMAGE})


@rule("ACC001", "omitted-block", mqm="accuracy/omission", severity=Severity.MINOR, scope=Scope.LINK)
def omitted_block(pair: Pair, context: Context) -> Iterator[Fault]:
    """A block of the source has no counterpart in the translation.

    Code, images, HTML and front matter are left out on purpose often enough and are not reported.

    Why: a lost paragraph is the one fault no reader of the translation can see.
    Bad: We train it.  Then we test it. => 我们训练它。
    Good: We train it.  Then we test it. => 我们训练它。  然后测试它。
    Fix: none; only a translator can supply what is missing.
    """
    if pair.target.blocks or not pair.source.blocks:
        return
    block = pair.source.blocks[0]
    words = count_words(block.prose.replace("\0", " "), context.source.language)
    if block.kind in _OPTIONAL or not words:
        return
    yield Fault(
        f"this {block.kind.value.replace('_', ' ')} ({words} words) has no translation",
        source=pair.source.whole(),
        confidence=pair.link.confidence,
    )
