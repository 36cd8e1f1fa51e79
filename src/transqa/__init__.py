"""Translation QA for machine-learning writing: the public API.

>>> from transqa import check, render
>>> report = check("data/2023-03/en.md", "data/2023-03/zh-draft.md")
>>> print(render(report, "text"))
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal, overload

from transqa.version import __version__

if TYPE_CHECKING:
    from transqa.config import Config
    from transqa.fix import Repair
    from transqa.model import Bitext, Report, Scores
    from transqa.pipeline import PairPaths
    from transqa.termbase import Termbase

TextFormat = Literal["text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown", "csv", "html"]

__all__ = ["__version__", "align", "apply_fixes", "check", "load_termbase", "render", "score"]


class _Package(ModuleType):
    """Python binds a subpackage over the function of the same name when it is first imported; here the function stays."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def check(
    source: str | Path,
    target: str | Path | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    config: Config | None = None,
) -> Report:
    """Check one pair of files, or a bilingual file alone. ``config`` defaults to no configuration; no file is looked for.

    Where the languages of two files are not given the source is English, and the target what its script says, Chinese
    where that says nothing; a bilingual file says its own.

    Raises:
        TransqaError: a file, the termbase or the configuration cannot be used.
    """
    from transqa.config import Config
    from transqa.pipeline import check_paths

    config = config or Config()
    pair = _pair(source, target, source_language, target_language, config=config)
    return check_paths([pair], config=config)


def align(
    source: str | Path, target: str | Path, *, source_language: str = "en", target_language: str = "zh-Hans"
) -> Bitext:
    """Align the blocks of two files.

    Raises:
        InputError: a file cannot be read.
    """
    from transqa.parse import parse_file
    from transqa.pipeline import align_pair

    return align_pair(parse_file(source, language=source_language), parse_file(target, language=target_language))


def score(
    source: str | Path,
    target: str | Path | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    config: Config | None = None,
) -> Scores:
    """The score cards of one pair of files, or of a bilingual file alone.

    Raises:
        TransqaError: a file, the termbase or the configuration cannot be used.
    """
    return check(source, target, source_language=source_language, target_language=target_language, config=config).scores


def apply_fixes(
    source: str | Path,
    target: str | Path | None = None,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    unsafe: bool = False,
    write: bool = True,
    config: Config | None = None,
) -> Repair:
    """Fix a target file, or a bilingual file alone: safe fixes, with ``unsafe`` also those that need a second look.

    Without ``write`` only on trial. The file is replaced as a whole, and only where it still is what was checked.

    Raises:
        TransqaError: a file, the termbase or the configuration cannot be used, or the file has changed meanwhile.
    """
    from transqa.config import Config
    from transqa.files import replace_text
    from transqa.parse import file_encoding
    from transqa.pipeline import fix_paths

    config = config or Config()
    pair = _pair(source, target, source_language, target_language, config=config)
    (repair,) = fix_paths([pair], config=config, unsafe=unsafe)
    if write and repair.changed:
        before, after = repair.before.bitext.target.text, repair.after.bitext.target.text
        replace_text(pair.target, before, after, encoding=file_encoding(pair.target, config.encoding))
    return repair


def _pair(
    source: str | Path,
    target: str | Path | None,
    source_language: str | None,
    target_language: str | None,
    *,
    config: Config,
) -> PairPaths:
    from transqa.parse import read_text
    from transqa.parse.languages import language_of
    from transqa.pipeline import PairPaths

    if target is None:
        return PairPaths(Path(source), Path(source), source_language or "", target_language or "")
    given = target_language or config.languages.target
    tag = given if given not in (None, "zh") else language_of(read_text(Path(target), config.encoding), given)
    # An English text in the place of a translation is one that was not translated.
    known = "zh-Hans" if given is None and tag == "en" else tag
    return PairPaths(Path(source), Path(target), source_language or config.languages.source or "en", known)


def load_termbase(paths: Sequence[str | Path] | None = None) -> Termbase:
    """Read and validate glossary files; the one that comes with transqa for None.

    Raises:
        TermbaseError: an entry does not validate; the message names file, line and concept.
    """
    from transqa.termbase import load_termbase as load

    return load(paths)


@overload
def render(report: Report, format: TextFormat = "text") -> str: ...
@overload
def render(report: Report, format: Literal["xlsx", "notes", "its"]) -> bytes: ...
@overload
def render(report: Report, format: str) -> str | bytes: ...
def render(report: Report, format: str = "text") -> str | bytes:
    """The report in a format that ``transqa.report`` knows: bytes for ``xlsx``, ``notes`` and ``its``, else a text.

    Raises:
        ConfigError: an unknown format.
    """
    from transqa.report import render as write

    return write(report, format)
