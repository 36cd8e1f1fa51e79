"""Edits change what they say and not one byte more."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.samples import ADMIN
from transqa.config import Config, TermbaseConfig
from transqa.errors import InputError
from transqa.review import Conflict, Desk, NotFound, Upload

#: Paragraphs in which an edit could do harm next to it: markup, wide characters, astral ones, trailing blanks.
PARAGRAPH = st.sampled_from(
    [
        "# 标题",
        "一段  \n又一行",
        "- 甲\n- 乙",
        "> 引文\n> 续",
        "| a | b |\n|---|---|\n| 甲 | 𝒳 |",
        "`代码` 😀",
        "```\nx = 1\n```",
        "同样",
        "同样",
    ]
)
TEXT = st.text("文字ab *`[]()\n>#|-😀", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("edits") / "review.db"
    config = Config(termbase=TermbaseConfig(default=False), select=("TYP",))
    desk = Desk(f"sqlite:///{path}", config=config)
    yield desk
    desk.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    paragraphs=st.lists(PARAGRAPH, min_size=2, max_size=5),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    first=st.tuples(st.integers(0, 9), TEXT),
    second=st.tuples(st.integers(0, 9), TEXT),
)
def test_bytes_outside_of_edits_stay(
    desk: Desk, paragraphs: list[str], end: str, mark: str, first: tuple[int, str], second: tuple[int, str]
) -> None:
    draft = mark + "\n\n".join(paragraphs).replace("\n", end) + end
    taken = desk.import_pair(
        ADMIN,
        Upload("en.md", b"# A title\n"),
        Upload("zh.md", draft.encode()),
        source_language="en",
        target_language="zh-Hans",
        replace=True,
    )
    number = taken.document
    assert number is not None
    page = desk.page(ADMIN, number, limit=500)
    blocks = sorted((block for row in page.rows for block in row.target), key=lambda block: block.index)
    one, other = blocks[first[0] % len(blocks)], blocks[second[0] % len(blocks)]
    expected = draft
    try:
        desk.edit_block(ADMIN, number, one.index, base_revision=page.revision, base=one.text, text=first[1])
        new = first[1].strip("\n").replace("\n", end)
        expected = draft[: one.span.start] + new + draft[one.span.end :]
        assert desk.export_target(ADMIN, number).data == expected.encode()
        # A second person edits what they saw before the first edit.
        edited = desk.edit_block(
            ADMIN, number, other.index, base_revision=page.revision, base=other.text, text=second[1]
        )
    except InputError:
        assert desk.export_target(ADMIN, number).data == expected.encode()
        return
    except Conflict as conflict:
        # The same block, or one that the first edit joined with its neighbour.
        assert conflict.yours == second[1]
        assert desk.export_target(ADMIN, number).data == expected.encode()
        return
    result = desk.export_target(ADMIN, number).data.decode()
    assert edited.revision >= page.revision
    after = second[1].strip("\n").replace("\n", end)
    shift = len(expected) - len(draft) if other.span.start >= one.span.end else 0
    assert result == expected[: other.span.start + shift] + after + expected[other.span.end + shift :]


def test_a_base_that_never_was(desk: Desk) -> None:
    taken = desk.import_pair(ADMIN, Upload("en.md", b"# A title\n"), Upload("b.md", "# 标题\n".encode()))
    assert taken.document is not None
    with pytest.raises(NotFound, match=r"revision 1 of b\.md has no such block"):
        desk.edit_block(ADMIN, taken.document, 0, base_revision=1, base="something else", text="x")
    with pytest.raises(NotFound, match="has no revision 7"):
        desk.edit_block(ADMIN, taken.document, 0, base_revision=7, base="# 标题", text="x")


def test_another_encoding_is_kept(tmp_path: Path) -> None:
    config = Config(encoding="gb18030", termbase=TermbaseConfig(default=False))
    desk = Desk(f"sqlite:///{tmp_path}/review.db", config=config)
    draft = "# 标题\n\n一段文字。\n"
    taken = desk.import_pair(
        ADMIN, Upload("en.md", b"# A title\n\nSome text.\n"), Upload("zh.md", draft.encode("gb18030"))
    )
    assert taken.document is not None
    desk.edit_block(ADMIN, taken.document, 1, base_revision=1, base="一段文字。", text="另一段文字。")
    assert desk.export_target(ADMIN, taken.document).data == draft.replace("一段", "另一段").encode("gb18030")
    desk.close()
    with pytest.raises(InputError, match="cannot be written back byte for byte as utf-16"):
        other = Desk(f"sqlite:///{tmp_path}/other.db", config=Config(encoding="utf-16"))
        other.import_pair(
            ADMIN,
            Upload("en.md", "# A".encode("utf-16")),
            Upload("zh.md", codecs.BOM_UTF16_BE + draft.encode("utf-16-be")),
        )


def test_a_character_that_the_encoding_does_not_have(tmp_path: Path) -> None:
    desk = Desk(
        f"sqlite:///{tmp_path}/review.db", config=Config(encoding="big5", termbase=TermbaseConfig(default=False))
    )
    taken = desk.import_pair(ADMIN, Upload("en.md", b"# A title\n"), Upload("zh.md", "# 標題\n".encode("big5")))
    assert taken.document is not None
    with pytest.raises(InputError, match="does not exist in big5"):
        desk.edit_block(ADMIN, taken.document, 0, base_revision=1, base="# 標題", text="# 😀")
    desk.close()
