"""MRK004."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.lexicon import Lexicon
from transqa.lexicon.segment import words as segment
from transqa.model import Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.inventory import Mark
from transqa.rules.markup.links import label, links
from transqa.rules.markup.wording import cut_name, left_outside, other_words
from transqa.text.chars import is_cjk
from transqa.text.fold import fold
from transqa.text.markup import PARTICLES, is_mark
from transqa.text.urls import named_in

#: Marks that belong to the sentence and not to a label; a label may be a question or a title of its own.
_STOPS = "，。、；：,;:"
_ENDS = "。！？!?"
_DASHES = "—–"
_NAME = re.compile(r"[A-Za-z][\w+-]*(?:\.\w+)*|\d[\w.-]*\w")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+-]*(?:\.[A-Za-z0-9]+)*")
_LAST = re.compile(r"([A-Za-z][\w+-]*(?:\.\w+)*|\d[\w.-]*\w)[\s*_]*\Z")
#: A label that is one name and nothing else.
_NAMES = re.compile(r"[A-Z@][\w.&'+-]*(?: (?:[A-Z0-9][\w.&'+-]*))*|[a-z]+(?:[A-Z0-9]|[.][a-z])[\w.-]*")
#: What a name does not have in it: an aspect, a pronoun; and what "on X" becomes, with a verb behind it.
_SENTENCE = re.compile("了(?!解)(?=.)|我们|我們|你|您|他们|他們")
_ON = re.compile(" ?[上中里](?!的|文|国|國|海)[一-鿿]{2}")
#: And what "by X", "behind X" become, with a subject before it.
_LED = re.compile("[一-鿿]{2,}[在由用从從是见見把被] ?\\Z")
#: What a name is followed by in its sentence: "X: what it does".
_BEHIND = re.compile(" ?[:：，,—–]+ ?.{4}")
#: A longer label with capitals may be a title, which has verbs; so may one with a verb in the middle.
_SHORT_NAME = 3
_VERB = re.compile(r" \w+(?:s|ed) ")
#: The share of the block that a label may be for the dictionary to be asked: beside a title there is nothing else to lie on.
_MOST = 0.6
#: What stands between a name and the link beside it.
_GAP = ' 　的“”"《》（）()：:'
#: Words that nothing ends with, for they govern what comes behind them.
_UNFINISHED = re.compile(
    "(?:不能|不得|不会|无法|不可|没有|并不|并未|能够|必须|应该|正在|已经|将|把|被|从|向|对|与|和|或|及|以及|为|不|未|比|更|最|很|一个|这个|该|其|每)\\Z"
)
#: Shares of the block's text between which a label has swallowed its sentence, and the least it must have grown by.
_SMALL, _LARGE, _GROWN = 0.4, 0.65, 8


@dataclass(frozen=True)
class _Fault:
    why: str
    place: Span
    severity: Severity = Severity.MINOR
    fix: str = ""


@rule("MRK004", "link-misplaced", mqm="markup/link", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def link_misplaced(context: Context) -> Iterator[Fault]:
    """A link's address is right, but it lies on other words than in the source.

    Signs: the name that the source's label begins or ends with stands right beside the brackets; the label has
    swallowed the rest of its sentence; two links have changed their names (these three are major); the name stands
    right beside the link, or half of it, or a word of its phrase by the dictionary; the label of a name takes in the
    verb or pronoun beside it; it breaks off behind a word that governs the next one (不能); by the dictionary it lies
    on another word of the sentence; it begins with a particle that belongs to the word before (的); it begins or ends
    with punctuation of the sentence. Which words of a noun phrase are linked is the translator's choice.

    Why: the reader clicks on half a title, or on a verb that says nothing of where the link leads.
    Bad: See the demo of [DiffDock: Docking by Diffusion](https://x.org/a). => 见 DiffDock[的演示：扩散对接](https://x.org/a)。
    Good: See the demo of [DiffDock: Docking by Diffusion](https://x.org/a). => 见 [DiffDock：扩散对接](https://x.org/a)的演示。
    Fix: safe where only punctuation moves out of the label; none otherwise.
    """
    particles = PARTICLES.get(context.target.language.split("-")[0], "")
    found = links(context)
    matches = [(match.pair, match.source, match.target) for match in found.kept]
    matches += [(change.pair, change.source, change.target) for change in found.changed if change.target]
    swapped = _swapped(matches)
    lexicon = context.lexicon if particles == "的" else None
    for pair, source, target in matches:
        if source.inline.kind is not InlineKind.LINK or target.inline.kind is not InlineKind.LINK:
            continue
        if target in swapped:
            fault: _Fault | None = _Fault("that is the name of another link there", target.inline.span, Severity.MAJOR)
        else:
            fault = _fault(source, target, particles) or _beside(source, target, pair, lexicon)
        if fault:
            place = context.target.quote(fault.place)
            yield Fault(
                f"the link lies on {label(target)!r}, in the source on {label(source)!r}: {fault.why}",
                source=source.quote(),
                target=place,
                severity=fault.severity,
                fixes=(Fix(fault.fix, Safety.SAFE, (Edit(place.span, fault.fix),)),) if fault.fix else (),
                confidence=0.8 if fault.severity is Severity.MAJOR else 0.7,
                evidence={"kind": "link", "url": target.inline.target},
            )


def _swapped(matches: list[tuple[Pair, Mark, Mark]]) -> set[Mark]:
    """Links of one paragraph that have each other's labels."""
    labels = {
        (pair.index, label(source).casefold()): label(target).casefold()
        for pair, source, target in matches
        # Names are what is kept as it is, so both labels are Latin.
        if target.content.isascii() and source.content != target.content
    }
    if len(labels) < 2:
        return set()
    swapped = set()
    for pair, source, target in matches:
        name = label(source).casefold()
        other = labels.get((pair.index, name))
        if other and other != name and labels.get((pair.index, other)) == name:
            swapped.add(target)
    return swapped


def _beside(source: Mark, target: Mark, pair: Pair, lexicon: Lexicon | None) -> _Fault | None:
    """The signs that are minor: the label lies half on its words, or beside them."""
    name, text, span = label(source), label(target), target.inline.span
    if not name or not text or name == text or "://" in name or source.content.startswith(("![", "<")):
        return None
    before, after = target.before, target.after
    if _NAMES.fullmatch(name):
        if name.casefold() in text.casefold():
            extra = text.casefold().replace(name.casefold(), "", 1)
            led = text[: text.casefold().find(name.casefold())]
            swallowed = _SENTENCE.search(extra) or _ON.match(extra) or _BEHIND.match(extra) or _LED.search(led)
        else:
            beside = before.rstrip(_GAP).endswith(name) or after.lstrip(_GAP).startswith(name)
            if beside and pair.target.text.count(name) >= pair.source.text.count(name):
                return _Fault("the name stands beside it", span)
            swallowed = _SENTENCE.search(text) if name.count(" ") < _SHORT_NAME and not _VERB.search(name) else None
        if swallowed:
            return _Fault("it has taken in words of the sentence", span)
    if cut := cut_name(name, text, before, after):
        return _Fault(f"{cut!r} is cut in two", span)
    if lexicon is None or len(name) > _MOST * _size(source):
        return None
    if is_cjk(after[:1]) and (last := _UNFINISHED.search(text)) and not _in_word(text, last, lexicon):
        return _Fault(f"it breaks off behind {last.group()!r}", span)
    other = fold(text, "zh")
    rest, others = pair.source.prose.replace(name, "", 1), pair.target.folded.replace(other, "\0", 1)
    word, outside = left_outside(name, rest, (fold(before, "zh"), other, fold(after, "zh")), lexicon)
    if word:
        return _Fault(f"{outside!r}, the rendering of {word!r}, stands beside it", span)
    words = other_words(name, rest, other, others, lexicon)
    return _Fault(f"it lies on the rendering of {words[1]!r} and not on that of {words[0]!r}", span) if words else None


def _in_word(text: str, last: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether what a label ends with is all of it, or belongs to a longer word (因为, 参与)."""
    return last.start() == 0 or segment(text, lexicon.known)[-1][0] < last.start()


def _fault(source: Mark, target: Mark, particles: str) -> _Fault | None:
    """The worst that is wrong with where a link lies."""
    name, text = label(source), label(target)
    if not name or not text or name == text or "://" in name or source.content.startswith(("![", "<")):
        return None
    span = target.inline.span
    if start := _left_outside(source, target, name, text):
        return _Fault("the name stands before the bracket", Span(start, span.end), Severity.MAJOR)
    if end := _right_outside(source, target, name, text):
        return _Fault("the name stands behind the bracket", Span(span.start, end), Severity.MAJOR)
    before, after = len(name) / _size(source), len(text) / _size(target)
    grown = before < _SMALL and after > _LARGE and len(text) >= _GROWN and after - before > 0.4
    # The name of what is linked is a label of its own, however little stands beside it.
    if grown and "".join(filter(str.isalnum, text.lower())) not in named_in(target.inline.target):
        return _Fault("it has swallowed the sentence", span, Severity.MAJOR)
    if text[0] in particles:
        return _Fault(f"it begins with {text[0]!r}, which belongs to the word before", span)
    return _punctuation(target, name)


def _size(mark: Mark) -> int:
    return max(len(mark.block.text), 1)


def _left_outside(source: Mark, target: Mark, name: str, text: str) -> int:
    """Where the name begins that the source's label begins with and that stands right before the target's label."""
    first = _NAME.match(name)
    if not first or len(first.group()) < 2 or first.end() == len(name) or first.group().casefold() in text.casefold():
        return 0
    outside = _LAST.search(target.before)
    if not outside or outside[1].casefold() != first.group().casefold():
        return 0
    there = _LAST.search(source.before)
    if there and there[1].casefold() == first.group().casefold():
        return 0
    return target.inline.span.start - len(outside.group())


def _right_outside(source: Mark, target: Mark, name: str, text: str) -> int:
    """Where the name ends that the source's label ends with and that stands right behind the target's label."""
    last = _LAST.search(name)
    if not last or not any(map(str.isupper, last[1])) or _NAMES.fullmatch(name):
        return 0
    own = last[1].casefold()
    if own in text.casefold() or source.after.lstrip().casefold().startswith(own):
        return 0
    gap = len(target.after) - len(target.after.lstrip(" "))
    outside = _LATIN_NAME.match(target.after, gap)
    return target.inline.span.end + outside.end() if outside and outside[0].casefold() == own else 0


def _punctuation(target: Mark, name: str) -> _Fault | None:
    content = target.content
    bare = content.strip("*_ ")
    if not bare or "[" in content:
        return None
    left = right = ""
    if bare[0] in _STOPS + _ENDS + _DASHES and not is_mark(name[0]):
        inner = bare.lstrip(_STOPS + _ENDS + _DASHES + " ")
        left, bare = bare[: len(bare) - len(inner)], inner
    if bare and bare[-1] in _STOPS + _ENDS and not is_mark(name[-1]):
        inner = bare.rstrip(_STOPS + _ENDS)
        right, bare = bare[len(inner) :], inner
    if not bare or not (left or right):
        return None
    if bare[-1:] in "\"'”’」』》）)" or content.strip() != content.strip("*_ "):
        # What is quoted ends with its own mark, and bold moves with its delimiters: no certain rewriting.
        fix = ""
    else:
        fix = f"{left}[{bare}]{target.raw[len(content) + 2 :]}{right}" if target.raw.startswith(f"[{content}]") else ""
    what = f"{(left or right).strip()!r} belongs to the sentence"
    return _Fault(what, target.inline.span, fix=fix)
