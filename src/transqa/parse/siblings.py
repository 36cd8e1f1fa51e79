"""The source of a translation by its name alone: ``zh/intro.md`` beside ``en/intro.md``, ``zh-draft.md`` beside ``en.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from transqa.parse.pairs import spellings

#: Languages that file names are looked through for, where none is told.
_TAGS = (
    *("zh-Hans", "zh-Hant", "zh", "ja", "ko", "de", "fr", "es", "pt", "pt-BR", "it", "nl", "pl", "ru", "uk", "tr"),
    *("ar", "fa", "hi", "th", "vi", "id", "en"),
)


def sibling_source(target: Path, *, source_language: str, target_language: str | None) -> Path | None:
    """The file that a translation seems to be made from.

    A spelling of the target language is looked for in the file's name (``post.zh.md``, ``zh-draft.md``), then in its
    directories, the nearest first; the source has a spelling of its own language there, or nothing (``README.md`` for
    ``README.zh-CN.md``).
    """
    ours = spellings(source_language)
    tags = [target_language] if target_language else [tag for tag in _TAGS if tag != source_language]
    theirs = {spelling for tag in tags for spelling in spellings(tag)} - set(ours)
    # The longest first: zh-Hant is no zh.
    for spelling in sorted(theirs, key=lambda spelling: (-len(spelling), spelling)):
        for path in _candidates(target, spelling, ours):
            if path != target and path.is_file():
                return path
    return None


def _candidates(target: Path, spelling: str, ours: tuple[str, ...]) -> Iterator[Path]:
    told = re.fullmatch(rf"(|.*[._-]){re.escape(spelling)}(|[._-].*)", target.stem)
    if told:
        before, behind = told[1], told[2]
        for own in ours:
            yield target.with_name(f"{before}{own}{behind}{target.suffix}")
            yield target.with_name(f"{before}{own}{target.suffix}")
        if bare := before.rstrip("._-"):
            yield target.with_name(f"{bare}{target.suffix}")
    parts = target.parts
    for place in range(len(parts) - 2, 0, -1):
        if parts[place] == spelling:
            for own in ours:
                yield Path(*parts[:place], own, *parts[place + 1 :])
            yield Path(*parts[:place], *parts[place + 1 :])
