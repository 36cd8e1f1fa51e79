"""MRK001."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, InlineKind, Safety, Severity
from transqa.rules.markup.inventory import Mark
from transqa.rules.markup.links import find_label, label, links
from transqa.rules.markup.stripped import stripped


@rule("MRK001", "link-lost", mqm="markup/link", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def link_lost(context: Context) -> Iterator[Fault]:
    """A link of the source is not in the translation.

    Two addresses are one link when they differ in ``http(s)``, ``www.``, percent-encoding, a trailing slash or the
    language of the page (``/en/``, ``zh.``, ``_zh.md``). A link may move within its paragraph and to the next ones, and
    become a bare address or an HTML link; a bare address right behind a word or a mark (来源：https://...) is a link to some
    readers only, and minor where it was one in brackets. A second link to an address that is still there is minor. A document that
    lost most of its markup is MRK016's business.

    Why: the reader cannot reach the paper, the code or the demo the sentence speaks of.
    Bad: Try [Whisper](https://github.com/openai/whisper) today. => 今天就试试 Whisper。
    Good: Try [Whisper](https://github.com/openai/whisper) today. => 今天就试试 [Whisper](https://github.com/openai/whisper)。
    Fix: unsafe, where the label stands in the translation: the link round it; safe for a bare address whose link had no other label.
    """
    if "link" in stripped(context).kinds:
        return
    found = links(context)
    for match in found.kept:
        if _unlinked(match.source, match.target):
            bare = match.target.quote()
            safety = Safety.SAFE if "://" in label(match.source) else Safety.UNSAFE
            yield Fault(
                f"the link became a bare address, which is none behind {match.target.before[-1:]!r}; write {match.source.raw!r}",
                source=match.source.quote(),
                target=bare,
                severity=Severity.MINOR,
                # A label of its own may stand beside the address.
                fixes=(Fix(match.source.raw, safety, (Edit(bare.span, match.source.raw),)),),
                confidence=0.7,
                evidence={"kind": "link", "url": match.source.inline.target},
            )
    for lost in found.lost:
        mark = lost.source
        if not mark.inline.target:
            continue  # nothing was there yet
        name = label(mark)
        place = find_label(name, lost.pair.target) if mark.inline.kind is InlineKind.LINK else None
        text = f"[{place.text}]({mark.inline.target})" if place else mark.raw
        edits = (Edit(place.span, text),) if place else ()
        yield Fault(
            f"the link to {mark.inline.target} is not in the translation; write {text!r}"
            if not lost.again
            else f"one of the links to {mark.inline.target} is not in the translation",
            source=mark.quote(),
            target=place,
            severity=Severity.MINOR if lost.again else None,
            fixes=(Fix(text, Safety.UNSAFE if edits else Safety.MANUAL, edits),),
            confidence=0.6 if lost.again else 0.9,
            evidence={"kind": "link", "url": mark.inline.target},
        )


def _unlinked(source: Mark, target: Mark) -> bool:
    """Whether a link in brackets became an address that Markdown does not link where it stands (GitHub's specification,
    6.9: at the beginning of a line, behind white space, ``*``, ``_``, ``~`` or ``(``)."""
    if source.inline.kind is not InlineKind.LINK or target.inline.kind is not InlineKind.AUTOLINK:
        return False
    before = target.before[-1:]
    if "]" in target.before[-3:]:
        return False  # a link that came apart is MRK015's
    return source.raw.startswith("[") and target.raw[:1] in "hH" and before != "" and before not in " \t\n*_~(<"
