from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.errors import TermbaseError
from transqa.termbase import Termbase
from transqa.termbase.model import Concept, Deprecated, Terms
from transqa.termbase.table import read_csv, render_csv

HEAD = "concept,language,term,status\n"


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_our_glossary_comes_back_but_for_its_examples(termbase: Termbase, tmp_path: Path) -> None:
    imported = read_csv(write(tmp_path / "a.csv", render_csv(termbase.concepts.values())))
    assert imported.dropped == {}
    expected = [replace(concept, examples=(), file="", line=0) for concept in termbase.concepts.values()]
    assert list(imported.concepts) == expected


def test_rows_may_be_sorted(tmp_path: Path) -> None:
    text = f"{HEAD}rate,zh-Hans,学费,deprecated\nrate,zh-Hans,学习率,preferred\nrate,en,learning rate,\n"
    (concept,) = read_csv(write(tmp_path / "a.csv", text)).concepts
    assert concept.terms["zh-Hans"] == Terms("学习率", (), (Deprecated("学费", "deprecated in the imported termbase"),))


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6)


@given(term=CELL, start=st.sampled_from(["=", "+", "-", "@", "'=", "''-", "＝", "'", ""]))
def test_no_cell_is_a_formula_and_every_cell_comes_back(
    term: str, start: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    concept = Concept("a", "own", "-1 or =SUM(A1).", {"en": Terms(start + term), "zh-Hans": Terms("词")})
    text = render_csv([concept])
    cells = [cell for row in list(csv.reader(io.StringIO(text, newline="")))[1:] for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@＝＋－＠\t")]
    path = write(tmp_path_factory.getbasetemp() / "any.csv", text)
    assert read_csv(path).concepts == (concept,)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("source,target\nlearning rate,学习率\nlearning rate,学习速率\nagent,智能体\n", "zh-Hans"),
        ("\ufeffEN;zh-TW\r\nlearning rate;學習率\r\nlearning rate;學習速率\r\nagent;代理\r\n", "zh-Hant"),
        ("learning rate\t学习率\n\nlearning rate\t学习速率\nagent\t智能体\n", "zh-Hans"),
        ("zh-CN,en-US\n学习率,learning rate\n学习速率,learning rate\n智能体,agent\n", "zh-Hans"),
    ],
)
def test_a_table_of_two_columns(text: str, target: str, tmp_path: Path) -> None:
    imported = read_csv(write(tmp_path / "a.csv", text), taken={"agent"})
    assert [concept.id for concept in imported.concepts] == ["learning-rate", "agent-2"]
    terms = imported.concepts[0].terms
    assert terms["en"] == Terms("learning rate")
    assert len(terms[target].accepted) == 2


def test_what_does_not_fit_is_counted(tmp_path: Path) -> None:
    text = "source,target,comment\nagent,智能体,new\nrate,率,\n"
    assert read_csv(write(tmp_path / "a.csv", text)).dropped == {
        "cells beyond the second column": 1,
        "definitions made up, for there was none": 2,
    }
    text = "concept,language,term,owner\nrate,en,rate,me\nrate,fr,taux,me\nrate,zh,率,me\n"
    dropped = read_csv(write(tmp_path / "b.csv", text)).dropped
    assert dropped["columns owner"] == dropped["terms in fr"] == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("one\ntwo\n", "has one column only"),
        ("source,target\nagent,\n", ":2: has no translation"),
        ("fr,de\nagent,Agent\n", ":1: neither column is English"),
        (f"{HEAD}a,en,x,y,z\n", ":2: has 5 cells for 4 columns"),
        (f"{HEAD}a,en,,\n", ":2: term is empty"),
        (f"{HEAD},en,x,\n", ":2: concept is empty"),
        (f"{HEAD}A b,en,x,\n", ":2: concept 'A b': write lower-case"),
        (f"{HEAD}\n\na,en,x,best\n", ":4: status 'best': write preferred"),
        ("concept,language,term,severity\na,en,x,huge\n", ":2: severity 'huge'"),
        ("concept,language,term,keep\na,en,x,maybe\n", ":2: keep 'maybe'"),
        ("concept,language,term,case\na,en,x,upper\n", ":2: case 'upper'"),
        ("concept,language,term,pos\na,en,x,adverb\n", ":2: pos 'adverb'"),
        ("concept,language,term,when\na,en,x,near\n", ":2: when: "),
        (f'{HEAD}a,en,"x\n', "not CSV"),
    ],
)
def test_a_faulty_table_is_one_clear_line(text: str, message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", text)
    with pytest.raises(TermbaseError) as caught:
        read_csv(path)
    assert str(caught.value).startswith(f"{path}:")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("model,模型\n".encode("gb18030"))
    with pytest.raises(TermbaseError, match="not UTF-8 at byte 8; save it as CSV UTF-8"):
        read_csv(tmp_path / "a.csv")
