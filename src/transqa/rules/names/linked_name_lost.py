"""DNT007."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.check.memo import per_document
from transqa.check.terms.names import stands
from transqa.lexicon import Lexicon
from transqa.model import Edit, Fix, Safety, Severity
from transqa.rules.markup.inventory import Mark
from transqa.rules.markup.links import Match, label, labelled, links
from transqa.rules.people.names import sounds
from transqa.text.urls import named_in

#: A label that may be a name: up to three words in Latin letters.
_NAME = re.compile(r"[A-Za-z][\w.&'-]*(?: [A-Z0-9][\w.&'-]*){0,2}")
#: Labels that say what is linked and are translated, though a site or a project is called so too.
_ORDINARY = frozenset(
    "agents api app apps article awesome benchmark benchmarks blog book challenge chat code community contact cookbook course "
    "courses data dataset datasets demo docs documentation examples forum github gallery guide here home leaderboard link model "
    "models news notebook notebooks page paper papers playground plugins post project projects release releases repo report "
    "repository resources research search slides survey team thread tool tools tutorial tutorials tweet video website weights "
    "wiki workshop".split()
)


#: Likeness of sound from which a person's name is transcribed.
_SOUNDS = 0.5


@rule("DNT007", "linked-name-lost", mqm="do-not-translate/name", severity=Severity.MAJOR, scope=Scope.DOCUMENT)
def linked_name_lost(context: Context) -> Iterator[Fault]:
    """The name of a company or a project, known by the address it links to, was translated.

    A link whose label is the name of its site ([Heron](https://heron.ai)) or of the repository it leads to has that
    name nowhere in the translated paragraph. Names that the termbase gives another rendering in the target language
    (Reuters, 路透社) are left alone, and so are labels that say what is linked: "paper", "demo".

    Why: an ordinary word that is a company's name is the hardest for a machine to leave alone, and a reader who searches
    for 苍鹭 will not find Heron.
    Bad: [Heron](https://heron.ai) raised money. => [苍鹭](https://heron.ai)筹集了资金。
    Good: [Heron](https://heron.ai) raised money. => [Heron](https://heron.ai) 筹集了资金。
    Fix: unsafe; the label of the source.
    """
    for match, name in lost_labels(context):
        target = match.target.document.quote(match.target.inline.content)
        yield Fault(
            f"{name!r}, the name of what the link leads to, is not in the translation",
            source=match.source.document.quote(match.source.inline.content),
            target=target,
            fixes=(Fix(name, Safety.UNSAFE, (Edit(target.span, name),)),),
            confidence=0.85,
            evidence={"kind": "name", "url": match.source.inline.target},
        )


@per_document
def lost_labels(context: Context) -> list[tuple[Match, str]]:
    """Links whose label is a name that the translation does not have, with the name."""
    return [
        (match, name)
        for match in links(context).kept
        if (name := _name(match.source))
        and not stands(name, match.pair.target.text)
        and not _abbreviated(name, match.pair.target.text)
        and not _known(match, name, context)
        and not _transcribed(match, name, context.lexicon)
    ]


def _abbreviated(name: str, text: str) -> bool:
    """Whether a text has the initials of a name of three words and more: TGI."""
    words = name.split()
    return len(words) > 2 and stands("".join(word[0] for word in words), text)


def _name(link: Mark) -> str:
    """The label of a link, if it is the name of the site or the project that the link leads to."""
    name = label(link) if labelled(link) else ""
    if not _NAME.fullmatch(name) or name.lower() in _ORDINARY:
        return ""
    return name if "".join(filter(str.isalnum, name.lower())) in named_in(link.inline.target) else ""


def _known(match: Match, name: str, context: Context) -> bool:
    """Whether the name is the termbase's to judge: it stands in the pair as a term, or is rendered as it may be."""
    place = match.source.inline.content
    for rendering in context.terms(match.pair).renderings:
        term = rendering.term
        if term.concept.keep and match.pair.source.quote(term.start, term.end).span.overlaps(place):
            return True
    language, text = context.target.language, match.pair.target.text
    return any(
        other in text
        for concept in context.termbase.concepts.values()
        if concept.keep and name in concept.names
        for other in concept.accepted(language)
    )


def _transcribed(match: Match, name: str, lexicon: Lexicon | None) -> bool:
    """Whether it is a person's name, two words and more, that the target writes as it sounds."""
    return lexicon is not None and " " in name and sounds(name, label(match.target), lexicon) >= _SOUNDS
