"""Every form of input gives the same pairs; what is no pair is told with its reason."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import lzma
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bulk.conftest import Pair, pairs
from transqa.bulk import Columns, Job, Reading, find_shards
from transqa.bulk.parts import cut_all
from transqa.bulk.rows import Row, judged
from transqa.errors import InputError

READING = Reading(Columns(), ("en", "zh-Hans"))
SOME = [*pairs(7), ('He said "no",\tloud.', "他大声说“不”。"), ("A 𝒳 & <b>.", "一个 𝒳 & <b>。")]


def _json(path: Path, found: list[Pair]) -> None:
    path.write_text("".join(json.dumps({"en": a, "zh": b}) + "\n" for a, b in found), encoding="utf-8")


def _nested(path: Path, found: list[Pair]) -> None:
    path.write_text("".join(json.dumps({"translation": {"en": a, "zh": b}}) + "\n" for a, b in found), "utf-8")


def _array(path: Path, found: list[Pair]) -> None:
    path.write_text("".join(json.dumps([a, b], ensure_ascii=False) + "\r\n" for a, b in found), "utf-8", newline="")


def _csv(path: Path, found: list[Pair]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([("id", "target", "source"), *((1, b, a) for a, b in found)])


def _tsv(path: Path, found: list[Pair]) -> None:
    rows = [("src", "tgt"), *((a.replace("\t", " "), b) for a, b in found)]
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def _tmx(path: Path, found: list[Pair]) -> None:
    units = (
        f'<tu><tuv xml:lang="en-US"><seg>{escape(a)}<ph>x</ph></seg></tuv><tuv xml:lang="zh-CN"><seg>{escape(b)}</seg></tuv></tu>'
        for a, b in found
    )
    path.write_text(f'<tmx version="1.4"><header/><body>{"".join(units)}</body></tmx>', encoding="utf-8")


def _parquet(path: Path, found: list[Pair]) -> None:
    table = pa.table({"source": [a for a, _ in found], "target": [b for _, b in found]})
    pq.write_table(table, path, row_group_size=4)


def _struct(path: Path, found: list[Pair]) -> None:
    pq.write_table(pa.table({"translation": [{"en": a, "zh": b} for a, b in found]}), path)


WRITERS: dict[str, Callable[[Path, list[Pair]], None]] = {
    "a.jsonl": _json,
    "b.jsonl": _nested,
    "c.ndjson": _array,
    "a.csv": _csv,
    "a.tsv": _tsv,
    "a.tmx": _tmx,
    "a.parquet": _parquet,
    "b.parquet": _struct,
}
PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstandard.compress}


def rows(*paths: Path | str, target: Path | None = None, reading: Reading = READING, size: int = 3) -> list[Row]:
    shards = find_shards([str(path) for path in paths], target=str(target) if target else None)
    return [row for part in cut_all(shards, size=size, done=(), reading=reading) for row in part.rows(reading)]


def texts(found: list[Row]) -> list[Pair]:
    assert [row.reason for row in found] == [""] * len(found)
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    return [(row.source, row.target) for row in found]


@pytest.mark.parametrize("name", WRITERS)
def test_every_form(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name, SOME)
    expected = [(a.replace("\t", " "), b) for a, b in SOME] if name == "a.tsv" else SOME
    assert texts(rows(tmp_path / name)) == expected


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tmx"])
def test_compressed(name: str, suffix: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name, SOME)
    packed = tmp_path / (name + suffix)
    packed.write_bytes(PACKERS[suffix]((tmp_path / name).read_bytes()))
    assert texts(rows(packed)) == SOME


def test_parallel_lines(tmp_path: Path) -> None:
    (tmp_path / "a.en").write_text("".join(f"{a}\n" for a, _ in SOME) + "one more\n", encoding="utf-8")
    (tmp_path / "a.zh").write_bytes(gzip.compress("".join(f"{b}\r\n" for _, b in SOME).encode()))
    (tmp_path / "a.zh").rename(tmp_path / "a.zh.gz")
    *found, last = rows(tmp_path / "a.en", target=tmp_path / "a.zh.gz")
    assert texts(found) == SOME
    assert last.reason == f"{tmp_path / 'a.zh.gz'} has no such line"


def test_a_directory_a_glob_and_a_url_are_their_files_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    (folder / "below").mkdir(parents=True)
    for name in ("b.jsonl", "a.jsonl", "below/z.jsonl", ".hidden.jsonl", "notes.md"):
        _json(folder / name, SOME[:1])
    assert [shard.path for shard in find_shards([str(folder)])] == [
        str(folder / name) for name in ("a.jsonl", "b.jsonl", "below/z.jsonl")
    ]
    assert len(find_shards([str(folder / "*.jsonl")])) == 2
    assert len(rows(f"file://{folder}")) == 3


def test_bad_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        b'{"source": "a", "target": "b"}',
        b"",
        b"nonsense",
        b'{"source": "a"}',
        b'{"source": "a", "target": 5}',
        b'{"source": "a", "target": null}',
        b'{"source": " ", "target": "b"}',
        b'{"source": "\xff", "target": "b"}',
        b'{"source": "\\ud800", "target": "b"}',
        b"7",
        b'{"source": "a", "target": "' + b"x" * 100_001 + b'"}',
        b'{"source": "a", "target": "' + b"x" * 1_000_000 + b'"}',
        b'{"source": "a", "target": "b"}',
    ]
    path.write_bytes(b"\n".join(lines))
    found = rows(path)
    assert [(row.number, row.reason.partition(":")[0].partition(";")[0]) for row in found] == [
        (1, ""),
        (3, "not JSON"),
        (4, "has no target"),
        (5, "the target is no text but int"),
        (6, "the target is missing"),
        (7, "the source is empty"),
        (8, "the source is not valid Unicode"),
        (9, "the source is not valid Unicode"),
        (10, "neither an object nor an array of two texts"),
        (11, "the target has 100,001 characters"),
        (12, "not JSON"),
        (13, ""),
    ]
    assert all(len(row.source) <= 1000 for row in found)


def test_a_short_record_of_a_table_is_a_bad_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("source,target\na,b\nc\n\nd,e\n", encoding="utf-8")
    assert [row.reason for row in rows(tmp_path / "a.csv")] == ["", "has only 1 columns", ""]


def test_a_damaged_file_ends_with_a_bad_row(tmp_path: Path) -> None:
    _json(tmp_path / "a.jsonl", list(pairs(5000)))
    packed = gzip.compress((tmp_path / "a.jsonl").read_bytes())
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *found, last = rows(tmp_path / "b.jsonl.gz", size=1000)
    assert last.reason.startswith("the rest of the file cannot be read")
    assert len(texts(found)) > 100


def test_hostile_xml_is_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    unit = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="zh"><seg>b</seg></tuv></tu>'
    text = f"{bomb}<tmx><body>{unit.format('a')}{unit.format('&b;')}</body></tmx>"
    (tmp_path / "a.tmx").write_text(text, encoding="utf-8")
    first, last = rows(tmp_path / "a.tmx")
    assert first.source == "a" and not first.reason
    assert "entity" in last.reason


def test_columns_by_name_and_by_number(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("x\ty\tz\n1\t2\t3\n", encoding="utf-8")
    by_name = Reading(Columns("y", "z", "x"), ("en", "zh-Hans"))
    assert [(row.source, row.target, row.document) for row in rows(tmp_path / "a.tsv", reading=by_name)] == [
        ("2", "3", "1")
    ]
    by_number = Reading(Columns("1", "2"), ("en", "zh-Hans"))
    assert [row.source for row in rows(tmp_path / "a.tsv", reading=by_number)] == ["x", "1"]


@pytest.mark.parametrize("name", ["a.parquet", "a.csv"])
def test_a_column_that_is_not_there(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name, SOME)
    with pytest.raises(InputError, match=r"has no column 'text'; it has .*source"):
        rows(tmp_path / name, reading=Reading(Columns("text"), ("en", "zh-Hans")))


def test_unknown_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "a.parquet").write_text("a", encoding="utf-8")
    with pytest.raises(InputError, match=r"give the other with --target"):
        find_shards([str(tmp_path / "a.txt")])
    with pytest.raises(InputError, match="no such file"):
        find_shards([str(tmp_path / "b.csv")])
    with pytest.raises(InputError, match="is no Parquet file"):
        rows(tmp_path / "a.parquet")


@given(
    st.lists(st.integers(0, 3), max_size=40),
    st.integers(1, 7),
    st.booleans(),
)
def test_parts_partition_the_input(
    tmp_path_factory: pytest.TempPathFactory, ids: list[int], size: int, known: bool
) -> None:
    """Every row is in one part, in order; a document of bounded length is not torn apart."""
    path = tmp_path_factory.mktemp("parts") / "a.jsonl"
    path.write_text("".join(json.dumps({"source": "a", "target": "b", "d": f"d{n}"}) + "\n" for n in ids), "utf-8")
    reading = Reading(Columns(document="d" if known else None), ("en", "zh-Hans"))
    shards = find_shards([str(path)])
    parts = [list(part.rows(reading)) for part in cut_all(shards, size=size, done=(), reading=reading)]
    assert [row.number for part in parts for row in part] == list(range(1, len(ids) + 1))
    assert all(size <= len(part) <= 4 * size for part in parts[:-1])
    if known:
        assert all(a[-1].document != b[0].document or len(a) == 4 * size for a, b in pairwise(parts))


def test_finished_parts_are_left_out(tmp_path: Path, job: Callable[..., Job]) -> None:
    _parquet(tmp_path / "a.parquet", SOME)
    shards = job(tmp_path / "a.parquet").shards
    all_parts = list(cut_all(shards, size=3, done=(), reading=READING))
    some = [p.name for p in cut_all(shards, size=3, done={all_parts[1].name}, reading=READING) if not p.finished]
    assert some == [part.name for part in all_parts if part is not all_parts[1]]
    assert sum(part.share for part in all_parts) == pytest.approx(shards[0].size)


def test_a_good_row_stays_as_it_is() -> None:
    row = Row(3, "a 𝒳", "b", "d")
    assert judged(row) is row


def test_damaged_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"source": ["text"] * 50, "target": ["text"] * 50}), path, compression="none")
    data = bytearray(path.read_bytes())
    data[4:40] = b"\xff" * 36
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match=r"a\.parquet: row group 1 cannot be read"):
        rows(path)
