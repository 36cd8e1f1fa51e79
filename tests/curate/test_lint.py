"""Every check of the lint: an entry with the fault is named with its line, and one without stays silent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transqa.curate import Level, lint
from transqa.curate.forms import foreign_characters
from transqa.lexicon import Lexicon
from transqa.termbase import Termbase

Make = Callable[..., Termbase]


def entry(id: str, en: str, zh: str, *more: str) -> str:
    return "\n".join([f"id: {id}", "definition: A thing.", f"en: {{preferred: {en}}}", f"zh-Hans: {zh}", *more])


CASES = {
    "anywhere-accepted": (
        [
            entry(
                "llm", "language model", "{preferred: 语言模型, deprecated: [{term: 硕士, reason: d, anywhere: true}]}"
            ),
            entry("degree", "master's degree", "{preferred: 硕士}"),
        ],
        6,
    ),
    "deprecated-accepted": (
        [
            entry("one", "shot", "{preferred: 样本, deprecated: [{term: 镜头, reason: camera}]}"),
            entry("two", "shots", "{preferred: 镜头}").replace("{preferred: shots}", "{preferred: shot}"),
        ],
        6,
    ),
    "common-word": ([entry("passage", "passage", "{preferred: 段落, deprecated: [{term: 通过, reason: law}]}")], 6),
    "repeated-form": ([entry("k-means", "k-means", "{preferred: K 均值, admitted: [均值聚类, k 均值]}")], 6),
    "ambiguous-source": (
        [entry("one", "zero-shot", "{preferred: 零样本}"), entry("two", "zero shot", "{preferred: 零次}")],
        10,
    ),
    "wrong-script": ([entry("data", "data", "{preferred: 數据}")], 6),
    "anywhere-inside": (
        [entry("model", "model", "{preferred: 模型, deprecated: [{term: 模特儿, reason: x, anywhere: true}]}")],
        6,
    ),
    "anywhere-word": (
        [entry("model", "model", "{preferred: 模型, deprecated: [{term: 模特, reason: x, anywhere: true}]}")],
        6,
    ),
    "definition": ([entry("data", "data", "{preferred: 数据}").replace("A thing.", "A thing")], 4),
    "shared-preferred": ([entry("one", "alpha", "{preferred: 甲乙}"), entry("two", "beta", "{preferred: 甲乙}")], 11),
    "unconverted": ([entry("agent", "agent", "{preferred: 智能体}", "zh-Hant: {preferred: 代理人}")], 7),
}


@pytest.mark.parametrize("check", CASES)
def test_a_fault_is_found_at_its_line(glossary: Make, dictionary: Lexicon, check: str) -> None:
    entries, line = CASES[check]
    found = [problem for problem in lint(glossary(*entries), dictionary) if problem.check == check]
    assert [(problem.line, problem.file.endswith("test.yml")) for problem in found] == [(line, True)]
    assert found[0].message and found[0].remedy


def test_sound_entries_have_no_problem(glossary: Make, dictionary: Lexicon) -> None:
    termbase = glossary(
        entry(
            "zero-shot",
            "zero-shot",
            "{preferred: 零样本, deprecated: [{term: 零射击, reason: shooting, anywhere: true, severity: critical}]}",
            "zh-Hant: {preferred: 零樣本}",
        ),
        entry("clip-model", "CLIP", "{admitted: [对比语言图像预训练]}", "keep: true", "case: sensitive"),
        entry("clip", "clip", "{preferred: 片段, deprecated: [{term: 回形针, reason: of paper}]}"),
    )
    assert lint(termbase, dictionary) == []


def test_a_sense_may_accept_what_is_wrong_elsewhere(glossary: Make, dictionary: Lexicon) -> None:
    termbase = glossary(
        entry(
            "llm",
            "LLM",
            "{preferred: 大模型, deprecated: [{term: 硕士, reason: d, anywhere: true, severity: critical}]}",
        ),
        entry("degree", "LLM", "{preferred: 硕士}", "when: {near: [law school]}"),
    )
    assert lint(termbase, dictionary) == []


@pytest.mark.parametrize(
    ("when", "reached"),
    [
        ("{near: [law school]}", True),
        ("{before: [language, driving]}", True),
        ("{after: [server, of the state]}", True),
        ("{pos: verb}", True),
        ("{near: [x-ray], not_near: [x-ray]}", False),
    ],
)
def test_conditions_are_tried_out(glossary: Make, when: str, reached: bool) -> None:
    termbase = glossary(
        entry("one", "agent", "{preferred: 代理}", f"when: {when}"), entry("two", "agent", "{preferred: 主体}")
    )
    found = [(problem.check, problem.concept) for problem in lint(termbase, None)]
    assert found == ([] if reached else [("unreachable-source", "one")])


def test_of_two_senses_with_one_condition_the_second_is_out_of_reach(glossary: Make) -> None:
    rows = [entry(id, "mask", "{preferred: 口罩}", "when: {near: [pandemic]}") for id in ("one", "two")]
    (problem,) = lint(glossary(*rows), None, errors_only=True)
    assert (problem.check, problem.concept, problem.level) == ("unreachable-source", "two", Level.ERROR)
    assert "'one' takes it" in problem.message


def test_an_inflection_does_not_hide_a_listed_form(glossary: Make) -> None:
    termbase = glossary(
        entry("sample", "sample", "{preferred: 采样}", "pos: verb"), entry("sampling", "sampling", "{preferred: 抽样}")
    )
    assert lint(termbase, None) == []


@pytest.mark.parametrize(("key", "word"), [("near", "(x)"), ("before", "U.S."), ("after", "etc."), ("not_near", "[]")])
def test_words_that_cannot_match_are_told(glossary: Make, key: str, word: str) -> None:
    termbase = glossary(
        entry(
            "one",
            "agent",
            "{preferred: 代理}",
            f"when: {{near: [law], {key}: ['{word}', law]}}".replace("near: [law], near", "near"),
        )
    )
    words = [problem.message for problem in lint(termbase, None) if problem.check == "unmet-word"]
    assert words in ([], [f"when.{key}: {word!r} is never found in a text"])
    if key in ("before", "after"):
        assert words


def test_a_shielded_rendering_is_never_blamed(glossary: Make, dictionary: Lexicon) -> None:
    termbase = glossary(
        entry("blog", "blog", "{preferred: 部落格, deprecated: [{term: 博客, reason: x}]}"),
        entry("shop", "book shop", "{preferred: 书店, admitted: [博客]}", "when: {near: [books]}"),
        entry("plain", "plain", "{preferred: 平原, deprecated: [{term: plain, reason: left as it was}]}"),
    )
    found = [problem for problem in lint(termbase, dictionary) if problem.check == "unreachable-deprecated"]
    assert [problem.concept for problem in found] == ["plain"]


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("群吃台里后面着昇", "zh-Hant", ""),
        ("群吃台里后面着昇乾著", "zh-Hans", ""),
        ("体与无", "zh-Hant", "体与无"),
        ("模型的體積", "zh-Hans", "體積"),
        ("Token 與模型", "zh-Hant", ""),
    ],
)
def test_characters_of_the_other_script(text: str, language: str, foreign: str) -> None:
    assert foreign_characters(text, language) == foreign
