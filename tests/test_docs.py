"""The pages that are made from the code are those that would be made now, and what other pages say is so."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rules.cases import KEYS, load
from transqa.config import GateConfig, check_codes, load_config
from transqa.rules import registry


def load_script(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, root / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up, and one script imports the other
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def make_rules(root: Path) -> ModuleType:
    return load_script(root, "make_rules")


@pytest.fixture(scope="module")
def make_languages(root: Path, make_rules: ModuleType) -> ModuleType:
    return load_script(root, "make_languages")


def test_pages_are_up_to_date(make_rules: ModuleType) -> None:
    written = {path.name: path.read_text("utf-8") for path in make_rules.FOLDER.glob("*.md")}
    wanted = make_rules.pages()
    stale = sorted(name for name in written.keys() | wanted.keys() if written.get(name) != wanted.get(name))
    assert stale == [], "run python docs/make_rules.py"


def test_cells_show_markup_as_it_is_written(make_rules: ModuleType) -> None:
    assert make_rules.cell("a **b** | c\n\n`d`", "b") == r"a \*\*<mark>b</mark>\*\* \| c<br><br>\`d\`"
    assert make_rules.cell("a") == "a"


def test_the_page_of_languages_is_up_to_date(make_languages: ModuleType) -> None:
    assert make_languages.PAGE.read_text("utf-8") == make_languages.page(), "run python docs/make_languages.py"


def test_no_rule_is_said_to_be_silent_where_a_case_is_reported(make_languages: ModuleType) -> None:
    wrong = [
        (code, pair)
        for code, rule in registry().items()
        for pair in make_languages.tested(code)
        if make_languages.state(rule, pair) != "✓"
    ]
    assert wrong == []


def test_the_format_of_cases_is_described_in_full(root: Path) -> None:
    text = (root / "tests" / "cases" / "README.md").read_text("utf-8")
    assert {key for key in KEYS if f"`{key}" not in text and f"{key}:" not in text} == set()


def test_the_thresholds_of_the_page_are_valid(root: Path, tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", (root / "docs" / "gate.md").read_text("utf-8"), re.DOTALL)
    path = tmp_path / "transqa.toml"
    path.write_text(block, encoding="utf-8")
    config = load_config(path)
    check_codes(config, codes={code: rule.name for code, rule in registry().items()})
    assert set(GateConfig.model_fields) == config.gate.model_fields_set


def test_every_false_alarm_has_its_proof(root: Path) -> None:
    """The page quotes a silent case of a rule, or names a test, for each of its rows."""
    text = (root / "docs" / "false-alarms.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    proofs = [re.findall(r"(?:\[(\w{6})\]\([^)]*\)|(tests/[\w/.]+)): `((?:[^`])+)`", row) for row in rows]
    assert len(rows) > 20 and all(proofs)
    silent = {(case.rule, text) for case in load() if not case.fails for text in _lines(case.body)}
    for code, path, quoted in (proof for found in proofs for proof in found):
        if code:
            assert (code, quoted.replace(r"\|", "|")) in silent, f"{code} has no silent case {quoted}"
        else:
            assert f"def {quoted}(" in (root / path).read_text("utf-8"), f"{path} has no {quoted}"


def _lines(body: Mapping[str, Any]) -> list[str]:
    return [line for side in ("source", "target") for line in body[side].splitlines()]
