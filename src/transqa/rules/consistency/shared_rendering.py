"""CNS002."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.terms.assign import Rendering
from transqa.check.terms.fixes import replacement, suggestions
from transqa.check.usage import accepted_renderings
from transqa.model import Severity
from transqa.text.fold import fold

#: Both concepts must be rendered by the same word this often before it is more than an accident.
_TIMES = 2


@rule("CNS002", "shared-rendering", mqm="terminology/inconsistent", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def shared_rendering(context: Context) -> Iterator[Fault]:
    """One word of the translation renders two different concepts of the source.

    Both concepts use it at least twice in the document, it is the preferred rendering of one at the most, and the other
    has one of its own. The first place of that other is reported.

    Why: a benchmark is what a baseline is measured on; a reader of 基准 and 基准 cannot tell them apart.
    Bad: The baseline fails on the benchmark.  A new benchmark needs a new baseline. =>
    基准在这个基准上失败了。  新的基准需要新的基准。
    Good: The baseline fails on the benchmark.  A new benchmark needs a new baseline. =>
    基线在这个基准上失败了。  新的基准需要新的基线。
    Fix: unsafe; the preferred rendering of the concept that has another.
    """
    language = context.target.language
    users: dict[str, dict[str, list[tuple[Pair, Rendering]]]] = defaultdict(lambda: defaultdict(list))
    for concept, accepted in accepted_renderings(context).items():
        for pair, rendering, text in accepted:
            if not text.isascii():
                users[text][concept].append((pair, rendering))
    for text in sorted(text for text, concepts in users.items() if len(concepts) > 1):
        busy = {name: places for name, places in sorted(users[text].items(), key=_first) if len(places) >= _TIMES}
        if len(busy) < 2:
            continue
        owners = {
            name: fold(places[0][1].term.concept.accepted(language)[0], language) for name, places in busy.items()
        }
        if len(set(owners.values())) < 2:
            continue
        for name, places in busy.items():
            others = [context.termbase.concepts[other] for other in busy if other != name]
            if owners[name] == text or _same_words(
                places, [place for other in busy if other != name for place in busy[other]]
            ):
                continue
            pair, rendering = places[0]
            term = pair.source.quote(rendering.term.start, rendering.term.end)
            target = pair.target.quote(*rendering.target)  # type: ignore[misc]  # chosen above because it is there
            own = suggestions(rendering.term.concept, term.text, language)
            yield Fault(
                f"{target.text!r} renders both {term.text!r} and {others[0].names[0]!r} in this document; "
                f"for {term.text!r} write {own[0]}",
                source=term,
                target=target,
                concept=name,
                fixes=replacement(rendering.term.concept, term.text, target, language)[:1],
                confidence=0.5,
                evidence={"kind": "consistency", "concepts": sorted(busy)},
            )


def _first(user: tuple[str, list[tuple[Pair, Rendering]]]) -> tuple[int, int]:
    """The first place of a concept, by pair and offset."""
    pair, rendering = user[1][0]
    return pair.index, rendering.term.start


def _same_words(one: list[tuple[Pair, Rendering]], other: list[tuple[Pair, Rendering]]) -> bool:
    """Whether the terms share a word or its stem (loss, loss function; train, training): no confusion."""
    stems = [
        {word[:5] for pair, r in places for word in pair.source.prose[r.term.start : r.term.end].lower().split()}
        for places in (one, other)
    ]
    return bool(stems[0] & stems[1])
