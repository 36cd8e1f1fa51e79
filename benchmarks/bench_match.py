"""Throughput of ``Matcher.find`` beside spaCy's PhraseMatcher and one alternation of ``re``, in one run on one core.

usage: python benchmarks/bench_match.py [MEGABYTES]

Every engine searches the prose of the sample digests of ``data/``, block by block, repeated to 5 MB of UTF-8, for the
same forms: those of the glossary with all inflections and, in Chinese, the dictionary words that shield terms. Each
starts from the text as the file has it and folds or tokenises it itself; that part is also timed apart. spaCy's pipeline
is blank, with attr LOWER. The alternation tries one form after the other and gets a small part of the text.
Best of three runs, of one where a run takes more than ten seconds.

The engines do not find the same: ``re`` keeps no overlapping matches, and only ours knows boundaries in mixed scripts,
case rules, widths and traditional characters.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from transqa.check.terms.compiled import compiled
from transqa.lexicon import load_lexicon
from transqa.parse import parse_file
from transqa.termbase import load_termbase
from transqa.termbase.match import Matcher
from transqa.text.fold import WORD_CHARACTERS, fold

DATA = Path(__file__).parents[1] / "data"
MEGABYTES = 5.0
#: Megabytes for the alternation, which is some thousand times slower.
SMALL = 0.02
RUNS = 3
LONG = 10.0


@dataclass(frozen=True)
class Row:
    """One measurement."""

    engine: str
    megabytes: float
    seconds: float
    matches: int | None = None

    def __str__(self) -> str:
        found = "" if self.matches is None else f"{self.matches:,}"
        rate = self.megabytes / self.seconds
        return f"  {self.engine:<30}{self.megabytes:>6.2f} MB{self.seconds:>8.2f} s{rate:>9.3f} MB/s{found:>10}"


def prose(pattern: str, language: str) -> list[str]:
    """Blocks of the sample digests as rules search them."""
    documents = [parse_file(path, language=language) for path in sorted(DATA.glob(pattern))]
    return [block.prose for document in documents for block in document.blocks if block.prose.strip("\0 ")]


def repeated(blocks: Sequence[str], megabytes: float) -> list[str]:
    """The blocks over and over, to at least so many megabytes, but no more than needed."""
    out, size = [], 0
    while size < megabytes * 1e6:
        block = blocks[len(out) % len(blocks)]
        out.append(block)
        size += len(block.encode())
    return out


def measure(engine: str, blocks: Sequence[str], work: Callable[[str], object], *, counts: bool = True) -> Row:
    """Best time of a few runs over all blocks. ``work`` returns a number of matches if ``counts``."""
    size = sum(len(block.encode()) for block in blocks) / 1e6
    best, total = float("inf"), 0
    for _ in range(RUNS):
        total = 0
        started = time.perf_counter()
        for block in blocks:
            done = work(block)
            if counts:
                total += done  # type: ignore[operator]
        seconds = time.perf_counter() - started
        best = min(best, seconds)
        if seconds > LONG:
            break
    return Row(engine, size, best, total if counts else None)


def ours(matcher: Matcher, blocks: Sequence[str]) -> list[Row]:
    return [
        measure("transqa Matcher.find", blocks, lambda text: len(matcher.find(text))),
        measure("  folding alone", blocks, lambda text: fold(text, matcher.language), counts=False),
    ]


def phrase_matcher(forms: Sequence[str], language: str, blocks: Sequence[str]) -> list[Row]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank(language)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("TERM", [nlp.make_doc(form) for form in forms])
    name = f"spaCy {spacy.__version__} PhraseMatcher"
    return [
        measure(name, blocks, lambda text: len(matcher(nlp.make_doc(text)))),
        measure("  tokenisation alone", blocks, nlp.make_doc, counts=False),
    ]


def alternation(forms: Sequence[str], language: str, blocks: Sequence[str]) -> list[Row]:
    pattern = re.compile("|".join(map(_bounded, sorted(forms, key=len, reverse=True))))
    return [measure("re, one alternation", blocks, lambda text: len(pattern.findall(fold(text, language))))]


def _bounded(form: str) -> str:
    before = r"(?<![^\W_])" if form[0] in WORD_CHARACTERS else ""
    after = r"(?![^\W_])" if form[-1] in WORD_CHARACTERS else ""
    return f"{before}{re.escape(form)}{after}"


def main() -> int:
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    matchers = compiled(load_termbase(), "en", "zh-Hans", load_lexicon())
    for matcher, pattern, blank in ((matchers.source, "*/en.md", "en"), (matchers.target, "*/zh-*.md", "zh")):
        blocks = prose(pattern, matcher.language)
        text = repeated(blocks, megabytes)
        letters = sum(map(len, blocks)) // len(blocks)
        print(f"{matcher.language}: {len(matcher):,} forms, {len(text):,} blocks of {letters} characters on average")
        print(*ours(matcher, text), sep="\n")
        print(*phrase_matcher(matcher._patterns, blank, text), sep="\n")
        few = repeated(blocks, min(SMALL, megabytes))
        print(*alternation(matcher._patterns, matcher.language, few), sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
