"""TRM001."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.assign import Outcome, Rendering
from transqa.check.terms.fixes import replacement, wording
from transqa.check.terms.glosses import literal
from transqa.model import Severity
from transqa.termbase.model import Concept, Deprecated
from transqa.text.fold import fold

_QUOTES = frozenset({"“”", "‘’", "「」", "『』"})
_MARKS = frozenset("\"”’'")


@rule("TRM001", "deprecated-term", mqm="terminology/wrong-term", severity=Severity.MAJOR)
def deprecated_term(pair: Pair, context: Context) -> Iterator[Fault]:
    """A source term is rendered by a known wrong term.

    The termbase lists renderings that machine translation produces and no expert would write. One is reported when its
    source term is in the pair, has no acceptable rendering there, and no other source term explains the words. Where a
    reader still understands what is meant (推断 for a model's "inference"), or an ordinary word has that sense too (桌子 for
    "table"), the finding is minor.

    Why: a literal sense of an everyday word (摸索 for "grokking") hides the concept from the reader and embarrasses the
    publisher; overlap metrics barely notice it.
    Bad: Few-shot prompting works. => 少数镜头提示很有效。
    Good: Few-shot prompting works. => 少样本提示很有效。
    Fix: unsafe; the accepted renderings are offered, the preferred one first. The sentence around it may need another
    measure word.
    """
    terms = context.terms(pair)
    for rendering in terms.renderings if Outcome.DEPRECATED in terms.outcomes else ():
        if rendering.outcome is Outcome.DEPRECATED and rendering.target and rendering.form and rendering.form.entry:
            entry = rendering.form.entry
            concept, term = rendering.term.concept, pair.source.quote(rendering.term.start, rendering.term.end)
            if concept.keep:
                continue  # DNT001 tells of names
            target = pair.target.quote(*rendering.target)
            doubtful = _doubtful(concept, entry, term.text, target.text, context) or _in_quotes(rendering, pair)
            # Whoever gets an ordinary word wrong has not lost the subject.
            ordinary = _is_ordinary(concept) and not entry.anywhere
            severity = Severity.MAJOR if ordinary and entry.severity is Severity.CRITICAL else entry.severity
            yield Fault(
                wording(target.text, entry, term.text, concept, context.target.language),
                source=term,
                target=target,
                severity=Severity.MINOR if doubtful else severity,
                confidence=0.6 if doubtful else 1.0,
                concept=concept.id,
                fixes=replacement(concept, term.text, target, context.target.language),
                evidence={"kind": "termbase", "reason": entry.reason, "form": entry.text},
            )


def _doubtful(concept: Concept, entry: Deprecated, term: str, rendering: str, context: Context) -> bool:
    """Whether the rendering may be right here after all: an ordinary word has a sense in which it is.

    A list of conditions is never complete, and what the dictionary gives for the word is right wherever that sense is
    meant: people sit at a 桌子, catch a 火车 and weigh on a 天平 in texts about models too. A figure of speech may be as good
    in the other language.
    """
    if entry.anywhere or not _is_ordinary(concept):
        return False
    if (concept.open and concept.when is not None) or concept.domain.startswith("phrases"):
        return True
    return context.lexicon is not None and literal(fold(rendering, "zh"), term, context.lexicon)


def _in_quotes(rendering: Rendering, pair: Pair) -> bool:
    """Whether the translation sets the words in quotation marks that the source has not: somebody chose them with care."""
    start, end = rendering.target or (0, 0)
    text, term = pair.target.prose, rendering.term
    quoted = text[start - 1 : start] + text[end : end + 1] in _QUOTES
    return quoted and pair.source.prose[term.end : term.end + 1] not in _MARKS


def _is_ordinary(concept: Concept) -> bool:
    """Whether it is no technical term: an ordinary word, or one of those that papers are written with."""
    return concept.common or concept.open or concept.domain == "research-writing"
