"""Apply fixes: choose edits that get along, apply them, look again, and take back what does harm.

Nothing here reads or writes a file: texts go in and come out. Code, URLs and front matter are never changed, whatever
the rule that offers a fix says of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from transqa.model import (
    Document,
    DocumentReport,
    Edit,
    Finding,
    Fix,
    Safety,
    Severity,
    Span,
)
from transqa.protect import guards, inventory, touched

#: A round applies all that gets along and looks again; three are common, and so many are a quarrel.
_ROUNDS = 12
Check = Callable[[str], DocumentReport]
_Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One fix of a finding, to be applied; its edits refer to the text that the finding was found in."""

    finding: Finding
    fix: Fix


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fix that was not applied, and why not. ``final`` where no person may insist on it either."""

    change: Change
    reason: str
    final: bool = False


@dataclass(frozen=True)
class Plan:
    """Fixes whose edits do not meet, and those that stand back for them or that would touch what must stay."""

    chosen: tuple[Change, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True)
class Repair:
    """A document before and after. ``applied`` is in order of application, ``refused`` what was not applied."""

    before: DocumentReport
    after: DocumentReport
    applied: tuple[Change, ...]
    refused: tuple[Refusal, ...]

    @property
    def changed(self) -> bool:
        """Whether the text is another one."""
        return self.before.bitext.target.text != self.after.bitext.target.text

    def followed_by(self, later: Repair) -> Repair:
        """This repair and another one of its result."""
        return Repair(self.before, later.after, (*self.applied, *later.applied), later.refused)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; whatever lies outside of their spans stays as it is.

    Raises:
        ValueError: an edit outside of the text, or two that overlap.
    """
    parts, at = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        if not at <= edit.span.start <= edit.span.end <= len(text):
            raise ValueError(f"an edit of {edit.span.start}-{edit.span.end} overlaps another or leaves the text")
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def plan(document: Document, findings: Iterable[Finding], *, unsafe: bool = False) -> Plan:
    """Which fixes to apply to a document at once: safe ones, and with ``unsafe`` all that are not left to a person.

    Of two whose edits meet, the more severe finding has precedence, then the one that is surer, then the earlier one.
    """
    wanted = [Change(finding, fix) for finding in findings if (fix := _offered(finding, unsafe=unsafe))]
    chosen: list[Change] = []
    refused = []
    kept = list(guards(document))
    for change in sorted(wanted, key=_precedence):
        if what := touched(document.text, change.fix.edits, kept):
            refused.append(Refusal(change, f"it would change {what}"))
        elif (other := rival(change.fix.edits, chosen)) is not None:
            refused.append(Refusal(change, f"it gives way to the fix of {other.finding.rule} in the same place"))
        else:
            chosen.append(change)
    return Plan(tuple(chosen), tuple(refused))


def repair(report: DocumentReport, *, check: Check, unsafe: bool = False) -> Repair:
    """Apply fixes until none is left that may be applied. ``check`` looks at another text of the same target.

    A fix that makes a new finding of major or worse, or that breaks code or a link elsewhere, is taken back. Repairing
    the result again changes nothing.
    """
    barred: frozenset[_Spot] = frozenset()
    while True:
        made, quarrel = _rounds(report, check=check, unsafe=unsafe, barred=barred)
        if not quarrel:
            return made
        barred |= quarrel


def _rounds(
    report: DocumentReport, *, check: Check, unsafe: bool, barred: frozenset[_Spot]
) -> tuple[Repair, frozenset[_Spot]]:
    """The report repaired round by round, and the places where rules undo what others do; it is no good if there are any."""
    applied: list[list[Change]] = []
    spots: list[frozenset[_Spot]] = []
    given_way: list[Refusal] = []
    now, texts = report, [report.bitext.target.text]
    while True:
        planned = plan(now.bitext.target, now.findings, unsafe=unsafe)
        free = tuple(change for change in planned.chosen if _spot(change, now) not in barred)
        bound = tuple(
            Refusal(c, "other fixes undo it; write by hand") for c in planned.chosen if _spot(c, now) in barred
        )
        # A rejected fix is looked at again in every round, so that the last round is what a second run would see.
        after, kept, harmful = settle(now, free, check=check)
        if not kept:
            changes = tuple(change for made in applied for change in made)
            return Repair(report, now, changes, (*given_way, *planned.refused, *bound, *harmful)), frozenset()
        given_way += _gone(planned.refused, after, _edits(kept))
        applied.append(list(kept))
        spots.append(frozenset(_spot(change, now) for change in kept))
        if after.bitext.target.text in texts or len(spots) == _ROUNDS:
            first = texts.index(after.bitext.target.text) if after.bitext.target.text in texts else _ROUNDS // 2
            return Repair(report, now, (), ()), frozenset().union(*spots[first:])
        now = after
        texts.append(now.bitext.target.text)


def _spot(change: Change, report: DocumentReport) -> _Spot:
    """The rule, and the block of the target that it is about: what stays the same from round to round."""
    at = change.fix.edits[0].span.start
    starts = [block.span.start for block in report.bitext.target.blocks]
    return change.finding.rule, bisect_right(starts, at)


def settle(
    report: DocumentReport, changes: Sequence[Change], *, check: Check, keep: Callable[[Refusal], bool] | None = None
) -> tuple[DocumentReport, tuple[Change, ...], tuple[Refusal, ...]]:
    """The document with the changes made, those that were kept, and those taken back because they do harm.

    ``keep`` is asked about a harmful change and may insist on it.
    """
    trial = _Trial(report, check)
    kept, refused = _harmless(trial, (), tuple(changes))
    insisted = tuple(refusal.change for refusal in refused if keep and not refusal.final and keep(refusal))
    kept = (*kept, *insisted)
    return trial(kept), kept, tuple(refusal for refusal in refused if refusal.change not in insisted)


def guarded(document: Document, edits: Iterable[Edit]) -> str:
    """What of the document the edits would change that no fix may: code, a URL, the front matter; else nothing."""
    return touched(document.text, edits, list(guards(document)))


def rival(edits: Sequence[Edit], changes: Iterable[Change]) -> Change | None:
    """The first of the changes that edits the same place otherwise."""
    for change in changes:
        if any(_meet(one, other) for one in edits for other in change.fix.edits):
            return change
    return None


def _offered(finding: Finding, *, unsafe: bool) -> Fix | None:
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    return next((fix for fix in finding.fixes if fix.edits and fix.safety in allowed), None)


def _precedence(change: Change) -> tuple[int, float, Span, str, str]:
    finding = change.finding
    return (-finding.severity.rank, -finding.confidence, change.fix.edits[0].span, finding.rule, change.fix.text)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two different edits overlap, or one inserts where the other begins or ends."""
    if one == other:
        return False
    if len(one.span) and len(other.span):
        return one.span.overlaps(other.span)
    return one.span.start <= other.span.end and other.span.start <= one.span.end


@dataclass(frozen=True, slots=True)
class _Harm:
    """What must not happen, its offset in the old text where there is one, and whether it must not happen at all."""

    reason: str
    place: int | None
    final: bool = False


class _Trial:
    """A check of the report's text with some changes made; what was looked at once is remembered."""

    def __init__(self, report: DocumentReport, check: Check) -> None:
        self.report = report
        self._check = check
        self._known = {report.bitext.target.text: report}

    def __call__(self, changes: Sequence[Change]) -> DocumentReport:
        text = apply(self.report.bitext.target.text, _edits(changes))
        if text not in self._known:
            self._known[text] = self._check(text)
        return self._known[text]


def _harmless(
    trial: _Trial, kept: tuple[Change, ...], wanted: tuple[Change, ...]
) -> tuple[tuple[Change, ...], list[Refusal]]:
    """``kept`` and those of ``wanted`` that do no harm; the others with the harm they do."""
    if not wanted:
        return kept, []
    edits = _edits((*kept, *wanted))
    harm = _harm(trial.report, trial((*kept, *wanted)), edits)
    if harm is None:
        return (*kept, *wanted), []
    if len(wanted) == 1:
        return kept, [Refusal(wanted[0], f"taken back: {harm.reason}", harm.final)]
    first, second = _split(wanted, harm.place, trial.report.bitext.target)
    kept, refused = _harmless(trial, kept, first)
    kept, more = _harmless(trial, kept, second)
    return kept, refused + more


def _split(
    changes: tuple[Change, ...], place: int | None, document: Document
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes in two parts; the second are those in the block of the harm, where that tells them apart."""
    block = next((b.span for b in document.blocks if place is not None and b.span.start <= place < b.span.end), None)
    near = tuple(
        c for c in changes if block and any(block.overlaps(e.span) or e.span.start == block.start for e in c.fix.edits)
    )
    if near and len(near) < len(changes):
        return tuple(change for change in changes if change not in near), near
    half = len(changes) // 2
    return changes[:half], changes[half:]


def _harm(before: DocumentReport, after: DocumentReport, edits: Sequence[Edit]) -> _Harm | None:
    """A serious new finding, or code or a link broken."""
    lost = inventory(before.bitext.target) - inventory(after.bitext.target)
    if lost:
        return _Harm(f"it breaks {next(iter(lost))[0]}", None, True)
    back = _Back(edits)
    serious = [finding for finding in before.findings if finding.severity.rank >= Severity.MAJOR.rank]
    for finding in after.findings:
        if finding.severity.rank >= Severity.MAJOR.rank and not any(_same(old, finding, back) for old in serious):
            place = back(finding.target.span.start) if finding.target else None
            return _Harm(f"{finding.rule} {finding.name}: {finding.message}", place)
    return None


def _gone(refusals: Iterable[Refusal], after: DocumentReport, edits: Sequence[Edit]) -> Iterator[Refusal]:
    """Fixes whose findings are no longer there after other edits: the next round will not speak of them."""
    back = _Back(edits)
    for refusal in refusals:
        if not any(_same(refusal.change.finding, finding, back) for finding in after.findings):
            yield refusal


def _same(old: Finding, new: Finding, back: _Back) -> bool:
    """Whether a finding is an old one, no worse than before: the same rule at the same place of the source, or of the target before the edits."""
    if old.rule != new.rule or old.severity.rank < new.severity.rank:
        return False
    if old.source and new.source and old.source.span == new.source.span:
        return True
    if not old.target or not new.target:
        return False
    start, end = back(new.target.span.start), back(new.target.span.end)
    return start <= old.target.span.end and old.target.span.start <= end


class _Back:
    """From offsets of the new text to those of the old one; inside of a replacement, to where that begins."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._rows: list[tuple[int, int, int, int]] = []
        shift = 0
        for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
            start = edit.span.start + shift
            shift += len(edit.text) - len(edit.span)
            self._rows.append((start, start + len(edit.text), edit.span.start, shift))
        self._starts = [row[0] for row in self._rows]

    def __call__(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        _, end, old, shift = self._rows[at]
        return old if offset < end else offset - shift


def _edits(changes: Iterable[Change]) -> list[Edit]:
    return [edit for change in changes for edit in change.fix.edits]
