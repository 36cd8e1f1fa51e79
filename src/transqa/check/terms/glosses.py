"""What the dictionary says that a Chinese word means, as English words that can be looked for in a source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transqa.check.terms.source import Term
from transqa.lexicon import Lexicon, base_forms
from transqa.lexicon.segment import words as segment

_ENGLISH = re.compile(r"[a-z]+(?:'[a-z]+)?")
#: A longer gloss has words by the way, which explain nothing.
_LONG = 3
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
#: English words that carry no meaning of their own in a gloss or a term.
_EMPTY = frozenset(
    "a an the of to in on at by for from with and or as be is are it its one's sb sth someone something into up out off "
    "not no etc cl variant see also esp used very more most own".split()
)


#: Of a phrase they say nothing that a gloss would repeat: under the hood.
_PLACES = frozenset("under over behind beyond through across around down away back".split())


@lru_cache(maxsize=20_000)
def senses(word: str, lexicon: Lexicon) -> tuple[tuple[frozenset[str], str], ...]:
    """(content words, gloss) for every gloss of a word; the glosses of names are left out."""
    return tuple(
        (words, gloss)
        for gloss in lexicon.words.glosses(word)
        if "(name" not in gloss and (words := content_words(_ASIDE.sub(" ", gloss).lower()))
    )


@lru_cache(maxsize=20_000)
def english(word: str, lexicon: Lexicon) -> frozenset[str]:
    """Content words of all glosses of a word."""
    glosses = "\n".join([gloss for gloss in lexicon.words.glosses(word) if "(name" not in gloss])
    return content_words(_ASIDE.sub(" ", glosses).lower())


def content_words(text: str) -> frozenset[str]:
    """The English words of a text in lower case, those apart that carry no meaning of their own."""
    return frozenset(word for word in _ENGLISH.findall(text) if word not in _EMPTY and len(word) > 1)


#: Words that end like agent nouns and come from no verb: what is left of them is another word (fact, numb, form, tense).
_NO_AGENTS = frozenset(
    "anchor butter center chapter character corner counter cover discover factor flower former hammer latter layer letter "
    "litter master matter member mirror number offer powder power proper rather river shoulder shower summer temper tensor "
    "tower whether winter wonder".split()
)


@lru_cache(maxsize=20_000)
def bases(word: str) -> frozenset[str]:
    """A word with its possible base forms; agent nouns with their verb (perceiver: perceive, planner: plan)."""
    forms = set(base_forms(word))
    for form in tuple(forms):
        if form.endswith(("er", "or")) and len(form) > 5 and form not in _NO_AGENTS:
            stem = form[:-2]
            forms |= {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem}
    return frozenset(forms)


def words_outside(source: str, terms: Sequence[Term]) -> frozenset[str]:
    """Base forms of the source words outside all terms: what else a target word may be translating."""
    rest = list(source.lower())
    for term in terms:
        rest[term.start : term.end] = "\0" * (term.end - term.start)
    words = set(_ENGLISH.findall("".join(rest))) - _EMPTY
    return frozenset[str]().union(*map(bases, words))


def explained(text: str, others: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a word of a Chinese text has one of the ``others`` for a gloss."""
    return any(
        len(content) <= _LONG and not content.isdisjoint(others)
        for start, end in segment(text, lexicon.known)
        if end - start > 1
        for content, _ in senses(text[start:end], lexicon)
    )


def literal(text: str, term: str, lexicon: Lexicon) -> bool:
    """Whether a Chinese word of the dictionary has every word of an English term in its glosses: 桌子 for "table"."""
    wanted = content_words(term.lower()) - _PLACES
    meanings = english(text, lexicon)
    return bool(wanted) and all(not bases(word).isdisjoint(meanings) for word in wanted)


def word_by_word(text: str, term: str, lexicon: Lexicon) -> bool:
    """Whether a Chinese text has for every word of an English term one with that gloss."""
    found = [english(text[start:end], lexicon) for start, end in segment(text, lexicon.known)]
    return all(any(not bases(word).isdisjoint(words) for words in found) for word in content_words(term.lower()))
