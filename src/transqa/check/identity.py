"""What makes a finding the same finding after the files were edited, reflowed, realigned or moved.

A finding is known by its rule, its concept, the words it quotes and a little of what stands around them in the same
block; by no line number and no path. Only blanks and letter case are folded, so that a reflowed line changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from transqa.model import Bitext, Block, Document, Finding, Quote, Syntax
from transqa.parse.content import OBJECT

#: Code points of context, blanks not counted, on either side of the quoted words.
CONTEXT = 16
#: Code points to look for them in.
_REACH = 4 * CONTEXT
#: Fewer code points on one side say nothing without the other side.
_TELLING = 4
#: Hexadecimal digits for either side.
_DIGITS = 10
# Quote marks and indentation that continue a block on its next line.
_CONTINUED = re.compile(r"(?:\r\n|\n|\r)[\s>]*")


def identified(findings: Iterable[Finding], bitext: Bitext) -> Iterator[Finding]:
    """The findings, in the order given, each with its fingerprint: 20 hexadecimal digits of identity and a running number.

    Ten digits stand for what is said and what is before it, ten for what is said and what is behind it, so that an edit
    on one side leaves a half (see :func:`halves`). Findings of the same content differ in the number alone (see
    :func:`identity`).
    """
    source, target = _Places(bitext.source), _Places(bitext.target)
    seen: Counter[str] = Counter()
    for finding in findings:
        said, before, after = _content(finding, source, target)
        said = "\x1f".join((finding.rule, finding.concept or "", said))
        base = "".join(
            _digest(said, name, near if len(near) >= _TELLING else f"{before}\x1f{after}")
            for name, near in (("before", before), ("after", after))
        )
        seen[base] += 1
        yield _with(finding, f"{base}-{seen[base]}")


def _with(finding: Finding, fingerprint: str) -> Finding:
    """The finding with a fingerprint; ``dataclasses.replace`` takes ten times as long, and there are very many."""
    known = object.__new__(Finding)
    known.__dict__.update(finding.__dict__, fingerprint=fingerprint)
    return known


def identity(fingerprint: str) -> str:
    """A fingerprint without its running number: the same for all faults of the same content."""
    return fingerprint.rpartition("-")[0]


def halves(identity: str) -> tuple[str, str]:
    """The two parts of an identity, each of which outlives an edit on the other side of the quoted words."""
    return identity[:_DIGITS], identity[_DIGITS:]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _content(finding: Finding, source: _Places, target: _Places) -> tuple[str, str, str]:
    """What is quoted, and what is before and behind it on the side that says best where.

    An edit of the other side's context changes nothing. A quote of a whole block says only that the rule could point at
    nothing in it; beside a pinpointed quote it is left out, because the first block of a link is another one after a
    realignment.
    """
    if finding.target is None and finding.source is None:
        return finding.message, "", ""
    sides = [(quote, places) for quote, places in ((finding.target, target), (finding.source, source)) if quote]
    pinpointed = [(quote, places) for quote, places in sides if not places.vague(quote)] or sides[:1]
    said = "\x1e".join(_folded(places.said(quote)) for quote, places in pinpointed)
    anchor, places = pinpointed[0]
    return said, *places.around(anchor)


class _Places:
    """Quotes of one document within their blocks."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._escaped = document.syntax not in (Syntax.MARKDOWN, Syntax.PLAIN, Syntax.HTML)
        self._pieces: dict[int, list[int]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self._blocks]

    def _block(self, quote: Quote) -> Block | None:
        index = bisect_right(self._starts, quote.span.start) - 1
        if index < 0 or quote.span.start >= self._blocks[index].span.end:
            return None
        return self._blocks[index]

    def vague(self, quote: Quote) -> bool:
        """Whether the quote is a whole block, and too long to be taken for a label."""
        block = self._block(quote)
        return block is not None and quote.span == block.span and len(quote.text) > 2 * CONTEXT

    def said(self, quote: Quote) -> str:
        """The quoted text; in a translation file without the escapes that another format writes otherwise."""
        block = self._block(quote) if self._escaped else None
        if block is None:
            return quote.text
        seen = block.text[self._offset(block, quote.span.start) : self._offset(block, quote.span.end)]
        return quote.text if not seen or OBJECT in seen else seen

    def around(self, quote: Quote) -> tuple[str, str]:
        """What a reader sees before and behind the quoted text in its block."""
        block = self._block(quote)
        if block is None:
            return "", ""
        start, end = (self._offset(block, place) for place in (quote.span.start, quote.span.end))
        before, after = block.text[max(start - _REACH, 0) : start], block.text[end : end + _REACH]
        return _folded(before)[-CONTEXT:], _folded(after)[:CONTEXT]

    def _offset(self, block: Block, place: int) -> int:
        """Where in the block's text the file offset ``place`` is; the next visible character for a place in markup."""
        starts = self._pieces.get(block.span.start)
        if starts is None:
            starts = self._pieces[block.span.start] = [piece[1] for piece in block.pieces]
        index = bisect_right(starts, place) - 1
        if index < 0:
            return 0
        text_start, file_start, file_length = block.pieces[index]
        text_end = block.pieces[index + 1][0] if index + 1 < len(block.pieces) else len(block.text)
        return text_end if place >= file_start + file_length else min(text_start + place - file_start, text_end)


def _folded(text: str) -> str:
    if "\n" in text or "\r" in text:
        text = _CONTINUED.sub("", text)
    return "".join(text.split()).casefold()
