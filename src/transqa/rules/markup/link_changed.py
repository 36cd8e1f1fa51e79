"""MRK002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, Safety, Severity, Span
from transqa.rules.markup.links import links

_ACCIDENTS = {
    "spaces": "blanks or full-width characters broke the address",
    "case": "the capitals of the address changed",
    "tail": "text ran into the address",
    "cut": "the end of the address is missing",
    "typo": "characters of the address changed",
}


@rule("MRK002", "link-changed", mqm="markup/link", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def link_changed(context: Context) -> Iterator[Fault]:
    """A link leads to another address than in the source.

    Major when the address is the source's with an accident (blanks, full-width characters, a missing end, one or two
    characters), else minor: a translator may have chosen another page. Silent where the page is the same in another
    language, and where several links of the document changed in the same way, as those of a translated site do.

    Why: a broken address is a dead link, and one wrong digit of an arXiv number is another paper.
    Bad: See [the paper](https://arxiv.org/abs/2210.11416). => 见[论文](https://arxiv.org/abs/2210.11461)。
    Good: See [the paper](https://arxiv.org/abs/2210.11416). => 见[论文](https://arxiv.org/abs/2210.11416)。
    Fix: safe where blanks, full-width characters or run-in text broke the address; unsafe otherwise.
    """
    for change in links(context).changed:
        place = context.target.quote(change.place)
        url = change.source.inline.target
        certain = change.how in {"spaces", "tail"}
        why = _ACCIDENTS.get(change.how, "it is another page")
        edit = Edit(place.span, url)
        tail = place.text.removeprefix(url)
        if change.how == "tail" and tail != place.text and context.target.text.startswith(")", place.span.end):
            # "(https://x.org。)": the full stop goes behind the parenthesis.
            edit = Edit(Span(place.span.start, place.span.end + 1), f"{url}){tail}")
        yield Fault(
            f"the link leads to {place.text!r}, in the source to {url!r}: {why}",
            source=change.source.quote(),
            target=place,
            severity=Severity.MAJOR if change.how and change.how != "case" else Severity.MINOR,
            fixes=(Fix(url, Safety.SAFE if certain else Safety.UNSAFE, (edit,)),),
            confidence=0.95 if certain else 0.8 if change.how else 0.5,
            evidence={"kind": "link", "url": url, "accident": change.how},
        )
