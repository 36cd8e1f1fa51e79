from __future__ import annotations

import re
from pathlib import Path

import pytest

from transqa.check import Context, run
from transqa.config import Config
from transqa.errors import ConfigError, InputError
from transqa.model import DocumentReport, Report, Scores, Severity, Verdict
from transqa.parse import parse_bilingual_text, parse_text
from transqa.pipeline import align_pair
from transqa.report import render
from transqa.report.its import ISSUE_TYPES, SEVERITIES, issue_type
from transqa.rules import RULES
from transqa.termbase import Termbase
from transqa.text.xml import check_xml

GOLDEN = Path(__file__).parent / "golden"
# Sources and targets with one fault in every second unit.
FILES = {
    "one.xlf": """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a" source-language="en" target-language="zh-Hans" datatype="plaintext"><body>
  <trans-unit id="1">
   <source>There are 50 layers.</source>
   <target state="final">有 60 层。</target>
   <note>from the author</note>
  </trans-unit>
  <trans-unit id="2"><source>Well.</source><target>好。</target></trans-unit>
  <trans-unit id="3"><source>Press <x id="1"/>&lt;now&gt;.</source><target>请按。</target></trans-unit>
  <trans-unit id="4"><source>This is gone.</source><target state="signed-off"/></trans-unit>
 </body></file>
</xliff>
""",
    "two.xlf": """<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="zh-Hans">
<x:file id="f">
 <x:unit id="1">
  <x:notes>
   <x:note id="n">from the author</x:note>
  </x:notes>
  <x:segment><x:source>There are 50 layers.</x:source><x:target>有 60 层。</x:target></x:segment>
  <x:segment><x:source>Well.</x:source><x:target>好。</x:target></x:segment>
  <x:segment><x:source>There are 7.</x:source><x:target>有 8 个。</x:target></x:segment>
 </x:unit>
 <x:unit id="2">
  <x:originalData><x:data id="d">%s</x:data></x:originalData>
  <x:segment state="final"><x:source>This is gone.</x:source></x:segment>
 </x:unit>
</x:file>
</x:xliff>
""",
    "three.po": """msgid ""
msgstr "Language: zh_CN\\n"

# by hand
#: a.py:1
msgid "There are 50 layers."
msgstr "有 60 层。"

msgid "Well."
msgstr "好。"

#. from the author
msgctxt "x"
msgid "There are 7."
msgstr "有 8 个。"
""",
    "four.tmx": """<tmx version="1.4"><header srclang="en"/><body>
 <tu>
  <prop type="x">y</prop>
  <tuv xml:lang="en"><seg>There are 50 layers.</seg></tuv>
  <tuv xml:lang="zh-Hans"><seg>有 60 层。</seg></tuv>
 </tu>
</body></tmx>
""",
}
CASES = [(name, kind) for name in FILES for kind in ("notes", "its") if kind == "notes" or name.endswith("xlf")]


def checked(text: str, name: str) -> Report:
    bitext = parse_bilingual_text(text, path=name)
    config = Config(select=("NUM001", "MRK012", "ACC001"))
    findings = run(Context(bitext, termbase=Termbase((), ""), config=config), RULES)
    return Report((DocumentReport(bitext, findings, Scores()),), Scores(), Verdict(True), "")


def annotated(text: str, name: str, kind: str) -> str:
    content = render(checked(text, name), kind)
    assert isinstance(content, bytes)
    return content.decode()


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_golden(name: str, kind: str) -> None:
    made = annotated(FILES[name], name, kind)
    assert made == (GOLDEN / f"{kind}-{name}").read_text("utf-8")


@pytest.mark.parametrize(("name", "kind"), CASES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_second_run_changes_nothing(name: str, kind: str, ending: str) -> None:
    text = FILES[name].replace("\n", ending)
    made = annotated(text, name, kind)
    assert made != text
    assert annotated(made, name, kind) == made
    assert [one.message for one in checked(made, name).documents[0].findings] == [
        one.message for one in checked(text, name).documents[0].findings
    ]
    if not name.endswith("po"):
        check_xml(made, name=name, error=InputError)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_annotations_go_when_the_faults_are_gone(name: str, kind: str) -> None:
    made = annotated(FILES[name], name, kind)

    def mended(text: str) -> str:
        text = text.replace("60 层", "50 层").replace("8 个", "7 个").replace("请按。", '请按<x id="1"/>&lt;now&gt;。')
        return text.replace('<x:segment state="final">', "<x:segment>").replace(' state="signed-off"', "")

    again = annotated(mended(made), name, kind)
    assert again == mended(FILES[name])


def test_one_kind_replaces_the_other() -> None:
    notes = annotated(FILES["two.xlf"], "two.xlf", "notes")
    its = annotated(FILES["two.xlf"], "two.xlf", "its")
    assert annotated(notes, "two.xlf", "its") == its
    assert annotated(its, "two.xlf", "notes") == notes


def test_the_encoding_that_the_file_declares() -> None:
    text = FILES["one.xlf"].replace("UTF-8", "GB18030")
    content = render(checked(text, "a.xlf"), "notes")
    assert isinstance(content, bytes) and "请按".encode("gb18030") in content
    content = render(checked("\ufeff" + FILES["one.xlf"].replace("UTF-8", "UTF-16"), "a.xlf"), "notes")
    assert isinstance(content, bytes) and content.startswith(b"\xff\xfe<\0?\0")


@pytest.mark.parametrize("kind", ["notes", "its"])
def test_files_without_a_place_for_them(kind: str) -> None:
    pair = align_pair(*(parse_text("a", path="a.md", language=tag) for tag in ("en", "zh")))
    report = Report((DocumentReport(pair, (), Scores()),), Scores(), Verdict(True), "")
    with pytest.raises(ConfigError, match=f"the report {kind} is the checked file"):
        render(report, kind)
    two = checked(FILES["one.xlf"], "one.xlf").documents * 2
    with pytest.raises(ConfigError, match="check one XLIFF"):
        render(Report(two, Scores(), Verdict(True), ""), kind)
    with pytest.raises(ConfigError, match="check one XLIFF file"):
        render(checked(FILES["four.tmx"], "four.tmx"), "its")


def test_every_category_of_the_rules_has_a_type() -> None:
    # The values of section 8.17.5 of the ITS 2.0 Recommendation.
    allowed = set(
        "terminology mistranslation omission untranslated addition duplication inconsistency grammar legal register "
        "locale-specific-content locale-violation style characters misspelling typographical formatting "
        "inconsistent-entities numbers markup pattern-problem whitespace internationalization length non-conformance "
        "uncategorized other".split()
    )
    assert set(ISSUE_TYPES.values()) <= allowed
    assert {rule.mqm for rule in RULES.values() if issue_type(rule.mqm) == "uncategorized"} == set()
    assert issue_type("no/such") == "uncategorized"
    assert issue_type("accuracy/omission") == "omission"
    assert set(SEVERITIES) == set(Severity) and all(0 <= value <= 100 for value in SEVERITIES.values())


def test_the_page_shows_the_table(root: Path) -> None:
    text = (root / "docs" / "formats.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w/-]+)` \| `([\w-]+)` \|$", text, flags=re.MULTILINE)
    assert dict(rows) == dict(ISSUE_TYPES)
