"""What became of every source term of a pair: the one analysis that all terminology rules read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from transqa.check.pair import Pair
from transqa.check.terms.assign import Assignment, Outcome, assign, untranslated
from transqa.check.terms.compiled import Compiled
from transqa.check.terms.source import source_terms
from transqa.lexicon.segment import words as segment
from transqa.termbase.match import Form, Match, Status, regional, renderings
from transqa.termbase.model import Concept
from transqa.text.fold import fold

#: What may stand inside a rendering without changing it: particles, quotes, spaces.
_LOOSE = {ord(ch): None for ch in "的之 “”‘’「」『』\"'"}
#: What Chinese ends agent nouns with.
_AGENT = frozenset("器者机機")
#: What speaks of a rendering rather than uses it: 误译为“变形金刚”.
_ABOUT = re.compile("译|譯|translat|render")
_QUOTES = frozenset({"“”", "‘’", "「」", "『』", "《》", '""', "''"})
#: Characters on either side of a quoted rendering in which it may be spoken of.
_REACH = 24
_HAN = re.compile("[\u3400-\u9fff]")
#: Characters on either side of a match that have a say in where words begin and end.
_CLAUSE = 16
_SHIELD = Form("", "", Status.GUARD)


def analyse(pair: Pair, matchers: Compiled, concepts: Mapping[str, Concept]) -> Assignment:
    """Find the terms on both sides of a pair and assign them to each other."""
    source, target = pair.source.prose, pair.target.prose
    terms = source_terms(source, matchers.source, concepts)
    needed = {term.concept.id for term in terms}
    folded = fold(target, matchers.target.language)
    found = _relevant(matchers.target.find(target), needed, concepts, source, target)
    matches = list(_whole(found, needed, folded, matchers.words))
    assignment = assign(terms, matches, len(source), len(target))
    assignment = _loosely(assignment, folded, matchers.target.language)
    missing = [rendering.term for rendering in assignment.renderings if rendering.outcome is Outcome.MISSING]
    words = {(fold(source[term.start : term.end], "en"), term.concept.id) for term in missing}
    kept = {concept for word, concept in words if _stands(word, folded)}
    return untranslated(assignment, kept) if kept else assignment


def _loosely(assignment: Assignment, folded: str, language: str) -> Assignment:
    """Accept a missing compound whose rendering stands there with particles, quotes or spaces inside: 注意力的权重.

    And an agent noun whose rendering stands there without its last character: retriever, 检索 for 检索器.
    """
    if not any(rendering.outcome is Outcome.MISSING for rendering in assignment.renderings):
        return assignment
    bare = folded.translate(_LOOSE)

    def stands(concept: Concept) -> bool:
        forms = (
            fold(term, language).translate(_LOOSE)
            for term in (*renderings(concept, language)[0], *regional(concept, language))
        )
        agent = any(name.endswith(("er", "or")) for name in concept.names[:1])
        return any(
            (len(form) > 3 and form in bare) or (agent and len(form) > 2 and form[-1] in _AGENT and form[:-1] in bare)
            for form in forms
        )

    missing = {
        rendering.term.concept.id: rendering.term.concept
        for rendering in assignment.renderings
        if rendering.outcome is Outcome.MISSING
    }
    loose = {name for name, concept in missing.items() if stands(concept)}
    if not loose:
        return assignment
    return replace(
        assignment,
        renderings=tuple(
            replace(rendering, outcome=Outcome.ACCEPTED)
            if rendering.outcome is Outcome.MISSING and rendering.term.concept.id in loose
            else rendering
            for rendering in assignment.renderings
        ),
    )


def _whole(matches: Iterable[Match], needed: set[str], folded: str, words: frozenset[str]) -> Iterator[Match]:
    """Drop the wrong renderings that are made of parts of two words: 模特 in 规模特别大."""
    covered = 0
    known: dict[tuple[str, str, str], bool | None] = {}
    for match in matches:
        # Inside a longer match it is shielded whatever it is.
        if match.wrong and match.end > covered and words and _HAN.match(folded, match.start):
            start, end = _run(folded, match.start, match.end)
            read = folded[start : match.start], folded[match.start : match.end], folded[match.end : end]
            if read not in known:
                known[read] = _torn(*read, words)
            torn = known[read]
            # Where either reading will do, the source decides.
            match = match._replace(
                forms=tuple(
                    form
                    for form in match.forms
                    if not form.entry or torn is False or (torn is None and form.concept in needed)
                )
            )
        if match.forms:
            if match.end > covered:
                covered = match.end
            yield match


def _torn(before: str, text: str, after: str, words: frozenset[str]) -> bool | None:
    """Whether the three read better with words that begin or end inside ``text``; None where it may be."""
    best = segment(before + text + after, words)
    forced = 1 + len(segment(before, words)) + len(segment(after, words))
    if len(best) != forced:
        return len(best) < forced
    # As many words either way. Torn on both sides it is no word: 厂商|标注 for 商标.
    cuts = {cut for word in best for cut in word} & {len(before), len(before + text)}
    if len(cuts) != 1:
        return not cuts
    return False if text in words else None


def _run(folded: str, start: int, end: int) -> tuple[int, int]:
    """The Chinese characters around a match without a break; a clause has no more than ``_CLAUSE`` on either side."""
    first, last = max(start - _CLAUSE, 0), end + _CLAUSE
    while start > first and _HAN.match(folded, start - 1):
        start -= 1
    while end < last and _HAN.match(folded, end):
        end += 1
    return start, end


def _relevant(
    matches: Iterable[Match], needed: set[str], concepts: Mapping[str, Concept], source: str, target: str
) -> Iterator[Match]:
    """Drop the forms that say nothing here: deprecated renderings of concepts the source does not mention, unless they
    are wrong anywhere, and of those again the senses (a law degree) that only the source could have called for.

    Words that are talked about still shield what is inside them.
    """
    shared: dict[str, bool] = {}
    for match in matches:
        if not match.wrong:
            yield match
            continue
        anywhere = any(form.entry and form.entry.anywhere for form in match.forms)
        forms = tuple(
            form
            for form in match.forms
            if form.concept in needed
            or (form.entry.anywhere if form.entry else not (anywhere and concepts[form.concept].when))
        )
        if any(form.entry for form in forms) and _mentioned(match.start, match.end, source, target, shared):
            forms = tuple(form for form in forms if not form.entry) or (_SHIELD,)
        if forms:
            yield match if forms == match.forms else match._replace(forms=forms)


def _mentioned(start: int, end: int, source: str, target: str, shared: dict[str, bool]) -> bool:
    """Whether the words are talked about, not used: the source has them too, or they are in quotes beside 译.

    ``shared`` remembers which words the source has.
    """
    word = target[start:end]
    if word not in shared:
        shared[word] = word in source
    if shared[word]:
        return True
    if target[max(0, start - 1) : start] + target[end : end + 1] not in _QUOTES:
        return False
    return _ABOUT.search(target[max(0, start - _REACH) : start] + "\n" + target[end : end + _REACH]) is not None


def _stands(word: str, text: str) -> bool:
    return word in text and re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None
