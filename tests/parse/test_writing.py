"""Fixes in translation files and HTML: escaped, and never through a tag."""

from __future__ import annotations

import pytest

from translation_files import FORMATS
from transqa.fix import apply
from transqa.model import Document, Edit, Fix, Safety, Span
from transqa.parse import parse_bilingual_text, parse_text
from transqa.parse.writing import written

HEAD = "<xliff version='1.2'><file source-language='en' target-language='zh-Hans'><body><trans-unit id='1'><source>a</source>"
END = "</trans-unit></body></file></xliff>"


def xliff(target: str) -> Document:
    return parse_bilingual_text(f"{HEAD}<target>{target}</target>{END}", path="a.xlf").target


def edited(document: Document, old: str, new: str) -> str | None:
    """What becomes of the file text ``old``; None where only a person can write it."""
    start = document.text.rindex(old)
    edit = Edit(Span(start, start + len(old)), new)
    fix = written(document, Fix(new, Safety.SAFE, (edit,)))
    if not fix.edits:
        return None
    text = apply(document.text, fix.edits)
    return text[start : start + len(old) + len(text) - len(document.text)]


@pytest.mark.parametrize(
    ("target", "old", "new", "expected"),
    [
        ("甲 &amp; 乙", "乙", "丙 & <丁>", "丙 &amp; &lt;丁&gt;"),
        ("甲 &amp; 乙", "甲 &amp; 乙", "甲 &amp; 丙", "甲 &amp; 丙"),
        ("甲 &lt; 乙", "甲 &lt; 乙", "甲 &gt; 乙", "甲 &gt; 乙"),
        ("&amp;", "&amp;", "&lt;", "&lt;"),
        ("<![CDATA[甲<乙]]>", "乙", "丙&<", "丙&<"),
        ("<![CDATA[甲<乙]]>", "乙", "]]>", None),
        ("甲<!-- <![CDATA[ -->乙", "乙", "<", "&lt;"),
        # Tags stay, whether the rule copied them or not.
        ('大<g id="1">模特</g>', '大<g id="1">模特', "大模型", '大<g id="1">模型'),
        ('大<g id="1">模特</g>', '大<g id="1">模特', '小<g id="1">模型', '小<g id="1">模型'),
        ('大<g id="1">模特</g>', '大<g id="1">模特', "小模型", None),
        ('大<g id="1">模特</g>', '<g id="1">', "", None),
        ('大<g id="1">模特</g>', '大<g id="1">模特</g>', "", None),
        ('甲<x id="1"/>乙', '甲<x id="1"/>乙', "甲丙", '甲<x id="1"/>丙'),
        ('甲<x id="1"/>乙', '<x id="1"/>', "丙", None),
        ('甲<x id="1"/>乙', "甲", "\ufffc", None),
        ("甲&amp;乙", "amp", "lt", None),
        ("甲\n   乙", "甲\n   乙", "甲乙", "甲乙"),
    ],
)
def test_xml(target: str, old: str, new: str, expected: str | None) -> None:
    assert edited(xliff(target), old, new) == expected


def test_insertions() -> None:
    document = xliff("甲<x id='1'/>&amp;")
    for old, expected in (("甲", "。甲"), ("&amp;", "。&amp;"), ("amp;", None), ("x id", None)):
        at = document.text.rindex(old)
        fix = written(document, Fix("。", Safety.SAFE, (Edit(Span(at, at), "。"),)))
        assert bool(fix.edits) == (expected is not None)
        if expected is not None:
            assert expected in apply(document.text, fix.edits)


def test_what_is_outside_of_the_targets_is_not_edited() -> None:
    document = xliff("甲")
    for old in ("a</source>", "target>甲", "xliff version"):
        assert edited(document, old, "x") is None


@pytest.mark.parametrize(
    ("name", "text", "old", "new", "expected"),
    [
        ("a.po", '甲"乙', "乙", '丙"丁', '丙\\"丁'),
        ("a.po", '甲"乙', '甲\\"乙', '丙\\"乙', '丙\\"乙'),
        ("a.po", "甲乙", "乙", "丙\\n", None),
        ("a.po", "甲乙", '甲"\n"乙', "甲丙", '甲"\n"丙'),
        ("a.jsonl", "甲乙", "\\u4e59", '"', '\\"'),
        ("a.csv", 'a,"甲"', '""甲""', '""乙""', '""乙""'),
        ("a.csv", "a,甲", "甲", '"乙', '""乙'),
        ("a.csv", "甲", "甲", "乙,丙", None),
        ("a.csv", "甲", "甲", "乙", "乙"),
        ("a.tsv", "甲", "甲", "乙\t丙", None),
    ],
)
def test_other_formats(name: str, text: str, old: str, new: str, expected: str | None) -> None:
    bitext = parse_bilingual_text(
        FORMATS[name]([("b", text)]), path=name, source_language="en", target_language="zh-Hans"
    )
    assert edited(bitext.target, old, new) == expected


@pytest.mark.parametrize(
    ("page", "old", "new", "expected"),
    [
        ("<p>甲&nbsp;乙</p>", "乙", "<丙>&nbsp;", "&lt;丙&gt;&nbsp;"),
        ("<p>大<b>模特</b></p>", "大<b>模特", "大模型", "大<b>模型"),
        ("<p>大<b>模特</b></p>", "<b>", "", None),
        ('<p><img alt="模特" src=q></p>', "模特", "模型", "模型"),
        ('<p><img alt="模特" src=q></p>', "模特", '"模型', None),
    ],
)
def test_html(page: str, old: str, new: str, expected: str | None) -> None:
    assert edited(parse_text(page, path="a.html", language="zh-Hans"), old, new) == expected
