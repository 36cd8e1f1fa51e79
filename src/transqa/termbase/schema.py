"""The YAML form of the termbase: what a contributor may write, checked by pydantic.

The JSON Schema that editors complete from is generated from these classes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "ja", "de")


class Entry(BaseModel):
    """Strict: an unknown key is a typing mistake, never silently dropped."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class DeprecatedEntry(Entry):
    """A rendering that is wrong for the concept."""

    term: Text
    reason: Annotated[Text, Field(description="What the rendering really means: 'fashion model', 'Turin'.")]
    anywhere: Annotated[bool, Field(description="Wrong in any text of the domain, even without the source.")] = False
    severity: Literal["minor", "major", "critical"] = "major"


class TermsEntry(Entry):
    """The terms of a concept in one language."""

    preferred: Text | None = None
    admitted: Annotated[list[Text], Field(description="Every other rendering a good translator may use.")] = []
    deprecated: list[DeprecatedEntry] = []

    @model_validator(mode="after")
    def _no_contradiction(self) -> TermsEntry:
        accepted = {self.preferred, *self.admitted}
        for entry in self.deprecated:
            if entry.term in accepted:
                raise ValueError(f"{entry.term!r} is both accepted and deprecated; remove one")
        return self


class ConditionEntry(Entry):
    """When a sense applies; every part that is given must hold."""

    near: Annotated[list[Text], Field(description="Any of these words in the same source block.")] = []
    not_near: Annotated[list[Text], Field(description="None of these words in the same source block.")] = []
    before: Annotated[list[Text], Field(description="One of these words directly before the term.")] = []
    after: Annotated[list[Text], Field(description="One of these words directly after the term.")] = []
    pos: Literal["noun", "verb"] | None = None


class ExampleEntry(Entry):
    """A sentence pair: with ``wrong`` a bad translation, without it one that must stay silent."""

    en: Text
    zh_hans: Annotated[Text | None, Field(alias="zh-Hans")] = None
    zh_hant: Annotated[Text | None, Field(alias="zh-Hant")] = None
    wrong: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> ExampleEntry:
        targets = [text for text in (self.zh_hans, self.zh_hant) if text]
        if len(targets) != 1:
            raise ValueError("an example needs exactly one of zh-Hans and zh-Hant")
        if self.wrong and self.wrong not in targets[0]:
            raise ValueError(f"wrong: {self.wrong!r} is not in the sentence")
        return self


class ConceptEntry(Entry):
    """One concept of the domain."""

    id: Annotated[Identifier, Field(description="Unique over all files; lower case with hyphens.")]
    definition: Annotated[Text, Field(description="One short English sentence.")]
    note: Text | None = None
    pos: Annotated[
        Literal["noun", "verb", "adjective", "name"],
        Field(description="Which inflections of the source term are matched: plurals, or verb forms as well."),
    ] = "noun"
    case: Annotated[
        Literal["insensitive", "sensitive"], Field(description="sensitive: only these exact capitals are the term.")
    ] = "insensitive"
    when: Annotated[ConditionEntry | None, Field(description="A sense: chosen only where this holds.")] = None
    common: Annotated[bool, Field(description="Ordinary word: its absence is never reported.")] = False
    open: Annotated[bool, Field(description="Ordinary word: only its deprecated renderings are looked for.")] = False
    first_mention: Annotated[bool, Field(description="First mention as 顿悟（grokking）.")] = False
    keep: Annotated[bool, Field(description="A name that stays as in the source.")] = False
    en: TermsEntry
    zh_hans: Annotated[TermsEntry | None, Field(alias="zh-Hans")] = None
    zh_hant: Annotated[TermsEntry | None, Field(alias="zh-Hant")] = None
    ja: TermsEntry | None = None
    de: TermsEntry | None = None
    examples: list[ExampleEntry] = []

    @model_validator(mode="after")
    def _preferred(self) -> ConceptEntry:
        for tag in LANGUAGES:
            terms = self.terms(tag)
            if terms is not None and terms.preferred is None and (tag == "en" or not self.keep):
                raise ValueError(f"{tag} has no preferred term")
        return self

    @model_validator(mode="after")
    def _open(self) -> ConceptEntry:
        if self.open and (self.keep or self.common):
            raise ValueError("open goes with neither keep nor common")
        if self.open and not any(terms.deprecated for tag in LANGUAGES if (terms := self.terms(tag))):
            raise ValueError("an open concept needs a deprecated rendering: nothing else is looked for")
        return self

    def terms(self, language: str) -> TermsEntry | None:
        """The terms of a language, None where the concept has none."""
        found = getattr(self, language.lower().replace("-", "_"), None)
        return found if isinstance(found, TermsEntry) else None


class GlossaryFile(Entry):
    """One file: one domain."""

    domain: Identifier
    concepts: list[ConceptEntry]


def json_schema() -> dict[str, Any]:
    """JSON Schema of a glossary file, for editor completion."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | GlossaryFile.model_json_schema()
