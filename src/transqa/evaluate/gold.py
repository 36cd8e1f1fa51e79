"""Annotated drafts and published translations: which files they are, and the places an annotation names.

An annotation (``gold.json``) lists the errors of a draft and some renderings that are right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transqa.errors import InputError
from transqa.model import Quote
from transqa.parse import find_pairs
from transqa.parse.pairs import EXTENSIONS, spellings

_STEM = re.compile(r"(?P<tag>[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)(?P<draft>[-_.]draft)?")


def find_golds(folder: Path) -> list[Gold]:
    """The annotated drafts of a folder: its own ``gold.json``, or those of the folders in it.

    Raises:
        InputError: there is none, its files are not to be told apart, or an annotation is faulty.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such directory; name a folder with a gold.json")
    if (folder / "gold.json").is_file():
        return [read_gold(folder)]
    found = sorted(path.parent for path in folder.glob("*/gold.json"))
    if not found:
        raise InputError(f"{folder}: has no gold.json, nor has a folder in it; name a folder with an annotation")
    return [read_gold(path) for path in found]


def read_gold(folder: Path) -> Gold:
    """One annotated draft.

    ``gold.json`` may name its files (``source``, ``target``); else they are ``en.md`` and ``zh.md`` or another language
    tag, the draft with ``-draft`` behind the tag where there is a reviewed version too.
    """
    path = folder / "gold.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
    if not isinstance(data, dict) or not isinstance(data.get("errors"), list):
        raise InputError(f'{path}: has no list "errors"; see the README of the sample digests for the format')
    source, target = _files(folder, data)
    errors = [_mark(row, f"{path}: errors[{index}]") for index, row in enumerate(data["errors"])]
    right = [_mark(row, f"{path}: ok_terms[{index}]") for index, row in enumerate(data.get("ok_terms") or [])]
    languages = (_tag(source) or "en", _tag(target) or "zh")
    return Gold(folder.resolve().name, source, target, languages, tuple(errors), tuple(right))


def _files(folder: Path, data: Mapping[str, Any]) -> tuple[Path, Path]:
    named = [data.get(side) for side in ("source", "target")]
    if all(isinstance(name, str) and name for name in named):
        return folder / str(named[0]), folder / str(named[1])
    documents = sorted(path for path in folder.iterdir() if path.suffix.lower() in EXTENSIONS and _tag(path))
    sources = [path for path in documents if path.stem == "en"]
    drafts = [path for path in documents if path.stem.lower().endswith("draft")]
    targets = drafts or [path for path in documents if path.stem != "en"]
    if len(sources) != 1 or len(targets) != 1:
        names = ", ".join(path.name for path in documents) or "no document named by a language tag"
        raise InputError(
            f'{folder}: needs en.md and one draft, but has {names}; name them in gold.json as "source" and "target"'
        )
    return sources[0], targets[0]


def _tag(path: Path) -> str:
    match = _STEM.fullmatch(path.stem)
    return match["tag"] if match else ""


def _mark(row: Any, place: str) -> Mark:
    if not isinstance(row, dict):
        raise InputError(f"{place}: is no object; write zh_line, zh_span, zh_start, en_line, en_span, category")
    mark = Mark(
        category=row.get("category", ""),
        target_line=row.get("zh_line", 0),
        start=row.get("zh_start", -1),
        target_text=row.get("zh_span", ""),
        source_line=row.get("en_line", 0),
        source_text=row.get("en_span") or "",
    )
    for key, value, kind in (
        ("category", mark.category, str),
        ("zh_line", mark.target_line, int),
        ("zh_start", mark.start, int),
        ("zh_span", mark.target_text, str),
        ("en_line", mark.source_line, int),
        ("en_span", mark.source_text, str),
    ):
        if not isinstance(value, kind):
            raise InputError(f"{place}: {key} is {value!r}; write {'a text' if kind is str else 'a whole number'}")
    return mark


def find_accepted(folder: Path) -> list[tuple[Path, Path]]:
    """The pairs of files of parallel trees: ``en`` and ``zh`` (or another usual name) in the folder or one below it.

    Raises:
        InputError: no such trees, or no document in both.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such directory; name one with en/ and zh/ in it")
    found: list[tuple[Path, Path]] = []
    for base in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        names = {path.name for path in base.iterdir() if path.is_dir()}
        source = next((name for name in spellings("en") if name in names), None)
        targets = [name for name in sorted({*spellings("zh-Hans"), *spellings("zh-Hant")}) if name in names]
        if source:
            found += [pair for name in targets for pair in find_pairs(base / source, base / name).pairs]
    if not found:
        raise InputError(f"{folder}: has no parallel trees; put the source below en/ and the translation below zh/")
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotated place. Lines are 1-based (0: none on that side), ``start`` is a 0-based code point of the line."""

    category: str
    target_line: int
    start: int
    target_text: str
    source_line: int
    source_text: str

    def overlaps(self, quote: Quote | None) -> bool:
        """Whether the quote shares a code point with the target span; never for something missing."""
        if quote is None or self.start < 0 or not self.target_text:
            return False
        if not quote.line <= self.target_line <= quote.end_line:
            return False
        first = quote.column - 1 if quote.line == self.target_line else 0
        end = self.start + len(self.target_text)
        # An empty quote marks a place: it counts as the character after it.
        last = max(quote.end_column - 1, first + 1) if quote.end_line == self.target_line else end
        return first < end and self.start < last

    def names(self, quote: Quote | None) -> bool:
        """Whether the quote is of the same source line, and the words of one are among those of the other."""
        if quote is None or not self.source_text or quote.line != self.source_line:
            return False
        ours, theirs = self.source_text.lower(), quote.text.lower()
        return bool(theirs) and (ours in theirs or theirs in ours)

    def pinpointed_by(self, quote: Quote | None) -> bool:
        """Whether the quote overlaps the span and is not so long that it points at nothing."""
        if quote is None or not self.overlaps(quote):
            return False
        return quote.end_column - quote.column <= 4 * max(4, len(self.target_text))


@dataclass(frozen=True)
class Gold:
    """An annotated draft: its files, the tags their names give, the errors and the renderings that are right."""

    name: str
    source: Path
    target: Path
    languages: tuple[str, str]
    errors: tuple[Mark, ...]
    right: tuple[Mark, ...]
