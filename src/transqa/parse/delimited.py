"""CSV and TSV of pairs: RFC 4180 with any line end, and tab-separated values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transqa.errors import InputError
from transqa.model import Block, Syntax
from transqa.parse.content import Content
from transqa.parse.unit import Unit, sides

_LINE = re.compile(r"\r\n?|\n")
#: A field of a tab-separated file in quotes; it ends where the field ends, or it is no such thing.
_TSV_QUOTED = re.compile(r'"((?:[^"\t\r\n]|"")*)"(?=[\t\r\n]|\Z)')
_TSV_FIELD = re.compile(r"[^\t\r\n]*")
_CSV_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_CELL_BREAK = {True: re.compile(r'""|\r\n?'), False: re.compile(r"\r\n?")}

#: The file range of a field without its quotes, and whether it has them.
Field = tuple[int, int, bool]


def read_delimited(
    text: str, *, path: str, syntax: Syntax, source_language: str | None = None, target_language: str | None = None
) -> Iterator[Unit]:
    """One unit per row. A first row with known titles or language tags says which columns they are, else the first two.

    Raises:
        InputError: a row without both cells, or an open quote.
    """
    rows = _rows(text, path, "\t" if syntax is Syntax.TSV else _delimiter(text))
    first = next(rows, None)
    if first is None:
        raise InputError(f"{path}: has no row")
    titles = [text[start:end] for start, end, _ in first[1]]
    found = sides(titles, place=f"{path}:{first[0]}", source_language=source_language, target_language=target_language)
    source, target, languages = found or (0, 1, ("", ""))
    for number, row in rows if found else (first, *rows):
        yield _unit(text, path, number, row, source, target, languages)


def _unit(
    text: str, path: str, number: int, row: Sequence[Field], source: int, target: int, languages: tuple[str, str]
) -> Unit:
    if len(row) <= max(source, target):
        raise InputError(
            f"{path}:{number}: has {len(row)} of the {max(source, target) + 1} cells; give every row source and target"
        )
    return Unit(_block(text, row[source]), _block(text, row[target]), languages, due=True)


def _delimiter(text: str) -> str:
    """The comma, or the semicolon or tab of spreadsheets where the first line has only that."""
    line = _LINE.split(text.removeprefix("\ufeff"), maxsplit=1)[0]
    outside = re.sub(r'"(?:[^"]|"")*"', "", line)
    return next((mark for mark in (",", ";", "\t") if mark in outside), ",")


def _rows(text: str, path: str, delimiter: str) -> Iterator[tuple[int, list[Field]]]:
    """Rows with the number of their first line; empty lines are left out."""
    plain = _TSV_FIELD if delimiter == "\t" else re.compile(rf"[^{delimiter}\r\n]*")
    quoted = _TSV_QUOTED if delimiter == "\t" else _CSV_QUOTED
    at, line = 1 if text.startswith("\ufeff") else 0, 1
    while at < len(text):
        row: list[Field] = []
        first = line
        while True:
            match = quoted.match(text, at) if text.startswith('"', at) else None
            if match is None and delimiter != "\t" and text.startswith('"', at):
                raise InputError(f'{path}:{line}: a quote is opened and never closed; write "" for a quote in a cell')
            if match is not None:
                row.append((*match.span(1), True))
                line += len(_LINE.findall(match.group()))
            else:
                match = plain.match(text, at)
                assert match is not None  # it matches nothing, too
                row.append((*match.span(), False))
            at = match.end()
            if not text.startswith(delimiter, at):
                break
            at += 1
        ending = _LINE.match(text, at)
        if ending is None and at < len(text):
            raise InputError(f'{path}:{line}: text behind a closing quote; write "" for a quote in a cell')
        at = ending.end() if ending else at
        line += 1
        if len(row) > 1 or row[0][0] < row[0][1]:
            yield first, row


def _block(text: str, cell: Field) -> Block | None:
    start, end, quoted = cell
    content = Content(text)
    at = start
    for match in _CELL_BREAK[quoted].finditer(text, start, end):
        content.copy(at, match.start())
        content.put('"' if match.group() == '""' else "\n", *match.span())
        at = match.end()
    content.copy(at, end)
    return content.block()
