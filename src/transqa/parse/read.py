"""Bytes to text: strict about the encoding, and untouched otherwise.

The text keeps its byte order mark and every line ending, because offsets into it are what findings quote.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from transqa.errors import InputError
from transqa.parse.encoding import declared_encoding
from transqa.parse.pairs import is_bilingual

#: More than any translation file that people edit; larger ones are corpora.
MAX_BYTES = 64 * 2**20

_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
}

# UTF-32 first: its little-endian mark starts with the one of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)

# Among the most frequent characters of Chinese running text in both scripts: a wrong codec hardly ever yields them.
_FREQUENT = frozenset(
    "的一是不了在人有我他這这中大来來上国國个個到说說们們为為和你地出道也时時年得就那要下以生会會，。、"
)

_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_END_BYTES = re.compile(rb"\r\n|\n|\r")


def read_text(path: str | Path, encoding: str | None = None) -> str:
    """The file's text, byte order mark and line endings included.

    ``encoding`` is any codec Python knows; without it the file must be UTF-8, with or without byte order mark, or say
    what it is in the way of its format. Raises ``InputError`` when the file cannot be read as text.
    """
    data = _read_bytes(Path(path))
    if is_bilingual(path) and len(data) > MAX_BYTES:
        raise InputError(f"{path}: has {len(data) >> 20} MB; split it into files of at most {MAX_BYTES >> 20} MB")
    return decode(data, name=str(path), encoding=encoding)


def decode(data: bytes, *, name: str, encoding: str | None = None, option: str = "--encoding") -> str:
    """The text of a file's bytes, as ``read_text`` reads it; ``name`` and ``option`` stand in its errors."""
    codec = text_codec(name, encoding)
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"{name}: is {what}, not text; convert it to Markdown or plain text first")
    declared = None if encoding else declared_encoding(name, data)
    codec = declared or codec
    if encoding is None and not (declared and declared.startswith("utf-")):
        for mark, label, codec_name in _WIDE_MARKS:
            if data.startswith(mark):
                raise InputError(f"{name}: is {label} (by its byte order mark): pass {option} {codec_name}")
        if b"\0" in data:
            raise InputError(f"{name}: holds a NUL byte at offset {data.index(0)}, so it is binary, not text")
    text = _decode(name, data, codec, option=None if encoding or declared else option)
    if "\0" in text:
        line = _line_of(text, text.index("\0"))
        raise InputError(f"{name}:{line}: holds a NUL character, so it is binary or not {codec}")
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise InputError(f"{name}: is empty; give a file with text")
    return text


def file_encoding(path: str | Path, encoding: str | None = None) -> str:
    """The codec that ``read_text`` reads a file with.

    Raises ``InputError`` when the file cannot be read, or names an encoding that is not read.
    """
    codec = text_codec(str(path), encoding)
    return codec if encoding else declared_encoding(str(path), _read_bytes(Path(path))) or codec


def text_codec(name: str, encoding: str | None = None) -> str:
    """The codec of an encoding's name, UTF-8 for None; ``name`` is the file, for the error."""
    if encoding is None:
        return "utf-8"
    unknown = f"{name}: unknown encoding {encoding!r}; use a name such as utf-8, gb18030 or big5"
    try:
        codec = codecs.lookup(encoding).name
        # A codec that is no text encoding (base64) only says so when it decodes.
        b"a".decode(codec)
    except UnicodeDecodeError:
        pass
    except (LookupError, ValueError):
        raise InputError(unknown) from None
    # The mark must stay in the text: offsets count it.
    return "utf-8" if codec == "utf-8-sig" else codec


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        reason = "no such file; check the path"
    except IsADirectoryError:
        reason = "is a directory; give a file, or a directory on both sides"
    except PermissionError:
        # Windows says the same of a directory.
        reason = "is a directory; give a file" if path.is_dir() else "permission denied; check the file's mode"
    except (OSError, ValueError) as error:
        reason = f"cannot be read: {getattr(error, 'strerror', None) or error}"
    raise InputError(f"{path}: {reason}")


def _decode(name: str, data: bytes, codec: str, *, option: str | None) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        offset, reason = error.start, error.reason
    except UnicodeError as error:
        raise InputError(f"{name}: is not {codec}: {error}") from None
    line = len(_LINE_END_BYTES.findall(data, 0, offset)) + 1
    advice = _advice(data, option) if option else f"is it really {codec}?"
    label = "UTF-8" if codec == "utf-8" else codec
    raise InputError(f"{name}:{line}: is not {label} ({reason} at byte {offset}); {advice}")


def _advice(data: bytes, option: str) -> str:
    best, share = "", 0.0
    for codec in ("gb18030", "big5"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        foreign = [char for char in text if char > "\x7f"]
        found = sum(char in _FREQUENT for char in foreign) / len(foreign)
        if found > share:
            best, share = codec, found
    if not best:
        return f"save it as UTF-8, or name its encoding with {option}"
    return f"it looks like {best.upper() if best == 'gb18030' else 'Big5'}: pass {option} {best}"


def _line_of(text: str, offset: int) -> int:
    return len(_LINE_END.findall(text, 0, offset)) + 1
