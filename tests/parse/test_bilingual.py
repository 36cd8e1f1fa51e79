"""What holds for every bilingual format: texts come back, quotes are exact, an edit changes its text alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from translation_files import FORMATS, texts
from transqa.errors import InputError
from transqa.fix import apply
from transqa.model import Bitext, Document, Edit, Fix, Link, Safety, Span, Syntax
from transqa.parse import find_bilingual, is_bilingual, parse_bilingual_file, parse_bilingual_text, parse_text
from transqa.parse.writing import written

CHARACTERS = st.sampled_from("ab 中文。，,;:&<>\"'\\n\\\\%{}()[]#|=-_*/.😀é\u3000\xa0~1")
#: Every XML, PO and JSON text of one line can be kept; tabs and the like are what separates the values of TSV.
TEXTS = st.text(CHARACTERS, min_size=1, max_size=40).map(lambda text: f"甲{text}乙")
UNITS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6)


def read(text: str, name: str) -> Bitext:
    return parse_bilingual_text(text, path=name, source_language="en", target_language="zh-Hans")


def exact(document: Document) -> None:
    for block in document.blocks:
        for number, (at, first, length) in enumerate(block.pieces):
            end = block.pieces[number + 1][0] if number + 1 < len(block.pieces) else len(block.text)
            if end - at == length and "\n" not in block.text[at:end]:
                assert document.text[first : first + length] == block.text[at:end]
            assert block.span.start <= first <= first + length <= block.span.end


@pytest.mark.parametrize("name", FORMATS)
@given(UNITS, st.booleans(), st.booleans())
@example([("甲&amp;乙", "甲&#x4e2d;<b>乙"), ('甲\\"乙', "甲]]>乙")], True, False)
@settings(max_examples=25)
def test_texts_come_back_and_quotes_are_exact(name: str, rows: list[tuple[str, str]], crlf: bool, marked: bool) -> None:
    made = FORMATS[name](rows)
    if crlf:
        made = made.replace("\r\n", "\n").replace("\n", "\r\n")
    made = "\ufeff" + made if marked else made
    bitext = read(made, name)
    assert texts(bitext) == rows
    assert {link.kind for link in bitext.links} == {"1-1"}
    assert {link.confidence for link in bitext.links} == {1.0}
    assert bitext.source.text == bitext.target.text == made
    exact(bitext.source)
    exact(bitext.target)


@pytest.mark.parametrize("name", FORMATS)
@given(UNITS, TEXTS, st.data())
@settings(max_examples=40)
def test_an_edit_changes_its_text_alone(name: str, rows: list[tuple[str, str]], new: str, data: st.DataObject) -> None:
    made = FORMATS[name](rows)
    bitext = read(made, name)
    index = data.draw(st.integers(0, len(rows) - 1))
    text = rows[index][1]
    start, end = sorted(data.draw(st.tuples(*[st.integers(1, len(text) - 1)] * 2)))
    assume(start < end)
    block = bitext.target.blocks[index]
    span = block.locate(start, end)
    fix = written(bitext.target, Fix(new, Safety.SAFE, (Edit(span, new),)))
    # What the format cannot say, or only a person can tell, is not written.
    if not fix.edits:
        assert set(new) & set('\\",;]') or set(made[span.start : span.end]) & set('\\"&')
        return
    # A reference in a rule's text is taken for one: rules copy from the file.
    assume("&" not in new)
    again = read(apply(made, fix.edits), name)
    expected = list(rows)
    expected[index] = (rows[index][0], text[:start] + new + text[end:])
    assert texts(again) == expected


def test_names_of_files(tmp_path: Path) -> None:
    assert is_bilingual("a/B.XLIFF") and is_bilingual(Path("a.tsv")) and not is_bilingual("a.md")
    for name in ("b.po", "a.xlf", "c.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in find_bilingual(tmp_path)] == ["a.xlf", "b.po"]
    assert find_bilingual(tmp_path / "c.md") == ()
    with pytest.raises(InputError, match="no such file"):
        find_bilingual(tmp_path / "none")
    (tmp_path / "sub").mkdir()
    with pytest.raises(InputError, match="holds no bilingual file"):
        find_bilingual(tmp_path / "sub")


def test_a_bilingual_file_is_no_document() -> None:
    with pytest.raises(InputError, match=r"a\.po: holds source and translation in one"):
        parse_text("", path="a.po", language="en")


def test_the_languages_asked_for_are_those_of_the_documents() -> None:
    bitext = parse_bilingual_text(FORMATS["1.xlf"]([("a", "b")]), path="a.xlf", target_language="ja")
    assert (bitext.source.language, bitext.target.language) == ("en", "ja")


def test_languages_that_nobody_names_are_guessed() -> None:
    bitext = parse_bilingual_text('{"source": "A model.", "target": "一個模型與資料。"}', path="a.jsonl")
    assert (bitext.source.language, bitext.target.language) == ("en", "zh-Hant")


def test_files_in_their_own_encoding(tmp_path: Path) -> None:
    made = FORMATS["1.xlf"]([("a", "中")])
    (tmp_path / "a.xlf").write_bytes(made.replace("UTF-8", "GBK").encode("gbk"))
    (tmp_path / "b.xlf").write_bytes(("\ufeff" + made.replace("UTF-8", "UTF-16")).encode("utf-16-be"))
    (tmp_path / "c.po").write_bytes(FORMATS["a.po"]([("a", "中")]).replace("UTF-8", "Big5").encode("big5"))
    for path in tmp_path.iterdir():
        assert texts(parse_bilingual_file(path)) == [("a", "中")]


def test_links_of_units_with_one_side() -> None:
    bitext = read('{"source": "a", "target": ""}\n{"source": "", "target": "b"}\n["", ""]\n', "a.jsonl")
    assert bitext.links == (Link((0,), (), 1.0), Link((), (0,), 1.0))


def test_nothing_translated_is_an_error() -> None:
    with pytest.raises(InputError, match="holds no unit with a translation; 1 wait for it"):
        read(FORMATS["a.po"]([("a", "")]), "a.po")


def test_fixes_of_markdown_are_written_as_they_are() -> None:
    document = Document("a.md", "zh", "a & b", parse_text("a & b", path="a.md", language="zh").blocks)
    fix = Fix("<", Safety.SAFE, (Edit(Span(2, 3), "<"),))
    assert written(document, fix) is fix
    assert document.syntax is Syntax.MARKDOWN


@pytest.mark.parametrize(
    "piece",
    [
        "&#32;",
        "<x id='1'/>",
        "<mrk translate='no'>a</mrk>",
        "<g id='1'/>a ",
        "&lt;b&gt;",
        " \n",
        "<!-- -->",
        "https://a ",
    ],
)
def test_time_is_in_proportion_to_length(piece: str) -> None:
    text = FORMATS["1.xlf"]([("SOURCE", "b")]).replace("SOURCE", f"a{piece * 20_000}a")
    begun = time.process_time()
    read(text, "a.xlf")
    assert time.process_time() - begun < 15
