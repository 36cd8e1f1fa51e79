"""ACC003."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import BlockKind, Severity
from transqa.text.chars import count_words, is_cjk
from transqa.text.fold import fold

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.CAPTION})
#: Shorter blocks are names, titles and references more often than sentences that were forgotten.
_WORDS = 6


@rule(
    "ACC003", "untranslated-block", mqm="accuracy/untranslated", severity=Severity.MAJOR, languages=("zh", "ja", "ko")
)
def untranslated_block(pair: Pair, context: Context) -> Iterator[Fault]:
    """A block of the translation is still in the source language.

    The target repeats most of the source's words and has hardly a character of its own script. Names, titles, short
    lines and lines of links are left alone.

    Why: half a page of English in a Chinese article is noticed by everyone except the person who pasted it.
    Bad: The authors release their code and models today. => The authors release their code and models today.
    Good: The authors release their code and models today. => 作者今天发布了代码和模型。
    Fix: none.
    """
    if not any(block.kind in _PROSE for block in pair.target.blocks):
        return
    source, target = (side.prose.replace("\0", " ") for side in (pair.source, pair.target))
    native = sum(map(is_cjk, target))
    words = fold(target, "en").split()
    if len(words) < _WORDS or native > len(words) / 4 or count_words(source, context.source.language) < _WORDS:
        return
    theirs = set(fold(source, "en").split())
    lower = sum(word in theirs and word.isalpha() and word.isascii() for word in words)
    # A byline or a reference is capitalised words; a sentence has lower-case ones.
    sentence = sum(part[:1].islower() for part in target.split())
    if lower >= 0.7 * len(words) and sentence >= 0.5 * len(words):
        yield Fault(
            "this block is still in the source language", source=pair.source.whole(), target=pair.target.whole()
        )
