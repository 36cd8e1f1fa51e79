"""TRM004."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.fixes import replacement, suggestions
from transqa.model import Severity

#: From this confidence on the finding is major; the figure is where precision on reviewed digests passes 0.85.
_SURE = 0.6
#: The same for a term of several words, whose words may be rendered one by one and still be right: 独立的变量.
_SURE_OF_WORDS = 0.72


@rule("TRM004", "literal-term", mqm="terminology/wrong-term", severity=Severity.MAJOR, languages=("zh",))
def literal_term(pair: Pair, context: Context) -> Iterator[Fault]:
    """A source term is rendered by an everyday sense of its English words, as the dictionary shows.

    The term has no acceptable rendering in the pair, and among the words that render nothing else there is one whose
    dictionary gloss is the term's own English word. The gloss is quoted. Below a stated confidence the finding is minor.

    Why: no list holds all the words a machine may pick; a dictionary shows the literal translation for what it is.
    Bad: Beam search keeps five candidates. => 横梁搜寻保留五个候选。
    Good: Beam search keeps five candidates. => 束搜索保留五个候选。
    Fix: unsafe; the accepted renderings are offered.
    """
    for suspect in context.suspects(pair):
        concept = suspect.term.concept
        if suspect.kind != "dictionary":
            continue
        term = pair.source.quote(suspect.term.start, suspect.term.end)
        target = pair.target.quote(*suspect.target)
        offered = suggestions(concept, term.text, context.target.language)
        if target.text in offered:
            # Right, but claimed by a longer rendering of another concept: 长上下文 in 更长上下文窗口.
            continue
        sure = _SURE_OF_WORDS if " " in term.text or "-" in term.text else _SURE
        yield Fault(
            f"{target.text!r} looks like a literal rendering of {term.text!r} ({suspect.detail}); "
            f"expected {' / '.join(offered[:3])}",
            source=term,
            target=target,
            severity=Severity.MAJOR if suspect.confidence >= sure else Severity.MINOR,
            category="do-not-translate/name" if concept.keep else None,
            concept=concept.id,
            fixes=replacement(concept, term.text, target, context.target.language),
            confidence=suspect.confidence,
            evidence={"kind": "dictionary", "gloss": suspect.detail},
        )
