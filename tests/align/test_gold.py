"""Published pages with an alignment made by a reader: strict F1 must not fall."""

from __future__ import annotations

import importlib.util
import random
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from transqa.align import align
from transqa.lexicon import load_lexicon


@pytest.fixture(scope="module")
def bench(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_align", root / "benchmarks" / "bench_align.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def scores(bench: ModuleType, folder: Path) -> list[float]:
    lexicon = load_lexicon()
    return [
        bench.strict_f1(
            page, [(link.source, link.target) for link in align(page.source, page.target, lexicon=lexicon).links]
        )
        for page in bench.load_pages(folder)
    ]


@pytest.mark.parametrize("issue", ["2023-03", "2023-09", "2024-02"])
def test_sample_digests(bench: ModuleType, root: Path, issue: str) -> None:
    draft_and_review = scores(bench, root / "data" / issue)
    assert len(draft_and_review) == 2
    assert min(draft_and_review) >= 0.97


@pytest.mark.parametrize("issue", ["nov2022", "jun2022"])
def test_digests(bench: ModuleType, shared: Path, issue: str) -> None:
    assert min(scores(bench, shared / "digests" / issue)) >= 0.97


def test_pages_that_adapt_drop_and_reorder(bench: ModuleType, shared: Path) -> None:
    pages = [
        score
        for folder in sorted((shared / "alignment").iterdir())
        if folder.is_dir()
        for score in scores(bench, folder)
    ]
    assert len(pages) == 5
    assert min(pages) >= 0.8
    assert sum(pages) / len(pages) >= 0.93


def test_confidence_is_a_probability(bench: ModuleType, root: Path) -> None:
    """Blocks taken away at random on both sides: links believed in are right, and about as many as believed."""
    lexicon = load_lexicon()
    pages = [page for folder in sorted((root / "data").glob("20*")) for page in bench.load_pages(folder)]
    believed: list[tuple[float, bool]] = []
    for page in pages:
        if not page.name.endswith("reviewed"):
            continue
        assert len(page.source.blocks) == len(page.target.blocks)
        for seed in range(4):
            rng = random.Random(f"{page.name}{seed}")
            kept = [[i for i in range(len(page.source.blocks)) if rng.random() > 0.2] for _ in range(2)]
            source, target = (
                replace(document, blocks=tuple(document.blocks[i] for i in some))
                for document, some in zip((page.source, page.target), kept, strict=True)
            )
            for link in align(source, target, lexicon=lexicon).links:
                if link.source and link.target:
                    ours, theirs = (
                        [some[i] for i in side] for some, side in zip(kept, (link.source, link.target), strict=True)
                    )
                    believed.append((link.confidence, ours == theirs))
    sure = [right for confidence, right in believed if confidence >= 0.9]
    assert sum(sure) / len(sure) > 0.97
    mean = sum(confidence for confidence, _ in believed) / len(believed)
    assert abs(mean - sum(right for _, right in believed) / len(believed)) < 0.03
