"""The matchers of one termbase for one language pair, compiled once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from transqa.cache import cached
from transqa.lexicon import Lexicon, is_proper
from transqa.termbase.match import Form, Matcher, Status, guard_forms, source_forms, target_forms
from transqa.termbase.model import Termbase
from transqa.text.fold import is_chinese

#: Raised whenever the choice of guards changes.
_FORMAT = 2


@dataclass(frozen=True)
class Compiled:
    """Source and target matcher of one language pair."""

    source: Matcher
    target: Matcher


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
    forms = list(target_forms(key.termbase, target_language))
    if lexicon is not None and is_chinese(target_language):
        known = {form.text for form in forms}
        forms += [Form(word, "", Status.GUARD) for word in _guards(key.termbase, forms, target_language, lexicon)]
        forms += [Form(word, "", Status.PROPER) for word in _proper_nouns(lexicon) if word not in known]
    return Compiled(
        Matcher(source_forms(key.termbase, source_language), source_language), Matcher(forms, target_language)
    )


def _guards(termbase: Termbase, forms: list[Form], language: str, lexicon: Lexicon) -> list[str]:
    """Guard words, from the cache when this termbase and dictionary were seen before."""

    def make() -> list[str]:
        glosses = {
            word: tuple(gloss for entry in entries for gloss in entry.glosses)
            for word, entries in lexicon.words.items()
        }
        return sorted({form.text for form in guard_forms(forms, glosses, language)})

    found: list[str] = cached(f"guards-{_FORMAT}-{termbase.hash}-{len(lexicon.words)}-{language}", make)
    return found


def _proper_nouns(lexicon: Lexicon) -> list[str]:
    """Words that the dictionary knows as names only: places, persons, organisations."""

    def make() -> list[str]:
        return [
            word
            for word, entries in lexicon.words.items()
            if 2 <= len(word) <= 6 and all(is_proper(entry) for entry in entries)
        ]

    found: list[str] = cached(f"proper-{_FORMAT}-{len(lexicon.words)}", make)
    return found
