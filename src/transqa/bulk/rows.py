"""Rows of a shard, streamed: pairs of texts, and what cannot be one with the reason."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from lxml import etree

from transqa.bulk.inputs import Form, Shard, open_bytes
from transqa.errors import InputError

#: Code points of a text; a longer one is no sentence or paragraph but a file that lost its line ends.
LONGEST = 100_000
#: Code points of a line of a file, which may hold other columns as well.
_LINE = 4 * LONGEST
#: Characters of a bad row that are kept.
_KEPT = 1000
_SOURCES = ("source", "src", "source_text", "source_sentence", "original")
_TARGETS = ("target", "tgt", "trg", "target_text", "target_sentence", "translation", "mt")
#: Nested objects of corpora: {"translation": {"en": ..., "zh": ...}}.
_NESTED = "translation"
#: Inline elements of TMX that hold codes of another format, no text.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
#: What reading a damaged file may raise in its middle.
DAMAGE = (OSError, EOFError, ValueError, zlib.error, etree.XMLSyntaxError, pa.ArrowException)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row has its texts, by name (or by number from 1: a table without a header); None looks for usual names."""

    source: str | None = None
    target: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` counts from 1 within the shard; ``reason`` says why the row is no pair, empty for a good one."""

    number: int
    source: str
    target: str
    document: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows are read: columns, BCP-47 languages, encoding (UTF-8 for None)."""

    columns: Columns
    languages: tuple[str, str]
    encoding: str | None = None


def read_rows(shard: Shard, reading: Reading, *, raw: IO[bytes] | None = None) -> Iterator[Row]:
    """All rows of a shard that must be read from its beginning. ``raw`` are its bytes, already open.

    A file that is damaged ends with one bad row that says so.

    Raises:
        InputError: the shard cannot be opened, or has no columns for the texts.
    """
    number = 0
    try:
        with raw or open_bytes(shard.path) as stream:
            for row in _READERS[shard.form](stream, shard, reading):
                number = row.number
                yield judged(row)
    except DAMAGE as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        yield Row(number + 1, "", "", reason=f"the rest of the file cannot be read: {reason}")


def read_group(path: str, group: int, start: int, stop: int, first: int, reading: Reading) -> Iterator[Row]:
    """Rows ``start`` to ``stop`` (exclusive) of a row group of a Parquet file; ``first`` is the number of its first row.

    Raises:
        InputError: the file is damaged.
    """
    try:
        with open_bytes(path) as stream, pq.ParquetFile(stream) as file:
            names = parquet_columns(path, file.schema_arrow, reading)
            at = 0
            for batch in file.iter_batches(
                2048, row_groups=[group], columns=[n for n in names if n], use_threads=False
            ):
                if at < stop and at + len(batch) > start:
                    values = [_values(batch, name) for name in names]
                    for index in range(max(start - at, 0), min(stop - at, len(batch))):
                        source, target, document = (column[index] if column else "" for column in values)
                        yield judged(_row(first + at + index, source, target, document))
                at += len(batch)
                if at >= stop:
                    return
    except DAMAGE as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{path}: row group {group + 1} cannot be read: {reason}") from None


def parquet_columns(path: str, schema: pa.Schema, reading: Reading) -> tuple[str, str, str]:
    """The columns of a Parquet file, those of a struct as ``struct.field``; an empty name for no document.

    Raises:
        InputError: there are none.
    """
    names = [
        f"{field.name}.{inner.name}" if inner else field.name
        for field in schema
        for inner in (field.type if pa.types.is_struct(field.type) else (None,))
    ]
    return _chosen(names, reading, path)


def judged(row: Row) -> Row:
    """The row, turned into a bad one where its texts are no texts to compare."""
    if row.reason:
        return row
    for side, text in (("source", row.source), ("target", row.target)):
        if not text.strip():
            return _bad(row, f"the {side} is empty")
        if len(text) > LONGEST:
            return _bad(row, f"the {side} has {len(text):,} characters; at most {LONGEST:,} are compared")
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            return _bad(row, f"the {side} is not valid Unicode")
    return row


def _bad(row: Row, reason: str) -> Row:
    source, target, document = (_clean(text) for text in (row.source, row.target, row.document))
    return Row(row.number, source, target, document, reason)


def _clean(text: str) -> str:
    return text[:_KEPT].encode("utf-8", "replace").decode("utf-8")


def _row(number: int, source: Any, target: Any, document: Any = "") -> Row:
    for side, value in (("source", source), ("target", target)):
        if not isinstance(value, str):
            kind = "missing" if value is None else f"no text but {type(value).__name__}"
            return _bad(
                Row(number, *(str(v) if v is not None else "" for v in (source, target))), f"the {side} is {kind}"
            )
    return Row(number, source, target, "" if document is None else _clean(str(document)))


def _jsonl(stream: IO[bytes], shard: Shard, reading: Reading) -> Iterator[Row]:
    for number, line in enumerate(_lines(stream, reading.encoding), 1):
        if line.strip():
            yield _object(number, line, reading)


def _object(number: int, line: str, reading: Reading) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _bad(Row(number, line, ""), f"not JSON: {getattr(error, 'msg', 'nested too deeply')}")
    if isinstance(value, list) and len(value) >= 2:
        return _row(number, value[0], value[1])
    if not isinstance(value, dict):
        return _bad(Row(number, line, ""), "neither an object nor an array of two texts")
    if isinstance(inner := value.get(_NESTED), dict):
        value |= {f"{_NESTED}.{key}": text for key, text in inner.items()}
        value.pop(_NESTED)
    columns = reading.columns
    source = columns.source or _usual(value, _SOURCES, reading.languages[0])
    target = columns.target or _usual(value, _TARGETS, reading.languages[1])
    if source not in value or target not in value:
        side = "target" if source in value else "source"
        return _bad(Row(number, line, ""), f"has no {side}; keys: {', '.join(map(str, value)) or 'none'}")
    return _row(number, value[source], value[target], value.get(columns.document) if columns.document else "")


def _table(stream: IO[bytes], shard: Shard, reading: Reading) -> Iterator[Row]:
    lines = _lines(stream, reading.encoding, ends=True)
    # Corpora in TSV quote nothing: a quotation mark is a quotation mark.
    records = csv.reader(lines) if shard.form is Form.CSV else (line.rstrip("\r\n").split("\t") for line in lines)
    given = reading.columns
    if (given.source or "").isdecimal() and (given.target or "").isdecimal():
        chosen = [int(name) - 1 if name else None for name in (given.source, given.target, given.document)]
    else:
        header = [name.strip() for name in next(records, [])]
        chosen = [header.index(name) if name else None for name in _chosen(header, reading, shard.path)]
    number = 0
    while True:
        number += 1
        try:
            record = next(records, None)
        except csv.Error as error:
            yield Row(number, "", "", reason=f"not CSV: {error}")
            continue
        if record is None:
            return
        if any(field.strip() for field in record):
            yield _record(number, record, chosen)


def _record(number: int, record: Sequence[str], chosen: Sequence[int | None]) -> Row:
    if any(index is not None and index >= len(record) for index in chosen):
        return _bad(Row(number, "\t".join(record), ""), f"has only {len(record)} columns")
    return _row(number, *(record[index] if index is not None else "" for index in chosen))


def _tmx(stream: IO[bytes], shard: Shard, reading: Reading) -> Iterator[Row]:
    context = etree.iterparse(
        stream,
        events=("end",),
        tag=("{*}tu",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for number, (_, unit) in enumerate(context, 1):
        texts: dict[str, str] = {}
        for variant in unit.iterfind("{*}tuv"):
            tag = variant.get("{http://www.w3.org/XML/1998/namespace}lang") or variant.get("lang") or ""
            segment = variant.find("{*}seg")
            if tag and segment is not None:
                texts.setdefault(tag, "".join(_segment(segment)))
        source, target = (_by_language(texts, tag) for tag in reading.languages)
        held = f"; it has {', '.join(texts) or 'no segment'}"
        missing = next((t for t, x in zip(reading.languages, (source, target), strict=True) if x is None), None)
        if missing:
            yield _bad(Row(number, source or "", target or ""), f"the unit has no {missing}{held}")
        else:
            yield _row(number, source, target)
        unit.clear()
        # What was read and is still attached to the root would fill the memory.
        while unit.getprevious() is not None:
            del unit.getparent()[0]


def _segment(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str) and etree.QName(element).localname not in _CODES:
        yield element.text or ""
        for child in element:
            yield from _segment(child)
            yield child.tail or ""
    elif not isinstance(element.tag, str):
        raise ValueError("it uses an entity of its own")


def _by_language(texts: Mapping[str, str], language: str) -> str | None:
    """The text whose tag is the language, or else shares its first part."""
    wanted = language.lower()
    folded = {tag.lower().replace("_", "-"): text for tag, text in texts.items()}
    if wanted in folded:
        return folded[wanted]
    first = wanted.split("-", 1)[0]
    return next((text for tag, text in folded.items() if tag.split("-", 1)[0] == first), None)


def _parallel(stream: IO[bytes], shard: Shard, reading: Reading) -> Iterator[Row]:
    with open_bytes(shard.target) as other:
        ours, theirs = _lines(stream, reading.encoding), _lines(other, reading.encoding)
        number = 0
        while True:
            number += 1
            source, target = next(ours, None), next(theirs, None)
            if source is None and target is None:
                return
            if source is None or target is None:
                short = shard.path if source is None else shard.target
                yield _bad(Row(number, source or "", target or ""), f"{short} has no such line")
            elif source.strip() or target.strip():
                yield Row(number, source, target)


def _lines(stream: IO[bytes], encoding: str | None, *, ends: bool = False) -> Iterator[str]:
    """Lines ended by line feeds only; bytes that are no text come as lone surrogates, which no row may have."""
    with io.TextIOWrapper(stream, encoding or "utf-8-sig", "surrogateescape", newline="\n") as text:
        while line := text.readline(_LINE):
            # Of a line without end, the beginning is enough to say that it is too long.
            while len(line) >= _LINE and not line.endswith("\n"):
                rest = text.readline(_LINE)
                if len(rest) < _LINE or rest.endswith("\n"):
                    break
            yield line if ends else line.rstrip("\r\n")


def _values(batch: pa.RecordBatch, name: str) -> list[Any]:
    if not name:
        return []
    outer, _, inner = name.partition(".")
    if name in batch.schema.names:
        column = batch.column(name)
    else:
        column = batch.column(outer).field(inner)
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        # A writer put other bytes into a column of texts: only the rows that have them are bad.
        values = [
            bytes(v).decode("utf-8", "surrogateescape") if v is not None else None
            for v in column.cast(pa.binary()).to_pylist()
        ]
    return values


def _chosen(names: Sequence[str], reading: Reading, path: str) -> tuple[str, str, str]:
    columns, (source_language, target_language) = reading.columns, reading.languages
    source = columns.source or _usual(names, _SOURCES, source_language)
    target = columns.target or _usual(names, _TARGETS, target_language)
    for side, name in (("source", source), ("target", target), ("document", columns.document)):
        if name is None and side != "document":
            raise InputError(
                f"{path}: which column is the {side}? It has {', '.join(names) or 'none'}; use --{side}-column"
            )
        if name is not None and name not in names:
            raise InputError(f"{path}: has no column {name!r}; it has {', '.join(names) or 'none'}")
    assert source is not None and target is not None
    return source, target, columns.document or ""


def _usual(names: Iterable[str], usual: Sequence[str], language: str) -> str | None:
    """The name that means a side: a usual one, or one of its language, also below ``translation``."""
    folded = {str(name).lower().replace("_", "-"): name for name in names}
    tag = language.lower()
    first = tag.split("-", 1)[0]
    for wanted in (*(name.replace("_", "-") for name in usual), tag, first, f"{_NESTED}.{tag}", f"{_NESTED}.{first}"):
        if wanted in folded:
            return folded[wanted]
    starts = (f"{first}-", f"{_NESTED}.{first}-")
    return next((name for key, name in folded.items() if key.startswith(starts)), None)


_READERS = {
    Form.JSONL: _jsonl,
    Form.CSV: _table,
    Form.TSV: _table,
    Form.TMX: _tmx,
    Form.LINES: _parallel,
}
