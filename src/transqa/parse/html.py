"""HTML to blocks: prose between tags, with exact offsets; scripts, styles and code are no prose.

A tokenizer for files as they are found, not a browser: an end tag that is missing ends with the next block.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from transqa.model import Block, BlockKind, Inline, InlineKind, Span
from transqa.parse.content import OBJECT
from transqa.parse.prose import BARE_URL, Prose, url_end

_TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)|<![A-Za-z\[][^>]*>|<\?[^>]*>"""
    r"""|<(?P<close>/)?(?P<name>[A-Za-z][^\s/>]{0,60})(?P<attributes>(?:[^<>"']|"[^"<]*"|'[^'<]*'){0,20000})>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))""")
_PIECE = re.compile(
    r"(?P<reference>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|(?P<blank>[ \t\r\n\f]+)|&|[^& \t\r\n\f]+"
)

_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "title": BlockKind.HEADING,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
}
_BLOCKS = frozenset(
    """address article aside body center details dialog div dl fieldset figure footer form head header hgroup hr html
    legend main menu nav ol option p section summary table tbody tfoot thead tr ul""".split()
) | set(_KINDS)
#: Elements whose content nobody reads, or that is written in another language than HTML.
_OPAQUE = frozenset("script style template noscript svg iframe object canvas audio video textarea select".split())
_INLINE = {
    "a": InlineKind.LINK,
    "b": InlineKind.STRONG,
    "strong": InlineKind.STRONG,
    "i": InlineKind.EMPHASIS,
    "em": InlineKind.EMPHASIS,
    "s": InlineKind.STRIKE,
    "del": InlineKind.STRIKE,
    "code": InlineKind.CODE,
    "kbd": InlineKind.CODE,
    "samp": InlineKind.CODE,
    "tt": InlineKind.CODE,
    "var": InlineKind.CODE,
    "math": InlineKind.MATH,
}
_MASKED = frozenset({InlineKind.CODE, InlineKind.MATH})
_LISTS = frozenset({"ul", "ol", "menu", "dl"})
#: Elements without content, which open nothing.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
#: Elements nested deeper than browsers build them are taken for their parents.
_MAX_DEPTH = 512


@dataclass(slots=True)
class _Open:
    """An inline element that waits for its end tag: where its text begins in the prose and in the file."""

    name: str
    start: int
    inner: int
    at: int
    target: str
    masked: bool


def parse_html(text: str) -> list[Block]:
    """The blocks of an HTML text, in file order."""
    return list(_Reader(text).blocks())


@dataclass(slots=True)
class _Reader:
    text: str
    # The open block elements, outermost first.
    stack: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    prose: Prose = field(init=False)
    # A blank that is written before the next word, if one comes.
    blank: tuple[int, int] | None = None
    start: int = -1
    end: int = -1
    # Whether the block has more than images.
    worded: bool = False

    def blocks(self) -> Iterator[Block]:
        self.prose = Prose(self.text)
        at = 1 if self.text.startswith("\ufeff") else 0
        while at < len(self.text):
            match = _TOKEN.search(self.text, at)
            self._words(at, match.start() if match else len(self.text))
            if match is None:
                break
            at = match.end()
            name = (match["name"] or "").lower()
            if name in _OPAQUE and not match["close"] and not match["attributes"].endswith("/"):
                at = self._beyond(name, at)
            elif name in _BLOCKS:
                yield from self._finished()
                self._enter(name, closing=bool(match["close"]))
            elif name:
                self._inline(name, match)
        yield from self._finished()

    def _beyond(self, name: str, at: int) -> int:
        """The offset behind the end tag."""
        match = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, at)
        return match.end() if match else len(self.text)

    def _enter(self, name: str, *, closing: bool) -> None:
        if closing:
            if name in self.stack:
                del self.stack[len(self.stack) - 1 - self.stack[::-1].index(name) :]
        elif name not in _VOID and len(self.stack) < _MAX_DEPTH:
            # These never nest in themselves: the one before was not closed.
            if self.stack and self.stack[-1] == name and name not in _LISTS and name not in ("div", "section"):
                self.stack.pop()
            self.stack.append(name)

    def _finished(self) -> Iterator[Block]:
        for one in reversed(self.opened):
            self._close(one, self.end, self.end)
        self.opened.clear()
        if self.prose.length:
            yield self._block()
        self.prose = Prose(self.text)
        self.blank, self.start, self.end, self.worded = None, -1, -1, False

    def _block(self) -> Block:
        named = next((name for name in reversed(self.stack) if name in _KINDS), "")
        kind = _KINDS.get(named, BlockKind.PARAGRAPH)
        if kind is BlockKind.HEADING:
            level = int(named[1]) if named != "title" else 1
        else:
            level = sum(name in _LISTS for name in self.stack) if kind is BlockKind.LIST_ITEM else 0
        if kind is BlockKind.PARAGRAPH and not self.worded:
            kind = BlockKind.IMAGE
        if kind is not BlockKind.CODE:
            self._addresses("".join(self.prose.parts))
        return self.prose.block(kind, Span(self.start, self.end), level=level)

    def _addresses(self, said: str) -> None:
        draft = self.prose.block(BlockKind.PARAGRAPH, Span(self.start, self.end))
        for match in BARE_URL.finditer(said) if "://" in said else ():
            end = url_end(said, *match.span())
            span = draft.locate(match.start(), end)
            self.prose.masked.append((match.start(), end))
            self.prose.inlines.append(Inline(InlineKind.AUTOLINK, span, span, said[match.start() : end]))

    def _words(self, start: int, end: int) -> None:
        if "pre" in self.stack:
            self._reach(start, end)
            self.worded = True
            self.prose.copy(start, end)
            return
        for match in _PIECE.finditer(self.text, start, end):
            if match["blank"]:
                self.blank = self.blank or match.span()
                continue
            self._space()
            self._reach(*match.span())
            self.worded = True
            said = html.unescape(match.group()) if match["reference"] else match.group()
            if said == match.group():
                self.prose.copy(*match.span())
            else:
                self.prose.put(said, *match.span())

    def _space(self) -> None:
        """The blank before a word, where there is a word before it."""
        if self.blank and self.prose.length:
            if self.text[self.blank[0] : self.blank[1]] == " ":
                self.prose.copy(*self.blank)
            else:
                self.prose.put(" ", *self.blank)
        self.blank = None

    def _reach(self, start: int, end: int) -> None:
        if start < end:
            self.start = start if self.start < 0 else self.start
            self.end = max(self.end, end)

    def _inline(self, name: str, tag: re.Match[str]) -> None:
        given = {key.lower(): (a or b or c) for key, a, b, c in _ATTRIBUTE.findall(tag["attributes"])}
        if name == "br":
            self.blank = self.blank or tag.span()
        elif name == "img" and not tag["close"]:
            self._image(tag, given)
        elif tag["close"]:
            self._end(name, tag)
        elif name not in _VOID and not tag["attributes"].endswith("/") and len(self.opened) < _MAX_DEPTH:
            self._space()
            hidden = given.get("translate") == "no" or "notranslate" in given.get("class", "").split()
            target = html.unescape(given.get("href", ""))
            self.opened.append(_Open(name, tag.start(), tag.end(), self.prose.length, target, hidden))

    def _end(self, name: str, tag: re.Match[str]) -> None:
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index].name == name:
                self._close(self.opened.pop(index), tag.start(), tag.end())
                return

    def _close(self, one: _Open, inner_end: int, end: int) -> None:
        if one.at == self.prose.length:
            return
        kind = _INLINE.get(one.name)
        if kind and (kind is not InlineKind.LINK or one.target):
            self._reach(one.start, end)
            self.start = min(self.start, one.start)
            content = Span(one.inner, max(inner_end, one.inner))
            self.prose.inlines.append(Inline(kind, Span(one.start, max(end, one.inner)), content, one.target))
        if kind in _MASKED or one.masked:
            self.prose.mask(one.at)

    def _image(self, tag: re.Match[str], given: dict[str, str]) -> None:
        """An image: its description is what a reader may be told."""
        self._space()
        self._reach(*tag.span())
        span = Span(*tag.span())
        inner = Span(span.end, span.end)
        for match in _ATTRIBUTE.finditer(self.text, tag.start("attributes"), tag.end("attributes")):
            value = next((Span(*match.span(part)) for part in "abc" if match[part]), None)
            if match[1].lower() == "alt" and value:
                inner = value
        for match in _PIECE.finditer(self.text, inner.start, inner.end):
            if match["reference"]:
                self.prose.put(html.unescape(match.group()), *match.span())
            else:
                self.prose.copy(*match.span())
        if not inner:
            # An image without words still is something that stands there.
            self.prose.put(OBJECT, span.start, span.end)
            self.prose.mask(self.prose.length - 1)
        self.prose.inlines.append(Inline(InlineKind.IMAGE, span, inner, html.unescape(given.get("src", ""))))
