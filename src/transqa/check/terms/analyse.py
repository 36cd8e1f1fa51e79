"""What became of every source term of a pair: the one analysis that all terminology rules read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transqa.check.pair import Pair
from transqa.check.terms.assign import Assignment, assign, untranslated
from transqa.check.terms.compiled import Compiled
from transqa.check.terms.source import source_terms
from transqa.termbase.match import Match, Status
from transqa.termbase.model import Concept
from transqa.text.fold import fold


def analyse(pair: Pair, matchers: Compiled, concepts: Mapping[str, Concept]) -> Assignment:
    """Find the terms on both sides of a pair and assign them to each other."""
    source, target = pair.source.prose, pair.target.prose
    terms = source_terms(source, matchers.source, concepts)
    needed = {term.concept.id for term in terms}
    matches = list(_relevant(matchers.target.find(target), needed))
    assignment = assign(terms, matches, len(source), len(target))
    folded = fold(target, matchers.target.language)
    kept = {term.concept.id for term in terms if _stands(fold(source[term.start : term.end], "en"), folded)}
    return untranslated(assignment, kept)


def _relevant(matches: list[Match], needed: set[str]) -> list[Match]:
    """Drop deprecated renderings of concepts the source does not mention, unless they are wrong anywhere."""
    kept = []
    for match in matches:
        forms = tuple(
            form
            for form in match.forms
            if form.status is not Status.DEPRECATED or form.concept in needed or (form.entry and form.entry.anywhere)
        )
        if forms:
            kept.append(match if len(forms) == len(match.forms) else match._replace(forms=forms))
    return kept


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None
