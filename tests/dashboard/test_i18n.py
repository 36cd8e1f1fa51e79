"""The words of the interface: both languages whole, every key used, no text in the pages themselves."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from transqa.dashboard.i18n import LANGUAGES, preferred, words
from transqa.model import Safety, Severity
from transqa.review import Role, Stage, State
from transqa.rules import RULES

#: Parameters of Streamlit's commands that people read.
READ = {"label", "help", "placeholder", "title", "text", "body"}
#: Commands whose first argument people read.
COMMANDS = set(
    "badge button caption checkbox chat_input code date_input dialog download_button error expander file_uploader "
    "form_submit_button header info link_button markdown metric multiselect number_input pills popover progress radio "
    "segmented_control selectbox spinner subheader success text text_area text_input title toast toggle warning write".split()
)


def modules(root: Path) -> list[Path]:
    return [root / "app.py", *sorted((root / "src/transqa/dashboard").rglob("*.py"))]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    tables = [words(language).texts for language in LANGUAGES]
    for table in tables[1:]:
        assert set(table) == set(tables[0])
        for key, text in table.items():
            assert placeholders(text) == placeholders(tables[0][key]), key
            assert text.strip()


def test_chinese_is_chinese() -> None:
    for key, text in words("zh-Hans").texts.items():
        bare = re.sub(r"\{\w*\}|\*\*", "", text)
        assert re.search(r"[一-鿿：]", bare) or not re.search(r"[A-Za-z]", bare), key


def used(root: Path) -> Iterator[tuple[str, bool]]:
    """The keys that the code asks for; of a computed key only its beginning is known."""
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _asks(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value), True
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    yield str(first.values[0].value), False
                elif isinstance(first, ast.IfExp):
                    yield from (
                        (str(one.value), True) for one in (first.body, first.orelse) if isinstance(one, ast.Constant)
                    )
                else:
                    # {name}.title of a page
                    yield "", False


def _asks(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "maybe" and isinstance(function.value, ast.Name) and function.value.id == "t"
    return isinstance(function, ast.Name) and function.id == "t"


def test_every_key_exists_and_is_used(root: Path) -> None:
    texts = words("en").texts
    asked = list(used(root))
    exact = {key for key, whole in asked if whole}
    beginnings = {key for key, whole in asked if not whole and key}
    assert exact <= set(texts)
    source = "".join(path.read_text(encoding="utf-8") for path in modules(root))
    for key in texts:
        known = key in exact or any(key.startswith(one) for one in beginnings) or f'"{key}"' in source
        assert known or key.endswith(".title"), f"{key} is never used"


def test_every_value_has_its_word() -> None:
    texts = words("zh-Hans").texts
    for table, values in (
        ("severity", Severity),
        ("state", State),
        ("role", Role),
        ("stage", Stage),
        ("safety", Safety),
    ):
        for value in values:
            assert f"{table}.{value}" in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_title(language: str) -> None:
    texts = words(language).texts
    assert {f"rule.{code}" for code in RULES} == {key for key in texts if key.startswith("rule.")}


def test_no_page_has_words_of_its_own(root: Path) -> None:
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            read = [keyword.value for keyword in node.keywords if keyword.arg in READ]
            if node.func.attr in COMMANDS:
                read += node.args[:1]
            for value in read:
                for part in ast.walk(value):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part is value:
                        bare = re.sub(r":material/\w+:|transqa", "", part.value)
                        assert not re.search(r"[A-Za-z一-鿿]{2}", bare), f"{path.name}:{node.lineno}: {part.value!r}"


def test_the_browser_says_which_language() -> None:
    assert [preferred(tag) for tag in ("zh-CN", "zh-TW", "en-US", "de", None)] == [
        "zh-Hans",
        "zh-Hans",
        "en",
        "en",
        "en",
    ]
