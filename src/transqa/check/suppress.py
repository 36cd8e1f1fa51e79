"""Suppression: findings that somebody silenced, by a comment in the target file or in the configuration.

``<!-- transqa-ignore TRM001: quoted on purpose -->`` silences the next block, ``<!-- transqa-off TRM001 -->`` all up
to ``<!-- transqa-on TRM001 -->``, and ``<!-- transqa-ignore-file TRM001 -->`` the whole file. Several rules are
separated by commas or spaces; none means all. What follows a colon is the reason. ``transqa.text.comments`` knows the
other forms of a comment.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from transqa.check.rule import Rule, Scope
from transqa.config import Config
from transqa.model import BlockKind, Document, Finding, Quote, Span, Syntax
from transqa.text.comments import Comment, comments

#: The family that speaks about suppressions: only what names it silences it.
FAMILY = "SUP"
_OWN = re.compile(r"[\s>*+\d.)-]*(?:<!--|\[//\]:)")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Where the named rules (all, when there are none) are silent, and who says so.

    ``quote`` is the comment, None for the configuration. ``decided`` says whether this document alone tells if it is
    used: a table of the configuration may be for other files.
    """

    span: Span
    rules: tuple[str, ...]
    reason: str
    place: str
    quote: Quote | None = None
    text: str | None = None
    concept: str | None = None
    decided: bool = True
    whole: bool = False

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is silenced. One without a place in the target belongs to the whole file."""
        if finding.target:
            # An empty place at the end of a block is still in it.
            inside = self.span.start <= finding.target.span.start < max(self.span.end, self.span.start + 1)
        else:
            inside = self.whole
        return (
            inside
            and (self.text is None or (finding.target is not None and finding.target.text == self.text))
            and (self.concept is None or finding.concept == self.concept)
            and (
                any(answers(name, finding.rule, finding.name) for name in self.rules)
                if self.rules
                else not finding.rule.startswith(FAMILY)
            )
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of a suppression: findings silenced, whether all its rules ran, names that are no rule's.

    ``unknown`` maps such a name to the rule that was probably meant, or to nothing.
    """

    suppression: Suppression
    silenced: int
    ran: bool
    unknown: Mapping[str, str] = field(default_factory=dict)

    @property
    def unused(self) -> bool:
        """Whether it may go."""
        return self.ran and self.suppression.decided and not self.silenced


def answers(name: str, code: str, rule: str) -> bool:
    """Whether a name of a suppression (ALL, a code, its beginning, a rule's name) means a rule."""
    return name.upper() == "ALL" or code.startswith(name.upper()) or rule == name.lower()


def suppressions(document: Document, config: Config) -> tuple[Suppression, ...]:
    """All suppressions of a document, those of its comments first; comments inside of code are none."""
    if not config.suppression:
        return ()
    code = [block.span for block in document.blocks if block.kind is BlockKind.CODE]
    plain = document.syntax in {Syntax.PLAIN, Syntax.PO}
    told = [
        comment
        for comment in comments(document.text, plain=plain)
        if not any(span.start <= comment.start < span.end for span in code)
    ]
    return (*_said(document, told), *_configured(document, config))


def effects(
    found: Iterable[Suppression],
    findings: Iterable[Finding],
    *,
    rules: Mapping[str, Rule],
    able: Mapping[str, Rule],
    ran: Iterable[str],
) -> tuple[Effect, ...]:
    """What became of the suppressions.

    ``rules`` are all there are, ``able`` those that could have anything to say, ``ran`` the codes that did look.
    """
    findings, ran = list(findings), set(ran)
    judged = []
    for suppression in found:
        named = {
            code
            for code, rule in able.items()
            if not suppression.rules or any(answers(name, code, rule.name) for name in suppression.rules)
        }
        codes = {code for code in named if rules[code].scope is not Scope.LAST}
        count = sum(suppression.covers(finding) for finding in findings)
        # What also silences the rules about suppressions cannot be judged by them.
        own = codes != named and not {name.upper() for name in suppression.rules} <= {"ALL"}
        unknown = {
            name: _meant(name, rules)
            for name in suppression.rules
            if not any(answers(name, code, rule.name) for code, rule in rules.items())
        }
        judged.append(Effect(suppression, count, bool(codes) and codes <= ran and not own, unknown))
    return tuple(judged)


def _said(document: Document, told: list[Comment]) -> Iterator[Suppression]:
    size = len(document.text) + 1
    for index, comment in enumerate(told):
        start, end = comment.end, size
        if comment.what == "on":
            continue
        if comment.what == "ignore-file":
            start = 0
        elif comment.what == "ignore":
            following = (
                block.span
                for block in document.blocks
                if block.span.start >= start and not _OWN.match(document.text, block.span.start)
            )
            block = next(following, Span(size, size))
            start, end = block.start, block.end
        else:
            names = set(comment.rules)
            closing = (
                other.start
                for other in told[index + 1 :]
                if other.what == "on" and (not other.rules or names & set(other.rules) or not names)
            )
            end = next(closing, size)
        quote = document.quote(Span(comment.start, comment.end))
        place = f"{document.path}:{quote.line}"
        whole = comment.what == "ignore-file"
        yield Suppression(Span(start, end), comment.rules, comment.reason, place, quote, whole=whole)


def _configured(document: Document, config: Config) -> Iterator[Suppression]:
    span = Span(0, len(document.text) + 1)
    for table in config.suppressions(document.path):
        said = table.suppress
        yield Suppression(
            span, said.rules, said.reason, table.place, None, said.text, said.concept, not table.several, whole=True
        )


def _meant(name: str, rules: Mapping[str, Rule]) -> str:
    known = [*rules, *(rule.name for rule in rules.values())]
    close = difflib.get_close_matches(name, known, n=1) or difflib.get_close_matches(name.upper(), known, n=1)
    return close[0] if close else ""
