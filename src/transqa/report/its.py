"""MQM categories as ITS 2.0 localization quality issue types.

The types are those of section 8.17.5 of the ITS 2.0 Recommendation (W3C, 29 October 2013); the mapping follows the one
of the ITS interest group for MQM ("Localization quality types mappings", 24 June 2013) where that has the category. The
longest entry that a category begins with counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from transqa.model import Severity

#: MQM category, or the beginning of one, to ``locQualityIssueType``.
ISSUE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "accuracy": "mistranslation",
        "accuracy/addition": "addition",
        "accuracy/mistranslation": "mistranslation",
        "accuracy/number": "numbers",
        "accuracy/omission": "omission",
        "accuracy/outdated-translation": "inconsistency",
        "accuracy/untranslated": "untranslated",
        "alignment": "other",
        "do-not-translate": "mistranslation",
        "do-not-translate/spelling": "misspelling",
        "fluency": "style",
        "fluency/duplication": "duplication",
        "fluency/register": "register",
        "fluency/spelling": "misspelling",
        "internal": "other",
        "markup": "markup",
        "markup/emphasis": "formatting",
        "markup/heading": "formatting",
        "markup/structure": "formatting",
        "terminology": "terminology",
        "terminology/inconsistent": "inconsistency",
        "typography": "typographical",
        "typography/character": "characters",
        "typography/encoding": "characters",
        "typography/regional": "locale-violation",
        "typography/script": "locale-violation",
        "typography/spacing": "whitespace",
    }
)
#: ``locQualityIssueSeverity``, 0 to 100, in proportion to the weights 0, 1, 5 and 25 of the score.
SEVERITIES: Mapping[Severity, int] = MappingProxyType(
    {Severity.NEUTRAL: 0, Severity.MINOR: 4, Severity.MAJOR: 20, Severity.CRITICAL: 100}
)


def issue_type(category: str) -> str:
    """The ITS type of an MQM category; ``uncategorized`` for one that the table does not know."""
    return ISSUE_TYPES.get(category) or ISSUE_TYPES.get(category.partition("/")[0], "uncategorized")
