"""Concepts -> the YAML of a glossary file, in the order and manner of the ones written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from transqa.errors import TermbaseError
from transqa.model import Severity
from transqa.termbase.model import Concept, Condition, Terms

#: Line length of the glossary files.
_WIDTH = 120


def glossary_yaml(domain: str, rows: Iterable[dict[str, Any]], *, heading: str = "") -> str:
    """A glossary file of one domain that ``load_termbase`` reads; ``heading`` becomes comment lines at its top.

    Args:
        domain: the name of the file without its ending.
        rows: concepts as ``entry`` makes them.
        heading: any text.

    Raises:
        TermbaseError: a concept that would not validate.
    """
    entries = list(rows)
    _validate(domain, entries)
    body = "\n\n".join(map(entry_yaml, entries)) if entries else "  []"
    return f"{comment(heading)}domain: {domain}\nconcepts:\n{body}\n"


def comment(text: str, *, indent: str = "") -> str:
    """The lines of a text as comments."""
    return "".join(f"{indent}# {line}\n" for line in text.splitlines())


def entry_yaml(row: dict[str, Any]) -> str:
    """One item of a list of concepts, indented below its key, without a line break at its end."""
    return "\n".join(f"  {line}" for line in _dump([row]).rstrip().split("\n"))


def entry(concept: Concept) -> dict[str, Any]:
    """A concept as a glossary file writes it: defaults are left out."""
    row: dict[str, Any] = {"id": concept.id, "definition": concept.definition}
    row |= {key: value for key, value in _settings(concept).items() if value}
    row |= {tag: _terms(terms) for tag, terms in concept.terms.items()}
    if concept.examples:
        row["examples"] = [
            {"en": example.source, example.target_language: example.target}
            | ({"wrong": example.wrong} if example.wrong else {})
            for example in concept.examples
        ]
    return row


def condition(when: Condition) -> dict[str, Any]:
    """A condition as a glossary file writes it: parts that are not given are left out."""
    parts: dict[str, Any] = {
        "near": list(when.near),
        "not_near": list(when.not_near),
        "before": list(when.before),
        "after": list(when.after),
        "pos": when.pos,
    }
    return {key: value for key, value in parts.items() if value}


def _validate(domain: str, entries: list[dict[str, Any]]) -> None:
    from pydantic import ValidationError

    from transqa.termbase.schema import GlossaryFile

    try:
        GlossaryFile.model_validate({"domain": domain, "concepts": entries})
    except ValidationError as error:
        fault = error.errors()[0]
        _, *where = fault["loc"]
        name = f"concept {entries[where[0]]['id']!r}" if where and isinstance(where[0], int) else f"domain {domain!r}"
        key = ".".join(map(str, where[1:]))
        message = fault["msg"].removeprefix("Value error, ")
        raise TermbaseError(f"{name}: {key + ': ' if key else ''}{message}") from None


def _settings(concept: Concept) -> dict[str, Any]:
    return {
        "note": concept.note,
        "pos": "" if concept.pos == "noun" else concept.pos,
        "case": "sensitive" if concept.case_sensitive else "",
        "when": condition(concept.when) if concept.when else {},
        "common": concept.common,
        "open": concept.open,
        "first_mention": concept.first_mention,
        "keep": concept.keep,
    }


def _terms(terms: Terms) -> dict[str, Any]:
    deprecated = [
        {"term": entry.text, "reason": entry.reason}
        | ({"anywhere": True} if entry.anywhere else {})
        | ({"severity": entry.severity.value} if entry.severity is not Severity.MAJOR else {})
        for entry in terms.deprecated
    ]
    parts: dict[str, Any] = {
        "preferred": terms.preferred,
        "admitted": list(terms.admitted),
        "deprecated": deprecated,
    }
    return {key: value for key, value in parts.items() if value}


def _dump(value: Any) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Indents lists below their key, as the glossary does."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    return yaml.dump(
        value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH - 2, default_flow_style=None
    )
