"""A real server over its standard input and output, as an editor starts it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from editor import Editor, editing, offset
from transqa.config import Config
from transqa.model import Finding
from transqa.pipeline import PairPaths, check_paths

DIGEST = "2023-03"


@pytest.fixture
def digest(tmp_path: Path, root: Path) -> Path:
    """A draft with astral characters in its lines, beside its source."""
    for name in ("en.md", "zh-draft.md"):
        text = (root / "data" / DIGEST / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("，", "，𝒳😀"), encoding="utf-8")
    return tmp_path / "zh-draft.md"


def by_command(target: Path) -> list[Finding]:
    pair = PairPaths(target.with_name("en.md"), target, "en", "zh-Hans")
    return list(check_paths([pair], config=Config()).documents[0].findings)


def quoted(editor: Editor, uri: str, found: lsp.Diagnostic) -> str:
    text = editor.texts[uri]
    return text[offset(text, found.range.start) : offset(text, found.range.end)]


def fingerprints(found: list[lsp.Diagnostic]) -> list[str]:
    return [diagnostic.data["fingerprint"] for diagnostic in found]


def test_a_broken_digest_from_opening_to_shutdown(digest: Path) -> None:
    async def session() -> None:
        async with editing(digest.parent) as editor:
            assert editor.told.capabilities.position_encoding == "utf-16"
            uri = editor.open(digest)
            found = await editor.settled(uri)

            # The same findings as the command's, each at its words, in UTF-16 after astral characters.
            command = by_command(digest)
            assert fingerprints(found) == [finding.fingerprint for finding in command]
            astral = 0
            for diagnostic, finding in zip(found, command, strict=True):
                if finding.target:
                    assert quoted(editor, uri, diagnostic) == finding.target.text
                    astral += diagnostic.range.start.character > finding.target.column - 1
            assert astral > 10
            wrong = next(d for d in found if d.code == "TRM001" and quoted(editor, uri, d) == "摸索")
            assert wrong.severity is lsp.DiagnosticSeverity.Error
            assert wrong.tags and list(wrong.tags) == [lsp.DiagnosticTag.Deprecated]
            assert wrong.related_information and wrong.related_information[0].message == "grokking"
            assert wrong.related_information[0].location.uri == digest.with_name("en.md").as_uri()
            page = wrong.code_description
            assert page and "TRM001 deprecated-term" in Path(page.href.removeprefix("file://")).read_text("utf-8")

            # The source of a block, and back.
            here = lsp.TextDocumentIdentifier(uri), wrong.range.start
            (place,) = await editor.text_document_definition_async(lsp.DefinitionParams(*here))
            source = digest.with_name("en.md").read_text("utf-8")
            jumped = source[offset(source, place.range.start) : offset(source, place.range.end)]
            assert "grokking" in jumped and "\n\n" not in jumped
            told = await editor.protocol.send_request_async(
                "transqa/source", {"textDocument": {"uri": uri}, "position": {"line": here[1].line, "character": 0}}
            )
            assert (told.uri, told.range.start.line) == (place.uri, place.range.start.line)
            english = editor.open(digest.with_name("en.md"))
            back = lsp.DefinitionParams(lsp.TextDocumentIdentifier(english), place.range.start)
            (place,) = await editor.text_document_definition_async(back)
            assert (place.uri, place.range.start.line) == (uri, wrong.range.start.line)
            assert await editor.settled(english) == []
            await editor.settled(uri, since=1)

            # What hovering says, on either side.
            hover = await editor.text_document_hover_async(lsp.HoverParams(*here))
            assert hover and "groping one's way" in hover.contents.value and "**顿悟**" in hover.contents.value
            assert quoted(editor, uri, lsp.Diagnostic(hover.range, "")) == "摸索"
            hover = await editor.text_document_hover_async(
                lsp.HoverParams(lsp.TextDocumentIdentifier(english), wrong.related_information[0].location.range.start)
            )
            assert hover and "**顿悟**" in hover.contents.value

            # Scores above the document and above the block.
            lenses = await editor.text_document_code_lens_async(lsp.CodeLensParams(here[0]))
            assert lenses and lenses[0].command and lenses[0].command.title.startswith("MQM -")
            assert wrong.range.start.line in {lens.range.start.line for lens in lenses[1:]}

            # A fix, and the finding is gone, at once and after the whole check.
            actions = await editor.actions(uri, wrong.range)
            fix = next(action for action in actions if "顿悟" in action.title)
            assert fix.diagnostics and fix.diagnostics[0].data == wrong.data
            count = len(editor.published[uri])
            editor.apply(fix.edit)
            await editor.until(lambda: len(editor.published[uri]) > count)
            assert wrong.data["fingerprint"] not in fingerprints(editor.found(uri))
            digest.write_text(editor.texts[uri], encoding="utf-8")
            assert fingerprints(await editor.settled(uri)) == [finding.fingerprint for finding in by_command(digest)]

            # Everything safe at once, as the command would; then nothing safe is left.
            (every,) = [action for action in await editor.actions(uri, wrong.range) if action.kind != "quickfix"]
            count = len(editor.found(uri))
            editor.apply((await editor.code_action_resolve_async(every)).edit)
            assert len(await editor.settled(uri)) < count
            rest = await editor.actions(uri, wrong.range, only=[lsp.CodeActionKind.SourceFixAll])
            assert rest == []

            editor.text_document_did_close(lsp.DidCloseTextDocumentParams(here[0]))
            await editor.until(lambda: editor.found(uri) == [])
            assert editor.messages == []

    asyncio.run(session())


def test_typing_fast_ends_where_the_command_does(digest: Path) -> None:
    async def session() -> None:
        async with editing(digest.parent, encodings=["utf-8", "utf-16"]) as editor:
            assert editor.told.capabilities.position_encoding == "utf-8"
            uri = editor.open(digest)
            # From the first moment, before anything is known.
            for letter in "变形金刚 😀\n\n模特。":
                editor.type(uri, letter + editor.texts[uri])
            await editor.settled(uri)
            versions = [told.version for told in editor.published[uri]]
            assert versions == sorted(versions) and versions[-1] == editor.versions[uri]
            text = editor.texts[uri]
            place = len(text) // 2
            for letter in "我们的模特是一个变形金刚。":
                text = text[:place] + letter + text[place:]
                place += 1
                editor.type(uri, text)
                await asyncio.sleep(0.02)
            # An edit of a version that is gone is refused.
            editor.type(uri, "something else\n", version=3)
            editor.texts[uri], editor.versions[uri] = text, 1 + 11 + 13
            digest.write_text(text, encoding="utf-8")
            found = await editor.settled(uri)
            command = by_command(digest)
            assert fingerprints(found) == [finding.fingerprint for finding in command]
            lines = text.split("\n")
            for diagnostic, finding in zip(found, command, strict=True):
                if finding.target:
                    before = lines[finding.target.line - 1][: finding.target.column - 1]
                    assert diagnostic.range.start.character == len(before.encode())
            # One that was offered before an edit is refused.
            stale = lsp.CodeAction("all", data={"uri": uri, "version": editor.versions[uri] - 1})
            with pytest.raises(Exception, match="edited since"):
                await editor.code_action_resolve_async(stale)

    asyncio.run(session())


def test_sources_settings_and_configurations_that_change(digest: Path) -> None:
    async def session() -> None:
        source, settings = digest.with_name("en.md"), digest.with_name("transqa.toml")
        async with editing(digest.parent, options={"source": "nowhere.md"}) as editor:
            uri = editor.open(digest)
            alone = await editor.settled(uri)
            assert [message.count("nowhere.md: no such file") for message in editor.messages] == [1]
            watched = editor.registered[0].method
            assert watched == "workspace/didChangeWatchedFiles"

            count = len(editor.wholes)
            editor.workspace_did_change_configuration(
                lsp.DidChangeConfigurationParams({"transqa": {"source": "en.md"}})
            )
            paired = await editor.settled(uri, since=count)
            assert len(paired) > len(alone)

            # The source is edited in the editor, and its translation checked against it, not against the disk.
            count = len(editor.wholes)
            english = editor.open(source)
            await editor.settled(uri, since=count)
            count = len(editor.wholes)
            editor.type(english, source.read_text("utf-8") + "\n\nOne more paragraph, with 12,345 tokens.\n")
            found = await editor.settled(uri, since=count)
            assert len(found) > len(paired)

            count = len(editor.wholes)
            settings.write_text('ignore = ["ALL"\n')
            changed = lsp.DidChangeWatchedFilesParams([lsp.FileEvent(settings.as_uri(), lsp.FileChangeType.Changed)])
            editor.workspace_did_change_watched_files(changed)
            assert fingerprints(await editor.settled(uri, since=count)) == fingerprints(found)
            editor.workspace_did_change_watched_files(changed)
            await editor.settled(uri, since=count + 2)
            assert sum("transqa.toml:" in message for message in editor.messages) == 1

            count = len(editor.wholes)
            settings.write_text('ignore = ["TRM"]\n')
            editor.workspace_did_change_watched_files(changed)
            left = await editor.settled(uri, since=count)
            assert left and not [diagnostic for diagnostic in left if str(diagnostic.code).startswith("TRM")]

    asyncio.run(session())


def test_an_editor_that_just_goes(tmp_path: Path, root: Path) -> None:
    shutil.copy(root / "data" / DIGEST / "zh-draft.md", tmp_path)

    async def session() -> None:
        # The exit code is 1 then, as the protocol wants it; see the end of ``editing``.
        async with editing(tmp_path, politely=False) as editor:
            editor.open(tmp_path / "zh-draft.md")

    asyncio.run(session())
