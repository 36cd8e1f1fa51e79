"""TRM002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.assign import Outcome
from transqa.check.terms.fixes import suggestions
from transqa.model import Fix, Severity
from transqa.termbase.model import Concept
from transqa.text.fold import is_chinese

#: Chinese words of no more characters mean many things.
_SHORT = 2
#: Domains of words that are no terms.
_GENERAL = ("everyday", "ordinary", "phrases", "research-writing")


@rule("TRM002", "missing-term", mqm="terminology/wrong-term", severity=Severity.MINOR)
def missing_term(pair: Pair, context: Context) -> Iterator[Fault]:
    """A source term has no acceptable rendering in its translation, and no known wrong one either.

    Ordinary words (``common: true`` in the termbase, technical nouns of several words apart; in a Chinese source also words
    of two characters, or to which the dictionary gives several senses, as 提升 is not always boosting), terms that are rendered acceptably
    elsewhere in the same block, and terms left in the source language are not reported here.

    Why: the term was paraphrased, dropped, or mistranslated in a way nobody has listed yet. That is worth a look and no
    more, so the finding never blocks by default.
    Bad: We study overfitting. => 我们研究模型记得太牢的问题。
    Good: We study overfitting. => 我们研究过拟合。
    Fix: none; the accepted renderings are named.
    """
    terms = context.terms(pair)
    if Outcome.MISSING not in terms.outcomes:
        return
    seen = set()
    # The literal rendering that stands in its place is another rule's finding.
    found = {suspect.term.start for suspect in context.suspects(pair) if suspect.kind == "dictionary"}
    chinese = is_chinese(context.source.language)
    for rendering in terms.renderings:
        concept = rendering.term.concept
        if (
            rendering.outcome is not Outcome.MISSING
            or concept.keep
            or _ordinary(concept, pair.source.prose[rendering.term.start : rendering.term.end])
            or concept.open
            or concept.id in seen
        ):
            continue
        if rendering.term.start in found:
            continue
        if chinese and _ambiguous(pair.source.prose[rendering.term.start : rendering.term.end], context):
            continue
        seen.add(concept.id)
        term = pair.source.quote(rendering.term.start, rendering.term.end)
        if _is_code(term.text, pair):
            continue
        offered = suggestions(concept, term.text, context.target.language)
        if offered:
            yield Fault(
                f"no accepted rendering of {term.text!r} in the translation; expected {' / '.join(offered[:4])}",
                source=term,
                concept=concept.id,
                fixes=tuple(Fix(text) for text in offered[:4]),
                confidence=0.5,
            )


def _ordinary(concept: Concept, text: str) -> bool:
    """Whether a paraphrase is as good: an ordinary word, which a technical noun of several words is not."""
    phrase = concept.pos == "noun" and " " in text and not concept.domain.startswith(_GENERAL)
    return concept.common and not phrase


def _is_code(word: str, pair: Pair) -> bool:
    """Whether the translation names it as code: the setting `temperature`."""
    codes = (block.text[start:end] for block in pair.target.blocks for start, end in block.masked)
    return any(code.casefold() == word.casefold() for code in codes)


def _ambiguous(word: str, context: Context) -> bool:
    """Whether a Chinese word has only two characters, or the dictionary several senses of it."""
    if len(word) <= _SHORT and not word.isascii():
        return True
    return context.lexicon is not None and sum(len(entry.glosses) for entry in context.lexicon.entries(word)) > 1
