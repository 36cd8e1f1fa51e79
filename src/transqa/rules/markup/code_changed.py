"""MRK008."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import BlockKind, Edit, Fix, InlineKind, Quote, Safety, Severity, Span
from transqa.rules.markup.inventory import Mark, Row, inventory, plural, raw
from transqa.text.chars import is_cjk
from transqa.text.markup import skeleton, typed_plainly

#: Looks like code, not like a word set in a code font.
_CODE = re.compile(r"[_(){}\[\]=<>/\\.$:;@#%&|+*~^-]|\d|[a-z][A-Z]")
#: Fences that hold words: what a program printed, prompts, text.
_WORDS = frozenset(
    {"", "text", "txt", "plain", "plaintext", "output", "console", "markdown", "md", "mdx", "mermaid", "math"}
)
_FENCE = re.compile(r"[\s>]*(?:`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)")
_LINES = 400
#: Two codes are one that changed from this similarity on.
_ALIKE = 0.75
_LONGEST = 200


@rule("MRK008", "code-changed", mqm="markup/code", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def code_changed(context: Context) -> Iterator[Fault]:
    """Code differs from the source's: an identifier was altered or translated, or its quotes and hyphens were set as
    in prose.

    Comments, strings and output may be translated. Code that typesetting broke (``“``, ``—``, full-width brackets) is
    major; so is an identifier that changed by a few characters. A span that was translated, or whose backticks are
    gone, is minor; plain words in a code font are left to the translator.

    Why: readers copy code, and a curly quote is a syntax error.
    Bad: Run `serve --model gpt2` first. => 先运行 `serve —model gpt2`。
    Good: Run `serve --model gpt2` first. => 先运行 `serve --model gpt2`。
    Fix: safe where only typesetting differs; the source's code.
    """
    for pair in context.pairs:
        if pair.judged and len(pair.source.blocks) == len(pair.target.blocks):
            for index, block in enumerate(pair.source.blocks):
                if block.kind is BlockKind.CODE and pair.target.blocks[index].kind is BlockKind.CODE:
                    yield from _fence(pair, index)
    for row in inventory(context).rows(InlineKind.CODE):
        if row.pair.judged and row.source:
            yield from _spans(row, context)


def _spans(row: Row, context: Context) -> Iterator[Fault]:
    target = [mark for mark in row.target]
    missing: list[Mark] = []
    for mark in row.source:
        twin = next((other for other in target if other.content == mark.content), None)
        if twin:
            target.remove(twin)
        else:
            missing.append(mark)
    for mark in missing:
        twin = _twin(mark, target)
        if twin:
            target.remove(twin)
            fault = _changed(mark, twin, context)
        else:
            fault = _plain(mark, row.pair)
        if fault:
            yield fault


def _twin(mark: Mark, target: list[Mark]) -> Mark | None:
    """What became of a code span: set otherwise, altered, or translated."""
    plain = typed_plainly(mark.content)
    for other in target:
        if typed_plainly(other.content) == plain:
            return other
    if len(target) * len(mark.content) > 100 * _LONGEST:
        return None
    rated = [
        (SequenceMatcher(None, mark.content, other.content, autojunk=False).ratio(), -i)
        for i, other in enumerate(target)
    ]
    if rated and max(rated)[0] >= _ALIKE:
        return target[-max(rated)[1]]
    words = [other for other in target if any(map(is_cjk, other.content))]
    return words[0] if len(words) == 1 and not any(map(is_cjk, mark.content)) else None


def _changed(mark: Mark, twin: Mark, context: Context) -> Fault | None:
    place = twin.document.quote(twin.inline.content)
    right = mark.content
    if typed_plainly(place.text) == typed_plainly(right):
        if "".join(place.text.split()) == "".join(right.split()) and not _CODE.search(right):
            return None
        return _fault(f"the code {right!r} was set as {place.text!r}", mark, place, right, certain=True)
    if any(map(is_cjk, place.text)):
        # A string or a sentence in a code font may be translated, and a glossed name still has it.
        if right in place.text or " " in right.strip() or not _CODE.search(right):
            return None
        return _fault(f"the code {right!r} was translated to {place.text!r}", mark, place, right, confidence=0.6)
    if place.text in context.source.text or place.text.casefold() == right.casefold():
        # The source has it too, maybe in its program: a slip that the translator mended.
        return None
    return _fault(
        f"the code {right!r} became {place.text!r}", mark, place, right, confidence=0.7, severity=Severity.MAJOR
    )


def _plain(mark: Mark, pair: Pair) -> Fault | None:
    """Code whose backticks are gone."""
    code = mark.content
    if len(code) < 3 or not _CODE.search(code) or any(map(is_cjk, code)):
        return None
    at = pair.target.prose.find(code)
    if at < 0:
        return None
    place = pair.target.quote(at, at + len(code))
    fixed = mark.raw
    return Fault(
        f"the code {code!r} has lost its backticks",
        source=mark.quote(),
        target=place,
        fixes=(Fix(fixed, Safety.UNSAFE, (Edit(place.span, fixed),)),),
        confidence=0.6,
        evidence={"kind": "code"},
    )


def _fault(
    message: str,
    mark: Mark,
    place: Quote,
    right: str,
    *,
    certain: bool = False,
    severity: Severity | None = None,
    confidence: float = 0.95,
) -> Fault:
    return Fault(
        f"{message}; write {right!r}",
        source=mark.quote(),
        target=place,
        severity=Severity.MAJOR if certain else severity,
        fixes=(Fix(right, Safety.SAFE if certain else Safety.UNSAFE, (Edit(place.span, right),)),),
        confidence=confidence,
        evidence={"kind": "code"},
    )


def _fence(pair: Pair, index: int) -> Iterator[Fault]:
    """A program's lines, compared without comments and strings."""
    source, target = pair.source.blocks[index], pair.target.blocks[index]
    if source.text == target.text or skeleton(source.text) == skeleton(target.text):
        return
    first, second = source.text.split("\n"), target.text.split("\n")
    if len(first) > _LINES or len(second) > _LINES:
        return
    fence = _FENCE.match(raw(pair.source)) if index == 0 else None
    words = fence is None or fence[1].lower() in _WORDS
    plain = [typed_plainly(line) for line in first]
    other = [typed_plainly(line) for line in second]
    starts = [0]
    for line in second:
        starts.append(starts[-1] + len(line) + 1)
    altered: list[tuple[int, int]] = []
    for tag, i, i2, j, j2 in SequenceMatcher(None, plain, other, autojunk=False).get_opcodes():
        if tag == "equal":
            for old, new in zip(range(i, i2), range(j, j2), strict=True):
                if skeleton(first[old]) != skeleton(second[new]):
                    yield _line(pair, index, first[old], starts[new], second[new])
        elif tag == "replace" and i2 - i == j2 - j:
            altered += [
                (old, new)
                for old, new in zip(range(i, i2), range(j, j2), strict=True)
                if skeleton(first[old]) != skeleton(second[new])
            ]
    if not altered or words:
        return
    old, new = altered[0]
    start = starts[new]
    place = pair.target.document.quote(target.locate(start, start + len(second[new])))
    yield Fault(
        f"{plural(len(altered), 'line')} of code differ from the source, first {second[new].strip()!r} for "
        f"{first[old].strip()!r}",
        source=pair.source.document.quote(source.span),
        target=place,
        fixes=(Fix(first[old]),),
        confidence=0.5,
        evidence={"kind": "code", "lines": len(altered)},
    )


def _line(pair: Pair, index: int, right: str, start: int, wrong: str) -> Fault:
    """A line that differs by typesetting only; the span is what differs."""
    source, target = pair.source.blocks[index], pair.target.blocks[index]
    left = next((i for i, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b), min(len(right), len(wrong)))
    back = 0
    while back < min(len(right), len(wrong)) - left and right[-1 - back] == wrong[-1 - back]:
        back += 1
    good, span = right[left : len(right) - back], target.locate(start + left, start + max(len(wrong) - back, left))
    place = pair.target.document.quote(span)
    at = source.text.find(right)
    return Fault(
        f"the code {right.strip()!r} was set as {wrong.strip()!r}; write {good!r} for {place.text!r}",
        source=pair.source.document.quote(source.locate(at, at + len(right))),
        target=place,
        severity=Severity.MAJOR,
        fixes=(Fix(good, Safety.SAFE, (Edit(Span(span.start, span.end), good),)),),
        confidence=0.95,
        evidence={"kind": "code"},
    )
