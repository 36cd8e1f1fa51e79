"""Where tokens of one document are seen in the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from transqa.align.learn import learn
from transqa.align.vocabulary import DEPTH, Comparison, compare, read
from transqa.lexicon import Lexicon
from transqa.model import Document

Make = Callable[..., Document]


def seen(compared: Comparison, source: Document, word: str, target_block: int) -> float:
    """Strength of a source word in a target block."""
    (row,) = {token for block in compared.source.blocks for token in block.tolist()} & {_row(source, word)}
    return float(compared.forward.gather(np.array([row]), target_block, target_block + 1)[0, 0])


def _row(source: Document, word: str) -> int:
    order = dict.fromkeys(token for bag in read(source, None).tokens for token in bag)
    return list(order).index(word)


def test_dictionary_stem_and_word_itself(document: Make, lexicon: Lexicon) -> None:
    source = document("The model uses transformers on the battery.", "Weather.")
    target = document("模型和 Transformer。", "天气，电池。", language="zh-Hans")
    compared = compare(read(source, lexicon), read(target, lexicon), lexicon)
    assert compared.informed
    for word, block in (("model", 0), ("transformers", 0), ("weather", 1), ("battery", 1)):
        assert seen(compared, source, word, block) > 0
        assert seen(compared, source, word, 1 - block) == 0
    assert seen(compared, source, "uses", 0) == 0


def test_without_dictionary_only_what_stays(document: Make) -> None:
    source = document("The model of ImageNet.")
    compared = compare(read(source, None), read(document("ImageNet 模型。", language="zh-Hans"), None), None)
    assert not compared.informed
    assert seen(compared, source, "imagenet", 0) > 0 == seen(compared, source, "model", 0)


def test_chinese_to_chinese_by_neighbouring_characters(document: Make) -> None:
    source = document("模型训练", "河流", language="zh-Hans")
    compared = compare(read(source, None), read(document("河流", "模型", language="zh-Hant"), None), None)
    first, second = compared.source.blocks
    assert (compared.forward.gather(first, 0, 2) > 0).tolist() == [[False, True]]  # 模型; 训练 is nowhere
    assert (compared.forward.gather(second, 0, 2) > 0).tolist() == [[True, False]]


def test_repeated_blocks_add_nothing(document: Make) -> None:
    source = document("alpha beta", "alpha gamma", "alpha beta")
    side = compare(read(source, None), read(source, None), None).source
    assert [mask.sum(axis=1).tolist() for mask in side.fresh] == [
        [2.0] * DEPTH,
        [2.0] + [1.0] * (DEPTH - 1),
        [2.0, 1.0] + [0.0] * (DEPTH - 2),
    ]


def test_part_keeps_the_frequencies_of_the_whole(document: Make) -> None:
    source = document("alpha beta", "gamma alpha", "delta")
    compared = compare(read(source, None), read(source, None), None)
    part = compared.part([1, 2], [0, 2])
    tokens = part.source.blocks[0]
    whole = compared.forward.gather(tokens, 0, 3)
    assert part.forward.gather(tokens, 0, 2) == pytest.approx(whole[:, [0, 2]])
    assert part.target.lengths.tolist() == compared.target.lengths[[0, 2]].tolist()


def test_words_that_come_together_are_learnt(document: Make) -> None:
    source = document("der Hund bellt", "der Hund frisst", "die Katze miaut", "die Katze frisst")
    target = document("the dog barks", "the dog feeds", "the cat meows", "the cat feeds", language="en")
    learnt = learn(read(source, None), read(target, None), [(i, i) for i in range(4)])
    assert "dog" in learnt["hund"] and "cat" in learnt["katze"] and learnt["frisst"] == ("feeds",)
    assert "bellt" not in learnt  # seen once
