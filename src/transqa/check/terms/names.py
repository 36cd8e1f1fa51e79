"""Names: whether they survive, in which spelling, and what stands in their place.

A name is a concept the termbase keeps, or a source word that looks like one: inner capitals (DreamFusion), capitals
only (MTEB), letters with digits (T5, GPT-3).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from transqa.check.terms.assign import Rendering
from transqa.check.terms.evidence import Suspect
from transqa.text.units import SYMBOLS

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.·][A-Za-z0-9]+)*(?:\+\+)?")
#: Tokens worth a closer look: with a capital or a digit behind the first character, and not far behind, or a long row of
#: letters would be read anew from each of them.
_CANDIDATE = re.compile(rf"(?<![A-Za-z])(?=[A-Za-z][A-Za-z0-9.·-]{{0,60}}?[A-Z0-9]){_TOKEN.pattern}")
#: What makes a candidate, and characters that its beginning may lie before that. Most text has nothing like it.
_HUMP = re.compile("[A-Z0-9](?<=[A-Za-z.·-].)")
_TOKEN_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.·-"
_BEFORE = 61
#: Also as French numbers its centuries: XXIe.
_ROMAN = re.compile(r"[IVX]+(?:er?|re)?")
_GIVEN_NAME = re.compile(r"(?<!\w)[A-Z][a-z]+ \Z")
_DOTS = frozenset("·•・‧")
_DOTTED_NAME = re.compile("[\u3400-\u9fff][·•・‧][\u3400-\u9fff]")
_SEPARATORS = " \u00a0-\u2010\u2011.·\u2022\u30fb_。．"
_WITHOUT_SEPARATORS = dict.fromkeys(map(ord, _SEPARATORS))
#: What names are written with among Chinese text: no Chinese, Japanese or Korean character but the separators.
_LATIN = "[\x20-\x7e\u00a0-\u2e7f\u3002\u30fb\uff0e]"
_LATIN_NAME = re.compile(f"{_LATIN}*")
_LATIN_RUN = re.compile(f"[!-'*-~\u00a1-\u2e7f]{_LATIN}*")
#: What begins every word in capitals, and others; and words that are none.
_CAPITAL = re.compile("[A-Z][A-Z0-9.·+-]")
_SMALL_WORD = re.compile(" [a-z]")
_LETTER = re.compile(r"[^\W\d_]")
#: Capitals that are no names: they are translated, or belong to the sentence.
_ORDINARY = frozenset(
    "AI ML DL NLP CV RL IT US USA UK EU UN TV PC OK ID CEO CTO CFO PhD PhDs PR TL DR FAQ Q&A AM PM BC AD GPU GPUs CPU CPUs "
    "PS NB FYI IMO ASAP DIY EOF AND OR NOT NO YES THE A "
    # Institutions, places and everyday things that every language has its own words for.
    "HD UHD TU FBI CIA NSA FDA FTC SEC DOJ NSF NIH WHO NATO OPEC UNESCO BBC NYC LA SF UAE GDP IPO COVID COVID-19 WiFi Wi-Fi "
    "PST PDT EST EDT CST MST GMT UTC CET CEST BST JST "
    "RAM ROM SEK NOK DKK PLN CZK HUF ILS SGD NZD THB IDR BRL MXN ZAR TRY RUB "
    "HIV AIDS DNA RNA MRI CT ECG EEG IQ HF KB MB GB TB PB".split()
)
#: Endings of compounds that every language has its own words for: MLP-based, BERT-like.
COMPOUND_ENDINGS = frozenset(
    "based free style like level aware driven trained tuned guided specific wide shaped agnostic oriented compatible "
    "equivalent class sized era made native only ready related powered inspired enabled type grade centric adjacent "
    "optimized optimised generated heavy capable compliant conditioned backed led owned run built scale esque".split()
)
#: Surnames with inner capitals. The second kind looks like DeBERTa, so a given name must stand before it.
_SURNAME = re.compile(r"(?:Mc|Mac)[A-Z][a-z]+")
_SURNAME_AFTER_NAME = re.compile(r"(?:Da|De|Di|Du|Fitz|La|Le|Van|Von)[A-Z][a-z]+")
#: Parts of years, and dimensions: Mid-2027, quasi-3D.
_NO_NAME = re.compile(r"(?:Early|Mid|Late|Pre|Post)-[12]\d{3}s?|[a-z]+-\dD")
#: A letter behind a word makes a name of it: Path-X, Swin-T; but not of what is counted by letters.
_LETTERED = re.compile(
    r"(?!(?:Appendix|Art|Class|Exhibit|Figure|Grade|Group|Hepatitis|Level|Option|Part|Phase|Plan|Section|Series|Tier|Type|Vitamin)-)"
    r"[A-Z][a-z]{2,}-[A-Z]"
)
#: Characters before a surname in which the given name ends.
_GIVEN = 40


class Name(NamedTuple):
    """One name-like word of the source text; ``text`` is its spelling without plural s or possessive."""

    text: str
    start: int
    end: int


def unlisted_names(source: str, renderings: Sequence[Rendering]) -> list[Name]:
    """Name-like words outside all termbase terms; none in a heading in capitals, whose words are no names for that."""
    candidates = _candidates(source)
    if not candidates:
        return []
    names = []
    terms = [rendering.term for rendering in renderings]
    starts = [term.start for term in terms]
    for match in candidates:
        text = _name_in(match.group())
        # Terms stand in text order and do not overlap: the last that begins before the end decides.
        before = bisect_left(starts, match.end()) - 1
        if before >= 0 and terms[before].end > match.start():
            continue
        if _SURNAME_AFTER_NAME.fullmatch(text) and re.search(
            r"[A-Z][a-z.]+ $", source[max(0, match.start() - _GIVEN) : match.start()]
        ):
            continue
        # A letter right beside is another script's word: 24kHz, 3D.
        if match.start() and (source[match.start() - 1].isalnum() or source[match.start() - 1] in "\0/@#_.\\"):
            continue
        behind = source[match.end() : match.end() + 1]
        # One blanked character is a footnote's mark (HiPPO³), more are code or a formula.
        if behind == "\0" and source[match.end() + 1 : match.end() + 2] != "\0":
            behind = ""
        if behind in {"\0", "/", "@", "_", "\\", "(", "$"} or behind.isalpha() or behind.isdigit():
            continue
        names.append(Name(text, match.start(), match.start() + len(text)))
    return [] if names and _in_capitals(source) else names


def _candidates(source: str) -> list[re.Match[str]]:
    """Words that look like names."""
    found = []
    at = 0
    while hump := _HUMP.search(source, at):
        first = max(at, hump.start() - _BEFORE)
        match = _CANDIDATE.search(source, first + len(source[first : hump.start()].rstrip(_TOKEN_CHARACTERS)))
        if match is None:
            break
        if looks_like_name(_name_in(match.group())):
            found.append(match)
        at = match.end()
    return found


def _name_in(word: str) -> str:
    """GNN for GNNs, NeRF for NeRFs, EAGLE for EAGLE-style."""
    head, hyphen, last = word.rpartition("-")
    if hyphen and (last in COMPOUND_ENDINGS or (last.endswith("ed") and last.islower())):
        word = head
    return word[:-1] if len(word) > 2 and word[-1] == "s" and (word[-2].isupper() or word[:-1].isupper()) else word


def _in_capitals(source: str) -> bool:
    """Whether the text is a heading in capitals."""
    # Nearly always as many small words are found at once as there may be words in capitals at all.
    most = len(_CAPITAL.findall(source))
    if len(_SMALL_WORD.findall(source, 0, 60 * most)) >= most:
        return False
    words = _TOKEN.findall(source)
    return len(words) > 3 and sum(word.isupper() and len(word) > 1 for word in words) > 0.5 * len(words)


@lru_cache(maxsize=20_000)
def looks_like_name(word: str) -> bool:
    """Inner capitals, capitals only (two or more), or letters with digits; ordinary abbreviations apart."""
    if word in _ORDINARY or word.rstrip("s") in _ORDINARY or len(word) < 2 or _ROMAN.fullmatch(word) or word in SYMBOLS:
        return False
    if _SURNAME.fullmatch(word) or _NO_NAME.fullmatch(word):
        return False
    parts = re.split(r"[-.·]", word)
    if any(any(ch.isupper() for ch in part[1:]) and any(ch.isalpha() for ch in part) for part in parts):
        return True
    if _LETTERED.fullmatch(word):
        return True
    return any(ch.isdigit() for ch in word) and word[0].isupper() and not re.fullmatch(r"[A-Z]\d?", word)


def spelled(name: str, target: str) -> Iterator[re.Match[str]]:
    """Where a name stands in ``target``, in whatever spelling."""
    first, pattern = _spellings(name)
    small = _small(target)
    if len(small) != len(target):  # İ is two characters in small letters
        yield from pattern.finditer(target)
        return
    # The plain search is much quicker than the pattern, and nearly always decides.
    at = small.find(first) if first else -1
    while at >= 0:
        found = pattern.match(target, at)
        if found:
            yield found
        at = small.find(first, found.end() if found else at + 1)


@lru_cache(maxsize=8)
def _small(text: str) -> str:
    """The text in small letters. Several rules look for many names in the same one."""
    return text.lower()


@lru_cache(maxsize=5_000)
def _spellings(name: str) -> tuple[str, re.Pattern[str]]:
    """What every spelling begins with, in small letters, and the spellings.

    The name in any capitals, with any or no separator where it has one or where a new hump begins.
    """
    pieces = [piece for piece in re.split(rf"[{re.escape(_SEPARATORS)}]+", name) if piece]
    humps = [hump for piece in pieces for hump in _humps(piece)]
    joined = rf"[{re.escape(_SEPARATORS)}]{{0,3}}".join(map(re.escape, humps))
    # A Latin letter or digit beside it would make it another word; a plural s is still the name.
    pattern = re.compile(rf"(?<![A-Za-z0-9]){joined}(?=s?(?![A-Za-z0-9]))", re.IGNORECASE)
    return (humps[0].lower() if humps else ""), pattern


def _humps(piece: str) -> list[str]:
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]+|[A-Z]", piece) or [piece]


def odd_text(source: str, names: Iterable[str], target: str) -> str:
    """The Latin text of ``target`` that the source does not have as it stands: where a name may be altered.

    All of the target where the names are not Latin, and nearly always nothing.
    """
    if not all(map(_LATIN_NAME.fullmatch, names)):
        return target
    runs = [run.strip(_SEPARATORS) for run in _LATIN_RUN.findall(target)]
    return "\n".join([run for run in runs if run not in source and _LETTER.search(run)])


def stands(name: str, target: str) -> bool:
    """Whether a name stands in ``target``, in whatever spelling."""
    at = target.find(name)
    # As it is, and no part of another word: what nearly all names are.
    if (
        at >= 0
        and not _alphanumeric(target[at - 1 : at])
        and not _alphanumeric(target[at + len(name) : at + len(name) + 1])
    ):
        return True
    return any(spelled(name, target))


def _alphanumeric(ch: str) -> bool:
    return ch.isascii() and ch.isalnum()


def find_spelling(names: Iterable[str], target: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """(exact, altered) ranges of a name with several right spellings in ``target``."""
    names = tuple(names)
    places = {match.span(): match.group() for name in names for match in spelled(name, target)}
    right = {place: _right(found, names) for place, found in places.items()}
    return [place for place in right if right[place]], [place for place in right if not right[place]]


def may_be_altered(name: str, target: str) -> bool:
    """Whether ``target`` has the letters of the name oftener than the name: a quick test that rules most out."""
    times = _bare(target).count(_bare(name))
    return times > 0 and times != target.count(name)


@lru_cache(maxsize=64)
def _bare(text: str) -> str:
    """Small letters without what may stand between the parts of a name."""
    return text.lower().translate(_WITHOUT_SEPARATORS)


def _right(found: str, names: Sequence[str]) -> bool:
    """The very spelling, or one that differs in the kind of dot, hyphen or space only where the name has one."""
    return any(_plain(found) == _plain(name) for name in names)


def _plain(text: str) -> str:
    out = re.sub(r"[\u2010\u2011]", "-", text)
    return re.sub(r"[\u2022\u30fb\u2027]", "·", out).replace("\u00a0", " ")


def of_a_person(source: str, end: int, target: str) -> bool:
    """Whether a name that ends at ``end`` is somebody's given name: Claude Shannon, whom the target calls 克劳德·香农."""
    return re.match(r" [A-Z][a-z]+\b", source[end:]) is not None and _DOTTED_NAME.search(target) is not None


def is_surname(suspect: Suspect, source: str, target: str) -> bool:
    """Whether the word that sounds like a name is somebody's surname: 斯蒂芬·罗奇 for Stephen Roche."""
    given = _GIVEN_NAME.search(source, max(0, suspect.term.start - _GIVEN), suspect.term.start)
    return given is not None and target[suspect.target[0] - 1 : suspect.target[0]] in _DOTS


def same_letters(one: str, other: str) -> bool:
    """Whether two spellings differ in capitals and separators alone."""
    return _bare(one) == _bare(other)
