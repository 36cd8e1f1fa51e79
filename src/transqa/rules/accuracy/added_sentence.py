"""ACC012."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Scope, rule
from transqa.model import Severity
from transqa.rules.accuracy.ends import added_ends
from transqa.rules.accuracy.support import added_sentences

#: Words that are named in the message.
_SHOWN = 4


@rule("ACC012", "added-sentence", mqm="accuracy/addition", severity=Severity.MINOR, scope=Scope.DOCUMENT)
def added_sentence(context: Context) -> Iterator[Fault]:
    """A sentence inside a translated block says what the source does not.

    Hardly any of the words that only this sentence has occur in the source block, and the translation is long by about
    its length. A sentence that was translated twice is found in the same way. A short remark at either end of a block is
    found where all other sentences have theirs in the source and no word of it is there.

    Why: a machine fills silence with polite phrases, and a reader takes them for the author's.
    Bad: Seven engineers tested the elevator in the harbour. They were tired. =>
    七名工程师在港口测试了电梯。他们很累。欢迎订阅我们的官方网站获取更多精彩新闻。
    Good: Seven engineers tested the elevator in the harbour. They were tired. => 七名工程师在港口测试了电梯。他们很累。
    Fix: none.
    """
    for pair in context.pairs:
        for added in added_sentences(context).get(pair.index) or added_ends(context).get(pair.index, ()):
            named = "、".join(added.missed[:_SHOWN])
            yield Fault(
                "this sentence has no counterpart in the source"
                + (f", which says nothing of {named}" if named else ""),
                target=pair.target.quote(added.start, added.end),
                confidence=added.confidence,
                evidence={"kind": "addition", "unsupported": list(added.missed)},
            )
