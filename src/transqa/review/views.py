"""What the review desk answers: frozen values for pages to show.

Times are aware datetimes in UTC. Spans are half-open, in code points of the file they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from transqa.model import BlockKind, Finding, Severity, Span
from transqa.review.types import Role, State

if TYPE_CHECKING:
    from transqa.curate import Change
    from transqa.termbase.model import Concept


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a pair: ``created`` a new document, ``changed`` another version of it, or neither: known already.

    ``problem`` is one line where a pair of many could not be taken; ``document`` is None then.
    """

    document: int | None
    name: str
    created: bool = False
    changed: bool = False
    findings: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who declared which revision final."""

    who: str
    when: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A document on the overview.

    ``score`` is the calibrated MQM score with dismissed findings left out, None where there is no text; ``judged`` says
    whether the text is long enough for it to mean something; ``passed`` and ``reasons`` are the gate's verdict. ``open``
    counts open findings by severity, ``states`` all findings by state, mended ones (``fixed``) included. ``trend`` holds the
    last scores, oldest first. ``stale``: rules or terms changed since it was checked; it is checked when it is looked at.
    ``problem`` is one line where the last check failed.
    """

    id: int
    project: str
    name: str
    source_name: str
    source_language: str
    target_language: str
    revision: int
    blocks: int
    rows: int
    score: float | None
    judged: bool
    passed: bool
    reasons: tuple[str, ...]
    open: Mapping[Severity, int]
    states: Mapping[State, int]
    trend: tuple[float, ...]
    assignee: str | None
    signed_off: SignOff | None
    updated: datetime
    updated_by: str
    signature: str = ""
    stale: bool = False
    problem: str = ""

    @property
    def findings(self) -> int:
        """Findings there are now, whatever was said of them."""
        return sum(count for state, count in self.states.items() if state is not State.FIXED)

    @property
    def progress(self) -> float:
        """Share of all findings that are no longer open, in [0, 1]; 1 without findings."""
        total = sum(self.states.values())
        return 1.0 - self.states.get(State.OPEN, 0) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a document's files. ``what`` is the action that made it: import, edit, fix, insert."""

    revision: int
    who: str
    when: datetime
    what: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its piece of the file, markup included: ``text`` is ``file[span.start:span.end]``. ``line`` is 1-based."""

    index: int
    kind: BlockKind
    level: int
    span: Span
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding with what people said of it. ``row`` is the link it belongs to, None where it has no place."""

    finding: Finding
    document: int
    row: int | None
    state: State
    reason: str = ""
    who: str = ""
    when: datetime | None = None
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One link with both its sides. ``anchor`` names it for comments and assignments, however links are renumbered.

    ``overridden``: set by hand. ``assignee`` is the row's own, or else the document's. ``comments`` counts those of the row;
    those of findings are counted there.
    """

    index: int
    anchor: str
    kind: str
    confidence: float
    overridden: bool
    source: tuple[BlockView, ...]
    target: tuple[BlockView, ...]
    findings: tuple[Reviewed, ...]
    comments: int
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows ``offset`` to ``offset + len(rows)`` of the ``total`` that pass the filters, at one revision.

    ``findings`` counts findings that pass; ``rules``, ``severities`` and ``states`` count all of the document's, for the
    filters' labels. ``general`` are findings without a place that pass.
    """

    document: int
    revision: int
    offset: int
    total: int
    rows: tuple[Row, ...]
    findings: int
    general: tuple[Reviewed, ...]
    rules: Mapping[str, int]
    severities: Mapping[Severity, int]
    states: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """Somebody's remark on a finding (``fingerprint``), on a row (``anchor``) or on the document (neither)."""

    id: int
    document: int
    who: str
    when: datetime
    text: str
    fingerprint: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one finding: its row with all findings, the rule's own words, the concept, what was said."""

    reviewed: Reviewed
    row: Row | None
    document: Summary
    rule_summary: str
    rule_sections: Mapping[str, str]
    concept: Concept | None
    comments: tuple[Comment, ...]
    history: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """After an edit or a fix: the new revision, what went away and what came, by fingerprint.

    ``findings`` is how many there are now. ``row`` is where the edited block stands now, None where it is gone.
    """

    document: int
    revision: int
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    findings: int
    row: int | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """An alignment link with the beginnings of its blocks' prose."""

    row: int
    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
    overridden: bool
    source_text: str
    target_text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A document's score at a time."""

    document: int
    revision: int
    when: datetime
    score: float | None
    penalty: float
    open: int
    findings: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings of a document share rule, severity and state."""

    document: int
    rule: str
    severity: Severity
    state: State
    count: int


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a rule was right: ``right`` findings were fixed or accepted, ``wrong`` ones dismissed.

    ``low`` and ``high`` are the Wilson score interval of ``value`` at 95 %; None without decisions. ``proposal`` is a lower
    severity for a rule that is probably wrong more often than right, ``toml`` the lines of ``transqa.toml`` that set it.
    """

    rule: str
    name: str
    severity: Severity
    right: int
    wrong: int
    open: int
    value: float | None
    low: float | None
    high: float | None
    proposal: Severity | None = None
    toml: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail. ``sequence`` counts from 1 without a gap, in the order of commits.

    ``before`` and ``after`` are JSON-ready. ``subject`` is a fingerprint, an anchor, a concept or a name.
    """

    sequence: int
    when: datetime
    who: str
    role: Role
    action: str
    document: int | None
    subject: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the audit trail, newest first, of ``total`` lines that pass the filters."""

    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand out."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class TermUse:
    """Where a document has a term: ``outcome`` is accepted, deprecated, missing and so on, ``target`` the rendering.

    ``fingerprint`` is that of the finding about it, where there is one.
    """

    document: int
    document_name: str
    row: int
    source: str
    target: str
    outcome: str
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class TermRow:
    """A concept in the list, with how often the documents have it right and how often findings name it."""

    concept: Concept
    used: int
    misused: int


@dataclass(frozen=True, slots=True)
class Terms:
    """A page of the termbase: concepts that fit the query, of ``total``."""

    total: int
    rows: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What an entry would do to one document."""

    document: int
    name: str
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving an entry would do: the file's lines that change (unified diff), and the documents that change.

    ``unchanged`` counts documents that have words of the entry and stay as they are. ``proposed`` are renderings made by
    conversion, per language, for a person to look at.
    """

    path: str
    diff: str
    created: bool
    effects: tuple[Effect, ...]
    unchanged: int
    proposed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that somebody's decision suggests: ``change`` to save, ``domain`` the file of a new one, and why."""

    change: Change
    domain: str | None
    why: str
