from __future__ import annotations

import os
from pathlib import Path

import pytest

from transqa.errors import InputError
from transqa.parse import parse_file, read_text

CHINESE = "人工智能的研究是一个很大的领域，我们在这里介绍它。\n"
TRADITIONAL = "人工智慧的研究是一個很大的領域，我們在這裡介紹它。\n"


def write(folder: Path, data: bytes, name: str = "page.md") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def message(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_text(path, encoding)
    text = str(caught.value)
    assert text.startswith(str(path)) and "\n" not in text
    return text.removeprefix(str(path))


@pytest.mark.parametrize(
    "text", ["plain\n", "\ufeffmarked\n", "a\r\nb\rc\nd", "中文😀𝒜", "no newline at the end", "\ttab\u2028line\x85"]
)
def test_text_is_the_file_unchanged(tmp_path: Path, text: str) -> None:
    assert read_text(write(tmp_path, text.encode())) == text


@pytest.mark.parametrize(("text", "encoding"), [(CHINESE, "gb18030"), (TRADITIONAL, "big5"), ("naïve\n", "latin-1")])
def test_other_encodings_only_when_named(tmp_path: Path, text: str, encoding: str) -> None:
    path = write(tmp_path, text.encode(encoding))
    assert read_text(path, encoding) == text
    assert "is not UTF-8" in message(path)


def test_utf8_sig_keeps_the_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff文".encode())
    assert read_text(path, "utf-8-sig") == "\ufeff文"
    assert parse_file(path, language="zh").blocks[0].span.start == 1


@pytest.mark.parametrize(("text", "encoding", "said"), [(CHINESE, "gb18030", "GB18030"), (TRADITIONAL, "big5", "Big5")])
def test_wrong_encoding_is_recognised(tmp_path: Path, text: str, encoding: str, said: str) -> None:
    told = message(write(tmp_path, b"# ok\r\n" + text.encode(encoding)))
    assert told.startswith(":2: is not UTF-8") and "at byte 6" in told
    assert f"looks like {said}: pass --encoding {encoding}" in told


def test_bytes_of_no_chinese_encoding(tmp_path: Path) -> None:
    told = message(write(tmp_path, b"caf\xe9 \xff\xfe\n"))
    assert "at byte 3" in told and "save it as UTF-8" in told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, CHINESE.encode(encoding))
    assert f"is {encoding.upper()} (by its byte order mark): pass --encoding {encoding}" in message(path)
    assert read_text(path, encoding) == CHINESE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04word", "a ZIP archive"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"text\0text", "NUL byte at offset 4"),
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        ("\ufeff\n\u3000".encode(), "is empty"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in message(write(tmp_path, data))


def test_missing_file(tmp_path: Path) -> None:
    assert message(tmp_path / "none.md") == ": no such file; check the path"


def test_directory(tmp_path: Path) -> None:
    assert "is a directory" in message(tmp_path)


def test_impossible_path(tmp_path: Path) -> None:
    assert "cannot be read" in message(tmp_path / ("x" * 3000))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the mode does not bind this user")
def test_permission(tmp_path: Path) -> None:
    path = write(tmp_path, b"text")
    path.chmod(0)
    assert "permission denied" in message(path)


def test_permission_denied_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "permission denied" in message(write(tmp_path, b""))


@pytest.mark.parametrize("encoding", ["utf-99", "base64", ""])
def test_unknown_encoding(tmp_path: Path, encoding: str) -> None:
    assert "unknown encoding" in message(write(tmp_path, b"text"), encoding)


def test_named_encoding_that_does_not_fit(tmp_path: Path) -> None:
    assert ":2: is not big5" in message(write(tmp_path, b"a\n\xff\xff"), "big5")
    assert "is not utf-16" in message(write(tmp_path, b"abc"), "utf-16")
