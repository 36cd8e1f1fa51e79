"""DNT005."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity

#: From this confidence on the finding is major.
_SURE = 0.6


@rule("DNT005", "unsupported-name", mqm="do-not-translate/name", severity=Severity.MAJOR, languages=("zh",))
def unsupported_name(pair: Pair, context: Context) -> Iterator[Fault]:
    """The translation names a place, person or organisation that the source does not mention.

    The dictionary knows the word as a proper noun only, and the source has none of the names in its gloss, no
    nationality of them, no initials, and no name that sounds like it. Where a source name is missing at the same time,
    or has another well-known rendering, the finding is major; otherwise it is minor.

    Why: 蓉城 is a nickname of Chengdu, not a company; 都灵 is Turin, not Turing.
    Bad: Turing and Minsky founded the field. => 都灵和明斯基开创了这个领域。
    Good: Turing and Minsky founded the field. => 图灵和明斯基开创了这个领域。
    Fix: unsafe where the dictionary knows the right rendering; none otherwise.
    """
    for found in context.unsupported(pair):
        target = pair.target.quote(found.start, found.end)
        meant = pair.source.quote(*found.meant) if found.meant else None
        message = f"{target.text!r} is {found.gloss!r}, which the source does not mention"
        if meant:
            message += f"; the source has {meant.text!r}" + (f" ({' / '.join(found.better)})" if found.better else "")
        yield Fault(
            message,
            source=meant,
            target=target,
            severity=Severity.MAJOR if found.confidence >= _SURE else Severity.MINOR,
            fixes=tuple(Fix(text, Safety.UNSAFE, (Edit(target.span, text),)) for text in found.better),
            confidence=found.confidence,
            evidence={"kind": "proper-noun", "gloss": found.gloss},
        )
