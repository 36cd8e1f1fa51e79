"""Recall and precision on annotated drafts.

An error is found when a finding overlaps its span in the draft, or when it quotes the same words of the same source line;
only the former pinpoints it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transqa.evaluate.gold import Gold
from transqa.model import DocumentReport, Finding, Severity
from transqa.score.proportion import Proportion

#: Gold categories that terminology rules answer for.
TERMINOLOGY = frozenset({"terminology", "do-not-translate"})
#: Gold categories of which an annotation lists examples only: a finding that is not listed is neither right nor wrong.
SAMPLED = frozenset({"typography"})
#: Severities of errors.
MAJOR = frozenset({Severity.MAJOR, Severity.CRITICAL})


def measure(name: str, pages: Sequence[Page]) -> Measures:
    """Measures of the findings on annotated drafts, taken as one text."""
    findings = [(page, finding) for page in pages for finding in page.report.findings]
    family = [(page, finding) for page, finding in findings if is_terminology(finding)]
    major = [(page, finding) for page, finding in family if finding.severity in MAJOR]
    gold_categories = sorted({mark.category for page in pages for mark in _gold(page).errors})
    rows = _categories(pages, findings, gold_categories)
    return Measures(
        name=name,
        findings=len(findings),
        categories=tuple(rows),
        terminology=_terminology("terminology and names", rows),
        own=_terminology("by rules about them", _categories(pages, family, gold_categories)),
        precision=Proportion(sum(is_right(*one) for one in major), len(major)),
        on_right=Proportion(sum(is_on_right(*one) for one in major), len(major)),
        rules=tuple(_groups(pages, findings, lambda finding: (finding.rule, finding.name))),
        kinds=tuple(_groups(pages, family, lambda finding: (kind(finding), ""))),
    )


def is_terminology(finding: Finding) -> bool:
    """Whether a finding is about a term or a name, by its MQM type."""
    return finding.category.split("/")[0] in TERMINOLOGY


def kind(finding: Finding) -> str:
    """What speaks for a finding: the kind of its evidence, or the name of a rule that states none."""
    return str(finding.evidence.get("kind") or finding.name)


def is_right(page: Page, finding: Finding) -> bool:
    """Whether a finding is at the place of an error, or about its words in the source."""
    return any(mark.overlaps(finding.target) or mark.names(finding.source) for mark in _gold(page).errors)


def is_on_right(page: Page, finding: Finding) -> bool:
    """Whether a finding is on a rendering that is right."""
    return any(mark.overlaps(finding.target) for mark in _gold(page).right)


def _gold(page: Page) -> Gold:
    if page.gold is None:
        raise ValueError(f"{page.name} has no annotation")
    return page.gold


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
        major = [one for one in group if one[1].severity in MAJOR]
        yield FindingsRow(
            key=code,
            name=name,
            precision=Proportion(sum(is_right(*one) for one in group), len(group)),
            major_precision=Proportion(sum(is_right(*one) for one in major), len(major)),
            on_right=sum(is_on_right(*one) for one in major),
            found=terms.found,
            pinpointed=terms.pinpointed,
            errors={row.category: row.found.hits for row in rows if row.found.hits},
            judged=not all(SAMPLED & set(finding.category.split("/")) for _, finding in group),
        )


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
