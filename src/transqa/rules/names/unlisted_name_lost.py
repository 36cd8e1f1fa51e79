"""DNT004."""

from __future__ import annotations

from collections.abc import Iterator

from transqa.check import Context, Fault, Pair, rule
from transqa.check.terms.names import stands, unlisted_names
from transqa.model import Fix, Severity


@rule("DNT004", "unlisted-name-lost", mqm="do-not-translate/name", severity=Severity.MINOR)
def unlisted_name_lost(pair: Pair, context: Context) -> Iterator[Fault]:
    """A word that looks like a name (DreamFusion, MTEB, T5) is in the source and not in the translation.

    Only words the termbase does not know, and each once per block. Abbreviations that a translation spells out are left
    alone where the block also has the words they stand for.

    Why: a machine that does not know a name translates it, and nobody lists next month's names.
    Bad: We evaluate QWALE on new tasks. => 我们在新任务上评估鲸鱼。
    Good: We evaluate QWALE on new tasks. => 我们在新任务上评估 QWALE。
    Fix: none; the name is quoted.
    """
    source, target = pair.source.prose, pair.target.text
    seen: set[str] = set()
    for name in unlisted_names(source, context.terms(pair).renderings):
        if name.text in seen:
            continue
        seen.add(name.text)
        if stands(name.text, target) or _spelled_out(name.text, name.start, source):
            continue
        yield Fault(
            f"{name.text!r} looks like a name and is not in the translation",
            source=pair.source.quote(name.start, name.end),
            fixes=(Fix(name.text),),
            confidence=0.5,
            evidence={"kind": "name"},
        )


def _spelled_out(name: str, start: int, source: str) -> bool:
    """Whether an abbreviation stands in parentheses behind words whose initials it is: "Reinforcement Learning (RL)"."""
    if not name.isupper() or source[max(0, start - 1) : start] != "(":
        return False
    initials = "".join(word[0] for word in source[:start].replace("-", " ").replace("(", " ").split())
    return initials.upper().endswith(name)
