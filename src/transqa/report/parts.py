"""What several renderers share: findings with their places, paths, and texts made harmless."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote as percent

from transqa.model import Bitext, Document, DocumentReport, Finding, Quote, Report, Suppressed

# XML 1.0 (fifth edition), production 2: the characters a document may hold. Spreadsheets are XML too.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding and where a reader is sent: its place in the target, else in the source, else the target as a whole."""

    finding: Finding
    bitext: Bitext
    document: Document
    quote: Quote | None


def item(finding: Finding, bitext: Bitext) -> Item:
    """The finding with its place."""
    if finding.target is None and finding.source is not None:
        return Item(finding, bitext, bitext.source, finding.source)
    return Item(finding, bitext, bitext.target, finding.target)


def items(report: Report, *, state: str | None = None) -> list[Item]:
    """The findings of all documents in order, or those of one state."""
    return [
        item(finding, document.bitext)
        for document in report.documents
        for finding in document.findings
        if state in (None, finding.state)
    ]


def worst_first(found: Iterable[Item]) -> list[Item]:
    """By falling severity, then falling confidence, then in the order given."""
    return sorted(found, key=lambda item: (-item.finding.severity.rank, -item.finding.confidence))


def last_line(quote: Quote) -> int:
    """The last line that holds a character of the quote; its exclusive end may be the beginning of the next."""
    return quote.end_line - (quote.end_column == 1 and quote.end_line > quote.line)


def relative(path: str) -> str:
    """The path with forward slashes and without ``./`` or ``a/../``: how repositories name their files."""
    return posixpath.normpath(PurePath(path).as_posix()) if path else ""


def uri(path: str) -> str:
    """A percent-encoded URI: relative for a relative path, ``file:`` for an absolute one (RFC 3986)."""
    encoded = percent(relative(path).encode("utf-8", errors="surrogateescape"), safe="/")
    return f"file://{encoded}" if encoded.startswith("/") else encoded


def xml_text(text: str) -> str:
    """The text with characters that XML cannot hold replaced by U+FFFD."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def in_source(suppressed: Suppressed, document: DocumentReport) -> bool:
    """Whether a comment in one of the two files silenced the finding, and not a configuration file."""
    path, _, line = suppressed.place.rpartition(":")
    return line.isdecimal() and path in (document.bitext.target.path, document.bitext.source.path)
