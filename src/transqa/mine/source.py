"""Source candidates: noun-like runs of words, and names."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from transqa.lexicon import Lexicon, base_forms
from transqa.mine.units import Range, Unit
from transqa.text.fold import fold

#: Most words of a candidate.
_WORDS = 4
#: Share of a name's occurrences that stand in the translation as they are, to call it a name to keep.
_KEPT = 0.6

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.+'’][A-Za-z0-9]+)*")
_INTRODUCED = re.compile(r"\(([A-Z]{2,6})s?\)")
_ENGLISH = re.compile(r"[a-z]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

#: Words that neither begin nor end a term: function words, and verbs, adverbs and adjectives of any text.
STOP = frozenset(
    """a about above across actually after again against all almost along already also although always am among an and
    another any are around as at away back bad be became because become been before began being below best better
    between big both but by call called came can cannot case certain come common consider could course currently did
    different do does doing done down due during e.g each easily easy either else enough especially etc even ever every
    exactly example fact far few final finally find first following follow for from full further g gave general get
    getting give given gives go going good got great had has have having he help helps hence her here high him his how
    however i i.e idea if important in including indeed instead interesting into is it its itself just keep kind know
    known large last later least less let let's like likely little ll long look lot low made main make makes making many
    may me might more moreover most much multiple must my near nearly need needed needs never new next no nor not note
    nothing now number of off often ok old on once one only onto or other others otherwise our out over own part
    particular perhaps place point possible possibly probably provide provides put quite rather re really recall
    recent respectively right run said same saw say second see seems seen several shall she should show shows shown
    similar simple simply since single small so some something sometimes soon specific still such suppose sure t take
    taken takes tell than that the their them then there therefore these they thing things think third this those
    though three through thus time times to together too toward towards tried try two typically under unless until up
    upon us use used useful user uses using usually various ve very via want wants was way ways we well went were what
    whatever when where whether which while who whole whom whose why will with within without work works would yes yet
    you your yourself zero""".split()
)
INNER = frozenset("of to in by".split())


def source_candidates(units: Sequence[Unit], everyday: Everyday, min_count: int) -> dict[str, Counter[str]]:
    """Fill the units' terms; the spellings of every candidate with their counts."""
    runs = [list(_source_runs(unit.source)) for unit in units]
    counts = Counter(key for found in runs for _, key, _ in found)
    good = {key for key, count in counts.items() if count >= min_count and _noun_like(key, everyday)}
    good -= _fragments(good, counts)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for unit, found in zip(units, runs, strict=True):
        end = 0
        for (start, stop), key, text in sorted(found, key=lambda run: (run[0][0], -run[0][1])):
            if start >= end and key in good:
                end = stop
                unit.terms.setdefault(key, []).append((start, stop))
                # Capitals of a heading or at the beginning of a sentence say nothing.
                plain = unit.heading or not unit.source[:start].strip("\0 \"'(*")
                spellings[key][_uncapitalised(text) if plain else text] += 1
    return {key: found for key, found in spellings.items() if found.total() >= min_count}


def _source_runs(text: str) -> Iterator[tuple[Range, str, str]]:
    """(range, key, text as written) of all runs of words that may be a term. The key is folded and in the singular."""
    tokens = list(_WORD.finditer(text))
    folded = fold(text, "en")
    for first, token in enumerate(tokens):
        if token.group().lower() in STOP:
            continue
        for last in range(first, min(first + _WORDS, len(tokens))):
            if last > first and folded[tokens[last - 1].end() : tokens[last].start()] != " ":
                break
            word = tokens[last].group()
            if word.lower() in STOP:
                if word.lower() in INNER:
                    continue
                break
            start, end = token.start(), tokens[last].end()
            yield (start, end), _singular(folded[start:end], word), text[start:end]


def _singular(text: str, word: str) -> str:
    """A folded text with its last word, as written, in the singular."""
    if word[:-1].isupper() and word.endswith("s"):
        return text[:-1]
    if text.endswith(("ss", "us", "is", "os")) or not text.endswith("s") or len(text) < 4:
        return text
    if text.endswith("ies") and len(text) > 4:
        return text[:-3] + "y"
    return text[:-2] if text.endswith(("sses", "xes", "ches", "shes")) else text[:-1]


def _uncapitalised(text: str) -> str:
    return " ".join(word.lower() if word[1:].islower() else word for word in text.split(" "))


def _noun_like(key: str, everyday: Everyday) -> bool:
    words = key.split()
    if not 1 <= len(words) <= _WORDS or len(key) < 2 or words[-1].endswith("ly"):
        return False
    return len(words) > 1 or not (everyday.is_verb(key) or everyday.is_participle(key))


def _fragments(good: set[str], counts: Mapping[str, int]) -> set[str]:
    """Candidates that hardly ever stand outside one longer candidate."""
    inside: set[str] = set()
    for key in good:
        words = key.split()
        for length in range(1, len(words)):
            for start in range(len(words) - length + 1):
                part = " ".join(words[start : start + length])
                if part in good and counts[key] >= 0.8 * counts[part]:
                    inside.add(part)
    return inside


def term_places(units: Sequence[Unit]) -> dict[str, list[int]]:
    """The units (by index) that have a term, for every term."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for key in unit.terms:
            places[key].append(index)
    return places


def names_kept(units: Sequence[Unit], spellings: Mapping[str, Counter[str]], min_count: int) -> set[str]:
    """Names that the translation mostly leaves as they are; their places in it are taken."""
    total: Counter[str] = Counter()
    verbatim: Counter[str] = Counter()
    for unit in units:
        for key, places in unit.terms.items():
            if key in spellings and _is_name(spellings[key]):
                total[key] += len(places)
                shown = [unit.source[start:end] for start, end in places]
                verbatim[key] += sum(1 for text in shown if text.removesuffix("s") in unit.target)
    return {key for key, count in verbatim.items() if count >= max(min_count, _KEPT * total[key])}


def join_acronyms(units: Sequence[Unit], spellings: dict[str, Counter[str]], kept: Collection[str]) -> None:
    """Count an acronym that the text introduces, as in multilayer perceptron (MLP), as its expansion.

    Not one that the translation keeps: it has no rendering to share.
    """
    for short, long in _expansions(units).items():
        if short not in spellings or short in kept:
            continue
        found = spellings.setdefault(long, Counter({long: 1}))
        found.update(spellings.pop(short))
        for unit in units:
            places = unit.terms.pop(short, [])
            # In brackets it stands beside its expansion, and one rendering serves both.
            places = [(start, end) for start, end in places if unit.source[start - 1 : start] != "("]
            if places:
                unit.terms[long] = sorted(unit.terms.get(long, []) + places)


def _expansions(units: Sequence[Unit]) -> dict[str, str]:
    """Acronyms with their expansions, both as keys, in order of appearance."""
    found: dict[str, str] = {}
    for unit in units:
        for match in _INTRODUCED.finditer(unit.source):
            text = _expansion(unit.source[: match.start()].rstrip(), match[1])
            if text:
                found.setdefault(match[1].lower(), _singular(fold(text, "en"), text))
    return found


def _expansion(before: str, acronym: str) -> str:
    """The end of a text that spells an acronym out, by the algorithm of Schwartz and Hearst (2003): from the right, each
    letter in the nearest place, the first one at the beginning of a word. Empty where there is none."""
    at = len(before)
    for index in range(len(acronym) - 1, -1, -1):
        letter = acronym[index].lower()
        at -= 1
        while at >= 0 and (before[at].lower() != letter or (index == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    words = len(before[at:].split())
    return before[at:] if words <= min(len(acronym) + 5, 2 * len(acronym)) else ""


def _is_name(spellings: Counter[str]) -> bool:
    """Mostly written with a capital that no sentence beginning explains."""
    capital = sum(count for text, count in spellings.items() if text != text.lower())
    return 2 * capital > spellings.total()


class Everyday:
    """How ordinary an English word is: how often the dictionary explains with it."""

    def __init__(self, nouns: Counter[str], verbs: Counter[str]) -> None:
        self._nouns, self._verbs = nouns, verbs

    def is_verb(self, word: str) -> bool:
        """Mostly after "to" in glosses."""
        return self._verbs[word] > 2 * self._nouns[word]

    def is_participle(self, word: str) -> bool:
        """The past tense of a word that glosses have after "to": updated, labeled."""
        return word.endswith("ed") and any(self._verbs[base] for base in base_forms(word)[1:])

    def weight(self, key: str) -> float:
        """1 for words the dictionary never explains with, less for ordinary ones; the rarest word of a term counts."""
        counts = [self._nouns[word] + self._verbs[word] for word in key.split()]
        return 1 / (1 + math.sqrt(min(counts)))


def everyday_words(lexicon: Lexicon | None) -> Everyday:
    """The words that the dictionary explains with; without a dictionary every word is out of the ordinary."""
    nouns: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    for entries in lexicon.words.values() if lexicon else ():
        for entry in entries:
            for gloss in entry.glosses:
                found = _ENGLISH.findall(_ASIDE.sub(" ", gloss).lower())
                if len(found) > 1 and found[0] == "to":
                    verbs[found[1]] += 1
                    found = found[2:]
                nouns.update(found)
    return Everyday(nouns, verbs)
