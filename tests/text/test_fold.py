"""Folding: the same for a character whatever stands beside it."""

from __future__ import annotations

import pytest

from transqa.text.fold import fold


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_ascii_folds_as_it_does_in_other_text(language: str) -> None:
    text = "".join(map(chr, range(128)))
    assert fold(text, language) == fold(text + "é", language)[:-1]
    assert fold("Fine-Tuned\r\n\tA", language) == "fine tuned   a"
