"""The protocol: what the editor asks and tells, each feature a function.

Texts come whole with every change. They are small, and nothing can get out of step: an editor counts lines and columns
of its own, and not every separator of Unicode ends a line.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path, urlparse

from transqa.config import FILE_NAME
from transqa.lsp.actions import Offer, has_safe, offers, repaired
from transqa.lsp.cards import hover_text
from transqa.lsp.diagnostics import abilities
from transqa.lsp.lenses import lenses
from transqa.lsp.places import Places
from transqa.lsp.server import Buffer, Server
from transqa.model import Document, Span

#: The request for the place of the aligned source (or translation), for editors without a definition to go to.
SOURCE_REQUEST = "transqa/source"
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.transqa"
_WATCHED = (f"**/{FILE_NAME}", "**/pyproject.toml", "**/*.{md,markdown,mdx,txt,yml,yaml}")


def serve() -> int:
    """Speak the protocol on standard input and output until the editor ends it; the exit code."""
    # Whatever else prints must not get between the messages.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # A check that runs must leave the keyboard its turn.
    sys.setswitchinterval(0.001)
    server = Server()
    for name, function, options in _FEATURES:
        server.feature(name, options)(function)
    try:
        server.start_io(None, output)
    finally:
        asked = server.stopped
        server.stop()
    # So the protocol wants it: 0 after a request to shut down, else 1.
    return 0 if asked else 1


def _initialize(ls: Server, params: lsp.InitializeParams) -> None:
    ls.can = abilities(params.capabilities)
    ls.configure(params.initialization_options)


def _initialized(ls: Server, _: lsp.InitializedParams) -> None:
    workspace = ls.client_capabilities.workspace
    watching = workspace and workspace.did_change_watched_files
    if not (watching and watching.dynamic_registration):
        return
    watchers = [lsp.FileSystemWatcher(glob) for glob in _WATCHED]
    options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = lsp.Registration("watched", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    ls.client_register_capability(lsp.RegistrationParams([registration]))


def _shutdown(ls: Server, _: None) -> None:
    ls.stop()


def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    ls.opened(Buffer(document.uri, _path(document.uri), document.version, document.text))


def _edited(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    buffer = ls.buffers.get(uri)
    # An edit of an older version than the one that is known would bring a text back that is gone.
    if buffer is None or version <= buffer.version or not params.content_changes:
        return
    ls.edited(Buffer(uri, buffer.path, version, params.content_changes[-1].text))


def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    ls.closed(params.text_document.uri)


def _files_changed(ls: Server, _: lsp.DidChangeWatchedFilesParams | lsp.DidSaveTextDocumentParams) -> None:
    ls.outdated()


def _configured(ls: Server, params: lsp.DidChangeConfigurationParams) -> None:
    ls.configure(params.settings)


async def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    uri, position = params.text_document.uri, params.position
    state = await ls.state(uri)
    states = [(state, False)] if state else [(found, True) for _, found in ls.translations(uri)]
    for found, on_source in states:
        bitext = found.report.bitext
        places = Places(bitext.source if on_source else bitext.target, ls.encoding)
        if told := hover_text(found, places.offset(position), on_source=on_source):
            text, span = told
            return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), places.range(span))
    return None


async def _definition(ls: Server, params: lsp.TextDocumentPositionParams) -> list[lsp.Location]:
    uri, position = params.text_document.uri, params.position
    state = await ls.state(uri)
    if state is not None:
        if state.source_path is None:
            return []
        bitext = state.report.bitext
        block = _block(bitext.target, Places(bitext.target, ls.encoding).offset(position))
        linked = next((link.source for link in bitext.links if block in link.target), ())
        return [_location(ls, ls.uri(state.source_path), bitext.source, linked)] if linked else []
    found = []
    for other, state in ls.translations(uri):
        bitext = state.report.bitext
        block = _block(bitext.source, Places(bitext.source, ls.encoding).offset(position))
        linked = next((link.target for link in bitext.links if block in link.source), ())
        if linked:
            found.append(_location(ls, other, bitext.target, linked))
    return found


async def _source(ls: Server, params: Any) -> lsp.Location | None:
    """The first place that :func:`_definition` knows; the parameters are those of any request about a position."""
    position = lsp.Position(params.position.line, params.position.character)
    place = lsp.TextDocumentPositionParams(lsp.TextDocumentIdentifier(params.textDocument.uri), position)
    return next(iter(await _definition(ls, place)), None)


async def _lenses(ls: Server, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    state = await ls.state(params.text_document.uri)
    if state is None:
        return []
    places = Places(state.report.bitext.target, ls.encoding)
    return [lsp.CodeLens(places.range(Span(at.start, at.start)), lsp.Command(text, "")) for at, text in lenses(state)]


async def _actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri, only = params.text_document.uri, params.context.only
    state = await ls.state(uri)
    if state is None:
        return []
    document = state.report.bitext.target
    span = Places(document, ls.encoding).span(params.range)
    found: list[lsp.CodeAction] = []
    if _wanted(only, lsp.CodeActionKind.QuickFix.value):
        reported = {_fingerprint(diagnostic): diagnostic for diagnostic in params.context.diagnostics}
        found += [_action(ls, uri, document, offer, reported) for offer in offers(state, span)]
    if _wanted(only, FIX_ALL) and has_safe(state):
        data = {"uri": uri, "version": ls.buffers[uri].version}
        every = lsp.CodeAction("Fix all that is safe (transqa)", kind=FIX_ALL, data=data)
        # Whoever cannot wait for the edit gets it at once, where nothing else was asked for.
        if _resolves(ls):
            found.append(every)
        elif only:
            found.append(await _resolved(ls, every))
    return found


async def _resolved(ls: Server, action: lsp.CodeAction) -> lsp.CodeAction:
    """The action with its edit.

    Raises:
        JsonRpcException: the file was edited since the action was offered.
    """
    data = action.data if isinstance(action.data, dict) else {}
    uri, version = str(data.get("uri")), data.get("version")
    if action.edit is None:
        state = await ls.whole_state(uri)
        buffer = ls.buffers.get(uri)
        if state is None or buffer is None or buffer.version != version:
            raise _modified(uri)
        loop = asyncio.get_running_loop()
        edits = await loop.run_in_executor(ls.workers.whole, repaired, state, ls.work(uri), ls.workers.projects)
        if uri not in ls.buffers or ls.buffers[uri].version != version:
            raise _modified(uri)
        action.edit = ls.workspace_edit(state.report.bitext.target, uri, edits)
    return action


def _action(
    ls: Server, uri: str, document: Document, offer: Offer, reported: dict[str, lsp.Diagnostic]
) -> lsp.CodeAction:
    diagnostic = reported.get(offer.finding.fingerprint)
    return lsp.CodeAction(
        offer.title,
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[diagnostic] if diagnostic else None,
        is_preferred=offer.preferred or None,
        edit=ls.workspace_edit(document, uri, offer.edits),
    )


def _wanted(only: Sequence[Any] | None, kind: str) -> bool:
    """Whether a kind of action is asked for: by its name, or by that of a kind it belongs to."""
    names = [str(getattr(name, "value", name)) for name in only or ()]
    return not names or any(not name or kind == name or kind.startswith(f"{name}.") for name in names)


def _resolves(ls: Server) -> bool:
    document = ls.client_capabilities.text_document
    support = document and document.code_action and document.code_action.resolve_support
    return bool(support and "edit" in support.properties)


def _modified(uri: str) -> JsonRpcException:
    return JsonRpcException(f"{uri} was edited since; ask again", lsp.LSPErrorCodes.ContentModified.value)


def _fingerprint(diagnostic: lsp.Diagnostic) -> str:
    data: Any = diagnostic.data
    return str(data.get("fingerprint", "") if isinstance(data, dict) else getattr(data, "fingerprint", ""))


def _location(ls: Server, uri: str, document: Document, blocks: tuple[int, ...]) -> lsp.Location:
    span = Span(document.blocks[blocks[0]].span.start, document.blocks[blocks[-1]].span.end)
    return lsp.Location(uri, Places(document, ls.encoding).range(span))


def _block(document: Document, offset: int) -> int:
    """The block at an offset, or else the one before it."""
    return max(sum(block.span.start <= offset for block in document.blocks) - 1, 0)


def _path(uri: str) -> Path:
    """The file of a URI; a text that is no file yet is one of the working directory."""
    return Path(to_fs_path(uri) or Path(urlparse(uri)[2]).name or "untitled.md")


_FEATURES: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (lsp.INITIALIZE, _initialize, None),
    (lsp.INITIALIZED, _initialized, None),
    (lsp.SHUTDOWN, _shutdown, None),
    (lsp.TEXT_DOCUMENT_DID_OPEN, _opened, None),
    (lsp.TEXT_DOCUMENT_DID_CHANGE, _edited, None),
    (lsp.TEXT_DOCUMENT_DID_SAVE, _files_changed, lsp.SaveOptions()),
    (lsp.TEXT_DOCUMENT_DID_CLOSE, _closed, None),
    (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, _files_changed, None),
    (lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, _configured, None),
    (lsp.TEXT_DOCUMENT_HOVER, _hover, None),
    (lsp.TEXT_DOCUMENT_DEFINITION, _definition, None),
    (lsp.TEXT_DOCUMENT_CODE_LENS, _lenses, None),
    (
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        _actions,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    ),
    (lsp.CODE_ACTION_RESOLVE, _resolved, None),
    (SOURCE_REQUEST, _source, None),
)
