"""The extensions fit the server: what they start, set and ask for is what it knows."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from transqa.lsp.features import FIX_ALL, SOURCE_REQUEST


def test_vscode(root: Path) -> None:
    folder = root / "editors" / "vscode"
    package = json.loads((folder / "package.json").read_text("utf-8"))
    code = (folder / "extension.js").read_text("utf-8")
    assert set(package["contributes"]["configuration"]["properties"]) == {"transqa.path", "transqa.source"}
    assert set(re.findall(r'settings\.get\("(\w+)"', code)) == {"path", "source"}
    told = {command["command"] for command in package["contributes"]["commands"]}
    assert set(re.findall(r'registerCommand\("([\w.]+)"', code)) == told
    assert f'sendRequest("{SOURCE_REQUEST}"' in code
    assert re.findall(r'args: \["(\w+)"\]', code) == ["lsp"]
    assert (folder / package["main"]).is_file()


def test_the_page_of_the_editors(root: Path) -> None:
    text = (root / "docs" / "editors.md").read_text("utf-8")
    for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL):
        json.loads(block)
    for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        server = tomllib.loads(block)["language-server"]["transqa"]
        assert (server["command"], server["args"]) == ("transqa", ["lsp"])
    assert f"`{FIX_ALL}`" in text and f"`{SOURCE_REQUEST}`" in text
    version = json.loads((root / "editors" / "vscode" / "package.json").read_text("utf-8"))["version"]
    assert f"transqa-{version}.vsix" in text


def test_zed(root: Path) -> None:
    folder = root / "editors" / "zed"
    manifest = tomllib.loads((folder / "extension.toml").read_text("utf-8"))
    package = tomllib.loads((folder / "Cargo.toml").read_text("utf-8"))["package"]
    assert list(manifest["language_servers"]) == ["transqa"]
    assert manifest["version"] == package["version"]
