"""MRK015."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import NOT_PROSE, Block, Edit, Fix, InlineKind, Quote, Safety, Severity, Span
from transqa.rules.markup.inventory import Ranges, block_text, paragraph, raw

_URL = r"[^\s()（）\[\]<>]+"
#: What is an address even if the source does not link to it.
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|\.{0,2}/|#)|.*\.(?:mdx?|html?|png|jpe?g|gif|svg|webp|ipynb|pdf)(?:#|\Z)", re.DOTALL
)
_LABEL = r"[^\[\]【】\n]{1,200}"
#: A link or an image that is one character away from being read as such.
_LINK = re.compile(
    rf"(?P<bang>[!！]\s?)?(?P<open>[\[【［])(?P<label>{_LABEL})?(?P<close>[\]】］])(?P<gap>[ \u3000]?)"
    rf"(?P<left>[(（])(?P<blank>\s?)(?P<url>{_URL})(?P<blank2>\s?)(?P<right>[)）])"
)
#: Half of a link: no bracket or no parenthesis at the other end.
_HALF = re.compile(rf"\]\((?P<url>{_URL})(?P<right>\)?)")
_CLOSING = re.compile("[]】］]")
_READ = frozenset({InlineKind.LINK, InlineKind.IMAGE})
#: A footnote's number with a full-width colon behind it, which makes a paragraph of the note.
_NOTE = re.compile(r"^[ ]{0,3}(?P<label>\[\^[\w-]{1,40}\])[ ]?(?P<mark>：)[ ]?", re.MULTILINE)
_QUOTE_MARK = re.compile(r"[\s]*(?P<mark>＞+)")


@rule("MRK015", "broken-markdown", mqm="markup/syntax", severity=Severity.MAJOR, scope=Scope.LINK, markdown=True)
def broken_markdown(pair: Pair, context: Context) -> Iterator[Fault]:
    """A link, image or quotation is one character away from being read as such, and its brackets show in the text.

    A blank between ``]`` and ``(``, full-width brackets (``[词元]（https://x.org）``, ``【词元】(...)``), a full-width
    exclamation mark before an image, half of a pair left, ``＞`` for ``>``, a full-width colon behind
    the number of a note (``[^1]：``). What the source writes in the same way is
    right.

    Why: the reader sees brackets and an address instead of a link.
    Bad: See [the docs](https://x.org/a). => 见 [文档] (https://x.org/a)。
    Good: See [the docs](https://x.org/a). => 见[文档](https://x.org/a)。
    Fix: safe where the source links to the same address, unsafe otherwise; none for half a pair.
    """
    text = pair.target.document.text
    for block in pair.target.blocks:
        if block.kind in NOT_PROSE:
            continue
        start, end = block.span.start, block.span.end
        if _CLOSING.search(text, start, end):
            yield from _links(block, pair)
            yield from _notes(block, pair)
        if text.startswith("＞", block.span.start):
            match = _QUOTE_MARK.match(text, block.span.start, block.span.end)
            if match and pair.source.blocks and not pair.source.text.startswith("＞"):
                span = Span(*match.span("mark"))
                right = ">" * len(match["mark"]) + " "
                yield _fault(pair, span, right, "makes no quotation", paragraph(pair.source), certain=True)


def _notes(block: Block, pair: Pair) -> Iterator[Fault]:
    """Notes that are paragraphs, because their colon is full-width."""
    for match in _NOTE.finditer(pair.target.document.text, block.span.start, block.span.end):
        if f"{match['label']}:" in pair.source.document.text:
            right = f"{match['label']}: "
            yield _fault(pair, Span(*match.span()), right, "makes no note", paragraph(pair.source), certain=True)


def _links(block: Block, pair: Pair) -> Iterator[Fault]:
    start = block.span.start
    written = block_text(block, pair.target.document)
    code = [(i.span.start, i.span.end) for i in block.inlines if i.kind in {InlineKind.CODE, InlineKind.MATH}]
    read = {i.span.start: i.span.end for i in block.inlines if i.kind in _READ}
    opaque, hidden = Ranges(code), Ranges([*code, *read.items()])
    images = "![" in raw(pair.source)
    broken = [
        match
        for match in _LINK.finditer(written)
        if not {start + match.start(), start + match.start("open" if _stop(match, images) else 0)} & read.keys()
        and not opaque.touch(Span(start + match.start(), start + match.end()))
    ]
    taken = Ranges(match.span() for match in broken)
    halves = [
        match
        for match in _HALF.finditer(written)
        if not taken.touch(Span(*match.span())) and not hidden.touch(Span(start + match.start(), start + match.end()))
    ]
    if not broken and not halves:
        return
    known = {match.group() for match in _LINK.finditer(raw(pair.source))}
    known |= {match.group() for match in _HALF.finditer(pair.source.text)}
    marks = {i.target: i.span for other in reversed(pair.source.blocks) for i in other.inlines if i.kind in _READ}
    for match in (*broken, *halves):
        there = marks.get(match["url"])
        source = pair.source.document.quote(there) if there else paragraph(pair.source)
        span = Span(start + match.start(), start + match.end())
        if match.group() in known or not (there or _ADDRESS.match(match["url"])):
            continue
        if match.re is _LINK:
            bang = "!" if match["bang"] else ""
            right = f"{bang}[{match['label'] or ''}]({match['url']})"
            if match.group() != right and (match["label"] or bang):
                what = f"is not read as {'an image' if bang else 'a link'}"
                yield _fault(pair, span, right, what, source, certain=there is not None)
        elif pair.source.blocks:
            place = pair.target.document.quote(span)
            yield Fault(
                f"{place.text!r} is half of a link: a bracket or a parenthesis is missing",
                source=source,
                target=place,
                confidence=0.8,
                evidence={"kind": "link"},
            )


def _stop(match: re.Match[str], images: bool) -> bool:
    """Whether a ！ ends a sentence in front of a link, and begins no image."""
    return match["bang"] is not None and match["bang"][0] == "！" and not images


def _fault(pair: Pair, span: Span, right: str, what: str, source: Quote | None, *, certain: bool) -> Fault:
    place = pair.target.document.quote(span)
    return Fault(
        f"{place.text!r} {what}; write {right!r}",
        source=source,
        target=place,
        severity=None if certain else Severity.MINOR,
        fixes=(Fix(right, Safety.SAFE if certain else Safety.UNSAFE, (Edit(span, right),)),),
        confidence=0.9 if certain else 0.6,
        evidence={"kind": "syntax"},
    )
