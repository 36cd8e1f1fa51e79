"""ACC001."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Severity
from transqa.text.chars import count_words
from transqa.text.language import entry

#: Blocks that a translation may well leave out: they carry no sentence of the text.
_OPTIONAL = frozenset({BlockKind.HTML, BlockKind.FRONT_MATTER, BlockKind.CODE, BlockKind.MATH, BlockKind.IMAGE})
#: Blocks that make up the running text, and from how many words (characters in Chinese and Japanese) on they are missed.
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_LONG: Mapping[str, int] = {"zh": 25, "ja": 35}
_SURE = 0.9


@rule("ACC001", "omitted-block", mqm="accuracy/omission", severity=Severity.MINOR, scope=Scope.LINK)
def omitted_block(pair: Pair, context: Context) -> Iterator[Fault]:
    """A block of the source has no counterpart in the translation.

    A paragraph, list item or quotation of 15 words and more that is certainly missing is major; headings, captions,
    cells and short blocks are minor. Code, images, HTML and front matter are left out on purpose often enough and are
    not reported.

    Why: a lost paragraph is the one fault no reader of the translation can see.
    Bad: We train it.  Then we test it. => 我们训练它。
    Good: We train it.  Then we test it. => 我们训练它。  然后测试它。
    Fix: none; only a translator can supply what is missing.
    """
    if pair.target.blocks or not pair.source.blocks:
        return
    block = pair.source.blocks[0]
    if block.kind in _OPTIONAL:
        return
    words = count_words(block.prose.replace("\0", " "), context.source.language)
    if not words:
        return
    missed = block.kind in _RUNNING and words >= (entry(_LONG, context.source.language) or 15)
    yield Fault(
        f"this {block.kind.value.replace('_', ' ')} ({words} {'word' if words == 1 else 'words'}) has no translation",
        source=pair.source.whole(),
        severity=Severity.MAJOR if missed and pair.link.confidence >= _SURE else Severity.MINOR,
        confidence=pair.link.confidence,
        evidence={"kind": "alignment", "words": words},
    )
