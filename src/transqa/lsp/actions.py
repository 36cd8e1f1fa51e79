"""What the editor offers for a finding: its renderings, a comment that silences it, and all safe fixes at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from transqa.check.suppress import suppressions
from transqa.errors import TransqaError
from transqa.fix import apply, guarded, repair
from transqa.lsp.checking import State, Work, check_all
from transqa.lsp.diagnostics import place
from transqa.lsp.follow import shift
from transqa.lsp.project import Projects
from transqa.model import NOT_PROSE, BlockKind, Document, DocumentReport, Edit, Finding, Fix, Safety, Span
from transqa.parse import is_bilingual, parse_text

#: Longest piece of text in a title.
_SHOWN = 40
_MARGIN = re.compile(r"[ \t>]*")
_REASON = "say why"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do about a finding of the target. ``preferred`` where nobody needs to look first."""

    title: str
    finding: Finding
    edits: tuple[Edit, ...]
    preferred: bool = False


def offers(state: State, span: Span) -> Iterator[Offer]:
    """What can be done about the findings that touch a span: fixes first, safe ones before the others."""
    bitext = state.report.bitext
    here = [finding for finding in state.report.findings if _touch(place(finding, bitext), span)]
    made = [offer for finding in here for offer in _fixes(state, finding)]
    yield from sorted(made, key=lambda offer: not offer.preferred)
    for rule in dict.fromkeys(finding.rule for finding in here):
        first = next(finding for finding in here if finding.rule == rule)
        yield from _silences(state, first)


def repaired(state: State, work: Work, projects: Projects) -> tuple[Edit, ...]:
    """The edits that ``transqa fix`` would make: safe fixes, round by round, those that do harm taken back.

    Raises:
        TransqaError: not even the termbase that comes with transqa can be read.
    """

    def check(text: str) -> DocumentReport:
        found = check_all(replace(work, text=text), projects, state).state
        if found is None:
            raise TransqaError(f"{work.path}: is no translation any more")
        return found.report

    made = repair(state.report, check=check)
    return tuple(_differences(state.text, made.after.bitext.target.text))


def has_safe(state: State) -> bool:
    """Whether any finding has a fix that may be applied unasked."""
    return any(fix.edits and fix.safety is Safety.SAFE for finding in state.report.findings for fix in finding.fixes)


def _fixes(state: State, finding: Finding) -> Iterator[Offer]:
    target = state.report.bitext.target
    preferred = True
    for fix in finding.fixes:
        if not fix.edits or guarded(target, fix.edits):
            continue
        safe = fix.safety is Safety.SAFE
        old, new = _change(finding, fix, target)
        if _shown(old) == _shown(new):
            # They differ in blanks alone.
            old, new = old.replace(" ", "␣"), new.replace(" ", "␣")
        if not old.strip():
            title = f"Insert {_shown(new)}"
        else:
            title = f"Replace {_shown(old)} by {_shown(new)}" if new else f"Remove {_shown(old)}"
        yield Offer(title if safe else f"{title} (look at the sentence)", finding, fix.edits, safe and preferred)
        preferred = preferred and not safe


def _change(finding: Finding, fix: Fix, target: Document) -> tuple[str, str]:
    """What a fix replaces and by what: all that the finding quotes, where the edits are within it."""
    quote, first = finding.target, fix.edits[0]
    if quote and all(quote.span.start <= edit.span.start and edit.span.end <= quote.span.end for edit in fix.edits):
        start = quote.span.start
        inside = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in fix.edits]
        return quote.text, apply(quote.text, inside)
    return target.text[first.span.start : first.span.end], first.text


def _silences(state: State, finding: Finding) -> Iterator[Offer]:
    """A comment before the block, and one for the whole file; each only where it does silence the finding."""
    document = state.report.bitext.target
    if is_bilingual(document.path):
        return
    at = place(finding, state.report.bitext).start
    block = next((b for b in document.blocks if b.span.start <= at <= b.span.end), None)
    if block and block.kind not in {BlockKind.TABLE_CELL, BlockKind.CAPTION, BlockKind.FRONT_MATTER}:
        yield from _silence(state, finding, "ignore", block.span.start, f"Ignore {finding.rule} in this block")
    front = [b.span.end for b in document.blocks[:1] if b.kind is BlockKind.FRONT_MATTER]
    yield from _silence(state, finding, "ignore-file", front[0] if front else 0, f"Ignore {finding.rule} in this file")


def _silence(state: State, finding: Finding, what: str, at: int, title: str) -> Iterator[Offer]:
    document = state.report.bitext.target
    line = document.line_starts[document.position(at)[0] - 1]
    if what == "ignore-file" and at:
        later = [start for start in document.line_starts if start >= at]
        line = later[0] if later else len(document.text)
    elif document.text.startswith("\ufeff", line):
        line += 1
    ending = "\r\n" if "\r\n" in document.text else "\n"
    margin = _MARGIN.match(document.text, line)
    before = margin[0] if margin and what == "ignore" else ""
    said = f"transqa-{what} {finding.rule}: {_REASON}"
    suffix = Path(document.path).suffix.lower()
    if suffix in {".txt", ".text"}:
        comment = f"# {said}{ending}"
    elif suffix == ".mdx":
        comment = f"[//]: # ({said}){ending}{before.rstrip()}{ending}"
    else:
        comment = f"<!-- {said} -->{ending}" + (ending if what == "ignore-file" else "")
    edit = Edit(Span(line, line), f"{before}{comment}")
    if _silenced(state, finding, edit):
        yield Offer(title, finding, (edit,))


def _silenced(state: State, finding: Finding, edit: Edit) -> bool:
    """Whether the comment is read as one, silences the finding, and leaves the blocks of the text what they are."""
    old = state.report.bitext.target
    text = apply(old.text, [edit])
    new = parse_text(text, path=old.path, language=old.language)
    if [block.text for block in new.blocks if block.kind not in NOT_PROSE] != [
        block.text for block in old.blocks if block.kind not in NOT_PROSE
    ]:
        return False
    moved = finding
    if finding.target and (span := shift(old.text, text).span(finding.target.span)):
        moved = replace(finding, target=new.quote(span))
    return any(suppression.covers(moved) for suppression in suppressions(new, state.context.config))


def _differences(before: str, after: str) -> Iterator[Edit]:
    """The lines that differ, as edits."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield Edit(Span(starts[a], starts[b]), "".join(new[c:d]))


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _shown(text: str) -> str:
    text = " ".join(text.split()) or "a space"
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[: _SHOWN - 1]}…”"
