"""From paths or a pattern to pairs of files with their languages, and from those to a report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from transqa.cli.output import note, progress, warn
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
    """The pairs to check: two files, two directories, or what the pattern of the option or configuration finds.

    A bilingual file, or a directory of such files, needs no target.
    """
    from transqa.parse import Pairs, find_bilingual, find_pairs, is_bilingual

    if source is not None and pattern is not None:
        raise ConfigError("SOURCE and --pairs exclude each other; give SOURCE and TARGET, or --pairs")
    for path in (source, target):
        if path and target and is_bilingual(path):
            raise ConfigError(f"{path}: holds source and translation in one; give this file alone")
    if source and target:
        found = find_pairs(source, target)
    elif source:
        found = Pairs(tuple((file, file) for file in find_bilingual(source)))
        if not found.pairs:
            raise ConfigError(f"{source}: has no TARGET; give its translation after it")
    else:
        found = _expand(pattern, config=config)
    for path in found.missing if not quiet else ():
        warn(f"{path}: has no translation")
    return [_paths(first, second, config=config) for first, second in found.pairs]


def _paths(source: Path, target: Path, *, config: Config) -> PairPaths:
    """Two files with their languages; a bilingual file says its own, where nobody else does."""
    from transqa.parse import is_bilingual
    from transqa.pipeline import PairPaths

    tags = (config.languages.source, config.languages.target)
    if source == target and is_bilingual(target):
        return PairPaths(source, target, tags[0] or "", tags[1] or "")
    return PairPaths(source, target, *pair_languages(source, target, tags=tags, encoding=config.encoding))


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
            report = check_paths(pairs, config=config, repository=repository, on_progress=on_progress)
        for bitext in (document.bitext for document in report.documents):
            if bitext.untranslated and not quiet:
                count = f"{bitext.untranslated} unit{'' if bitext.untranslated == 1 else 's'}"
                note(f"{bitext.target.path}: {count} without a finished translation left out")
        return report
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
