from __future__ import annotations

import pytest

from translation_files import texts
from transqa.errors import InputError
from transqa.model import Bitext, InlineKind
from transqa.parse import parse_bilingual_text

HEAD_1 = '<?xml version="1.0"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
FILE_1 = '<file original="a" datatype="html" source-language="en-US" target-language="zh-CN"><header/><body>'
HEAD_2 = '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="zh-TW"><file id="f">'


def one(units: str, **asked: str) -> Bitext:
    return parse_bilingual_text(f"{HEAD_1}{FILE_1}{units}</body></file></xliff>", path="a.xlf", **asked)


def two(units: str) -> Bitext:
    return parse_bilingual_text(f"{HEAD_2}{units}</file></xliff>", path="a.xlf")


def test_languages_of_the_file() -> None:
    unit = "<source>a</source><target>b</target>"
    found = one(f'<trans-unit id="1">{unit}</trans-unit>')
    assert (found.source.language, found.target.language) == ("en-US", "zh-Hans")
    found = two(f'<unit id="1"><segment>{unit}</segment></unit>')
    assert (found.source.language, found.target.language) == ("en", "zh-Hant")


@pytest.mark.parametrize(
    ("target", "approved", "expected", "waiting"),
    [
        ('<target state="final">b</target>', "", [("a", "b")], 0),
        ('<target state="needs-review-translation">b</target>', "", [("a", "b")], 0),
        ("<target>b</target>", "", [("a", "b")], 0),
        ('<target state="new">a</target>', "", [], 1),
        ('<target state="needs-translation">a</target>', "", [], 1),
        ("<target/>", "", [], 1),
        ("", "", [], 1),
        ('<target state="final"/>', "", [("a", "")], 0),
        ('<target state="translated"> </target>', "", [("a", "")], 0),
        ("", ' approved="yes"', [("a", "")], 0),
    ],
)
def test_states_of_1(target: str, approved: str, expected: list[tuple[str, str]], waiting: int) -> None:
    always = '<trans-unit id="0"><source>x</source><target>y</target></trans-unit>'
    found = one(f'{always}<trans-unit id="1"{approved}><source>a</source>{target}</trans-unit>')
    assert texts(found) == [("x", "y"), *expected]
    assert found.untranslated == waiting


@pytest.mark.parametrize(
    ("state", "target", "expected"),
    [
        ("", "<target>b</target>", [("a", "b")]),
        ("initial", "<target>a</target>", []),
        ("translated", "<target>b</target>", [("a", "b")]),
        ("reviewed", "", [("a", "")]),
        ("", "", []),
    ],
)
def test_states_of_2(state: str, target: str, expected: list[tuple[str, str]]) -> None:
    given = f' state="{state}"' if state else ""
    always = "<segment><source>x</source><target>y</target></segment>"
    found = two(f'<unit id="1">{always}<segment{given}><source>a</source>{target}</segment></unit>')
    assert texts(found) == [("x", "y"), *expected]


def test_inline_codes_of_1() -> None:
    found = one(
        '<trans-unit id="1"><source>The <g id="1">large <x id="2"/></g> '
        '<bpt id="3">&lt;b&gt;</bpt>model<ept id="3">&lt;/b&gt;</ept> <ph id="4">%s<sub>alt</sub></ph>'
        '<mrk mtype="protected">GPT</mrk><bx id="5"/>.<ex id="5"/></source>'
        '<target>甲<g id="1">乙</g></target></trans-unit>'
    )
    (block,) = found.source.blocks
    assert block.text == "The large ￼ model ￼GPT."
    assert block.prose == "The large \0 model \0\0\0\0."
    codes = [inline for inline in block.inlines if inline.kind is InlineKind.PLACEHOLDER]
    assert [code.target for code in codes] == ["g 1", "x 2", "bpt 3", "ph 4", "g 5"]
    text = found.source.text
    assert text[codes[0].span.start : codes[0].span.end] == '<g id="1">large <x id="2"/></g>'
    assert text[codes[0].content.start : codes[0].content.end] == 'large <x id="2"/>'
    assert text[block.span.start : block.span.end].startswith("The <g")


def test_inline_codes_of_2() -> None:
    found = two(
        '<unit id="1"><originalData><data id="d">&lt;b&gt;</data></originalData><segment>'
        '<source><pc id="1" dataRefStart="d">One</pc> <ph id="2" subFlows="2-1"/>'
        '<sc id="3"/>two<ec startRef="3"/><cp hex="0009"/><sm id="m" type="comment"/>x<em startRef="m"/>'
        '<mrk id="n" translate="no">API</mrk></source>'
        "<target>一</target></segment><ignorable><source> </source></ignorable></unit>"
        '<unit id="2-1"><segment><source>flow</source><target>流</target></segment></unit>'
    )
    assert [block.text for block in found.source.blocks] == ["One ￼two\txAPI", "flow"]
    block = found.source.blocks[0]
    assert block.prose == "One \0two\0x\0\0\0"
    assert [inline.target for inline in block.inlines] == ["pc 1", "ph 2", "pc 3"]


def test_segments_of_1() -> None:
    source = '<mrk mtype="seg" mid="0">A.</mrk> <g id="1"><mrk mtype="seg" mid="1">B.</mrk></g> <mrk mtype="seg" mid="2">C.</mrk>'
    target = '<mrk mtype="seg" mid="1">乙。</mrk><mrk mtype="seg" mid="0">甲。</mrk>'
    unit = f"<source>A. B. C.</source><seg-source>{source}</seg-source><target>{target}</target>"
    found = one(f'<trans-unit id="1">{unit}</trans-unit>')
    # Segments go by their numbers; the third waits.
    assert texts(found)[0][0] == "A."
    assert {row for row in texts(found)} == {("A.", "甲。"), ("B.", "乙。")}
    assert found.untranslated == 1
    # A target that is not segmented stands for the whole.
    found = one(f'<trans-unit id="1">{unit.replace(target, "甲。乙。丙。")}</trans-unit>')
    assert texts(found) == [("A. B. C.", "甲。乙。丙。")]


def test_what_is_not_text_is_left_out() -> None:
    found = one(
        '<!-- <trans-unit id="c"><source>no</source></trans-unit> --><?pi x?>'
        '<group id="g" translate="no"><trans-unit id="0"><source>no</source><target>否</target></trans-unit></group>'
        '<trans-unit id="1"><source>a</source><target>b</target><note>n</note>'
        "<alt-trans><source>no</source><target>否</target></alt-trans></trans-unit>"
        '<trans-unit id="2" translate="no"><source>no</source><target>否</target></trans-unit>'
        '<bin-unit id="3"><bin-source/></bin-unit>'
    )
    assert texts(found) == [("a", "b")]


def test_white_space_and_cdata() -> None:
    source = "\r\n   Two\r\n   lines &lt;b&gt; <![CDATA[<i> &amp;\n x]]> <!-- c -->end\n  "
    found = one(f'<trans-unit id="1"><source>{source}</source><target>b</target></trans-unit>')
    assert found.source.blocks[0].text == "Two lines <b> <i> &amp; x end"
    found = one(f'<trans-unit id="1" xml:space="preserve"><source>{source}</source><target>b</target></trans-unit>')
    assert found.source.blocks[0].text == "Two\n   lines <b> <i> &amp;\n x end"


def test_prefixes_and_other_vocabularies() -> None:
    text = (
        "<x:xliff xmlns:x='urn:oasis:names:tc:xliff:document:1.2' xmlns:o='urn:other' version='1.2'>"
        "<x:file source-language='en' target-language='de'><x:body><x:trans-unit id='1'>"
        "<x:source>a <o:b>c</o:b></x:source><o:target>no</o:target><x:target>d</x:target></x:trans-unit>"
        "</x:body></x:file></x:xliff>"
    )
    assert texts(parse_bilingual_text(text, path="a.xlf")) == [("a c", "d")]


def test_more_than_one_pair_of_languages() -> None:
    unit = '<body><trans-unit id="1"><source>a</source><target>{}</target></trans-unit></body></file>'
    text = HEAD_1 + "".join(
        f'<file source-language="en" target-language="{tag}">{unit.format(tag)}' for tag in ("zh-CN", "de", "zh-CN")
    )
    with pytest.raises(InputError, match=r"holds en > de, en > zh-CN; choose with"):
        parse_bilingual_text(text + "</xliff>", path="a.xlf")
    found = parse_bilingual_text(text + "</xliff>", path="a.xlf", target_language="zh-Hans")
    assert texts(found) == [("a", "zh-CN"), ("a", "zh-CN")]
    assert found.target.language == "zh-Hans"


@pytest.mark.parametrize("root", ["<tmx version='1.4'/>", "<xliff version='3.0'/>", "<xliff/>"])
def test_other_files(root: str) -> None:
    with pytest.raises(InputError, match=r"a\.xlf: its root is .*, not XLIFF 1 or 2"):
        parse_bilingual_text(root, path="a.xlf")
