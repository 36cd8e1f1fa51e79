"""What a file says about its own encoding."""

from __future__ import annotations

import re
from pathlib import Path

from transqa.errors import InputError
from transqa.text.xml import plain_codec, xml_encoding

_XML = frozenset({".xlf", ".xliff", ".tmx", ".xhtml"})
_HTML = frozenset({".html", ".htm"})
#: So far into a file browsers look for its encoding.
_HEAD = 1024
_META = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?([^\s"'>;/]{1,60})""", re.IGNORECASE)
_CHARSET = re.compile(rb""""[^"\n]{0,200}\bcharset=([^\s\\";]{1,60})""", re.IGNORECASE)


def declared_encoding(name: str, data: bytes) -> str | None:
    """The codec that an XML, HTML or PO file declares; None where it declares none or its format has no way to.

    Raises:
        InputError: an encoding that is unknown, or in which markup may hide.
    """
    suffix = Path(name).suffix.lower()
    if suffix in _XML:
        return xml_encoding(data, name=name, error=InputError)
    pattern, place = (_META, data[:_HEAD]) if suffix in _HTML else (_CHARSET, data[: 16 * _HEAD])
    match = pattern.search(place) if suffix in _HTML or suffix == ".po" else None
    # A template for messages has the word CHARSET where the encoding will be.
    if match is None or match[1] == b"CHARSET" or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    return plain_codec(match[1].decode("ascii", "replace"), name=name, error=InputError)


def encoded(text: str, name: str) -> bytes:
    """The text in the encoding that it declares.

    Raises:
        InputError: the encoding has no way to write one of the characters.
    """
    try:
        codec = declared_encoding(name, text.removeprefix("\ufeff").encode("ascii", "replace")) or "utf-8"
    except InputError:
        # Declared is UTF-16, which no text in ASCII can be: it was that by its mark.
        codec = "utf-16-le" if text.startswith("\ufeff") else "utf-16"
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: {codec} has no {text[error.start]!r}; convert the file to UTF-8 first") from None
