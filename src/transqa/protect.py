"""What no fix may change, whatever a rule says: code, addresses, the front matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from transqa.model import BlockKind, Document, Edit, Inline, InlineKind, Span
from transqa.parse.prose import BARE_URL, url_end

#: Half-open range of a file, and the name of what is there.
Guard = tuple[Span, str]

_LINKS = frozenset({InlineKind.LINK, InlineKind.IMAGE, InlineKind.AUTOLINK})
# Where else a document keeps an address: link definitions, attributes of HTML.
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^|//\])[^\]\n]+\]:[ \t]*\n?[ \t]*\S+", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"""\b(?:href|src|srcset|poster|cite|action)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE
)
_DESTINATION = re.compile(r"\]\(\s*(<[^<>\n]*>|\S*)|\]\[([^\]]*)\]", re.DOTALL)


def touched(text: str, edits: Iterable[Edit], kept: Iterable[Guard]) -> str:
    """The name of the first of ``kept`` that the edits would change, or nothing. What an edit moves as it is, it keeps."""
    for edit in edits:
        span = _narrowed(text, edit)
        for guard, what in kept:
            if guard.overlaps(span) and not (
                edit.span.start <= guard.start
                and guard.end <= edit.span.end
                and text[guard.start : guard.end] in edit.text
            ):
                return what
    return ""


def guards(document: Document) -> Iterator[Guard]:
    """Everything of a file that no fix may change, with its name."""
    text = document.text
    for block in document.blocks:
        if block.kind is BlockKind.CODE:
            yield block.span, "code"
        elif block.kind is BlockKind.FRONT_MATTER:
            yield block.span, "the front matter"
        for inline in block.inlines:
            if inline.kind is InlineKind.CODE:
                yield inline.span, "code"
            elif inline.kind in _LINKS:
                yield _address(text, inline), "a URL"
    for match in BARE_URL.finditer(text):
        yield Span(match.start(), url_end(text, *match.span())), "a URL"
    for pattern, group in ((_DEFINITION, 0), (_ATTRIBUTE, 1)):
        for match in pattern.finditer(text):
            yield Span(*match.span(group)), "a URL"


def _address(text: str, inline: Inline) -> Span:
    """The destination of a link or image, or the label it is defined under."""
    if inline.kind is InlineKind.AUTOLINK:
        return inline.span
    match = _DESTINATION.match(text, inline.content.end, inline.span.end)
    if match is None:
        return Span(inline.span.end, inline.span.end)
    if match[1] is None:
        return Span(*match.span(2))
    # Without a title, the closing bracket ends the word as well.
    start, end = match.span(1)
    return Span(start, min(end, inline.span.end - 1))


def inventory(document: Document) -> Counter[tuple[str, str]]:
    """What must survive a repair, as (name, text)."""
    found: Counter[tuple[str, str]] = Counter()
    for block in document.blocks:
        if block.kind in {BlockKind.CODE, BlockKind.FRONT_MATTER}:
            name = "code" if block.kind is BlockKind.CODE else "the front matter"
            found[name, document.text[block.span.start : block.span.end]] += 1
        for inline in block.inlines:
            if inline.kind is InlineKind.CODE:
                found["code", document.text[inline.content.start : inline.content.end]] += 1
            elif inline.kind in _LINKS:
                # An address that is only written out is no link with a label any more.
                found["a link", f"{inline.kind} {inline.target}"] += 1
    return found


def _narrowed(text: str, edit: Edit) -> Span:
    """The part of an edit that differs from what is there."""
    old, new = text[edit.span.start : edit.span.end], edit.text
    left = 0
    while left < min(len(old), len(new)) and old[left] == new[left]:
        left += 1
    right = 0
    while right < min(len(old), len(new)) - left and old[-1 - right] == new[-1 - right]:
        right += 1
    return Span(edit.span.start + left, edit.span.end - right)
