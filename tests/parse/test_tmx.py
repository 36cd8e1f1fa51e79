from __future__ import annotations

import pytest

from translation_files import texts
from transqa.errors import InputError
from transqa.model import Bitext
from transqa.parse import parse_bilingual_text


def memory(*units: dict[str, str], header: str = 'srclang="en"', **asked: str) -> Bitext:
    body = "".join(
        "<tu><prop type='x'>p</prop><note>n</note>"
        + "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in unit.items())
        + "</tu>"
        for unit in units
    )
    return parse_bilingual_text(
        f'<?xml version="1.0"?><tmx version="1.4"><header {header}/><body>{body}</body></tmx>', path="a.tmx", **asked
    )


def test_one_pair() -> None:
    found = memory({"zh-CN": "甲", "en-US": "a"}, {"en-US": "b"}, header='srclang="EN-us"')
    assert texts(found) == [("a", "甲")]
    assert (found.source.language, found.target.language, found.untranslated) == ("en-US", "zh-Hans", 1)


def test_the_pair_asked_for() -> None:
    unit = {"en": "a", "zh-TW": "甲", "zh-CN": "乙", "de": "d"}
    assert texts(memory(unit, target_language="zh-Hans")) == [("a", "乙")]
    assert texts(memory(unit, source_language="de", target_language="en")) == [("d", "a")]
    # Spellings of one language are one language.
    rows = memory({"en-GB": "a", "zh_CN": "甲"}, {"en-US": "b", "zh-Hans": "乙"}, target_language="zh-Hans")
    assert texts(rows) == [("a", "甲"), ("b", "乙")]


@pytest.mark.parametrize(
    ("asked", "header", "message"),
    [
        ({}, 'srclang="en"', r"holds the languages de, en, zh-CN; choose one with --target-lang"),
        ({"target_language": "fr"}, 'srclang="en"', r"holds no fr; it has de, zh-CN: choose with --target-lang"),
        ({"source_language": "fr"}, 'srclang="en"', r"holds no fr; it has de, en, zh-CN: choose with --source-lang"),
        ({}, 'srclang="*all*"', r"does not say which language is the source; it has .*: choose with --source-lang"),
    ],
)
def test_languages_that_leave_a_choice(asked: dict[str, str], header: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        memory({"en": "a", "zh-CN": "甲", "de": "d"}, header=header, **asked)


def test_inline_codes() -> None:
    segment = 'A <bpt i="1" x="7">&lt;b&gt;</bpt><hi>fast</hi><ept i="1">&lt;/b&gt;</ept> <it pos="begin" x="2">q</it><ph>%d</ph><ut>z</ut>'
    found = memory({"en": segment, "de": "x"})
    block = found.source.blocks[0]
    assert block.text == "A fast ￼￼￼"
    assert [inline.target for inline in block.inlines] == ["bpt 7", "it 2", "<ph>%d</ph>", "<ut>z</ut>"]


def test_old_language_attribute_and_other_files() -> None:
    text = '<tmx version="1.1"><header srclang="EN"/><body><tu><tuv lang="EN"><seg>a</seg></tuv><tuv lang="DE"><seg>b</seg></tuv></tu></body></tmx>'
    assert texts(parse_bilingual_text(text, path="a.tmx")) == [("a", "b")]
    with pytest.raises(InputError, match="its root is <xliff>, not TMX"):
        parse_bilingual_text("<xliff/>", path="a.tmx")
    with pytest.raises(InputError, match="holds no translation unit"):
        parse_bilingual_text("<tmx><header/><body/></tmx>", path="a.tmx")
