"""What the review desk is given, the words it uses, and its errors.

Times are aware datetimes in UTC. Spans are half-open, in code points of the file they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from transqa.errors import TransqaError
from transqa.model import Severity


class Role(StrEnum):
    """What a person may do, in rising order; each may do all that the ones before may."""

    VIEWER = "viewer"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """0 for viewer to 3 for admin."""
        return list(Role).index(self)


class State(StrEnum):
    """What people say of a finding. ``accepted``: it is right, and not mended yet; ``fixed``: mended, it is gone."""

    OPEN = "open"
    ACCEPTED = "accepted"
    FIXED = "fixed"
    DISMISSED = "dismissed"
    DEFERRED = "deferred"


class Stage(StrEnum):
    """Where an import or a check is."""

    READ = "read"
    ALIGN = "align"
    CHECK = "check"
    STORE = "store"


class LinkAction(StrEnum):
    """What a hand does to links: join several, take one apart, or say exactly which blocks belong together."""

    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"


class Forbidden(TransqaError):
    """The actor's role may not do this."""


class NotFound(TransqaError):
    """No such document, finding, block or version; it may have gone since the page was drawn."""


class Cancelled(TransqaError):
    """The work was cancelled; nothing of it was stored."""


class Conflict(TransqaError):
    """Somebody changed the same text in the meantime. Nothing was written, and both texts are here.

    ``base`` is what the edit started from, ``theirs`` what is stored now, ``yours`` what was to be stored. ``merge_texts`` puts
    them together; store the result with ``base_revision=revision`` and ``base=theirs``.
    ``block`` is the block's index now, None where the whole file is meant or the block is gone (``theirs`` is "" then).
    """

    def __init__(
        self,
        message: str,
        *,
        document: int,
        block: int | None,
        revision: int,
        base: str,
        theirs: str,
        yours: str,
        who: str,
        when: datetime,
    ) -> None:
        super().__init__(message)
        self.document, self.block, self.revision = document, block, revision
        self.base, self.theirs, self.yours = base, theirs, yours
        self.who, self.when = who, when


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and in which role."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """A person whose role is set by hand; it counts more than what a login claims."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. ``name`` may hold directories; it names the document and its path in reports."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: of ``total`` steps ``done``; ``name`` is the document at hand."""

    stage: Stage
    done: int
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows to show; empty means all. ``text`` is looked for in both sides, capitals apart.

    ``rules`` are codes or their beginnings. A row is shown when it has a finding that meets all of ``rules``,
    ``severities`` and ``states``, and only such findings are shown then; ``assignee`` "" means nobody.
    """

    rules: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    states: tuple[State, ...] = ()
    text: str = ""
    assignee: str | None = None
    only_with_findings: bool = False


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """Which lines of the audit trail; empty means all. ``since`` is inclusive, ``until`` exclusive."""

    who: str = ""
    actions: tuple[str, ...] = ()
    document: int | None = None
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
