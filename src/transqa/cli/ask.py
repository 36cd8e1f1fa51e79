"""The questions of ``transqa fix --interactive``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from transqa.cli.output import printed

if TYPE_CHECKING:
    from transqa.fix import Change, Check, Refusal, Repair
    from transqa.model import Document, DocumentReport, Finding, Fix

_HELP = {
    "y": "apply the first suggestion",
    "1, 2 …": "apply the suggestion of that number",
    "e": "type other words in place of those underlined",
    "n": "leave it as it is (Enter does the same)",
    "a": "apply this and the first suggestion of all that follow, those for a person apart",
    "q": "ask no more, and apply what was accepted so far",
    "?": "show this help",
}


class Questions:
    """Asks about every finding that has a suggestion; the answers are read from standard input, one per line.

    The end of the input counts as ``q``. Called with one document after the other.
    """

    def __init__(self, *, width: int, color: bool) -> None:
        self._width = width
        self._color = color
        self._all = False
        self._over = False

    def __call__(self, report: DocumentReport, check: Check) -> Repair:
        """The document with what was accepted."""
        from transqa.fix import Repair, settle

        chosen: list[Change] = []
        findings = [finding for finding in report.findings if finding.fixes and finding.target]
        for number, finding in enumerate(findings, 1):
            if self._over:
                break
            if change := self._choice(finding, report, chosen, f"{number}/{len(findings)}"):
                chosen.append(change)
        after, kept, refused = settle(report, chosen, check=check, keep=self._insists)
        return Repair(report, after, kept, refused)

    def _choice(self, finding: Finding, report: DocumentReport, chosen: list[Change], number: str) -> Change | None:
        """What to do about one finding, after as many questions as it takes."""
        from transqa.fix import Change

        fixes = list(_possible(finding, report.bitext.target, chosen))
        if self._all:
            return self._first(finding, fixes)
        if not fixes and any(fix.edits for fix in finding.fixes):
            # The place is taken by a fix that was accepted, or holds what no fix may change.
            return None
        self._show(finding, report, fixes, number)
        keys = [*(["y"] if fixes else []), *(["1-" + str(len(fixes))] if len(fixes) > 1 else []), "n"]
        keys += [*(["e"] if finding.target else []), "a", "q", "?"]
        while True:
            answer = self._read(f"Apply? [{','.join(keys)}] ").lower()
            if answer.isdecimal() and 1 <= int(answer) <= len(fixes):
                return Change(finding, fixes[int(answer) - 1])
            if answer == "y" and fixes:
                return Change(finding, fixes[0])
            if answer == "a":
                self._all = True
                return self._first(finding, fixes)
            if answer in {"", "n", "q"}:
                return None
            if answer == "e" and finding.target:
                if change := self._typed(finding, report.bitext.target, chosen):
                    return change
            else:
                self._say("".join(f"  {key:<7} {what}\n" for key, what in _HELP.items()))

    def _first(self, finding: Finding, fixes: list[Fix]) -> Change | None:
        """The first suggestion that is not left to a person."""
        from transqa.fix import Change
        from transqa.model import Safety

        first = next((fix for fix in fixes if fix.safety is not Safety.MANUAL), None)
        return Change(finding, first) if first else None

    def _typed(self, finding: Finding, document: Document, chosen: list[Change]) -> Change | None:
        """The reader's own words for a finding."""
        from transqa.fix import Change, guarded, rival
        from transqa.model import Edit, Fix, Safety

        assert finding.target
        text = self._read("New words, nothing to go back: ", strip=False)
        edits = (Edit(finding.target.span, text),)
        if not text:
            return None
        if what := guarded(document, edits):
            self._say(f"  not here: it would change {what}\n")
            return None
        if other := rival(edits, chosen):
            self._say(f"  not here: a fix of {other.finding.rule} was accepted in the same place\n")
            return None
        return Change(finding, Fix(text, Safety.MANUAL, edits))

    def _insists(self, refusal: Refusal) -> bool:
        """Whether to keep a change that does harm."""
        from transqa.report.changes import render_refusal_text

        self._say(render_refusal_text(refusal))
        return not self._all and self._read("Keep it all the same? [y,n] ").lower() == "y"

    def _show(self, finding: Finding, report: DocumentReport, fixes: list[Fix], number: str) -> None:
        from transqa.report.changes import render_finding_text, render_suggestions_text

        bare = replace(finding, fixes=())
        self._say(f"\n({number}) " + render_finding_text(bare, report.bitext, width=self._width, color=self._color))
        self._say(render_suggestions_text(fixes, otherwise=finding.fixes[0].text))

    def _read(self, prompt: str, *, strip: bool = True) -> str:
        """One line of the answer; the end of the input ends all questions."""
        self._say(prompt)
        line = sys.stdin.readline()
        if not line:
            self._over = True
            self._say("\n")
            return "q" if strip else ""
        if strip and line.strip().lower() == "q":
            self._over = True
        return line.strip() if strip else line.rstrip("\r\n")

    def _say(self, text: str) -> None:
        printed(text, stream=sys.stderr)


def _possible(finding: Finding, document: Document, chosen: list[Change]) -> Iterator[Fix]:
    """The suggestions that can be applied beside what was chosen."""
    from transqa.fix import guarded, rival

    for fix in finding.fixes:
        if fix.edits and not guarded(document, fix.edits) and rival(fix.edits, chosen) is None:
            yield fix
