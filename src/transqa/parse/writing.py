"""Fixes as they are written into a file: escaped in the way of its format, with tags and codes left where they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from transqa.model import Block, Document, Edit, Fix, InlineKind, Span, Syntax
from transqa.parse.content import OBJECT
from transqa.text.xml import REFERENCE, escape, tokens

_VERBATIM = frozenset({Syntax.MARKDOWN, Syntax.PLAIN})
# What stands for one character, and is replaced as a whole or not at all.
_ATOMS = {
    Syntax.XML: REFERENCE,
    Syntax.HTML: re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"),
    Syntax.PO: re.compile(r"\\."),
    Syntax.JSONL: re.compile(r"\\(?:u....|.)"),
    Syntax.CSV: re.compile('""'),
    Syntax.TSV: re.compile('""'),
}
#: More codes than this in the range of one edit are left to a person.
_STRETCHES = 20


def written(document: Document, fix: Fix) -> Fix:
    """The fix with its edits as the file needs them; without edits where only a person can write it there.

    An edit covers text of one block. Where tags, inline codes or line ends of a string stand in its range, it becomes
    edits of the text between them.
    """
    if document.syntax in _VERBATIM or not fix.edits:
        return fix
    edits: list[Edit] = []
    for edit in fix.edits:
        parts = _parts(document, edit)
        if parts is None:
            return replace(fix, edits=())
        edits += parts
    return replace(fix, edits=tuple(edits))


def _parts(document: Document, edit: Edit) -> list[Edit] | None:
    block = _block(document, edit.span)
    if block is None or OBJECT in edit.text:
        return None
    texts = _texts(block, edit.span)
    if not 0 < len(texts) <= _STRETCHES:
        return None
    new = _between(document.text, edit, texts)
    if new is None:
        return None
    edits = []
    for span, text in zip(texts, new, strict=True):
        said = _escaped(document, span, text)
        if said is None:
            return None
        if said != document.text[span.start : span.end] or not span:
            edits.append(Edit(span, said))
    return edits


def _block(document: Document, span: Span) -> Block | None:
    index = bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1
    block = document.blocks[index] if index >= 0 else None
    return block if block and span.end <= block.span.end else None


def _texts(block: Block, span: Span) -> list[Span]:
    """The stretches of text in a range of the file, without the codes and tags between them; none for half a reference.

    An empty range is one stretch, if it touches text.
    """
    found: list[Span] = []
    for index, (at, first, length) in enumerate(block.pieces):
        stop = block.pieces[index + 1][0] if index + 1 < len(block.pieces) else len(block.text)
        low, high = max(first, span.start), min(first + length, span.end)
        if low > high or (low == high and len(span)) or block.text[at:stop] == OBJECT:
            continue
        if stop - at != length and not {low, high} <= {first, first + length}:
            return []
        if found and found[-1].end == low:
            found[-1] = Span(found[-1].start, high)
        else:
            found.append(Span(low, high))
    return found


def _between(text: str, edit: Edit, texts: list[Span]) -> list[str] | None:
    """The new text for each stretch; None where it cannot be told how the new text goes around what is kept."""
    edges = [edit.span.start, *(edge for span in texts for edge in (span.start, span.end)), edit.span.end]
    kept = [text[edges[number] : edges[number + 1]] for number in range(0, len(edges), 2)]
    if not any(kept):
        return [edit.text]
    # A rule that copied what stands in the file has all of it, in order.
    pattern = "(.*?)".join(re.escape(part) for part in kept)
    if match := re.fullmatch(pattern, edit.text, re.DOTALL):
        return list(match.groups())
    # One that copied what a reader sees has none of it: only what differs is replaced, if that is in one stretch.
    old = [text[span.start : span.end] for span in texts]
    whole = "".join(old)
    left = _common(whole, edit.text)
    right = _common(whole[left:][::-1], edit.text[left:][::-1])
    at = 0
    new = list(old)
    for number, part in enumerate(old):
        if at <= left and len(whole) - right <= at + len(part):
            inner = edit.text[left : len(edit.text) - right]
            new[number] = part[: left - at] + inner + part[len(whole) - right - at :]
            return new
        at += len(part)
    return None


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _escaped(document: Document, span: Span, new: str) -> str | None:
    """The text as it stands at a place of the file; None where it cannot stand there.

    What it has in common with the old text at either end stays as it is written.
    """
    file = document.text
    old = file[span.start : span.end]
    left = _common(old, new)
    right = _common(old[left:][::-1], new[left:][::-1])
    for match in _ATOMS[document.syntax].finditer(old):
        if match.start() < left < match.end():
            left = match.start()
        if match.start() < len(old) - right < match.end():
            right = len(old) - match.end()
    middle = new[left : len(new) - right]
    said = _said(document, Span(span.start + left, span.end - right), middle)
    return None if said is None else old[:left] + said + old[len(old) - right :]


@lru_cache(maxsize=2)
def _sections(text: str) -> tuple[Span, ...]:
    """The CDATA sections of an XML text; not everything that looks like one is one."""
    if "<![CDATA[" not in text:
        return ()
    return tuple(Span(token.start, token.end) for token in tokens(text) if token.kind == "cdata")


def _said(document: Document, span: Span, text: str) -> str | None:
    syntax, file = document.syntax, document.text
    block = _block(document, span)
    if block is None:
        return None
    if any(inline.kind is InlineKind.IMAGE and inline.content.overlaps(span) for inline in block.inlines):
        # The value of an attribute, which may be without quotes.
        return None if re.search(r"[\s\"'<>&=`]", text) else text
    if syntax in (Syntax.XML, Syntax.HTML):
        if syntax is Syntax.XML and any(
            section.start < span.start and span.end < section.end for section in _sections(file)
        ):
            return None if "]]>" in text else text
        return escape(text, keep=_ATOMS[syntax])
    if syntax in (Syntax.PO, Syntax.JSONL):
        # Whether a backslash is one, or begins an escape that was copied from the file, only a person can tell.
        if "\\" in text or any(char < " " for char in text):
            return None
        return text.replace('"', '\\"')
    if file[block.span.start - 1 : block.span.start] == '"':
        return None if '""' in text else text.replace('"', '""')
    return None if re.search(r"""[\t\r\n",;]""", text) else text
