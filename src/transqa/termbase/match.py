"""The compiled matcher: every term form of one language found in one pass.

Aho-Corasick over folded text (see ``text.fold``), then boundaries on both sides and the case rule of each term. All
matches are kept, nested ones too, because only the terminology check knows which of two overlapping readings the other
side of the pair supports.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from transqa.termbase.model import Concept, Deprecated, Termbase, Terms
from transqa.text.fold import WORD_CHARACTERS, fold, is_chinese
from transqa.text.inflect import chinese_forms, english_forms, german_forms, japanese_forms
from transqa.text.script import of_other_region


class Status(StrEnum):
    """What a matched form is.

    A guard is an ordinary longer word that shields the term inside it; a proper noun of the dictionary does so too.
    """

    ACCEPTED = "accepted"
    DEPRECATED = "deprecated"
    GUARD = "guard"
    PROPER = "proper"


#: Looked up much faster than made from its value.
_STATUS = {status.value: status for status in Status}


class Form(NamedTuple):
    """One surface form of one concept. A tuple, for there are very many.

    ``exact`` is the spelling a case-sensitive term must have. ``regional`` marks a rendering that only the sibling
    script's usage accepts (程式 in mainland text).
    """

    text: str
    concept: str
    status: Status
    exact: str = ""
    entry: Deprecated | None = None
    regional: bool = False


class Match(NamedTuple):
    """Half-open range of the searched text and the forms that stand there. A tuple, for there are very many."""

    start: int
    end: int
    forms: tuple[Form, ...]


#: What stands beside a pattern has a say where it begins or ends with a word character, or ends with a digit.
_OPENS, _CLOSES, _DIGIT = 1, 2, 4


@dataclass(frozen=True)
class Table:
    """The forms of one language, grouped by folded text: what a matcher is built from, and plain enough to be cached.

    ``patterns[i]`` stands for ``forms[i]``, a line of JSON, for few of them are ever read: rows of the fields of ``Form``
    with, for a deprecated rendering, the place of its entry in ``renderings(concept, language)[1]``.
    """

    language: str
    patterns: list[str]
    forms: list[str]


def tabulate(forms: Iterable[Form], termbase: Termbase, language: str) -> Table:
    """Group forms by folded text."""
    entries: dict[str, dict[str, int]] = {}
    by_text: dict[str, dict[tuple[str, str, str, bool, int], None]] = defaultdict(dict)
    for form in forms:
        place = -1
        if form.entry:
            if form.concept not in entries:
                listed = renderings(termbase.concepts[form.concept], language)[1]
                entries[form.concept] = {entry.text: index for index, entry in enumerate(listed)}
            place = entries[form.concept][form.entry.text]
        if text := fold(form.text, language):
            by_text[text][form.concept, form.status.value, form.exact, form.regional, place] = None
    return Table(language, list(by_text), [json.dumps(list(rows), ensure_ascii=False) for rows in by_text.values()])


class Matcher:
    """All forms of one language, compiled. Immutable, and safe to share between threads."""

    def __init__(self, table: Table, termbase: Termbase) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.language = table.language
        self._termbase = termbase
        # A right rendering of one Chinese character matches everywhere and shields nothing, so it stays out of the automaton.
        single = [_is_single(text, rows) for text, rows in zip(table.patterns, table.forms, strict=True)]
        order = sorted(range(len(single)), key=single.__getitem__)
        self._patterns = [table.patterns[index] for index in order]
        self._rows = [table.forms[index] for index in order]
        most = len(order) - sum(single)
        #: The patterns that are looked for one by one, with their characters.
        self.singles = [(index, self._patterns[index]) for index in range(most, len(order))]
        # Few of the forms ever match, so they are made when they do.
        self._forms: dict[int, tuple[Form, ...]] = {}
        self._edges = bytes(
            _OPENS * (text[0] in WORD_CHARACTERS)
            + _CLOSES * (text[-1] in WORD_CHARACTERS)
            + _DIGIT * text[-1].isdigit()
            for text in self._patterns
        )
        self._automaton = AhoCorasick(self._patterns[:most], matchkind=MatchKind.Standard)

    def __len__(self) -> int:
        return len(self._patterns)

    def forms(self, index: int) -> tuple[Form, ...]:
        """What a pattern stands for, whatever the capitals."""
        if index not in self._forms:
            made = []
            for concept, status, exact, regional_only, place in json.loads(self._rows[index]):
                entry = renderings(self._termbase.concepts[concept], self.language)[1][place] if place >= 0 else None
                made.append(Form(self._patterns[index], concept, _STATUS[status], exact, entry, regional_only))
            self._forms[index] = tuple(made)
        return self._forms[index]

    def hits(self, folded: str, singles: Iterable[tuple[int, str]]) -> list[tuple[int, int, int]]:
        """(pattern, start, end) of every match with word boundaries on both sides, by start, longer first.

        Of ``singles`` those that are given are looked for. Capitals are not looked at: the text is folded. This is the
        hot path of the whole tool.
        """
        # A character beyond either end saves two tests per match.
        padded = f"\0{folded}\0\0"
        edges, word = self._edges, WORD_CHARACTERS
        found = []
        for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if edge := edges[hit[0]]:
                _, start, end = hit
                if (edge & _OPENS and padded[start] in word) or (edge & _CLOSES and padded[end + 1] in word):
                    continue
                # "GPT-3" is not in "GPT-3.5".
                if edge & _DIGIT and padded[end + 1] == "." and padded[end + 2].isdigit():
                    continue
            found.append(hit)
        # They come by end, so backwards the longer of two with the same start comes first, and sorting keeps it there.
        found.reverse()
        for index, character in singles:
            at = folded.find(character)
            while at >= 0:
                found.append((index, at, at + 1))
                at = folded.find(character, at + 1)
        found.sort(key=itemgetter(1))
        return found

    def find(self, text: str) -> list[Match]:
        """Every match with word boundaries on both sides, by start, longer first.

        Offsets are into ``text``. Of forms that differ only by capitals, those whose case rule the text meets are kept.
        """
        found = []
        for index, start, end in self.hits(fold(text, self.language), self.singles):
            forms = tuple(
                form for form in self.forms(index) if not form.exact or same_capitals(form.exact, text[start:end])
            )
            if forms:
                found.append(Match(start, end, forms))
        return found


def _is_single(text: str, rows: str) -> bool:
    return (
        len(text) == 1
        and text not in WORD_CHARACTERS
        and all(row[1] == Status.ACCEPTED.value for row in json.loads(rows))
    )


def same_capitals(exact: str, text: str) -> bool:
    """Whether a text has the capitals of a form: hyphens, spaces and a plural s apart."""
    plain = text.replace(" ", "").replace("-", "").replace("·", "").replace("\u2022", "")
    wanted = exact.replace(" ", "").replace("-", "").replace("·", "")
    return plain == wanted or (plain[-1:] == "s" and plain[:-1] == wanted)


def source_forms(termbase: Termbase, language: str) -> Iterator[Form]:
    """Forms that name a concept in a source text, as they are listed before their inflections.

    Entries start from English. What other languages admit for a concept may mean much else (问题, admitted for "bug"),
    so there only the preferred term names it, and no single character, which is mostly part of another word or a measure
    word (块). Capitals are capitals: ANN is not Ann, nor BoW a bow.
    """
    inflected = []
    for concept in termbase.concepts.values():
        terms = concept.terms.get(language, Terms())
        named = terms.accepted if language == "en" else terms.accepted[: terms.preferred is not None]
        for term in named:
            if len(term) == 1 and term.isalpha() and language != "en":
                continue
            listed = fold(term, language)
            letters = term.isalpha() and term.isascii()
            capitals = (
                letters and len(term) > 2 and (term.isupper() or (len(term) == 3 and term[1:] != term[1:].lower()))
            )
            exact = concept.case_sensitive or capitals
            for text in surface(term, language, concept):
                own = fold(text, language) == listed
                # The plural of CL is CLs, and no CLS.
                plural = letters and term.isupper() and not own
                form = Form(text, concept.id, Status.ACCEPTED, term if exact or plural else "")
                # "sampling" is its own entry first, and a form of "sample" after that.
                if own:
                    yield form
                else:
                    inflected.append(form)
    yield from inflected


def target_forms(termbase: Termbase, language: str) -> Iterator[Form]:
    """Accepted and deprecated renderings in a target language.

    The two Chinese scripts share what they can: a rendering accepted in the other script is accepted as regional unless
    this one deprecates it, and simplified deprecated renderings hold for traditional text unless that accepts them.
    """
    for concept in termbase.concepts.values():
        accepted, deprecated = renderings(concept, language)
        for term in accepted:
            for text in surface(term, language, concept):
                yield Form(text, concept.id, Status.ACCEPTED)
        wrong = {fold(entry.text, language) for entry in deprecated}
        for term in regional(concept, language):
            for text in surface(term, language, concept):
                if fold(text, language) not in wrong:
                    yield Form(text, concept.id, Status.ACCEPTED, regional=True)
        for entry in deprecated:
            for text in surface(entry.text, language, concept):
                yield Form(text, concept.id, Status.DEPRECATED, entry=entry)


_SIBLING = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}


def renderings(concept: Concept, language: str) -> tuple[tuple[str, ...], tuple[Deprecated, ...]]:
    """Accepted and deprecated renderings of a concept for a target language, the preferred first."""
    accepted = concept.accepted(language)
    deprecated = concept.terms[language].deprecated if language in concept.terms else ()
    if language == "zh-Hant" and "zh-Hans" in concept.terms:
        known = {fold(text, language) for text in (*accepted, *(entry.text for entry in deprecated))}
        deprecated += tuple(e for e in concept.terms["zh-Hans"].deprecated if fold(e.text, language) not in known)
    return accepted, deprecated


def regional(concept: Concept, language: str) -> tuple[str, ...]:
    """Renderings that only the other Chinese script's usage accepts, less what this one calls wrong or contains it.

    Of technical terms only what that region prefers or says in words of its own: the rest of its list may be a calque here.
    """
    sibling = _SIBLING.get(language)
    if sibling is None or sibling not in concept.terms:
        return ()
    accepted, deprecated = renderings(concept, language)
    known = {fold(text, language) for text in accepted}
    wrong = {fold(entry.text, language) for entry in deprecated}
    other = concept.terms[sibling]
    forms = ((term, fold(term, language)) for term in other.accepted)
    # Where 代理 is wrong, 語言代理 is so too.
    return tuple(
        term
        for term, form in forms
        if form not in known
        and not any(text in form for text in wrong)
        and (concept.common or term == other.preferred or of_other_region(form, language))
    )


def surface(term: str, language: str, concept: Concept) -> tuple[str, ...]:
    """The spellings and inflections under which a term of a language is matched."""
    if is_chinese(language) or language in {"ja", "ko"}:
        if term.isascii():
            return english_forms(term, "noun")
        return japanese_forms(term) if language == "ja" else chinese_forms(term)
    if language == "en":
        return english_forms(term, "name" if concept.keep else concept.pos)
    return german_forms(term) if language == "de" and not concept.keep else (term,)


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
