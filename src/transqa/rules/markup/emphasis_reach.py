"""Emphasis that is there and reaches too far, not far enough, or elsewhere: parts of MRK007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair
from transqa.model import Edit, Fix, InlineKind, Safety, Span
from transqa.rules.markup.inventory import Mark, Row, shown
from transqa.rules.markup.links import label
from transqa.rules.markup.wording import cut_name, cut_word, left_outside, other_words
from transqa.text.fold import fold, is_chinese
from transqa.text.markup import is_mark

#: A lead-in label is no longer than this.
LABEL = 40
_COLON = re.compile(r"[:：](?=[^\s*_])")
_COLON_INSIDE = re.compile(r"[:：] ?(?=[^\s*_])")
#: With more marks a paragraph is a list of something.
MARKS = 40
#: Characters beside bold in which the rendering of its first or last word is looked for.
_BESIDE = 6
#: Blanks within a phrase that is half a sentence.
_CLAUSE = 5
#: Marks of a sentence behind emphasis, in Chinese and in English; "" is none of them.
_STOPS = tuple("。，；")
_SOURCE_STOPS = tuple(".,;")
_ARROWS = tuple("→⇒➜►")
#: What may stand between bold and a word that belongs into it.
_PARTICLES = "的地得了"


def at_its_end(row: Row) -> Iterator[Fault]:
    """A mark of the sentence that emphasis took in, and the arrow of a label that it left out."""
    if len(row.source) != len(row.target):
        return
    for mark, other in zip(row.source, row.target, strict=True):
        ours, theirs = mark.content.rstrip(), other.content.rstrip()
        if not ours or not theirs or mark.inline.kind is not other.inline.kind:
            continue
        if theirs[-1] in _STOPS and not is_mark(ours[-1]) and mark.after[:1] in _SOURCE_STOPS:
            delimiter = other.raw[: other.inline.content.start - other.inline.span.start]
            text = f"{delimiter}{theirs[:-1]}{delimiter}{theirs[-1]}"
            place = other.quote()
            yield Fault(
                f"the emphasis takes in {theirs[-1]!r}, which belongs to the sentence; write {text!r}",
                source=mark.quote(),
                target=place,
                fixes=(Fix(text, Safety.SAFE, (Edit(place.span, text),)),),
                confidence=0.8,
                evidence={"kind": "emphasis"},
            )
        elif ours[-1] in _ARROWS and theirs[-1] not in _ARROWS and other.after.lstrip()[:1] in _ARROWS:
            yield _short(mark, other, f"bold ends before {other.after.lstrip()[0]!r}, which is bold in the source")


def too_long(row: Row, mark: Mark) -> Iterator[Fault]:
    """A bold label that goes on behind its colon."""
    bold = row.target[0]
    if (
        bold.inline.kind is not InlineKind.STRONG
        or mark.inline.kind is not InlineKind.STRONG
        or len(mark.content) > LABEL
    ):
        return
    whole = len(mark.content) >= 0.8 * len(mark.block.text)
    if not whole and _COLON.search(bold.content) and not _COLON_INSIDE.search(mark.content):
        yield Fault(
            f"bold goes on behind the label, which is {shown(mark.content)} in the source",
            source=mark.quote(),
            target=bold.quote(),
            confidence=0.7,
            evidence={"kind": "emphasis"},
        )


def elsewhere(rows: list[Row], context: Context) -> Iterator[Fault]:
    """The only phrase that is emphasised on either side, on other words by the dictionary."""
    lexicon = context.lexicon
    if lexicon is None or not is_chinese(context.target.language):
        return
    for row in rows:
        if len(row.source) != 1 or len(row.target) != 1:
            continue
        ours, theirs = label(row.source[0]), fold(label(row.target[0]), context.target.language)
        rest, others = row.pair.source.prose.replace(ours, "", 1), row.pair.target.folded.replace(theirs, "\0", 1)
        words = other_words(ours, rest, theirs, others, lexicon)
        if words:
            yield Fault(
                f"the emphasis lies on the rendering of {words[1]!r} and not on that of {words[0]!r}",
                source=row.source[0].quote(),
                target=row.target[0].quote(),
                confidence=0.6,
                evidence={"kind": "emphasis"},
            )


def too_short(rows: list[Row], context: Context) -> Iterator[Fault]:
    """Bold without a word of its phrase, whose rendering stands right beside it: **混合精度**分解."""
    lexicon, language = context.lexicon, context.target.language
    if lexicon is None or not is_chinese(language):
        return
    for row in rows:
        if len(row.source) != len(row.target) or len(row.source) > MARKS:
            continue
        for mark, other in zip(row.source, row.target, strict=True):
            if mark.inline.kind is not other.inline.kind:
                continue
            before, behind = other.before[-_BESIDE:].rstrip(_PARTICLES), other.after[:_BESIDE].lstrip(_PARTICLES)
            what = "bold" if mark.inline.kind is InlineKind.STRONG else "the emphasis"
            if cut := cut_name(label(mark), label(other), before, behind):
                yield _short(mark, other, f"{what} covers only a part of {cut!r}, which has it in the source")
                continue
            if cut := cut_word(other.before[-_BESIDE:], label(other), other.after[:_BESIDE], lexicon):
                yield _short(mark, other, f"{what} covers only a part of {cut!r}")
                continue
            if word := _term_cut(mark, other, row.pair, context):
                yield _short(mark, other, f"{what} covers only a part of the rendering of {word!r}")
                continue
            rest = row.pair.source.prose.replace(label(mark), "", 1)
            folded = fold(before, language), fold(label(other), language), fold(behind, language)
            word, outside = left_outside(label(mark), rest, folded, lexicon)
            word, outside = (word, outside) if word else _term_outside(mark, other, row.pair, context)
            # The original in brackets behind it is left outside on purpose, and of half a sentence the translator chooses.
            if word and not outside.isascii() and label(mark).count(" ") < _CLAUSE:
                yield _short(
                    mark, other, f"{what} leaves out {outside!r}, the rendering of {word!r}, which has it in the source"
                )


def _terms_of(mark: Mark, pair: Pair, context: Context) -> Iterator[tuple[Span, Span]]:
    """The terms within an emphasised phrase that are rendered, and where."""
    content = mark.inline.content
    for one in context.terms(pair).renderings:
        source = pair.source.locate(one.term.start, one.term.end)
        if one.target and content.start <= source.start and source.end <= content.end:
            yield source, pair.target.locate(*one.target)


def _term_cut(mark: Mark, other: Mark, pair: Pair, context: Context) -> str:
    """A term of an emphasised phrase whose rendering goes on behind the emphasis, or begins before it; "" for none."""
    content = other.inline.content
    for source, target in _terms_of(mark, pair, context):
        if target.start < content.start < target.end or target.start < content.end < target.end:
            return mark.document.quote(source).text
    return ""


def _term_outside(mark: Mark, other: Mark, pair: Pair, context: Context) -> tuple[str, str]:
    """A term of a bold phrase, of which other terms are bold in the translation, and its rendering right beside that."""
    content = other.inline.content
    outside: list[tuple[str, str]] = []
    inside = 0
    for source, target in _terms_of(mark, pair, context):
        inside += content.overlaps(target)
        gaps = (target.start - other.inline.span.end, other.inline.span.start - target.end)
        if any(0 <= gap <= 1 for gap in gaps):
            outside.append((mark.document.quote(source).text, other.document.quote(target).text))
    return outside[0] if inside and outside else ("", "")


def _short(mark: Mark, other: Mark, message: str) -> Fault:
    return Fault(message, source=mark.quote(), target=other.quote(), confidence=0.6, evidence={"kind": "emphasis"})
