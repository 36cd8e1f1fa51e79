"""Translation units, and the bitext that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transqa.errors import ConfigError, InputError
from transqa.model import Bitext, Block, Document, Link, Syntax
from transqa.text.language import canonical, chinese_script, guess_language

#: Titles of columns and keys of objects, in lower case.
SOURCE_NAMES = ("source", "src", "original", "source_text", "source text", "原文")
TARGET_NAMES = ("target", "tgt", "translation", "target_text", "target text", "译文", "譯文")

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z]{2,4}){0,2}")
#: Languages whose tags are known without being asked for: a first row "no, yes" is no row of titles.
_COMMON = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl pl pt ro ru sk sl sr sv th tr uk vi zh".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A text with its translation. ``languages`` are the tags of both as the file gives them, empty for not at all.

    A unit without a target is an omission where it is ``due``, and else waits for its translation.
    """

    source: Block | None
    target: Block | None
    languages: tuple[str, str] = ("", "")
    due: bool = False


def written_tag(tag: str) -> str:
    """A tag of a file in its usual form; one that is no BCP-47 tag stays as it is."""
    try:
        return canonical(tag)
    except ConfigError:
        return tag


def same_language(asked: str, found: str) -> bool:
    """Whether a tag is another one, or a variety of it, in either direction: ``zh-Hans`` and ``zh``."""
    one, other = written_tag(asked).lower(), written_tag(found).lower()
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def sides(
    titles: Sequence[str], *, place: str, source_language: str | None, target_language: str | None
) -> tuple[int, int, tuple[str, str]] | None:
    """Which titles are source and target, and their language tags where those are the titles; None for neither.

    Raises:
        InputError: more than two languages and no word which ones are meant.
    """
    folded = [title.strip().lower() for title in titles]
    first = next((folded.index(name) for name in SOURCE_NAMES if name in folded), None)
    second = next((folded.index(name) for name in TARGET_NAMES if name in folded), None)
    if first is not None and second is not None:
        return first, second, ("", "")
    asked = [tag for tag in (source_language, target_language) if tag]
    tags = [
        (number, title.strip())
        for number, title in enumerate(titles)
        if (match := _TAG.fullmatch(title.strip()))
        and (match[1] in _COMMON or any(same_language(tag, title.strip()) for tag in asked))
    ]
    ours = [row for row in tags if source_language is None or same_language(source_language, row[1])]
    theirs = [row for row in tags if target_language is None or same_language(target_language, row[1])]
    pairs = [(one, other) for one in ours for other in theirs if one != other]
    if not pairs:
        return None
    if len(tags) > 2 and len(pairs) > 1 and not (source_language and target_language):
        raise InputError(
            f"{place}: has the languages {', '.join(tag for _, tag in tags)}; choose with --source-lang and --target-lang"
        )
    one, other = pairs[0]
    return one[0], other[0], (one[1], other[1])


def bitext(
    units: Iterable[Unit],
    *,
    path: str,
    text: str,
    syntax: Syntax,
    source_language: str | None,
    target_language: str | None,
) -> Bitext:
    """The two documents of a bilingual file, their blocks linked as they stand.

    The languages are those asked for, those of the file, or else guessed from the texts.

    Raises:
        InputError: more than one pair of languages and none of them asked for, or nothing that is translated.
    """
    chosen = _chosen(list(units), path, source_language, target_language)
    sources: list[Block] = []
    targets: list[Block] = []
    links: list[Link] = []
    untranslated = 0
    for unit in chosen:
        if unit.source is None and unit.target is None:
            continue
        if unit.target is None and not unit.due:
            untranslated += 1
            continue
        # The plural of a message is the source of more than one target.
        if unit.source and (not sources or sources[-1] is not unit.source):
            sources.append(unit.source)
        if unit.target:
            targets.append(unit.target)
        links.append(Link((len(sources) - 1,) if unit.source else (), (len(targets) - 1,) if unit.target else (), 1.0))
    if not links:
        waiting = f"; {untranslated} wait for it" if untranslated else ""
        raise InputError(f"{path}: holds no unit with a translation{waiting}")
    found = chosen[0].languages
    return Bitext(
        Document(path, _language(source_language, found[0], sources), text, tuple(sources), syntax),
        Document(path, _language(target_language, found[1], targets), text, tuple(targets), syntax),
        tuple(links),
        untranslated,
    )


def _chosen(units: list[Unit], path: str, source: str | None, target: str | None) -> list[Unit]:
    """The units of the one pair of languages that is asked for, or that there is."""
    pairs = list(dict.fromkeys(unit.languages for unit in units))
    if len(pairs) > 1:
        pairs = [
            (first, second)
            for first, second in pairs
            if (source is None or same_language(source, first)) and (target is None or same_language(target, second))
        ]
    if len({(written_tag(first), written_tag(second)) for first, second in pairs}) > 1 or (units and not pairs):
        found = ", ".join(sorted({" > ".join(tag or "?" for tag in unit.languages) for unit in units}))
        raise InputError(f"{path}: holds {found}; choose with --source-lang and --target-lang")
    return [unit for unit in units if unit.languages in pairs]


def _language(asked: str | None, found: str, blocks: list[Block]) -> str:
    tag = asked or (written_tag(found) if found else None)
    if tag not in (None, "zh"):
        return tag
    text = "\n".join(block.text for block in blocks)
    return guess_language(text) if tag is None else chinese_script(text)
