"""NAM006."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.people.lists import people
from transqa.text.fold import fold

_FOREIGN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
#: Two spellings that are this much alike are one name and a slip.
_ALIKE = 0.75


@rule("NAM006", "name-misspelt", mqm="fluency/spelling", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def name_misspelt(context: Context) -> Iterator[Fault]:
    """A person's name in Latin letters is not spelled as in the source.

    Letters were lost (Loïc, loc), swapped or added. A name that only lacks its accents (Loic) is left alone.

    Why: a name with a wrong letter is nobody's name, and no search finds its bearer.
    Bad: By Ilse Brandvold, Tomasz Zielak, and Wei Li. => 作者：Ilse Brandvold、Tomas Zeilak 和 Wei Li。
    Good: By Ilse Brandvold, Tomasz Zielak, and Wei Li. => 作者：Ilse Brandvold、Tomasz Zielak 和 Wei Li。
    Fix: unsafe; the name as the source writes it.
    """
    for found in people(context):
        for person, item in found.matched:
            name, text = " ".join(person.text.split()), " ".join(item.text.split())
            if not text or _FOREIGN.search(text) or _FOREIGN.search(name):
                continue
            one, other = fold(name, "en"), fold(text, "en")
            if one == other or set(other.split()) < set(one.split()):
                continue
            if SequenceMatcher(None, one, other, autojunk=False).ratio() < _ALIKE or text in found.pair.source.prose:
                continue
            target = found.pair.target.quote(item.start, item.end)
            yield Fault(
                f"{target.text!r} is spelled {name!r} in the source",
                source=found.pair.source.quote(person.start, person.end),
                target=target,
                fixes=(Fix(name, Safety.UNSAFE, (Edit(target.span, name),)),),
                confidence=0.9,
                evidence={"kind": "spelling", "name": name},
            )
