"""JSON Lines of pairs: an object or an array per line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from transqa.errors import InputError
from transqa.model import Block
from transqa.parse.content import Content
from transqa.parse.prose import split_lines
from transqa.parse.unit import Unit, sides

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BLANK = re.compile(r"[ \t]*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)")
#: Nested objects of corpora: {"translation": {"en": ..., "zh": ...}}.
_NESTED = "translation"

#: Strings of a line by their key (or place in the array), as file ranges without the quotes.
Strings = dict[str, tuple[int, int]]


def read_jsonl(
    text: str, *, path: str, source_language: str | None = None, target_language: str | None = None
) -> Iterator[Unit]:
    """One unit per line: ``{"source": ..., "target": ...}``, ``{"en": ..., "zh": ...}``, the same under
    ``"translation"``, or ``[source, target]``.

    Raises:
        InputError: a line that is no such thing.
    """
    for number, (start, end) in enumerate(split_lines(text), 1):
        if not text[start:end].strip():
            continue
        place = f"{path}:{number}"
        try:
            json.loads(text[start:end])
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply")
            raise InputError(f"{place}: not JSON: {reason}; every line is one object") from None
        strings = _strings(text, start, place)
        keys = list(strings)
        # An array has places instead of keys.
        found = (0, 1, ("", "")) if keys[:2] == ["0", "1"] else None
        found = found or sides(keys, place=place, source_language=source_language, target_language=target_language)
        if found is None:
            said = ", ".join(keys) or "none"
            raise InputError(f'{place}: needs the strings "source" and "target", or two by language; has {said}')
        one, other, languages = found
        source, target = (_block(text, *strings[keys[side]], place) for side in (one, other))
        yield Unit(source, target, languages, due=True)


def _strings(text: str, start: int, place: str) -> Strings:
    """The strings of the valid JSON value at an offset."""
    at = _blank(text, start)
    if text[at] not in "{[":
        raise InputError(f'{place}: is no object; write {{"source": ..., "target": ...}}')
    array = text[at] == "["
    found: Strings = {}
    at = _blank(text, at + 1)
    number = 0
    while text[at] not in "}]":
        key = str(number)
        number += 1
        if not array:
            match = _STRING.match(text, at)
            assert match is not None  # it is valid JSON
            key = json.loads(match.group())
            at = _blank(text, text.index(":", match.end()) + 1)
        match = _STRING.match(text, at)
        if match is not None:
            found[key] = match.span(1)
            at = match.end()
        else:
            if key == _NESTED and text[at] == "{":
                found |= _strings(text, at, place)
            _, at = json.JSONDecoder().raw_decode(text, at)
        at = _blank(text, at)
        if text[at] == ",":
            at = _blank(text, at + 1)
    return found


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _block(text: str, start: int, end: int, place: str) -> Block | None:
    content = Content(text)
    at = start
    for match in _ESCAPE.finditer(text, start, end):
        content.copy(at, match.start())
        said = json.loads(f'"{match.group()}"')
        if "\ud800" <= said[0] <= "\udfff":
            raise InputError(
                f"{place}: {match.group()} is half a character; write both halves, or the character itself"
            )
        content.put(said, *match.span())
        at = match.end()
    content.copy(at, end)
    return content.block()
