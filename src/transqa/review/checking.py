"""Checks of stored documents, the same as ``transqa check`` makes of the files."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from transqa.align.overrides import Override, apply_overrides
from transqa.check import Context
from transqa.config import Config
from transqa.model import Document, DocumentReport
from transqa.parse import parse_text
from transqa.parse.read import decode
from transqa.pipeline import align_texts, check_context, termbase_paths
from transqa.review.types import Cancelled, Progress, Stage
from transqa.score import signature
from transqa.termbase import Termbase, load_termbase
from transqa.version import __version__

#: Parsed files that are kept; an edit needs the one before and the one after.
_PARSED = 64


@dataclass(frozen=True, slots=True)
class Files:
    """One version of a document: contents by their hash, names and languages."""

    source: str
    target: str
    source_name: str
    target_name: str
    source_language: str
    target_language: str
    encoding: str


@dataclass(frozen=True)
class Checked:
    """A report with what the store keeps besides it. ``uses`` are (row, concept, outcome, source, target)."""

    report: DocumentReport
    overridden: frozenset[int]
    uses: tuple[tuple[int, str, str, str, str], ...]
    signature: str


class Steps:
    """Tells how far a job is, and stops it when it is cancelled."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        cancel: Callable[[], bool] | None = None,
        *,
        documents: int = 1,
    ) -> None:
        self._tell, self._cancel = on_progress, cancel
        self._total, self._before = documents * len(Stage), 0

    def at(self, stage: Stage, name: str) -> None:
        """A stage begins. Raises Cancelled."""
        if self._cancel and self._cancel():
            raise Cancelled(f"{name}: cancelled; nothing of it was stored")
        if self._tell:
            self._tell(Progress(stage, self._before + list(Stage).index(stage), self._total, name))

    def next_document(self) -> None:
        """One document is done."""
        self._before += len(Stage)


class Checker:
    """Parses and checks under one configuration; the termbase is read again when a file of it changed."""

    def __init__(self, config: Config) -> None:
        self.config = config
        # Checks share caches that are not made for threads, and would only take turns anyway. What a page needs that is
        # checked already must not wait for them.
        self.lock = threading.RLock()
        self._termbase_lock = threading.Lock()
        self._parsed_lock = threading.Lock()
        self._parsed: OrderedDict[tuple[str, str, str, str], Document] = OrderedDict()
        self._termbase: tuple[object, Termbase] | None = None
        # Paths are left out: two servers on one database may keep the same project in different places.
        settings = config.model_dump(mode="json", exclude={"review", "pairs", "termbase", "baseline"})
        self._settings = json.dumps([settings, __version__], sort_keys=True)

    def termbase(self) -> Termbase:
        """The configured termbase as it is now.

        Raises:
            TermbaseError: a file does not validate.
        """
        with self._termbase_lock:
            paths = termbase_paths(self.config)
            stamp = [_stamp(file) for path in paths for file in _glossaries(path)]
            if self._termbase is None or self._termbase[0] != stamp:
                self._termbase = stamp, load_termbase(paths)
            return self._termbase[1]

    def key(self, files: Files, overrides: Sequence[Override], termbase: Termbase) -> str:
        """Identifies everything that the findings of a document depend on."""
        parts = [repr(files), repr(list(overrides)), self._settings, termbase.hash]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def parse(self, content: str, data: Callable[[], bytes], *, name: str, language: str, encoding: str) -> Document:
        """The document of a file's content; ``content`` is its hash, ``data`` gives its bytes when they are needed."""
        key = (content, name, language, encoding)
        with self._parsed_lock:
            known = self._parsed.pop(key, None)
        if known is None:
            text = decode(data(), name=name, encoding=encoding)
            known = parse_text(text, path=name, language=language)
        with self._parsed_lock:
            self._parsed[key] = known
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)
        return known

    def check(
        self,
        source: Document,
        target: Document,
        overrides: Sequence[Override],
        *,
        termbase: Termbase | None = None,
        steps: Steps | None = None,
    ) -> Checked:
        """Align, set the links that were set by hand, check and score.

        Raises:
            Cancelled: ``steps`` said so.
        """
        steps = steps or Steps()
        with self.lock:
            # Globs of the configuration are matched against real paths.
            placed = replace(target, path=str(self.config.root / target.path))
            termbase = termbase or self.termbase()
            steps.at(Stage.ALIGN, target.path)
            bitext, overridden = apply_overrides(align_texts(source, placed), overrides)
            steps.at(Stage.CHECK, target.path)
            context = Context(bitext, termbase=termbase, config=self.config)
            report = check_context(context)
            report = replace(report, bitext=replace(bitext, target=target))
            return Checked(report, overridden, _uses(context), signature(self.config, termbase_hash=termbase.hash))


def _uses(context: Context) -> tuple[tuple[int, str, str, str, str], ...]:
    return tuple(
        (
            pair.index,
            rendering.term.concept.id,
            rendering.outcome.value,
            pair.source.text[rendering.term.start : rendering.term.end],
            pair.target.text[slice(*rendering.target)] if rendering.target else "",
        )
        for pair in context.pairs
        if pair.judged
        for rendering in context.terms(pair).renderings
    )


def _glossaries(path: Path) -> list[Path]:
    return sorted([*path.glob("*.yml"), *path.glob("*.yaml")]) if path.is_dir() else [path]


def _stamp(path: Path) -> tuple[str, Any]:
    try:
        status = path.stat()
    except OSError:
        return str(path), None
    return str(path), (status.st_mtime_ns, status.st_size)
