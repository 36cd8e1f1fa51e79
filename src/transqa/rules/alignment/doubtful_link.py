"""ALN001."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, Scope, rule
from transqa.check.pair import CONFIDENT
from transqa.model import Severity


@rule("ALN001", "doubtful-link", mqm="alignment/doubtful-link", severity=Severity.NEUTRAL, scope=Scope.LINK)
def doubtful_link(pair: Pair, context: Context) -> Iterator[Fault]:
    """Two blocks are probably not translations of each other, and were compared by no other rule.

    Why: a check on wrongly aligned text cries wolf; silence about it would hide that the text was not checked.
    Bad: (confidence 0.2) The code is on GitHub. => 上个月的会议在都柏林举行。
    Good: (confidence 0.9) The code is on GitHub. => 代码在 GitHub 上。
    Fix: none.
    """
    if pair.source.blocks and pair.target.blocks and pair.link.confidence < CONFIDENT:
        yield Fault(
            f"alignment confidence {pair.link.confidence:.2f}: these blocks were not compared",
            source=pair.source.whole(),
            target=pair.target.whole(),
            confidence=1 - pair.link.confidence,
        )
