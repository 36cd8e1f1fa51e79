from __future__ import annotations

import pytest

from translation_files import texts
from transqa.errors import InputError
from transqa.parse import parse_bilingual_text

HEADER = 'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: zh_TW\\n"\n\n'
MESSAGES = r"""
# a translator's words
#. extracted words
#: a.c:1
#, c-format
#| msgid "before"
msgctxt "menu"
msgid ""
"Open \"%s\" in\t"
"a tab.\n"
msgstr ""
"在分頁"
"開啟「%s」。\n"

#, fuzzy, python-format
msgid "guessed"
msgstr "猜"

msgid "file"
msgid_plural "%d files"
msgstr[0] "檔案"
msgstr[1] "%d 個檔案"

msgid "One row"
msgid_plural "%d rows"
msgstr[0] "%d 列"

msgid "waits"
msgstr ""
msgid "next\x41\102"
msgstr "下"
#~ msgid "gone"
#~ msgstr "無"
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_messages(ending: str) -> None:
    text = (HEADER + MESSAGES).replace("\n", ending)
    found = parse_bilingual_text(text, path="a.po")
    assert (found.source.language, found.target.language) == ("en", "zh-Hant")
    assert texts(found) == [
        ('Open "%s" in\ta tab.', "在分頁開啟「%s」。"),
        ("file", "檔案"),
        ("%d files", "%d 個檔案"),
        ("%d rows", "%d 列"),
        ("nextAB", "下"),
    ]
    # The fuzzy one and the empty one.
    assert found.untranslated == 2
    block = found.target.blocks[0]
    span = block.locate(block.text.index("分頁"), block.text.index("開啟") + 2)
    assert text[span.start : span.end] == f'分頁"{ending}"開啟'


def test_no_header_and_another_source_language() -> None:
    assert texts(parse_bilingual_text('msgid "a"\nmsgstr "b"', path="a.po", target_language="de")) == [("a", "b")]
    header = HEADER.replace("Project-Id-Version: x", "X-Source-Language: de")
    assert parse_bilingual_text(f'{header}msgid "a"\nmsgstr "b"', path="a.po").source.language == "de"


def test_a_message_with_context_and_empty_text_is_no_header() -> None:
    found = parse_bilingual_text(HEADER + 'msgctxt "x"\nmsgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', path="a.po")
    assert texts(found) == [("a", "b")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('msgid "a"\nmsgstr "b\n', r"a\.po:2: not PO"),
        ('msgid "a"\nhello\n', r"a\.po:2: not PO: 'hello'"),
        ('"a"\n', r"a\.po:1: not PO"),
        ('msgid "a" b\n', r"a\.po:1: not PO"),
        ('\n\nmsgstr "a"\n', r"a\.po:3: a message without msgid"),
    ],
)
def test_broken_files(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_bilingual_text(text, path="a.po")
