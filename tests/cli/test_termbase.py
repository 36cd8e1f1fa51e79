"""The commands for those who write the termbase."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from transqa.termbase import load_termbase

BAD = """\
domain: bad
concepts:
  - id: shot
    definition: One example.
    en: {preferred: shot}
    zh-Hans: {preferred: 样本, admitted: [樣本]}
    examples:
      - {en: One shot is enough., zh-Hans: 一个样本就够了。}
      - {en: One shot is enough., zh-Hans: 一个样本就够了。, wrong: 样本}
"""


@pytest.fixture(autouse=True)
def _no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling it for every little glossary would take most of the time."""
    for module in ("transqa.lexicon", "transqa.check.context"):
        monkeypatch.setattr(import_module(module), "load_lexicon", lambda: None)


def test_lint_passes_the_termbase_of_the_configuration(run) -> None:
    result = run("termbase", "lint")
    assert (result.code, result.out) == (0, "1 concept: 0 errors, 0 warnings\n")
    assert "some checks are left out" in result.err


def test_lint_fails_on_an_error(run, project: Path) -> None:
    (project / "bad.yml").write_text(BAD, encoding="utf-8")
    result = run("termbase", "lint", "bad.yml")
    assert result.code == 1
    assert (
        "bad.yml:6: error wrong-script: shot: '樣本' is zh-Hans text with traditional characters: 樣; write it"
        in result.out
    )
    assert result.out.endswith("1 concept: 2 errors, 0 warnings\n")
    rows = json.loads(run("termbase", "lint", "bad.yml", "-f", "json").out)
    assert {row["check"] for row in rows["problems"]} == {"wrong-script", "repeated-form"}
    assert rows["summary"] == {"error": 2, "warning": 0}
    assert set(rows["problems"][0]) == {"level", "check", "file", "line", "concept", "message", "remedy"}


def test_notes_are_shown_on_request_and_never_fail(run, project: Path) -> None:
    text = BAD.replace(
        "zh-Hans: {preferred: 样本, admitted: [樣本]}", "zh-Hans: {preferred: 样本}\n    zh-Hant: {preferred: 範例}"
    )
    (project / "own.yml").write_text(text, encoding="utf-8")
    assert "unconverted" not in run("termbase", "lint", "own.yml").out
    result = run("termbase", "lint", "own.yml", "--notes")
    assert result.code == 0
    assert "own.yml:7: note unconverted: shot: zh-Hant has no form like '样本' of zh-Hans" in result.out


def test_examples_that_fail_are_told(run, project: Path) -> None:
    assert run("termbase", "test").code == 0
    (project / "bad.yml").write_text(BAD, encoding="utf-8")
    result = run("termbase", "test", "bad.yml")
    assert result.code == 1
    assert result.out.startswith("bad.yml:9: shot: '样本' must be flagged for 'shot': nothing was found\n")
    assert result.out.endswith("2 examples, 1 of them negative: 1 failed\n")
    (row,) = json.loads(run("termbase", "test", "bad.yml", "-f", "json").out)["failures"]
    assert (row["line"], row["wrong"]) == (9, "样本")


@pytest.mark.parametrize("query", ["grokking", "頓悟", "摸索"])
def test_show_draws_a_card(run, query: str) -> None:
    result = run("termbase", "show", query)
    assert result.code == 0
    for part in (
        "grokking",
        "顿悟  preferred",
        "摸索  deprecated (major): groping",
        "terms.yml:4",
        "Sudden generalisation",
    ):
        assert part in result.out
    assert "\x1b" not in result.out


def test_show_lists_many_and_names_neighbours(run, root: Path) -> None:
    glossary = str(root / "glossary")
    listed = run("termbase", "show", "令牌", "-t", glossary)
    assert len(listed.out.splitlines()) > 3
    assert all(".yml:" in line for line in listed.out.splitlines())
    result = run("termbase", "show", "grokkin")
    assert (result.code, result.out) == (1, "")
    assert result.err == "transqa: nothing has the form 'grokkin'; did you mean grokking?\n"


def test_counts(run) -> None:
    out = run("termbase", "stats").out
    assert "concepts" in out.splitlines()[0] and out.splitlines()[0].endswith("1")
    data = json.loads(run("termbase", "stats", "--format", "json").out)
    assert (data["schema"], data["concepts"], data["domains"]) == (1, 1, {"terms": 1})


def test_the_schema_is_printed(run) -> None:
    assert "ConceptEntry" in json.loads(run("termbase", "schema").out)["$defs"]


def test_an_entry_is_added_and_changed_with_one_command_each(run, project: Path) -> None:
    result = run(
        *("termbase", "add", "zero-shot", "--domain", "terms", "--en", "zero-shot", "--zh-hans", "零样本"),
        *("--admitted", "零次", "--admitted", "en:0-shot", "--deprecated", "零射击=reads shot as shooting"),
        *("--anywhere", "--severity", "critical", "--definition", "Without examples.", "--pos", "adjective"),
    )
    assert (result.code, result.out) == (0, "added zero-shot terms.yml:10\n")
    assert "zh-Hant 零樣本 was converted from zh-Hans" in result.err
    concept = load_termbase([project / "terms.yml"]).concepts["zero-shot"]
    assert concept.terms["zh-Hans"].deprecated[0].anywhere
    assert concept.names == ("zero-shot", "0-shot")
    assert run("termbase", "add", "grokking", "--admitted", "豁然贯通").out == "changed grokking terms.yml:4\n"
    assert run("termbase", "add", "grokking", "--admitted", "豁然贯通").out.startswith("has all of that already")
    assert run("termbase", "change", "grokking", "--zh-hans", "豁然贯通", "--remove", "摸索").code == 0
    terms = load_termbase([project / "terms.yml"]).concepts["grokking"].terms["zh-Hans"]
    assert (terms.preferred, terms.admitted, terms.deprecated) == ("豁然贯通", ("顿悟",), ())


def test_a_new_domain_gets_its_file_beside_the_others(run, project: Path) -> None:
    result = run(
        *("termbase", "add", "bert", "--domain", "models", "--en", "BERT", "--keep", "--case-sensitive"),
        *("--definition", "An encoder.", "-t", str(project / "terms.yml")),
    )
    assert (result.code, result.out) == (0, "added bert models.yml:4\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "new", "--en", "new"], "new: no such concept; a new one needs --domain"),
        (["add", "new", "--domain", "terms", "--en", "new", "--zh-hans", "新"], "a new entry needs a definition"),
        (["add", "grokking", "--deprecated", "领会"], "--deprecated 领会: write TERM=REASON"),
        (
            ["add", "grokking", "--deprecated", "领会=x", "--severity", "bad"],
            "--severity bad: use minor, major or critical",
        ),
        (["add", "grokking", "--deprecated", "顿悟=x"], "both accepted and deprecated"),
        (["change", "grokkin", "--zh-hans", "x"], "grokkin: no such concept; did you mean grokking?"),
        (["lint", "none.yml"], "none.yml: no such glossary file"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, project: Path, arguments: list[str], message: str) -> None:
    before = (project / "terms.yml").read_bytes()
    result = run("termbase", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err and len(result.err.splitlines()) == 1
    assert (project / "terms.yml").read_bytes() == before
