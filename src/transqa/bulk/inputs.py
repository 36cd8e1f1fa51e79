"""Where a corpus lies: files, directories and globs, here or at any fsspec URL, compressed or not."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

import fsspec

from transqa.errors import InputError

_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
#: What a file system may call the state of a file; any of them changes when the file does.
_STAMPS = ("mtime", "ETag", "etag", "LastModified", "last_modified", "md5Hash", "content_md5")


class Form(StrEnum):
    """How pairs are written down."""

    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    TMX = "tmx"
    LINES = "lines"


_SUFFIXES = {
    ".parquet": Form.PARQUET,
    ".pq": Form.PARQUET,
    ".jsonl": Form.JSONL,
    ".ndjson": Form.JSONL,
    ".json": Form.JSONL,
    ".csv": Form.CSV,
    ".tsv": Form.TSV,
    ".tab": Form.TSV,
    ".tmx": Form.TMX,
}


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of pairs, or with ``target`` two files of parallel lines. ``size`` is in bytes as stored."""

    path: str
    form: Form
    size: int
    stamp: str
    target: str = ""


def find_shards(inputs: Sequence[str], *, target: str | None = None) -> list[Shard]:
    """The files of a corpus, sorted by path within each input.

    With a ``target``, the only input and it are two text files whose lines belong together.

    Raises:
        InputError: nothing is there, or a file's name does not tell its form.
    """
    if target is not None:
        if len(inputs) != 1:
            raise InputError("--target is the translation of one text file; give one INPUT with it")
        source, other = _shard(inputs[0], Form.LINES), _shard(target, Form.LINES)
        return [Shard(source.path, Form.LINES, source.size, f"{source.stamp} {other.size} {other.stamp}", other.path)]
    return list(dict.fromkeys(_shard(path, _form(path)) for given in inputs for path in _expanded(given)))


def open_bytes(path: str) -> IO[bytes]:
    """The bytes of a file, decompressed by its name.

    Raises:
        InputError: it cannot be opened.
    """
    try:
        stream: IO[bytes] = fsspec.open(path, "rb", compression=_compression(path)).open()
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"{path}: cannot be read: {_reason(error)}") from None
    return stream


def file_system(path: str) -> tuple[Any, str]:
    """The file system of a path or URL, and the path in it.

    Raises:
        InputError: nothing installed knows such a URL.
    """
    try:
        system, place = fsspec.core.url_to_fs(path)
    except (ValueError, ImportError, OSError) as error:
        raise InputError(f"{path}: cannot be reached: {_reason(error)}") from None
    return system, place


def _compression(path: str) -> str | None:
    suffix = posixpath.splitext(path)[1].lower()
    return {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}.get(suffix)


def _expanded(given: str) -> list[str]:
    system, place = file_system(given)
    try:
        if any(mark in place for mark in "*?["):
            found = [path for path in system.glob(place) if not system.isdir(path) and not _hidden(path, "")]
        elif system.isdir(place):
            found = [path for path in system.find(place) if _known(path) and not _hidden(path, place)]
        else:
            return [given]
    except OSError as error:
        raise InputError(f"{given}: cannot be read: {_reason(error)}") from None
    if not found:
        raise InputError(f"{given}: holds no file of pairs; known endings: {', '.join(_SUFFIXES)}")
    # A bare local path stays bare; a URL keeps its protocol.
    return [str(system.unstrip_protocol(path)) if "://" in given else str(path) for path in sorted(found)]


def _hidden(path: str, folder: str) -> bool:
    """Whether a file, or with a ``folder`` also one of its folders below it, is put out of sight by its name."""
    names = path[len(folder) :].split("/") if folder else [posixpath.basename(path)]
    return any(name.startswith((".", "_")) for name in names)


def _known(path: str) -> Form | None:
    lower = path.lower()
    for suffix in _COMPRESSED:
        lower = lower.removesuffix(suffix)
    return _SUFFIXES.get(posixpath.splitext(lower)[1])


def _form(path: str) -> Form:
    form = _known(path)
    if form is None:
        raise InputError(
            f"{path}: its name does not tell what it holds; known endings: {', '.join(_SUFFIXES)}, also with "
            f"{', '.join(_COMPRESSED)}; for two text files give the other with --target"
        )
    if form is Form.PARQUET and _compression(path):
        raise InputError(f"{path}: Parquet is compressed inside; unpack it")
    return form


def _shard(path: str, form: Form) -> Shard:
    system, place = file_system(path)
    try:
        info = system.info(place)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {_reason(error)}") from None
    if info.get("type") == "directory":
        raise InputError(f"{path}: is a directory; name a file")
    stamp = next((str(info[name]) for name in _STAMPS if info.get(name) is not None), "")
    return Shard(path, form, int(info.get("size") or 0), stamp)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or directory"
    return getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
