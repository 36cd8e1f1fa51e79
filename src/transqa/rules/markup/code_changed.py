"""MRK008."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Block, BlockKind, Edit, Fix, InlineKind, Quote, Safety, Severity
from transqa.rules.markup.inventory import Mark, Row, inventory, plural, raw, shown, unmatched
from transqa.text.chars import is_cjk
from transqa.text.markup import skeleton, typed_plainly

#: Looks like code, not like a word set in a code font.
_CODE = re.compile(r"[_(){}\[\]=<>/\\.$:;@#%&|+*~^-]|\d|[a-z][A-Z]")
_CURLY = re.compile("[“”‘’]")
_SPACED = re.compile(r" ?([^\w\s]) ?")
_COMMAND = re.compile(r"(?:pip3?|uv|conda|npm|npx|git|docker|python3?|apt|brew|cargo|curl|wget) [\w-]")
#: What says that the word in front of it is a name.
_NAMED = re.compile(r"\s*(?:library|package|module|class|function|method|command|flag|option|argument)\b")
#: Fences that hold words: what a program printed, prompts, text.
_WORDS = frozenset(
    [
        "",
        *"text txt plain plaintext output console markdown md mdx mermaid math tex latex yaml yml html xml vue diff".split(),
    ]
)
_FENCE = re.compile(r"[\s>]*(?:`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)")
_LINES = 400
#: Two codes are one that changed from this similarity on.
_ALIKE = 0.75
_LONGEST = 200
#: So many spans of one pair are judged.
_MANY = 8


@dataclass(frozen=True)
class _Line:
    """A line of a program and its counterpart; ``start`` is where the latter begins in its block's text."""

    pair: Pair
    source: Block
    target: Block
    right: str
    wrong: str
    start: int

    def source_quote(self) -> Quote:
        at = max(self.source.text.find(self.right), 0)
        return self.pair.source.document.quote(self.source.locate(at, at + len(self.right)))

    def target_quote(self) -> Quote:
        return self.pair.target.document.quote(self.target.locate(self.start, self.start + len(self.wrong)))


@rule("MRK008", "code-changed", mqm="markup/code", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def code_changed(context: Context) -> Iterator[Fault]:
    """Code differs from the source's: altered, translated, or set like prose.

    Comments, strings and output may be translated. Code that typesetting broke (``“``, ``—``, full-width brackets) is
    major; so is a program with translated words in it, and an identifier that changed by a few characters. A code
    span that was translated, or whose backticks are gone, is minor; plain words in a code font are left to the
    translator, unless the sentence says that they name something (the `kites` library). Programs that differ as
    programs do are reported once per document, as minor.

    Why: readers copy code, and a curly quote is a syntax error.
    Bad: Run `serve --model gpt2` first. => 先运行 `serve —model gpt2`。
    Good: Run `serve --model gpt2` first. => 先运行 `serve --model gpt2`。
    Fix: safe where only typesetting differs; the source's code.
    """
    others: list[_Line] = []
    for pair, source, target in inventory(context).shaped:
        if source.kind is target.kind is BlockKind.CODE:
            yield from _fence(pair, source, target, others)
    yield from _other_programs(others)
    for row in inventory(context).rows(InlineKind.CODE):
        if row.pair.judged and row.source:
            yield from _spans(row, context)


def _spans(row: Row, context: Context) -> Iterator[Fault]:
    missing, target = unmatched(row, lambda mark: mark.content)
    words = [other for other in target if any(map(is_cjk, other.content))]
    # As many as were lost: they stand in their order.
    rendered = dict(zip(map(id, missing), words, strict=True)) if len(words) == len(missing) == len(target) else {}
    for mark in missing[:_MANY]:
        twin = rendered.get(id(mark)) or _twin(mark, target)
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
    if len(target) > _MANY or len(mark.content) > _LONGEST:
        return None
    rated = [
        (SequenceMatcher(None, mark.content, other.content, autojunk=False).ratio(), -i)
        for i, other in enumerate(target)
        if len(other.content) <= _LONGEST
    ]
    if rated and max(rated)[0] >= _ALIKE:
        return target[-max(rated)[1]]
    words = [other for other in target if any(map(is_cjk, other.content))]
    return words[0] if len(words) == 1 and not any(map(is_cjk, mark.content)) else None


def _changed(mark: Mark, twin: Mark, context: Context) -> Fault | None:
    place = twin.document.quote(twin.inline.content)
    right = mark.content
    # A line that was broken, and the parentheses of a function.
    if " ".join(place.text.split()).removesuffix("()") == " ".join(right.split()).removesuffix("()"):
        return None
    if typed_plainly(place.text) == typed_plainly(right):
        blanks = "".join(place.text.split()) == "".join(right.split())
        if (blanks and not _CODE.search(right)) or _CURLY.search(right):
            return None  # a word or two; or what typesetting did to the source, mended
        # Blanks round the signs of code (``x = 1``) change nothing that runs.
        severity = Severity.MINOR if _joined(place.text) == _joined(right) else Severity.MAJOR
        return _fault(f"the code {right!r} was set as {place.text!r}", mark, place, right, severity=severity)
    if any(map(is_cjk, place.text)):
        # A string or a sentence in a code font may be translated, and a glossed name still has it.
        named = _CODE.search(right) or _NAMED.match(mark.after)
        if right in place.text or " " in right.strip() or not named:
            return None
        return _fault(f"the code {right!r} was translated to {place.text!r}", mark, place, right, confidence=0.6)
    if place.text in context.source.text or place.text.casefold() == right.casefold():
        # The source has it too, maybe in its program: a slip that the translator mended.
        return None
    return _fault(
        f"the code {right!r} became {place.text!r}", mark, place, right, confidence=0.7, severity=Severity.MAJOR
    )


def _joined(code: str) -> str:
    """Code without the blanks round its signs."""
    return _SPACED.sub(r"\1", " ".join(code.split()))


def _plain(mark: Mark, pair: Pair) -> Fault | None:
    """Code whose backticks are gone."""
    code = mark.content
    if len(code) < 3 or not (_CODE.search(code) or _COMMAND.match(code)) or any(map(is_cjk, code)):
        return None
    # Whoever takes the backticks away may set blanks round the signs as well.
    spaced = r"\s?".join(map(re.escape, re.findall(r"\w+|\S", code)))
    found = re.search(rf"(?<![\w.-]){spaced}(?![A-Za-z0-9_])", pair.target.prose, re.ASCII)
    if not found:
        return None
    place = pair.target.quote(*found.span())
    if pair.target.document.text.endswith((">", "`"), 0, place.span.start):
        return None  # <code>
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
    severity: Severity | None = None,
    confidence: float = 0.95,
) -> Fault:
    certain = confidence > 0.9
    return Fault(
        f"{message}; write {right!r}",
        source=mark.quote(),
        target=place,
        severity=severity,
        fixes=(Fix(right, Safety.SAFE if certain else Safety.UNSAFE, (Edit(place.span, right),)),),
        confidence=confidence,
        evidence={"kind": "code"},
    )


def _fence(pair: Pair, source: Block, target: Block, others: list[_Line]) -> Iterator[Fault]:
    """A program's lines, compared without comments and strings; those that are another program go to ``others``."""
    if source.text == target.text:
        return
    bare, found = skeleton(source.text), skeleton(target.text)
    if [line for line in bare if line] == [line for line in found if line]:
        return
    first, second = source.text.split("\n"), target.text.split("\n")
    if len(first) > _LINES or len(second) > _LINES:
        return
    fence = _FENCE.match(raw(pair.source))
    words = fence is None or fence[1].lower() in _WORDS
    starts = list(accumulate((len(line) + 1 for line in second), initial=0))
    plain, other = ([typed_plainly(line) for line in lines] for lines in (first, second))
    translated: list[_Line] = []
    for tag, i, i2, j, j2 in SequenceMatcher(None, plain, other, autojunk=False).get_opcodes():
        if tag not in {"equal", "replace"} or i2 - i != j2 - j:
            continue
        for old, new in zip(range(i, i2), range(j, j2), strict=True):
            line = _Line(pair, source, target, first[old], second[new], starts[new])
            one, two = bare[old], found[new]
            if one == two:
                continue
            if tag == "equal":
                yield _typeset(line)
            elif not words and any(map(is_cjk, two)) and not any(map(is_cjk, one)):
                translated.append(line)
            elif not words:
                others.append(line)
    if translated:
        line = translated[0]
        more = f" (and {plural(len(translated) - 1, 'more line')})" if len(translated) > 1 else ""
        yield Fault(
            f"the program was translated: {shown(line.wrong.strip())} for {shown(line.right.strip())}{more}",
            source=line.source_quote(),
            target=line.target_quote(),
            severity=Severity.MAJOR,
            fixes=(Fix(line.right),),
            confidence=0.9,
            evidence={"kind": "code", "lines": len(translated)},
        )


def _typeset(line: _Line) -> Fault:
    """A line that differs by typesetting only; the span is what differs."""
    right, wrong = line.right, line.wrong
    shorter = min(len(right), len(wrong))
    left = next((i for i in range(shorter) if right[i] != wrong[i]), shorter)
    back = next((i for i in range(shorter - left) if right[-1 - i] != wrong[-1 - i]), shorter - left)
    good = right[left : len(right) - back]
    span = line.target.locate(line.start + left, line.start + len(wrong) - back)
    place = line.pair.target.document.quote(span)
    return Fault(
        f"the code {shown(right.strip())} was set as {shown(wrong.strip())}; write {good!r} for {place.text!r}",
        source=line.source_quote(),
        target=place,
        severity=Severity.MAJOR,
        fixes=(Fix(good, Safety.SAFE, (Edit(span, good),)),),
        confidence=0.95,
        evidence={"kind": "code"},
    )


def _other_programs(lines: list[_Line]) -> Iterator[Fault]:
    """Lines that are code on both sides, and not the same: the versions differ, or somebody edited them."""
    if not lines:
        return
    line = lines[0]
    yield Fault(
        f"{plural(len(lines), 'line')} of code differ from the source, first {shown(line.wrong.strip())} for "
        f"{shown(line.right.strip())}",
        source=line.source_quote(),
        target=line.target_quote(),
        fixes=(Fix(line.right),),
        confidence=0.5,
        evidence={"kind": "code", "lines": sorted({other.target_quote().line for other in lines})},
    )
