"""MRK007."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.inventory import Mark, Row, inventory, paragraph, plural, shown
from transqa.rules.markup.links import label
from transqa.rules.markup.stripped import EMPHASIS, stripped
from transqa.rules.markup.wording import cut_name, cut_word, left_outside, other_words, rendering, shared, words_of
from transqa.text.fold import fold, is_chinese
from transqa.text.markup import is_mark

_LITERAL = re.compile(r"\*|(?<!\w)_|_(?!\w)|~~")
_STOP = re.compile(r"[\s，。、；：！？,.;:!?()（）]")
#: Two bold pieces with no more than this between them are one that broke.
_GAP = 10
#: A lead-in label is no longer than this.
_LABEL = 40
_COLON = re.compile(r"[:：](?=[^\s*_])")
_COLON_INSIDE = re.compile(r"[:：] ?(?=[^\s*_])")
#: Emphasis within sentences must be kept this often, and so many times as often as not, before its loss is a slip.
_KEPT, _RATIO = 3, 3
#: So many phrases are forgotten by accident.
_SLIPS = 2
#: Words of a phrase are rendered no farther from each other than this.
_NEAR = 2
#: With more marks a paragraph is a list of something.
_MARKS = 40
#: Characters beside bold in which the rendering of its first or last word is looked for.
_BESIDE = 6
#: Marks of a sentence behind emphasis, in Chinese and in English; "" is none of them.
_STOPS = tuple("。，；")
_SOURCE_STOPS = tuple(".,;")
_ARROWS = tuple("→⇒➜►")
#: What may stand between bold and a word that belongs into it.
_PARTICLES = "的地得了"
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
        yield from _at_its_end(row)
        mark = _set_apart(row)
        if mark is None:
            within.append(row)
            continue
        if row.target:
            kept += 1
            labels += row.target[0].inline.kind is mark.inline.kind is InlineKind.STRONG
            yield from _too_long(row, mark)
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
    yield from _elsewhere(within, context)
    yield from _too_short(within, context)


def _at_its_end(row: Row) -> Iterator[Fault]:
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


def _too_long(row: Row, mark: Mark) -> Iterator[Fault]:
    """A bold label that goes on behind its colon."""
    bold = row.target[0]
    if (
        bold.inline.kind is not InlineKind.STRONG
        or mark.inline.kind is not InlineKind.STRONG
        or len(mark.content) > _LABEL
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


def _elsewhere(rows: list[Row], context: Context) -> Iterator[Fault]:
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


def _too_short(rows: list[Row], context: Context) -> Iterator[Fault]:
    """Bold without a word of its phrase, whose rendering stands right beside it: **混合精度**分解."""
    lexicon, language = context.lexicon, context.target.language
    if lexicon is None or not is_chinese(language):
        return
    for row in rows:
        if len(row.source) != len(row.target) or len(row.source) > _MARKS:
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
            if mark.inline.kind is not InlineKind.STRONG:
                continue
            rest = row.pair.source.prose.replace(label(mark), "", 1)
            folded = fold(before, language), fold(label(other), language), fold(behind, language)
            word, outside = left_outside(label(mark), rest, folded, lexicon)
            word, outside = (word, outside) if word else _term_outside(mark, other, row.pair, context)
            if word:
                yield _short(
                    mark, other, f"bold leaves out {outside!r}, the rendering of {word!r}, which is bold in the source"
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


def _forgotten(rows: list[Row], labels: int, context: Context) -> Iterator[Fault]:
    """Phrases within sentences that stand there plain, where nearly all emphasis was kept.

    ``labels`` are bold labels that were kept: who sets these in bold does not do without bold.
    """
    kept = sum(min(len(row.source), len(row.target)) for row in rows)
    lost = sum(max(0, len(row.source) - len(row.target)) for row in rows)
    enough = max(_KEPT, _RATIO * lost)
    if not lost or kept + labels < enough:
        return
    others: list[Fault] = []
    for row in rows:
        gone = len(row.source) - len(row.target)
        if gone < 1:
            continue
        plain = [(mark, at) for mark in row.source if (at := _plain(mark, row)) is not None][:gone]
        for mark, at in plain:
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
                if mark not in named and (kept >= enough or mark.inline.kind is InlineKind.STRONG)
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
    if mark.inline.kind is not InlineKind.STRONG or len(content) > _LABEL:
        return None
    if len(content) > size / 2 and not (mark.content.endswith((":", "：")) and len(content) < 0.8 * size):
        return None
    return mark if re.match(r"\s*[:：→—–|-]|\s*\n", mark.after) or mark.content.rstrip()[-1:] in ":：→.。" else None


def _broken(row: Row) -> Iterator[Fault]:
    for kind in (InlineKind.STRONG, InlineKind.EMPHASIS):
        source = [mark for mark in row.source if mark.inline.kind is kind]
        target = [mark for mark in row.target if mark.inline.kind is kind]
        extra = len(target) - len(source)
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
