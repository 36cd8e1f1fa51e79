"""ACC011."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Severity
from transqa.rules.accuracy.brackets import lost_brackets
from transqa.rules.accuracy.clauses import lost_clauses
from transqa.rules.accuracy.ends import lost_ends
from transqa.rules.accuracy.enumerated import lost_items
from transqa.rules.accuracy.support import Alone, lost_sentences
from transqa.text.chars import count_words

#: A sentence of so many words that is so surely lost is more than a shortened phrase.
_WORDS = 6
_SURE = 0.9
#: Words that are named in the message.
_SHOWN = 4


@rule("ACC011", "omitted-sentence", mqm="accuracy/omission", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def omitted_sentence(context: Context) -> Iterator[Fault]:
    """A sentence inside a translated block, or a clause inside a translated sentence, has no counterpart.

    Hardly any of the words that only this sentence has are rendered (by the dictionary, the termbase, or as they stand),
    and the translation is short by about its length. Of a clause (what stands between commas, brackets or dashes) the
    neighbours' renderings leave no room either; clauses are judged from English to Chinese. However long the sentence is,
    a clause or an item of a list is found where the renderings of its neighbours follow each other with nothing between
    them, or where the list has fewer items than in the source; an item of an enumeration by its number: (1) and (3) without
    (2). Brackets are compared one by one. Below 0.9 confidence the finding is minor.

    Why: between two sentences that were translated nobody looks for a third.
    Bad: The reader learns from the newspaper. Seven engineers tested the elevator in the harbour. => 读者从报纸上学习。
    Good: The reader learns from the newspaper. Seven engineers tested the elevator in the harbour. =>
    读者从报纸上学习。七名工程师在港口测试了电梯。
    Fix: none; only a translator can supply what is missing.
    """
    for pair in context.pairs:
        lost = [
            (one, "sentence", "the block")
            for known in (lost_sentences, lost_ends)
            for one in known(context).get(pair.index, ())
        ]
        lost += [(one, "clause", "its sentence") for one in lost_clauses(context).get(pair.index, ())]
        lost += [
            (one, "item", "the enumeration")
            for one in lost_items(context).get(pair.index, ())
            if not any(other.start < one.end and one.start < other.end for other, _, _ in lost)
        ]
        lost += [
            (one, "text in brackets", "the block")
            for one in lost_brackets(context).get(pair.index, ())
            if not any(other.start < one.end and one.start < other.end for other, _, _ in lost)
        ]
        for one, what, where in lost:
            yield _fault(one, what, where, pair, context)


def _fault(lost: Alone, what: str, where: str, pair: Pair, context: Context) -> Fault:
    words = count_words(pair.source.prose[lost.start : lost.end].replace("\0", " "), context.source.language)
    named = ", ".join(repr(word) for word in lost.missed[:_SHOWN])
    return Fault(
        f"this {what} ({words} words) has no translation in {where}"
        + (f"; nothing there for {named}" if named else ""),
        source=pair.source.quote(lost.start, lost.end),
        severity=Severity.MAJOR if words >= _WORDS and lost.confidence >= _SURE else Severity.MINOR,
        confidence=lost.confidence,
        evidence={"kind": "omission", "missed": list(lost.missed), "words": words},
    )
