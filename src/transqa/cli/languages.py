"""Languages of the two sides: given as a tag, or guessed from the text."""

from __future__ import annotations

from pathlib import Path

from transqa.errors import ConfigError
from transqa.text.language import chinese_script, guess_language

_NAMES = {"en": "English", "zh": "Chinese", "ja": "Japanese", "ko": "Korean"}


def pair_languages(
    source: Path, target: Path, *, tags: tuple[str | None, ...], encoding: str | None
) -> tuple[str, str]:
    """The tags of two files, guessed where none is given.

    Raises ConfigError where both look like the same language: the files are swapped, the same, or not translated.
    """
    first, second = (_language(path, tag, encoding) for path, tag in zip((source, target), tags, strict=True))
    if first == second and None in tags:
        name = _NAMES.get(first.split("-", 1)[0], first)
        raise ConfigError(
            f"{source} and {target} both look like {name}; name the languages with --source-lang and --target-lang"
        )
    return first, second


def _language(path: Path, tag: str | None, encoding: str | None) -> str:
    if tag not in (None, "zh"):
        return tag
    from transqa.parse import read_text

    text = read_text(path, encoding)
    return guess_language(text) if tag is None else chinese_script(text)
