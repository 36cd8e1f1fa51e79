"""A corpus of ordinary sentence pairs, as many as wanted, made of the sample digests of ``data/`` by a fixed seed.

usage: python benchmarks/make_corpus.py FILE [--pairs N] [--seed S]

FILE ends in ``.parquet`` or ``.jsonl`` (also ``.jsonl.gz``). A pair is one sentence, two or three, drawn from drafts and
reviewed texts alike, with other digits and other names on both sides (see ``bench_check.py``). No pair comes twice. It
is written as it is made; a hash of each pair is all that is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench_check import LANGUAGES, SEED, Sentence, paragraphs, varied, words

from transqa.termbase import load_termbase

#: Sentences of a pair: as in corpora of sentences, with an odd paragraph among them.
SENTENCES = (1, 1, 1, 2, 3)
ROW_GROUP = 50_000


def corpus(*, seed: int = SEED) -> Iterator[Sentence]:
    """Pairs without end, the same ones for the same seed."""
    chance = random.Random(seed)
    stock = [sentence for paragraph in paragraphs() for sentence in paragraph]
    known = {
        word for concept in load_termbase().concepts.values() for word in words(concept.terms[LANGUAGES[0]].accepted)
    }
    written: set[int] = set()
    while True:
        pair = varied(chance.sample(stock, chance.choice(SENTENCES)), known=known, chance=chance)
        # As a corpus is that was freed of duplicates; a sentence without a number or a name comes once only.
        if (key := hash(pair)) not in written:
            written.add(key)
            yield pair


def write(path: Path, pairs: Iterable[Sentence]) -> None:
    """Write the pairs in the form that the name of the file tells."""
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = pa.schema([("source", pa.string()), ("target", pa.string())])
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for group in _groups(pairs):
                writer.write_table(pa.table(list(zip(*group, strict=True)), schema=schema), row_group_size=ROW_GROUP)
        return
    with (
        gzip.open(path, "wt", encoding="utf-8") if path.suffix == ".gz" else path.open("w", encoding="utf-8") as stream
    ):
        for source, target in pairs:
            stream.write(json.dumps({"source": source, "target": target}, ensure_ascii=False) + "\n")


def _groups(pairs: Iterable[Sentence]) -> Iterator[Sequence[Sentence]]:
    pairs = iter(pairs)
    while group := list(islice(pairs, ROW_GROUP)):
        yield group


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Write a corpus of ordinary sentence pairs.")
    parser.add_argument("file", type=Path, metavar="FILE", help="ends in .parquet, .jsonl or .jsonl.gz")
    parser.add_argument("--pairs", type=int, default=2_000_000, metavar="N", help="how many (default 2,000,000)")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help="of the variation")
    options = parser.parse_args(arguments)
    write(options.file, islice(corpus(seed=options.seed), options.pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
