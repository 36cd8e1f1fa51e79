"""The benchmarks measure what they say: their pairs are fit to be checked, and the places of other tools are read right."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from transqa.evaluate import Mark
from transqa.model import Bitext, DocumentReport, Scores
from transqa.parse import parse_text
from transqa.termbase import Termbase


def load(root: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, root / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def peers(root: Path) -> ModuleType:
    return load(root, "bench_peers")


def test_pairs_are_the_same_every_time_and_all_different(root: Path, termbase: Termbase) -> None:
    bench = load(root, "bench_check")
    (bitext,) = bench.made(100, termbase)
    assert bitext == bench.made(100, termbase)[0]
    texts = [[block.text for block in side.blocks] for side in (bitext.source, bitext.target)]
    assert len(bitext.links) == len(set(zip(*texts, strict=True))) == 100


def test_other_digits_and_names_are_the_same_on_both_sides(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = load(root, "bench_check")
    monkeypatch.setattr(bench, "_SYLLABLES", ["zu"])
    chance = bench.random.Random(1)
    source, target = bench.varied(
        [("In May 2022 Halvorsen paid $1.5M for GPT-4.", "2022 年 5 月，Halvorsen 为 GPT-4 付了 150 万美元。")],
        known=set(),
        chance=chance,
    )
    figures = source.split("$")[1].split("M")[0]
    assert figures != "1.5"
    assert source == f"In May 2022 Zuzu paid ${figures}M for GPT-4."
    assert target == f"2022 年 5 月，Zuzu 为 GPT-4 付了 {figures.replace('.', '')}0 万美元。"


def said(
    peers: ModuleType, monkeypatch: pytest.MonkeyPatch, folder: Path, text: str, *, out: str, tool: str
) -> list[str]:
    """The words of the draft that the tool's output points at."""
    source, target = (parse_text(text, path=f"{tag}.md", language=tag) for tag in ("en", "zh-Hans"))
    draft = folder / "draft.md"
    draft.write_text(text, encoding="utf-8")
    done = subprocess.CompletedProcess([], 0, stdout=out, stderr=out)
    monkeypatch.setattr(peers, "_run", lambda command, folder: done)
    report = DocumentReport(Bitext(source, target, ()), (), Scores())
    return [found.target.text for found in getattr(peers, tool)(report, draft, folder, folder)]


def test_columns_of_zhlint_count_utf16_units(
    peers: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = "page.md:3:6 - 此处标点符号需要使用全角\n\npage.md:3:7 - 此处标点符号后不需要空格\n"
    assert said(peers, monkeypatch, tmp_path, "# 题\n\n💡快💡小, 好\n", out=out, tool="zhlint") == [",", ", "]


def test_rewritten_stretches_of_autocorrect(peers: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = {"l": 3, "c": 2, "old": "快,用GPU算", "new": "快，用 GPU 算"}
    out = json.dumps({"messages": [{"lines": [row]}]})
    text = "# 题\n\n**注** 快,用GPU算\n"
    assert said(peers, monkeypatch, tmp_path, text, out=out, tool="autocorrect") == [",", "用G", "U算"]


def test_a_unit_finds_only_what_its_test_is_about(peers: ModuleType) -> None:
    unit = peers.Unit(frozenset({3}), frozenset({5}), frozenset({"number"}))
    number = Mark("number", target_line=5, start=0, target_text="9 亿", source_line=3, source_text="9 billion")
    missing = Mark("number", target_line=5, start=-1, target_text="", source_line=4, source_text="7")
    term = Mark("terminology", target_line=5, start=0, target_text="摸索", source_line=3, source_text="grokking")
    assert [unit.finds(mark) for mark in (number, missing, term)] == [True, False, False]
