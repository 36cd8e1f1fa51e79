"""MRK015."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import NOT_PROSE, Block, Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.inventory import Ranges

_URL = r"(?:https?://|mailto:|\.{0,2}/|#)[^\s()（）\[\]]*|[\w%./-]+\.(?:md|mdx|html?|png|jpe?g|gif|svg|webp|ipynb|pdf)(?:#[^\s()（）]*)?"
_LABEL = r"[^\[\]【】\n]{1,200}"
#: A link or an image that is one character away from being read as such.
_LINK = re.compile(
    rf"(?P<bang>[!！]\s?)?(?P<open>[\[【［])(?P<label>{_LABEL})?(?P<close>[\]】］])(?P<gap>[ \u3000]?)"
    rf"(?P<left>[(（])(?P<blank>\s?)(?P<url>{_URL})(?P<blank2>\s?)(?P<right>[)）])"
)
#: Half of a link: no bracket or no parenthesis at the other end.
_HALF = re.compile(rf"\]\((?P<url>{_URL})(?P<right>\)?)")
_QUOTE_MARK = re.compile(r"[\s]*(?P<mark>＞+)")


@rule("MRK015", "broken-markdown", mqm="markup/syntax", severity=Severity.MAJOR, scope=Scope.LINK)
def broken_markdown(pair: Pair, context: Context) -> Iterator[Fault]:
    """A link, image or quotation is one character away from being read as such, and its brackets show in the text.

    A blank between ``]`` and ``(``, full-width brackets (``[词元]（https://x.org）``, ``【词元】(...)``), a full-width
    exclamation mark before an image, half of a pair left, ``＞`` for ``>``. What the source writes in the same way is
    right.

    Why: the reader sees brackets and an address instead of a link.
    Bad: See [the docs](https://x.org/a). => 见 [文档] (https://x.org/a)。
    Good: See [the docs](https://x.org/a). => 见[文档](https://x.org/a)。
    Fix: safe where both ends of the pair are there; none for half a pair.
    """
    text = pair.target.document.text
    for block in pair.target.blocks:
        if block.kind in NOT_PROSE:
            continue
        start, end = block.span.start, block.span.end
        if any(text.find(mark, start, end) >= 0 for mark in "]】］"):
            yield from _links(block, pair)
        if text.startswith("＞", block.span.start):
            match = _QUOTE_MARK.match(text, block.span.start, block.span.end)
            if match and pair.source.blocks and not pair.source.text.startswith("＞"):
                span = Span(*match.span("mark"))
                right = ">" * len(match["mark"]) + " "
                yield _fault(pair, span, right, "makes no quotation")


def _links(block: Block, pair: Pair) -> Iterator[Fault]:
    document = pair.target.document
    raw = document.text[block.span.start : block.span.end]
    source = "".join(pair.source.document.text[other.span.start : other.span.end] for other in pair.source.blocks)
    code = [(i.span.start, i.span.end) for i in block.inlines if i.kind in {InlineKind.CODE, InlineKind.MATH}]
    read = {i.span.start: i.span.end for i in block.inlines if i.kind in {InlineKind.LINK, InlineKind.IMAGE}}
    opaque = Ranges(code)
    hidden = Ranges([*code, *read.items()])
    done = -1
    for match in _LINK.finditer(raw):
        span = Span(block.span.start + match.start(), block.span.start + match.end())
        bang = "!" if match["bang"] else ""
        # "看！[图](x.png)": a sentence may end with ！ before a link.
        start = span.start + (len(match["bang"]) if bang and match["bang"][0] == "！" and "![" not in source else 0)
        if span.start in read or start in read or opaque.touch(span):
            continue
        done = span.end
        right = f"{bang}[{match['label'] or ''}]({match['url']})"
        if match.group() == right or match.group() in source or not (match["label"] or bang):
            continue
        yield _fault(pair, span, right, "is not read as an image" if bang else "is not read as a link")
    for match in _HALF.finditer(raw):
        span = Span(block.span.start + match.start(), block.span.start + match.end())
        if span.start < done or hidden.touch(span) or match.group() in pair.source.text or not source:
            continue
        place = document.quote(span)
        yield Fault(
            f"{place.text!r} is half of a link: a bracket or a parenthesis is missing",
            source=pair.source.whole(),
            target=place,
            confidence=0.8,
            evidence={"kind": "link"},
        )


def _fault(pair: Pair, span: Span, right: str, what: str) -> Fault:
    place = pair.target.document.quote(span)
    return Fault(
        f"{place.text!r} {what}; write {right!r}",
        source=pair.source.whole() if pair.source.blocks else None,
        target=place,
        fixes=(Fix(right, Safety.SAFE, (Edit(span, right),)),),
        confidence=0.9,
        evidence={"kind": "syntax"},
    )
