"""The review desk's service: all that pages may do, each method for an actor and under their role.

What a method changes is committed when it returns, together with its line of the audit trail. All methods may be called
from several threads and several servers on one database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from transqa.errors import TermbaseError
from transqa.review import details, edits, hand_links, intake, rows, summaries, verdicts
from transqa.review.checking import Steps
from transqa.review.library import MOST_ROWS, Cancel, Library, OnProgress
from transqa.review.recheck import ensure_checked, stale
from transqa.review.roles import allowed
from transqa.review.types import (
    Actor,
    Filters,
    LinkAction,
    Member,
    Role,
    State,
    Upload,
)
from transqa.review.views import (
    Comment,
    Detail,
    Edited,
    Imported,
    LinkView,
    Page,
    Reviewed,
    Summary,
    Version,
)

_NO_FILTERS = Filters()


class Desk(Library):
    """The service. ``Desk(url, config=...)`` opens the store and brings its schema up to date.

    Errors of all methods: Forbidden (the role is too low), NotFound (no such document, finding, row or version), and
    TransqaError where the input is at fault.
    """

    # People

    def sign_in(self, name: str, *, claimed: Role | None = None) -> Actor:
        """The actor for somebody who logged in: the role from the table of members, else as claimed, else viewer."""
        with self._tools.store.read() as connection:
            role = verdicts.role_of(connection, name)
        return Actor(name, role or claimed or Role.VIEWER)

    @allowed(Role.VIEWER)
    def members(self, actor: Actor) -> tuple[Member, ...]:
        """People with a role set by hand, by name."""
        with self._tools.store.read() as connection:
            return verdicts.members(connection)

    @allowed(Role.ADMIN)
    def set_role(self, actor: Actor, name: str, role: Role | None) -> None:
        """Set somebody's role; None goes back to what their login claims."""
        verdicts.set_role(self._tools, actor, name, role)

    # Documents

    @allowed(Role.VIEWER)
    def projects(self, actor: Actor) -> tuple[str, ...]:
        """Names of all projects, sorted."""
        with self._tools.store.read() as connection:
            return summaries.projects(connection)

    @allowed(Role.VIEWER)
    def documents(self, actor: Actor, *, project: str | None = None) -> tuple[Summary, ...]:
        """All documents, by project and name."""
        with self._tools.store.read() as connection:
            return self._told(connection, summaries.summaries(connection, name=project))

    @allowed(Role.VIEWER)
    def document(self, actor: Actor, document: int) -> Summary:
        """One document."""
        with self._tools.store.read() as connection:
            return self._told(connection, (summaries.summary(connection, document),))[0]

    @allowed(Role.VIEWER)
    def versions(self, actor: Actor, document: int) -> tuple[Version, ...]:
        """A document's versions, newest first."""
        with self._tools.store.read() as connection:
            return summaries.versions(connection, document)

    @allowed(Role.TRANSLATOR)
    def import_pair(
        self,
        actor: Actor,
        source: Upload,
        target: Upload,
        *,
        project: str = "default",
        source_language: str | None = None,
        target_language: str | None = None,
        encoding: str | None = None,
        replace: bool = False,
        on_progress: OnProgress | None = None,
        cancel: Cancel | None = None,
    ) -> Imported:
        """Take a source and its translation, check them and store both; languages are guessed where not given.

        ``encoding`` is of both files, UTF-8 unless configured. A target name that the project has already makes another version of that document.

        Raises:
            InputError: binary, wrongly encoded, empty, larger than ``intake.LARGEST``, or languages that cannot be told apart.
            Conflict: the document was edited here since it was imported, the new target differs, and not ``replace``.
            Cancelled: ``cancel`` said so; nothing is stored.
        """
        pair = intake.read_pair(
            source,
            target,
            project=project,
            source_language=source_language or self._config.languages.source,
            target_language=target_language or self._config.languages.target,
            encoding=encoding or self._config.encoding,
        )
        return intake.take_pair(self._tools, actor, pair, replace=replace, steps=Steps(on_progress, cancel))

    @allowed(Role.ADMIN)
    def import_folder(
        self,
        actor: Actor,
        pattern: str,
        *,
        root: Path | None = None,
        project: str = "default",
        source_language: str = "en",
        target_language: str = "zh-Hans",
        on_progress: OnProgress | None = None,
        cancel: Cancel | None = None,
    ) -> tuple[Imported, ...]:
        """Take all pairs that are new or changed under ``root`` (where the configuration lies); call it again to watch.

        Only for an admin: it reads whatever files of the server the pattern names.

        ``pattern`` is as for ``--pairs`` (``docs/{lang}/**/*.md``). A pair at fault is reported with its ``problem`` and
        does not stop the others; a document that was edited here too is left alone and reported.
        """
        return intake.take_folder(
            self._tools,
            actor,
            pattern,
            root=root or self._config.root,
            project=project,
            languages=(source_language, target_language),
            steps=lambda documents: Steps(on_progress, cancel, documents=documents),
        )

    @allowed(Role.ADMIN)
    def remove_document(self, actor: Actor, document: int) -> None:
        """Take a document out of the store with its versions and verdicts; the audit trail stays."""
        intake.remove(self._tools, actor, document)

    @allowed(Role.TRANSLATOR)
    def recheck(
        self, actor: Actor, document: int, *, on_progress: OnProgress | None = None, cancel: Cancel | None = None
    ) -> Summary:
        """Check again if text, configuration, termbase or overrides changed since; pages do this by themselves."""
        ensure_checked(self._tools, document, steps=Steps(on_progress, cancel))
        return self.document(actor, document)

    # Review

    @allowed(Role.VIEWER)
    def page(
        self, actor: Actor, document: int, filters: Filters = _NO_FILTERS, *, offset: int = 0, limit: int = 50
    ) -> Page:
        """Rows of a document with their blocks and findings."""
        self._up_to_date(document)
        with self._tools.store.read() as connection:
            return rows.page(connection, document, filters, offset=max(offset, 0), limit=min(max(limit, 1), MOST_ROWS))

    @allowed(Role.VIEWER)
    def find_row(self, actor: Actor, document: int, row: int, filters: Filters = _NO_FILTERS) -> int | None:
        """The place of a row among those that pass the filters, for the page to turn to; None where it does not pass."""
        self._up_to_date(document)
        with self._tools.store.read() as connection:
            return rows.find_row(connection, document, row, filters)

    @allowed(Role.VIEWER)
    def finding(self, actor: Actor, fingerprint: str, *, document: int | None = None) -> Detail:
        """One finding with everything around it, for a permanent link; it need not know the document."""
        with self._tools.store.read() as connection:
            number = rows.one_finding(connection, fingerprint, document).document
        self._up_to_date(number)
        with self._tools.store.read() as connection:
            return details.detail(self._tools, connection, fingerprint, number)

    @allowed(Role.TRANSLATOR)
    def decide(
        self,
        actor: Actor,
        document: int,
        fingerprint: str,
        state: State,
        *,
        reason: str = "",
        expected: State | None = None,
    ) -> Reviewed:
        """Say what a finding is. To dismiss needs a reason and the role of a reviewer; ``fixed`` comes from edits alone.

        Raises:
            InputError: a dismissal without reason, or ``fixed``.
            Conflict: ``expected`` is given and somebody decided otherwise meanwhile (``base``, ``theirs`` and ``yours`` are
                the states' names).
        """
        self._up_to_date(document)
        return verdicts.decide(self._tools, actor, document, fingerprint, state, reason=reason, expected=expected)

    @allowed(Role.TRANSLATOR)
    def comment(
        self, actor: Actor, document: int, text: str, *, fingerprint: str | None = None, anchor: str | None = None
    ) -> Comment:
        """Say something about a finding, a row, or (with neither) the document."""
        return verdicts.add_comment(self._tools, actor, document, text, fingerprint=fingerprint, anchor=anchor)

    @allowed(Role.VIEWER)
    def comments(
        self, actor: Actor, document: int, *, fingerprint: str | None = None, anchor: str | None = None
    ) -> tuple[Comment, ...]:
        """Comments on a finding, on a row, or (with neither) all of the document, oldest first."""
        with self._tools.store.read() as connection:
            return verdicts.comments(connection, document, fingerprint=fingerprint, anchor=anchor)

    @allowed(Role.REVIEWER)
    def assign(self, actor: Actor, document: int, assignee: str | None, *, anchor: str | None = None) -> None:
        """Give a document, or one row of it, to somebody; None takes it back."""
        verdicts.assign(self._tools, actor, document, assignee, anchor=anchor)

    @allowed(Role.VIEWER)
    def assignees(self, actor: Actor) -> tuple[str, ...]:
        """Names to offer: members, assignees and whoever did something, sorted."""
        with self._tools.store.read() as connection:
            return verdicts.assignees(connection)

    @allowed(Role.TRANSLATOR)
    def edit_block(
        self, actor: Actor, document: int, block: int, *, base_revision: int, base: str, text: str
    ) -> Edited:
        """Replace a target block's text (``BlockView.text``; "" takes it out) and check the document again.

        ``base`` is the text that was edited, as it stood at ``base_revision`` under index ``block``. Edits of other blocks
        since then do not matter. Line ends follow the document's.

        Raises:
            Conflict: this block was changed since.
            InputError: a character that the document's encoding does not have.
        """
        return edits.edit_block(self._tools, actor, document, block, base_revision=base_revision, base=base, text=text)

    @allowed(Role.TRANSLATOR)
    def insert_block(self, actor: Actor, document: int, anchor: str, *, text: str) -> Edited:
        """Put the missing translation of a row without target after the target block before it; check again.

        Raises:
            Conflict: the row has a target meanwhile.
        """
        return edits.insert_block(self._tools, actor, document, anchor, text=text)

    @allowed(Role.TRANSLATOR)
    def apply_fix(self, actor: Actor, document: int, fingerprint: str, choice: int = 0) -> Edited:
        """Apply fix number ``choice`` of a finding and check the document again.

        Raises:
            InputError: the fix has no edits (only a person can make it), or would touch code, a URL or front matter.
        """
        return edits.apply_fix(self._tools, actor, document, fingerprint, choice)

    @allowed(Role.REVIEWER)
    def sign_off(self, actor: Actor, document: int, *, revision: int) -> Summary:
        """Declare a revision final; a later edit takes it back.

        Raises:
            Conflict: the document has another revision by now.
        """
        verdicts.sign_off(self._tools, actor, document, revision=revision)
        return self.document(actor, document)

    @allowed(Role.REVIEWER)
    def withdraw(self, actor: Actor, document: int) -> Summary:
        """Take the sign-off back."""
        verdicts.withdraw(self._tools, actor, document)
        return self.document(actor, document)

    # Alignment

    @allowed(Role.VIEWER)
    def links(self, actor: Actor, document: int) -> tuple[LinkView, ...]:
        """All links of a document, in order."""
        self._up_to_date(document)
        with self._tools.store.read() as connection:
            return rows.link_views(connection, document)

    @allowed(Role.REVIEWER)
    def change_links(
        self,
        actor: Actor,
        document: int,
        action: LinkAction,
        rows: Sequence[int],
        *,
        base_revision: int,
        source: Sequence[int] = (),
        target: Sequence[int] = (),
    ) -> Edited:
        """Set links by hand and check again.

        ``merge`` joins ``rows`` into one link. ``split`` takes one row apart: ``source`` and ``target`` are the blocks of its
        first part, the others are the second. ``move`` links exactly the blocks ``source`` and ``target``; ``rows`` is empty.
        Overrides are kept by the blocks' content, so that later checks respect them.

        Raises:
            InputError: rows or blocks that do not fit the action.
            Conflict: the document has another revision by now.
        """
        return hand_links.change_links(
            self._tools, actor, document, action, rows, base_revision=base_revision, source=source, target=target
        )

    @allowed(Role.REVIEWER)
    def reset_links(self, actor: Actor, document: int, *, row: int | None = None) -> Edited:
        """Take back the overrides of a row, or all of the document, and check again."""
        return hand_links.reset_links(self._tools, actor, document, place=row)

    def _told(self, connection: sa.Connection, found: tuple[Summary, ...]) -> tuple[Summary, ...]:
        """The summaries with what the store does not know: whether they still hold, and why they could not be renewed."""
        try:
            old = stale(self._tools, connection)
        except TermbaseError as error:
            return tuple(replace(one, problem=str(error)) for one in found)
        return tuple(replace(one, stale=one.id in old, problem=self._problems.get(one.id, "")) for one in found)
