"""The rule record: what a rule is, apart from its function."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from transqa.model import Fix, Quote, Severity, Syntax

if TYPE_CHECKING:
    from transqa.check.context import Context
    from transqa.check.pair import Pair

#: The sections of a rule's docstring, in the order of its page.
SECTIONS = ("Why", "Bad", "Good", "Fix")


class Scope(StrEnum):
    """What a rule looks at: one trusted pair, one link of any kind, the whole document, or what became of suppressions."""

    PAIR = "pair"
    LINK = "link"
    DOCUMENT = "document"
    LAST = "last"


@dataclass(frozen=True)
class Fault:
    """What a rule yields. The runner adds the rule's own code, name, category and severity and makes it a Finding."""

    message: str
    source: Quote | None = None
    target: Quote | None = None
    severity: Severity | None = None
    category: str | None = None
    concept: str | None = None
    fixes: tuple[Fix, ...] = ()
    confidence: float = 1.0
    evidence: Mapping[str, Any] = field(default_factory=dict)


PairCheck = Callable[["Pair", "Context"], Iterable[Fault]]
DocumentCheck = Callable[["Context"], Iterable[Fault]]


@dataclass(frozen=True, eq=False)
class Rule:
    """A check with everything that is said about it elsewhere. Two rules are the same only if they are one object.

    ``languages`` are target tags; empty means any. A rule about ``markdown`` has nothing to say of HTML.
    """

    code: str
    name: str
    mqm: str
    severity: Severity
    scope: Scope
    languages: tuple[str, ...]
    check: PairCheck | DocumentCheck
    markdown: bool = False

    @property
    def summary(self) -> str:
        """First line of the docstring."""
        return inspect.getdoc(self.check).split("\n")[0]  # type: ignore[union-attr]  # a test demands docstrings

    @property
    def sections(self) -> dict[str, str]:
        """Docstring parts: ``What`` and the headings of ``SECTIONS``."""
        parts = re.split(rf"^({'|'.join(SECTIONS)}):\s*", inspect.getdoc(self.check) or "", flags=re.MULTILINE)
        found = {"What": parts[0].strip()}
        found |= {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}
        return found

    def applies_to(self, language: str, syntax: Syntax = Syntax.MARKDOWN) -> bool:
        """Whether the rule knows this target language, and this way of writing."""
        if self.markdown and syntax is Syntax.HTML:
            return False
        return not self.languages or any(language == tag or language.startswith(tag + "-") for tag in self.languages)


def rule(
    code: str,
    name: str,
    *,
    mqm: str,
    severity: Severity,
    scope: Scope = Scope.PAIR,
    languages: tuple[str, ...] = (),
    markdown: bool = False,
) -> Callable[[Callable[..., Iterable[Fault]]], Rule]:
    """Turn a function into a Rule. The function stays reachable as ``Rule.check``."""

    def wrap(function: Callable[..., Iterable[Fault]]) -> Rule:
        return Rule(code, name, mqm, severity, scope, languages, function, markdown)

    return wrap
