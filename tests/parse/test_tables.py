"""CSV, TSV and JSON Lines of pairs."""

from __future__ import annotations

import pytest

from translation_files import texts
from transqa.errors import InputError
from transqa.parse import parse_bilingual_text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.csv", "a,甲\r\nb,乙", [("a", "甲"), ("b", "乙")]),
        ("a.csv", "\ufeffid;Target;Source\n1;甲;a\n", [("a", "甲")]),
        ("a.csv", 'zh,en\n甲,"a, ""b""\nc"\n', [('a, "b"\nc', "甲")]),
        ("a.csv", "source\ttarget\na\t甲\n\n", [("a", "甲")]),
        ("a.csv", "no,yes\na,b\n", [("no", "yes"), ("a", "b")]),
        ("a.csv", 'source,target\na,\n"",b\n', [("a", ""), ("", "b")]),
        ("a.tsv", 'a\t"甲"\n"a" b\t"乙\n', [("a", "甲"), ('"a" b', '"乙')]),
        ("a.tab", "原文\t译文\na\t甲", [("a", "甲")]),
        ("a.jsonl", '["a", "甲", 3]\n\n{"x": {"y": "]"}, "src": "b", "tgt": "乙"}', [("a", "甲"), ("b", "乙")]),
        ("a.ndjson", '{"translation": {"zh": "甲", "en": "a\\u00e9\\ud83d\\ude00\\n\\"b"}}', [('aé😀\n"b', "甲")]),
    ],
)
def test_rows(name: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = parse_bilingual_text(text, path=name, source_language="en", target_language="zh-Hans")
    assert texts(found) == expected


def test_titles_name_the_languages() -> None:
    found = parse_bilingual_text("en,ja\nA model.,模型。\n", path="a.csv")
    assert (found.source.language, found.target.language) == ("en", "ja")
    found = parse_bilingual_text(
        '{"en": "a", "ja": "b", "de": "c"}', path="a.jsonl", target_language="de", source_language="ja"
    )
    assert texts(found) == [("b", "c")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "source,target\na,b\nc\n", r"a\.csv:3: has 1 of the 2 cells"),
        ("a.csv", 'a,"b\nc,d\n', r"a\.csv:1: a quote is opened and never closed"),
        ("a.csv", 'a,"b\n"c,d\n', r"a\.csv:2: text behind a closing quote"),
        ("a.csv", "en,zh,de\na,b,c\n", r"a\.csv:1: has the languages en, zh, de; choose with"),
        ("a.csv", "\n", r"a\.csv: has no row"),
        ("a.jsonl", '["a", "b"]\n{"a": 1\n', r"a\.jsonl:2: not JSON"),
        ("a.jsonl", '"a"\n', r"a\.jsonl:1: is no object"),
        ("a.jsonl", '{"en": "a", "n": 2}\n', r'a\.jsonl:1: needs the strings "source" and "target".*; has en'),
        ("a.jsonl", '["a", 1]\n', r"a\.jsonl:1: needs the strings"),
        ("a.jsonl", '["a\\ud800", "b"]\n', r"a\.jsonl:1: \\ud800 is half a character"),
        ("a.jsonl", "[" * 100_000 + "\n", r"a\.jsonl:1: not JSON: nested too deeply|a\.jsonl:1: not JSON"),
    ],
)
def test_broken_files(name: str, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_bilingual_text(text, path=name)
    assert "\n" not in str(caught.value)
