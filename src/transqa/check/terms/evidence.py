"""Evidence for mistranslations that no list holds.

For a source term without an acceptable rendering, the culprit is looked for among the target words that render nothing
else: a word one of whose dictionary senses is the term's own English word (KILT, 苏格兰短裙 "kilt"), several such words
side by side for a compound (zero-shot, 零 "zero" + 射击 "to shoot"), or a run of characters that sounds like a name
(Gato, 加托). Every suspicion carries what speaks for it and a confidence; what explains the word otherwise lowers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from transqa.check.terms.assign import Assignment, Outcome
from transqa.check.terms.glosses import bases, content_words, english, senses, words_outside
from transqa.check.terms.sound import CHARACTERS, similarity
from transqa.check.terms.source import Term
from transqa.lexicon import Lexicon
from transqa.lexicon.segment import words as segment
from transqa.text.fold import fold

_HAN = re.compile(r"[\u3400-\u9fff]+")
#: Characters that may stand between the parts of one rendering: "nearest neighbour", 最近的邻居.
_JOINTS = frozenset("的地之性式化型")
#: Characters that a literal rendering of an agent noun ends with: Perceiver, 感知者.
_AGENT = frozenset("者器机员")
#: Of a text with more open terms, words or transcriptions than this the first so many are weighed: a book in one paragraph
#: takes time in proportion to its length.
_MOST = 400
#: Particles of phrasal verbs: right behind a word that makes a verb of it, and some way behind where the gloss has it too.
_BEHIND = re.compile(r" (?:up|off|out|away|down|through(?:out)?)\b")
_FURTHER = re.compile(r"(?: [\w'’-]+){0,3}? (on|off|up|out|away|down|over|back)\b")
#: What became of a term that a culprit is looked for.
_OPEN = frozenset({Outcome.MISSING, Outcome.REPEATED})
#: Below this a suspicion is not worth a person's time.
WORTH_SAYING = 0.35


@dataclass(frozen=True, slots=True)
class Suspect:
    """A target span that probably renders ``term`` wrongly. ``detail`` is what a reader can check: gloss or pinyin."""

    term: Term
    target: tuple[int, int]
    kind: str
    detail: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A dictionary word of the target that renders nothing the termbase knows."""

    start: int
    end: int
    text: str
    senses: tuple[tuple[frozenset[str], str], ...]


def suspects(
    source: str,
    folded: str,
    assignment: Assignment,
    *,
    lexicon: Lexicon,
    language: str,
    spread: Callable[[str], Collection[int]],
    used: Callable[[str], Collection[int]],
) -> list[Suspect]:
    """Culprits for the source terms of one pair that have no acceptable rendering, best first per term.

    Args:
        source: source prose, masked ranges blanked.
        folded: target prose, folded.
        assignment: who renders whom in this pair.
        lexicon: the dictionary.
        language: target language tag.
        spread: which pairs of the document have a given (folded) word in their target.
        used: which pairs of the document have a given concept in their source.
    """
    if assignment.outcomes.isdisjoint(_OPEN):
        return []
    open_terms = [rendering.term for rendering in assignment.renderings if rendering.outcome in _OPEN]
    taken = bytearray(len(folded))
    for start, end in assignment.claimed:
        taken[start:end] = b"\1" * (end - start)
    contents = [content_words(source[term.start : term.end].lower()) for term in open_terms[:_MOST]]
    asked = frozenset[str]().union(*(bases(word) for wanted in contents for word in wanted))
    free = _free_words(folded, taken, asked, lexicon)
    spoken = _Spoken(folded, taken, lexicon)
    others = words_outside(source, [rendering.term for rendering in assignment.renderings]) if free else frozenset()
    found: list[Suspect] = []
    repeated = {id(rendering.term) for rendering in assignment.renderings if rendering.outcome is Outcome.REPEATED}
    for term, wanted in zip(open_terms, contents, strict=False):
        if term.concept.keep:
            found += _by_sound(term, source[term.start : term.end], spoken)
        for suspect in _by_dictionary(term, wanted, free, others, folded, language):
            if _phrasal(source, term, suspect.detail):
                continue
            factor = 0.75 if id(term) in repeated else 1.0
            if term.concept.common:
                factor *= 0.7
            factor *= _association(folded[slice(*suspect.target)], term, spread, used)
            found.append(
                Suspect(term, suspect.target, suspect.kind, suspect.detail, round(suspect.confidence * factor, 3))
            )
    return _one_each(found)


def _phrasal(source: str, term: Term, gloss: str) -> bool:
    """Whether the word is a verb with its particle here, and the gloss speaks of a verb too: 打开 for "switch it on"."""
    if "'to " not in gloss:
        return False
    further = _FURTHER.match(source, term.end)
    return _BEHIND.match(source, term.end) is not None or (
        further is not None and re.search(rf"\b{further[1]}\b", gloss) is not None
    )


def _one_each(found: Iterable[Suspect]) -> list[Suspect]:
    """The best assignment, greedily: no term has two culprits, no span is blamed twice."""
    chosen: list[Suspect] = []
    settled: set[int] = set()
    blamed: set[int] = set()
    for suspect in sorted(found, key=lambda one: (-one.confidence, one.target)):
        if suspect.confidence < WORTH_SAYING:
            break
        places = range(*suspect.target)
        if id(suspect.term) not in settled and blamed.isdisjoint(places):
            chosen.append(suspect)
            settled.add(id(suspect.term))
            blamed.update(places)
    return chosen


def _association(
    text: str, term: Term, spread: Callable[[str], Collection[int]], used: Callable[[str], Collection[int]]
) -> float:
    """A word that stands in many blocks whose source lacks the term translates something else."""
    places = set(spread(text))
    together = len(places & set(used(term.concept.id)))
    return 1.0 if not places else 0.4 + 0.6 * together / len(places)


def _free_words(folded: str, taken: bytearray, asked: frozenset[str], lexicon: Lexicon) -> Mapping[str, list[_Word]]:
    """Words that render nothing the termbase knows, by those English words of their glosses that are asked for.

    In text order, and of each the first ``_MOST``.
    """
    found: dict[str, list[_Word]] = {}
    for run in _HAN.finditer(folded):
        text, base = run.group(), run.start()
        for start, end in segment(text, lexicon.known):
            word = text[start:end]
            meanings = english(word, lexicon)
            # Few words have anything to do with the terms.
            if meanings.isdisjoint(asked) or any(taken[base + start : base + end]):
                continue
            free = _Word(base + start, base + end, word, senses(word, lexicon))
            for meaning in meanings & asked:
                listed = found.setdefault(meaning, [])
                if len(listed) < _MOST:
                    listed.append(free)
    return found


def _by_dictionary(
    term: Term,
    wanted: frozenset[str],
    free: Mapping[str, list[_Word]],
    others: frozenset[str],
    folded: str,
    language: str,
) -> Iterator[Suspect]:
    forms_of = {word: bases(word) for word in wanted}
    if term.concept.common:
        # An ordinary "setting" is never a 集合, the "set" of mathematics.
        forms_of = {word: forms if not word.endswith("ing") else frozenset({word}) for word, forms in forms_of.items()}
    wanted_forms = frozenset[str]().union(*forms_of.values())
    possible = {word.start: word for form in wanted_forms for word in free.get(form, ())}
    hits: list[tuple[_Word, frozenset[str], float, str]] = []
    for _, word in sorted(possible.items()):
        met: set[str] = set()
        best, gloss_shown, doubt = 0.0, "", 1.0
        for content, gloss in word.senses:
            if len(content) > 6:
                continue
            found = {name for name, forms in forms_of.items() if forms & content}
            if found:
                exactness = len(found) / len(content)
                if exactness > best:
                    best, gloss_shown = exactness, gloss
                met |= found
                if content & others:
                    # "Transformers have transformed it": the word renders the verb.
                    doubt = 0.4
            elif content & others:
                # A gloss that is one word of the source and nothing more says what the word renders.
                doubt = min(doubt, 0.4 if len(content) == 1 else 0.55)
        if met:
            strength = (0.45 + 0.4 * best) * doubt
            hits.append((word, frozenset(met), strength, gloss_shown))
    for cluster in _clusters(hits, folded):
        covered = frozenset().union(*(met for _, met, _, _ in cluster))
        if len(covered) < 0.6 * len(wanted) or (len(wanted) > 1 and len(covered) == 1 and len(wanted) == 2):
            continue
        start, end = cluster[0][0].start, cluster[-1][0].end
        if end - start == 1:
            continue
        if folded[end : end + 1] in _AGENT and any(word.endswith(("er", "or", "ers", "ors")) for word in wanted):
            end += 1
        strength = sum(value for _, _, value, _ in cluster) / len(cluster)
        strength *= 0.6 + 0.4 * len(covered) / len(wanted)
        if len(cluster) > 1:
            strength = min(0.95, strength + 0.1)  # two words side by side are no accident
        strength *= _unlikeness(folded[start:end], term, language)
        detail = "; ".join(f"{word.text} {gloss!r}" for word, _, _, gloss in cluster)
        yield Suspect(term, (start, end), "dictionary", detail, strength)


def _clusters(
    hits: Sequence[tuple[_Word, frozenset[str], float, str]], folded: str
) -> Iterator[list[tuple[_Word, frozenset[str], float, str]]]:
    """Runs of hits that stand side by side, a joint between them allowed."""
    run: list[tuple[_Word, frozenset[str], float, str]] = []
    for hit in hits:
        if run:
            gap = folded[run[-1][0].end : hit[0].start]
            joined = gap in ("", " ") or (len(gap) == 1 and gap in _JOINTS)
            if joined and not hit[1] <= frozenset().union(*(met for _, met, _, _ in run)):
                run.append(hit)
                continue
            yield run
        run = [hit]
    if run:
        yield run


def _unlikeness(text: str, term: Term, language: str) -> float:
    """Renderings that share characters with an accepted one are variants more often than errors."""
    shared = 0.0
    for common in _characters(term.concept.accepted(language), language):
        shared = max(shared, len(common & set(text)) / len(common))
    return 1.0 - 0.5 * shared


@lru_cache(maxsize=10_000)
def _characters(accepted: tuple[str, ...], language: str) -> tuple[frozenset[str], ...]:
    """The Chinese characters of each rendering that has some."""
    found = (frozenset("".join(_HAN.findall(fold(text, language)))) for text in accepted)
    return tuple(filter(None, found))


class _Spoken:
    """The transcription characters of a target, read out once for all of its names."""

    def __init__(self, folded: str, taken: bytearray, lexicon: Lexicon) -> None:
        self._folded, self._taken, self._lexicon = folded, taken, lexicon
        self._known: dict[str, tuple[float, int, int, str] | None] = {}

    @cached_property
    def pieces(self) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Ranges that a name may be written in, with their pinyin: 2 to 6 characters that are no word or part of one."""
        inside = _inside_words(self._folded, self._lexicon)
        found = (
            (first, last, readings[first - start : last - start])
            for start, end, readings in runs(self._folded, self._taken, self._lexicon)
            for first in range(start, end)
            for last in range(first + 2, min(end, first + 6) + 1)
            # Neither an ordinary word of the dictionary nor part of one (克萨 of 得克萨斯) is a transliteration.
            if self._folded[first:last] not in self._lexicon.words and first not in inside and last not in inside
        )
        return tuple(islice(found, _MOST))

    def like(self, word: str) -> tuple[float, int, int, str] | None:
        """The piece most like a name, as likeness, range and pinyin."""
        if word not in self._known:
            self._known[word] = self._likest(word)
        return self._known[word]

    def _likest(self, word: str) -> tuple[float, int, int, str] | None:
        found = [
            (score, first, last, " ".join(spoken))
            for first, last, spoken in self.pieces
            if (score := similarity(word, spoken)) >= 0.75
        ]
        # The last syllable may cost a little likeness and still belong to the name: 皮西亚.
        return max(found, key=lambda row: row[0] + 0.04 * (row[2] - row[1]), default=None)


def _by_sound(term: Term, name: str, spoken: _Spoken) -> Iterator[Suspect]:
    """Runs of transcription characters that sound like the name."""
    word = re.sub(r"[^A-Za-z]", "", name.split(".")[0])
    if len(word) < 4 or word.isupper():
        return
    if found := spoken.like(word):
        score, first, last, heard = found
        yield Suspect(term, (first, last), "transliteration", f"sounds {heard}", score * 0.9)


def _inside_words(folded: str, lexicon: Lexicon) -> frozenset[int]:
    """Offsets at which a cut would go through a word of the dictionary."""
    return frozenset(
        at + run.start()
        for run in _HAN.finditer(folded)
        for start, end in segment(run.group(), lexicon.known)
        for at in range(start + 1, end)
    )


def runs(folded: str, taken: bytearray, lexicon: Lexicon) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Maximal unclaimed runs of at least two transcription characters, with their pinyin."""
    start = None
    for at in range(len(folded) + 1):
        good = at < len(folded) and folded[at] in CHARACTERS and not taken[at]
        if good and start is None:
            start = at
        elif not good and start is not None:
            if at - start >= 2:
                yield start, at, tuple(_reading(ch, lexicon) for ch in folded[start:at])
            start = None


@lru_cache(maxsize=4096)
def _reading(character: str, lexicon: Lexicon) -> str:
    """The commonest pinyin of a character: that of its entry with the most senses, surnames apart."""
    entries = lexicon.words.get(character, ())
    common = [entry for entry in entries if entry.pinyin[:1].islower()] or list(entries)
    return max(common, key=lambda entry: len(entry.glosses)).pinyin if common else ""
