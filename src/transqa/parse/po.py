"""PO files of GNU gettext: messages with contexts, plurals, flags and obsolete entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from transqa.errors import InputError
from transqa.model import Block
from transqa.parse.content import Content
from transqa.parse.prose import split_lines
from transqa.parse.unit import Unit

_LINE = re.compile(
    r"""[ \t]*(?:(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,3}\])?)[ \t]*)?"(?P<value>(?:[^"\\]|\\.)*)"[ \t]*"""
)
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_FIELD = re.compile(r"^([\w-]+):[ \t]*(.*)$", re.MULTILINE)


@dataclass(slots=True)
class Entry:
    """One message. ``strings`` are the file ranges between the quotes, by keyword, one per line of the string.

    ``start`` is the offset of its first line, ``place`` where an extracted comment about it goes: behind those it has.
    """

    start: int
    place: int
    strings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()


def read_po(text: str, *, path: str) -> Iterator[Unit]:
    """The messages of a file, in order; of a plural one unit for each of its forms.

    A fuzzy message waits for its translation: programs do not use it. Obsolete messages are left out.

    Raises:
        InputError: a line that is no PO.
    """
    languages = ("", "")
    for entry in entries(text, path=path):
        if "msgid" not in entry.strings:
            raise InputError(f"{path}:{_number(text, entry.start)}: a message without msgid")
        if not any(start < end for start, end in entry.strings["msgid"]) and "msgctxt" not in entry.strings:
            header = dict(_FIELD.findall(_decoded(text, entry.strings.get("msgstr", []))))
            # Messages are English by the convention of gettext, whatever else they turn out to be.
            languages = (header.get("X-Source-Language", "en").strip(), header.get("Language", "").strip())
            continue
        # In a language with one form for all numbers, it translates the plural.
        plural = entry.strings.get("msgid_plural")
        forms = [key for key in entry.strings if key.startswith("msgstr")]
        one = _block(text, entry.strings["msgid"])
        other = _block(text, plural) if plural else None
        for key in forms:
            source = other if plural and (key != "msgstr[0]" or len(forms) == 1) else one
            target = None if "fuzzy" in entry.flags else _block(text, entry.strings[key])
            yield Unit(source, target, languages)


def entries(text: str, *, path: str) -> Iterator[Entry]:
    """The messages that are in use, the header among them.

    Raises:
        InputError: a line that is no PO.
    """
    entry: Entry | None = None
    key = ""
    for number, (start, end) in enumerate(split_lines(text), 1):
        line = text[start:end].strip()
        if not line:
            continue
        if line.startswith("#"):
            if entry is None or entry.strings:
                if entry and entry.strings:
                    yield entry
                entry, key = Entry(start, start), ""
            if line.startswith(("#.", "# ")) or line == "#":
                entry.place = max(entry.place, _next_line(text, end))
            elif line.startswith("#,"):
                entry.flags |= {flag.strip() for flag in line[2:].split(",")}
            elif line.startswith("#~"):
                # What stood above it was a comment on something that is no longer in use.
                entry = None
            continue
        match = _LINE.fullmatch(text, start, end)
        if match is None or not (match["key"] or key):
            raise InputError(f'{path}:{number}: not PO: {line[:40]!r}; expected a keyword such as msgid and a "string"')
        if match["key"] and (entry is None or match["key"] in entry.strings or _begins(match["key"], entry)):
            if entry and entry.strings:
                yield entry
            if entry is None or entry.strings:
                entry = Entry(start, start)
        assert entry is not None
        key = match["key"] or key
        entry.strings.setdefault(key, []).append(match.span("value"))
    if entry and entry.strings:
        yield entry


def _begins(key: str, entry: Entry) -> bool:
    """Whether a keyword can only be the first one of the next message."""
    return key in ("msgctxt", "msgid") and any(one.startswith("msgstr") for one in entry.strings)


def _next_line(text: str, end: int) -> int:
    return end + (2 if text.startswith("\r\n", end) else 1)


def _number(text: str, offset: int) -> int:
    return next(number for number, (_, end) in enumerate(split_lines(text), 1) if end >= offset)


def _block(text: str, strings: list[tuple[int, int]]) -> Block | None:
    content = Content(text)
    for start, end in strings:
        at = start
        for match in _ESCAPE.finditer(text, start, end):
            content.copy(at, match.start())
            content.put(_character(match.group()), *match.span())
            at = match.end()
        content.copy(at, end)
    return content.block()


def _decoded(text: str, strings: list[tuple[int, int]]) -> str:
    return _ESCAPE.sub(lambda match: _character(match.group()), "".join(text[start:end] for start, end in strings))


def _character(escape: str) -> str:
    code = escape[1:]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _ESCAPES.get(code, code)
