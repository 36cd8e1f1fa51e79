"""ACC003."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import BlockKind, Severity
from transqa.rules.accuracy.foreign import script, title_of_paper
from transqa.text.chars import count_words
from transqa.text.fold import fold
from transqa.text.function_words import language_of, words_of

_QUOTE = frozenset({BlockKind.QUOTE})
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.CAPTION})
#: An entry of a list of references, whose title may stay as it is: a quoted title, and at the end a preprint's number or a
#: year set off. A sentence that ends in a year has neither.
_REFERENCE = re.compile(
    r"[“\"].+[”\"].*(?:arXiv:\s?\d{4}\.\d{4,5}(?:v\d+)?|[,(] ?(?:19|20)\d\d[a-z]?\)?)[.,]?\s*\Z", re.DOTALL
)
#: What somebody or some model said, and nothing else.
_QUOTED = re.compile(r"\s*(?:“[^“”]+”|\"[^\"]+\")\W*")
#: Shorter blocks are names, titles and references more often than sentences that were forgotten.
_WORDS = 6
#: Share of the target's words that the source has.
_COPIED = 0.7
#: What may stand before a title.
_NUMBER = re.compile(r"\W*\d{1,3}[.)、：:]?\s+")
_HAN_WORD = re.compile(r"[\u3400-\u9fff]")
_NATIVE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0400-\u06ff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_LATIN = re.compile(r"[A-Za-z]+")


@rule("ACC003", "untranslated-block", mqm="accuracy/untranslated", severity=Severity.MAJOR)
def untranslated_block(pair: Pair, context: Context) -> Iterator[Fault]:
    """A block of the translation is still in the source language.

    The target repeats most of the source's words and has hardly a character of its own script, or, where both languages
    share a script, hardly a small word of its own language. Names, titles, references, quotations, short lines and
    lines of links are left alone.

    Why: half a page of English in a Chinese article is noticed by everyone except the person who pasted it.
    Bad: The authors release their code and models today. => The authors release their code and models today.
    Good: The authors release their code and models today. => 作者今天发布了代码和模型。
    Fix: none.
    """
    scripts = script(context.source.language), script(context.target.language)
    text = pair.target.prose
    if scripts[0] == scripts[1]:
        left = scripts[1] == "Latn" and _same_script(pair, context)
    elif scripts[0] == "Latn":
        # Nearly every block ends here: it has more letters of its own script than Latin words.
        native = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / 2
        left = native * 4 <= text.count(" ") + 8 and _latin(pair, context)
    else:
        left = not text.isascii() and _han(pair, scripts)
    if left and any(block.kind in _PROSE for block in pair.target.blocks):
        number = _NUMBER.match(text)
        if title_of_paper(pair.target, pair.target.quote(number.end() if number else 0, len(text)).span):
            return
        yield Fault(
            "this block is still in the source language",
            source=pair.source.whole(),
            target=pair.target.whole(),
            # What somebody said, or a model, may stay as it was said.
            severity=Severity.MINOR if pair.made_of(_QUOTE) else Severity.MAJOR,
            evidence={"kind": "untranslated"},
        )


def _latin(pair: Pair, context: Context) -> bool:
    """Latin source words in a text of another script."""
    source, target = (side.prose.replace("\0", " ") for side in (pair.source, pair.target))
    native = len(_NATIVE.findall(target))
    words = fold(target, "en").split()
    if len(words) < _WORDS or native > len(words) / 4 or count_words(source, context.source.language) < _WORDS:
        return False
    if _REFERENCE.search(source) or _QUOTED.fullmatch(source):
        return False
    theirs = set(fold(source, "en").split())
    copied = sum(word in theirs and word.isalpha() and word.isascii() for word in words)
    # A byline or a reference is capitalised words; a sentence has lower-case ones.
    sentence = sum(part[:1].islower() for part in target.split())
    return copied >= _COPIED * len(words) and sentence >= 0.5 * len(words)


def _same_script(pair: Pair, context: Context) -> bool:
    """A source sentence in a text of another language of the same script."""
    words = words_of(pair.target.prose)
    if len(words) < _WORDS or language_of(words) != context.source.language.split("-")[0]:
        return False
    theirs = set(words_of(pair.source.prose))
    parts = pair.target.prose.split()
    if sum(part[:1].islower() for part in parts) < 0.5 * len(parts):
        return False  # a title
    return sum(word in theirs for word in words) >= _COPIED * len(words)


def _han(pair: Pair, scripts: tuple[str, str]) -> bool:
    """Chinese or Japanese source text in a text of another script; between the two kana tell which it is."""
    if "Hani" in scripts and "Jpan" in scripts and (_KANA.search(pair.target.prose) is None) is (scripts[0] == "Jpan"):
        return False
    native = len(_LATIN.findall(pair.target.prose))
    copied = set(_HAN_WORD.findall(pair.target.prose)) & set(_HAN_WORD.findall(pair.source.prose))
    return len(copied) >= _WORDS and len(copied) > 2 * native
