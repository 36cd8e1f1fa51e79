"""Which reading of ambiguous text is taken: words against parts of words, senses against each other."""

from __future__ import annotations

import pytest

from transqa.check.pair import Pair, Side
from transqa.check.terms.analyse import analyse
from transqa.check.terms.compiled import Compiled, compiled
from transqa.lexicon import load_lexicon
from transqa.model import Block, BlockKind, Document, Link, Span
from transqa.termbase.match import regional
from transqa.termbase.model import Concept, Condition, Deprecated, Termbase, Terms
from transqa.text.fold import fold

SHOT = Deprecated("少镜头", "camera", anywhere=True)
CONCEPTS = (
    Concept("model", "d", "", {"en": Terms("model"), "zh-Hans": Terms("模型", (), (Deprecated("模特", "f", anywhere=True),))}),
    Concept("label", "d", "", {"en": Terms("label"), "zh-Hans": Terms("标签", (), (Deprecated("商标", "brand"),))}),
    Concept("few-shot", "d", "", {"en": Terms("few-shot"), "zh-Hans": Terms("少样本", (), (SHOT,))}, pos="adjective"),
    Concept("recommender", "d", "", {"en": Terms("recommender"), "zh-Hans": Terms("推荐系统", (), (Deprecated("推荐人", "p"),))}),
    Concept("embed", "d", "", {"en": Terms("embed"), "zh-Hans": Terms("嵌入")}, pos="verb", when=Condition(pos="verb")),
    Concept("embedding", "d", "", {"en": Terms("embedding"), "zh-Hans": Terms("嵌入向量")}),
    Concept("clip", "d", "", {"en": Terms("clip"), "zh-Hans": Terms("片段")}, when=Condition(near=("video",))),
    Concept("clip-model", "d", "", {"en": Terms("CLIP")}, keep=True, case_sensitive=True),
    Concept("whisper", "d", "", {"en": Terms("whisper"), "zh-Hans": Terms("耳语")}, when=Condition(near=("quiet",))),
    Concept("mask", "d", "", {"en": Terms("mask"), "zh-Hans": Terms("掩码", ("遮挡", "掩码图"), (Deprecated("面具", "f"), Deprecated("面纱", "v")))}),
    Concept("humane", "d", "", {"en": Terms("Humane Pin", ("Humane", "Pin")), "zh-Hans": Terms(None, (), (Deprecated("人道", "k"),))},
            keep=True, case_sensitive=True),
    Concept("serve", "d", "", {"en": Terms("serve"), "zh-Hans": Terms("服务", (), (Deprecated("侍奉", "w"), Deprecated("服役", "a")))},
            pos="verb", open=True, when=Condition(not_near=("army",))),
    Concept("suit", "d", "", {"en": Terms("suit"), "zh-Hans": Terms("诉讼", (), (Deprecated("西装", "c"),))}, open=True),
    Concept("follow-suit", "d", "", {"en": Terms("follow suit"), "zh-Hans": Terms("效仿", (), (Deprecated("西装", "c"),))}, open=True),
    Concept("spell-out", "d", "", {"en": Terms("spell out"), "zh-Hans": Terms("阐明", (), (Deprecated("拼写", "l"),))}, pos="verb", open=True),
    Concept("duke", "d", "", {"en": Terms("Duke"), "zh-Hans": Terms("杜克大学", (), (Deprecated("公爵", "r"),))}, open=True, case_sensitive=True),
    Concept("gradient", "d", "", {"en": Terms("gradient"), "zh-Hans": Terms("梯度", (), (Deprecated("坡度", "slope"),))}),
    Concept("boosting", "d", "", {"en": Terms("gradient-boosted tree"), "zh-Hans": Terms("梯度提升树", ("提升树",))}),
    Concept("whisper-model", "d", "", {"en": Terms("Whisper")}, keep=True, case_sensitive=True),
)  # fmt: skip
TERMBASE = Termbase({concept.id: concept for concept in CONCEPTS}, "readings-11")


@pytest.fixture(scope="module")
def matchers() -> Compiled:
    return compiled(TERMBASE, "en", "zh-Hans", load_lexicon())


def side(text: str, language: str) -> Side:
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)), text, ((0, 0, len(text)),))
    return Side(Document("", language, text, (block,)), (block,))


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("The model grows.", "规模特别大。", []),
        ("", "数据规模特殊。", []),
        ("", "这个模特很大。", ["模特"]),
        ("They label data.", "为汽车厂商标注数据。", []),
        ("The label is new.", "这个商标是新的。", ["商标"]),
        ("", "减少镜头切换。", []),
        ("", "少镜头学习。", ["少镜头"]),
        ("At Duke we met.", "我们在公爵见面。", ["公爵"]),
        ("The duke left.", "公爵走了。", []),
        # An open concept: inflected, under its condition, and not where another word of the source has that meaning.
        ("Serving it is cheap.", "侍奉它很便宜。", ["侍奉"]),
        ("It serves us.", "它为我们服务。", []),
        ("They are cheap.", "侍奉它很便宜。", []),
        ("He serves in the army.", "他在军队服役。", []),
        ("It serves those who wait upon them.", "它侍奉人。", []),
        # A phrasal verb with its object between its words.
        ("The report spells them out.", "报告将其拼写出来。", ["拼写"]),
        ("It spells words out of letters.", "它用字母拼写单词。", []),
        # A word of a longer term, beside the rendering of the rest of it.
        ("A gradient-boosted tree wins.", "坡度提升树获胜。", ["坡度"]),
        ("A gradient-boosted tree wins.", "坡度的提升树获胜。", ["坡度"]),
        ("A gradient-boosted tree climbs.", "提升树爬上坡度。", []),
        ("A gradient-boosted tree wins.", "梯度提升树获胜。", []),
        # As many words either way; the source decides.
        ("A recommender learns from clicks.", "推荐人从点击中学习。", ["推荐人"]),
    ],
)
def test_parts_of_two_words_are_no_rendering(matchers: Compiled, source: str, target: str, wrong: list[str]) -> None:
    found = analyse(
        Pair(0, Link((0,), (0,), 1.0), side(source, "en"), side(target, "zh-Hans")), matchers, TERMBASE.concepts
    )
    spans = [one.target for one in found.renderings if one.target and one.form and one.form.entry]
    spans += [(match.start, match.end) for match, _ in found.stray]
    assert [target[start:end] for start, end in spans] == wrong


@pytest.mark.parametrize(
    ("source", "target", "blamed"),
    [
        # The accepted rendering may render something else, the preferred one hardly does.
        ("The mask shows what is hidden.", "面具显示被遮挡的部分。", "面具"),
        ("The mask shows what is hidden.", "掩码显示面具的部分。", None),
        ("The mask shows what is hidden.", "掩码图显示面具的部分。", None),
        # The dictionary has "veil" for 面纱.
        ("The mask hides a veil.", "遮挡隐藏了面纱。", None),
        ("The mask hides it.", "遮挡隐藏了面纱。", "面纱"),
        # A part of a name is no preferred rendering of it.
        ("Humane grows.", "人道的 Pin 在成长。", "人道"),
    ],
)
def test_a_wrong_rendering_beats_one_that_may_be_chance(
    matchers: Compiled, source: str, target: str, blamed: str | None
) -> None:
    pair = Pair(0, Link((0,), (0,), 1.0), side(source, "en"), side(target, "zh-Hans"))
    found = analyse(pair, matchers, TERMBASE.concepts)
    (rendering,) = [
        one for one in found.renderings if one.term.concept.id in {"mask", "humane"} and one.outcome != "missing"
    ]
    assert (
        rendering.target and target[slice(*rendering.target)] == blamed if blamed else rendering.outcome == "accepted"
    )
    assert all(match[:2] != rendering.target for match, _ in found.stray)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("an embedding of words", ["embedding"]),
        ("we embed words", ["embed"]),
        ("CLIP scores the video", ["clip-model"]),
        ("a clip of the video", ["clip"]),
        ("Whisper in a quiet room", ["whisper"]),
        ("Whisper hears well", ["whisper-model"]),
        ("few-shot and a few shots", ["few-shot"]),
    ],
)
def test_of_several_readings_the_most_telling_wins(matchers: Compiled, text: str, concepts: list[str]) -> None:
    assert [
        term.concept.id for term in matchers.source_terms.find(text, fold(text, "en"), TERMBASE.concepts)
    ] == concepts


def test_an_open_concept_without_a_name_in_the_source_language() -> None:
    found = analyse(
        Pair(0, Link((0,), (0,), 1.0), side("公爵です。", "ja"), side("公爵。", "zh-Hans")),
        compiled(TERMBASE, "ja", "zh-Hans", load_lexicon()),
        TERMBASE.concepts,
    )
    assert found.renderings == ()


@pytest.mark.parametrize(
    ("source", "target", "blamed"),
    [
        ("They follow suit.", "他们穿西装。", ["follow-suit"]),
        ("The suit goes on.", "西装还在继续。", ["suit"]),
    ],
)
def test_of_open_concepts_within_each_other_the_longer_one_is_blamed(
    matchers: Compiled, source: str, target: str, blamed: list[str]
) -> None:
    pair = Pair(0, Link((0,), (0,), 1.0), side(source, "en"), side(target, "zh-Hans"))
    found = analyse(pair, matchers, TERMBASE.concepts)
    assert [(one.term.concept.id, one.outcome) for one in found.renderings] == [(name, "deprecated") for name in blamed]


@pytest.mark.parametrize(
    ("target", "rendering"),
    [
        ("面具隐藏了一部分词，然后是代码、图表和掩码。", "面具"),
        ("掩码隐藏了一部分词，然后是代码、图表和面具。", "掩码"),
        ("掩码或面具隐藏了一部分词，然后是代码和图表。", "掩码"),
    ],
)
def test_a_wrong_rendering_at_the_place_of_its_term_counts_although_the_right_one_stands_elsewhere(
    matchers: Compiled, target: str, rendering: str
) -> None:
    source = "The mask hides some words, then come code, charts and a veil."
    pair = Pair(0, Link((0,), (0,), 1.0), side(source, "en"), side(target, "zh-Hans"))
    (found,) = analyse(pair, matchers, TERMBASE.concepts).renderings
    assert found.target is not None
    assert target[slice(*found.target)] == rendering


def test_a_regional_rendering_that_contains_a_wrong_one_is_wrong() -> None:
    terms = {
        "zh-Hans": Terms("智能体", (), (Deprecated("代理", "proxy"),)),
        "zh-Hant": Terms("代理", ("語言代理", "智慧體")),
    }
    concept = Concept("agent", "d", "", terms)
    assert regional(concept, "zh-Hans") == ("智慧體",)
    assert regional(concept, "zh-Hant") == ("智能体",)
