"""What an entry says and can never do: tried out, not reasoned about.

Every source form is put into a small text of its own, with the neighbours that its condition asks for, and must be
recognised there; every wrong rendering is put opposite its source term and must be blamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from transqa.check.pair import Pair, Side
from transqa.check.terms.analyse import analyse
from transqa.check.terms.assign import Outcome
from transqa.check.terms.compiled import Compiled, compiled
from transqa.check.terms.source import holds
from transqa.curate.forms import Base
from transqa.curate.problem import Level, Problem, accepted_at, problem_at
from transqa.model import Block, BlockKind, Document, Link, Span
from transqa.termbase.match import Status
from transqa.termbase.model import Concept, Condition, Deprecated
from transqa.text.fold import fold, is_chinese

#: Combinations of neighbours that are tried for one source form.
_TRIES = 60


def unreachable_source(base: Base) -> Iterator[Problem]:
    """Source forms that never name their concept."""
    matchers = compiled(base.termbase, "en", next(iter(base.languages), "en"), None)
    for concept in base.termbase.concepts.values():
        for place, form in enumerate(concept.names):
            found, rival = _try(concept, form, matchers, base)
            if not found:
                taken = f"{rival!r} takes it" if rival else "no text meets its condition"
                yield problem_at(
                    concept,
                    accepted_at("en", place),
                    Level.ERROR,
                    "unreachable-source",
                    f"the source form {form!r} never names this concept: {taken}",
                    "remove the form, or give one of the two a when",
                )


def unreachable_deprecated(base: Base) -> Iterator[Problem]:
    """Wrong renderings that are never blamed, in the language that lists them."""
    for language in base.languages:
        listed = [concept for concept in base.termbase.concepts.values() if _listed(concept, language)]
        if listed:
            matchers = compiled(base.termbase, "en", language, base.lexicon if is_chinese(language) else None)
        for concept in listed:
            texts = (_try(concept, form, matchers, base)[0] for form in concept.names)
            if shown := next(filter(None, texts), ""):
                yield from _unblamed(concept, shown, language, matchers, base)


def _listed(concept: Concept, language: str) -> tuple[Deprecated, ...]:
    return concept.terms[language].deprecated if language in concept.terms else ()


def unmet_words(base: Base) -> Iterator[Problem]:
    """Words of a condition that the matcher cannot find."""
    for concept in base.termbase.concepts.values():
        when = concept.when
        if when is None:
            continue
        # A word that must not be near is found as one that must be.
        rows = [("near", word, Condition(near=(word,))) for word in when.near]
        rows += [("not_near", word, Condition(near=(word,))) for word in when.not_near]
        rows += [("before", word, Condition(before=(word,))) for word in when.before]
        rows += [("after", word, Condition(after=(word,))) for word in when.after]
        for key, word, alone in rows:
            text = fold(word, "en")
            # At the far end of the text stands what is looked for before or after it.
            at = len(text) + 1 if key == "before" else 0
            around = f"{text} x" if key == "before" else f"x {text}"
            if not holds(alone, around, at, at + 1, "en"):
                yield problem_at(
                    concept,
                    ("when", key, getattr(when, key).index(word)),
                    Level.WARNING,
                    "unmet-word",
                    f"when.{key}: {word!r} is never found in a text",
                    "write it without punctuation at its ends",
                )


def _try(concept: Concept, form: str, matchers: Compiled, base: Base) -> tuple[str, str]:
    """A text in which the form names its concept, or "" and the concept that is found in its place."""
    rival = ""
    for before, after, near in _neighbours(concept.when):
        start = len(before) + 1 if before else 0
        text = " ".join(part for part in (before, form, after) if part) + (f". {near}" if near else "")
        folded = fold(text, "en")
        terms = matchers.source_terms.find(text, folded, base.termbase.concepts)
        if concept.open:
            terms += matchers.source_terms.named(concept, text, folded, terms)
        for term in terms:
            if (term.start, term.end) == (start, start + len(form)):
                if term.concept is concept:
                    return text, ""
                rival = term.concept.id
            elif term.start < start + len(form) and start < term.end:
                rival = rival or term.concept.id
    return "", rival


def _neighbours(when: Condition | None) -> Iterator[tuple[str, str, str]]:
    if when is None:
        yield "", "", ""
        return
    part = {"verb": "to", "noun": "the", None: ""}[when.pos]
    befores, afters, nears = (words or ("",) for words in (when.before or (part,), when.after, when.near))
    for count, neighbours in enumerate(product(nears, afters, befores)):
        if count == _TRIES:
            break
        near, after, before = neighbours
        yield before, after, near


def _unblamed(concept: Concept, source: str, language: str, matchers: Compiled, base: Base) -> Iterator[Problem]:
    for entry in _listed(concept, language):
        pair = _pair(source, entry.text, language)
        outcome = analyse(pair, matchers, base.termbase.concepts)
        if any(
            rendering.outcome is Outcome.DEPRECATED and rendering.term.concept is concept
            for rendering in outcome.renderings
        ):
            continue
        hidden = [
            form
            for match in matchers.target.find(entry.text)
            for form in match.forms
            if form.status is not Status.DEPRECATED or form.concept != concept.id
        ]
        by = hidden[0].concept or "a word of the dictionary" if hidden else "the source form itself"
        yield base.problem(
            Level.WARNING,
            "unreachable-deprecated",
            concept,
            language,
            entry,
            f"the wrong rendering {entry.text!r} is never blamed in {language}: {by} shields it",
            "remove the entry",
        )


def _pair(source: str, target: str, language: str) -> Pair:
    return Pair(0, Link((0,), (0,), 1.0), _side(source, "en"), _side(target, language))


def _side(text: str, language: str) -> Side:
    document = one_block(text, language)
    return Side(document, document.blocks)


def one_block(text: str, language: str, *, path: str = "") -> Document:
    """A document of one paragraph without markup."""
    size = len(text)
    return Document(path, language, text, (Block(BlockKind.PARAGRAPH, Span(0, size), text, ((0, 0, size),)),))
