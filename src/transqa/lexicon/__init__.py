"""Dictionary knowledge about the languages: senses, proper nouns and script folding from CC-CEDICT."""

from __future__ import annotations

from transqa.lexicon.cedict import Entry, Lexicon, base_forms, is_proper, load_lexicon, unavailable_reason

__all__ = ["Entry", "Lexicon", "base_forms", "is_proper", "load_lexicon", "unavailable_reason"]
