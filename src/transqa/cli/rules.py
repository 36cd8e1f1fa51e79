"""``transqa rules``: what is checked, and why."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import look, writer
from transqa.errors import ConfigError

if TYPE_CHECKING:
    from transqa.check import Rule

app = typer.Typer(help="List the rules, explain one.", rich_markup_mode=None)


@app.command("list")
def list_rules(format: options.OutputFormat = options.Format.TEXT) -> None:
    """List the rules with their severity and category."""
    from transqa.rules import registry

    rules = registry().values()
    with writer(None) as write:
        if format is options.Format.JSON:
            rows = [_row(rule) for rule in rules]
            write(json.dumps({"schema": 1, "rules": rows}, ensure_ascii=False, indent=2) + "\n")
            return
        names = max(len(rule.name) for rule in rules)
        write("".join(f"{rule.code}  {rule.severity:<8}  {rule.name:<{names}}  {rule.summary}\n" for rule in rules))


@app.command()
def explain(rule: Annotated[str, typer.Argument(metavar="RULE", help="Code or name of a rule.")]) -> None:
    """Explain one rule: what it does, why, and an example of either kind."""
    found = _find(rule)
    width, _ = look(None, no_color=True)
    lines = [
        f"{found.code} {found.name}",
        f"{found.mqm}, {found.severity}; target languages: {', '.join(found.languages) or 'any'}",
    ]
    for title, text in found.sections.items():
        lines.append("")
        if title != "What":
            lines.append(f"{title}:")
        for paragraph in text.split("\n\n"):
            lines.append(textwrap.fill(" ".join(paragraph.split()), width=width, break_long_words=False))
    with writer(None) as write:
        write("\n".join(lines) + "\n")


def _row(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.mqm,
        "severity": rule.severity.value,
        "languages": list(rule.languages),
        "summary": rule.summary,
    }


def _find(name: str) -> Rule:
    import difflib

    from transqa.rules import registry

    rules = registry()
    for rule in rules.values():
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    names = [*rules, *(rule.name for rule in rules.values())]
    close = difflib.get_close_matches(name, names, n=1) or difflib.get_close_matches(name.upper(), names, n=1)
    remedy = f"did you mean {close[0]}?" if close else "see transqa rules list"
    raise ConfigError(f"unknown rule {name!r}; {remedy}")
