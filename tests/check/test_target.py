"""Which target words may render something: shields, words that are talked about, the concepts that are looked for."""

from __future__ import annotations

import pytest

from transqa.check.terms.compiled import Compiled, compiled
from transqa.lexicon import load_lexicon
from transqa.termbase.model import Concept, Deprecated, Termbase, Terms
from transqa.text.fold import fold

CONCEPTS = (
    Concept("weight", "d", "", {"en": Terms("weight"), "zh-Hans": Terms("权重", (), (Deprecated("重量", "mass"),))}),
    Concept("weight-decay", "d", "", {"en": Terms("weight decay"), "zh-Hans": Terms("权重衰减")}),
    Concept("transformer", "d", "", {"en": Terms("Transformer"), "zh-Hans": Terms("Transformer 模型", (), (Deprecated("变形金刚", "toy", anywhere=True),))}),
    Concept("runway", "d", "", {"en": Terms("runway"), "zh-Hans": Terms("跑道", (), (Deprecated("T台", "catwalk", anywhere=True),))}),
    Concept("station", "d", "", {"en": Terms("station"), "zh-Hans": Terms("台")}),
)  # fmt: skip


@pytest.fixture(scope="module")
def matchers() -> Compiled:
    return compiled(
        Termbase({concept.id: concept for concept in CONCEPTS}, "target-2"), "en", "zh-Hans", load_lexicon()
    )


@pytest.mark.parametrize(
    ("needed", "target", "found", "inside"),
    [
        # A rendering is told of where its concept is looked for.
        ({"weight"}, "权重很大", ["权重"], set()),
        (set(), "权重很大", [], set()),
        ({"weight"}, "重量很大", ["重量"], set()),
        (set(), "重量很大", [], set()),
        # A longer rendering shields what is inside it, whoever wants that.
        ({"weight"}, "权重衰减很大", [], {"weight"}),
        ({"weight", "weight-decay"}, "权重衰减和权重", ["权重衰减", "权重"], {"weight"}),
        # So does an ordinary word.
        ({"weight"}, "重量级拳手", [], set()),
        # A rendering may be such a word itself.
        (set(), "走T台", ["T台"], set()),
        # What is wrong anywhere needs no source, unless it is talked about.
        (set(), "变形金刚很大", ["变形金刚"], set()),
        (set(), "误译为“变形金刚”", [], set()),
        (set(), "他说“变形金刚”", ["变形金刚"], set()),
    ],
)
def test_what_may_render_something(
    matchers: Compiled, needed: set[str], target: str, found: list[str], inside: set[str]
) -> None:
    candidates, shielded, *_ = matchers.target_terms.find(target, fold(target, "zh-Hans"), needed, "")
    assert [target[one.start : one.end] for one in candidates] == found
    assert shielded == inside
