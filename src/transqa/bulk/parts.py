"""A corpus cut into parts: the unit of work, of writing, and of going on after an interruption.

Where the cuts are depends on the input and the part size alone, never on who does the work or how fast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from transqa.bulk.inputs import Form, Shard, open_bytes
from transqa.bulk.rows import Reading, Row, parquet_columns, read_group, read_rows
from transqa.errors import InputError
from transqa.parse.languages import language_of

#: A document that is longer than so many parts is cut all the same: memory is bounded.
_MOST = 4
#: Rows that tell the script of a corpus.
_SAMPLE = 1000
_SCHEMA = pa.schema(
    [
        ("number", pa.int64()),
        ("source", pa.string()),
        ("target", pa.string()),
        ("document", pa.string()),
        ("reason", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a shard: handed over as an Arrow batch, or named, for the worker to read.

    ``share`` in bytes of the shard is what this part counts for in the progress. A part that is ``finished`` has no rows.
    """

    name: str
    path: str
    share: float
    batch: pa.RecordBatch | None = None
    group: int = 0
    start: int = 0
    stop: int = 0
    first: int = 1
    finished: bool = False

    def rows(self, reading: Reading) -> Iterator[Row]:
        """The rows, good and bad."""
        if self.batch is None:
            return read_group(self.path, self.group, self.start, self.stop, self.first, reading)
        columns = [self.batch.column(name).to_pylist() for name in _SCHEMA.names]
        return (Row(*values) for values in zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class Whole:
    """A shard that one worker reads from its beginning, leaving out the parts that are ``done``."""

    number: int
    shard: Shard
    size: int
    done: frozenset[str]
    reading: Reading

    def parts(self) -> Iterator[Part]:
        """The parts that are to do."""
        parts = cut(self.number, self.shard, size=self.size, done=self.done, reading=self.reading)
        return (part for part in parts if not part.finished)


def cut_all(shards: Sequence[Shard], *, size: int, done: Collection[str], reading: Reading) -> Iterator[Part]:
    """The parts of all shards, in order; those named in ``done`` are finished."""
    for number, shard in enumerate(shards):
        yield from cut(number, shard, size=size, done=done, reading=reading)


def cut(number: int, shard: Shard, *, size: int, done: Collection[str], reading: Reading) -> Iterator[Part]:
    """The parts of one shard; those named in ``done`` are finished."""
    cutter = _groups if shard.form is Form.PARQUET else _batches
    yield from cutter(number, shard, size, done, reading)


def name_of(shard: int, index: int) -> str:
    """The name of a part, which sorts by shard and place."""
    return f"{shard:05d}-{index:06d}"


def check_columns(shards: Iterable[Shard], reading: Reading) -> None:
    """Look at the first shard of each form, so that a wrong column is found before any work.

    Raises:
        InputError: it has no such column, or cannot be read.
    """
    for shard in {shard.form: shard for shard in reversed(list(shards))}.values():
        if shard.form is Form.PARQUET:
            with open_bytes(shard.path) as stream:
                file = _parquet(shard.path, stream)
                parquet_columns(shard.path, file.schema_arrow, reading)
        else:
            next(read_rows(shard, reading), None)


def with_script(shards: Sequence[Shard], reading: Reading) -> Reading:
    """The reading with the script of a bare ``zh``, as most of the first rows are written."""
    if "zh" not in reading.languages:
        return reading
    part = next(cut_all(shards, size=_SAMPLE, done=(), reading=reading), None)
    rows = list(part.rows(reading)) if part else []
    sides = ("\n".join(row.source for row in rows), "\n".join(row.target for row in rows))
    source, target = (language_of(text, tag) for text, tag in zip(sides, reading.languages, strict=True))
    return replace(reading, languages=(source, target))


def _groups(number: int, shard: Shard, size: int, done: Collection[str], reading: Reading) -> Iterator[Part]:
    with open_bytes(shard.path) as stream:
        file = _parquet(shard.path, stream)
        parquet_columns(shard.path, file.schema_arrow, reading)
        counts = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
    index, first = 0, 1
    total = sum(counts) or 1
    for group, count in enumerate(counts):
        for start in range(0, count, size):
            name, stop = name_of(number, index), min(start + size, count)
            index += 1
            share = shard.size * (stop - start) / total
            yield Part(name, shard.path, share, group=group, start=start, stop=stop, first=first, finished=name in done)
        first += count


def _batches(number: int, shard: Shard, size: int, done: Collection[str], reading: Reading) -> Iterator[Part]:
    raw = open_bytes(shard.path)
    before = 0
    for index, rows in enumerate(_runs(read_rows(shard, reading, raw=raw), size)):
        # Of a compressed file, the place in what is stored; a file that is read to its end is closed.
        place = shard.size if raw.closed else _place(raw)
        name, share = name_of(number, index), max(place - before, 0)
        before = max(place, before)
        finished = name in done
        yield Part(name, shard.path, share, batch=None if finished else _batch(rows), finished=finished)


def _runs(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in runs of at least ``size`` that end where a document ends."""
    run: list[Row] = []
    for row in rows:
        if len(run) >= size and (row.document != run[-1].document or not row.document or len(run) >= _MOST * size):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _batch(rows: Sequence[Row]) -> pa.RecordBatch:
    columns = zip(*((row.number, row.source, row.target, row.document, row.reason) for row in rows), strict=True)
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA)


def _place(raw: IO[bytes]) -> int:
    inner: Any = getattr(raw, "fileobj", None) or getattr(raw, "_fp", None) or raw
    try:
        return int(inner.tell())
    except (AttributeError, OSError, ValueError):
        return 0


def _parquet(path: str, stream: IO[bytes]) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path}: is no Parquet file: {' '.join(str(error).split())}") from None
