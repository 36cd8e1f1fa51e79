"""The matchers of one termbase for one language pair, compiled once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from transqa.cache import cached
from transqa.check.terms.source import SourceTerms
from transqa.check.terms.target import TargetTerms
from transqa.lexicon import Lexicon, is_proper
from transqa.termbase.match import Form, Matcher, Status, Table, guard_forms, source_forms, tabulate, target_forms
from transqa.termbase.model import Termbase
from transqa.text.fold import fold, is_chinese

#: Raised whenever the forms made of a termbase change.
_FORMAT = 19


@dataclass(frozen=True)
class Compiled:
    """Source and target matcher of one language pair, and what their forms mean.

    ``lexicon`` is the dictionary of the target language, where there is one.
    """

    source: Matcher
    target: Matcher
    source_terms: SourceTerms
    target_terms: TargetTerms
    lexicon: Lexicon | None


def compiled(termbase: Termbase, source_language: str, target_language: str, lexicon: Lexicon | None) -> Compiled:
    """Matchers for a pair of BCP-47 tags; the same objects for the same termbase content."""
    return _compiled(_Key(termbase), source_language, target_language, lexicon)


class _Key:
    """A termbase that hashes by content, for the cache."""

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase

    def __hash__(self) -> int:
        return hash(self.termbase.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.termbase.hash == other.termbase.hash


@lru_cache(maxsize=8)
def _compiled(key: _Key, source_language: str, target_language: str, lexicon: Lexicon | None) -> Compiled:
    termbase = key.termbase
    chinese = lexicon if is_chinese(target_language) else None
    source = Matcher(_table(termbase, "source", source_language, None), termbase)
    target = Matcher(_table(termbase, "target", target_language, chinese), termbase)
    return Compiled(
        source,
        target,
        SourceTerms(source, termbase.concepts),
        TargetTerms(target, termbase.concepts, chinese.known if chinese else frozenset()),
        chinese,
    )


def _table(termbase: Termbase, side: str, language: str, lexicon: Lexicon | None) -> Table:
    """The forms of one side, from the cache when this termbase and dictionary were seen before."""

    def make() -> list[Any]:
        if side == "source":
            # What an open concept is called is asked only where one of its wrong renderings stands.
            forms = [form for form in source_forms(termbase, language) if not termbase.concepts[form.concept].open]
        else:
            forms = list(target_forms(termbase, language))
        if lexicon is not None:
            forms += _dictionary_forms(forms, lexicon, language)
        table = tabulate(forms, termbase, language)
        # One string is read much faster than a hundred thousand.
        return [table.patterns, "\n".join(table.forms)]

    words = len(lexicon.words) if lexicon else 0
    patterns, forms = cached(f"matcher-{_FORMAT}-{termbase.hash}-{words}-{side}-{language}", make)
    return Table(language, patterns, forms.split("\n") if patterns else [])


def _dictionary_forms(forms: list[Form], lexicon: Lexicon, language: str) -> list[Form]:
    """Guards for the forms, and the words that the dictionary knows as names only: places, persons, organisations."""
    glosses = {word: tuple(g for entry in entries for g in entry.glosses) for word, entries in lexicon.words.items()}
    known = {fold(form.text, language) for form in forms}
    proper = [
        Form(word, "", Status.PROPER)
        for word, entries in lexicon.words.items()
        if 2 <= len(word) <= 6 and word not in known and all(is_proper(entry) for entry in entries)
    ]
    names = {form.text for form in proper}
    return [form for form in guard_forms(forms, glosses, language) if form.text not in names] + proper
