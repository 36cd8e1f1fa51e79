"""An editor for tests: a real server process, spoken to over its standard input and output."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

#: Seconds to wait for anything; the first check builds tables where there is no cache yet.
PATIENCE = 60.0


class Editor(LanguageClient):
    """What the server told, and the versions of the texts it was told of."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: dict[str, list[lsp.PublishDiagnosticsParams]] = {}
        self.messages: list[str] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.errors: list[Exception] = []
        #: File and version of every whole check; the server says that there is a new score after each.
        self.wholes: list[tuple[str, int]] = []
        self._last = ("", 0)
        self._news = asyncio.Event()
        self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._diagnostics))
        self.feature(lsp.WINDOW_SHOW_MESSAGE)(partial(self._message))
        self.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)(partial(self._refresh))
        self.feature(lsp.CLIENT_REGISTER_CAPABILITY)(partial(self._register))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Kept: anything on standard output that is no message ends here."""
        self.errors.append(error)

    def _diagnostics(self, params: lsp.PublishDiagnosticsParams) -> None:
        self.published.setdefault(params.uri, []).append(params)
        self._last = (params.uri, params.version or 0)
        self._news.set()

    def _refresh(self, _: None) -> None:
        self.wholes.append(self._last)
        self._news.set()

    def _message(self, params: lsp.ShowMessageParams) -> None:
        self.messages.append(params.message)
        self._news.set()

    def _register(self, params: lsp.RegistrationParams) -> None:
        self.registered = params.registrations

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that the server tells."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._news.clear()
                await self._news.wait()

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file; its URI."""
        uri = path.as_uri()
        text = path.read_bytes().decode() if text is None else text
        self.texts[uri], self.versions[uri] = text, 1
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "markdown", 1, text)))
        return uri

    def type(self, uri: str, text: str, *, version: int | None = None) -> int:
        """Replace the text of a file; the version it then has."""
        self.versions[uri] = version or self.versions[uri] + 1
        self.texts[uri] = text
        place = lsp.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(place, [change]))
        return self.versions[uri]

    def found(self, uri: str) -> list[lsp.Diagnostic]:
        """The diagnostics of a file."""
        return list(self.published[uri][-1].diagnostics)

    async def settled(self, uri: str, *, since: int = 0) -> list[lsp.Diagnostic]:
        """The diagnostics of a whole check of the present text; with ``since``, of one after so many."""
        await self.until(lambda: (uri, self.versions[uri]) in self.wholes[since:])
        return self.found(uri)

    async def actions(self, uri: str, range: lsp.Range, **context: Any) -> list[lsp.CodeAction]:
        """What is offered at a place."""
        told = lsp.CodeActionContext(**{"diagnostics": self.found(uri), **context})
        place = lsp.TextDocumentIdentifier(uri)
        found = await self.text_document_code_action_async(lsp.CodeActionParams(place, range, told))
        return [action for action in found or () if isinstance(action, lsp.CodeAction)]

    def apply(self, edit: lsp.WorkspaceEdit | None) -> None:
        """Do as the editor of a person would: refuse an edit of another version."""
        assert edit is not None and edit.document_changes
        for change in edit.document_changes:
            assert isinstance(change, lsp.TextDocumentEdit)
            uri = change.text_document.uri
            assert change.text_document.version == self.versions[uri], "an edit of another version"
            text = self.texts[uri]
            for one in sorted(change.edits, key=lambda one: (one.range.start.line, one.range.start.character))[::-1]:
                assert isinstance(one, lsp.TextEdit)
                text = text[: offset(text, one.range.start)] + one.new_text + text[offset(text, one.range.end) :]
            self.type(uri, text)


def offset(text: str, position: lsp.Position) -> int:
    """The offset of a position counted in UTF-16, computed otherwise than by the server."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
    start = starts[position.line]
    within = text[start:].encode("utf-16-le", "surrogatepass")[: 2 * position.character]
    return start + len(within.decode("utf-16-le", "surrogatepass"))


@asynccontextmanager
async def editing(
    root: Path, *, encodings: list[str] | None = None, options: Any = None, politely: bool = True
) -> AsyncIterator[Editor]:
    """An editor with a server at work in ``root``; at the end the server must leave, also where nobody asks it to first."""
    editor = Editor()
    source = Path(__file__).parents[1] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONWARNINGS": "default"}
    await editor.start_io(sys.executable, "-m", "transqa", "lsp", cwd=root, env=environment)
    capabilities = lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=encodings),
        workspace=lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
            code_lens=lsp.CodeLensWorkspaceClientCapabilities(refresh_support=True),
            did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(
                related_information=True,
                code_description_support=True,
                tag_support=lsp.ClientDiagnosticsTagOptions(list(lsp.DiagnosticTag)),
            ),
            code_action=lsp.CodeActionClientCapabilities(resolve_support=lsp.ClientCodeActionResolveOptions(["edit"])),
        ),
    )
    start = lsp.InitializeParams(capabilities, process_id=os.getpid(), initialization_options=options)
    editor.told = await editor.initialize_async(start)
    editor.initialized(lsp.InitializedParams())
    process = editor._server
    assert process is not None
    try:
        yield editor
        if politely:
            await editor.shutdown_async(None)
        editor.exit(None)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == (0 if politely else 1)
        assert not editor.errors
    finally:
        if process.returncode is None:
            process.kill()
        await editor.stop()
