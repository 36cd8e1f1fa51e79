"""Edits of glossary files: only the entry in question changes, and nothing unsound is written."""

from __future__ import annotations

import difflib
import shutil
from io import StringIO
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transqa.curate import Change, add_entry, domain_file, propose_entry, write_proposal
from transqa.curate.edit import _yaml
from transqa.curate.problem import entry_end, entry_text, split_lines
from transqa.errors import TermbaseError
from transqa.model import Severity
from transqa.termbase import Termbase, load_termbase
from transqa.termbase.model import Deprecated

FILE = """\
# What this file is about.
domain: own
concepts:
  - id: zero-shot   # the first
    definition: Without examples.
    en: {preferred: zero-shot, admitted: [0-shot]}
    # Ask the linguist about these.
    zh-Hans:
      preferred: 零样本   # since 2021
      admitted: [零次, "zero-shot"]
      deprecated:
        - {term: 零射击, reason: "reads 'shot' as shooting", anywhere: true, severity: critical}
    zh-Hant: {preferred: 零樣本}

# About the next.

  - id: clip
    definition: OpenAI's model.
    keep: true
    case: sensitive
    en: {preferred: CLIP}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yml"
    path.write_text(FILE, encoding="utf-8")
    return path


def changed(path: Path, change: Change, *, replace: bool = False) -> list[str]:
    """Removed and added lines of an edit."""
    before = path.read_text(encoding="utf-8")
    add_entry(change, load_termbase([path]), replace=replace)
    after = path.read_text(encoding="utf-8")
    rows = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [row for row in rows if row[:3] not in ("---", "+++") and row[:2] != "@@"]


def test_forms_are_added_and_nothing_else_changes(own: Path) -> None:
    wrong = Deprecated("零发射", "launching", True, Severity.CRITICAL)
    change = Change("zero-shot", admitted={"zh-Hans": ["无样本", "零次"]}, deprecated={"zh-Hans": [wrong]})
    assert changed(own, change) == [
        '-      admitted: [零次, "zero-shot"]',
        '+      admitted: [零次, "zero-shot", 无样本]',
        "+        - {term: 零发射, reason: launching, anywhere: true, severity: critical}",
    ]


def test_a_change_that_says_nothing_new_writes_nothing(own: Path) -> None:
    stamp = own.stat().st_mtime_ns
    change = Change("zero-shot", definition="Other.", preferred={"en": "zero-shot"}, admitted={"zh-Hans": ["零次"]})
    assert not add_entry(change, load_termbase([own])).changed
    assert own.stat().st_mtime_ns == stamp


def test_the_old_preferred_rendering_stays_admitted(own: Path) -> None:
    change = Change("zero-shot", definition="Nothing shown.", preferred={"zh-Hant": "零次"})
    assert changed(own, change, replace=True) == [
        "-    definition: Without examples.",
        "+    definition: Nothing shown.",
        "-    zh-Hant: {preferred: 零樣本}",
        "+    zh-Hant: {preferred: 零次, admitted: [零樣本]}",
    ]


def test_without_replacement_a_preferred_rendering_is_admitted(own: Path) -> None:
    assert changed(own, Change("zero-shot", preferred={"zh-Hant": "零次"}))[1] == (
        "+    zh-Hant: {preferred: 零樣本, admitted: [零次]}"
    )


def test_renderings_are_removed(own: Path) -> None:
    rows = changed(own, Change("zero-shot", remove=["零射击", "零次"]), replace=True)
    assert [row for row in rows if row[0] == "+"] == ['+      admitted: ["zero-shot"]']


def test_a_language_is_added_after_the_others(own: Path) -> None:
    change = Change("clip", deprecated={"zh-Hans": [Deprecated("剪辑", "cutting a film")]})
    assert changed(own, change) == [
        "+    zh-Hans:",
        "+      deprecated:",
        "+        - {term: 剪辑, reason: cutting a film}",
    ]


def test_a_new_entry_goes_to_the_end_with_a_converted_rendering(own: Path) -> None:
    change = Change(
        "memory", definition="Storage.", preferred={"en": "memory", "zh-Hans": "内存"}, admitted={"zh-Hans": ["存储器"]},
        options={"common": True},
    )  # fmt: skip
    written = add_entry(change, load_termbase([own]), file=own)
    assert (written.line, written.created, written.proposed) == (23, True, {"zh-Hant": "記憶體"})
    text = own.read_text(encoding="utf-8")
    assert text.startswith(FILE + "\n")
    assert text.removeprefix(FILE + "\n") == (
        "  - id: memory\n"
        "    definition: Storage.\n"
        "    common: true\n"
        "    en: {preferred: memory}\n"
        "    zh-Hans: {preferred: 内存, admitted: [存储器]}\n"
        "    zh-Hant: {preferred: 記憶體, admitted: [儲存器]}\n"
    )


def test_a_new_file_is_made(own: Path) -> None:
    path = own.parent / "more.yml"
    change = Change("bert", definition="An encoder.", preferred={"en": "BERT"}, options={"keep": True})
    add_entry(change, load_termbase([own]), file=path)
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")
    assert set(load_termbase([own, path]).concepts) == {"zero-shot", "clip", "bert"}


NEW = Change("new", definition="New.", preferred={"en": "new term", "zh-Hans": "新词"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change("zero-shot", deprecated={"zh-Hans": [Deprecated("零样本", "x")]}), "both accepted and deprecated"),
        (Change("zero-shot", deprecated={"zh-Hans": [Deprecated("通过", "x")]}), "'通过' is a word of any text"),
        (Change("zero-shot", admitted={"zh-Hans": ["零樣例"]}), "traditional characters: 樣"),
        (Change("zero-shot", options={"pos": "thing"}), "pos: Input should be"),
        (Change("Bad id", definition="X.", preferred={"en": "x", "zh-Hans": "某"}), "id: String should match"),
        (Change("new", preferred={"en": "x", "zh-Hans": "某"}), "a new entry needs a definition"),
        (Change("new", definition="X.", preferred={"en": "x"}), "a rendering, or to be marked as a name"),
        (
            Change("new", definition="X.", preferred={"en": "0-shot", "zh-Hans": "某"}),
            "default sense of 'zero-shot' too",
        ),
    ],
)
def test_nothing_unsound_is_written(own: Path, change: Change, message: str) -> None:
    with pytest.raises(TermbaseError, match=message) as caught:
        add_entry(change, load_termbase([own]), file=own)
    assert "\n" not in str(caught.value)
    assert own.read_text(encoding="utf-8") == FILE
    assert [path.name for path in own.parent.iterdir()] == ["own.yml"]


def test_faults_that_were_there_before_do_not_stop_an_edit(own: Path) -> None:
    own.write_text(FILE.replace("零次,", "零次, 零樣,"), encoding="utf-8")
    assert add_entry(NEW, load_termbase([own]), file=own).created


def test_line_ends_stay(own: Path) -> None:
    own.write_bytes(FILE.replace("\n", "\r\n").encode())
    add_entry(Change("zero-shot", admitted={"zh-Hans": ["无样本"]}), load_termbase([own]))
    text = own.read_bytes().decode()
    assert text.count("\n") == text.count("\r\n") == FILE.count("\n")


def test_a_place_that_cannot_be_written_is_told(own: Path) -> None:
    with pytest.raises(TermbaseError, match="cannot be written"):
        add_entry(NEW, load_termbase([own]), file=own / "sub.yml")


def test_every_entry_of_our_glossary_survives_the_editor(termbase: Termbase, root: Path) -> None:
    """Each entry is cut out of its file whole, and means the same once ruamel has read and written it."""
    rows = list(termbase.concepts.values())[::40]
    for concept in rows:
        entry = entry_text(Path(concept.file), concept.line)
        assert entry is not None and entry.startswith(f"  - id: {concept.id}\n")
        stream = StringIO()
        _yaml().dump(_yaml().load(entry), stream)
        assert yaml.safe_load(stream.getvalue()) == yaml.safe_load(entry)
    for path in sorted((root / "glossary").glob("*.yml")):
        lines = split_lines(path.read_text(encoding="utf-8"))
        starts = [number for number, line in enumerate(lines) if line.startswith("  - id: ")]
        ends = [entry_end(lines, start) for start in starts]
        between = [
            line for end, start in zip(ends, [*starts[1:], len(lines)], strict=True) for line in lines[end:start]
        ]
        assert all(not line.strip() or line.strip().startswith("#") for line in between), path


def test_our_files_change_in_the_touched_entry_only(root: Path, tmp_path: Path) -> None:
    """Byte for byte: a form is added to one entry of each of two files."""
    for name, id in (("safety", "jailbreak"), ("speech-audio", "timbre")):
        path = Path(shutil.copy(root / "glossary" / f"{name}.yml", tmp_path))
        before = path.read_bytes()
        termbase = load_termbase([path])
        concept = termbase.concepts[id]
        entry = (entry_text(path, concept.line) or "").encode()
        add_entry(Change(id, admitted={"zh-Hans": ["试例"]}), termbase)
        head, tail = before.split(entry)
        after = path.read_bytes()
        assert after.startswith(head) and after.endswith(tail)
        assert "试例".encode() in after[len(head) : len(after) - len(tail)]


term = st.text(alphabet=st.sampled_from("模型样本学习零 aZ'\":,#[]{}&*!|>%@`-？。"), min_size=1, max_size=8).filter(
    str.strip
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=term)
def test_any_text_that_is_written_is_read_back(own: Path, text: str) -> None:
    own.write_text(FILE, encoding="utf-8")
    try:
        add_entry(Change("zero-shot", admitted={"zh-Hans": [text]}), load_termbase([own]))
    except TermbaseError:
        assert own.read_text(encoding="utf-8") == FILE
    else:
        assert text.strip() in load_termbase([own]).concepts["zero-shot"].accepted("zh-Hans")


def test_a_proposal_writes_nothing(own: Path) -> None:
    proposal = propose_entry(Change("zero-shot", admitted={"zh-Hans": ["零例"]}), load_termbase([own]))
    assert own.read_text(encoding="utf-8") == FILE == proposal.before
    assert (proposal.changed, proposal.created) == (True, False)
    assert "零例" in proposal.termbase.concepts["zero-shot"].accepted("zh-Hans")
    assert write_proposal(proposal).line == 4
    assert own.read_text(encoding="utf-8") == proposal.text


def test_a_proposal_does_not_overwrite_what_others_wrote(own: Path) -> None:
    proposal = propose_entry(Change("zero-shot", admitted={"zh-Hans": ["零例"]}), load_termbase([own]))
    own.write_text(FILE + "# by somebody else\n", encoding="utf-8")
    with pytest.raises(TermbaseError, match="was changed meanwhile"):
        write_proposal(proposal)
    assert own.read_text(encoding="utf-8") == FILE + "# by somebody else\n"


def test_what_was_wrong_becomes_right(own: Path) -> None:
    add_entry(Change("zero-shot", admitted={"zh-Hans": ["零射击"]}, remove=["零射击"]), load_termbase([own]))
    terms = load_termbase([own]).concepts["zero-shot"].terms["zh-Hans"]
    assert terms.admitted == ("零次", "zero-shot", "零射击")
    assert terms.deprecated == ()


def test_the_file_of_a_domain(own: Path) -> None:
    termbase = load_termbase([own])
    assert domain_file("own", termbase, [own.parent]) == own
    assert domain_file("new", termbase, [own.parent]) == domain_file("new", termbase, [own]) == own.parent / "new.yml"
