"""TRM005."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.assign import Outcome
from transqa.check.terms.fixes import replacement, suggestions
from transqa.model import Severity
from transqa.text.script import of_other_region


@rule("TRM005", "regional-term", mqm="terminology/regional", severity=Severity.MINOR, languages=("zh-Hans", "zh-Hant"))
def regional_term(pair: Pair, context: Context) -> Iterator[Fault]:
    """A term is rendered as the other Chinese region says it: 资料集 in a mainland text, 服務器 in a Taiwanese one.

    The rendering is right, but not for these readers: its words are regional by OpenCC's tables, or it is a technical
    term that the other region prefers. Each term is reported once per block.

    Why: readers of one region stumble over the terms of the other, and a mixed text looks machine-made.
    Bad: The dataset holds a million pictures. => 这个资料集有一百万张图片。
    Good: The dataset holds a million pictures. => 这个数据集有一百万张图片。
    Fix: unsafe; the preferred rendering of the region.
    """
    language = context.target.language
    where = {"zh-Hans": "Taiwan", "zh-Hant": "the mainland"}[language]
    seen = set()
    for rendering in context.terms(pair).renderings:
        if not rendering.form or not rendering.form.regional or rendering.outcome is not Outcome.ACCEPTED:
            continue
        concept = rendering.term.concept
        if concept.id in seen or rendering.target is None:
            continue
        # What is listed for an ordinary word of the other region is mostly said in both.
        if concept.common and not of_other_region(rendering.form.text, language):
            continue
        seen.add(concept.id)
        term, target = pair.source.quote(rendering.term.start, rendering.term.end), pair.target.quote(*rendering.target)
        offered = suggestions(concept, term.text, language)
        if offered:
            yield Fault(
                f"{target.text!r} for {term.text!r} is usage of {where}; here {' / '.join(offered[:3])}",
                source=term,
                target=target,
                concept=concept.id,
                fixes=replacement(concept, term.text, target, language),
                confidence=0.6,
            )
