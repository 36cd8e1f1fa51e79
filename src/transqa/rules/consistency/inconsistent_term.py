"""CNS001."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.assign import Rendering
from transqa.check.terms.fixes import replacement
from transqa.check.terms.source import Term
from transqa.check.usage import document_uses
from transqa.model import Severity

#: The usual rendering must stand this often, and the other at most a third as often, before the other is a slip.
_USUAL = 3
_RATIO = 3
_WORD = re.compile("[a-z]+")


@rule("CNS001", "inconsistent-term", mqm="terminology/inconsistent", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def inconsistent_term(context: Context) -> Iterator[Fault]:
    """One source term has several acceptable renderings in the document, and this is the rare one.

    Documents that are checked together are counted together, so that a set of issues keeps one vocabulary. Each
    rendering may be right by itself. The finding names the usual one, with the counts of both. Ordinary words and names
    are left alone, and so are renderings of which one contains the other (预训练, 预训练的).

    Why: a reader takes two words for two concepts.
    Bad: The retriever is old.  A retriever is fast.  Train the retriever.  Each retriever returns ten passages. =>
    检索器已经过时。  检索器很快。  训练检索器。  每个召回器返回十个段落。
    Good: The retriever is old.  A retriever is fast.  Train the retriever.  Each retriever returns ten passages. =>
    检索器已经过时。  检索器很快。  训练检索器。  每个检索器返回十个段落。
    Fix: unsafe; the usual rendering.
    """
    language = context.target.language
    for concept, renderings in document_uses(context).items():
        counts = context.usage.get(concept) or {text: len(places) for text, places in renderings.items()}
        usual = max(counts, key=lambda text: (counts[text], text))
        often = counts[usual]
        if often < _USUAL:
            continue
        shown = _as_written(renderings.get(usual, ()), usual)
        # An abbreviation is introduced by its words: 大语言模型 in the title, 大语言模型（LLM） at the first mention.
        introduced = min((pair.index for pair, _ in renderings.get(usual, ())), default=-1) if usual.isascii() else -1
        where = "elsewhere in this document" if usual in renderings else "in the other documents"
        for text, places in sorted(renderings.items()):
            if counts[text] * _RATIO > often or _variants(text, usual):
                continue
            for pair, rendering in places:
                if usual.isascii() and (_spelled_out(pair, rendering) or pair.index <= introduced):
                    continue
                if usual in renderings and _other_word(text, rendering.term, pair, context):
                    continue
                term = pair.source.quote(rendering.term.start, rendering.term.end)
                target = pair.target.quote(*rendering.target)  # type: ignore[misc]  # chosen above because it is there
                yield Fault(
                    f"{target.text!r} for {term.text!r}, which is {shown!r} {where} "
                    f"({often} times against {counts[text]})",
                    source=term,
                    target=target,
                    concept=concept,
                    fixes=replacement(rendering.term.concept, shown, target, language)[:1],
                    confidence=round(1 - counts[text] / often, 2),
                    evidence={"kind": "consistency", "usual": usual, "counts": {usual: often, text: counts[text]}},
                )


def _as_written(places: Sequence[tuple[Pair, Rendering]], usual: str) -> str:
    """The usual rendering as the document writes it: what is counted is folded, 標記 to 标记."""
    for pair, rendering in places:
        if rendering.target:
            return pair.target.quote(*rendering.target).text
    return usual


def _spelled_out(pair: Pair, rendering: Rendering) -> bool:
    """Whether the source spells the term out, of which the translation keeps the abbreviation elsewhere."""
    return " " in pair.source.prose[rendering.term.start : rendering.term.end].strip()


def _other_word(text: str, term: Term, pair: Pair, context: Context) -> bool:
    """Whether the rare rendering is the dictionary's word for another word of the source: 单词 where tokens are words."""
    source = pair.source.prose.lower()
    words = set(_WORD.findall(source)).difference(_WORD.findall(source[term.start : term.end]))
    return context.lexicon is not None and any(text in context.lexicon.translations(word) for word in words)


def _variants(one: str, other: str) -> bool:
    """Whether one contains the other, or they share most of their characters: 编码器－解码器, 编码器和解码器."""
    shared = len(set(one) & set(other))
    return one in other or other in one or shared > 0.6 * min(len(set(one)), len(set(other))) or one.isascii()
