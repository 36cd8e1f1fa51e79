"""The values that travel through the pipeline: frozen, and without behaviour beyond their own offsets.

Offsets are half-open, in Unicode code points, into the file as read (byte order mark and carriage returns
included), so ``document.text[span.start:span.end]`` is always exactly the quoted text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

_LINE_END = re.compile(r"\r\n|\n|\r")


class BlockKind(StrEnum):
    """What a block is; only the first seven hold prose."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    IMAGE = "image"
    CAPTION = "caption"
    TABLE_CELL = "table_cell"
    CODE = "code"
    MATH = "math"
    HTML = "html"
    FRONT_MATTER = "front_matter"


#: Kinds that hold no prose: no rule about words looks at them.
NOT_PROSE = frozenset({BlockKind.CODE, BlockKind.MATH, BlockKind.HTML, BlockKind.FRONT_MATTER})


class InlineKind(StrEnum):
    """Inline constructs. ``DIRECTIVE`` is a role or attribute of a documentation system (``:numref:`x```, ``{#id}``).

    ``PLACEHOLDER`` is an inline code of a translation file (``<x id="1"/>``, ``<g id="2">``) or a tag in its text; its
    ``target`` says which one.
    """

    LINK = "link"
    AUTOLINK = "autolink"
    IMAGE = "image"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    CODE = "code"
    MATH = "math"
    HTML = "html"
    FOOTNOTE = "footnote"
    DIRECTIVE = "directive"
    PLACEHOLDER = "placeholder"


class Syntax(StrEnum):
    """How a file writes its text, and so how a fix must write there. ``XML`` stands for XLIFF and TMX."""

    MARKDOWN = "markdown"
    PLAIN = "plain"
    HTML = "html"
    XML = "xml"
    PO = "po"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"


class Severity(StrEnum):
    """MQM severities, in rising order."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for neutral to 3 for critical."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Safety(StrEnum):
    """Whether a fix may be applied unasked (safe), on request (unsafe), or only by a person (manual)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a file."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Inline:
    """One inline construct of a block.

    ``span`` covers the whole construct with its delimiters, ``content`` what a reader sees (a link's label, the code
    between backticks), both in file offsets. ``target`` is a link's URL, an image's path or a footnote's label.
    """

    kind: InlineKind
    span: Span
    content: Span
    target: str = ""


@dataclass(frozen=True)
class Block:
    """A unit of alignment, with its prose and the way back from the prose to the file.

    ``text`` is what a reader sees: markup delimiters, link URLs, list markers and quote marks are gone, a soft line
    break is one space, an entity is its character; code spans and inline math keep their content. ``pieces`` maps it
    back: ``(text offset, file offset, file length)`` per piece, rising; a piece whose file length differs from its text
    length (an entity, an escape, a CRLF) is atomic. ``masked`` are half-open ranges of ``text`` that are not prose:
    code, math, bare URLs, HTML, footnote marks, directives.
    """

    kind: BlockKind
    span: Span
    text: str
    pieces: tuple[tuple[int, int, int], ...]
    inlines: tuple[Inline, ...] = ()
    masked: tuple[tuple[int, int], ...] = ()
    level: int = 0

    @cached_property
    def _offsets(self) -> list[int]:
        return [piece[0] for piece in self.pieces]

    def locate(self, start: int, end: int) -> Span:
        """File span of ``text[start:end]``; an empty range gives an empty span."""
        if end <= start or not self.pieces:
            at = self._place(min(start, max(len(self.text) - 1, 0)))[0] if self.pieces else self.span.start
            return Span(at, at)
        if self._plain:
            at = self.pieces[0][1]
            return Span(at + start, at + end)
        return Span(self._place(start)[0], self._place(end - 1)[1])

    @cached_property
    def _plain(self) -> bool:
        """Whether the text stands in the file as it is, as that of most blocks does."""
        return len(self.pieces) == 1 and self.pieces[0][2] == len(self.text)

    def _place(self, offset: int) -> tuple[int, int]:
        index = max(bisect_right(self._offsets, offset) - 1, 0)
        text_start, file_start, file_length = self.pieces[index]
        text_end = self._offsets[index + 1] if index + 1 < len(self.pieces) else len(self.text)
        if text_end - text_start == file_length:
            at = file_start + offset - text_start
            return at, at + 1
        return file_start, file_start + file_length

    @cached_property
    def prose(self) -> str:
        """``text`` with masked ranges blanked by U+0000, same length: what rules about words may match in."""
        if not self.masked:
            return self.text
        out = list(self.text)
        for start, end in self.masked:
            out[start:end] = "\0" * (end - start)
        return "".join(out)


@dataclass(frozen=True)
class Document:
    """One file as read. ``language`` is a BCP-47 tag; ``text`` keeps the byte order mark and every line ending.

    The two documents of a bilingual file have the same path and text, and each its own blocks.
    """

    path: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    syntax: Syntax = Syntax.MARKDOWN

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first code point of every line."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column (code points) of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def quote(self, span: Span) -> Quote:
        """The span with its text and its place."""
        starts = self.line_starts
        line = bisect_right(starts, span.start)
        # Most quotes end on the line they begin on.
        end_line = line if line == len(starts) or span.end < starts[line] else bisect_right(starts, span.end)
        return Quote(
            span,
            self.text[span.start : span.end],
            line,
            span.start - starts[line - 1] + 1,
            end_line,
            span.end - starts[end_line - 1] + 1,
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a document with the text it covers; lines and columns are 1-based, the end is exclusive."""

    span: Span
    text: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Link:
    """An alignment bead: block indices on either side (one side may be empty) and a confidence in [0, 1]."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float

    @property
    def kind(self) -> str:
        """``1-1``, ``1-0``, ``2-1`` and so on."""
        return f"{len(self.source)}-{len(self.target)}"


@dataclass(frozen=True)
class Bitext:
    """Two documents and the links between their blocks, in source order.

    ``untranslated`` counts the units of a bilingual file that wait for their translation and are left out.
    """

    source: Document
    target: Document
    links: tuple[Link, ...]
    untranslated: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``span`` of the target file by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A rendering to offer. ``edits`` is empty where only a person can apply it."""

    text: str
    safety: Safety = Safety.MANUAL
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One fault, from the rule that made it to every output.

    ``category`` is the MQM error type (``terminology/wrong-term``). ``confidence`` in [0, 1] says how sure the rule
    is. ``fingerprint`` identifies the fault by content and never by line number; ``state`` is ``new`` or ``known``.
    """

    rule: str
    name: str
    category: str
    severity: Severity
    message: str
    source: Quote | None = None
    target: Quote | None = None
    concept: str | None = None
    fixes: tuple[Fix, ...] = ()
    confidence: float = 1.0
    evidence: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    state: str = "new"


@dataclass(frozen=True)
class Scores:
    """The three score cards of a document as JSON-ready mappings; an absent one is empty."""

    mqm: Mapping[str, Any] = field(default_factory=dict)
    terminology: Mapping[str, Any] = field(default_factory=dict)
    reference: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Suppressed:
    """A finding that somebody silenced: the reason given, and the comment or configuration key that says so."""

    finding: Finding
    reason: str
    place: str


@dataclass(frozen=True)
class DocumentReport:
    """One checked pair. ``suppressed`` findings take no part in scores or verdict."""

    bitext: Bitext
    findings: tuple[Finding, ...]
    scores: Scores
    suppressed: tuple[Suppressed, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether the gate passes, and if not why: one line per reason."""

    passed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A finding of the baseline that is gone: its identity, how many of it, and the target it was last seen in."""

    fingerprint: str
    rule: str
    path: str
    text: str
    count: int = 1


@dataclass(frozen=True)
class Report:
    """Everything a renderer needs. ``fixed`` is empty without a baseline."""

    documents: tuple[DocumentReport, ...]
    scores: Scores
    verdict: Verdict
    signature: str
    fixed: tuple[Fixed, ...] = ()
