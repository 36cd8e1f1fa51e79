"""Inline codes of translation files, unit by unit: the part of MRK012 about XLIFF, TMX and strings of programs."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault
from transqa.model import InlineKind, Severity
from transqa.rules.markup.inventory import Mark, inventory, paragraph, shown, unmatched


def changed_codes(context: Context) -> Iterator[Fault]:
    """Codes of a unit that its translation has lost, and those it has without a counterpart."""
    for row in inventory(context).rows(InlineKind.PLACEHOLDER):
        if not row.pair.judged:
            continue
        missing, added = unmatched(row, lambda mark: mark.inline.target)
        for mark in missing:
            yield Fault(
                f"the inline code {_shown(mark)} is not in the translation",
                source=mark.quote(),
                target=paragraph(row.pair.target),
                severity=None if _shows(mark) else Severity.MINOR,
                confidence=0.9,
                evidence={"kind": "code", "code": mark.inline.target},
            )
        for mark in added:
            yield Fault(
                f"the inline code {_shown(mark)} is not in the source",
                source=paragraph(row.pair.source),
                target=mark.quote(),
                severity=None if _shows(mark) else Severity.MINOR,
                confidence=0.9,
                evidence={"kind": "code", "code": mark.inline.target},
            )


def _shown(mark: Mark) -> str:
    """The code, of a pair of tags the first one."""
    end = mark.inline.span.end if _shows(mark) else mark.inline.content.start
    return shown(mark.document.text[mark.inline.span.start : end])


def _shows(mark: Mark) -> bool:
    """Whether the code stands for something of its own, and does not only change how text looks."""
    return mark.inline.content == mark.inline.span
