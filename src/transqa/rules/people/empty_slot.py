"""NAM001."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.people.lists import Item, people


@rule("NAM001", "empty-slot", mqm="accuracy/omission", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def empty_slot(context: Context) -> Iterator[Fault]:
    """A list of people has a place without a name.

    Two separators follow each other (``、、``), or the list begins with one. Where both lists have as many places, the
    finding says whose name is gone.

    Why: a machine that cannot transcribe a name drops it and keeps the comma.
    Bad: By Ilse Brandvold, Wei Li, and Amara Weidlich. => 作者：Ilse Brandvold、、Amara Weidlich。
    Good: By Ilse Brandvold, Wei Li, and Amara Weidlich. => 作者：Ilse Brandvold、Wei Li、Amara Weidlich。
    Fix: none; the missing name is quoted.
    """
    for found in people(context):
        same = len(found.items) == len(found.names)
        persons = {id(item): person for person, item in found.matched} if same else {}
        for places in _runs(found.items):
            gone = [persons[id(item)] for item in places if id(item) in persons]
            start = places[0].start
            if start == found.region[0] and found.pair.target.prose[max(0, start - 1) : start] == "由":
                start -= 1
            target = found.pair.target.quote(start, places[-1].end)
            quoted = gone or found.names
            yield Fault(
                f"{target.text!r} leaves a place without a name"
                + (f": {', '.join(repr(person.text) for person in gone)} is gone" if gone else ""),
                source=found.pair.source.quote(quoted[0].start, quoted[-1].end),
                target=target,
                confidence=0.95 if gone else 0.8,
                evidence={"kind": "names", "missing": [person.text for person in gone]},
            )


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Empty places that follow each other, together."""
    run: list[Item] = []
    for item in items:
        if item.text:
            if run:
                yield run
            run = []
        else:
            run.append(item)
    if run:
        yield run
