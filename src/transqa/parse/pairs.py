"""Which source file belongs to which target file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from transqa.errors import InputError

EXTENSIONS = (".md", ".markdown", ".mdx", ".txt", ".html", ".htm", ".xhtml")
#: Files that hold source and target in one.
BILINGUAL = (".xlf", ".xliff", ".tmx", ".po", ".csv", ".tsv", ".tab", ".jsonl", ".ndjson")

# Directory names in use for the tags whose spelling varies; the tag itself comes first.
_SPELLINGS = {
    "zh-hans": ("zh-CN", "zh-SG", "zh-Hans-CN", "zh", "cn", "zh-simplified", "chs"),
    "zh-hant": ("zh-TW", "zh-HK", "zh-MO", "zh-Hant-TW", "zh-Hant-HK", "tw", "zh-traditional", "cht"),
    "zh": ("zh-Hans", "zh-CN", "cn"),
    "en": ("en-US", "en-GB"),
    "ja": ("ja-JP", "jp"),
    "ko": ("ko-KR", "kr"),
}


@dataclass(frozen=True)
class Pairs:
    """Source files with their targets, and the source files that have none; both sorted."""

    pairs: tuple[tuple[Path, Path], ...]
    missing: tuple[Path, ...] = ()


def is_bilingual(path: str | Path) -> bool:
    """Whether a file of this name holds source and target in one."""
    return Path(path).suffix.lower() in BILINGUAL


def find_bilingual(path: Path) -> tuple[Path, ...]:
    """The bilingual file itself, or those of a directory, sorted; empty for another file.

    Raises ``InputError`` when it is not there, or a directory without any.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file or directory; check the path")
    if not path.is_dir():
        return (path,) if is_bilingual(path) else ()
    found = tuple(sorted(file for file in path.rglob("*") if is_bilingual(file) and file.is_file()))
    if not found:
        raise InputError(
            f"{path}: holds no bilingual file ({' '.join(BILINGUAL)}); for documents give a directory of translations too"
        )
    return found


def find_pairs(source: Path, target: Path) -> Pairs:
    """Pair two files, or the documents of two directories by their relative path.

    Raises ``InputError`` when a side is missing, when one is a file and the other a directory, or when nothing pairs.
    """
    for side in (source, target):
        if not side.exists():
            raise InputError(f"{side}: no such file or directory; check the path")
    if source.is_dir() != target.is_dir():
        folder, file = (source, target) if source.is_dir() else (target, source)
        raise InputError(f"{folder}: is a directory but {file} is a file; give two files or two directories")
    if not source.is_dir():
        return Pairs(((source, target),))
    found = [(path, target / path.relative_to(source)) for path in _documents(source)]
    kinds = " ".join(EXTENSIONS)
    if not found:
        raise InputError(f"{source}: holds no document; looked for {kinds}")
    return _sorted_pairs(found, f"{target}: holds no document with the same relative path as one in {source} ({kinds})")


def expand_pattern(pattern: str, *, source_language: str, target_language: str, root: Path) -> Pairs:
    """Pair files by a pattern such as ``docs/{lang}/**/*.md``, relative to ``root``.

    ``{lang}`` stands for the language tag; the usual directory spellings of a tag are tried as well. A pattern without
    it is one of bilingual files, and pairs each with itself. Raises ``InputError`` when nothing matches.
    """
    if "{lang}" not in pattern:
        if files := [path for path in _glob(root, pattern) if is_bilingual(path)]:
            return Pairs(tuple((path, path) for path in files))
        raise InputError(
            f"{pattern}: has no {{lang}} and matches no bilingual file; write for example docs/{{lang}}/**/*.md"
        )
    targets = spellings(target_language)
    tried = spellings(source_language)
    for spelling in tried:
        sources = _glob(root, pattern.replace("{lang}", spelling))
        if sources:
            matcher = _matcher(pattern, spelling)
            found = [(path, _counterpart(root, path, matcher, pattern, targets)) for path in sources]
            looked = ", ".join(targets)
            return _sorted_pairs(
                found, f"{pattern}: no target for any of {len(found)} source files; looked for {{lang}} = {looked}"
            )
    raise InputError(f"{pattern}: no source file under {root}; looked for {{lang}} = {', '.join(tried)}")


def source_by_pattern(
    pattern: str, target: Path, *, source_language: str, target_language: str, root: Path
) -> Path | None:
    """The source file that ``pattern`` pairs with ``target``; None where it is no target, or has no source."""
    target, root = target.resolve(), root.resolve()
    if not target.is_relative_to(root):
        return None
    for spelling in spellings(target_language):
        matcher = _matcher(pattern, spelling)
        if matcher.fullmatch(target.relative_to(root).as_posix()):
            found = _counterpart(root, target, matcher, pattern, spellings(source_language))
            if found.is_file() and found != target:
                return found
    return None


def spellings(language: str) -> tuple[str, ...]:
    """Directory names a language tag goes by, the tag itself first."""
    names = (language, *_SPELLINGS.get(language.lower(), ()))
    variants = (form for name in names for form in (name, name.replace("-", "_")))
    return tuple(dict.fromkeys(form for name in variants for form in (name, name.lower())))


def _documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in EXTENSIONS and path.is_file())


def _sorted_pairs(found: list[tuple[Path, Path]], nothing: str) -> Pairs:
    pairs = tuple(sorted(pair for pair in found if pair[1].is_file()))
    if not pairs:
        raise InputError(nothing)
    return Pairs(pairs, tuple(sorted(source for source, target in found if not target.is_file())))


def _glob(root: Path, pattern: str) -> list[Path]:
    try:
        return sorted(path for path in root.glob(pattern) if path.is_file())
    except (ValueError, NotImplementedError) as error:
        raise InputError(
            f"{pattern}: not a usable pattern ({error}); write for example docs/{{lang}}/**/*.md"
        ) from None


def _matcher(pattern: str, spelling: str) -> re.Pattern[str]:
    """The pattern for one spelling as a regular expression with a group per wildcard."""
    parts = [_WILDCARDS.get(part, re.escape(part)) for part in _TOKENS.split(pattern.replace("{lang}", spelling))]
    return re.compile("".join(parts))


_TOKENS = re.compile(r"(\*\*/|\*\*|\*|\?|\[[^\]]+\])")
_WILDCARDS = {"**/": "((?:.*/)?)", "**": "(.*)", "*": "([^/]*)", "?": "([^/])"}


def _counterpart(root: Path, source: Path, matcher: re.Pattern[str], pattern: str, names: tuple[str, ...]) -> Path:
    """The target file of a source file: the first spelling for which it exists, else the first spelling's path."""
    match = matcher.fullmatch(source.relative_to(root).as_posix())
    wildcards = iter(match.groups() if match else ())
    template = "".join(next(wildcards, "") if _TOKENS.fullmatch(part) else part for part in _TOKENS.split(pattern))
    candidates = [root / template.replace("{lang}", name) for name in names]
    return next((path for path in candidates if path.is_file()), candidates[0])
