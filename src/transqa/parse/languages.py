"""Languages of the two sides: given as a tag, or guessed from the text."""

from __future__ import annotations

from pathlib import Path

from transqa.errors import ConfigError
from transqa.text.language import NAMES, chinese_script, guess_language


def pair_languages(
    source: Path, target: Path, *, tags: tuple[str | None, ...], encoding: str | None
) -> tuple[str, str]:
    """The tags of two files, guessed where none is given.

    Raises ConfigError where both look like the same language: the files are swapped, the same, or not translated.
    """
    from transqa.parse import read_text

    first, second = (
        tag if tag not in (None, "zh") else language_of(read_text(path, encoding), tag)
        for path, tag in zip((source, target), tags, strict=True)
    )
    if first == second and None in tags:
        raise ConfigError(
            f"{source} and {target} both look like {language_name(first)}; "
            "name the languages with --source-lang and --target-lang"
        )
    return first, second


def language_of(text: str, tag: str | None) -> str:
    """The tag, its script added to a bare ``zh``; guessed from the text for None."""
    if tag not in (None, "zh"):
        return tag
    return guess_language(text) if tag is None else chinese_script(text)


def language_name(tag: str) -> str:
    """A language's English name where it is one that can be guessed, else the tag."""
    return NAMES.get(tag.split("-", 1)[0], tag)
