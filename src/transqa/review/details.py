"""Everything around one finding."""

from __future__ import annotations

import sqlalchemy as sa

from transqa.review.insight import history
from transqa.review.rows import one_finding, one_row
from transqa.review.summaries import summary
from transqa.review.verdicts import comments
from transqa.review.versions import Tools
from transqa.review.views import Detail
from transqa.rules import RULES


def detail(tools: Tools, connection: sa.Connection, fingerprint: str, number: int) -> Detail:
    """A finding of a document with its row, its rule, its concept and what was said of it."""
    found = one_finding(connection, fingerprint, number)
    rule = RULES.get(found.finding.rule)
    concept = found.finding.concept
    return Detail(
        reviewed=found,
        row=None if found.row is None else one_row(connection, number, found.row),
        document=summary(connection, number),
        rule_summary=rule.summary if rule else "",
        rule_sections=rule.sections if rule else {},
        concept=tools.checker.termbase().concepts.get(concept) if concept else None,
        comments=comments(connection, number, fingerprint=fingerprint),
        history=history(connection, number, fingerprint),
    )
