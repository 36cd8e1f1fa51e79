"""The command line: the one place that prints, reads the environment and exits.

Exit codes: 0 passed; 1 the gate failed; 2 usage, configuration or input error; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from transqa.cli import align, baseline, bulk, check, evaluate, fix, gate, init, lsp, rules, score, termbase
from transqa.cli import app as desk
from transqa.errors import TransqaError
from transqa.version import __version__

ERROR = 2
INTERRUPTED = 130

app = typer.Typer(
    name="transqa",
    help="Check, align and score translations of machine-learning writing.",
    add_completion=False,
    # Plain help: rich's costs a tenth of a second at every start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check.check)
app.command()(fix.fix)
app.command()(gate.gate)
app.add_typer(baseline.app, name="baseline")
app.command()(align.align)
app.command()(score.score)
app.command()(evaluate.evaluate)
app.add_typer(rules.app, name="rules")
app.add_typer(termbase.app, name="termbase")
app.command()(bulk.bulk)
app.command()(init.init)
app.command()(lsp.lsp)
app.command()(desk.app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    # Nearly all that is made at the start (termbase, dictionary) lives to the end: looking for garbage in it is time lost.
    gc.set_threshold(200_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its number instead of a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(list(sys.argv[1:] if arguments is None else arguments), prog_name="transqa", standalone_mode=False)
    except TransqaError as error:
        return _fail(str(error))
    except typer.TyperException as error:
        return _fail(f"{error.format_message()} (see --help)")
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        # Exit code 1 would read as a verdict about the translation.
        if os.environ.get("TRANSQA_DEBUG"):
            raise
        return _fail(f"internal {type(error).__name__}: {error}; please report it with what TRANSQA_DEBUG=1 shows")
    return code if isinstance(code, int) else 0


def _fail(message: str) -> int:
    print(f"transqa: error: {' '.join(message.split())}", file=sys.stderr)
    return ERROR


def _version(wanted: bool) -> None:
    if wanted:
        print(f"transqa {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ERROR)
