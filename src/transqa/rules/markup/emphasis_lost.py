"""MRK007."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.emphasis_reach import LABEL, MARKS, at_its_end, elsewhere, too_long, too_short
from transqa.rules.markup.inventory import Mark, Row, inventory, paragraph, plural, shown
from transqa.rules.markup.links import label
from transqa.rules.markup.stripped import EMPHASIS, stripped
from transqa.rules.markup.wording import rendering, shared, words_of
from transqa.text.fold import fold, is_chinese

_LITERAL = re.compile(r"\*|(?<!\w)_|_(?!\w)|~~")
_STOP = re.compile(r"[\s，。、；：！？,.;:!?()（）]")
#: Two bold pieces with no more than this between them are one that broke.
_GAP = 10
#: Emphasis within sentences must be kept this often, and so many times as often as not, before its loss is a slip.
_KEPT, _RATIO = 3, 3
#: So many phrases are forgotten by accident.
_SLIPS = 2
#: Words of a phrase are rendered no farther from each other than this.
_NEAR = 2
_OPENING = re.compile("[“‘「『《«„]")


@rule("MRK007", "emphasis-lost", mqm="markup/emphasis", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def emphasis_lost(context: Context) -> Iterator[Fault]:
    """Bold or italics that set a whole block or its lead-in label apart are gone, or bold broke into pieces.

    A block that is all italics (a byline, a caption) or begins with a bold label (**Why** ...) has lost its emphasis
    altogether; where none of a document's blocks kept it, one finding says so. One bold phrase that became two with a
    few characters between them is major. Bold that goes on behind the colon of its label, leaves out a word of its phrase
    that stands right beside it or the arrow of its label, cuts a name in two, or lies on another word by the dictionary,
    has slipped; so has emphasis that takes in the full stop of its sentence. Emphasis on words within a sentence is the
    translator's affair, for Chinese has no italics, and many houses use quotation marks; but where the document keeps
    nearly all of it, or its bold labels, a phrase that stands in the translation, as it is or in the dictionary's
    words, without emphasis or quotation marks was forgotten.

    Why: readers find bylines and labels by their type, and a bold phrase that breaks in the middle reads as two.
    Bad: We propose the **embodied Turing test** here. => 我们在此提出**具身**图灵**测试**。
    Good: We propose the **embodied Turing test** here. => 我们在此提出**具身图灵测试**。
    Fix: unsafe, for a broken phrase one pair of delimiters, for a bold name its delimiters; safe for a full stop.
    """
    if "emphasis" in stripped(context).kinds:
        return
    whole: list[tuple[Pair, Mark]] = []
    within: list[Row] = []
    kept = labels = 0
    for row in inventory(context).rows(*EMPHASIS):
        if not row.pair.judged:
            continue
        yield from _broken(row)
        yield from at_its_end(row)
        mark = _set_apart(row)
        if mark is None:
            within.append(row)
            continue
        if row.target:
            kept += 1
            labels += row.target[0].inline.kind is mark.inline.kind is InlineKind.STRONG
            yield from too_long(row, mark)
            if len(row.source) > 1:
                # Behind the label.
                within.append(Row(row.pair, row.source[1:], row.target[1:]))
        elif not _LITERAL.search(row.pair.target.prose):
            whole.append((row.pair, mark))
    if whole and not kept and len(whole) > 2:
        pair, mark = whole[0]
        yield _lost(pair, mark, f" (so are all {len(whole)} of the document)")
        return
    for pair, mark in whole:
        yield _lost(pair, mark, "")
    yield from _forgotten(within, labels, context)
    yield from elsewhere(within, context)
    yield from too_short(within, context)


def _forgotten(rows: list[Row], labels: int, context: Context) -> Iterator[Fault]:
    """Phrases within sentences that stand there plain, where nearly all emphasis was kept.

    ``labels`` are bold labels that were kept: who sets these in bold does not do without bold.
    """
    kept = sum(min(len(row.source), len(row.target)) for row in rows)
    lost = sum(max(0, len(row.source) - len(row.target)) for row in rows)
    enough = max(_KEPT, _RATIO * lost)
    if not lost:
        return
    usual = kept + labels >= enough
    if not usual:
        # A paragraph that keeps one phrase and not the other has forgotten it all the same.
        rows = [row for row in rows if row.target and len(row.source) <= MARKS]
    others: list[Fault] = []
    for row in rows:
        gone = len(row.source) - len(row.target)
        if gone < 1:
            continue
        plain = [(mark, at) for mark in row.source if (at := _plain(mark, row)) is not None][:gone]
        for mark, at in plain if usual else ():
            target = row.pair.target.quote(at, at + len(mark.content))
            yield Fault(
                f"{target.text!r} is not bold any more",
                source=mark.quote(),
                target=target,
                fixes=(Fix(mark.raw, Safety.UNSAFE, (Edit(target.span, mark.raw),)),),
                confidence=0.7,
                evidence={"kind": "emphasis"},
            )
        if len(plain) < gone and not _LITERAL.search(row.pair.target.prose) and not _quoted(row.pair):
            named = [mark for mark, _ in plain]
            others += [
                fault
                for mark in _alone(row, context)
                if mark not in named and (row.target or kept >= enough or mark.inline.kind is InlineKind.STRONG)
                for fault in _told(mark, row, context)
            ]
    # Who leaves out more of it does so on purpose.
    if len(others) <= _SLIPS:
        yield from others


def _told(mark: Mark, row: Row, context: Context) -> Iterator[Fault]:
    """The fault, if the translation has the words of an emphasised phrase: else it was rewritten."""
    place = _place(mark, row, context)
    if place:
        yield Fault(
            f"{shown(mark.content)} is {'bold' if mark.inline.kind is InlineKind.STRONG else 'in italics'} in the source, "
            "and its translation is not",
            source=mark.quote(),
            # A single character is a sign that the phrase is there, no more.
            target=row.pair.target.quote(*place) if place[1] - place[0] > 1 else None,
            confidence=0.6,
            evidence={"kind": "emphasis"},
        )


def _plain(mark: Mark, row: Row) -> int | None:
    """Where bold words stand in the translation as they are, if nothing emphasises them there."""
    if mark.inline.kind is not InlineKind.STRONG or any(mark.content in other.content for other in row.target):
        return None
    text = row.pair.target.prose
    at = text.find(mark.content)
    return at if at >= 0 and text.find(mark.content, at + 1) < 0 else None


def _quoted(pair: Pair) -> bool:
    """Whether the translation has more quotation marks than the source: they may stand for the emphasis."""
    source, target = pair.source.text, pair.target.text
    return (
        len(_OPENING.findall(target)) + target.count('"') // 2 > len(_OPENING.findall(source)) + source.count('"') // 2
    )


def _alone(row: Row, context: Context) -> list[Mark]:
    """The emphasised phrases of the source that nothing emphasised in the translation can be the rendering of."""
    alone, left = list(row.source), list(row.target)
    # What is surely a rendering is taken out before what may be one.
    for loosely in (False, True):
        for mark in list(alone):
            twin = next((other for other in left if _alike(mark, other, context, loosely=loosely)), None)
            if twin:
                left.remove(twin)
                alone.remove(mark)
    # A phrase that is emphasised twice may be said once.
    return [mark for mark in alone if sum(other.content == mark.content for other in row.source) == 1]


def _alike(mark: Mark, other: Mark, context: Context, *, loosely: bool) -> bool:
    ours, theirs, lexicon = label(mark).casefold(), label(other).casefold(), context.lexicon
    if ours in theirs:
        return True
    if lexicon is None:
        return loosely
    if loosely:
        return any(shared(word, theirs, lexicon) >= 0 for word in words_of(ours))
    return any(rendering(word, theirs, lexicon) for word in words_of(ours))


def _place(mark: Mark, row: Row, context: Context) -> tuple[int, int] | None:
    """Where the translation has words of a phrase, as they are or as the dictionary has them, without emphasis."""
    side, lexicon, name = row.pair.target, context.lexicon, label(mark)
    text = side.folded
    for other in row.target:
        text = text.replace(word := fold(label(other), context.target.language), "\0" * len(word))
    if name and (at := text.find(fold(name, context.target.language))) >= 0:
        return at, at + len(name)
    if lexicon is None or not is_chinese(context.target.language):
        return None
    words = words_of(name)
    places = sorted(place for word in words if (place := rendering(word, text, lexicon)))
    if places:
        start, end = places[0]
        for first, last in places[1:]:
            if first <= end + _NEAR:
                end = max(end, last)
        return start, end
    return next(((at, at + 1) for word in words if (at := shared(word, text, lexicon)) >= 0), None)


def _lost(pair: Pair, mark: Mark, more: str) -> Fault:
    what = "italics are" if mark.inline.kind is InlineKind.EMPHASIS else "bold is"
    block = pair.target.blocks[0]
    return Fault(
        f"the {what} gone from the translation of {shown(mark.content)}{more}",
        source=mark.quote(),
        target=pair.target.document.quote(block.locate(0, len(block.text))),
        confidence=0.7,
        evidence={"kind": "emphasis"},
    )


def _set_apart(row: Row) -> Mark | None:
    """The source's emphasis where it is all of the block, or a label in front of its text."""
    if len(row.pair.source.blocks) != 1 or len(row.pair.target.blocks) != 1 or not row.source:
        return None
    mark = row.source[0]
    size = len(mark.block.text)
    content = mark.inline.content
    first = mark.block.locate(0, 1).start
    if not content.start <= first + 2 or first > mark.inline.content.end:
        return None
    if len(content) >= 0.9 * size and size > 1:
        return mark
    if mark.inline.kind is not InlineKind.STRONG or len(content) > LABEL:
        return None
    if len(content) > size / 2 and not (mark.content.endswith((":", "：")) and len(content) < 0.8 * size):
        return None
    return mark if re.match(r"\s*[:：→—–|-]|\s*\n", mark.after) or mark.content.rstrip()[-1:] in ":：→.。" else None


def _broken(row: Row) -> Iterator[Fault]:
    for kind in (InlineKind.STRONG, InlineKind.EMPHASIS):
        source = [mark for mark in row.source if mark.inline.kind is kind]
        target = [mark for mark in row.target if mark.inline.kind is kind]
        # What was in italics may be bold: then there are not more phrases than in the source.
        extra = min(len(target) - len(source), len(row.target) - len(row.source))
        if not source or extra < 1:
            continue
        for left, right in pairwise(target):
            gap = Span(left.inline.span.end, right.inline.span.start)
            between = left.document.text[gap.start : gap.end]
            if left.block is not right.block or not 0 < len(between) <= _GAP or _STOP.search(between) or extra < 1:
                continue
            extra -= 1
            delimiter = left.raw[: left.inline.content.start - left.inline.span.start]
            text = f"{delimiter}{left.content}{between}{right.content}{delimiter}"
            place = left.document.quote(Span(left.inline.span.start, right.inline.span.end))
            yield Fault(
                f"one phrase of the source ({plural(len(source), kind.value)} there, {len(target)} here) broke into "
                f"pieces: {place.text!r}; write {text!r}",
                source=source[0].quote() if len(source) == 1 else paragraph(row.pair.source),
                target=place,
                severity=Severity.MAJOR,
                fixes=(Fix(text, Safety.UNSAFE, (Edit(place.span, text),)),),
                confidence=0.8,
                evidence={"kind": "emphasis"},
            )
