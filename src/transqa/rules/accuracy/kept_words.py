"""Words in Latin letters that a text in another script may keep: loan words, names, terms that its document leaves so."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from transqa.check import Context, Pair
from transqa.check.memo import per_document
from transqa.check.terms.assign import Outcome, Rendering
from transqa.check.terms.source import Term
from transqa.lexicon import Lexicon
from transqa.model import NOT_PROSE
from transqa.text.fold import fold

_LETTER = r"[^\W\d_\u2070-\u209f\u3000-\uffff]"
#: A word of Latin letters or another alphabet: a part of a pattern.
WORD = rf"{_LETTER}++(?:['’\-‐‑]{_LETTER}++)*+"
_ROW = rf"{WORD}(?: {WORD})*"
#: Words in a row, without anything but blanks between them, that are no part of a path, an address or an identifier. What
#: sticks to a Chinese character in front is mostly one (该tar文件), but not at the end of a clause.
RUN = re.compile(
    rf"(?<![\w.@/\\#-]){_ROW}(?![A-Za-z\d_@/\\]|\.[A-Za-z\d/]|:[a-z\d/]|-[A-Za-z\d])"
    rf"|(?<=[\u3400-\u9fff]){_ROW}(?=[，。；！？、]|\Z)"
)
PIECE = re.compile(WORD)
#: Words that translations of technical text keep: they are names of things on a screen or terms without a settled rendering.
LOANS = frozenset(
    "token tokens prompt prompts star stars issue issues commit commits fork forks hub notebook notebooks app apps demo bug bugs "
    "agent agents dropout softmax sigmoid transformer transformers batch pipeline embedding embeddings logits logit checkpoint "
    "checkpoints baseline tokenizer kernel patch patches cookie cookies email blog podcast hello world online offline top mini web wiki meme "
    "emoji gif latex markdown python github docker linux errata".split()
)
#: Greek letters, which stand for themselves.
GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi rho sigma tau phi chi psi omega".split()
)


def is_name(text: str, context: Context) -> bool:
    """Whether the termbase has the text as a name to keep."""
    concepts = context.termbase.concepts
    return any(
        concepts[form.concept].keep
        for match in context.matchers.source.find(text)
        for form in match.forms
        if form.concept in concepts
    )


def has_hump(word: str) -> bool:
    """Capitals inside: a product's or a library's name."""
    return any(char.isupper() for char in word[1:])


def terms_of(pair: Pair, context: Context) -> dict[str, str | None]:
    """Words of the pair's terms: None where they stay, else what the rest of the document has for them."""
    found: dict[str, str | None] = {}
    for rendering in context.terms(pair).renderings:
        term = rendering.term
        text = pair.source.prose[term.start : term.end]
        words = fold(text, "en").split()
        if term.concept.keep or len(words) > 1:
            # The words of a compound are not terms of their own.
            if term.concept.keep or _in_latin(rendering, pair):
                found |= dict.fromkeys(words)
                if not term.concept.keep and _plural(text.split()[-1]):
                    found[words[-1]] = _native(term, context)
        elif rendering.outcome is Outcome.UNTRANSLATED:
            accepted = term.concept.accepted(context.target.language)
            found[words[0]] = _elsewhere(term.concept.id, context) or next(iter(accepted), "")
        elif _in_latin(rendering, pair):
            found[words[0]] = _elsewhere(term.concept.id, context) or (
                _native(term, context) if _plural(text) else None
            )
    return found


def _native(term: Term, context: Context) -> str | None:
    """The first rendering of a term in the target's own script."""
    return next((form for form in term.concept.accepted(context.target.language) if not form.isascii()), None)


def _plural(word: str) -> bool:
    """Whether a word is an English plural: a loan word would have lost its ending."""
    return len(word) > 3 and word[1:].islower() and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics"))


def _in_latin(rendering: Rendering, pair: Pair) -> bool:
    return rendering.target is not None and pair.target.prose[slice(*rendering.target)].isascii()


def _elsewhere(concept: str, context: Context) -> str | None:
    """The usual rendering of a concept that is rendered in the target's own script at least as often as not."""
    known = _usual(context)
    if concept not in known:
        native: Counter[str] = Counter()
        latin = 0
        for pair, rendering in context.renderings.get(concept, ()):
            if pair.judged and rendering.target and rendering.outcome is Outcome.ACCEPTED:
                text = pair.target.prose[slice(*rendering.target)]
                if text.isascii():
                    latin += 1
                else:
                    native[text] += 1
        known[concept] = native.most_common(1)[0][0] if native.total() >= max(latin, 1) else None
    return known[concept]


@per_document
def _usual(context: Context) -> dict[str, str | None]:
    return {}


@per_document
def latin_words(context: Context) -> Counter[str]:
    """How often every lower-case Latin word stands in the translation, and every word alone, code apart.

    Capitals of a word alone are those of a sentence's beginning; in company they are a name's or a title's.
    """
    return Counter(
        word.lower()
        for block in context.target.blocks
        if block.kind not in NOT_PROSE
        for run in RUN.finditer(block.prose)
        for word in PIECE.findall(run[0])
        if word[0].islower() or word == run[0]
    )


@lru_cache(maxsize=20_000)
def translations(word: str, lexicon: Lexicon | None) -> tuple[str, ...]:
    """The first of what the dictionary has for a word; nothing without a dictionary."""
    return lexicon.translations(word)[:3] if lexicon else ()
