"""Run the rules over one bitext. A rule that crashes becomes a finding that names it; the run goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from transqa.check.context import Context
from transqa.check.identity import identified
from transqa.check.pair import Pair
from transqa.check.past import NEED_HISTORY
from transqa.check.rule import DocumentCheck, Fault, PairCheck, Rule, Scope
from transqa.check.select import select
from transqa.check.suppress import effects, suppressions
from transqa.model import Document, Finding, Fix, Severity, Suppressed, Syntax
from transqa.parse.writing import written

_WHOLE = frozenset({Scope.DOCUMENT, Scope.LAST})
#: The code under which a crashed rule reports itself.
CRASH = "INT001"


@dataclass(frozen=True)
class Examined:
    """Findings in order of place, and those that a comment or the configuration silences."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


def run(context: Context, rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """Findings of the selected rules, suppressed ones left out, in order of place, without duplicates."""
    return conclude(context, rules, examine(context, rules)).findings


def run_all(contexts: Sequence[Context], rules: Mapping[str, Rule]) -> list[tuple[Finding, ...]]:
    """What :func:`run` gives for each context.

    Rule after rule, each over all contexts: with many small documents a third faster than document after document, for
    what a rule works with stays at hand.
    """
    found = _examine(contexts, rules)
    return [conclude(context, rules, each).findings for context, each in zip(contexts, found, strict=True)]


def examine(context: Context, rules: Mapping[str, Rule]) -> list[Finding]:
    """What the selected rules find, in no order; ``context.effects`` then says what became of every suppression.

    The rules about suppressions have not run yet: see :func:`conclude`.
    """
    return _examine([context], rules)[0]


def _examine(contexts: Sequence[Context], rules: Mapping[str, Rule]) -> list[list[Finding]]:
    plans = [_plan(context, rules) for context in contexts]
    made: list[list[Finding]] = [[] for _ in contexts]
    for plan in dict.fromkeys(plans):
        rows = [(context, found) for context, found, own in zip(contexts, made, plans, strict=True) if own is plan]
        for rule in plan.applicable:
            _apply(rule, rows)
    return [_settled(*each, rules) for each in zip(contexts, plans, made, strict=True)]


def _settled(context: Context, plan: _Plan, made: list[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    found = _distinct(made)
    said = suppressions(context.target, context.config)
    if said:
        broken = any(finding.rule == CRASH for finding in found)
        # Without a source, or after a crash, silence proves nothing.
        ran = [rule.code for rule in plan.chosen] if context.source.text and not broken else []
        able = {code: rule for code, rule in rules.items() if context.past or code not in NEED_HISTORY}
        context.effects = effects(said, found, rules=rules, able=able, ran=ran)
    return found


def examine_pairs(context: Context, rules: Mapping[str, Rule], pairs: Sequence[Pair]) -> list[Finding]:
    """What the selected rules for pairs and links find in some pairs of the context, in no order."""
    found: list[Finding] = []
    for rule in _plan(context, rules).applicable:
        if rule.scope is not Scope.DOCUMENT:
            _apply(rule, [(context, found)], pairs)
    return _distinct(found)


def conclude(context: Context, rules: Mapping[str, Rule], found: Iterable[Finding]) -> Examined:
    """The findings of :func:`examine` and those about suppressions, sorted, identified, and told apart."""
    last: list[Finding] = []
    for rule in _plan(context, rules).last:
        _apply(rule, [(context, last)])
    kept, suppressed = [], []
    # A finding keeps its fingerprint when another one like it is silenced.
    for finding in identified(in_order([*found, *last]), context.bitext):
        by = next((e.suppression for e in context.effects if e.suppression.covers(finding)), None)
        if by is None or finding.rule == CRASH:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, by.reason, by.place))
    return Examined(tuple(kept), tuple(suppressed))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place in the target; what has no target place comes first, by place in the source."""
    return sorted(findings, key=_order)


def _distinct(found: Iterable[Finding]) -> list[Finding]:
    """The findings without those that are equal to an earlier one in everything."""
    # Hashing a whole finding takes longer than making it.
    alike: dict[tuple[object, ...], list[Finding]] = {}
    kept = []
    for finding in found:
        place = finding.target or finding.source
        earlier = alike.setdefault((finding.rule, finding.message, place and place.span.start), [])
        if finding not in earlier:
            earlier.append(finding)
            kept.append(finding)
    return kept


@dataclass(frozen=True, eq=False, slots=True)
class _Plan:
    """The rules chosen for a document, those of them that know its language and syntax, and those that run last."""

    chosen: tuple[Rule, ...]
    applicable: tuple[Rule, ...]
    last: tuple[Rule, ...]


def _plan(context: Context, rules: Mapping[str, Rule]) -> _Plan:
    chosen, ignored = context.config.selectors(context.target.path)
    return _planned(tuple(rules.values()), chosen, ignored, context.target.language, context.target.syntax)


@lru_cache(maxsize=64)
def _planned(
    rules: tuple[Rule, ...], chosen: tuple[str, ...], ignored: tuple[str, ...], language: str, syntax: Syntax
) -> _Plan:
    """Worked out once for all documents of a kind: a corpus has as many documents as pairs."""
    selected = tuple(select({rule.code: rule for rule in rules}, chosen=chosen, ignored=ignored).values())
    first = tuple(rule for rule in selected if rule.scope is not Scope.LAST and rule.applies_to(language, syntax))
    return _Plan(selected, first, tuple(rule for rule in selected if rule.scope is Scope.LAST))


def _apply(rule: Rule, rows: Iterable[tuple[Context, list[Finding]]], pairs: Sequence[Pair] | None = None) -> None:
    """Add to the findings of each context what a rule finds there; one for pairs or links in those given, or else in all."""
    whole, judged = rule.scope in _WHOLE, rule.scope is Scope.PAIR
    look_through, look_at = cast(DocumentCheck, rule.check), cast(PairCheck, rule.check)
    if pairs is not None and judged:
        pairs = [pair for pair in pairs if pair.judged]
    for context, findings in rows:
        try:
            if whole:
                for fault in look_through(context):
                    findings.append(_finding(rule, fault, context))
                continue
            for pair in (context.judged if judged else context.pairs) if pairs is None else pairs:
                for fault in look_at(pair, context):
                    findings.append(_finding(rule, fault, context))
        except Exception as error:  # one broken rule must not cost the reader all the others
            findings.append(_finding(rule, _crash(rule, error), context))


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
        fixes=_fixes(rule, fault, context.target),
        confidence=fault.confidence,
        evidence=_Frozen(fault.evidence),
    )


def _fixes(rule: Rule, fault: Fault, target: Document) -> tuple[Fix, ...]:
    if target.syntax is Syntax.HTML and rule.code.startswith("MRK"):
        # They are written in Markdown.
        return ()
    return tuple(written(target, fix) for fix in fault.fixes)


class _Frozen(dict[str, object]):
    """A mapping that can be part of a hashable finding; its content does not take part in identity."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    target = finding.target.span.start if finding.target else -1
    source = finding.source.span.start if finding.source else -1
    return (target, source, -finding.severity.rank, finding.rule, finding.message)
