"""MRK005."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, Safety, Severity, Span
from transqa.rules.markup.images import images
from transqa.rules.markup.stripped import stripped


@rule("MRK005", "image-lost", mqm="markup/image", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def image_lost(context: Context) -> Iterator[Fault]:
    """An image of the source is not in the translation, or shows another file.

    Images are matched by their path over the whole document, with the folder of the language left out; an HTML image
    counts. A path with an accident in it (a blank, a missing end, one character) is major.

    Why: the text speaks of a figure that is not there.
    Bad: ![The loss falls](img/loss.png) => 损失下降
    Good: ![The loss falls](img/loss.png) => ![损失下降](img/loss.png)
    Fix: the source's path; safe where only blanks or full-width characters broke it.
    """
    found = images(context)
    if "image" not in stripped(context).kinds:
        for _, mark in found.lost:
            yield Fault(
                f"the image {mark.inline.target} is not in the translation",
                source=mark.quote(),
                fixes=(Fix(mark.raw),),
                confidence=0.8,
                evidence={"kind": "image", "path": mark.inline.target},
            )
    for mark, other, how in found.changed:
        path = other.inline.target
        at = other.document.text.find(path, other.inline.content.end, other.inline.span.end) if path else -1
        span = Span(at, at + len(path)) if at >= 0 else other.inline.span
        place = other.document.quote(span)
        right = mark.inline.target
        edits = (Edit(span, right),) if at >= 0 else ()
        yield Fault(
            f"the image is {path!r}, in the source {right!r}",
            source=mark.quote(),
            target=place,
            severity=Severity.MAJOR if how and how != "case" else None,
            fixes=(Fix(right, Safety.SAFE if how == "spaces" and edits else Safety.MANUAL, edits),),
            confidence=0.9 if how else 0.5,
            evidence={"kind": "image", "path": right, "accident": how},
        )
