"""How good the rules are: recall and precision on annotated drafts, false alarms on translations that were published.

An annotation (``gold.json``) lists the errors of a draft and some renderings that are right. An error is found when a
finding overlaps its span in the draft, or when it quotes the same words of the same source line; only the former
pinpoints it. Nothing here prints or checks: ``evaluate`` is told how to check a pair.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from transqa.errors import InputError
from transqa.model import DocumentReport, Finding, Quote, Severity
from transqa.parse import find_pairs
from transqa.parse.pairs import EXTENSIONS, spellings
from transqa.termbase import Termbase

#: Gold categories that terminology rules answer for.
TERMINOLOGY = frozenset({"terminology", "do-not-translate"})
#: Gold categories of which an annotation lists examples only: a finding that is not listed is neither right nor wrong.
SAMPLED = frozenset({"typography"})
#: A rule may make errors (major and above) when it makes at most this many per 1,000 source words of accepted text ...
MAX_PER_THOUSAND = 0.5
#: ... and the lower end of the 95% interval of its precision on annotated drafts is at least this.
MIN_PRECISION = 0.7

_MAJOR = frozenset({Severity.MAJOR, Severity.CRITICAL})
#: 97.5% quantile of the standard normal distribution.
_Z = 1.959963984540054
_STEM = re.compile(r"(?P<tag>[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)(?P<draft>[-_.]draft)?")

#: From source and target file and their language tags (a bare ``zh`` is to be guessed) to the checked pair.
Check = Callable[[Path, Path, tuple[str, str]], DocumentReport]


@dataclass(frozen=True, slots=True)
class Proportion:
    """``hits`` of ``total``."""

    hits: int
    total: int

    @property
    def rate(self) -> float | None:
        """Hits over total, None of nothing."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% score interval of Wilson (1927); all of [0, 1] for a proportion of nothing."""
        if not self.total:
            return 0.0, 1.0
        n, p, square = self.total, self.hits / self.total, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        # The exact ends at 0 and 1 are lost to rounding otherwise.
        return (0.0 if not self.hits else middle - half), (1.0 if self.hits == n else middle + half)


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotated place. Lines are 1-based (0: none on that side), ``start`` is a 0-based code point of the line."""

    category: str
    target_line: int
    start: int
    target_text: str
    source_line: int
    source_text: str

    def overlaps(self, quote: Quote | None) -> bool:
        """Whether the quote shares a code point with the target span; never for something missing."""
        if quote is None or self.start < 0 or not self.target_text:
            return False
        if not quote.line <= self.target_line <= quote.end_line:
            return False
        first = quote.column - 1 if quote.line == self.target_line else 0
        end = self.start + len(self.target_text)
        # An empty quote marks a place: it counts as the character after it.
        last = max(quote.end_column - 1, first + 1) if quote.end_line == self.target_line else end
        return first < end and self.start < last

    def names(self, quote: Quote | None) -> bool:
        """Whether the quote is of the same source line, and the words of one are among those of the other."""
        if quote is None or not self.source_text or quote.line != self.source_line:
            return False
        ours, theirs = self.source_text.lower(), quote.text.lower()
        return bool(theirs) and (ours in theirs or theirs in ours)

    def pinpointed_by(self, quote: Quote | None) -> bool:
        """Whether the quote overlaps the span and is not so long that it points at nothing."""
        if quote is None or not self.overlaps(quote):
            return False
        return quote.end_column - quote.column <= 4 * max(4, len(self.target_text))


@dataclass(frozen=True)
class Gold:
    """An annotated draft: its files, the tags their names give, the errors and the renderings that are right."""

    name: str
    source: Path
    target: Path
    languages: tuple[str, str]
    errors: tuple[Mark, ...]
    right: tuple[Mark, ...]


@dataclass(frozen=True)
class Page:
    """A checked pair; ``gold`` is None for accepted text."""

    name: str
    report: DocumentReport
    gold: Gold | None = None


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One gold category: errors found at all, and found at their place."""

    category: str
    found: Proportion
    pinpointed: Proportion


@dataclass(frozen=True, slots=True)
class FindingsRow:
    """A group of findings, of one rule or of one kind of evidence, alone.

    ``precision`` is of all of them, ``major_precision`` of those of major and critical severity; ``on_right`` counts
    the latter on renderings that are right. ``found`` and ``pinpointed`` are of the terminology errors, ``errors``
    counts the errors found per category. ``judged`` is False where the annotation lists examples only.
    """

    key: str
    name: str
    precision: Proportion
    major_precision: Proportion
    on_right: int
    found: Proportion
    pinpointed: Proportion
    errors: Mapping[str, int]
    judged: bool = True


@dataclass(frozen=True)
class Measures:
    """What the findings of one or more annotated drafts are worth. ``terminology`` pools its two categories.

    A finding of any rule that quotes all of a source line counts as having found what is in it (not as pinpointing it);
    ``own`` is the same as ``terminology`` by the findings about terms and names alone.
    """

    name: str
    findings: int
    categories: tuple[CategoryRow, ...]
    terminology: CategoryRow
    own: CategoryRow
    precision: Proportion
    on_right: Proportion
    rules: tuple[FindingsRow, ...]
    kinds: tuple[FindingsRow, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of terminology recall and precision."""
        recall, precision = self.terminology.found.rate or 0.0, self.precision.rate or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """Findings of one rule on accepted text per severity, and per 1,000 source words."""

    rule: str
    name: str
    counts: Mapping[Severity, int]
    words: int

    def per_thousand(self, *severities: Severity) -> float:
        """Findings of these severities (all without any) per 1,000 source words."""
        count = sum(self.counts.get(severity, 0) for severity in severities or Severity)
        return 1000 * count / self.words if self.words else 0.0


@dataclass(frozen=True)
class Accepted:
    """False alarms on published translations."""

    pages: int
    words: int
    rows: tuple[AcceptedRow, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule may make errors. ``basis``: its major findings, or all findings of a rule that makes no major."""

    rule: str
    name: str
    allowed: bool
    basis: str
    per_thousand: float
    precision: Proportion | None
    sentence: str


@dataclass(frozen=True)
class Evaluation:
    """The whole result. ``skipped`` names each page that could not be checked, with the reason."""

    pages: tuple[Page, ...]
    skipped: tuple[str, ...]

    @cached_property
    def folders(self) -> tuple[Measures, ...]:
        """Measures of each annotated draft."""
        return tuple(measure(page.name, [page]) for page in self._annotated)

    @cached_property
    def pooled(self) -> Measures:
        """Measures of all annotated drafts taken as one."""
        return measure("all", self._annotated)

    @cached_property
    def accepted(self) -> Accepted:
        """Findings on accepted text."""
        return accepted_rates([page for page in self.pages if page.gold is None])

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """One per rule with any finding; none without both kinds of text."""
        return decide(self.pooled, self.accepted) if self._annotated and self.accepted.words else ()

    @cached_property
    def _annotated(self) -> list[Page]:
        return [page for page in self.pages if page.gold is not None]


@dataclass(frozen=True, slots=True)
class Sample:
    """A finding to read in its lines. ``verdict``: right, wrong (on a right rendering), unlisted, or accepted text."""

    page: str
    finding: Finding
    verdict: str
    source: str
    target: str


def evaluate(
    golds: Sequence[Gold],
    accepted: Sequence[tuple[Path, Path]],
    *,
    check: Check,
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Check annotated drafts and pairs of published files. A page that cannot be checked is reported and skipped."""
    pages: list[Page] = []
    skipped: list[str] = []
    work: list[tuple[str, Path, Path, tuple[str, str], Gold | None]] = [
        (gold.name, gold.source, gold.target, gold.languages, gold) for gold in golds
    ]
    work += [(str(target), source, target, ("en", "zh"), None) for source, target in accepted]
    for done, (name, source, target, languages, gold) in enumerate(work, 1):
        try:
            pages.append(Page(name, check(source, target, languages), gold))
        except Exception as error:  # a page of a corpus must not cost the result of all the others
            skipped.append(f"{name}: {type(error).__name__}: {error}")
        if on_progress:
            on_progress(done, len(work))
    return Evaluation(tuple(pages), tuple(skipped))


def find_golds(folder: Path) -> list[Gold]:
    """The annotated drafts of a folder: its own ``gold.json``, or those of the folders in it.

    Raises:
        InputError: there is none, its files are not to be told apart, or an annotation is faulty.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such directory; name a folder with a gold.json")
    if (folder / "gold.json").is_file():
        return [read_gold(folder)]
    found = sorted(path.parent for path in folder.glob("*/gold.json"))
    if not found:
        raise InputError(f"{folder}: has no gold.json, nor has a folder in it; name a folder with an annotation")
    return [read_gold(path) for path in found]


def read_gold(folder: Path) -> Gold:
    """One annotated draft.

    ``gold.json`` may name its files (``source``, ``target``); else they are ``en.md`` and ``zh.md`` or another language
    tag, the draft with ``-draft`` behind the tag where there is a reviewed version too.
    """
    path = folder / "gold.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
    if not isinstance(data, dict) or not isinstance(data.get("errors"), list):
        raise InputError(f'{path}: has no list "errors"; see the README of the sample digests for the format')
    source, target = _files(folder, data)
    errors = [_mark(row, f"{path}: errors[{index}]") for index, row in enumerate(data["errors"])]
    right = [_mark(row, f"{path}: ok_terms[{index}]") for index, row in enumerate(data.get("ok_terms") or [])]
    languages = (_tag(source) or "en", _tag(target) or "zh")
    return Gold(folder.resolve().name, source, target, languages, tuple(errors), tuple(right))


def _files(folder: Path, data: Mapping[str, Any]) -> tuple[Path, Path]:
    named = [data.get(side) for side in ("source", "target")]
    if all(isinstance(name, str) and name for name in named):
        return folder / str(named[0]), folder / str(named[1])
    documents = sorted(path for path in folder.iterdir() if path.suffix.lower() in EXTENSIONS and _tag(path))
    sources = [path for path in documents if path.stem == "en"]
    drafts = [path for path in documents if path.stem.lower().endswith("draft")]
    targets = drafts or [path for path in documents if path.stem != "en"]
    if len(sources) != 1 or len(targets) != 1:
        names = ", ".join(path.name for path in documents) or "no document named by a language tag"
        raise InputError(
            f'{folder}: needs en.md and one draft, but has {names}; name them in gold.json as "source" and "target"'
        )
    return sources[0], targets[0]


def _tag(path: Path) -> str:
    match = _STEM.fullmatch(path.stem)
    return match["tag"] if match else ""


def _mark(row: Any, place: str) -> Mark:
    if not isinstance(row, dict):
        raise InputError(f"{place}: is no object; write zh_line, zh_span, zh_start, en_line, en_span, category")
    mark = Mark(
        category=row.get("category", ""),
        target_line=row.get("zh_line", 0),
        start=row.get("zh_start", -1),
        target_text=row.get("zh_span", ""),
        source_line=row.get("en_line", 0),
        source_text=row.get("en_span") or "",
    )
    for key, value, kind in (
        ("category", mark.category, str),
        ("zh_line", mark.target_line, int),
        ("zh_start", mark.start, int),
        ("zh_span", mark.target_text, str),
        ("en_line", mark.source_line, int),
        ("en_span", mark.source_text, str),
    ):
        if not isinstance(value, kind):
            raise InputError(f"{place}: {key} is {value!r}; write {'a text' if kind is str else 'a whole number'}")
    return mark


def find_accepted(folder: Path) -> list[tuple[Path, Path]]:
    """The pairs of files of parallel trees: ``en`` and ``zh`` (or another usual name) in the folder or one below it.

    Raises:
        InputError: no such trees, or no document in both.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such directory; name one with en/ and zh/ in it")
    found: list[tuple[Path, Path]] = []
    for base in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        names = {path.name for path in base.iterdir() if path.is_dir()}
        source = next((name for name in spellings("en") if name in names), None)
        targets = [name for name in sorted({*spellings("zh-Hans"), *spellings("zh-Hant")}) if name in names]
        if source:
            found += [pair for name in targets for pair in find_pairs(base / source, base / name).pairs]
    if not found:
        raise InputError(f"{folder}: has no parallel trees; put the source below en/ and the translation below zh/")
    return found


def without_deprecated(termbase: Termbase) -> Termbase:
    """The termbase without any list of wrong renderings: what is found then is found by evidence."""
    concepts = {
        name: replace(concept, terms={tag: replace(terms, deprecated=()) for tag, terms in concept.terms.items()})
        for name, concept in termbase.concepts.items()
    }
    return Termbase(concepts, f"{termbase.hash}-without-deprecated")


def measure(name: str, pages: Sequence[Page]) -> Measures:
    """Measures of the findings on annotated drafts, taken as one text."""
    findings = [(page, finding) for page in pages for finding in page.report.findings]
    family = [(page, finding) for page, finding in findings if is_terminology(finding)]
    major = [(page, finding) for page, finding in family if finding.severity in _MAJOR]
    gold_categories = sorted({mark.category for page in pages for mark in _gold(page).errors})
    rows = _categories(pages, findings, gold_categories)
    return Measures(
        name=name,
        findings=len(findings),
        categories=tuple(rows),
        terminology=_terminology("terminology and names", rows),
        own=_terminology("by rules about them", _categories(pages, family, gold_categories)),
        precision=Proportion(sum(_right(*one) for one in major), len(major)),
        on_right=Proportion(sum(_on_right(*one) for one in major), len(major)),
        rules=tuple(_groups(pages, findings, lambda finding: (finding.rule, finding.name))),
        kinds=tuple(_groups(pages, family, lambda finding: (kind(finding), ""))),
    )


def is_terminology(finding: Finding) -> bool:
    """Whether a finding is about a term or a name, by its MQM type."""
    return finding.category.split("/")[0] in TERMINOLOGY


def kind(finding: Finding) -> str:
    """What speaks for a finding: the kind of its evidence, or the name of a rule that states none."""
    return str(finding.evidence.get("kind") or finding.name)


def accepted_rates(pages: Sequence[Page]) -> Accepted:
    """Findings per rule and severity on published translations."""
    words = sum(int(page.report.scores.mqm.get("size") or 0) for page in pages)
    counts: dict[tuple[str, str], Counter[Severity]] = {}
    for page in pages:
        for finding in page.report.findings:
            counts.setdefault((finding.rule, finding.name), Counter())[finding.severity] += 1
    rows = [AcceptedRow(rule, name, dict(found), words) for (rule, name), found in sorted(counts.items())]
    return Accepted(len(pages), words, tuple(rows))


def decide(measures: Measures, accepted: Accepted) -> tuple[Decision, ...]:
    """Error or only warning, for every rule with a finding on either kind of text."""
    gold = {row.key: row for row in measures.rules}
    clean = {row.rule: row for row in accepted.rows}
    names = {row.rule: row.name for row in accepted.rows} | {row.key: row.name for row in measures.rules}
    return tuple(_decision(rule, names[rule], gold.get(rule), clean.get(rule)) for rule in sorted(names))


def _decision(rule: str, name: str, gold: FindingsRow | None, clean: AcceptedRow | None) -> Decision:
    has_major = bool((gold and gold.major_precision.total) or (clean and clean.per_thousand(*_MAJOR)))
    rate = clean.per_thousand(*(_MAJOR if has_major else ())) if clean else 0.0
    precision: Proportion | None = None
    if gold is None:
        precision = Proportion(0, 0)
    elif gold.judged:
        precision = gold.major_precision if has_major else gold.precision
    lower = None if precision is None else precision.interval[0]
    allowed = rate <= MAX_PER_THOUSAND and (lower is None or lower >= MIN_PRECISION)
    what = "major findings" if has_major else "findings"
    sentence = (
        f"{rule} {name} {'may be an error' if allowed else 'may only be a warning'}: "
        f"{rate:.2f} {what} per 1,000 accepted words (at most {MAX_PER_THOUSAND:g}), "
    )
    if precision is None:
        sentence += "precision not to be judged, for the annotation lists examples only"
    elif precision.rate is None:
        sentence += "nothing found on annotated text to judge its precision"
    else:
        sentence += (
            f"precision {precision.rate:.2f} on {precision.total}, lower bound {precision.interval[0]:.2f} "
            f"(at least {MIN_PRECISION:g})"
        )
    return Decision(rule, name, allowed, "major" if has_major else "any", rate, precision, sentence)


def sample(evaluation: Evaluation, count: int, *, seed: int) -> tuple[Sample, ...]:
    """Findings drawn for reading, in order of place: from accepted text where there is any, else from the drafts."""
    accepted = [page for page in evaluation.pages if page.gold is None]
    found = [(page, finding) for page in accepted or evaluation.pages for finding in page.report.findings]
    chosen = sorted(random.Random(seed).sample(range(len(found)), min(count, len(found))))
    return tuple(_sample(*found[index]) for index in chosen)


def _sample(page: Page, finding: Finding) -> Sample:
    verdict = "accepted text"
    if page.gold is not None:
        verdict = "right" if _right(page, finding) else "wrong" if _on_right(page, finding) else "unlisted"
    bitext = page.report.bitext
    return Sample(
        page.name,
        finding,
        verdict,
        _line(bitext.source.text, bitext.source.line_starts, finding.source),
        _line(bitext.target.text, bitext.target.line_starts, finding.target),
    )


def _line(text: str, starts: Sequence[int], quote: Quote | None) -> str:
    if quote is None:
        return ""
    end = starts[quote.line] if quote.line < len(starts) else len(text)
    return text[starts[quote.line - 1] : end].strip()


def _gold(page: Page) -> Gold:
    if page.gold is None:
        raise ValueError(f"{page.name} has no annotation")
    return page.gold


def _right(page: Page, finding: Finding) -> bool:
    return any(mark.overlaps(finding.target) or mark.names(finding.source) for mark in _gold(page).errors)


def _on_right(page: Page, finding: Finding) -> bool:
    return any(mark.overlaps(finding.target) for mark in _gold(page).right)


def _terminology(title: str, rows: Sequence[CategoryRow]) -> CategoryRow:
    terms = [row for row in rows if row.category in TERMINOLOGY]
    return CategoryRow(title, _sum(row.found for row in terms), _sum(row.pinpointed for row in terms))


def _sum(parts: Iterable[Proportion]) -> Proportion:
    listed = list(parts)
    return Proportion(sum(part.hits for part in listed), sum(part.total for part in listed))


def _categories(
    pages: Sequence[Page], findings: Sequence[tuple[Page, Finding]], categories: Iterable[str]
) -> list[CategoryRow]:
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    pinpointed: Counter[str] = Counter()
    of_page: dict[int, list[Finding]] = {id(page): [] for page in pages}
    for page, finding in findings:
        of_page[id(page)].append(finding)
    for page in pages:
        for mark in _gold(page).errors:
            exact = any(mark.pinpointed_by(finding.target) for finding in of_page[id(page)])
            total[mark.category] += 1
            pinpointed[mark.category] += exact
            found[mark.category] += exact or any(mark.names(finding.source) for finding in of_page[id(page)])
    return [
        CategoryRow(name, Proportion(found[name], total[name]), Proportion(pinpointed[name], total[name]))
        for name in categories
    ]


def _groups(
    pages: Sequence[Page], findings: Sequence[tuple[Page, Finding]], key: Callable[[Finding], tuple[str, str]]
) -> Iterable[FindingsRow]:
    groups: dict[tuple[str, str], list[tuple[Page, Finding]]] = {}
    for page, finding in findings:
        groups.setdefault(key(finding), []).append((page, finding))
    categories = sorted({mark.category for page in pages for mark in _gold(page).errors})
    for (code, name), group in sorted(groups.items()):
        rows = _categories(pages, group, categories)
        terms = _terminology("", rows)
        major = [one for one in group if one[1].severity in _MAJOR]
        yield FindingsRow(
            key=code,
            name=name,
            precision=Proportion(sum(_right(*one) for one in group), len(group)),
            major_precision=Proportion(sum(_right(*one) for one in major), len(major)),
            on_right=sum(_on_right(*one) for one in major),
            found=terms.found,
            pinpointed=terms.pinpointed,
            errors={row.category: row.found.hits for row in rows if row.found.hits},
            judged=not all(SAMPLED & set(finding.category.split("/")) for _, finding in group),
        )
