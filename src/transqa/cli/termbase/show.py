"""``transqa termbase show``."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Annotated

import typer

from transqa.cli import options
from transqa.cli.output import look, note, writer
from transqa.cli.termbase.common import load, shown

if TYPE_CHECKING:
    from rich.console import RenderableType

    from transqa.termbase import Concept

#: More matches than this are listed by name only.
_CARDS = 3


def show(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Id, source form or rendering.")],
    termbase: options.Terms = None,
    no_color: options.NoColor = False,
) -> None:
    """Show the entries that have a form, right or wrong, in any language or script.

    Exits with 1 when there is none, and names ids like it.
    """
    from transqa.curate import close_ids, find

    loaded = load(termbase)
    found = find(loaded, query)
    if not found:
        close = close_ids(loaded, query)
        note(f"nothing has the form {query!r}" + (f"; did you mean {', '.join(close)}?" if close else ""))
        raise typer.Exit(1)
    width, color = look(None, no_color=no_color)
    with writer(None) as write:
        if len(found) > _CARDS:
            for concept in found:
                write(f"{concept.id}  {concept.definition}  {shown(concept.file)}:{concept.line}\n")
        else:
            write(_render([_card(concept) for concept in found], width=width, color=color))


def _render(parts: list[RenderableType], *, width: int, color: bool) -> str:
    from rich.console import Console

    stream = StringIO()
    console = Console(
        file=stream, width=width, force_terminal=color, no_color=not color, highlight=False, markup=False, emoji=False
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _card(concept: Concept) -> RenderableType:
    from rich.panel import Panel
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, text in _rows(concept):
        table.add_row(name, text)
    place = f"{shown(concept.file)}:{concept.line}"
    return Panel(table, title=concept.id, title_align="left", subtitle=place, subtitle_align="right")


def _rows(concept: Concept) -> list[tuple[str, str]]:
    flags = {
        "name to keep": concept.keep,
        "ordinary word": concept.common,
        "only its wrong renderings are looked for": concept.open,
        "case-sensitive": concept.case_sensitive,
        "first mention with its source form": concept.first_mention,
        concept.pos: concept.pos != "noun",
    }
    rows = [("definition", concept.definition), ("domain", concept.domain)]
    rows += [("", ", ".join(name for name, holds in flags.items() if holds))] if any(flags.values()) else []
    rows += [("note", concept.note)] if concept.note else []
    if concept.when:
        for key in ("near", "not_near", "before", "after"):
            if words := getattr(concept.when, key):
                rows.append((f"when {key.replace('_', ' ')}", ", ".join(words)))
        rows += [("when", concept.when.pos)] if concept.when.pos else []
    for language, terms in concept.terms.items():
        if terms.preferred:
            rows.append((language, f"{terms.preferred}  preferred"))
        if terms.admitted:
            rows.append(("" if terms.preferred else language, f"{' · '.join(terms.admitted)}  admitted"))
        for place, wrong in enumerate(terms.deprecated):
            where = ", anywhere" if wrong.anywhere else ""
            first = language if not terms.accepted and not place else ""
            rows.append((first, f"{wrong.text}  deprecated ({wrong.severity}{where}): {wrong.reason}"))
    for example in concept.examples:
        verdict = f"wrong: {example.wrong}" if example.wrong else "right"
        rows.append(("example", f"{example.source}\n{example.target}  [{verdict}]"))
    return rows
