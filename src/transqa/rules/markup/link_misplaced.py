"""MRK004."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, InlineKind, Safety, Severity, Span
from transqa.rules.markup.inventory import Mark
from transqa.rules.markup.links import label, links
from transqa.text.markup import PARTICLES, is_mark

#: Marks that belong to the sentence and not to a label; a label may be a question or a title of its own.
_STOPS = "，。、；：,;:"
_ENDS = "。！？!?"
_DASHES = "—–"
_NAME = re.compile(r"[A-Za-z][\w+-]*(?:\.\w+)*|\d[\w.-]*\w")
_LAST = re.compile(r"([A-Za-z][\w+-]*(?:\.\w+)*|\d[\w.-]*\w)[\s*_]*\Z")
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

    Four signs: the label begins with the name that the source's label begins with, but outside of the brackets; it has
    swallowed the rest of its sentence; it begins with a particle that belongs to the word before (的); it begins or ends
    with punctuation of the sentence. The first two are major.

    Why: the reader clicks on half a title, or on a verb that says nothing of where the link leads.
    Bad: See the demo of [DiffDock: Docking by Diffusion](https://x.org/a). => 见 DiffDock[的演示：扩散对接](https://x.org/a)。
    Good: See the demo of [DiffDock: Docking by Diffusion](https://x.org/a). => 见 [DiffDock：扩散对接](https://x.org/a)的演示。
    Fix: safe where only punctuation moves out of the label; none otherwise.
    """
    particles = PARTICLES.get(context.target.language.split("-")[0], "")
    found = links(context)
    matches = [(match.source, match.target) for match in found.kept]
    matches += [(change.source, change.target) for change in found.changed if change.target]
    for source, target in matches:
        if source.inline.kind is not InlineKind.LINK or target.inline.kind is not InlineKind.LINK:
            continue
        fault = _fault(source, target, particles)
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


def _fault(source: Mark, target: Mark, particles: str) -> _Fault | None:
    """The worst that is wrong with where a link lies."""
    name, text = label(source), label(target)
    if not name or not text or name == text or "://" in name or source.content.startswith(("![", "<")):
        return None
    span = target.inline.span
    if start := _left_outside(source, target, name, text):
        return _Fault("the name stands before the bracket", Span(start, span.end), Severity.MAJOR)
    before, after = len(name) / _size(source), len(text) / _size(target)
    if before < _SMALL and after > _LARGE and len(text) >= _GROWN and after - before > 0.4:
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
