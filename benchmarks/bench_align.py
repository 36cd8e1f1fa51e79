"""Alignment side by side with nltk's Gale-Church, on the same blocks of the same pages.

usage: python benchmarks/bench_align.py [GOLD_DIR ...]

A gold folder holds ``en.md``, its translation and ``gold.json`` with ``alignment``: pairs of lists of the 1-based first lines of
blocks. Without arguments the sample digests of ``data/`` are measured. The score is strict: a link counts when both of its sides equal
a gold link's; deletions and insertions do not count. Then a synthetic document of 4,000 blocks a side, with time and peak memory.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transqa.align import align
from transqa.align.anchors import length
from transqa.lexicon import load_lexicon
from transqa.model import Document
from transqa.parse import parse_file, parse_text

DATA = Path(__file__).parents[1] / "data"
#: First lines of the blocks of either side.
Lines = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Page:
    """A source, its translation, and the links a reader made between them."""

    name: str
    source: Document
    target: Document
    gold: tuple[Lines, ...]
    optional: tuple[Lines, ...] = ()


def load_pages(folder: Path) -> Iterator[Page]:
    """Every translation in the folder that has a gold alignment."""
    for path in sorted(folder.glob("zh*.md")):
        gold_path = folder / ("gold-reviewed.json" if path.stem.endswith("reviewed") else "gold.json")
        gold = json.loads(gold_path.read_text("utf-8"))
        yield Page(
            f"{folder.name}/{path.stem}",
            parse_file(folder / "en.md", language="en"),
            parse_file(path, language="zh-Hant" if "Hant" in path.stem else "zh-Hans"),
            tuple((tuple(ours), tuple(theirs)) for ours, theirs in gold["alignment"]),
            tuple((tuple(ours), tuple(theirs)) for ours, theirs in gold.get("optional_links", ())),
        )


def strict_f1(page: Page, links: Iterable[tuple[Sequence[int], Sequence[int]]]) -> float:
    """Harmonic mean of precision and recall of the links (block indices) against the page's gold.

    Blocks may be finer than the gold's: each is taken for the gold block that contains it, and links that then share
    one are joined.
    """
    documents = (page.source, page.target)
    lines = [document.text.split("\n") for document in documents]
    gold = [_filled(link, lines) for link in page.gold]
    starts = [sorted({line for link in gold for line in link[side]}) for side in (0, 1)]

    def mapped(side: int, blocks: Sequence[int]) -> frozenset[int]:
        places = [documents[side].position(documents[side].blocks[block].span.start)[0] for block in blocks]
        return frozenset(
            starts[side][max(bisect_right(starts[side], place) - 1, 0)]
            for place in places
            if lines[side][place - 1].strip() not in ("", ">")
        )

    joined: list[tuple[frozenset[int], frozenset[int]]] = []
    for link in links:
        ours, theirs = mapped(0, link[0]), mapped(1, link[1])
        if not ours or not theirs:
            continue
        apart = []
        for a, b in joined:
            if a & ours or b & theirs:
                ours, theirs = ours | a, theirs | b
            else:
                apart.append((a, b))
        joined = [*apart, (ours, theirs)]
    found = {(tuple(sorted(ours)), tuple(sorted(theirs))) for ours, theirs in joined}
    truth = {link for link in gold if link[0] and link[1]}
    found -= {_filled(link, lines) for link in page.optional} - truth
    return 2 * len(found & truth) / (len(found) + len(truth)) if found or truth else 1.0


def _filled(link: Lines, lines: Sequence[Sequence[str]]) -> Lines:
    """Without the lines that only hold a quote mark."""
    ours, theirs = (
        tuple(sorted(line for line in side if text[line - 1].strip() not in ("", ">")))
        for side, text in zip(link, lines, strict=True)
    )
    return ours, theirs


def gale_church(page: Page) -> list[tuple[Sequence[int], Sequence[int]]]:
    """nltk's links, with the length ratio of the page itself in its favour."""
    from nltk.translate import gale_church as peer

    ours, theirs = ([length(document, block) for block in document.blocks] for document in (page.source, page.target))

    class Ratio(peer.LanguageIndependent):
        AVERAGE_CHARACTERS = sum(theirs) / sum(ours)

    return [((i,), (j,)) for i, j in peer.align_blocks(ours, theirs, Ratio)]


def synthetic(blocks: int) -> tuple[Document, Document]:
    """Paragraphs of invented words, and the same in invented characters; one in thirty lost, one in thirty joined to the next."""
    rng = random.Random(7)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9))) for _ in range(8000)]
    renderings = {word: "".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(2)) for word in words}
    weights = [1 / (rank + 3) for rank in range(len(words))]
    source, target = [], []
    for _ in range(blocks):
        chosen = rng.choices(words, weights, k=rng.randint(8, 80))
        text = "".join(word if rng.random() < 0.05 else renderings[word] for word in chosen)
        source.append(" ".join(chosen) + ".")
        if rng.random() < 1 / 30 and target:
            target[-1] += text + "。"
        elif rng.random() > 1 / 30:
            target.append(text + "。")
    return (
        parse_text("\n\n".join(source), path="en.md", language="en"),
        parse_text("\n\n".join(target), path="zh.md", language="zh-Hans"),
    )


def main(arguments: Sequence[str]) -> None:
    """Measure, and print one line per page."""
    folders = [Path(argument) for argument in arguments] or sorted(path for path in DATA.iterdir() if path.is_dir())
    lexicon = load_lexicon()
    align(*synthetic(20))  # numpy is loaded by the first pair
    print(f"{'page':34} blocks      transqa F1  seconds   nltk F1  seconds")
    for page in (page for folder in folders for page in load_pages(folder)):
        start = time.perf_counter()
        ours = [(link.source, link.target) for link in align(page.source, page.target, lexicon=lexicon).links]
        between = time.perf_counter()
        theirs = gale_church(page)
        end = time.perf_counter()
        size = f"{len(page.source.blocks)}x{len(page.target.blocks)}"
        print(f"{page.name:34} {size:11} {strict_f1(page, ours):10.3f} {between - start:8.2f}", end="")
        print(f" {strict_f1(page, theirs):9.3f} {end - between:8.2f}")
    source, target = synthetic(4000)
    start = time.perf_counter()
    align(source, target)
    seconds, memory = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"synthetic {len(source.blocks)}x{len(target.blocks)}: {seconds:.1f} s, peak {memory // 1024} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
