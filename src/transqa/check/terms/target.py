"""Target words of a pair that may render something: inside no longer word, and not parts of two words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from transqa.lexicon.segment import words as segment
from transqa.termbase.match import Form, Matcher, Status, regional, renderings
from transqa.termbase.model import Concept
from transqa.text.fold import fold

#: What may stand inside a rendering without changing it: particles, quotes, spaces.
_LOOSE = re.compile("[的之 “”‘’「」『』\"']+")
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


class Candidate(NamedTuple):
    """Half-open range of the target and what stands there; ``accepted`` are the acceptable forms by concept."""

    start: int
    end: int
    forms: tuple[Form, ...]
    accepted: Mapping[str, Form]


class Found(NamedTuple):
    """Candidates in text order, none within another, and the concepts with an acceptable rendering inside longer words.

    Left out is what says nothing about the pair: guards, and renderings of concepts that are not looked for. ``open``
    are wrong renderings of open concepts by concept: whether the source has those is not known yet. ``wrong`` are those
    of the candidates that are wrong renderings of a needed concept, ``parts`` are those of words of longer terms, and
    ``within`` those that are part of a longer wrong rendering of the same concept: 天真的 in 天真的采样, "naive".
    """

    candidates: list[Candidate]
    inside: set[str]
    open: dict[str, tuple[int, int]]
    wrong: list[Candidate]
    parts: list[tuple[int, int, Form]]
    within: list[tuple[int, int, Form]]


class _Pattern(NamedTuple):
    """What a pattern stands for, made out once. ``idle`` are the forms that count where no concept of it is needed.

    ``open`` are the open concepts that it renders wrongly.
    """

    forms: tuple[Form, ...]
    concepts: frozenset[str]
    accepted: Mapping[str, Form]
    wrong: bool
    proper: bool
    anywhere: bool
    idle: tuple[Form, ...]
    open: tuple[str, ...]


class TargetTerms:
    """The renderings of a matcher, made out once per form: this runs for every paragraph.

    ``words`` are those of the dictionary where the language is Chinese. Renderings have no case rule.
    """

    def __init__(self, matcher: Matcher, concepts: Mapping[str, Concept], words: frozenset[str]) -> None:
        self._matcher = matcher
        self._concepts = concepts
        self._words = words
        self._patterns: dict[int, _Pattern] = {}
        #: Renderings of one character by concept.
        self._singles: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for index, character in matcher.singles:
            for form in matcher.forms(index):
                self._singles[form.concept].append((index, character))
        self._loose: dict[str, tuple[str, ...]] = {}

    def find(
        self, text: str, folded: str, needed: set[str], source: str, hidden: Collection[str] = frozenset()
    ) -> Found:
        """What stands in ``text`` for the ``needed`` concepts of a source text, or is wrong anywhere.

        ``hidden`` are concepts that name a word of a longer term.

        A guard, and a longer rendering of whatever concept, shields what is inside it.
        """
        patterns = self._patterns
        free: list[Candidate] = []
        inside: set[str] = set()
        asked: dict[str, tuple[int, int]] = {}
        wrong: list[Candidate] = []
        parts: list[tuple[int, int, Form]] = []
        within: list[tuple[int, int, Form]] = []
        covered = 0
        shared: dict[str, bool] = {}
        torn: dict[tuple[str, str, str], bool | None] = {}
        singles = {single for concept in self._singles.keys() & needed for single in self._singles[concept]}
        # By start, longer first: whatever covers a match comes before it, and no two are the same range.
        for index, start, end in self._matcher.hits(folded, singles):
            pattern = patterns.get(index) or self._pattern(index)
            if end <= covered:
                if not needed.isdisjoint(pattern.accepted):
                    inside.update(pattern.accepted)
                if wrong and pattern.wrong and start < wrong[-1].end:
                    same = {form.concept for form in wrong[-1].forms if form.entry} & needed
                    within += [(start, end, form) for form in pattern.forms if form.entry and form.concept in same]
                continue
            if pattern.wrong:
                for concept in pattern.open:
                    if concept not in needed:
                        asked[concept] = start, end
                if hidden and not pattern.concepts.isdisjoint(hidden):
                    told = tuple(form for form in pattern.forms if form.entry and form.concept in hidden)
                    if told and not _mentioned(start, end, source, text, shared):
                        told = self._untorn(told, folded, start, end, needed, torn)
                        parts += [(start, end, form) for form in told]
                forms = self._relevant(pattern, needed)
                if any(form.entry for form in forms):
                    if _mentioned(start, end, source, text, shared):
                        forms = tuple(form for form in forms if not form.entry)
                        # Words that are talked about still shield what is inside them.
                        covered = end
                    elif self._words and _HAN.match(folded, start):
                        forms = self._untorn(forms, folded, start, end, needed, torn)
                if forms:
                    free.append(Candidate(start, end, forms, pattern.accepted))
                    covered = end
                    if any(form.entry and form.concept in needed for form in forms):
                        wrong.append(free[-1])
                continue
            covered = end
            if pattern.proper or not needed.isdisjoint(pattern.accepted):
                free.append(Candidate(start, end, pattern.forms, pattern.accepted))
        return Found(free, inside, asked, wrong, parts, within)

    def _pattern(self, index: int) -> _Pattern:
        forms = self._matcher.forms(index)
        anywhere = any(form.entry and form.entry.anywhere for form in forms)
        self._patterns[index] = _Pattern(
            forms,
            frozenset(form.concept for form in forms),
            accepted_forms(forms),
            any(form.entry for form in forms),
            forms[0].status is Status.PROPER,
            anywhere,
            tuple(form for form in forms if self._always(form, anywhere)),
            tuple(form.concept for form in forms if form.entry and self._concepts[form.concept].open),
        )
        return self._patterns[index]

    def _always(self, form: Form, anywhere: bool) -> bool:
        """Whether a form counts though the source does not mention its concept.

        A deprecated rendering does where it is wrong ``anywhere``, and then a sense (a law degree) that only the source
        could have called for does not.
        """
        if form.entry:
            return form.entry.anywhere
        return not (anywhere and form.concept and self._concepts[form.concept].when)

    def _relevant(self, pattern: _Pattern, needed: set[str]) -> tuple[Form, ...]:
        """The forms that say something here."""
        if needed.isdisjoint(pattern.concepts):
            return pattern.idle
        return tuple(form for form in pattern.forms if form.concept in needed or self._always(form, pattern.anywhere))

    def _untorn(
        self,
        forms: tuple[Form, ...],
        folded: str,
        start: int,
        end: int,
        needed: set[str],
        known: dict[tuple[str, str, str], bool | None],
    ) -> tuple[Form, ...]:
        """The forms without wrong renderings that are made of parts of two words: 模特 in 规模特别大.

        ``known`` remembers what was found out about such words.
        """
        first, last = _run(folded, start, end)
        read = folded[first:start], folded[start:end], folded[end:last]
        if read not in known:
            known[read] = _torn(*read, self._words)
        torn = known[read]
        # Where either reading will do, the source decides.
        return tuple(
            form for form in forms if not form.entry or torn is False or (torn is None and form.concept in needed)
        )

    def loosely(self, concept: Concept) -> tuple[str, ...]:
        """What renders a concept well enough in a folded text :func:`without_particles`: 注意力的权重.

        An agent noun is rendered without its last character as well: retriever, 检索 for 检索器.
        """
        if concept.id not in self._loose:
            language = self._matcher.language
            listed = (*renderings(concept, language)[0], *regional(concept, language))
            forms = [without_particles(fold(term, language)) for term in listed]
            agents = forms if any(name.endswith(("er", "or")) for name in concept.names[:1]) else ()
            self._loose[concept.id] = (
                *(form for form in forms if len(form) > 3),
                *(form[:-1] for form in agents if len(form) > 2 and form[-1] in _AGENT),
            )
        return self._loose[concept.id]


def without_particles(text: str) -> str:
    """A folded text without particles, quotes and spaces."""
    return _LOOSE.sub("", text)


def accepted_forms(forms: Iterable[Form]) -> dict[str, Form]:
    """Acceptable forms by concept; one of the text's own region before a regional one."""
    found: dict[str, Form] = {}
    for form in forms:
        if form.status is Status.ACCEPTED and (form.concept not in found or found[form.concept].regional):
            found[form.concept] = form
    return found


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
