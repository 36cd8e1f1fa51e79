"""The language server: findings in an editor while a translation is written, over the Language Server Protocol 3.17.

    server (protocol) -> session (one open translation) -> checking (whole, or only what changed) -> views for the editor

Beside the command line the only package that talks to the outside; everything that takes time runs off the main loop.
"""

from __future__ import annotations

from transqa.lsp.features import serve

__all__ = ["serve"]
