"""``transqa bulk``: options to results, faults to one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.conftest import Result

PAIRS = [
    {"en": "We study grokking.", "zh": "我们研究摸索。"},
    {"en": "Two labs see grokking.", "zh": "两个实验室看到顿悟。"},
]


@pytest.fixture
def corpus(project: Path) -> Path:
    path = project / "pairs.jsonl"
    path.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS) + "nonsense\n", encoding="utf-8")
    return path


def test_a_corpus(run: Callable[..., Result], project: Path, corpus: Path) -> None:
    result = run("bulk", str(corpus), "--output", "out", "--filter", "--workers", "1")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2 pairs, 1 without findings, 1 pass; 1 rows kept aside; MQM score")
    assert pq.read_table(project / "out" / "findings").column("target_text").to_pylist() == ["摸索"]
    assert pq.read_table(project / "out" / "passed").column("source").to_pylist() == [PAIRS[1]["en"]]


@pytest.mark.parametrize(("script", "begin"), [("zh-Hans", "我们研究"), ("zh-Hant", "我們研究")])
@pytest.mark.parametrize("parquet", [False, True])
def test_chinese_without_a_script_is_told_by_the_texts(
    run: Callable[..., Result], project: Path, script: str, begin: str, parquet: bool
) -> None:
    """As ``transqa init`` writes it for files named zh.md."""
    pairs = {"en": ["We study grokking.", ""], "zh": [f"{begin}摸索。", ""]}
    if parquet:
        pq.write_table(pa.table(pairs), project / "pairs.parquet")
    else:
        (project / "pairs.jsonl").write_text(
            json.dumps({key: texts[0] for key, texts in pairs.items()}) + "\n", "utf-8"
        )
    with (project / "transqa.toml").open("a", encoding="utf-8") as file:
        file.write('[languages]\ntarget = "zh"\n')
    name = "pairs.parquet" if parquet else "pairs.jsonl"
    assert run("bulk", name, "--output", "out", "--workers", "1", "--quiet").code == 0
    assert pq.read_table(project / "out" / "findings").column("target_text").to_pylist() == ["摸索"]
    manifest = json.loads((project / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["options"]["languages"] == ["en", script]


def test_two_text_files(run: Callable[..., Result], project: Path) -> None:
    for name, side in (("a.txt", "en"), ("b.txt", "zh")):
        (project / name).write_text("".join(pair[side] + "\n" for pair in PAIRS), encoding="utf-8")
    result = run("bulk", "a.txt", "--target", "b.txt", "-o", "out", "--workers", "1", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert json.loads((project / "out" / "summary.json").read_text("utf-8"))["pairs"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.csv",), "nothing.csv: cannot be read: no such file or directory"),
        (("en.md",), "en.md: its name does not tell what it holds"),
        (("pairs.jsonl", "--strict"), "pairs.jsonl: row 3: not JSON"),
        (("pairs.jsonl", "--source-lang", "?"), "is no language tag"),
        (("gone://x/pairs.jsonl",), "gone://x/pairs.jsonl: cannot be reached"),
        (("pairs.jsonl", "--select", "XYZ"), "unknown rule 'XYZ'"),
        (("a.txt", "b.txt", "--target", "c.txt"), "give one INPUT with it"),
    ],
)
def test_faults_are_one_line(arguments: tuple[str, ...], said: str, run: Callable[..., Result], corpus: Path) -> None:
    result = run("bulk", *arguments, "-o", "out", "--workers", "1")
    assert result.code == 2 and result.out == ""
    assert said in result.err and result.err.count("\n") == 1


def test_other_options_need_a_restart(run: Callable[..., Result], project: Path, corpus: Path) -> None:
    assert run("bulk", str(corpus), "-o", "out", "--workers", "1").code == 0
    refused = run("bulk", str(corpus), "-o", "out", "--workers", "1", "--markup", "plain")
    assert refused.code == 2 and "out: was begun with another markup; use --restart" in refused.err
    assert run("bulk", str(corpus), "-o", "out", "--workers", "1", "--markup", "plain", "--restart").code == 0
