"""The compiled matcher: boundaries, inflections, spellings, case, guards."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.termbase.match import Form, Match, Matcher, Status, guard_forms, source_forms, tabulate, target_forms
from transqa.termbase.model import Concept, Deprecated, Termbase, Terms
from transqa.text.fold import fold


def base(*concepts: Concept) -> Termbase:
    return Termbase({concept.id: concept for concept in concepts}, "test")


def compiled(forms: Callable[[Termbase, str], Iterable[Form]], termbase: Termbase, language: str) -> Matcher:
    return Matcher(tabulate(forms(termbase, language), termbase, language), termbase)


def english(preferred: str, **options: object) -> Concept:
    return Concept("c", "test", "A concept.", {"en": Terms(preferred)}, **options)  # type: ignore[arg-type]


def longest(matches: Iterable[Match]) -> list[Match]:
    """Leftmost-longest selection: no two of the result overlap."""
    chosen: list[Match] = []
    for match in matches:
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    return chosen


def found(concept: Concept, text: str) -> list[str]:
    matcher = compiled(source_forms, base(concept), "en")
    return [text[match.start : match.end] for match in longest(matcher.find(text))]


@pytest.mark.parametrize(
    ("term", "options", "text", "expected"),
    [
        ("token", {}, "Tokens, token's and TOKEN; tokenizer is another word", ["Tokens", "token", "TOKEN"]),
        (
            "fine-tune",
            {"pos": "verb"},
            "We fine-tuned, finetune and fine tuning",
            ["fine-tuned", "finetune", "fine tuning"],
        ),
        ("policy", {}, "policies of a policymaker", ["policies"]),
        ("CLIP", {"case_sensitive": True}, "CLIP clips a clip; CLIPs too", ["CLIP", "CLIPs"]),
        ("GPT-3", {"keep": True}, "GPT-3 and GPT 3, not GPT-3.5 nor GPT-30", ["GPT-3", "GPT 3"]),
        ("DALL·E 2", {"keep": True}, "DALL·E 2, DALL•E 2", ["DALL·E 2", "DALL•E 2"]),
        ("self-attention", {}, "self\u2011attention selfattention", ["self\u2011attention", "selfattention"]),
        ("optimization", {}, "optimisation", ["optimisation"]),
        ("agent", {}, "ａｇｅｎｔ", ["ａｇｅｎｔ"]),
        ("model", {}, "用model训练，remodel", ["model"]),
        ("analysis", {}, "two analyses", ["analyses"]),
    ],
)
def test_source_terms(term: str, options: dict[str, object], text: str, expected: list[str]) -> None:
    assert found(english(term, **options), text) == expected


def chinese(**terms: Terms) -> Concept:
    return Concept("c", "test", "A concept.", {"en": Terms("x"), **{k.replace("_", "-"): v for k, v in terms.items()}})


def statuses(concept: Concept, language: str, text: str) -> list[tuple[str, str]]:
    matcher = compiled(target_forms, base(concept), language)
    return [(text[match.start : match.end], match.forms[0].status.value) for match in longest(matcher.find(text))]


def test_traditional_text_inherits_simplified_errors_unless_it_accepts_them() -> None:
    concept = chinese(
        zh_Hans=Terms("智能体", (), (Deprecated("代理", "proxy"), Deprecated("经纪人", "broker"))),
        zh_Hant=Terms("代理", ("智慧體",)),
    )
    assert statuses(concept, "zh-Hant", "代理與經紀人") == [("代理", "accepted"), ("經紀人", "deprecated")]
    assert statuses(concept, "zh-Hans", "代理与智能体") == [("代理", "deprecated"), ("智能体", "accepted")]


def test_space_between_scripts_is_free() -> None:
    concept = chinese(zh_Hans=Terms("Transformer 模型"))
    assert statuses(concept, "zh-Hans", "Transformer模型和Transformer 模型") == [
        ("Transformer模型", "accepted"),
        ("Transformer 模型", "accepted"),
    ]


def test_a_longer_word_guards_unless_it_means_the_same() -> None:
    words = {
        "博客": ("blog",),
        "博客來": ("Books.com.tw",),
        "模特": ("(fashion) model",),
        "模特儿": ("(fashion) model",),
    }
    forms = [Form("博客", "c", Status.DEPRECATED), Form("模特", "c", Status.DEPRECATED)]
    assert [form.text for form in guard_forms(forms, words, "zh-Hans")] == ["博客來"]


@given(st.text(alphabet="aA-é 模型Ｘ·ß\u0130。0", max_size=40))
def test_folding_never_moves_an_offset(text: str) -> None:
    assert len(fold(text, "en")) == len(fold(text, "zh-Hans")) == len(text)


@given(st.text(max_size=60))
def test_any_text_is_searched_and_spans_are_inside(text: str) -> None:
    concepts = (chinese(zh_Hans=Terms("模型", ("model",))), english("agent"))
    matcher = compiled(target_forms, base(*concepts), "zh-Hans")
    assert all(0 <= match.start < match.end <= len(text) for match in matcher.find(text))
