"""NAM002."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.people.lists import people


@rule("NAM002", "fewer-people", mqm="accuracy/omission", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def fewer_people(context: Context) -> Iterator[Fault]:
    """A list of people names fewer of them than the source.

    The names that stay are matched in their order, by spelling or by sound, and those that nothing matches are reported.
    A list that is cut short to half and less and ends in 等人 or et al. is one minor finding: that may be the house's style.
    So is one that names the same people and lost its "et al.". Two names that lost the comma between them are one person.

    Why: an author who is left out will notice.
    Bad: By Ilse Brandvold, Wei Li, and Amara Weidlich. => 作者：Ilse Brandvold 和 Amara Weidlich。
    Good: By Ilse Brandvold, Wei Li, and Amara Weidlich. => 作者：Ilse Brandvold、Wei Li 和 Amara Weidlich。
    Fix: none; the missing name is quoted.
    """
    for found in people(context):
        gone = found.missing
        if others := found.lost_others:
            yield Fault(
                "the source says that there are others, the translation does not",
                source=found.pair.source.quote(*others),
                target=found.pair.target.quote(*found.region),
                severity=Severity.MINOR,
                confidence=0.8,
                evidence={"kind": "names", "missing": []},
            )
        if not gone or len(found.items) >= len(found.names) or not found.trusted:
            continue
        here = sum(bool(item.text) for item in found.items)
        target = found.pair.target.quote(*found.region)
        if found.shortened and here * 2 <= len(found.names):
            source = found.pair.source.quote(found.names[0].start, found.names[-1].end)
            yield Fault(
                f"{here} of {len(found.names)} people are named, the others are only counted among 'and others'",
                source=source,
                target=target,
                severity=Severity.MINOR,
                confidence=0.8,
                evidence={"kind": "names", "missing": [person.text for person in gone]},
            )
            continue
        for person in gone:
            # Two people without a mark between them: both are there, but as one.
            merged = next((item for item in found.items if item.text != person.text and person.text in item.text), None)
            place = found.pair.target.quote(merged.start, merged.end) if merged else target
            yield Fault(
                f"{place.text!r} makes {person.text!r} and another name one person"
                if merged
                else f"{person.text!r} is not in the list: {len(found.names)} people in the source, {here} here",
                source=found.pair.source.quote(person.start, person.end),
                target=place,
                confidence=0.9,
                evidence={"kind": "names", "missing": [person.text]},
            )
