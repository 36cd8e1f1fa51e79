"""MRK009."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Block, BlockKind, Edit, Fix, Quote, Safety, Severity, Span
from transqa.rules.markup.inventory import inventory
from transqa.rules.markup.stripped import stripped

_MARK = re.compile(r"[\s>]*(#{1,6})(?=[ \t])")
_BROKEN = re.compile(r"[\s>]*([#＃]{1,6})[\s\u3000]*(?=\S)")


@rule("MRK009", "heading-level", mqm="markup/heading", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def heading_level(context: Context) -> Iterator[Fault]:
    """A heading has another level than in the source, is no heading any more, or a paragraph became one.

    A document whose headings are all one level deeper or higher is right. A ``#`` without a space after it, or a
    full-width one, makes no heading.

    Why: the table of contents is made from headings; one at the wrong level takes its section out of the chapter.
    Bad: ### Results => ## 结果
    Good: ### Results => ### 结果
    Fix: the source's mark; safe where the space after it is missing, unsafe otherwise.
    """
    gone = "heading" in stripped(context).kinds
    levels: list[tuple[Pair, Block, Block]] = []
    for pair, source, target in inventory(context).shaped:
        if source.kind is target.kind is BlockKind.HEADING:
            levels.append((pair, source, target))
        elif source.kind is BlockKind.HEADING and target.kind is not BlockKind.HTML and not gone:
            yield _no_heading(pair, source, target)
        elif target.kind is BlockKind.HEADING and source.kind is BlockKind.PARAGRAPH:
            yield Fault(
                "this heading is a paragraph in the source",
                source=pair.source.whole(),
                target=_mark(pair, target),
                confidence=0.6,
                evidence={"kind": "heading", "level": target.level},
            )
    yield from _other_level(levels)


def _other_level(levels: list[tuple[Pair, Block, Block]]) -> Iterator[Fault]:
    steps = Counter(target.level - source.level for _, source, target in levels)
    usual, count = steps.most_common(1)[0] if steps else (0, 0)
    if count < 2 or count * 2 <= len(levels):
        usual = 0
    for pair, source, target in levels:
        wanted = source.level + usual
        if target.level == wanted or not 1 <= wanted <= 6:
            continue
        place = _mark(pair, target)
        right = "#" * wanted
        edits = (Edit(place.span, right),) if set(place.text) == {"#"} else ()
        yield Fault(
            f"a heading of level {target.level}, in the source of level {source.level}; write {right!r}",
            source=_mark(pair, source, source_side=True),
            target=place,
            fixes=(Fix(right, Safety.UNSAFE if edits else Safety.MANUAL, edits),),
            confidence=0.85,
            evidence={"kind": "heading", "level": target.level, "wanted": wanted},
        )


def _mark(pair: Pair, block: Block, *, source_side: bool = False) -> Quote:
    """The number signs, or the whole heading where it is underlined."""
    document = pair.source.document if source_side else pair.target.document
    match = _MARK.match(document.text, block.span.start, block.span.end)
    return document.quote(Span(*match.span(1)) if match else block.span)


def _no_heading(pair: Pair, source: Block, target: Block) -> Fault:
    document = pair.target.document
    match = _BROKEN.match(document.text, target.span.start, target.span.end)
    if match and target.kind is BlockKind.PARAGRAPH:
        place = document.quote(Span(match.start(1), match.end()))
        right = "#" * source.level + " "
        return Fault(
            f"{place.text!r} makes no heading; write {right!r}",
            source=pair.source.whole(),
            target=place,
            severity=Severity.MAJOR,
            fixes=(Fix(right, Safety.SAFE, (Edit(place.span, right),)),),
            confidence=0.95,
            evidence={"kind": "heading", "level": source.level},
        )
    return Fault(
        f"a heading of level {source.level} became a {target.kind.value.replace('_', ' ')}",
        source=pair.source.whole(),
        target=document.quote(target.span),
        confidence=0.6,
        evidence={"kind": "heading", "level": source.level},
    )
