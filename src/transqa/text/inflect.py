"""Surface forms of a term, made once when a termbase is compiled, so that matching itself needs no tokenizer."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VOWEL = "aeiou"
#: Nouns whose "ch" is a k: no e before the plural s.
_HARD_CH = frozenset({"epoch", "tech", "stomach", "monarch"})
#: Plurals that come from Latin and Greek, beside the regular ones; -ix and -ex (matrices, vertices) go by rule.
_LATIN = {"corpus": "corpora", "criterion": "criteria", "phenomenon": "phenomena", "formula": "formulae"}
#: Closed compounds that are as often written open or with a hyphen: auto-encoder, hyper-parameter, data set.
_COMPOUND = re.compile(
    r"(auto|back|data|down|hyper|inter|meta|micro|mis|multi|over|pre|semi|sub|super|under|up)([a-z]{3,})"
)
_SPLIT = re.compile(r"[ \-\u2010\u2011]+")
_EDGE = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[\u3400-\u9fff])")
#: Words that Taiwan writes in two ways that no table of characters pairs.
_TAIWAN = (("計劃", "計畫"), ("記錄", "紀錄"), ("拓撲", "拓樸"), ("賬", "帳"), ("篡改", "竄改"))
_JAPANESE = r"[\u3040-\u30ff\u3400-\u9fff]"
_KANA_EDGE = re.compile(rf"(?<={_JAPANESE}) ?(?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) ?(?={_JAPANESE})")
_NOUN_ENDINGS = ("", "s", "es", "e", "en", "n", "er", "ern")
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
#: Nouns that lose their ending before that of the plural: Algorithmus, Medium, Matrix.
_GERMAN_LATIN = (("us", "en"), ("um", "en"), ("ix", "izen"), ("y", "ies"), ("nis", "nisse"), ("nis", "nissen"))


def english_forms(term: str, pos: str) -> tuple[str, ...]:
    """The term with hyphen, space and joined spellings and the inflections of its last word.

    Nouns and names get plural and possessive-free forms; verbs -s, -ed, -ing as well (on the first word of
    a phrase: "attends to"). British and American -ise/-ize, -our/-or and -lling/-ling are both made.
    """
    words = _SPLIT.split(term.strip())
    spellings = dict.fromkeys(variant for spelled in _spellings(words) for variant in _inflected(spelled, pos))
    return tuple(dict.fromkeys(joined for parts in spellings for joined in _joined(parts)))


def chinese_forms(term: str) -> tuple[str, ...]:
    """The term with and without a space where Chinese and Latin meet, and in both spellings of Taiwan where it has two."""
    spellings = [term]
    for one, other in _TAIWAN:
        if one in term or other in term:
            spellings.append(term.replace(one, other) if one in term else term.replace(other, one))
    return tuple(dict.fromkeys(form for text in spellings for form in (text, _GAP.sub("", text), _EDGE.sub(" ", text))))


def japanese_forms(term: str) -> tuple[str, ...]:
    """The term with and without a space beside Latin letters, the dot between foreign words and their final ー."""
    shorter = (term, term[:-1]) if term.endswith("ー") and len(term) > 3 else (term,)
    spellings = (spelled for text in shorter for spelled in (text, text.replace("・", "")))
    spaced = (form for text in spellings for form in (text, _KANA_EDGE.sub("", text), _KANA_EDGE.sub(" ", text)))
    return tuple(dict.fromkeys(spaced))


def german_forms(term: str) -> tuple[str, ...]:
    """The term with the endings of its noun and the adjectives before it, and of a Swiss writer, who has no ß.

    The noun is the last word, or the one before a preposition or genitive: "Stand der Technik". Umlauts are left to
    folding (Satz, Sätze). Forms that do not exist are made too; no text has them. Nothing is known of verbs.
    """
    words = term.split(" ")
    nouns = [place for place, word in enumerate(words) if not word.islower()]
    head = len(words) - 1
    if nouns and any(word.islower() for word in words[nouns[0] + 1 :]):
        head = nouns[0]
    before, after = words[:head], words[head + 1 :]
    rows = list(dict.fromkeys((tuple(before), *(_declined(before, ending) for ending in _ADJECTIVE_ENDINGS))))
    forms = (" ".join((*row, last, *after)) for row in rows for last in _german_nouns(words[head]))
    spelled = (spelling for form in forms for spelling in (form, _closed(form)))
    return tuple(dict.fromkeys(spelling for form in spelled for spelling in (form, form.replace("ß", "ss"))))


def _declined(words: list[str], ending: str) -> tuple[str, ...]:
    """Adjectives with another ending; nouns, and words without an ending, stay."""
    return tuple(re.sub("(?:e[mnrs]?)$", ending, word) if word.islower() and len(word) > 4 else word for word in words)


def _german_nouns(word: str) -> Iterator[str]:
    if not word[-1:].isalpha():
        yield word
    elif word.islower():
        yield from (word + ending for ending in ("", *_ADJECTIVE_ENDINGS))
    elif word[-2:].isupper():
        yield from (word, word + "s")
    else:
        yield from (word + ending for ending in _NOUN_ENDINGS)
        yield from (word.removesuffix(old) + new for old, new in _GERMAN_LATIN if word.endswith(old))


def _closed(form: str) -> str:
    """A compound of two parts without its hyphen: Batch-Größe, Batchgröße."""
    return form.replace("-", "") if form.count("-") == 1 else form


def _spellings(words: list[str]) -> Iterator[tuple[str, ...]]:
    yield tuple(words)
    other = tuple(_british(word) for word in words)
    if other != tuple(words):
        yield other


def _british(word: str) -> str:
    for american, british in (
        ("ization", "isation"),
        ("ize", "ise"),
        ("izer", "iser"),
        ("ized", "ised"),
        ("yze", "yse"),
    ):
        if len(word) > len(american) + 2:
            if word.endswith(american):
                return word.removesuffix(american) + british
            if word.endswith(british) and american.startswith("iz"):
                return word.removesuffix(british) + american
    for american, british in (("modeling", "modelling"), ("labeling", "labelling"), ("labeled", "labelled")):
        if word.endswith(american):
            return word.removesuffix(american) + british
    return {"behavior": "behaviour", "behaviour": "behavior", "color": "colour", "neighbor": "neighbour"}.get(
        word, word
    )


def _inflected(words: tuple[str, ...], pos: str) -> Iterator[tuple[str, ...]]:
    yield words
    if pos == "verb":
        yield from ((form, *words[1:]) for form in _verb(words[0]))
        if len(words) > 1:
            yield from ((*words[:-1], form) for form in _verb(words[-1]))
    elif pos != "adjective" and words[-1][-1:].isalpha():
        yield from ((*words[:-1], form) for form in _plurals(words[-1]))
    elif words[-1][-1:].isdigit():
        yield (*words[:-1], words[-1] + "s")


def _plurals(word: str) -> Iterator[str]:
    lower = word.lower()
    if lower in _HARD_CH:
        yield word + "s"
        return
    yield _plural(word)
    if lower.endswith(("ix", "ex")) and len(word) > 4 and not word.isupper():
        yield word[:-2] + "ices"
    elif lower in _LATIN:
        yield _LATIN[lower]


def _plural(word: str) -> str:
    lower = word.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")) and not word.isupper():
        return word + "es" if not lower.endswith("is") else word[:-2] + "es"
    if lower.endswith("y") and len(word) > 2 and lower[-2] not in _VOWEL and not word.isupper():
        return word[:-1] + "ies"
    return word + "s"


def _verb(word: str) -> Iterator[str]:
    yield _plural(word)
    if word.endswith("e"):
        yield word + "d"
        yield word[:-1] + "ing"
    elif word.endswith("y") and len(word) > 2 and word[-2] not in _VOWEL:
        yield word[:-1] + "ied"
        yield word + "ing"
    else:
        yield word + "ed"
        yield word + "ing"
        if len(word) > 2 and word[-1] not in _VOWEL + "wxy" and word[-2] in _VOWEL and word[-3] not in _VOWEL:
            yield word + word[-1] + "ed"
            yield word + word[-1] + "ing"


def _joined(words: tuple[str, ...]) -> Iterator[str]:
    yield " ".join(words)
    # "finetune", "pretrain", "crossentropy": two words at the most, or every phrase would become a word.
    if len(words) == 2 and len(words[0]) > 1:
        yield "".join(words)
    elif len(words) == 1 and (parts := _COMPOUND.fullmatch(words[0])):
        yield " ".join(parts.groups())
