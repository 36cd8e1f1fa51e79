"""False alarms on published translations, and which rules may make errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transqa.evaluate.measures import MAJOR, FindingsRow, Measures, Page
from transqa.model import Severity
from transqa.score.proportion import Proportion

#: A rule may make errors (major and above) when it makes at most this many per 1,000 source words of accepted text ...
MAX_PER_THOUSAND = 0.5
#: ... and the lower end of the 95% interval of its precision on annotated drafts is at least this.
MIN_PRECISION = 0.7


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
    has_major = bool((gold and gold.major_precision.total) or (clean and clean.per_thousand(*MAJOR)))
    rate = clean.per_thousand(*(MAJOR if has_major else ())) if clean else 0.0
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
