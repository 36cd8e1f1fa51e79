"""MRK003."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.markup.inventory import paragraph
from transqa.rules.markup.links import links
from transqa.rules.markup.stripped import stripped


@rule("MRK003", "link-added", mqm="markup/link", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def link_added(context: Context) -> Iterator[Fault]:
    """The translation links to an address that is nowhere in the source.

    Why: a link the author did not set is an advertisement, a machine's credit line, or a translator's help; somebody
    should know which.
    Bad: Whisper is open. => Whisper 是开源的，见[这里](https://shop.example.net/whisper)。
    Good: Whisper is open. => Whisper 是开源的。
    Fix: none.
    """
    if stripped(context).kinds:
        return
    for pair, mark in links(context).added:
        yield Fault(
            f"the source has no link to {mark.inline.target}",
            source=paragraph(pair.source),
            target=mark.quote(),
            confidence=0.6,
            evidence={"kind": "link", "url": mark.inline.target},
        )
