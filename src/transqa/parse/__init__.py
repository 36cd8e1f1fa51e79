"""Files to documents: blocks of prose that know their exact place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from transqa.errors import InputError
from transqa.model import Bitext, Document, Syntax
from transqa.parse.pairs import EXTENSIONS, Pairs, expand_pattern, find_bilingual, find_pairs, is_bilingual
from transqa.parse.read import file_encoding, read_text

if TYPE_CHECKING:
    from transqa.parse.unit import Unit

__all__ = [
    "EXTENSIONS",
    "Pairs",
    "expand_pattern",
    "file_encoding",
    "find_bilingual",
    "find_pairs",
    "is_bilingual",
    "parse_bilingual_file",
    "parse_bilingual_text",
    "parse_file",
    "parse_text",
    "read_text",
]

_SYNTAXES = {
    ".txt": Syntax.PLAIN,
    ".text": Syntax.PLAIN,
    ".html": Syntax.HTML,
    ".htm": Syntax.HTML,
    ".xhtml": Syntax.HTML,
    ".po": Syntax.PO,
    ".csv": Syntax.CSV,
    ".tsv": Syntax.TSV,
    ".tab": Syntax.TSV,
    ".jsonl": Syntax.JSONL,
    ".ndjson": Syntax.JSONL,
}
_FORMATS = {"markdown": Syntax.MARKDOWN, "text": Syntax.PLAIN, "html": Syntax.HTML}


def parse_file(path: str | Path, *, language: str, encoding: str | None = None) -> Document:
    """Read and parse a file of one language; ``language`` is a BCP-47 tag.

    Raises ``InputError`` when the file cannot be read as text (see ``read_text``), or holds two languages.
    """
    return parse_text(read_text(path, encoding), path=str(path), language=language)


def parse_text(
    text: str, *, path: str, language: str, format: Literal["markdown", "text", "html"] | None = None
) -> Document:
    """Parse a text that is already in memory; ``path`` names it and, without ``format``, tells its format.

    ``.txt`` is plain text, ``.html`` HTML, everything else Markdown. Raises ``InputError`` for a bilingual file.
    """
    if format is None and is_bilingual(path):
        raise InputError(f"{path}: holds source and translation in one; give this file alone")
    # Imported late: the command line must answer --help without loading a Markdown parser.
    syntax = _FORMATS[format] if format else _SYNTAXES.get(Path(path).suffix.lower(), Syntax.MARKDOWN)
    if syntax is Syntax.PLAIN:
        from transqa.parse.plain import parse_plain

        blocks = parse_plain(text)
    elif syntax is Syntax.HTML:
        from transqa.parse.html import parse_html

        blocks = parse_html(text)
    else:
        from transqa.parse.markdown import parse_markdown

        blocks = parse_markdown(text)
    return Document(path, language, text, tuple(blocks), syntax)


def parse_bilingual_file(
    path: str | Path,
    *,
    source_language: str | None = None,
    target_language: str | None = None,
    encoding: str | None = None,
) -> Bitext:
    """Read an XLIFF, TMX, PO, CSV, TSV or JSONL file: what is a unit there is a link of confidence 1.

    The languages are those of the file; one that is given chooses among several, or stands in for a missing tag.

    Raises:
        InputError: the file cannot be read, is broken or hostile, or holds nothing translated.
    """
    return parse_bilingual_text(
        read_text(path, encoding), path=str(path), source_language=source_language, target_language=target_language
    )


def parse_bilingual_text(
    text: str, *, path: str, source_language: str | None = None, target_language: str | None = None
) -> Bitext:
    """The same for a text in memory; ``path`` names it and tells its format."""
    from transqa.parse.unit import bitext

    return bitext(
        _units(text, path, source_language, target_language),
        path=path,
        text=text,
        syntax=_SYNTAXES.get(Path(path).suffix.lower(), Syntax.XML),
        source_language=source_language,
        target_language=target_language,
    )


def _units(text: str, path: str, source: str | None, target: str | None) -> Iterable[Unit]:
    syntax = _SYNTAXES.get(Path(path).suffix.lower(), Syntax.XML)
    if syntax is Syntax.PO:
        from transqa.parse.po import read_po

        return read_po(text, path=path)
    if syntax is Syntax.JSONL:
        from transqa.parse.jsonl import read_jsonl

        return read_jsonl(text, path=path, source_language=source, target_language=target)
    if syntax in (Syntax.CSV, Syntax.TSV):
        from transqa.parse.delimited import read_delimited

        return read_delimited(text, path=path, syntax=syntax, source_language=source, target_language=target)
    from transqa.text.xml import check_xml

    check_xml(text, name=path, error=InputError)
    if Path(path).suffix.lower() == ".tmx":
        from transqa.parse.tmx import read_tmx

        return read_tmx(text, path=path, source_language=source, target_language=target)
    from transqa.parse.xliff import read_xliff

    return read_xliff(text, path=path)
