"""The baseline: findings that are known and no longer stop anyone, told by content and not by place.

A file of JSON, one object per line: a header with the version, a ceiling per rule, and one line per known finding with
the number of its repeats. Lines are sorted and stand alone, so that two branches merge line by line; where a merge leaves
two lines about the same thing, the higher number holds: a ratchet brings it down again, and nobody is stopped for a merge.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from transqa.check.identity import halves, identity
from transqa.check.runner import CRASH
from transqa.errors import InputError
from transqa.model import DocumentReport, Finding, Fixed, Report

FILE_NAME = "transqa-baseline.jsonl"
#: Version 1 named findings by the physical line around them; its fingerprints mean nothing any more.
VERSION = 2
_HEADER = "transqa-baseline"
_SHOWN = 120


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A known finding: the target file it was seen in, what it is about, its identity, and how many there are.

    ``path`` starts at the baseline file's directory. Without a ``fingerprint`` the entry stands for any finding of the
    same rule, concept and quoted text.
    """

    path: str
    rule: str
    concept: str
    text: str
    fingerprint: str
    count: int = 1


@dataclass(frozen=True)
class Baseline:
    """Known findings, and how many findings of each rule there may be."""

    entries: tuple[Entry, ...] = ()
    ceilings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rise:
    """A rule with more findings than its ceiling."""

    rule: str
    ceiling: int
    count: int


@dataclass(frozen=True)
class Compared:
    """A run beside its baseline.

    ``report`` has the state of every finding and what is fixed; ``outside`` is what the baseline has for files that the
    run did not look at; ``root`` is the directory of the baseline file.
    """

    report: Report
    baseline: Baseline
    outside: tuple[Entry, ...]
    root: Path

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """Findings per rule: those of the run, and those the baseline has outside of it."""
        totals = Counter(finding.rule for document in self.report.documents for finding in document.findings)
        for entry in self.outside:
            totals[entry.rule] += entry.count
        return totals

    def rises(self) -> list[Rise]:
        """The rules that a ratchet refuses, by code."""
        return [
            Rise(rule, self.baseline.ceilings.get(rule, 0), count)
            for rule, count in sorted(self.totals.items())
            if count > self.baseline.ceilings.get(rule, 0)
        ]

    def updated(self, *, accept_new: bool = False) -> Baseline:
        """The baseline of what is still found; with ``accept_new``, of all that is found.

        Ceilings only come down, unless new findings are accepted.
        """
        counts = Counter({replace(entry, count=1): entry.count for entry in self.outside})
        for document in self.report.documents:
            path = _path(document, self.root)
            for finding in document.findings:
                if accept_new or finding.state == "known":
                    counts[Entry(path, *_about(finding), identity(finding.fingerprint))] += 1
        entries = (replace(entry, count=count) for entry, count in counts.items())
        before = self.baseline.ceilings
        ceilings = {
            rule: count if accept_new else min(count, before.get(rule, 0))
            for rule, count in sorted(self.totals.items())
        }
        return Baseline(tuple(sorted(entries)), {rule: count for rule, count in ceilings.items() if count})


def compare(report: Report, baseline: Baseline, *, root: Path, whole: bool, skipped: Collection[str] = ()) -> Compared:
    """Tell known findings from new ones.

    A finding is known as often as the baseline counts it: first in its own file, then wherever an entry is left over
    because its text was moved or its file renamed, then in its own file with the words on one side of it edited.
    ``whole`` says that the run covers all files there are, so that entries of other files are fixed; ``skipped`` are the
    codes of rules that did not run, whose entries stay as they are; ``root`` is the directory of the baseline file.
    """
    root = root.resolve()
    paths = [_path(document, root) for document in report.documents]
    left = [entry.count for entry in baseline.entries]
    # Where a rule has crashed, silence proves nothing.
    broken = {
        path for path, one in zip(paths, report.documents, strict=True) if any(f.rule == CRASH for f in one.findings)
    }
    covered = [
        entry.rule not in skipped and entry.path not in broken and (whole or entry.path in paths)
        for entry in baseline.entries
    ]
    known = _known(report, baseline, left, paths=paths, covered=covered, root=root)
    documents = (
        replace(document, findings=tuple(_stated(document.findings, number, known)))
        for number, document in enumerate(report.documents)
    )
    fixed = (
        Fixed(entry.fingerprint, entry.rule, entry.path, entry.text, count)
        for entry, count, ours in zip(baseline.entries, left, covered, strict=True)
        if count and ours
    )
    outside = (
        replace(entry, count=count)
        for entry, count, ours in zip(baseline.entries, left, covered, strict=True)
        if count and not ours
    )
    return Compared(replace(report, documents=tuple(documents), fixed=tuple(fixed)), baseline, tuple(outside), root)


def _known(
    report: Report, baseline: Baseline, left: list[int], *, paths: list[str], covered: list[bool], root: Path
) -> set[tuple[int, int]]:
    """(document, finding) of what is known; each takes one from what is ``left`` of its entry."""
    rows: defaultdict[str | tuple[str, str, str], list[int]] = defaultdict(list)
    for index, entry in enumerate(baseline.entries):
        rows[entry.fingerprint or (entry.rule, entry.concept, entry.text)].append(index)
        for half in halves(entry.fingerprint) if entry.fingerprint else ():
            rows[half].append(index)

    def free(index: int, path: str, *, at_home: bool) -> bool:
        # A file that is there but not in this run keeps its own.
        own = baseline.entries[index].path
        return bool(left[index]) and (own == path if at_home else covered[index] or not (root / own).exists())

    known: set[tuple[int, int]] = set()
    # The same place in the same file, then elsewhere; last of all, in the same file, with an edit on one side.
    for exact, at_home in ((True, True), (True, False), (False, True)):
        for number, document in enumerate(report.documents):
            for place, finding in enumerate(document.findings):
                if (number, place) in known:
                    continue
                name = identity(finding.fingerprint)
                near = (
                    (*rows[name], *rows[_about(finding)]) if exact else [i for half in halves(name) for i in rows[half]]
                )
                taken = next((index for index in near if free(index, paths[number], at_home=at_home)), None)
                if taken is not None:
                    left[taken] -= 1
                    known.add((number, place))
    return known


def _stated(findings: Iterable[Finding], number: int, known: set[tuple[int, int]]) -> Iterator[Finding]:
    for place, finding in enumerate(findings):
        yield replace(finding, state="known" if (number, place) in known else "new")


def _path(document: DocumentReport, root: Path) -> str:
    return Path(os.path.relpath(Path(document.bitext.target.path).resolve(), root)).as_posix()


def _about(finding: Finding) -> tuple[str, str, str]:
    """Rule, concept and quoted text, for people and for entries without a fingerprint."""
    quote = finding.target or finding.source
    text = " ".join(quote.text.split()) if quote else ""
    return finding.rule, finding.concept or "", text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline of this version or an older one.

    Raises:
        InputError: the file is missing, is no baseline, is of a newer version, or a line is damaged.
    """
    try:
        # Not splitlines: a quoted text may hold what Python takes for a line end.
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise InputError(f"{path}: no such baseline; make it with transqa baseline create") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'is not UTF-8'}") from None
    version = 0
    counts: dict[Entry, int] = {}
    ceilings: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _parsed(line, f"{path}:{number}")
        if _HEADER in row:
            found = _version(row[_HEADER], f"{path}:{number}")
            version = min(version or found, found)
        elif not version:
            raise InputError(f'{path}:{number}: is no baseline: the first line is not {{"{_HEADER}": {VERSION}}}')
        elif "ceiling" in row:
            rule, ceiling = _rule_ceiling(row, f"{path}:{number}")
            ceilings[rule] = max(ceiling, ceilings.get(rule, 0))
        else:
            entry = _entry(row, f"{path}:{number}")
            single = replace(entry, count=1)
            counts[single] = max(entry.count, counts.get(single, 0))
    if not version:
        raise InputError(f"{path}: is empty, and so no baseline; make it with transqa baseline create --force")
    entries: Iterable[Entry] = (replace(entry, count=count) for entry, count in counts.items())
    if version < VERSION:
        entries = _without_fingerprints(entries)
    return Baseline(tuple(sorted(entries)), ceilings)


def render_baseline(baseline: Baseline) -> str:
    """The file's text, one entry per line, in an order that depends on nothing but the content."""
    rows: list[dict[str, Any]] = [{_HEADER: VERSION}]
    rows += [{"rule": rule, "ceiling": ceiling} for rule, ceiling in sorted(baseline.ceilings.items())]
    rows += [dataclasses.asdict(entry) for entry in sorted(baseline.entries)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _parsed(line: str, place: str) -> dict[str, Any]:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise InputError(f"{place}: is a merge conflict; keep the lines of both sides and delete the markers")
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise InputError(f"{place}: is no JSON object; restore the line from git, or make the baseline anew")
    return row


def _version(value: Any, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InputError(f"{place}: {_HEADER} = {json.dumps(value)} is no version; this transqa writes {VERSION}")
    if value > VERSION:
        raise InputError(f"{place}: is of version {value}; this transqa reads up to {VERSION}: upgrade transqa")
    return value


def _rule_ceiling(row: Mapping[str, Any], place: str) -> tuple[str, int]:
    rule, ceiling = row.get("rule"), row["ceiling"]
    if not isinstance(rule, str) or not isinstance(ceiling, int) or isinstance(ceiling, bool) or ceiling < 0:
        raise InputError(f'{place}: a ceiling is {{"rule": "TRM001", "ceiling": 3}}')
    return rule, ceiling


def _entry(row: Mapping[str, Any], place: str) -> Entry:
    texts = {name: row.get(name) for name in ("path", "rule", "concept", "text", "fingerprint")}
    count = row.get("count")
    for name, value in texts.items():
        if not isinstance(value, str):
            raise InputError(f"{place}: {name} is no text; restore the line from git, or make the baseline anew")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise InputError(f"{place}: count is no positive number; restore the line from git, or make the baseline anew")
    return Entry(**texts, count=count)  # type: ignore[arg-type]  # seen to be texts above


def _without_fingerprints(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of version 1, to be found again by what can be read of them."""
    counts: Counter[Entry] = Counter()
    for entry in entries:
        counts[replace(entry, fingerprint="", count=1)] += entry.count
    for entry, count in counts.items():
        yield replace(entry, count=count)
