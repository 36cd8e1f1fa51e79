from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from transqa.lsp.places import Places
from transqa.model import Document

ALPHABET = st.sampled_from("aé模😀𝒳\r\n\u2028\x0b\x85\t")
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@given(st.text(ALPHABET, max_size=40), st.sampled_from(sorted(CODECS)), st.data())
def test_positions_as_an_editor_counts_them(text: str, encoding: str, data: st.DataObject) -> None:
    places = Places(Document("a.md", "zh-Hans", text, ()), encoding)
    offset = data.draw(st.integers(0, len(text)))
    codec, unit = CODECS[encoding]
    before = re.split(r"\r\n|\n|\r", text[:offset])
    if text[offset - 1 : offset + 1] == "\r\n":
        before = re.split(r"\r\n|\n|\r", text[: offset - 1])
        before[-1] += "\r"
    position = places.position(offset)
    assert (position.line, position.character) == (len(before) - 1, len(before[-1].encode(codec)) // unit)
    if not before[-1].endswith("\r"):
        assert places.offset(position) == offset


@pytest.mark.parametrize(
    ("line", "character", "offset"),
    [(0, 0, 0), (0, 2, 1), (0, 1, 0), (0, 99, 2), (1, 0, 4), (1, 5, 5), (9, 0, 5)],
)
def test_positions_outside_and_inside_of_characters(line: int, character: int, offset: int) -> None:
    places = Places(Document("a.md", "zh-Hans", "😀a\r\nb", ()))
    assert places.offset(Position(line, character)) == offset
