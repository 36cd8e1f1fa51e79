"""NUM010."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from transqa.check import Context, Fault, Pair, rule
from transqa.model import Edit, Fix, Safety, Severity

#: A name with a version behind it, and not a number of something: Python 3.10, Midjourney v5.2, GPT-3.5, not "Gato 1.2 billion".
_VERSION = re.compile(
    r"(?<![\w.-])([A-Z][A-Za-z]+)[ -]([vV]?\d+(?:\.\d+)*)"
    r"(?![\w.]*\w|[.,]\d| ?(?:%|percent|per cent|hundred|thousand|[mbt]illion|[百千万萬亿億倍個个%×]|x\b|times)|-\w)"
)


@rule("NUM010", "version-changed", mqm="accuracy/number", severity=Severity.MAJOR)
def version_changed(pair: Pair, context: Context) -> Iterator[Fault]:
    """A name has another version number than in the source: Python 3.1 for Python 3.10.

    Compared are the numbers behind the same name in Latin letters; a "v" before the number makes no difference. A name that
    lost its number altogether is not reported here, nor is one with the source's versions and others.

    Why: Midjourney v5 and v5.2 are two products, and a reader installs what the text says.
    Bad: It needs Python 3.10. => 它需要 Python 3.1。
    Good: It needs Python 3.10. => 它需要 Python 3.10。
    Fix: unsafe; the version of the source.
    """
    ours = _versions(pair.source.prose)
    theirs = _versions(pair.target.prose) if ours else {}
    for name, versions in ours.items():
        others = [place for number, place in theirs.get(name, {}).items() if number not in versions]
        lost = [place for number, place in versions.items() if number not in theirs.get(name, {})]
        if len(others) != len(lost):
            continue
        for right, wrong in zip(lost, others, strict=True):
            meant, found = pair.source.quote(*right), pair.target.quote(*wrong)
            yield Fault(
                f"{found.text!r} is not {meant.text!r}: another version",
                source=meant,
                target=found,
                fixes=(Fix(meant.text, Safety.UNSAFE, (Edit(found.span, meant.text),)),),
                confidence=0.8,
                evidence={"kind": "version", "source": meant.text, "target": found.text},
            )


def _versions(text: str) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Name in small letters -> version without its "v" -> where both stand first."""
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for match in _VERSION.finditer(text):
        found[match[1].lower()].setdefault(match[2].lstrip("vV"), match.span())
    return found
