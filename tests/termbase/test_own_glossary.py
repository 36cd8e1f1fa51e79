"""The glossary that comes with transqa is sound: no lint error, every example does what it says, the schema is current."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from transqa.curate import run_examples
from transqa.termbase import Termbase
from transqa.termbase.schema import json_schema

FILES = sorted(Path(__file__).parents[2].joinpath("glossary").glob("*.yml"))


def test_the_lint_finds_neither_error_nor_warning(root: Path) -> None:
    # In a process of its own: measuring coverage would make it take minutes.
    command = [sys.executable, "-m", "transqa", "termbase", "lint"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "0 errors, 0 warnings" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_the_examples_do_what_they_say(termbase: Termbase) -> None:
    result = run_examples(termbase)
    assert result.failures == ()
    assert result.total >= 300
    assert result.negative * 2 >= 300


def test_the_schema_is_current(root: Path) -> None:
    """Make it anew with ``transqa termbase schema --output glossary/glossary.schema.json``."""
    assert json.loads((root / "glossary/glossary.schema.json").read_text(encoding="utf-8")) == json_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_name_their_schema_and_domain(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == "# yaml-language-server: $schema=glossary.schema.json"
    assert f"domain: {path.stem}" in lines[:10]


def test_files_fit_the_schema_that_editors_use(root: Path) -> None:
    schema = json.loads((root / "glossary/glossary.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    data = yaml.load((root / "glossary/speech-audio.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    check.validate(data)
    data["concepts"][0]["definitoin"] = "X."
    assert not check.is_valid(data)
