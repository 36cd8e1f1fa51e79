"""The compiled matcher: every term form of one language found in one pass.

Aho-Corasick over folded text (see ``text.fold``), then boundaries on both sides and the case rule of each term. All
matches are kept, nested ones too, because only the terminology check knows which of two overlapping readings the other
side of the pair supports; ``longest`` resolves them where no other side exists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from transqa.termbase.model import Concept, Deprecated, Termbase
from transqa.text.fold import fold, is_chinese, is_word
from transqa.text.inflect import chinese_forms, english_forms


class Status(StrEnum):
    """What a matched form is. A guard is an ordinary longer word that shields the term inside it."""

    ACCEPTED = "accepted"
    DEPRECATED = "deprecated"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form of one concept. ``exact`` is the spelling a case-sensitive term must have."""

    text: str
    concept: str
    status: Status
    exact: str = ""
    entry: Deprecated | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Half-open range of the searched text and the forms that stand there."""

    start: int
    end: int
    forms: tuple[Form, ...]

    def covers(self, other: Match) -> bool:
        """Whether ``other`` lies inside and is shorter."""
        return self.start <= other.start and other.end <= self.end and self.end - self.start > other.end - other.start


class Matcher:
    """All forms of one language, compiled. Immutable and safe to share between threads."""

    def __init__(self, forms: Iterable[Form], language: str) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        by_text: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            by_text[fold(form.text, language)].append(form)
        by_text.pop("", None)
        self.language = language
        self._patterns = list(by_text)
        self._forms = [tuple(dict.fromkeys(by_text[text])) for text in self._patterns]
        self._exact = [any(form.exact for form in found) for found in self._forms]
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: str) -> list[Match]:
        """Every match with word boundaries on both sides, by start, longer first.

        Offsets are into ``text``. Of forms that differ only by capitals, those whose case rule the text meets are kept.
        """
        folded = fold(text, self.language)
        size = len(folded)
        found: list[Match] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and is_word(folded[start - 1]) and is_word(folded[start]):
                continue
            if end < size and is_word(folded[end - 1]):
                after = folded[end]
                if is_word(after):
                    continue
                # "GPT-3" is not in "GPT-3.5".
                if after == "." and folded[end - 1].isdigit() and folded[end + 1 : end + 2].isdigit():
                    continue
            forms = self._forms[index]
            if self._exact[index]:
                forms = tuple(form for form in forms if not form.exact or _same(form.exact, text[start:end]))
                if not forms:
                    continue
            found.append(Match(start, end, forms))
        found.sort(key=lambda match: (match.start, -match.end))
        return found


def _same(exact: str, text: str) -> bool:
    """Same capitals: hyphens, spaces and a plural s apart."""
    plain = text.replace(" ", "").replace("-", "").replace("·", "").replace("\u2022", "")
    wanted = exact.replace(" ", "").replace("-", "").replace("·", "")
    return plain == wanted or (plain[-1:] == "s" and plain[:-1] == wanted)


def longest(matches: Iterable[Match]) -> list[Match]:
    """Leftmost-longest selection: no two of the result overlap."""
    chosen: list[Match] = []
    end = 0
    for match in matches:
        if match.start >= end:
            chosen.append(match)
            end = match.end
    return chosen


def source_forms(termbase: Termbase, language: str) -> Iterator[Form]:
    """Forms that name a concept in a source text."""
    for concept in termbase.concepts.values():
        terms = concept.terms.get(language)
        for term in terms.accepted if terms else ():
            for text in surface(term, language, concept):
                yield Form(text, concept.id, Status.ACCEPTED, term if concept.case_sensitive else "")


def target_forms(termbase: Termbase, language: str) -> Iterator[Form]:
    """Accepted and deprecated renderings in a target language.

    The two Chinese scripts share what they can: a rendering accepted in the other script is accepted unless this one
    deprecates it, and simplified deprecated renderings hold for traditional text unless that accepts them.
    """
    for concept in termbase.concepts.values():
        accepted, deprecated = renderings(concept, language)
        for term in accepted:
            for text in surface(term, language, concept):
                yield Form(text, concept.id, Status.ACCEPTED)
        for entry in deprecated:
            for text in surface(entry.text, language, concept):
                yield Form(text, concept.id, Status.DEPRECATED, entry=entry)


def renderings(concept: Concept, language: str) -> tuple[tuple[str, ...], tuple[Deprecated, ...]]:
    """Accepted and deprecated renderings of a concept for a target language, the preferred first."""
    accepted = concept.accepted(language)
    deprecated = concept.terms[language].deprecated if language in concept.terms else ()
    sibling = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}.get(language)
    if sibling in concept.terms:
        own = {fold(term, language) for term in accepted}
        if language == "zh-Hant":
            listed = {fold(entry.text, language) for entry in deprecated}
            deprecated += tuple(
                entry
                for entry in concept.terms[sibling].deprecated
                if fold(entry.text, language) not in own and fold(entry.text, language) not in listed
            )
        wrong = {fold(entry.text, language) for entry in deprecated}
        accepted += tuple(
            term
            for term in concept.terms[sibling].accepted
            if fold(term, language) not in wrong and fold(term, language) not in own
        )
    return accepted, deprecated


def surface(term: str, language: str, concept: Concept) -> tuple[str, ...]:
    """The spellings and inflections under which a term of a language is matched."""
    if is_chinese(language) or language in {"ja", "ko"}:
        if term.isascii():
            return english_forms(term, "noun")
        return chinese_forms(term)
    if language == "en":
        return english_forms(term, "name" if concept.keep else concept.pos)
    return (term,)


def guard_forms(forms: Iterable[Form], words: Mapping[str, Iterable[str]], language: str) -> Iterator[Form]:
    """Lexicon words that contain a Chinese form and mean something else (博客來 for 博客).

    ``words`` maps a word to its glosses. A word that shares a gloss with the form is the same thing in longer dress
    (模特儿 for 模特) and shields nothing.
    """
    wanted = {fold(form.text, language) for form in forms}
    wanted = {text for text in wanted if text and all("\u3400" <= ch <= "\u9fff" for ch in text)}
    lengths = sorted({len(text) for text in wanted})
    for word in words:
        size = len(word)
        limit = bisect_right(lengths, size - 1)
        if not limit or size > 6:
            continue
        inside = {
            word[start : start + length]
            for length in lengths[:limit]
            for start in range(size - length + 1)
            if word[start : start + length] in wanted
        }
        if inside and word not in wanted:
            senses = _senses(words[word])
            if not any(senses & _senses(words.get(text, ())) for text in inside):
                yield Form(word, "", Status.GUARD)


def _senses(glosses: Iterable[str]) -> frozenset[str]:
    out = set()
    for gloss in glosses:
        plain = gloss
        while "(" in plain and ")" in plain[plain.index("(") :]:
            start = plain.index("(")
            plain = plain[:start] + plain[plain.index(")", start) + 1 :]
        out.add(plain.strip().removeprefix("to ").lower())
    return frozenset(out - {""})
