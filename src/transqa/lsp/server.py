"""The server: the open files with their sessions, and what the editor is told of them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from transqa.lsp.checking import State, Work
from transqa.lsp.diagnostics import Abilities, diagnostics
from transqa.lsp.places import Places
from transqa.lsp.project import Projects
from transqa.lsp.session import Session, Workers
from transqa.model import Document, Edit
from transqa.version import __version__

#: Seconds after which a request is answered with what is there.
_PATIENCE = 20.0


@dataclass(frozen=True)
class Buffer:
    """A text in the editor."""

    uri: str
    path: Path
    version: int
    text: str


class Server(LanguageServer):
    """The language server with its open files."""

    def __init__(self) -> None:
        super().__init__("transqa", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.buffers: dict[str, Buffer] = {}
        self.sessions: dict[str, Session] = {}
        self.source = ""
        self.can = Abilities()
        self.stopped = False
        self.workers = Workers(_thread("quick"), _thread("whole"), Projects())
        self._problems: dict[str, tuple[str, ...]] = {}

    @property
    def encoding(self) -> str:
        """What the editor counts columns in."""
        return str(getattr(chosen := self.workspace.position_encoding, "value", chosen))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log it: an editor's own mistakes are no message for whoever writes in it."""
        print(f"transqa: {type(error).__name__}: {error}", file=sys.stderr)

    def work(self, uri: str) -> Work:
        """What there is to check of an open file."""
        buffer = self.buffers[uri]
        texts = {other.path.resolve(): other.text for other in self.buffers.values() if other.uri != uri}
        return Work(buffer.path, buffer.text, texts, self.source)

    def publish(self, uri: str, state: State | None, problems: tuple[str, ...] | None) -> None:
        """Show the findings of a file, and what is wrong with its configuration or source, once."""
        buffer = self.buffers[uri]
        shown = (
            diagnostics(state.report, source=state.source_path, encoding=self.encoding, can=self.can) if state else []
        )
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown, buffer.version))
        if problems is None:
            return
        known = {problem for told in self._problems.values() for problem in told}
        for problem in problems:
            if problem not in known:
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"transqa: {problem}"))
        self._problems[uri] = problems
        workspace = self.client_capabilities.workspace
        if workspace and workspace.code_lens and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    def opened(self, buffer: Buffer) -> None:
        """A file is in the editor."""
        self.closed(buffer.uri)
        self.buffers[buffer.uri] = buffer
        self.sessions[buffer.uri] = Session(
            self.workers, work=partial(self.work, buffer.uri), publish=partial(self.publish, buffer.uri)
        )
        self._source_changed(buffer.path)

    def edited(self, buffer: Buffer) -> None:
        """A file has another text."""
        self.buffers[buffer.uri] = buffer
        self.sessions[buffer.uri].edited()
        self._source_changed(buffer.path)

    def closed(self, uri: str) -> None:
        """A file is no longer in the editor."""
        buffer = self.buffers.pop(uri, None)
        if buffer is not None:
            self.sessions.pop(uri).close()
            self._problems.pop(uri, None)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
            self._source_changed(buffer.path)

    def outdated(self) -> None:
        """Something that every check depends on may have changed."""
        for session in self.sessions.values():
            session.outdated()

    def configure(self, settings: object) -> None:
        """Take over settings, with or without the section ``transqa`` around them."""
        if isinstance(settings, dict):
            own = settings.get("transqa", settings)
            source = own.get("source") if isinstance(own, dict) else None
            source = source if isinstance(source, str) else ""
            if source != self.source:
                self.source = source
                self.outdated()

    def stop(self) -> None:
        """No check goes on."""
        self.stopped = True
        for session in self.sessions.values():
            session.close()
        for executor in (self.workers.quick, self.workers.whole):
            executor.shutdown(wait=False, cancel_futures=True)

    async def whole_state(self, uri: str) -> State | None:
        """As :meth:`state`, after a check of everything."""
        return await self._waited(uri, whole=True)

    async def state(self, uri: str) -> State | None:
        """What is known of the present text of a file; None for what is no translation."""
        return await self._waited(uri, whole=False)

    def translations(self, uri: str) -> Iterator[tuple[str, State]]:
        """The open translations of an open source."""
        buffer = self.buffers.get(uri)
        for other, session in self.sessions.items():
            if buffer and session.state and session.state.source_path == buffer.path.resolve():
                yield other, session.state

    def uri(self, path: Path) -> str:
        """The name of a file, as the editor spells it where it has it open."""
        return next((buffer.uri for buffer in self.buffers.values() if buffer.path.resolve() == path), path.as_uri())

    def workspace_edit(self, document: Document, uri: str, edits: Iterable[Edit]) -> lsp.WorkspaceEdit:
        """The edits of a file, refused by an editor that has another version of it by then."""
        places = Places(document, self.encoding)
        made = [lsp.TextEdit(places.range(edit.span), edit.text) for edit in edits]
        can = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        if not (can and can.document_changes):
            return lsp.WorkspaceEdit(changes={uri: made})
        place = lsp.OptionalVersionedTextDocumentIdentifier(uri=uri, version=self.buffers[uri].version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(place, made)])

    async def _waited(self, uri: str, *, whole: bool) -> State | None:
        session = self.sessions.get(uri)
        if session is None:
            return None
        try:
            return await asyncio.wait_for(session.current(whole=whole), _PATIENCE)
        except TimeoutError:
            return None

    def _source_changed(self, path: Path) -> None:
        for session in self.sessions.values():
            if session.state and session.state.source_path in (path.resolve(), None):
                session.outdated()


def _thread(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix=f"transqa-{name}")
