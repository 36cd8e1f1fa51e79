"""Which sense of an English word is chosen."""

from __future__ import annotations

from transqa.check.terms.source import SourceTerms
from transqa.termbase.match import Matcher, source_forms, tabulate
from transqa.termbase.model import Concept, Condition, Termbase, Terms
from transqa.text.fold import fold


def concept(name: str, domain: str, when: Condition | None = None) -> Concept:
    return Concept(name, domain, "", {"en": Terms("library")}, when=when)


def chosen(text: str, *concepts: Concept) -> list[str]:
    termbase = Termbase({one.id: one for one in concepts}, "")
    matcher = Matcher(tabulate(source_forms(termbase, "en"), termbase, "en"), termbase)
    found = SourceTerms(matcher, termbase.concepts).find(text, fold(text, "en"), termbase.concepts)
    return [term.concept.id for term in found]


GENERAL = concept("general", "everyday")
BUILDING = concept("building", "everyday", Condition(near=("book",)))
SOFTWARE = concept("software", "systems", Condition(near=("Python",)))
PUBLIC = concept("public", "everyday", Condition(before=("public",)))


def test_a_domain_goes_before_an_everyday_sense_where_both_hold() -> None:
    concepts = (GENERAL, BUILDING, SOFTWARE)
    assert chosen("A book about a Python library.", *concepts) == ["software"]
    assert chosen("A book of the library.", *concepts) == ["building"]
    assert chosen("A library.", *concepts) == ["general"]


def test_an_everyday_sense_that_looks_at_the_words_beside_it_keeps_its_place() -> None:
    assert chosen("A Python course in the public library.", PUBLIC, SOFTWARE) == ["public"]
    assert chosen("A Python library.", PUBLIC, SOFTWARE) == ["software"]
