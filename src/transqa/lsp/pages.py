"""The page of a rule, for the link on its code: written from the rule itself, so that it needs no network and is never out of date."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from transqa.cache import stored
from transqa.check import Rule
from transqa.rules import RULES


@lru_cache(maxsize=256)
def rule_page(code: str) -> str | None:
    """The URI of a rule's page; None for no rule, or where the cache directory cannot be written."""
    rule = RULES.get(code)
    if rule is None:
        return None
    text = page(rule)
    path = stored(f"rules-{hashlib.sha256(text.encode()).hexdigest()[:12]}/{code}.md", text)
    return path.as_uri() if path else None


def page(rule: Rule) -> str:
    """The documentation of a rule, as Markdown."""
    parts = [
        f"# {rule.code} {rule.name}",
        f"{rule.mqm}, {rule.severity}; target languages: {', '.join(rule.languages) or 'any'}",
    ]
    for title, text in rule.sections.items():
        body = text.replace("\n    ", "\n")
        parts.append(body if title == "What" else f"## {title}\n\n{body}")
    return "\n\n".join(parts) + "\n"
