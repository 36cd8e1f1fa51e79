"""MRK013."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Block, BlockKind, Edit, Fix, InlineKind, Safety, Severity
from transqa.rules.markup.inventory import Mark, Row, inventory, shown, unmatched
from transqa.text.markup import formula_key, formula_meaning

#: Dollars with blanks inside, which Markdown does not read as math.
_LITERAL = re.compile(r"\${1,2}([^$\0\x1e]{1,300}?)\${1,2}")
_SHORT = 4
_LONGEST = 400
#: Two formulas are one that changed from this similarity on.
_ALIKE = 0.7
_MANY = 8


@rule("MRK013", "math-changed", mqm="markup/math", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def math_changed(context: Context) -> Iterator[Fault]:
    """A formula differs from the source's, or is not read as a formula any more.

    Spacing, ``\\text{}``, ordinals and needless braces do not matter, nor do formulas that were put together, taken
    apart or written as words. A formula is compared with the one that took its place only if the two are alike. The same
    formula in other characters (``α`` for ``\\alpha``) is minor, another symbol or number is major.

    Why: nobody proofreads a formula; a lost exponent is a wrong result.
    Bad: It costs $O(n^2)$ steps. => 需要 $ O (n ^ 2) $ 步。
    Good: It costs $O(n^2)$ steps. => 需要 $O(n^2)$ 步。
    Fix: safe where blanks inside the dollars keep it from being read; the source's formula, unsafe, otherwise.
    """
    for row in inventory(context).rows(InlineKind.MATH):
        if row.pair.judged and row.source:
            yield from _inline(row)
    for pair, source, target in inventory(context).shaped:
        if source.kind is target.kind is BlockKind.MATH and not source.inlines:
            yield from _block(pair, source, target)


def _inline(row: Row) -> Iterator[Fault]:
    missing, target = unmatched(row, lambda mark: formula_key(mark.content))
    for mark in missing[:_MANY]:
        literal = _unread(mark, row.pair)
        if literal:
            yield literal
            continue
        twin = _twin(mark, target)
        if twin:
            target.remove(twin)
            if not _in_words(mark, twin, row.pair):
                yield _fault(mark, twin)


def _in_words(mark: Mark, twin: Mark, pair: Pair) -> bool:
    """Whether a part of the formula went into the sentence: $\\beta_1$ 取 0.5 for $\\beta_1 = 0.5$."""
    whole, part = formula_meaning(mark.content), formula_meaning(twin.content)
    rest = whole.removeprefix(part)
    return rest != whole and rest[:1] == "=" and rest[1:].strip() in pair.target.prose


def _unread(mark: Mark, pair: Pair) -> Fault | None:
    """The formula in dollars that are only dollars."""
    prose = pair.target.prose
    if "$" not in prose:
        return None
    key = formula_key(mark.content)
    for match in _LITERAL.finditer(prose):
        if formula_key(match[1]) == key:
            place = pair.target.quote(*match.span())
            return Fault(
                f"{shown(place.text)} is not read as a formula; write {shown(mark.raw)}",
                source=mark.quote(),
                target=place,
                fixes=(Fix(mark.raw, Safety.SAFE, (Edit(place.span, mark.raw),)),),
                confidence=0.95,
                evidence={"kind": "math"},
            )
    return None


def _twin(mark: Mark, target: list[Mark]) -> Mark | None:
    meaning = formula_meaning(mark.content)
    for other in target:
        if formula_meaning(other.content) == meaning:
            return other
    if not _SHORT <= len(meaning) <= _LONGEST or len(target) > _MANY:
        return None
    rated = [
        (SequenceMatcher(None, meaning, formula_meaning(other.content), autojunk=False).ratio(), -i)
        for i, other in enumerate(target)
        if len(other.content) <= _LONGEST
    ]
    best = max(rated, default=(0.0, 0))
    return target[-best[1]] if best[0] >= _ALIKE else None


def _fault(mark: Mark, other: Mark) -> Fault:
    same = formula_meaning(mark.content) == formula_meaning(other.content)
    place = other.quote()
    return Fault(
        f"the formula {shown(mark.raw)} is written {shown(place.text)}"
        if same
        else f"the formula {shown(mark.raw)} became {shown(place.text)}",
        source=mark.quote(),
        target=place,
        severity=Severity.MINOR if same else Severity.MAJOR,
        fixes=(Fix(mark.raw, Safety.UNSAFE, (Edit(place.span, mark.raw),)),),
        confidence=0.9 if same else 0.7,
        evidence={"kind": "math"},
    )


def _block(pair: Pair, source: Block, target: Block) -> Iterator[Fault]:
    one, two = formula_key(source.text), formula_key(target.text)
    if one == two or len(one) > 4 * _LONGEST or len(two) > 4 * _LONGEST:
        return
    same = formula_meaning(source.text) == formula_meaning(target.text)
    if not same and SequenceMatcher(None, one, two, autojunk=False).ratio() < _ALIKE:
        return
    left = next((i for i, (a, b) in enumerate(zip(source.text, target.text, strict=False)) if a != b), 0)
    place = pair.target.document.quote(target.locate(0, len(target.text)))
    yield Fault(
        f"the formula differs from the source's from {shown(target.text[left : left + 20])} on"
        + (", in the way it is written" if same else f"; the source has {shown(source.text[left : left + 20])}"),
        source=pair.source.whole(),
        target=place,
        severity=Severity.MINOR,
        fixes=(Fix(source.text, Safety.UNSAFE, (Edit(place.span, source.text),)),),
        confidence=0.6,
        evidence={"kind": "math"},
    )
