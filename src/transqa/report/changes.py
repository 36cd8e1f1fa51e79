"""What has changed, for a terminal: by a repair, or since an earlier check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from transqa.model import Bitext, Finding, Fix, Quote, Report, Severity
from transqa.report.text import _console, _cut, _finding, _headline, _print, _safe, _styled, _value

if TYPE_CHECKING:
    from rich.text import Text

    from transqa.fix import Change, Refusal, Repair


def render_finding_text(finding: Finding, bitext: Bitext, *, width: int = 100, color: bool = False) -> str:
    """One finding with the lines of either side that it is in."""
    console = _console(width=width, color=color)
    for line in _finding(finding, bitext, width=width):
        _print(console, line)
    return _value(console)


def render_changes_text(
    report: Report, before: Report, *, width: int = 100, color: bool = False, brief: bool = False
) -> str:
    """What has changed since an earlier report: findings that are new, those that are gone, and the verdict.

    A finding in words that only moved is no change. ``brief`` gives one line per finding.
    """
    console = _console(width=width, color=color)
    earlier = {document.bitext.target.path: document.findings for document in before.documents}
    for document in report.documents:
        bitext = document.bitext
        new, gone = _difference(document.findings, earlier.pop(bitext.target.path, ()))
        for finding in gone:
            _print(console, _styled(f"gone: {_headline(finding, bitext, with_message=True)}", "green"))
        for finding in new:
            for line in (
                [_headline(finding, bitext, with_message=True)] if brief else _finding(finding, bitext, width=width)
            ):
                _print(console, line)
        counts = f"{len(new)} new, {len(gone)} gone, {len(document.findings)} left"
        if new or gone:
            _print(console, _styled(f"{_safe(bitext.target.path)}: {counts}", "bold"))
    for path in earlier:
        _print(console, _styled(f"{_safe(path)}: no longer checked", "bold"))
    left = sum(len(document.findings) for document in report.documents)
    verdict = "passed" if report.verdict.passed else "failed"
    _print(console, _styled(f"{verdict}, {left} finding{'' if left == 1 else 's'}", "bold"))
    return _value(console)


def _difference(new: Sequence[Finding], old: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings that are only new, and those that are only old: by fingerprint, then by what they are about."""
    keys: tuple[Callable[[Finding], object], ...] = (
        lambda finding: finding.fingerprint,
        lambda finding: (finding.rule, finding.concept, _text(finding.target), _text(finding.source)),
    )
    left, right = list(new), list(old)
    for key in keys:
        known, fresh = Counter(map(key, right)), Counter(map(key, left))
        left, right = _beyond(left, known, key), _beyond(right, fresh, key)
    return left, right


def _beyond(findings: list[Finding], known: Counter[object], key: Callable[[Finding], object]) -> list[Finding]:
    """The findings without as many of each kind as are known."""
    rest, out = Counter(known), []
    for finding in findings:
        if rest[key(finding)] > 0:
            rest[key(finding)] -= 1
        else:
            out.append(finding)
    return out


def _text(quote: Quote | None) -> str:
    return quote.text if quote else ""


def render_suggestions_text(fixes: Sequence[Fix], *, otherwise: str) -> str:
    """Suggestions to choose from, numbered; where there are none, what a person might write."""
    lines = [f"  {number}: {_safe(fix.text) or '(delete)'}  [{fix.safety}]" for number, fix in enumerate(fixes, 1)]
    return "\n".join(lines or [f"  only by hand: {_safe(otherwise)}"]) + "\n"


def render_refusal_text(refusal: Refusal) -> str:
    """A change that was not made, and why."""
    change = refusal.change
    return f"{change.finding.rule} → {_safe(change.fix.text)}\n  {_safe(refusal.reason)}\n"


def render_repair_text(
    repair: Repair, *, width: int = 100, color: bool = False, more: int = 0, brief: bool = False
) -> str:
    """What a repair did, what it did not do and why, and what is left. ``more`` counts further fixes on request.

    ``brief`` is the line of counts alone.
    """
    console = _console(width=width, color=color)
    bitext = repair.after.bitext
    for change in repair.applied if not brief else ():
        old = change.finding.target.text if change.finding.target else ""
        _print(console, _repaired(change, bitext, _old_new(old, change.fix.text, room=width // 2), "green"))
    for refusal in repair.refused if not brief else ():
        change = refusal.change
        _print(
            console, _repaired(change, bitext, f"not {_shown(change.fix.text, width // 3)}: {refusal.reason}", "yellow")
        )
    left = Counter(finding.severity for finding in repair.after.findings)
    counts = ", ".join(f"{left[severity]} {severity}" for severity in reversed(Severity) if left[severity])
    line = f"{_safe(bitext.target.path)}: {len(repair.applied)} fixed, {left.total()} left"
    line += f" ({counts})" if counts else ""
    line += f"; {more} more can be fixed with --unsafe" if more else ""
    _print(console, _styled(line, "bold"))
    return _value(console)


def _repaired(change: Change, bitext: Bitext, what: str, style: str) -> Text:
    from rich.text import Text

    return Text.assemble(_headline(change.finding, bitext, with_message=False), ": ", (_safe(what), style))


def _old_new(old: str, new: str, *, room: int) -> str:
    return f"{_shown(old, room // 2)} → {_shown(new, room // 2)}"


def _shown(text: str, room: int) -> str:
    """A text in quotes, which show the blanks at its ends."""
    return f"'{_cut(_safe(text), room)}'"
