"""XML from anywhere: refused where it is hostile or broken, and then cut into tokens with exact offsets.

Nothing outside of the text is ever read, and no entity but the five of XML and character references is expanded, so a
text takes memory and time in proportion to its length.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from transqa.errors import TransqaError

#: Deeper than any format nests its elements.
MAX_DEPTH = 64
#: Bytes of a tag, or of a stretch of text or comment without a tag.
MAX_STRETCH = 2**20
#: Attributes of one element.
MAX_ATTRIBUTES = 256

_XINCLUDE = "http://www.w3.org/2001/XInclude"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Without a mark, the first two characters of a declaration ("<?") tell.
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{0,60})["']""")
_PLAIN = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp125\d|cp(?:437|850|866|932|949|950)|gb2312|gbk|gb18030|big5(?:hkscs)?|shift_jis"
    r"|euc_(?:jp|kr)|koi8-[ru]|mac-roman"
)

_TOKEN = re.compile(
    r"""<!--(?P<comment>.*?)-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?(?P<instruction>.*?)\?>"""
    r"""|<(?P<close>/)?(?P<name>[^\s/>!?][^\s/>]*)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
    r"""|<!(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
#: A reference to a character, by number or as one of the five names of XML.
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class Token(NamedTuple):
    """A piece of an XML text: ``kind`` is ``open``, ``empty``, ``close``, ``text``, ``cdata`` or ``other``."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def xml_encoding(data: bytes, *, name: str, error: type[TransqaError]) -> str:
    """The codec that the bytes of an XML file declare, UTF-8 for none. One with a byte order mark keeps it in the text.

    Raises:
        ``error``: the encoding is unknown, hides ASCII, or contradicts the bytes.
    """
    found = next((codec for mark, codec in (*_MARKS, *_UNMARKED) if data.startswith(mark)), None)
    if found and found != "utf-8":
        return found
    match = _DECLARED.match(data[3:] if found else data)
    if match is None:
        return "utf-8"
    said = match[1].decode("ascii", "replace")
    if said.lower().startswith(("utf-16", "utf-32")):
        raise error(f"{name}:1: declares the encoding {said} but is not in it; correct the declaration")
    codec = plain_codec(said, name=name, error=error)
    if found and codec != "utf-8":
        raise error(
            f"{name}:1: declares the encoding {said} and begins with the mark of UTF-8; correct the declaration"
        )
    return codec


def plain_codec(said: str, *, name: str, error: type[TransqaError]) -> str:
    """The codec of a declared encoding in which ASCII means ASCII.

    Raises:
        ``error``: the encoding is unknown, or may hide ASCII from whoever looks at the bytes (UTF-7, HZ, EBCDIC).
    """
    try:
        codec = codecs.lookup(said).name
    except (LookupError, ValueError):
        raise error(f"{name}:1: declares the unknown encoding {said!r}; convert the file to UTF-8") from None
    if not _PLAIN.fullmatch(codec):
        raise error(f"{name}:1: declares the encoding {said}, which is not read; convert the file to UTF-8")
    return codec


def check_xml(text: str, *, name: str, error: type[TransqaError]) -> None:
    """Refuse what is not well-formed, or made to do harm: entities, huge tags, depth, inclusion.

    A document type that only names its definition (as TMX files do) is accepted and never fetched.

    Raises:
        ``error``: one line that names file and line.
    """
    _Guard(name, error).check(text)


class _Guard:
    """The handlers of one parse."""

    def __init__(self, name: str, error: type[TransqaError]) -> None:
        self._name = name
        self._error = error
        self._depth = 0
        self._last = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._skipped
        parser.CommentHandler = self._advance
        parser.ProcessingInstructionHandler = self._advance
        parser.StartCdataSectionHandler = self._advance
        parser.EndCdataSectionHandler = self._advance

    def check(self, text: str) -> None:
        try:
            # A string is handed over as UTF-8, whatever its declaration says.
            self._parser.Parse(text.removeprefix("\ufeff"), True)
        except expat.ExpatError as fault:
            reason = expat.ErrorString(fault.code)
            raise self._error(f"{self._name}:{fault.lineno}: not well-formed XML: {reason}") from None
        except UnicodeEncodeError:
            raise self._error(f"{self._name}: holds half a surrogate pair; convert the file to UTF-8") from None
        self._advance()

    def _refuse(self, reason: str) -> TransqaError:
        return self._error(f"{self._name}:{self._parser.CurrentLineNumber}: {reason}")

    def _advance(self, *_: object) -> None:
        at = self._parser.CurrentByteIndex
        if at - self._last > MAX_STRETCH:
            raise self._refuse(f"a tag, text or comment of {at - self._last:,} bytes ends here; the most is 1 MB")
        self._last = at

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self._advance()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refuse(f"elements nested deeper than {MAX_DEPTH}; simplify the file")
        if len(attributes) > MAX_ATTRIBUTES:
            raise self._refuse(f"an element of {len(attributes):,} attributes; the most is {MAX_ATTRIBUTES}")
        if tag.startswith(_XINCLUDE):
            raise self._refuse("asks to include another file (XInclude), which is never done; put its content here")

    def _close(self, _: str) -> None:
        self._advance()
        self._depth -= 1

    def _doctype(self, _name: str, _system: str | None, _public: str | None, subset: int) -> None:
        if subset:
            raise self._refuse("its DOCTYPE declares entities or the like; remove what is between [ and ]")

    def _skipped(self, name: str, *_: object) -> None:
        raise self._refuse(f"refers to the entity {name}, declared elsewhere; write the character itself")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a well-formed text, without a gap; offsets are those of the text."""
    at = 1 if text.startswith("\ufeff") else 0
    for match in _TOKEN.finditer(text, at):
        start, end = match.span()
        if at < start:
            yield Token("text", at, start)
        at = end
        if match["name"]:
            kind = "close" if match["close"] else "empty" if text[end - 2] == "/" else "open"
            yield Token(kind, start, end, match["name"], match["attributes"])
        else:
            yield Token("other" if match["cdata"] is None else "cdata", start, end)
    if at < len(text):
        yield Token("text", at, len(text))


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag as they are written, by their names with prefixes; references are expanded."""
    return {key: unescape(one or other) for key, one, other in _ATTRIBUTE.findall(written)}


def unescape(text: str) -> str:
    """The text with references to characters expanded."""
    return REFERENCE.sub(lambda match: character(match.group()), text) if "&" in text else text


def character(reference: str) -> str:
    """What a reference to a character stands for."""
    if reference[1] != "#":
        return _NAMED[reference]
    return chr(int(reference[3:-1], 16) if reference[2] == "x" else int(reference[2:-1]))


def escape(text: str, *, keep: re.Pattern[str] = REFERENCE) -> str:
    """The text as it stands between tags. A reference to a character that it has already (``keep``) is kept as it is."""
    parts, at = [], 0
    for match in keep.finditer(text):
        parts += [_escaped(text[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
