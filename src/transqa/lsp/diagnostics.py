"""Findings as diagnostics."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lsprotocol.types import (
    ClientCapabilities,
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from transqa.lsp.pages import rule_page
from transqa.lsp.places import Places
from transqa.model import Bitext, DocumentReport, Finding, Quote, Severity, Span

SOURCE = "transqa"
#: What fails the gate by default is an error.
_SEVERITIES = {
    Severity.CRITICAL: DiagnosticSeverity.Error,
    Severity.MAJOR: DiagnosticSeverity.Error,
    Severity.MINOR: DiagnosticSeverity.Warning,
    Severity.NEUTRAL: DiagnosticSeverity.Information,
}
_TAGS = {
    "deprecated-term": DiagnosticTag.Deprecated,
    "never-right-term": DiagnosticTag.Deprecated,
    "unused-suppression": DiagnosticTag.Unnecessary,
}
#: Code points of the source shown beside a finding.
_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the editor can show."""

    related: bool = False
    tags: bool = False
    pages: bool = False


def abilities(client: ClientCapabilities) -> Abilities:
    """What the editor says it can show."""
    said = client.text_document and client.text_document.publish_diagnostics
    if not said:
        return Abilities()
    return Abilities(bool(said.related_information), bool(said.tag_support), bool(said.code_description_support))


def diagnostics(report: DocumentReport, *, source: Path | None, encoding: str, can: Abilities) -> list[Diagnostic]:
    """The findings of a document for the editor; ``source`` is the file on the other side."""
    ours, theirs = Places(report.bitext.target, encoding), Places(report.bitext.source, encoding)
    found = []
    for finding in report.findings:
        related = None
        if can.related and source and finding.source:
            location = Location(source.as_uri(), theirs.range(finding.source.span))
            related = [DiagnosticRelatedInformation(location, _shortened(finding.source))]
        page = rule_page(finding.rule) if can.pages else None
        found.append(
            Diagnostic(
                range=ours.range(place(finding, report.bitext)),
                message=finding.message,
                severity=_SEVERITIES[finding.severity],
                code=finding.rule,
                code_description=CodeDescription(page) if page else None,
                source=SOURCE,
                tags=[_TAGS[finding.name]] if can.tags and finding.name in _TAGS else None,
                related_information=related,
                data={"fingerprint": finding.fingerprint},
            )
        )
    return found


def place(finding: Finding, bitext: Bitext) -> Span:
    """Where in the target a finding is shown; what has no place there is shown behind the block it should follow."""
    if finding.target:
        return finding.target.span
    if finding.source is None:
        return Span(0, 0)
    start = finding.source.span.start
    before = [
        bitext.target.blocks[link.target[-1]].span.end
        for link in bitext.links
        if link.source and link.target and bitext.source.blocks[link.source[0]].span.start <= start
    ]
    at = max(before, default=0)
    at -= len(bitext.target.text[:at]) - len(bitext.target.text[:at].rstrip())
    return Span(at, at)


def _shortened(quote: Quote) -> str:
    text = " ".join(quote.text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
