"""The whole check, every rule with terms and names, on aligned pairs of ordinary length, one core, process CPU time.

usage: python benchmarks/bench_check.py [--profile] [--pairs N] [FOLDER ...]

Without a folder, pairs are made of the sample digests of ``data/`` with a fixed seed: paragraphs of as many sentences as
the digests have, each sentence with its translation, drawn from drafts and reviewed texts alike, in any order, with other
digits and other names; a pair that comes again is drawn anew. So nothing that remembers a paragraph helps. With folders
(``en/`` and ``zh/`` below each, as for ``transqa evaluate --accepted``) their published pages are measured as they are.

Timed is everything from aligned blocks to sorted findings: what rules share (terms, numbers, evidence), the rules,
suppression, fingerprints; once, for a second run would find what the first one remembered. Not timed: parsing,
alignment, and building the matchers, which is told apart. ``--profile`` measures instead where the time goes: what rules
share, and each rule without it (and without garbage collection, which strikes rules at random).
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import random
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from transqa.check import Context, Rule, run
from transqa.check.pair import pairs
from transqa.check.rule import Fault
from transqa.config import Config
from transqa.evaluate import find_accepted
from transqa.model import Bitext, Block, BlockKind, Document, Link
from transqa.parse import parse_file, parse_text
from transqa.pipeline import align_pair
from transqa.rules import RULES
from transqa.termbase import Termbase, load_termbase
from transqa.text.sentences import sentences

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = ("en", "zh-Hans")
PAIRS = 6_000
#: Pairs of one document: as many as a long article has.
PER_DOCUMENT = 100
SEED = 20240229
#: Pairs per second that are wanted.
TARGET = 3_000
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})

#: A number that is no year, no month and no part of a name.
_NUMBER = re.compile(r"(?<![A-Za-z_\d.,])(?<![A-Za-z]-)(?!(?:19|20)\d\d(?!\d))\d[\d,.]*(?!\d|\s?月)")
_NAME = re.compile(r"(?<![\w./-])[A-Z][a-z]{2,}(?![\w./-])")
_SYLLABLES = "ba den kor lin mar nes po ras sul tey vo win zal hart quin".split()

#: A sentence of the source with its translation.
Sentence = tuple[str, str]


def made(count: int, termbase: Termbase) -> list[Bitext]:
    """Documents of so many different pairs together, the same ones every time."""
    chance = random.Random(SEED)
    models = list(paragraphs())
    stock = [sentence for paragraph in models for sentence in paragraph]
    known = {word for concept in termbase.concepts.values() for word in words(concept.terms[LANGUAGES[0]].accepted)}
    drawn: dict[Sentence, None] = {}
    while len(drawn) < count:
        chosen = chance.sample(stock, len(chance.choice(models)))
        drawn[varied(chosen, known=known, chance=chance)] = None
    texts = list(drawn)
    return [_document(texts[start : start + PER_DOCUMENT]) for start in range(0, count, PER_DOCUMENT)]


def words(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        yield from term.lower().split()


def paragraphs() -> Iterator[list[Sentence]]:
    """Paragraphs of the sample digests whose sentences stand in the same order on both sides."""
    for path in sorted(DATA.glob("*/zh-[dr]*.md")):
        source = parse_file(path.with_name("en.md"), language=LANGUAGES[0])
        target = parse_file(path, language=LANGUAGES[1])
        for link in align_pair(source, target).links:
            if len(link.source) != 1 or len(link.target) != 1:
                continue
            ours, theirs = source.blocks[link.source[0]], target.blocks[link.target[0]]
            sides = [_sentences(source, ours), _sentences(target, theirs)]
            if {ours.kind, theirs.kind} <= PROSE and len(sides[0]) == len(sides[1]):
                # A sentence that ends inside a link or inside emphasis makes no text of its own.
                chosen = [pair for pair in zip(*sides, strict=True) if all(map(_whole, pair))]
                if chosen:
                    yield chosen


def _sentences(document: Document, block: Block) -> list[str]:
    """The sentences of a block as they stand in the file, without the marker of a list item or a quotation."""
    text = re.sub(r"^(?:[>*+-]|\d+[.)]|\[\^\w+\]:)\s+", "", document.text[block.span.start : block.span.end])
    return [text[start:end] for start, end in sentences(text)]


def _whole(sentence: str) -> bool:
    return "\n" not in sentence and all(
        sentence.count(first) % 2 == 0 if first == last else sentence.count(first) == sentence.count(last)
        for first, last in ("**", "``", "$$", "[]", "()")
    )


def varied(chosen: Sequence[Sentence], *, known: set[str], chance: random.Random) -> Sentence:
    """One paragraph of the sentences, with other digits and other names, the same on both sides."""
    ours, theirs = (mark.join(side) for mark, side in zip((" ", ""), zip(*chosen, strict=True), strict=True))
    digits = str.maketrans("123456789", "".join(chance.sample("123456789", 9)))
    names = {
        name: "".join(chance.choices(_SYLLABLES, k=2)).capitalize()
        for name in sorted({*_NAME.findall(ours)} & {*_NAME.findall(theirs)})
        if name.lower() not in known
    }
    ours, theirs = (
        _NAME.sub(
            lambda found: names.get(found[0], found[0]), _NUMBER.sub(lambda found: found[0].translate(digits), text)
        )
        for text in (ours, theirs)
    )
    return ours, theirs


def _document(texts: Sequence[Sentence]) -> Bitext:
    source, target = (
        parse_text("\n\n".join(side), path=f"{language}.md", language=language)
        for side, language in zip(zip(*texts, strict=True), LANGUAGES, strict=True)
    )
    if not len(source.blocks) == len(target.blocks) == len(texts):
        raise RuntimeError("a sentence of data/ changes what the blocks beside it are; leave it out")
    return Bitext(source, target, tuple(Link((index,), (index,), 1.0) for index in range(len(texts))))


def published(folders: Sequence[Path]) -> list[Bitext]:
    """The published pages of the folders, aligned."""
    return [
        align_pair(parse_file(source, language=LANGUAGES[0]), parse_file(target, language=LANGUAGES[1]))
        for folder in folders
        for source, target in find_accepted(folder)
    ]


def profiled(bitexts: Sequence[Bitext], termbase: Termbase) -> dict[str, float]:
    """Seconds of what rules share, of each rule besides, and of the rest of the run."""
    seconds: dict[str, float] = defaultdict(float)
    contexts = [Context(bitext, termbase=termbase, config=Config()) for bitext in bitexts]
    shared: list[tuple[str, Callable[[Context], object]]] = [
        ("(pairs and their texts)", lambda context: [(pair.source.prose, pair.target.prose) for pair in context.pairs]),
        ("(terms)", lambda context: [context.terms(pair) for pair in context.pairs if pair.judged]),
        ("(numbers)", lambda context: [context.numbers(pair) for pair in context.pairs if pair.judged]),
        ("(evidence)", lambda context: [context.suspects(pair) for pair in context.pairs if pair.judged]),
    ]
    for name, work in shared:
        timed = _clocked(name, work, seconds)
        for context in contexts:
            timed(context)
    rules = {
        code: replace(rule, check=_clocked(f"{code} {rule.name}", _faults(rule), seconds))
        for code, rule in RULES.items()
    }
    before = sum(seconds.values())
    started = time.process_time()
    for context in contexts:
        run(context, rules)
    seconds["(order, suppression, fingerprints)"] = time.process_time() - started - (sum(seconds.values()) - before)
    return seconds


def _clocked(name: str, work: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    """The same function; its CPU time is added up under the name."""

    def timed(*arguments: Any) -> Any:
        started = time.process_time()
        result = work(*arguments)
        seconds[name] += time.process_time() - started
        return result

    return timed


def _faults(rule: Rule) -> Callable[..., list[Fault]]:
    """The rule's function, run to its end: a generator does its work only when it is asked."""
    return lambda *arguments: list(rule.check(*arguments))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="The whole check on aligned pairs: pairs per second of one core.")
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="parallel trees; default: made of data/"
    )
    parser.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help=f"how many to make (default {PAIRS})")
    parser.add_argument("--profile", action="store_true", help="seconds of what rules share and of each rule")
    options = parser.parse_args(arguments)
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # As the command line has it.
    gc.set_threshold(200_000, 20, 20)
    termbase = load_termbase()
    bitexts = published(options.folders) if options.folders else made(options.pairs, termbase)
    started = time.process_time()
    run(Context(made(2, termbase)[0], termbase=termbase, config=Config()), RULES)
    built = time.process_time() - started

    links = [pair for bitext in bitexts for pair in pairs(bitext)]
    judged = [pair for pair in links if pair.judged and pair.source.prose.strip("\0 ")]
    lengths = [statistics.median(len(getattr(pair, side).text) for pair in judged) for side in ("source", "target")]
    print(f"{len(judged):,} pairs with prose, median {lengths[0]:.0f} source and {lengths[1]:.0f} target characters")
    print(f"matchers ready in {built:.2f} s")
    if options.profile:
        gc.disable()
        parts = profiled(bitexts, termbase)
        total = sum(parts.values())
        print(f"{total:.2f} s of CPU time")
        for name, taken in sorted(parts.items(), key=lambda part: -part[1]):
            print(f"  {name:<40}{taken:>8.2f} s{taken / total:>7.1%}")
        return 0
    started = time.process_time()
    found = sum(len(run(Context(bitext, termbase=termbase, config=Config()), RULES)) for bitext in bitexts)
    seconds = time.process_time() - started
    print(f"{seconds:.2f} s of CPU time, {len(judged) / seconds:,.0f} pairs/s (wanted: {TARGET:,})")
    print(f"{found:,} findings of {len(RULES)} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
