"""NAM004."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.model import Edit, Fix, Quote, Safety, Severity
from transqa.rules.people.lists import people
from transqa.rules.people.names import alike
from transqa.rules.people.respelled import in_running_text
from transqa.text.fold import fold

_HAN = re.compile(r"[\u3400-\u9fff]")
#: Shorter family names are words of other languages too.
_LETTERS = 5


@dataclass(frozen=True, slots=True)
class _Use:
    """One place where a person is named."""

    source: Quote
    target: Quote
    form: str
    latin: bool


@rule("NAM004", "spelled-two-ways", mqm="terminology/inconsistent", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def spelled_two_ways(context: Context) -> Iterator[Fault]:
    """One person has two names in the translation: Latin letters and a transcription, or two transcriptions.

    The same name of the source is compared over all lists of people, and with its family name in the running text. The
    rarer form is reported; where both are as frequent, the one in the script that the document's other names are not in,
    or that sounds less like the name. In running text a transcription is known by its middle dot, and a family name alone
    by the characters that it shares with the one of the full name (辛顿, 欣顿).

    Why: a reader counts two researchers where there is one.
    Bad: By Ilse Brandvold and Tomasz Zielak.  By Ilse Brandvold and Wei Li. =>
    作者：Ilse Brandvold 和 Tomasz Zielak。  作者：伊尔丝·布兰德沃尔德和 Wei Li。
    Good: By Ilse Brandvold and Tomasz Zielak.  By Ilse Brandvold and Wei Li. =>
    作者：Ilse Brandvold 和 Tomasz Zielak。  作者：Ilse Brandvold 和 Wei Li。
    Fix: unsafe; the usual form.
    """
    yield from in_running_text(context)
    uses: dict[str, list[_Use]] = defaultdict(list)
    for found in people(context):
        for person, item in found.matched:
            if item.text and len(item.text) > 1 and (len(found.items) == len(found.names) or found.trusted):
                latin = not _HAN.search(item.text)
                source = found.pair.source.quote(person.start, person.end)
                target = found.pair.target.quote(item.start, item.end)
                uses[fold(person.text, "en")].append(_Use(source, target, _form(item.text), latin))
    usual_latin = sum(use.latin for places in uses.values() for use in places) * 2 >= sum(map(len, uses.values()))
    for name, places in uses.items():
        mentions = 0 if any(use.latin for use in places) else _mentions(name, places, context)
        forms: dict[str, list[_Use]] = defaultdict(list)
        for use in places:
            forms[use.form].append(use)
        if len(forms) < 2 and not mentions:
            continue
        best = max(
            forms,
            key=lambda form: (
                len(forms[form]),
                forms[form][0].latin == usual_latin,
                alike(forms[form][0].source.text, form, context.lexicon),
            ),
        )
        chosen = forms[best][0]
        for use in places:
            if use.form == best and not mentions:
                continue
            if mentions:
                other, write = f"stays {use.source.text.split()[-1]!r} in the running text", use.source.text
            else:
                other, write = f"is {chosen.target.text!r} in line {chosen.target.line}", chosen.target.text
            yield Fault(
                f"{use.target.text!r} for {use.source.text!r}, who {other}",
                source=use.source,
                target=use.target,
                fixes=(Fix(write, Safety.UNSAFE, (Edit(use.target.span, write),)),),
                confidence=0.8,
                evidence={"kind": "consistency", "usual": write, "counts": {f: len(rows) for f, rows in forms.items()}},
            )


def _form(text: str) -> str:
    """The name as it compares: dots, blanks and capitals do not make another name."""
    return re.sub(r"[\s·•・‧.\-‐]", "", fold(text, "en"))


def _mentions(name: str, places: list[_Use], context: Context) -> int:
    """How often the family name stands in Latin letters where the source has it in running text."""
    family = places[0].source.text.split()[-1]
    if len(family) < _LETTERS or family not in context.target.text:
        return 0
    listed = {found.pair.index for found in people(context)}
    word = re.compile(rf"(?<!\w){re.escape(family)}(?![\w·])")
    return sum(_named(pair, word) for pair in context.pairs if pair.judged and pair.index not in listed)


def _named(pair: Pair, word: re.Pattern[str]) -> bool:
    return word.search(pair.source.prose) is not None and word.search(pair.target.prose) is not None
