"""Apply fixes: choose edits that get along, apply them, look again, and take back what does harm.

Nothing here reads or writes a file: texts go in and come out. Code, URLs and front matter are never changed, whatever
the rule that offers a fix says of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from transqa.model import (
    BlockKind,
    Document,
    DocumentReport,
    Edit,
    Finding,
    Fix,
    Inline,
    InlineKind,
    Safety,
    Severity,
    Span,
)
from transqa.parse.prose import BARE_URL, url_end

#: A round applies all that gets along and looks again; three are common, and so many are a quarrel.
_ROUNDS = 12
_LINKS = frozenset({InlineKind.LINK, InlineKind.IMAGE, InlineKind.AUTOLINK})
# Where else a document keeps an address: link definitions, attributes of HTML.
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^|//\])[^\]\n]+\]:[ \t]*\n?[ \t]*\S+", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"""\b(?:href|src|srcset|poster|cite|action)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE
)
_DESTINATION = re.compile(r"\]\(\s*(<[^<>\n]*>|\S*)|\]\[([^\]]*)\]", re.DOTALL)

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
    for change in sorted(wanted, key=_precedence):
        if what := guarded(document, change.fix.edits):
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
    for edit in edits:
        span, text = _narrowed(document.text, edit)
        for guard, what in _guards(document):
            if guard.overlaps(span) and not (
                edit.span.start <= guard.start
                and guard.end <= edit.span.end
                and document.text[guard.start : guard.end] in text
            ):
                return what
    return ""


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
    lost = _inventory(before.bitext.target) - _inventory(after.bitext.target)
    if lost:
        return _Harm(f"it breaks {next(iter(lost))[0]}", None, True)
    serious = [finding for finding in before.findings if finding.severity.rank >= Severity.MAJOR.rank]
    for finding in after.findings:
        if finding.severity.rank >= Severity.MAJOR.rank and not any(_same(old, finding, edits) for old in serious):
            place = _back(finding.target.span.start, edits) if finding.target else None
            return _Harm(f"{finding.rule} {finding.name}: {finding.message}", place)
    return None


def _gone(refusals: Iterable[Refusal], after: DocumentReport, edits: Sequence[Edit]) -> Iterator[Refusal]:
    """Fixes whose findings are no longer there after other edits: the next round will not speak of them."""
    for refusal in refusals:
        if not any(_same(refusal.change.finding, finding, edits) for finding in after.findings):
            yield refusal


def _same(old: Finding, new: Finding, edits: Sequence[Edit]) -> bool:
    """Whether a finding is an old one, no worse than before: the same rule at the same place of the source, or of the target before the edits."""
    if old.rule != new.rule or old.severity.rank < new.severity.rank:
        return False
    if old.source and new.source and old.source.span == new.source.span:
        return True
    if not old.target or not new.target:
        return False
    start, end = _back(new.target.span.start, edits), _back(new.target.span.end, edits)
    return start <= old.target.span.end and old.target.span.start <= end


def _back(offset: int, edits: Sequence[Edit]) -> int:
    """Where an offset of the new text was in the old one; inside of a replacement, where that begins."""
    shift = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        start = edit.span.start + shift
        if offset < start:
            break
        if offset < start + len(edit.text):
            return edit.span.start
        shift += len(edit.text) - len(edit.span)
    return offset - shift


def _edits(changes: Iterable[Change]) -> list[Edit]:
    return [edit for change in changes for edit in change.fix.edits]


def _narrowed(text: str, edit: Edit) -> tuple[Span, str]:
    """The part of an edit that differs from what is there, and the whole new text."""
    old, new = text[edit.span.start : edit.span.end], edit.text
    left = 0
    while left < min(len(old), len(new)) and old[left] == new[left]:
        left += 1
    right = 0
    while right < min(len(old), len(new)) - left and old[-1 - right] == new[-1 - right]:
        right += 1
    return Span(edit.span.start + left, edit.span.end - right), new


def _guards(document: Document) -> Iterator[tuple[Span, str]]:
    """Everything of a file that no fix may change, with its name."""
    text = document.text
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            yield block.span, "code"
        elif block.kind is BlockKind.FRONT_MATTER:
            yield block.span, "the front matter"
        for inline in block.inlines:
            if inline.kind is InlineKind.CODE:
                yield inline.span, "code"
            elif inline.kind in _LINKS:
                yield _address(text, inline), "a URL"
    for match in BARE_URL.finditer(text):
        yield Span(match.start(), url_end(text, *match.span())), "a URL"
    for pattern, group in ((_DEFINITION, 0), (_ATTRIBUTE, 1)):
        for match in pattern.finditer(text):
            yield Span(*match.span(group)), "a URL"


def _address(text: str, inline: Inline) -> Span:
    """The destination of a link or image, or the label it is defined under."""
    if inline.kind is InlineKind.AUTOLINK:
        return inline.span
    match = _DESTINATION.match(text, inline.content.end, inline.span.end)
    if match is None:
        return Span(inline.span.end, inline.span.end)
    if match[1] is None:
        return Span(*match.span(2))
    # Without a title, the closing bracket ends the word as well.
    start, end = match.span(1)
    return Span(start, min(end, inline.span.end - 1))


def _inventory(document: Document) -> Counter[tuple[str, str]]:
    """What must survive a repair, as (name, text)."""
    found: Counter[tuple[str, str]] = Counter()
    for block in document.blocks:
        if block.kind in {BlockKind.CODE, BlockKind.FRONT_MATTER}:
            name = "code" if block.kind is BlockKind.CODE else "the front matter"
            found[name, document.text[block.span.start : block.span.end]] += 1
        for inline in block.inlines:
            if inline.kind is InlineKind.CODE:
                found["code", document.text[inline.content.start : inline.content.end]] += 1
            elif inline.kind in _LINKS:
                # An address that is only written out is no link with a label any more.
                found["a link", f"{inline.kind} {inline.target}"] += 1
    return found
