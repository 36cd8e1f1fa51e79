"""Which rules run: by code, by family, by name, and per path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from transqa.check.rule import Rule
from transqa.errors import ConfigError


def select(rules: Mapping[str, Rule], *, chosen: Iterable[str] = (), ignored: Iterable[str] = ()) -> dict[str, Rule]:
    """Rules named by ``chosen`` (all when empty) less those named by ``ignored``.

    A name is a code (``TRM001``), the start of codes (``TRM``), a rule's name or ``ALL``.

    Raises:
        ConfigError: a name that fits no rule.
    """
    wanted = {code for name in chosen for code in _codes(rules, name)} or set(rules)
    unwanted = {code for name in ignored for code in _codes(rules, name)}
    return {code: rule for code, rule in rules.items() if code in wanted and code not in unwanted}


def _codes(rules: Mapping[str, Rule], name: str) -> list[str]:
    if name.upper() == "ALL":
        return list(rules)
    found = [code for code, rule in rules.items() if code.startswith(name.upper()) or rule.name == name.lower()]
    if not found:
        families = sorted({code[:3] for code in rules})
        raise ConfigError(f"unknown rule {name!r}: use a code, a name (transqa rules list) or {', '.join(families)}")
    return found
