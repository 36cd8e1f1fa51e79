"""The glossary that comes with transqa is sound: no lint error, every example does what it says, the schema is current."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from transqa.curate import Level, lint, run_examples
from transqa.lexicon import load_lexicon
from transqa.termbase import Termbase
from transqa.termbase.schema import json_schema

FILES = sorted(Path(__file__).parents[2].joinpath("glossary").glob("*.yml"))


def test_the_lint_finds_neither_error_nor_warning(termbase: Termbase) -> None:
    problems = [problem for problem in lint(termbase, load_lexicon()) if problem.level is not Level.NOTE]
    assert problems == []


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
