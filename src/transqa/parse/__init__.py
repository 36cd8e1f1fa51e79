"""Files to documents: blocks of prose that know their exact place in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from transqa.model import Document
from transqa.parse.pairs import EXTENSIONS, Pairs, expand_pattern, find_pairs
from transqa.parse.read import read_text

__all__ = ["EXTENSIONS", "Pairs", "expand_pattern", "find_pairs", "parse_file", "parse_text", "read_text"]


def parse_file(path: str | Path, *, language: str, encoding: str | None = None) -> Document:
    """Read and parse a file; ``language`` is a BCP-47 tag.

    Raises ``InputError`` when the file cannot be read as text (see ``read_text``).
    """
    return parse_text(read_text(path, encoding), path=str(path), language=language)


def parse_text(text: str, *, path: str, language: str, format: Literal["markdown", "text"] | None = None) -> Document:
    """Parse a text that is already in memory; ``path`` names it and, without ``format``, tells its format.

    ``.txt`` is plain text, everything else Markdown.
    """
    # Imported late: the command line must answer --help without loading a Markdown parser.
    if (format or _format_of(path)) == "text":
        from transqa.parse.plain import parse_plain

        blocks = parse_plain(text)
    else:
        from transqa.parse.markdown import parse_markdown

        blocks = parse_markdown(text)
    return Document(path, language, text, tuple(blocks))


def _format_of(path: str) -> Literal["markdown", "text"]:
    return "text" if Path(path).suffix.lower() in {".txt", ".text"} else "markdown"
