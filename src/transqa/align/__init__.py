"""Alignment of two documents block by block, for any pair of languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transqa.model import Bitext, Document

if TYPE_CHECKING:
    from transqa.lexicon import Lexicon

__all__ = ["align"]


def align(source: Document, target: Document, *, lexicon: Lexicon | None = None) -> Bitext:
    """x."""
    from transqa.align.model import fit

    return Bitext(source, target, fit(source, target, lexicon))
