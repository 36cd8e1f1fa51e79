"""The termbase as the checks see it: frozen concepts with their terms per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from transqa.model import Severity


@dataclass(frozen=True, slots=True)
class Deprecated:
    """A known wrong rendering. ``anywhere``: wrong in any text of the domain, even where the source is not known."""

    text: str
    reason: str
    anywhere: bool = False
    severity: Severity = Severity.MAJOR


@dataclass(frozen=True, slots=True)
class Terms:
    """A concept's terms in one language, by TBX administrative status."""

    preferred: str | None = None
    admitted: tuple[str, ...] = ()
    deprecated: tuple[Deprecated, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """Preferred first, then admitted."""
        return (self.preferred, *self.admitted) if self.preferred else self.admitted


@dataclass(frozen=True, slots=True)
class Condition:
    """When a sense applies; every part that is given must hold. Words are compared folded."""

    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    pos: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence pair kept beside an entry: ``wrong`` must be flagged, or, where it is None, nothing."""

    source: str
    target: str
    target_language: str
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the domain, with its terms per BCP-47 language tag and the place of its entry.

    ``common`` is an ordinary word that may be reworded. ``open`` is one with more right renderings than can be listed:
    only its deprecated ones are looked for.
    """

    id: str
    domain: str
    definition: str
    terms: Mapping[str, Terms]
    pos: str = "noun"
    case_sensitive: bool = False
    when: Condition | None = None
    common: bool = False
    open: bool = False
    first_mention: bool = False
    keep: bool = False
    note: str = ""
    examples: tuple[Example, ...] = ()
    file: str = ""
    line: int = 0

    def accepted(self, language: str) -> tuple[str, ...]:
        """Acceptable renderings in a language, the one to suggest first; a name to keep is its own rendering."""
        listed = self.terms[language].accepted if language in self.terms else ()
        if not self.keep:
            return listed
        return tuple(dict.fromkeys((*self.names, *listed)))

    @property
    def names(self) -> tuple[str, ...]:
        """The spellings of a name to keep, in the language it comes from."""
        return self.terms["en"].accepted if "en" in self.terms else ()


@dataclass(frozen=True)
class Termbase:
    """Concepts by id; ``hash`` identifies the content and goes into the score's signature."""

    concepts: Mapping[str, Concept]
    hash: str
