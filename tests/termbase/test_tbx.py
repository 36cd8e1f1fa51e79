from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from transqa.errors import TermbaseError
from transqa.model import Severity
from transqa.termbase import Termbase, load_termbase
from transqa.termbase.dump import entry, glossary_yaml
from transqa.termbase.intake import language, status
from transqa.termbase.model import Concept, Condition, Deprecated, Example, Terms
from transqa.termbase.tbx import NAMESPACE, read_tbx, render_tbx
from transqa.text.xml import MAX_DEPTH

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# The structure and the data categories of TBX-Basic in DCA style (ISO 30042:2019, tbxinfo.net), stated anew.
AUXILIARY = "(descrip |descripGrp |admin |adminGrp |transacGrp |note |ref |xref )*"
CHILDREN = {
    "tbx": "tbxHeader text ",
    "tbxHeader": "fileDesc (encodingDesc )?(revisionDesc )?",
    "fileDesc": "(titleStmt )?(publicationStmt )?(sourceDesc )+",
    "titleStmt": "title (note )*",
    "sourceDesc": "(p )+",
    "text": "body (back )?",
    "body": "(conceptEntry )+",
    "conceptEntry": f"{AUXILIARY}(langSec )+",
    "langSec": f"{AUXILIARY}(termSec )+",
    "termSec": f"term (termNote |termNoteGrp )*{AUXILIARY}",
    "descripGrp": "descrip (descripNote |admin |adminGrp |transacGrp |note |ref |xref )*",
}
LEVELS = {
    ("descrip", "subjectField"): {"conceptEntry"},
    ("descrip", "definition"): {"conceptEntry", "langSec"},
    ("descrip", "context"): {"termSec"},
    ("termNote", "administrativeStatus"): {"termSec"},
    ("termNote", "partOfSpeech"): {"termSec"},
    ("termNote", "termType"): {"termSec"},
}
VALUES = {
    "administrativeStatus": "(preferred|admitted|deprecated|superseded)Term-admn-sts",
    "partOfSpeech": "noun|verb|adjective|adverb|other",
    "termType": "fullForm|acronym|abbreviation|shortForm|variant|phrase",
}


def faults(text: str) -> list[str]:
    """What is not TBX-Basic in a document."""
    root = etree.fromstring(text.encode())
    found = []
    if (root.tag, root.get("type"), root.get("style")) != (f"{{{NAMESPACE}}}tbx", "TBX-Basic", "dca"):
        found.append("root")
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    if len(identifiers) != len(set(identifiers)):
        found.append("identifiers repeat")
    found += [f"{name} is no identifier of XML" for name in identifiers if not re.match(r"[A-Za-z_][\w.-]*$", name)]
    for element in root.iter():
        space, _, name = element.tag[1:].partition("}")
        parent = element.getparent()
        if space != NAMESPACE:
            found.append(f"{name} is of another namespace")
        children = "".join(f"{child.tag.partition('}')[2]} " for child in element)
        if not re.fullmatch(CHILDREN.get(name, ""), children):
            found.append(f"{name} holds {children}")
        if name in {"tbx", "langSec"} and not element.get(LANG):
            found.append(f"{name} has no xml:lang")
        if name in {"descrip", "termNote"}:
            category = element.get("type") or ""
            level = parent.getparent() if parent.tag.endswith("Grp") else parent
            if level.tag.partition("}")[2] not in LEVELS.get((name, category), ()):
                found.append(f"{category} at the wrong level")
            if not re.fullmatch(VALUES.get(category, ".*"), element.text or "", re.DOTALL):
                found.append(f"{category} is {element.text}")
    return found


def bare(concept: Concept) -> Concept:
    return replace(concept, file="", line=0)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_our_glossary_is_tbx_basic_and_comes_back_whole(termbase: Termbase, tmp_path: Path) -> None:
    text = render_tbx(termbase.concepts.values(), title="glossary")
    assert faults(text) == []
    imported = read_tbx(write(tmp_path / "a.tbx", text), taken=termbase.concepts)
    assert imported.dropped == {}
    assert list(imported.concepts) == [bare(concept) for concept in termbase.concepts.values()]


def test_the_validator_finds_faults() -> None:
    good = render_tbx([CONCEPT], title="t")
    assert faults(good) == []
    for old, new in [
        ('style="dca"', 'style="dct"'),
        ("<term>rate</term>", ""),
        ("preferredTerm-admn-sts", "preferred"),
        (">noun<", ">properNoun<"),
        ('xml:lang="zh-Hans">', ">"),
        ('id="learning-rate"', 'id="1"'),
        ('type="subjectField"', 'type="context"'),
    ]:
        assert old in good
        assert faults(good.replace(old, new, 1))


CONCEPT = Concept(
    id="learning-rate",
    domain="learning-training",
    definition="The size of a step.",
    terms={
        "en": Terms("learning rate", ("rate", "LR")),
        "zh-Hans": Terms(
            "学习率",
            ("学习速率",),
            (Deprecated("学习费率", "a fee", True, Severity.CRITICAL), Deprecated("学费", "tuition")),
        ),
        "zh-Hant": Terms("學習率"),
    },
    pos="name",
    case_sensitive=True,
    when=Condition(near=("step",), not_near=("fee",), after=("of",), pos="noun"),
    common=True,
    open=True,
    first_mention=True,
    keep=True,
    note="A <note> & more.",
    examples=(
        Example("The learning rate falls.", "学习费率下降。", "zh-Hans", "学习费率"),
        Example("The learning rate rises.", "學習率上升。", "zh-Hant"),
    ),
)


def test_everything_a_concept_says_comes_back(tmp_path: Path) -> None:
    imported = read_tbx(write(tmp_path / "a.tbx", render_tbx([CONCEPT], title="t")))
    assert imported.concepts == (CONCEPT,)


def test_contexts_stand_at_the_terms_they_show() -> None:
    root = etree.fromstring(render_tbx([CONCEPT], title="t").encode())
    homes = {
        section.findtext(f"{{{NAMESPACE}}}term"): [element.text for element in section.iter(f"{{{NAMESPACE}}}descrip")]
        for section in root.iter(f"{{{NAMESPACE}}}termSec")
    }
    assert homes["学习费率"] == ["学习费率下降。"]
    assert homes["學習率"] == ["學習率上升。"]
    assert homes["learning rate"] == ["The learning rate falls.", "The learning rate rises."]


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
PHRASE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    terms = {}
    for tag in ("en", *draw(st.lists(st.sampled_from(["zh-Hans", "zh-Hant", "ja", "de"]), min_size=1, unique=True))):
        words = draw(st.lists(PHRASE, min_size=2, max_size=5, unique=True))
        wrong = tuple(
            Deprecated(words[-1], draw(PHRASE), draw(st.booleans()), draw(st.sampled_from(list(Severity)[1:])))
            for _ in range(draw(st.integers(0, 1)))
        )
        terms[tag] = Terms(words[0], tuple(words[1:-1]), wrong)
    order = ["en", "zh-Hans", "zh-Hant", "ja", "de"]
    return Concept(
        id=draw(st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)),
        domain="own",
        definition=draw(PHRASE),
        terms={tag: terms[tag] for tag in order if tag in terms},
        pos=draw(st.sampled_from(["noun", "verb", "adjective", "name"])),
        case_sensitive=draw(st.booleans()),
        when=draw(st.none() | st.builds(Condition, near=st.lists(PHRASE, min_size=1, max_size=2).map(tuple))),
        common=draw(st.booleans()),
        open=draw(st.booleans()),
        keep=draw(st.booleans()),
        note=draw(st.just("") | PHRASE.filter(lambda text: not text.startswith("transqa:"))),
    )


@given(concept=concepts())
def test_any_concept_comes_back(concept: Concept, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = render_tbx([concept], title="t")
    assert faults(text) == []
    imported = read_tbx(write(tmp_path_factory.getbasetemp() / "any.tbx", text))
    assert imported.concepts == (concept,)


DCT = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <tbxHeader><fileDesc><sourceDesc><p>another tool</p></sourceDesc></fileDesc></tbxHeader>
 <text><body><conceptEntry id="c1">
  <min:subjectField>Optimization</min:subjectField>
  <transacGrp><basic:transactionType>origination</basic:transactionType><date>2020-01-01</date></transacGrp>
  <langSec xml:lang="en-US">
   <descripGrp><basic:definition>Size of a
      step.</basic:definition><basic:source>A book</basic:source></descripGrp>
   <termSec><term>learning <hi type="bold">rate</hi></term><min:partOfSpeech>noun</min:partOfSpeech>
    <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
    <basic:context>The learning rate falls.</basic:context></termSec>
   <termSec><term>step size</term></termSec>
  </langSec>
  <langSec xml:lang="zh-CN">
   <termSec><term>学习费率</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
   <termSec><term>学习速率</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
   <termSec><term>学习率</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
  </langSec>
  <langSec xml:lang="es"><termSec><term>tasa</term></termSec></langSec>
 </conceptEntry></body></text>
</tbx>"""

MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>
 <termEntry>
  <descrip type="subjectField">training</descrip><note>Keep apart from money.</note>
  <langSet xml:lang="EN"><ntig><termGrp><term>learning rate</term>
   <termNote type="partOfSpeech">Noun</termNote></termGrp></ntig></langSet>
  <langSet lang="zh_TW"><tig><term>學習率</term></tig><tig><term>學習速率</term></tig>
   <tig><term>學費</term><termNote type="administrativeStatus">forbidden</termNote><note>tuition</note></tig></langSet>
 </termEntry>
 <termEntry id="2"><langSet xml:lang="zh"><tig><term>无英文</term></tig></langSet></termEntry>
 <termEntry id="3"><langSet xml:lang="en"><tig><term>lonely</term></tig></langSet></termEntry>
</body></text></martif>"""

MIN = """<TBX dialect="TBX-Min"><header><id>x</id><languages source="en" target="zh-Hans"/></header><body>
 <entry id="C002"><subjectField>training</subjectField>
  <langGroup xml:lang="en"><termGroup><term>learning rate</term><partOfSpeech>noun</partOfSpeech></termGroup></langGroup>
  <langGroup xml:lang="zh-Hans">
   <termGroup><term>学习率</term><termStatus>preferred</termStatus><customer>SAP</customer></termGroup>
   <termGroup><term>学费</term><termStatus>notRecommended</termStatus></termGroup></langGroup>
 </entry></body></TBX>"""


def test_dct_style_of_another_tool(tmp_path: Path) -> None:
    imported = read_tbx(write(tmp_path / "a.tbx", DCT))
    (concept,) = imported.concepts
    assert (concept.id, concept.domain, concept.definition) == ("learning-rate", "Optimization", "Size of a step.")
    assert concept.terms == {
        "en": Terms("learning rate", ("step size",)),
        "zh-Hans": Terms("学习率", ("学习速率",), (Deprecated("学习费率", "superseded"),)),
    }
    assert imported.dropped == {
        "context of terms": 1,
        "date of concepts": 1,
        "source of languages": 1,
        "terms in es": 1,
        "transactionType of concepts": 1,
    }


def test_martif_with_tig_and_ntig(tmp_path: Path) -> None:
    imported = read_tbx(write(tmp_path / "a.tbx", MARTIF), taken={"learning-rate"})
    (concept,) = imported.concepts
    assert (concept.id, concept.note) == ("learning-rate-2", "Keep apart from money.")
    assert concept.definition == "learning rate: imported without a definition."
    assert concept.terms["zh-Hant"] == Terms("學習率", ("學習速率",), (Deprecated("學費", "tuition"),))
    assert imported.dropped["concepts without an accepted English term"] == 1
    assert imported.dropped["concepts without a translation"] == 1


def test_tbx_min_of_2014(tmp_path: Path) -> None:
    imported = read_tbx(write(tmp_path / "a.tbx", MIN))
    (concept,) = imported.concepts
    assert concept.terms["zh-Hans"].preferred == "学习率"
    assert concept.terms["zh-Hans"].deprecated == (Deprecated("学费", "deprecated in the imported termbase"),)
    assert imported.dropped == {"customer of terms": 1, "definitions made up, for there was none": 1}


@pytest.mark.parametrize("text", [DCT, MARTIF, MIN], ids=["dct", "martif", "min"])
def test_what_is_imported_is_a_valid_glossary(text: str, tmp_path: Path) -> None:
    imported = read_tbx(write(tmp_path / "a.tbx", text))
    glossary = write(tmp_path / "own.yml", glossary_yaml("own", map(entry, imported.concepts), heading="Imported."))
    loaded = load_termbase([glossary]).concepts.values()
    assert [bare(concept) for concept in loaded] == [replace(found, domain="own") for found in imported.concepts]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-CN", "zh-Hans"), ("zh_TW", "zh-Hant"), ("ZH-hk", "zh-Hant"), ("zh-Hant-TW", "zh-Hant"), ("zho", "zh-Hans"),
        ("zh", "zh-Hans"), ("en-US", "en"), ("eng", "en"), ("ja-JP", "ja"), ("de_AT", "de"), ("fr", None), ("", None),
    ],
)  # fmt: skip
def test_language_tags(tag: str, expected: str | None) -> None:
    assert language(tag) == expected


def test_words_for_a_status() -> None:
    for word in ("preferredTerm-admn-sts", "Preferred", "standardizedTerm"):
        assert status(word) == "preferred"
    for word in ("deprecatedTerm-admn-sts", "not recommended", "Obsolete", "supersededTerm", "forbidden"):
        assert status(word) == "deprecated"
    assert status("admittedTerm") == "admitted"
    assert status("shiny") is None


BOMB = '<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><tbx><p>&b;</p></tbx>'
ATTRIBUTE_BOMB = (
    "<!DOCTYPE tbx [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 30}'>" for n in range(1, 9))
    + "]><tbx a='&a8;'/>"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "declares entities"),
        (ATTRIBUTE_BOMB, r"declares entities|entit"),
        ('<!DOCTYPE t [<!ENTITY x SYSTEM "secret.txt">]><tbx><p>&x;</p></tbx>', "declares entities"),
        ('<!DOCTYPE t [<!ENTITY % x SYSTEM "secret.txt"> %x;]><tbx/>', "declares entities|entit"),
        ('<!DOCTYPE tbx SYSTEM "secret.dtd"><tbx><p>&x;</p></tbx>', "entity"),
        ("<tbx>" + "<p>" * (MAX_DEPTH + 1), f":1: elements nested deeper than {MAX_DEPTH}"),
        ("<tbx>\n\n<p></tbx>", ":3: not well-formed XML"),
        ("", ":1: not well-formed XML"),
        ("no xml", ":1: not well-formed XML"),
        ("<html/>", ":1: the root is <html>, not TBX"),
        ("<tbx/>", "holds no concept"),
        ("<tbx>\n<conceptEntry><note>transqa:{x}</note></conceptEntry></tbx>", ":2: in a note"),
        ('<tbx><conceptEntry><note>transqa:{"when": {"far": ["x"]}}</note></conceptEntry></tbx>', "when.far"),
    ],
    ids=range(13),
)
def test_hostile_and_broken_files_are_refused_on_one_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET", encoding="utf-8")
    path = write(tmp_path / "bad.tbx", text)
    with pytest.raises(TermbaseError, match=message) as caught:
        read_tbx(path)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_files_that_are_not_there_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TermbaseError, match="cannot be read: No such file"):
        read_tbx(tmp_path / "none.tbx")
    monkeypatch.setattr("transqa.termbase.tbx.MAX_BYTES", 10)
    with pytest.raises(TermbaseError, match="split it"):
        read_tbx(write(tmp_path / "a.tbx", MIN))


def test_a_text_that_xml_cannot_hold_names_its_concept() -> None:
    with pytest.raises(TermbaseError, match="concept 'learning-rate' cannot be written as XML"):
        render_tbx([replace(CONCEPT, note="a\x00b")], title="t")
