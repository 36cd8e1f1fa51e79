"""``transqa lsp``."""

from __future__ import annotations

import os
import sys

from transqa.errors import ConfigError


def lsp() -> None:
    """Start the language server for editors, on standard input and output."""
    try:
        from transqa.lsp import serve
    except ModuleNotFoundError as error:
        if error.name not in {"pygls", "lsprotocol"}:
            raise
        raise ConfigError("the language server needs pygls; install it with: pip install 'transqa[lsp]'") from None
    code = serve()
    sys.stderr.flush()
    # A check that still runs must not keep the process: what it would find, nobody waits for.
    os._exit(code)
