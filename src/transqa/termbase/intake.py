"""From the terms of another tool's file to concepts that are a valid glossary; what has to be dropped is counted.

Readers of exchange formats fill drafts; here the drafts become concepts by the rules of the glossary: English names
the concept, every other language has a preferred term, nothing is both accepted and deprecated, identifiers are unique.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transqa.model import Severity
from transqa.termbase.model import Concept, Condition, Deprecated, Example, Terms

PREFERRED, ADMITTED, DEPRECATED = "preferred", "admitted", "deprecated"

#: Spellings of a term's status in TBX of all versions and in spreadsheets, folded (see ``status``).
_STATUSES = {
    PREFERRED: "preferred standardized standardised standard",
    ADMITTED: "admitted approved legal regulated accepted allowed",
    DEPRECATED: "deprecated superseded forbidden notrecommended obsolete rejected",
}
_STATUS = {word: status for status, words in _STATUSES.items() for word in words.split()}
_REGIONS = {"tw": "zh-Hant", "hk": "zh-Hant", "mo": "zh-Hant", "hant": "zh-Hant", "cht": "zh-Hant"}
_LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ja", "de")
_OTHER_CODES = {"eng": "en", "zho": "zh", "chi": "zh", "cmn": "zh", "jpn": "ja", "deu": "de", "ger": "de"}


@dataclass(frozen=True, slots=True)
class DraftTerm:
    """A term as read; ``status`` is one of the three of this module, or None where the file gives none."""

    language: str
    text: str
    status: str | None = None
    reason: str = ""
    anywhere: bool = False
    severity: Severity = Severity.MAJOR


@dataclass
class Draft:
    """A concept as read. An empty ``id`` is made from the English term."""

    terms: list[DraftTerm] = field(default_factory=list)
    id: str = ""
    domain: str = ""
    definition: str = ""
    note: str = ""
    pos: str = "noun"
    case_sensitive: bool = False
    when: Condition | None = None
    common: bool = False
    open: bool = False
    first_mention: bool = False
    keep: bool = False
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Imported:
    """Concepts, and how many of each kind of thing were dropped or filled in on the way."""

    concepts: tuple[Concept, ...]
    dropped: Mapping[str, int]


def status(text: str) -> str | None:
    """The status a file's own word means (``preferredTerm-admn-sts``, ``notRecommended``), None for an unknown word."""
    plain = re.sub(r"[\s_-]", "", text.lower().removesuffix("-admn-sts"))
    return _STATUS.get(plain) or _STATUS.get(plain.removesuffix("term"))


def language(tag: str) -> str | None:
    """The glossary's tag for a language (``zh_TW``, ``EN-us``, ``zho``), None for one the glossary does not hold.

    A bare ``zh`` is taken for simplified Chinese.
    """
    primary, *rest = tag.strip().replace("_", "-").lower().split("-")
    primary = _OTHER_CODES.get(primary, primary)
    if primary == "zh":
        return next((_REGIONS[part] for part in rest if part in _REGIONS), "zh-Hans")
    return primary if primary in _LANGUAGES else None


def slug(text: str) -> str:
    """Lower-case letters and digits joined by hyphens; empty for a text that has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def build(drafts: Iterable[Draft], *, dropped: Counter[str], taken: Collection[str] = ()) -> Imported:
    """Concepts of drafts. ``dropped`` counts what the reader already left out; ``taken`` are identifiers in use."""
    counts: Counter[str] = Counter(dropped)
    used = set(taken)
    concepts = []
    for draft in drafts:
        terms = _by_language(draft, counts)
        english = terms.get("en")
        if english is None or not english.preferred:
            counts["concepts without an accepted English term"] += 1
            continue
        if not draft.keep and not any(found.preferred for tag, found in terms.items() if tag != "en"):
            counts["concepts without a translation"] += 1
            continue
        if not draft.definition:
            counts["definitions made up, for there was none"] += 1
        concepts.append(
            Concept(
                # An identifier of our own files stays; one of another tool says less than the term.
                id=unused(draft.id or slug(english.preferred) or "concept", used),
                domain=draft.domain,
                definition=draft.definition or f"{english.preferred}: imported without a definition.",
                terms=terms,
                pos=draft.pos,
                case_sensitive=draft.case_sensitive,
                when=draft.when,
                common=draft.common,
                open=draft.open,
                first_mention=draft.first_mention,
                keep=draft.keep,
                note=draft.note,
                examples=draft.examples,
            )
        )
    return Imported(tuple(concepts), dict(sorted((+counts).items())))


def unused(base: str, used: set[str]) -> str:
    """``base``, or else the first of ``base-2``, ``base-3`` and so on that is not in ``used``; it is put there."""
    found, number = base, 2
    while found in used:
        found, number = f"{base}-{number}", number + 1
    used.add(found)
    return found


def _by_language(draft: Draft, counts: Counter[str]) -> dict[str, Terms]:
    listed: dict[str, list[DraftTerm]] = {}
    for term in draft.terms:
        tag = language(term.language)
        if tag is None:
            counts[f"terms in {term.language or 'no language'}"] += 1
        elif term.text:
            listed.setdefault(tag, []).append(term)
    found = {
        # A name to keep needs no rendering, so none of those that are allowed has to be preferred.
        tag: _terms(terms, counts, promote=tag == "en" or not draft.keep)
        for tag, terms in sorted(listed.items(), key=_order)
    }
    kept = {tag: terms for tag, terms in found.items() if terms.preferred or (draft.keep and tag != "en")}
    for tag in found.keys() - kept.keys():
        counts[f"deprecated terms in {tag} beside no accepted one"] += len(found[tag].deprecated)
    return kept


def _order(item: tuple[str, Sequence[DraftTerm]]) -> int:
    return _LANGUAGES.index(item[0])


def _terms(terms: Sequence[DraftTerm], counts: Counter[str], *, promote: bool) -> Terms:
    bare = all(term.status is None for term in terms)
    marked = any(term.status == PREFERRED for term in terms)
    accepted: list[str] = [term.text for term in terms if term.status == PREFERRED]
    accepted += [term.text for term in terms if term.status in (ADMITTED, None)]
    accepted = list(dict.fromkeys(accepted))
    deprecated: dict[str, Deprecated] = {}
    for term in terms:
        if term.status != DEPRECATED:
            continue
        if term.text in accepted:
            counts["deprecated terms that are accepted too"] += 1
        elif term.text not in deprecated:
            reason = term.reason or "deprecated in the imported termbase"
            deprecated[term.text] = Deprecated(term.text, reason, term.anywhere, term.severity)
    if not accepted or not (marked or bare or promote):
        return Terms(None, tuple(accepted), tuple(deprecated.values()))
    counts["preferred terms chosen, for none was marked"] += not (marked or bare)
    return Terms(accepted[0], tuple(accepted[1:]), tuple(deprecated.values()))
