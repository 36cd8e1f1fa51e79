"""``transqa termbase``: look after the terms. One file per command, one line here."""

from __future__ import annotations

import typer

from transqa.cli.termbase import export, import_

app = typer.Typer(help="Look after the termbase.", rich_markup_mode=None)
app.command()(export.export)
app.command("import")(import_.import_)
