"""MRK012 in translation files, which cases in Markdown cannot show."""

from __future__ import annotations

import pytest

from translation_files import FORMATS
from transqa.check import Context, run
from transqa.config import Config
from transqa.model import Severity
from transqa.parse import parse_bilingual_text
from transqa.rules import RULES
from transqa.termbase import Termbase

HEAD = "<xliff version='1.2'><file source-language='en' target-language='zh-Hans'><body><trans-unit id='1'>"


def found(text: str, name: str) -> list[tuple[Severity, str, str, str]]:
    bitext = parse_bilingual_text(text, path=name, source_language="en", target_language="zh-Hans")
    context = Context(bitext, termbase=Termbase((), ""), config=Config(select=("MRK012",)))
    return [
        (one.severity, one.message, one.source.text if one.source else "", one.target.text if one.target else "")
        for one in run(context, RULES)
    ]


def xliff(source: str, target: str) -> str:
    return f"{HEAD}<source>{source}</source><target>{target}</target></trans-unit></body></file></xliff>"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('Press <x id="1"/> and <g id="2">go</g>.', '<g id="2">请按</g> <x id="1"/>。'),
        ('A <bx id="1"/>b<ex id="1"/>', '甲<g id="1">乙</g>'),
        ("A &lt;b&gt;c&lt;/b&gt;", "甲 &lt;b&gt;丙&lt;/b&gt;"),
        ('A <mrk mtype="x-comment">b</mrk>', "甲乙"),
    ],
)
def test_codes_that_are_kept(source: str, target: str) -> None:
    assert found(xliff(source, target), "a.xlf") == []


def test_codes_that_are_lost_or_added() -> None:
    source, target = 'Press <x id="1"/> and <g id="2">go</g>.', '请<x id="3"/>按。'
    assert found(xliff(source, target), "a.xlf") == [
        (Severity.MAJOR, "the inline code '<x id=\"1\"/>' is not in the translation", '<x id="1"/>', target),
        (Severity.MINOR, "the inline code '<g id=\"2\">' is not in the translation", '<g id="2">go</g>', target),
        (Severity.MAJOR, "the inline code '<x id=\"3\"/>' is not in the source", source, '<x id="3"/>'),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_tags_and_placeholders_of_strings(name: str) -> None:
    rows = [("Open <b>{name}</b> now", "现在打开 <b>{name}</b>"), ("Save <i>%d</i> files", "保存 %d 个文件")]
    messages = [message for _, message, _, _ in found(FORMATS[name](rows), name)]
    written = ["<i>", "</i>"] if "x" not in name else ["&lt;i&gt;", "&lt;/i&gt;"]
    assert [message.split("'")[1] for message in messages] == written
