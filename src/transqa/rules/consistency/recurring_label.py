"""CNS005."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Edit, Fix, Inline, InlineKind, Safety, Severity, Span
from transqa.text.fold import fold

_LETTERS = r"[^\W\d_\u3000-\uffff]++(?:['’-][^\W\d_\u3000-\uffff]++)*+"
_HAN_LABEL = r"[\u3400-\u9fff\u3041-\u30ff]{1,8}"
#: A label at the beginning of a block: up to four words before an arrow or a colon.
_MARK = re.compile(r"[→⇒➜➡►:：]")
_LABEL = re.compile(rf"[^\w\0]*+((?:{_LETTERS}(?: {_LETTERS}){{0,3}}|{_HAN_LABEL}))\s*[→⇒➜►:：]")
#: The word that announces authors. A translation may have it, another one, or none.
_BYLINE = re.compile(r"[^\w\0]*(By|Von|Par|Por|Authors?|作者|著者|由|文)(?=[:：\s]|(?<=[由者])\S)")
#: Two renderings of "et al." that both have their place where one stands in a sentence, which is longer than a byline.
_AND_MORE, _ONE_LINE = frozenset({"等", "等人"}), 80
_ET_AL = re.compile(r"(?<!\w)et al\b\.?")
_AND_OTHERS = re.compile(r"等人|等(?=[，,。.“”\"「《（(\s]|$)")
_SHORT = frozenset({BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST_ITEM})
_WORD = re.compile(r"\w")
# A note in brackets at the end, 顿悟（grokking）, is no part of the label.
_EDGES = re.compile(r"^[\W_]+|(?:(?<=\w)\s*[（(][^（()）]*[)）])?[\W_]*$")
#: A label is one from this often on, of which its usual rendering must stand so often.
_TIMES, _USUAL = 3, 2
#: Of what the dictionary has for a word: the last of the usual ones, and beyond all of them.
_GOOD, _UNKNOWN = 4, 1000
#: What stands beside a link that is no part of a sentence: "| [Code](…)", "[Paper](…), [Code](…)".
_APART = frozenset(["", *"|·•.,，、;；/([（【)）】]*_#-\n"])
#: A label within a block: after a sentence, or at the beginning of a bracket.
_INNER = re.compile(rf"[.。!?(（|·•]\s*((?:{_LETTERS}(?: {_LETTERS})?|{_HAN_LABEL}))\s*[:：]")
#: Longest short block and link label that is a label, in words.
_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Use:
    """One place of a label: where it stands on both sides (no target where it was dropped) and its rendering."""

    pair: Pair
    source: Span
    target: Span | None
    rendering: str
    #: Whether it is no part of a sentence, so that two places are enough.
    apart: bool = True
    link: bool = False


@rule("CNS005", "recurring-label", mqm="terminology/inconsistent", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def recurring_label(context: Context) -> Iterator[Fault]:
    """A label that comes back again and again (Why →, Source:, By, Code) is not always rendered in the same way.

    Labels are what stands before an arrow or a colon at the beginning of a block, the word before the authors, short
    headings and links, and et al. A label that stands at least three times and has one usual rendering is reported where
    it has another one, or where it was dropped; of two places with two renderings the later, or the one that the
    dictionary knows less well. One that was left untranslated is ACC005's.

    Why: labels are the furniture of a digest; a reader finds the way by them.
    Bad: Why → One.  Why → Two.  Why → Three. => 为什么 → 一。  为什么 → 二。  原因 → 三。
    Good: Why → One.  Why → Two.  Why → Three. => 为什么 → 一。  为什么 → 二。  为什么 → 三。
    Fix: unsafe; the usual rendering.
    """
    uses: dict[str, list[_Use]] = defaultdict(list)
    for pair in context.pairs:
        if pair.judged:
            for key, use in _labels(pair):
                uses[key].append(use)
    for key, places in uses.items():
        counts: dict[str, int] = defaultdict(int)
        for use in places:
            counts[use.rendering] += 1
        if len(counts) < 2:
            continue
        if len(places) < _TIMES:
            if told := _told_of_two(key, places[0], places[1], context):
                usual = next(text for text in counts if text != told.rendering)
                yield from _report(key, [told], counts, usual)
            continue
        usual = max(counts, key=lambda text: (counts[text], text))
        if counts[usual] >= _USUAL and usual:
            # What was left untranslated at the beginning of a block is another rule's.
            rare = [
                use
                for use in places
                if counts[use.rendering] < counts[usual] and (use.link or fold(use.rendering, "en") != key)
            ]
            yield from _report(key, rare, counts, usual)


def _told_of_two(key: str, one: _Use, other: _Use, context: Context) -> _Use | None:
    """The one of two places of a label that is reported: left untranslated, or less well known, or the later."""
    if not (one.apart and one.target and other.apart and other.target):
        return None
    if {one.rendering, other.rendering} <= _AND_MORE and max(
        len(use.pair.source.prose) for use in (one, other)
    ) > _ONE_LINE:
        return None
    left = [use for use in (one, other) if fold(use.rendering, "en") == key]
    if left:
        return left[0] if left[0].link else None
    if one.rendering.removeprefix("请") == other.rendering.removeprefix("请"):
        return None
    return one if _strangeness(key, one.rendering, context) > _strangeness(key, other.rendering, context) else other


def _strangeness(key: str, rendering: str, context: Context) -> int:
    """How far down the dictionary's lists for the words of a label the words of its rendering stand.

    The first few are equally good.
    """
    words = [context.lexicon.translations(word) for word in key.split()] if context.lexicon else []
    text = fold(rendering, context.target.language)
    return sum(next((max(at, _GOOD) for at, word in enumerate(known) if word in text), _UNKNOWN) for known in words)


def _report(key: str, places: list[_Use], counts: Mapping[str, int], usual: str) -> Iterator[Fault]:
    for use in places:
        times = counts[use.rendering]
        source = use.pair.source.document.quote(use.source)
        target = use.pair.target.document.quote(use.target) if use.target else None
        against = f"({counts[usual]} times against {times})" if counts[usual] > 1 else "(once each)"
        if target is None:
            message = f"the label {source.text!r} is dropped here, and is {usual!r} elsewhere {against}"
        else:
            message = f"the label {source.text!r} is {target.text!r} here and {usual!r} elsewhere {against}"
        edit = (Edit(use.target, usual),) if use.target else ()
        yield Fault(
            message,
            source=source,
            target=target,
            fixes=(Fix(usual, Safety.UNSAFE if edit else Safety.MANUAL, edit),),
            confidence=0.8,
            evidence={"kind": "consistency", "usual": usual, "counts": dict(counts)},
        )


def _labels(pair: Pair) -> Iterator[tuple[str, _Use]]:
    """Every label of a pair, with the form that recurs."""
    source, target = pair.source.prose, pair.target.prose
    if _MARK.search(source, 0, 60) and (found := _LABEL.match(source)):
        theirs = _LABEL.match(target)
        if theirs or not found[1][0].isascii():
            yield fold(found[1], "en"), _use(pair, found.span(1), theirs.span(1) if theirs else None)
    elif (found := _BYLINE.match(source)) and len(source) > found.end() + 4 and _names_follow(source, found.end()):
        theirs = _BYLINE.match(target)
        yield "by", _use(pair, found.span(1), theirs.span(1) if theirs else None)
    elif _is_short(pair):
        spans = [_bare(text) for text in (source, target)]
        if spans[0][0] < spans[0][1] and spans[1][0] < spans[1][1]:
            yield fold(source[slice(*spans[0])], "en"), _use(pair, *spans)
    if (":" in source or "：" in source) and (inner := list(_INNER.finditer(source))):
        theirs_too = list(_INNER.finditer(target))
        if len(inner) == len(theirs_too):
            for one, other in zip(inner, theirs_too, strict=True):
                yield fold(one[1], "en"), _use(pair, one.span(1), other.span(1))
    others = list(_ET_AL.finditer(source)) if "et al" in source else []
    if others and len(places := list(_AND_OTHERS.finditer(target))) == len(others):
        for one, other in zip(others, places, strict=True):
            yield "et al", _use(pair, one.span(), other.span())
    yield from _links(pair)


def _names_follow(text: str, at: int) -> bool:
    after = text[at:].lstrip(" :：")
    return after[:1].isupper() or not after[:1].isascii()


def _use(pair: Pair, source: tuple[int, int], target: tuple[int, int] | None) -> _Use:
    place = pair.target.locate(*target) if target else None
    return _Use(pair, pair.source.locate(*source), place, pair.target.prose[slice(*target)].strip() if target else "")


def _is_short(pair: Pair) -> bool:
    sides = (pair.source, pair.target)
    if any(len(side.blocks) != 1 or side.blocks[0].kind not in _SHORT for side in sides):
        return False
    return (
        len(pair.source.prose) < 40 and len(pair.source.prose.split()) <= _WORDS + 1 and "\0" not in pair.target.prose
    )


def _bare(text: str) -> tuple[int, int]:
    """The range of a short text without emoji, marks and blanks around it; empty where it has no letter."""
    if not _WORD.search(text):
        return 0, 0
    core = _EDGES.sub("", text)
    start = text.find(core)
    return (start, start + len(core)) if len(core.split()) <= _WORDS and not any(map(str.isdigit, core)) else (0, 0)


def _links(pair: Pair) -> Iterator[tuple[str, _Use]]:
    """Short labels of links whose addresses are the same on both sides."""
    if not any([block.inlines for block in pair.source.blocks]):
        return
    sides = []
    for side in (pair.source, pair.target):
        found: dict[str, Inline] = {}
        for block in side.blocks:
            for inline in block.inlines:
                if inline.kind is InlineKind.LINK and len(inline.content) < 40 and inline.target:
                    found.setdefault(inline.target, inline)
        sides.append(found)
    for address, link in sides[0].items():
        if address not in sides[1]:
            continue
        one, other = link.content, sides[1][address].content
        label, rendering = (
            side.document.text[span.start : span.end] for side, span in ((pair.source, one), (pair.target, other))
        )
        short = label[:1].isalpha() and len(label.split()) <= _WORDS and not any(map(str.isdigit, label))
        if short and rendering.strip():
            apart = _apart(pair.source.document.text, link.span)
            yield fold(label.strip(), "en"), _Use(pair, one, other, rendering.strip(), apart, link=True)


def _apart(text: str, span: Span) -> bool:
    """Whether no word stands beside a range of a document."""
    before, after = text[max(0, span.start - 4) : span.start].rstrip(" "), text[span.end : span.end + 4].lstrip(" ")
    return before[-1:] in _APART and after[:1] in _APART
