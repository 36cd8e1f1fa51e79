"""The band of long documents."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from transqa.align import align, coarse
from transqa.align.vocabulary import compare, read
from transqa.model import Block, BlockKind, Document, Span


def paragraphs(texts: list[str], language: str) -> Document:
    blocks, offset = [], 0
    for text in texts:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(offset, offset + len(text)), text, ((0, offset, len(text)),)))
        offset += len(text) + 2
    return Document("a.md", language, "\n\n".join(texts), tuple(blocks))


@pytest.mark.parametrize("seed", range(2))
def test_long_documents_with_a_lost_chapter(seed: int) -> None:
    rng = random.Random(seed)
    words = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{index}x" for index in range(900)]
    source = [" ".join(rng.choices(words, k=rng.randint(4, 30))) for _ in range(500)]
    kept = [i for i in range(500) if not 150 <= i < 250 and rng.random() > 0.03]
    target = [" ".join(word for word in source[i].split() if rng.random() < 0.6) or "-" for i in kept]
    links = align(paragraphs(source, "en"), paragraphs(target, "de")).links
    found = {(link.source[0], link.target[0]) for link in links if link.kind == "1-1"}
    truth = {(i, j) for j, i in enumerate(kept)}
    assert len(found & truth) >= 0.98 * len(truth)


def test_band_of_long_documents_is_narrow() -> None:
    texts = [f"alpha beta number{i}" for i in range(1500)]
    document = paragraphs(texts, "en")
    content = read(document, None)
    band = coarse.coarse_band(compare(content, content, None))
    assert band.n == band.m == 1500
    assert band.size < 1500 * 120
    assert all(band.at(i, i) is not None for i in range(1501))


def test_nothing_in_common_still_has_a_way_through() -> None:
    source, target = paragraphs(["one"] * 500, "en"), paragraphs(["zwei"] * 450, "de")
    links = align(source, target).links
    assert sorted(i for link in links for i in link.source) == list(range(500))
    assert sorted(j for link in links for j in link.target) == list(range(450))


def test_chain_is_the_heaviest_that_only_rises() -> None:
    pairs = Counter({(0, 0): 1, (1, 9): 3, (2, 2): 2, (3, 3): 2, (3, 4): 1, (5, 1): 1, (6, 6): 1})
    assert coarse._chain(pairs) == [(0, 0), (2, 2), (3, 3), (6, 6)]
    assert coarse._chain(Counter()) == []
