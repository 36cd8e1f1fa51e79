"""Examples do what they say, and one that does not is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from transqa.curate import run_examples
from transqa.lexicon import Lexicon
from transqa.termbase import Termbase


@pytest.fixture(autouse=True)
def _small_dictionary(monkeypatch: pytest.MonkeyPatch, dictionary: Lexicon) -> None:
    """The real one would be compiled for every glossary of this file."""
    monkeypatch.setattr(import_module("transqa.check.context"), "load_lexicon", lambda: dictionary)


ENTRY = """\
id: zero-shot
definition: Without examples.
en: {{preferred: zero-shot}}
zh-Hans: {{preferred: 零样本, deprecated: [{{term: 零射击, reason: shooting, severity: minor}}]}}
zh-Hant: {{preferred: 零樣本}}
examples:
  - {{{}}}"""


@pytest.mark.parametrize(
    "example",
    [
        "en: It works zero-shot., zh-Hans: 它以零射击方式工作。, wrong: 零射击",
        "en: It works zero-shot., zh-Hant: 它以零射擊方式運作。, wrong: 零射擊",
        "en: It works zero-shot., zh-Hans: 它以零样本方式工作。",
        "en: He took a shot., zh-Hans: 他练习零射击。",
    ],
)
def test_good_examples_pass(glossary: Callable[..., Termbase], example: str) -> None:
    result = run_examples(glossary(ENTRY.format(example)))
    assert (result.total, result.negative, result.failures) == (1, "wrong" not in example, ())


@pytest.mark.parametrize(
    ("example", "message"),
    [
        (
            "en: It works zero-shot., zh-Hans: 它以零样本方式工作。, wrong: 零样本",
            "'零样本' must be flagged for 'zero-shot'",
        ),
        (
            "en: It works zero-shot., zh-Hans: 它以零射击方式工作。, wrong: 射击",
            "'射击' must be flagged for 'zero-shot'",
        ),
        ("en: He took a shot., zh-Hans: 他练习零射击。, wrong: 零射击", "nothing was found"),
        ("en: It works zero-shot., zh-Hans: 它以零射击方式工作。", "must stay silent, but TRM001 (minor, zero-shot)"),
        ("en: It works zero-shot., zh-Hans: 它能工作。", "must stay silent, but TRM002"),
    ],
)
def test_bad_examples_are_told_with_their_line(glossary: Callable[..., Termbase], example: str, message: str) -> None:
    (failure,) = run_examples(glossary(ENTRY.format(example))).failures
    assert message in failure.message
    assert (failure.line, failure.concept) == (9, "zero-shot")


def test_a_major_finding_about_another_concept_breaks_silence(glossary: Callable[..., Termbase]) -> None:
    other = """\
id: model
definition: A function.
en: {preferred: model}
zh-Hans: {preferred: 模型, deprecated: [{term: 模特, reason: fashion}]}"""
    example = "en: The model works zero-shot., zh-Hans: 该模特以零样本方式工作。"
    (failure,) = run_examples(glossary(ENTRY.format(example), other)).failures
    assert "TRM001 (major, model)" in failure.message
