"""``transqa termbase``: for those who write the termbase. One file per command, one line here."""

from __future__ import annotations

import typer

from transqa.cli.termbase import add, export, import_, lint, mine, schema, show, stats, test

app = typer.Typer(help="Lint, test, look up and edit the termbase.", rich_markup_mode=None)
app.command()(lint.lint)
app.command()(test.test)
app.command()(show.show)
app.command()(stats.stats)
app.command()(add.add)
app.command()(add.change)
app.command()(schema.schema)
app.command()(export.export)
app.command("import")(import_.import_)
app.command()(mine.mine)
