"""Runs of words of the source language in the target's text; those that no script tells apart are made out here."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from transqa.check import Context, Pair
from transqa.model import InlineKind
from transqa.rules.accuracy.foreign import Places, set_off
from transqa.rules.accuracy.kept_words import PIECE, RUN
from transqa.text.function_words import FUNCTION_WORDS, words_of
from transqa.text.language import entry

#: So many words in a row are a phrase that somebody forgot.
PHRASE = 4
_HAN_PHRASE = 8
_HAN_RUN = re.compile(r"[\u3400-\u9fff\u3041-\u30ff]{2,}")
#: Inlines that quote a title or an example.
_TITLED = frozenset({InlineKind.LINK, InlineKind.EMPHASIS})


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the source language in the target's text."""

    start: int
    end: int
    phrase: bool = False
    better: str = ""


def whole_inline(pair: Pair, start: int, end: int, kinds: Set[InlineKind] = _TITLED) -> bool:
    """Whether the words are all of a link or of an emphasised phrase: a title, an example."""
    span = pair.target.quote(start, end).span
    return any(
        inline.kind in kinds and inline.content.start <= span.start < inline.content.end <= span.end + 2
        for block in pair.target.blocks
        for inline in block.inlines
    )


def in_title(pair: Pair, start: int, end: int) -> bool:
    """The same, or they are part of a link that has no character of another script at all."""
    document, span = pair.target.document, pair.target.quote(start, end).span
    return whole_inline(pair, start, end) or any(
        inline.kind is InlineKind.LINK
        and inline.content.start <= span.start
        and span.end <= inline.content.end
        and not _HAN_RUN.search(document.text, inline.content.start, inline.content.end)
        for block in pair.target.blocks
        for inline in block.inlines
    )


def han_runs(pair: Pair) -> list[Run]:
    """Chinese or Japanese words of the source in a text of another script."""
    text = pair.target.prose
    excluded = Places(set_off(text), len(text))
    return [
        Run(*match.span(), len(match[0]) >= _HAN_PHRASE)
        for match in _HAN_RUN.finditer(text)
        if match[0] in pair.source.prose and not excluded.touch(*match.span())
    ]


def copied_phrases(pair: Pair, context: Context) -> list[Run]:
    """Phrases of the source, with its small words, in a text of another language of the same script."""
    theirs, ours = (entry(FUNCTION_WORDS, document.language) for document in (context.source, context.target))
    text = pair.target.prose
    if not theirs or not ours or theirs is ours:
        return []
    source = f" {' '.join(words_of(pair.source.prose))} "
    excluded: Places | None = None
    found: list[Run] = []
    for match in RUN.finditer(text):
        words = [(word.start(), word.end(), word[0].lower().replace("’", "'")) for word in PIECE.finditer(match[0])]
        small = [index for index, (_, _, word) in enumerate(words) if word in theirs and word not in ours]
        if len(small) < 2:
            continue
        first, last = small[0], small[-1] + 1
        while first and f" {words[first - 1][2]} {words[first][2]} " in source:
            first -= 1
        while last < len(words) and f" {words[last - 1][2]} {words[last][2]} " in source:
            last += 1
        part = [word for _, _, word in words[first:last]]
        if len(part) < PHRASE or f" {' '.join(part)} " not in source or any(word in ours for word in part):
            continue
        span = match.start() + words[first][0], match.start() + words[last - 1][1]
        excluded = excluded or Places(set_off(text), len(text))
        if not excluded.touch(*span) and not whole_inline(pair, *span):
            found.append(Run(*span, True))
    return found
