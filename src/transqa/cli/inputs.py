"""From paths or a pattern to pairs of files with their languages, and from those to a report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from transqa.cli.output import progress, warn
from transqa.errors import ConfigError
from transqa.parse.languages import pair_languages

if TYPE_CHECKING:
    from transqa.config import Config
    from transqa.git import Repository
    from transqa.model import Report
    from transqa.parse import Pairs
    from transqa.pipeline import PairPaths


def collect(
    source: Path | None, target: Path | None, *, pattern: str | None, config: Config, quiet: bool = False
) -> list[PairPaths]:
    """The pairs to check: two files, two directories, or what the pattern of the option or configuration finds."""
    from transqa.parse import find_pairs
    from transqa.pipeline import PairPaths

    if source is not None and pattern is not None:
        raise ConfigError("SOURCE and --pairs exclude each other; give SOURCE and TARGET, or --pairs")
    if source is not None and target is None:
        raise ConfigError(f"{source}: has no TARGET; give its translation after it")
    languages = config.languages
    tags = (languages.source, languages.target)
    found = find_pairs(source, target) if source and target else _expand(pattern, config=config)
    for path in found.missing if not quiet else ():
        warn(f"{path}: has no translation")
    return [
        PairPaths(first, second, *pair_languages(first, second, tags=tags, encoding=config.encoding))
        for first, second in found.pairs
    ]


def collect_all(
    source: Path | None,
    target: Path | None,
    *,
    pattern: str | None,
    target_only: Path | None,
    config: Config,
    quiet: bool = False,
) -> list[PairPaths]:
    """What :func:`collect` finds, or :func:`collect_targets` where there is a path for it."""
    if target_only is None:
        return collect(source, target, pattern=pattern, config=config, quiet=quiet)
    if source is not None or pattern is not None:
        raise ConfigError("--target-only excludes SOURCE, TARGET and --pairs; give one or the other")
    return collect_targets(target_only, config=config)


def collect_targets(path: Path, *, config: Config) -> list[PairPaths]:
    """The translations at a path, a file or a directory, to be looked at without a source."""
    from transqa.parse import find_pairs
    from transqa.pipeline import PairPaths

    tags = (config.languages.source or "en", config.languages.target)
    # A file is paired with itself: the same walk, the same errors.
    return [
        PairPaths(None, file, *pair_languages(file, file, tags=tags, encoding=config.encoding))
        for file, _ in find_pairs(path, path).pairs
    ]


def report_on(
    pairs: list[PairPaths],
    *,
    config: Config,
    reference: Path | None = None,
    repository: Repository | None = None,
    quiet: bool = False,
) -> Report:
    """Check the pairs behind a progress bar; with a reference translation, which must be of one pair, score it too."""
    from transqa.parse import parse_file
    from transqa.pipeline import check_paths
    from transqa.score import add_reference

    if reference is None:
        with progress(len(pairs), quiet=quiet) as on_progress:
            return check_paths(pairs, config=config, repository=repository, on_progress=on_progress)
    if len(pairs) != 1:
        raise ConfigError(f"--reference is the translation of one source file, but there are {len(pairs)} pairs")
    document = parse_file(reference, language=pairs[0].target_language, encoding=config.encoding)
    return add_reference(check_paths(pairs, config=config, repository=repository), document)


def _expand(pattern: str | None, *, config: Config) -> Pairs:
    from transqa.parse import expand_pattern

    # A pattern on the command line starts where the user is, one in a file starts at the file.
    root = Path() if pattern else Path(os.path.relpath(config.root))
    pattern = pattern or config.pairs
    if pattern is None:
        raise ConfigError("nothing to check; give SOURCE and TARGET, or --pairs, or set pairs in transqa.toml")
    return expand_pattern(
        pattern,
        source_language=config.languages.source or "en",
        target_language=config.languages.target or "zh-Hans",
        root=root,
    )
