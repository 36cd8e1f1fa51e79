"""Content of XLIFF and TMX: text, references and inline codes."""

from __future__ import annotations

import re

from transqa.model import Block, Span
from transqa.parse.content import Content
from transqa.parse.elements import Element
from transqa.text.xml import Token, character

#: Codes that stand for something of their own. The text of sub-flows inside of them belongs to other readers.
_SHOWN = frozenset({"x", "ph", "it", "ut"})
#: Halves and pairs of codes that only change how the text between them looks; ends are not counted.
_PAIRED = frozenset({"g", "bx", "bpt", "pc", "sc"})
_ENDS = frozenset({"ex", "ept", "ec"})
#: Codes that hold a program's own code instead of text.
_NATIVE = frozenset({"bpt", "ept", "it", "ph", "ut"})
#: Halves of annotations, and a character that XML cannot write.
_EMPTY = frozenset({"sm", "em", "cp"})

_PART = re.compile(r"(?P<reference>&[^;]*;)|(?P<blank>[ \t]*[\r\n][ \t\r\n]*)|[^&\r\n \t]+|[ \t]+")
_BLANK = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")
_LINE = re.compile(r"\r\n?|\n")


def read_content(text: str, element: Element, *, preserve: bool) -> Block | None:
    """The content of a source, target or segment element; None where it is empty.

    A line end with the blanks around it is one space, unless they are to be preserved.
    """
    content = Content(text)
    _fill(content, element, preserve)
    return content.block()


def _fill(content: Content, element: Element, preserve: bool) -> None:
    for child in element.children:
        if isinstance(child, Token):
            if child.kind == "text":
                _text(content, child.start, child.end, preserve)
            elif child.kind == "cdata":
                _plain(content, child.start + len("<![CDATA["), child.end - len("]]>"), preserve)
        elif child.name == "cp":
            # The masked character itself: what the code stands for.
            outside, content.hidden = content.hidden, True
            content.put(_control(child), child.start, child.end)
            content.hidden = outside
        elif child.name in _SHOWN:
            content.code(_key(content, child), child.start, child.end, shows=True)
        elif child.name in _PAIRED:
            inner = Span(child.inner, child.inner_end)
            content.code(_key(content, child), child.start, child.end, content=inner)
            if child.name not in _NATIVE:
                _fill(content, child, preserve)
        elif child.name not in _ENDS and child.name not in _EMPTY:
            # An annotation, or an element of another vocabulary: its text is text.
            outside = content.hidden
            content.hidden |= child.attributes.get("translate") == "no" or child.attributes.get("mtype") == "protected"
            _fill(content, child, preserve)
            content.hidden = outside


def _key(content: Content, code: Element) -> str:
    """What makes a code the same code in source and target: its name with its identifier, or its whole content."""
    given = code.attributes
    identifier = given.get("id") or given.get("x") or given.get("i")
    if identifier is None:
        return content.file[code.start : code.end]
    # A pair may be written as two halves in the other language.
    name = {"sc": "pc", "bx": "g"}.get(code.name, code.name)
    return f"{name} {identifier}"


def _control(code: Element) -> str:
    try:
        return chr(int(code.attributes.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _text(content: Content, start: int, end: int, preserve: bool) -> None:
    for match in _PART.finditer(content.file, start, end):
        if match["reference"]:
            content.put(character(match.group()), *match.span())
        elif match["blank"]:
            _blank(content, *match.span(), preserve)
        else:
            content.copy(*match.span())


def _plain(content: Content, start: int, end: int, preserve: bool) -> None:
    at = start
    for match in _BLANK.finditer(content.file, start, end):
        content.copy(at, match.start())
        _blank(content, *match.span(), preserve)
        at = match.end()
    content.copy(at, end)


def _blank(content: Content, start: int, end: int, preserve: bool) -> None:
    """White space with a line end in it."""
    if not preserve:
        content.put(" ", start, end)
        return
    at = start
    for match in _LINE.finditer(content.file, start, end):
        content.copy(at, match.start())
        if match.group() == "\n":
            content.copy(*match.span())
        else:
            content.put("\n", *match.span())
        at = match.end()
    content.copy(at, end)
