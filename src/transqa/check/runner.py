"""Run the rules over one bitext. A rule that crashes becomes a finding that names it; the run goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from transqa.check.context import Context
from transqa.check.identity import identified
from transqa.check.rule import DocumentCheck, Fault, PairCheck, Rule, Scope
from transqa.check.select import select
from transqa.check.suppress import silenced, suppressions
from transqa.model import Finding, Severity

#: The code under which a crashed rule reports itself.
CRASH = "INT001"


def run(context: Context, rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Findings of the selected rules, suppressed ones left out, in order of place, without duplicates."""
    chosen, ignored = context.config.selectors(context.target.path)
    found = [
        _finding(rule, fault, context)
        for rule in select(rules, chosen=chosen, ignored=ignored).values()
        if rule.applies_to(context.target.language)
        for fault in _faults(rule, context)
    ]
    silent = silenced(suppressions(context.target))
    kept = [
        finding
        for finding in dict.fromkeys(found)
        if not (finding.target and silent(finding.target.span.start, finding.rule, finding.name))
    ]
    return tuple(identified(sorted(kept, key=_order), context.bitext))


def _faults(rule: Rule, context: Context) -> Iterator[Fault]:
    try:
        if rule.scope is Scope.DOCUMENT:
            yield from cast(DocumentCheck, rule.check)(context)
            return
        check = cast(PairCheck, rule.check)
        for pair in context.pairs if rule.scope is Scope.LINK else context.judged:
            yield from check(pair, context)
    except Exception as error:  # one broken rule must not cost the reader all the others
        yield _crash(rule, error)


def _crash(rule: Rule, error: Exception) -> Fault:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "unknown place"
    return Fault(
        f"rule {rule.code} {rule.name} crashed at {place}: {type(error).__name__}: {error}; please report this",
        category="internal/crashed-rule",
        severity=Severity.NEUTRAL,
    )


def _finding(rule: Rule, fault: Fault, context: Context) -> Finding:
    crashed = fault.category == "internal/crashed-rule"
    settings = context.config.rules.get(rule.code)
    severity = (settings and settings.severity) or fault.severity or rule.severity
    return Finding(
        rule=CRASH if crashed else rule.code,
        name="crashed-rule" if crashed else rule.name,
        category=fault.category or rule.mqm,
        severity=Severity.NEUTRAL if crashed else severity,
        message=fault.message,
        source=fault.source,
        target=fault.target,
        concept=fault.concept,
        fixes=fault.fixes,
        confidence=fault.confidence,
        evidence=_Frozen(fault.evidence),
    )


class _Frozen(dict[str, object]):
    """A mapping that can be part of a hashable finding; its content does not take part in identity."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    """By place in the target; what has no target place comes first, by place in the source."""
    target = finding.target.span.start if finding.target else -1
    source = finding.source.span.start if finding.source else -1
    return (target, source, -finding.severity.rank, finding.rule, finding.message)
