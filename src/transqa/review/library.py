"""What the desk knows beyond single documents, and what it hands out: scores, the trail, the termbase, exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from transqa.config import Config
from transqa.errors import ConfigError, TermbaseError
from transqa.report import RENDERERS
from transqa.review import exports, insight, summaries, terms
from transqa.review.checking import Checker, Steps
from transqa.review.recheck import ensure_checked
from transqa.review.roles import allowed
from transqa.review.store import Store
from transqa.review.types import Actor, AuditFilters, Progress, Role
from transqa.review.versions import Tools
from transqa.review.views import Count, Draft, Export, Point, Precision, Preview, Terms, TermUse, Trail

if TYPE_CHECKING:
    from transqa.curate import Change

#: Told how far a long job is.
OnProgress = Callable[[Progress], None]
#: Asked again and again during a long job; True stops it (Cancelled).
Cancel = Callable[[], bool]
#: Rows of one page at most.
MOST_ROWS = 500
_ALL = AuditFilters()


class Library:
    """The part of :class:`transqa.review.Desk` that is about no single document."""

    def __init__(self, url: str, *, config: Config) -> None:
        """Open the store at an SQLAlchemy URL (see :func:`transqa.review.database_url`).

        Raises:
            StoreError: the database cannot be reached, or was written by a newer transqa.
        """
        self._config = config
        self._tools = Tools(Store(url), Checker(config))
        #: Why a document could not be checked again, by number; it shows its last findings then.
        self._problems: dict[int, str] = {}

    def close(self) -> None:
        """Give up all connections."""
        self._tools.store.close()

    # What the store knows

    @allowed(Role.VIEWER)
    def counts(self, actor: Actor, *, project: str | None = None) -> tuple[Count, ...]:
        """Findings of all documents by document, rule, severity and state, for charts."""
        with self._tools.store.read() as connection:
            return summaries.counts(connection, name=project)

    @allowed(Role.VIEWER)
    def scores_over_time(self, actor: Actor, *, document: int | None = None) -> tuple[Point, ...]:
        """Scores of one document or all, oldest first."""
        with self._tools.store.read() as connection:
            return summaries.points(connection, document)

    @allowed(Role.VIEWER)
    def audit(self, actor: Actor, filters: AuditFilters = _ALL, *, offset: int = 0, limit: int = 100) -> Trail:
        """The audit trail, newest first."""
        with self._tools.store.read() as connection:
            return insight.trail(connection, filters, offset=max(offset, 0), limit=min(max(limit, 1), MOST_ROWS))

    @allowed(Role.VIEWER)
    def rule_precision(self, actor: Actor) -> tuple[Precision, ...]:
        """Rules with findings or decisions, the one most certainly noisy first."""
        with self._tools.store.read() as connection:
            return insight.precisions(connection, self._config)

    # Termbase

    @allowed(Role.VIEWER)
    def terms(self, actor: Actor, query: str = "", *, domain: str = "", offset: int = 0, limit: int = 50) -> Terms:
        """Concepts that have a form like the query, or all; with their use and misuse in the documents."""
        with self._tools.store.read() as connection:
            return terms.terms(
                self._tools,
                connection,
                query,
                domain=domain,
                offset=max(offset, 0),
                limit=min(max(limit, 1), MOST_ROWS),
            )

    @allowed(Role.VIEWER)
    def domains(self, actor: Actor) -> tuple[str, ...]:
        """The termbase's domains (one file each), sorted."""
        return terms.domains(self._tools)

    @allowed(Role.VIEWER)
    def term_uses(self, actor: Actor, concept: str) -> tuple[TermUse, ...]:
        """Where the documents have a concept, wrong renderings first."""
        with self._tools.store.read() as connection:
            return terms.uses(connection, concept)

    @allowed(Role.VIEWER)
    def propose_from_dismissal(self, actor: Actor, document: int, fingerprint: str) -> Draft | None:
        """The entry that would have kept this finding silent; None where no entry can."""
        with self._tools.store.read() as connection:
            return terms.from_dismissal(self._tools, connection, document, fingerprint)

    @allowed(Role.VIEWER)
    def propose_from_fix(self, actor: Actor, document: int, fingerprint: str) -> Draft | None:
        """The entry that would find this fault everywhere: the wrong text as deprecated, the right one as preferred."""
        with self._tools.store.read() as connection:
            return terms.from_fix(self._tools, connection, document, fingerprint)

    @allowed(Role.TRANSLATOR)
    def preview_entry(
        self,
        actor: Actor,
        change: Change,
        *,
        domain: str | None = None,
        replace: bool = False,
        on_progress: OnProgress | None = None,
        cancel: Cancel | None = None,
    ) -> Preview:
        """What saving this entry would do to file and documents that are not signed off; nothing is written.

        Raises:
            TermbaseError: the entry does not validate or brings an error of the lint.
        """
        with self._tools.store.read() as connection:
            open_documents = terms.open_documents(connection)
        steps = Steps(on_progress, cancel, documents=len(open_documents))
        return terms.preview(self._tools, change, domain=domain, replace=replace, steps=steps, visible=open_documents)

    @allowed(Role.REVIEWER)
    def save_entry(self, actor: Actor, change: Change, *, domain: str | None = None, replace: bool = False) -> str:
        """Write the entry into its YAML file, comments and order kept; ``file:line`` of it. Documents are checked again
        when they are next looked at.

        Raises:
            TermbaseError: the entry does not validate, brings an error of the lint, or the file cannot be written.
        """
        return terms.save(self._tools, actor, change, domain=domain, replace=replace)

    # Export

    @allowed(Role.VIEWER)
    def export_target(self, actor: Actor, document: int, *, revision: int | None = None) -> Export:
        """The target file, byte for byte as imported outside the edits."""
        with self._tools.store.read() as connection:
            return exports.target(connection, document, revision)

    @allowed(Role.VIEWER)
    def export_decisions(self, actor: Actor, *, document: int | None = None) -> Export:
        """What was said of every finding, as JSON Lines."""
        with self._tools.store.read() as connection:
            return exports.decisions(connection, document)

    @allowed(Role.VIEWER)
    def export_links(self, actor: Actor, document: int) -> Export:
        """The links set by hand, as a small JSON file to lie beside the target, where ``transqa check`` finds it."""
        with self._tools.store.read() as connection:
            return exports.links(connection, document)

    @allowed(Role.VIEWER)
    def report_formats(self, actor: Actor) -> tuple[str, ...]:
        """Formats of ``export_report``."""
        return tuple(RENDERERS)

    @allowed(Role.VIEWER)
    def export_report(self, actor: Actor, documents: Sequence[int], format: str) -> Export:
        """A report of documents taken together; dismissed findings stand in it as suppressed, with their reason.

        Raises:
            ConfigError: an unknown format.
        """
        for number in documents:
            self._up_to_date(number)
        with self._tools.store.read() as connection:
            return exports.render(self._tools, connection, documents, format)

    @allowed(Role.VIEWER)
    def export_baseline(self, actor: Actor, documents: Sequence[int]) -> Export:
        """A baseline for the gate that holds all findings that stand."""
        for number in documents:
            self._up_to_date(number)
        with self._tools.store.read() as connection:
            return exports.baseline(self._tools, connection, documents)

    def _up_to_date(self, document: int) -> None:
        """Check a document again where that is due; what cannot be checked now keeps the findings that it has."""
        try:
            ensure_checked(self._tools, document)
        except (TermbaseError, ConfigError) as error:
            self._problems[document] = str(error)
        else:
            self._problems.pop(document, None)
