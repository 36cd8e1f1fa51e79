"""What became of every source term of a pair: the one analysis that all terminology rules read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from transqa.check.pair import Pair
from transqa.check.terms.assign import Assignment, Outcome, Rendering, assign
from transqa.check.terms.compiled import Compiled
from transqa.check.terms.glosses import explained, literal, word_by_word, words_outside
from transqa.check.terms.source import Term, Within
from transqa.check.terms.target import Candidate, without_particles
from transqa.lexicon import Lexicon
from transqa.model import Severity
from transqa.termbase.match import Form
from transqa.termbase.model import Concept
from transqa.text.fold import fold, has_word

#: Share of a paragraph within which a word and its rendering stand, and the characters that a sentence moves them by.
_REACH, _SENTENCE = 0.25, 60
#: So much nearer (share of a paragraph) a wrong rendering stands to the place of its term than a right one that is another word's.
_NEARER = 0.2
#: Characters on either side of a word's rendering in which those of the term's other words stand.
_AROUND = 6
#: What may stand between the renderings of the words of one term.
_JOINTS = frozenset({"", " ", "的"})
#: So many wrong renderings of a paragraph are weighed against the rest of it: a book in one paragraph takes time in
#: proportion to its length.
_MOST = 32


def analyse(pair: Pair, matchers: Compiled, concepts: Mapping[str, Concept]) -> Assignment:
    """Find the terms on both sides of a pair and assign them to each other."""
    source, target, folded = pair.source.prose, pair.target.prose, pair.target.folded
    within: list[Within] = []
    terms = matchers.source_terms.find(source, pair.source.folded, concepts, within)
    needed = {term.concept.id for term in terms}
    hidden = {name for one in within for name in matchers.source_terms.named_by(one.pattern)} - needed
    candidates, inside, asked, wrong, parts, shorter = matchers.target_terms.find(
        target, folded, needed, source, hidden
    )
    assignment = assign(terms, candidates, inside, len(source), len(target))
    if asked and (more := _open_terms(pair, asked, terms, assignment, matchers, concepts)):
        terms = sorted([*terms, *more], key=lambda term: term.start)
        needed.update(term.concept.id for term in more)
        candidates, inside, _, wrong, _, shorter = matchers.target_terms.find(target, folded, needed, source)
        assignment = assign(terms, candidates, inside, len(source), len(target))
    if shorter:
        assignment = _shortened(shorter, assignment)
    if wrong:
        assignment = _preferring(wrong, assignment, pair, matchers)
    if parts:
        assignment = _with_parts(parts, within, assignment, pair, matchers, concepts)
    if asked:
        # Of two open concepts that overlap one is blamed, and the other means nothing.
        told = tuple(
            one for one in assignment.renderings if not one.term.concept.open or one.outcome is Outcome.DEPRECATED
        )
        assignment = replace(assignment, renderings=told)
    missing = [rendering.term for rendering in assignment.renderings if rendering.outcome is Outcome.MISSING]
    better = _better(missing, source, folded, matchers)
    if not better:
        return assignment
    renderings = [
        rendering._replace(outcome=better.get(rendering.term.concept.id, Outcome.MISSING))
        if rendering.outcome is Outcome.MISSING
        else rendering
        for rendering in assignment.renderings
    ]
    return replace(assignment, renderings=tuple(renderings))


def _open_terms(
    pair: Pair,
    asked: Mapping[str, tuple[int, int]],
    terms: Sequence[Term],
    assignment: Assignment,
    matchers: Compiled,
    concepts: Mapping[str, Concept],
) -> list[Term]:
    """Open concepts of the source whose wrong rendering stands at their place in the target and translates no other word.

    Beside "phone" the 电话 is right, and says nothing of a "call", unless "phone" has its rendering elsewhere; nor does one
    at the other end of the paragraph.
    """
    source, target = pair.source.prose, pair.target.folded
    rendered = [one.term for one in assignment.renderings if one.outcome is Outcome.ACCEPTED]
    found: list[Term] = []
    for name, (start, end) in islice(asked.items(), _MOST):
        named = list(matchers.source_terms.named(concepts[name], source, pair.source.folded, terms))
        reach = _REACH + _SENTENCE / len(source) if source else 0.0
        near = [term for term in named if abs(term.start / len(source) - start / len(target)) <= reach]
        if near and not (
            matchers.lexicon
            and explained(target[start:end], words_outside(source, [*named, *rendered]), matchers.lexicon)
        ):
            found += near
    return _outermost(found)


def _outermost(terms: Iterable[Term]) -> list[Term]:
    """The terms that are no part of a longer one: of "last but not least" and "not least" the longer one is meant."""
    outermost: list[Term] = []
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        # Sorted so, the last one that was taken reaches farthest; readings of the same words both stay.
        last = outermost[-1] if outermost else None
        if last is None or term.end > last.end or (term.start, term.end) == (last.start, last.end):
            outermost.append(term)
    return outermost


def _shortened(shorter: Sequence[tuple[int, int, Form]], assignment: Assignment) -> Assignment:
    """Blame the shorter wrong rendering where a longer one of its term overlaps what renders another: 天真的 beside 采样器."""
    renderings, claimed = list(assignment.renderings), list(assignment.claimed)
    for start, end, form in sorted(shorter[:_MOST], key=lambda row: row[0] - row[1]):
        if end - start == 1 or any(first < end and start < last for first, last in claimed):
            continue
        for at, one in enumerate(renderings):
            if one.term.concept.id == form.concept and one.outcome in (Outcome.MISSING, Outcome.REPEATED):
                renderings[at] = Rendering(one.term, Outcome.DEPRECATED, (start, end), form)
                claimed.append((start, end))
                break
    return replace(assignment, renderings=tuple(renderings), claimed=tuple(sorted(claimed)))


def _preferring(wrong: list[Candidate], assignment: Assignment, pair: Pair, matchers: Compiled) -> Assignment:
    """Blame wrong renderings that nothing explains, although their term has another rendering that may well be chance.

    Beside 遮挡, which renders "occlusion", a 面具 is the rendering of "mask"; beside the preferred 掩码, or what is in it or
    contains it, it is not, unless it stands where the term does and the 掩码 somewhere else.
    """
    language, source = pair.target.document.language, pair.source.prose
    renderings, claimed = list(assignment.renderings), list(assignment.claimed)
    said = {one.term.concept.id for one in renderings}
    for start, end, forms, accepted in wrong[:_MOST]:
        # What is right for another term of the source may stand there once more: 量化级别 for "levels" of quantization.
        if not said.isdisjoint(accepted) or any(first < end and start < last for first, last in claimed):
            continue
        for form in forms:
            at = next((at for at, one in enumerate(renderings) if one.term.concept.id == form.concept), -1)
            one = renderings[at]
            if not form.entry or at < 0 or one.outcome is not Outcome.ACCEPTED or not one.target or not one.form:
                continue
            concept = one.term.concept
            if concept.keep and one.form.text == fold(source[one.term.start : one.term.end], language):
                continue  # the name stands there
            preferred = fold(next(iter(concept.accepted(language)), ""), language)
            usual = not concept.keep and (one.form.text in preferred or preferred in one.form.text)
            blamed = _nearer((start, end), one, pair, form) or _phrase((start, end), one, pair, form)
            if usual and not blamed:
                continue
            own = [each.term for each in renderings if each.term.concept is concept]
            if matchers.lexicon and explained(form.text, words_outside(source, own), matchers.lexicon):
                continue
            claimed.remove(one.target)
            claimed.append((start, end))
            renderings[at] = Rendering(one.term, Outcome.DEPRECATED, (start, end), form)
            break
    stray = tuple(row for row in assignment.stray if row[0][:2] not in claimed)
    return replace(assignment, renderings=tuple(renderings), stray=stray, claimed=tuple(sorted(claimed)))


def _nearer(place: tuple[int, int], one: Rendering, pair: Pair, form: Form) -> bool:
    """Whether a bad rendering stands at the term's place in the paragraph, and the one that it was given somewhere else."""
    if form.entry is None or form.entry.severity is Severity.MINOR or one.target is None:
        return False
    meant = one.term.start / len(pair.source.prose)
    bad, given = (abs(start / len(pair.target.prose) - meant) for start in (place[0], one.target[0]))
    return bad < given - _NEARER


def _phrase(place: tuple[int, int], one: Rendering, pair: Pair, form: Form) -> bool:
    """Whether a bad rendering and the acceptable one are of the same phrase: 落入的替换 for "drop-in replacement"."""
    told = form.entry is not None and form.entry.severity is not Severity.MINOR
    return told and one.target is not None and _beside(place, one.target, pair.target.folded)


def _with_parts(
    parts: Sequence[tuple[int, int, Form]],
    within: Sequence[Within],
    assignment: Assignment,
    pair: Pair,
    matchers: Compiled,
    concepts: Mapping[str, Concept],
) -> Assignment:
    """Blame wrong renderings of a word of a longer term that stand right beside the rendering of the rest of it.

    In 坡度提升树 the 提升树 is an acceptable rendering of "gradient-boosted tree", and 坡度 can only be its "gradient".
    """
    rendered = {one.term.start: one for one in assignment.renderings}
    more: list[Rendering] = []
    claimed = list(assignment.claimed)
    settled: set[int] = set()
    for start, end, form in parts[:_MOST]:
        if end - start == 1 or any(first < end and start < last for first, last in claimed):
            continue
        for one in within:
            outer = rendered.get(one.outer.start)
            if (
                outer
                and id(outer) not in settled
                and _blames(outer, one, (start, end), form, pair, matchers.lexicon)
                and form.concept in matchers.source_terms.named_by(one.pattern)
                and matchers.source_terms.meant(one, pair.source.prose, pair.source.folded) == form.concept
            ):
                term = Term(concepts[form.concept], one.start, one.end)
                claimed.append((start, end))
                more.append(Rendering(term, Outcome.DEPRECATED, (start, end), form))
                if outer.target is None:
                    settled.add(id(outer))
                break
    if not more:
        return assignment
    left = [one for one in assignment.renderings if id(one) not in settled]
    renderings = sorted([*left, *more], key=lambda one: one.term.start)
    return replace(assignment, renderings=tuple(renderings), claimed=tuple(sorted(claimed)))


def _blames(
    outer: Rendering, within: Within, place: tuple[int, int], form: Form, pair: Pair, lexicon: Lexicon | None
) -> bool:
    """Whether what became of a longer term blames a wrong rendering of a word of it.

    It stands beside the rest, or the term has no rendering at all and its word, no half of Character.AI, is wrong beyond
    doubt: 寻回犬 where a "dense retriever" is missing. Where all of the term is rendered word by word (亏损山水), that is
    another finding.
    """
    if outer.outcome is Outcome.ACCEPTED and outer.target:
        return _beside(place, outer.target, pair.target.folded)
    if outer.outcome is not Outcome.MISSING or form.entry is None or form.entry.severity is Severity.MINOR:
        return False
    text, ends = pair.source.prose, (outer.term.start, outer.term.end)
    if not all(at in ends or " " in text[at - 1 : at + 1] for at in (within.start, within.end)):
        return False
    inner = text[within.start : within.end]
    rest = text[ends[0] : within.start] + text[within.end : ends[1]]
    around = pair.target.folded[max(0, place[0] - _AROUND) : place[1] + _AROUND]
    return lexicon is None or not (literal(form.text, inner, lexicon) and word_by_word(around, rest, lexicon))


def _beside(one: tuple[int, int], other: tuple[int, int], folded: str) -> bool:
    """Whether two ranges follow each other with nothing between them that tells."""
    (_, end), (start, _) = sorted([one, other])
    return end <= start and folded[end:start] in _JOINTS


def _better(missing: list[Term], source: str, folded: str, matchers: Compiled) -> dict[str, Outcome]:
    """Concepts whose rendering is not missing after all: it stands there a little changed, or the source form does."""
    if not missing:
        return {}
    bare = without_particles(folded)
    found: dict[str, Outcome] = {}
    for concept, start, end in missing:
        if concept.id in found:
            continue
        if any(form in bare for form in matchers.target_terms.loosely(concept)):
            found[concept.id] = Outcome.ACCEPTED
        elif has_word(fold(source[start:end], "en"), folded):
            found[concept.id] = Outcome.UNTRANSLATED
    return found
