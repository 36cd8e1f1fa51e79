"""Loading a glossary: what is wrong is named with file, line and concept."""

from __future__ import annotations

from pathlib import Path

import pytest

from transqa.errors import TermbaseError
from transqa.termbase import Termbase, load_termbase

GOOD = """domain: test
concepts:
  - id: token
    definition: A piece of text.
    en: {preferred: token}
    zh-Hans:
      preferred: 词元
      deprecated:
        - {term: 代币, reason: a coin, anywhere: true, severity: critical}
    zh-Hant: {preferred: 詞元}
"""


def write(folder: Path, text: str, name: str = "test.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    concept = load_termbase([path]).concepts["token"]
    assert concept.terms["zh-Hans"].deprecated[0].severity == "critical"
    assert (concept.domain, concept.line) == ("test", 3)


def test_the_second_reading_gives_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert load_termbase([path]) == load_termbase([tmp_path])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("severity: critical", "severity: fatal"),
            r"test.yml:9: concept 'token': .*severity: Input should be 'minor'",
        ),
        (("definition", "definitoin"), r"test.yml:4: concept 'token': definitoin: Extra inputs"),
        (("preferred: 词元", "preferred: 代币"), r"test.yml:6: concept 'token': .*both accepted and deprecated"),
        (("id: token", "id: Token"), r"test.yml:3: concept 'Token'"),
        (("zh-Hant: {preferred: 詞元}", "zh-Hant: {admitted: [詞元]}"), r"zh-Hant has no preferred"),
        (
            ("    definition", "    open: true\n    keep: true\n    definition"),
            r"concept 'token': .*neither keep nor common",
        ),
        (
            ("    definition", "    open: true\n    common: true\n    definition"),
            r"concept 'token': .*neither keep nor common",
        ),
        (("    definition", "    pos: noun\n    pos: verb\n    definition"), r"test.yml:5: 'pos' stands twice"),
        (("concepts:", "concepts: ["), r"test.yml:\d+: not YAML"),
    ],
)
def test_faults_are_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    write(tmp_path, GOOD.replace(*change))
    with pytest.raises(TermbaseError, match=message) as caught:
        load_termbase([tmp_path])
    assert "\n" not in str(caught.value)


def test_an_open_concept_needs_a_wrong_rendering(tmp_path: Path) -> None:
    lines = GOOD.replace("    definition", "    open: true\n    definition").splitlines()
    write(tmp_path, "\n".join(line for line in lines if "deprecated" not in line and "severity" not in line))
    with pytest.raises(TermbaseError, match=r"concept 'token': .*needs a deprecated rendering"):
        load_termbase([tmp_path])


def test_a_repeated_concept_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "zweite.yml")
    with pytest.raises(TermbaseError, match=r"zweite.yml:3: concept 'token' is already defined in .*test.yml:3"):
        load_termbase([tmp_path])


@pytest.mark.parametrize("name", ["missing.yml", "empty"])
def test_missing_files_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TermbaseError, match=name):
        load_termbase([tmp_path / name])


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_bytes(b"domain: x\n\xff")
    with pytest.raises(TermbaseError, match=r"bad\.yml: not UTF-8 at byte 10"):
        load_termbase([tmp_path])


def test_our_own_glossary(termbase: Termbase) -> None:
    assert len(termbase.concepts) >= 250
    chinese = [c for c in termbase.concepts.values() if not c.keep]
    assert all({"en", "zh-Hans", "zh-Hant"} <= set(concept.terms) for concept in chinese)


def test_concepts_are_a_mapping(tmp_path: Path) -> None:
    concepts = load_termbase([write(tmp_path, GOOD)]).concepts
    assert (list(concepts), len(concepts), "token" in concepts, "other" in concepts) == (["token"], 1, True, False)
    assert concepts["token"] is concepts["token"] is next(iter(concepts.values()))
    assert {**concepts} == {"token": concepts["token"]}
    with pytest.raises(KeyError):
        concepts["other"]
