"""What the editor shows on hovering: the findings of a place with their evidence, and the cards of its concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Pair
from transqa.lsp.checking import State
from transqa.lsp.diagnostics import place
from transqa.model import Finding, Span
from transqa.termbase.model import Concept

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")


def hover_text(state: State, offset: int, *, on_source: bool = False) -> tuple[str, Span] | None:
    """What is known of a place of either side, as Markdown, and the words it is about; None where nothing is."""
    about: Span | None = None
    parts = []
    concepts: dict[str, Concept] = {}
    for finding in state.report.findings:
        quote = finding.source if on_source else finding.target
        span = quote.span if quote else None if on_source else place(finding, state.report.bitext)
        if span and _holds(span, offset):
            about = _narrower(about, span)
            parts.append(_finding(finding))
            if concept := state.context.termbase.concepts.get(finding.concept or ""):
                concepts.setdefault(concept.id, concept)
    for concept, span in _terms(state.context, offset, on_source=on_source):
        about = _narrower(about, span)
        concepts.setdefault(concept.id, concept)
    if about is None:
        return None
    return "\n\n---\n\n".join([*parts, *(card(concept, state) for concept in concepts.values())]), about


def card(concept: Concept, state: State) -> str:
    """A concept for somebody who writes: what it is, what to call it, what not to call it and why."""
    source, target = state.report.bitext.source.language, state.report.bitext.target.language
    lines = [f"**{_plain(concept.names[0] if concept.names else concept.id)}** · {_plain(concept.domain)}"]
    if concept.definition:
        lines.append(_plain(concept.definition))
    accepted = concept.accepted(target)
    rows = []
    if accepted:
        rows.append(f"- {target}: **{_plain(accepted[0])}**" + "".join(f" · {_plain(text)}" for text in accepted[1:]))
    if concept.keep:
        rows.append("- a name: keep it as it is")
    terms = concept.terms.get(target)
    for wrong in terms.deprecated if terms else ():
        reason = f": {_plain(wrong.reason)}" if wrong.reason else ""
        rows.append(f"- not ~~{_plain(wrong.text)}~~{reason}")
    forms = concept.terms[source].accepted if source in concept.terms else ()
    if len(forms) > 1:
        rows.append(f"- {source}: {' · '.join(map(_plain, forms))}")
    if rows:
        lines.append("\n".join(rows))
    if concept.note:
        lines.append(_plain(concept.note))
    return "\n\n".join(lines)


def _finding(finding: Finding) -> str:
    lines = [f"**{finding.rule} {finding.name}** · {finding.severity}  \n{_plain(finding.message)}"]
    if gloss := finding.evidence.get("gloss"):
        lines.append(f"Dictionary: {_plain(str(gloss))}")
    if finding.source:
        lines.append(f"Source: {_plain(' '.join(finding.source.text.split()))}")
    return "\n\n".join(lines)


def _terms(context: Context, offset: int, *, on_source: bool) -> Iterator[tuple[Concept, Span]]:
    """The concepts of the terms, or of their renderings, at a place."""
    for pair in context.judged:
        if not _in(pair, offset, on_source=on_source):
            continue
        for rendering in context.terms(pair).renderings:
            term = rendering.term
            if on_source:
                span = pair.source.quote(term.start, term.end).span
            elif rendering.target:
                span = pair.target.quote(*rendering.target).span
            else:
                continue
            if _holds(span, offset):
                yield term.concept, span


def _in(pair: Pair, offset: int, *, on_source: bool) -> bool:
    side = pair.source if on_source else pair.target
    return any(_holds(block.span, offset) for block in side.blocks)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < max(span.end, span.start + 1)


def _narrower(one: Span | None, other: Span) -> Span:
    return other if one is None or len(other) < len(one) else one


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
