"""Small glossaries in files, as the tools for authors see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from transqa.lexicon import Lexicon, load_lexicon
from transqa.termbase import Termbase, load_termbase

#: The dictionary in small. The second word is the first in longer dress; the third is none.
_WORDS = """\
模特 模特 [mo2 te4] /(fashion) model/
模特兒模特兒模特 模特儿模特儿模特 [mo2 te4] /a troupe of seven/
模特兒 模特儿 [mo2 te4 er2] /(fashion) model/
博客 博客 [bo2 ke4] /blog/
射擊 射击 [she4 ji1] /to shoot/
碩士 硕士 [shuo4 shi4] /master's degree/
"""


@pytest.fixture
def dictionary(tmp_path: Path) -> Lexicon:
    """Six words, read as the real dictionary is."""
    path = tmp_path / "cedict.u8"
    path.write_text(_WORDS, encoding="utf-8")
    found = load_lexicon(path)
    assert found is not None
    return found


@pytest.fixture
def glossary(tmp_path: Path) -> Callable[..., Termbase]:
    """Write the given entries into ``test.yml`` and load it; an entry is YAML without its list dash."""

    def make(*entries: str) -> Termbase:
        rows = []
        for entry in entries:
            first, *rest = entry.strip("\n").split("\n")
            rows += ["", f"  - {first.strip()}", *("    " + line for line in rest)]
        path = tmp_path / "test.yml"
        path.write_text("domain: test\nconcepts:" + "\n".join(rows) + "\n", encoding="utf-8")
        return load_termbase([path])

    return make
