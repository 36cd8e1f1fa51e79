"""CNS001."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.assign import Outcome, Rendering
from transqa.check.terms.fixes import replacement
from transqa.model import Severity
from transqa.text.fold import fold

#: The usual rendering must stand this often, and the other at most a third as often, before the other is a slip.
_USUAL = 3
_RATIO = 3


@rule("CNS001", "inconsistent-term", mqm="terminology/inconsistent", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def inconsistent_term(context: Context) -> Iterator[Fault]:
    """One source term has several acceptable renderings in the document, and this is the rare one.

    Each rendering may be right by itself. The finding names the usual one, with the counts of both. Ordinary words and
    names are left alone, and so are renderings of which one contains the other (预训练, 预训练的).

    Why: a reader takes two words for two concepts.
    Bad: The retriever is old.  A retriever is fast.  Train the retriever.  Each retriever returns ten passages. =>
    检索器已经过时。  检索器很快。  训练检索器。  每个召回器返回十个段落。
    Good: The retriever is old.  A retriever is fast.  Train the retriever.  Each retriever returns ten passages. =>
    检索器已经过时。  检索器很快。  训练检索器。  每个检索器返回十个段落。
    Fix: unsafe; the usual rendering.
    """
    language = context.target.language
    uses: dict[str, dict[str, list[tuple[Pair, Rendering]]]] = defaultdict(lambda: defaultdict(list))
    for pair in context.pairs:
        for rendering in context.terms(pair).renderings if pair.judged else ():
            concept = rendering.term.concept
            if rendering.outcome is Outcome.ACCEPTED and rendering.target and not (concept.common or concept.keep):
                text = fold(pair.target.prose[slice(*rendering.target)], language).replace(" ", "")
                # The source form is left beside its rendering, in parentheses or a title: no second rendering.
                if text != fold(pair.source.prose[rendering.term.start : rendering.term.end], language).replace(
                    " ", ""
                ):
                    uses[concept.id][text].append((pair, rendering))
    for renderings in uses.values():
        usual = max(renderings, key=lambda text: (len(renderings[text]), text))
        often = len(renderings[usual])
        if often < _USUAL:
            continue
        for text, places in sorted(renderings.items()):
            if len(places) * _RATIO > often or _variants(text, usual):
                continue
            for pair, rendering in places:
                term = pair.source.quote(rendering.term.start, rendering.term.end)
                target = pair.target.quote(*rendering.target)  # type: ignore[misc]  # chosen above because it is there
                yield Fault(
                    f"{target.text!r} for {term.text!r}, which is {usual!r} elsewhere in this document "
                    f"({often} times against {len(places)})",
                    source=term,
                    target=target,
                    concept=rendering.term.concept.id,
                    fixes=replacement(rendering.term.concept, usual, target, language)[:1],
                    confidence=round(1 - len(places) / often, 2),
                    evidence={"kind": "consistency", "usual": usual, "counts": {usual: often, text: len(places)}},
                )


def _variants(one: str, other: str) -> bool:
    """Whether one contains the other, or they share most of their characters: 编码器－解码器, 编码器和解码器."""
    shared = len(set(one) & set(other))
    return one in other or other in one or shared > 0.6 * min(len(set(one)), len(set(other))) or one.isascii()
