"""Comments that speak to transqa, and the forms they may have.

In Markdown ``<!-- transqa-ignore TRM001: reason -->`` or ``[//]: # (transqa-ignore TRM001: reason)``, which MDX takes as
well; in plain text a line of its own, ``# transqa-ignore TRM001: reason``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FORMS = (
    re.compile(r"<!--\s*(transqa-.*?)\s*-->", re.DOTALL),
    re.compile(r"^[ \t>]*\[//\]: # \((transqa-[^\n]*)\)[ \t]*(?=\r?$)", re.MULTILINE),
)
#: A line of plain text that is no text.
PLAIN_COMMENT = re.compile(r"[ \t]*(?:#+|//|;|%|<!--)[ \t]*(transqa-(?:ignore-file|ignore|off|on)\b[^\r\n]*)")
_TOLD = re.compile(
    r"transqa-(?P<what>ignore-file|ignore|off|on)\b(?P<rules>[^:：]*)(?:[:：]\s*(?P<reason>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment at ``start`` to ``end`` of a text. ``what`` is ``ignore``, ``ignore-file``, ``off`` or ``on``; no rules are all."""

    start: int
    end: int
    what: str
    rules: tuple[str, ...]
    reason: str


def comments(text: str, *, plain: bool) -> Iterator[Comment]:
    """The comments of a text, in order; ``plain`` where it has no markup. Those inside of code are among them."""
    if "transqa-" not in text:
        return
    found = (
        re.finditer(rf"^{PLAIN_COMMENT.pattern}", text, re.MULTILINE)
        if plain
        else sorted((match for form in _FORMS for match in form.finditer(text)), key=re.Match.start)
    )
    for match in found:
        if told := _TOLD.fullmatch(match[1].removesuffix("-->")):
            rules = tuple(dict.fromkeys(name for name in re.split(r"[\s,，、]+", told["rules"]) if name))
            yield Comment(*match.span(), told["what"], rules, (told["reason"] or "").strip())
