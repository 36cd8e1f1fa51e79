"""What to write instead: suggestions and messages that all terminology rules share."""

from __future__ import annotations

from transqa.model import Edit, Fix, Quote, Safety, Severity
from transqa.termbase.match import renderings
from transqa.termbase.model import Concept, Deprecated

#: Renderings offered besides the preferred one.
_OFFERED = 3


def replacement(concept: Concept, source: str, target: Quote, language: str) -> tuple[Fix, ...]:
    """Renderings to put in place of ``target``, the preferred first.

    None is safe unasked: a Chinese sentence around the term may need another measure word, a Latin rendering a space.
    """
    offered = suggestions(concept, source, language)[: 1 + _OFFERED]
    return tuple(Fix(text, Safety.UNSAFE, (Edit(target.span, text),)) for text in offered)


def suggestions(concept: Concept, source: str, language: str) -> tuple[str, ...]:
    """Accepted renderings for the language, the one to prefer first; a name to keep is offered as the source has it."""
    if concept.keep:
        listed = concept.terms[language].accepted if language in concept.terms else ()
        return tuple(dict.fromkeys((source, *listed)))
    return renderings(concept, language)[0]


def wording(wrong: str, entry: Deprecated, source: str, concept: Concept, language: str) -> str:
    """One line that quotes the wrong words, says what they mean and what to write.

    What a reader still understands is called what it is: not the term.
    """
    verdict = "is not the term for" if entry.severity is Severity.MINOR else "is wrong for"
    offered = suggestions(concept, source, language)
    advice = f"; write {offered[0]}" if offered else ""
    return f"{wrong!r} {verdict} {source!r}: {entry.reason}{advice}"
