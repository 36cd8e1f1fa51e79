"""A run from files to summary: alone, in processes, interrupted, resumed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bulk.conftest import Pair, pairs
from small import SETTINGS
from transqa.bulk import Columns, Job, Progress, run_bulk
from transqa.bulk import pool as pool_module
from transqa.config import Config, FailOn
from transqa.errors import ConfigError, InputError

COUNT = 95


def write(path: Path, found: list[Pair], **more: list[str]) -> Path:
    rows = ({"source": a, "target": b} | {k: v[i] for k, v in more.items()} for i, (a, b) in enumerate(found))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "a.jsonl", list(pairs(COUNT)))


def table(out: Path, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted((out / kind).glob("*.parquet")):
        rows += pq.read_table(path).to_pylist()
    return rows


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_findings_scores_and_summary(corpus: Path, tmp_path: Path, job: Callable[..., Job]) -> None:
    summary = run_bulk(job(corpus), workers=2)
    out = tmp_path / "out"
    findings = table(out, "findings")
    terms = [row for row in findings if row["rule"] == "TRM001"]
    assert [row["row"] for row in terms] == list(range(1, COUNT + 1, 3))
    assert {row["target_text"] for row in terms} == {"摸索"} and {row["suggestion"] for row in terms} == {"顿悟"}
    assert {row["concept"] for row in terms} == {"grokking"}
    assert [row["row"] for row in findings if row["rule"] == "NUM001"] == list(range(1, COUNT + 1, 5))
    scores = table(out, "scores")
    assert [row["row"] for row in scores] == list(range(1, COUNT + 1))
    assert sum(row["major"] for row in scores) == summary["severities"]["major"]
    assert summary["pairs"] == COUNT and summary["passed"] == sum(row["passed"] for row in scores)
    assert summary["rules"]["TRM001 deprecated-term"] == summary["concepts"]["grokking"] == len(terms)
    assert sum(summary["scores"].values()) == COUNT
    assert summary["terms"] == {
        "total": COUNT,
        "accepted": COUNT - len(terms),
        "accuracy": round(1 - len(terms) / COUNT, 4),
    }
    assert json.loads((out / "summary.json").read_text("utf-8")) == summary
    page = (out / "summary.html").read_text("utf-8")
    assert "TRM001 deprecated-term" in page and "<svg" in page and "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("options", [{"workers": 1}, {"workers": 3}, {"workers": 2, "method": "spawn"}])
def test_who_works_changes_nothing(
    options: dict[str, Any], corpus: Path, tmp_path: Path, job: Callable[..., Job]
) -> None:
    run_bulk(job(corpus, out="one"), workers=2)
    run_bulk(job(corpus, out="two"), **options)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_bad_rows_are_kept_aside(tmp_path: Path, job: Callable[..., Job]) -> None:
    path = write(tmp_path / "a.jsonl", [*pairs(3), ("", "b"), ("a", "")])
    summary = run_bulk(job(path))
    assert (summary["pairs"], summary["rejected"]) == (3, 2)
    assert summary["reasons"] == {"the source is empty": 1, "the target is empty": 1}
    assert [(row["row"], row["target"]) for row in table(tmp_path / "out", "rejected")] == [(4, "b"), (5, "")]


def test_strict_stops_at_a_bad_row(tmp_path: Path, job: Callable[..., Job]) -> None:
    path = write(tmp_path / "a.jsonl", [*pairs(3), ("", "b")])
    strict = job(path, strict=True)
    with pytest.raises(InputError, match=rf"{path}: row 4: the source is empty"):
        run_bulk(strict)
    run_bulk(replace(strict, strict=False))
    with pytest.raises(InputError, match="kept 1 bad rows aside"):
        run_bulk(strict)


def test_the_filter_writes_what_passes(corpus: Path, tmp_path: Path, config: Config, job: Callable[..., Job]) -> None:
    run_bulk(job(corpus, keep=True, config=config.override(fail_on=FailOn.NEUTRAL)))
    right = [pair for number, pair in enumerate(pairs(COUNT)) if number % 3 and number % 5]
    assert [(row["source"], row["target"]) for row in table(tmp_path / "out", "passed")] == right
    summary = run_bulk(job(corpus, out="none", keep=True, min_score=100.5))
    assert summary["passed"] == 0


def test_documents_are_ranked(tmp_path: Path, job: Callable[..., Job]) -> None:
    found = list(pairs(30))
    path = write(tmp_path / "a.jsonl", found, d=[f"d{number // 10}" if number < 20 else "good" for number in range(30)])
    good = [(a, b.replace("摸索", "顿悟")) for a, b in found[20:]]
    write(path, [*found[:20], *good], d=[f"d{number // 10}" if number < 20 else "good" for number in range(30)])
    summary = run_bulk(job(path, columns=Columns(document="d"), part_size=3))
    assert [row["name"].rpartition("#")[2] for row in summary["documents"]][-1] == "good"
    assert [row["pairs"] for row in summary["documents"]] == [10, 10, 10]
    assert summary["files"][0]["pairs"] == 30


def test_a_finished_run_only_writes_its_summary_again(corpus: Path, tmp_path: Path, job: Callable[..., Job]) -> None:
    run_bulk(job(corpus))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "findings").iterdir()}
    told: list[Progress] = []
    run_bulk(job(corpus), on_progress=told.append)
    assert told == []
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "findings").iterdir()} == before


def test_the_progress_covers_the_input(corpus: Path, tmp_path: Path, job: Callable[..., Job]) -> None:
    told: list[Progress] = []
    run_bulk(job(corpus, out="one"), on_progress=told.append)
    assert told[-1].pairs == COUNT and told[-1].share == pytest.approx(1.0)
    (tmp_path / "one" / "parts" / "00000-000003.json").unlink()
    again: list[Progress] = []
    run_bulk(job(corpus, out="one"), on_progress=again.append)
    assert [progress.pairs for progress in again] == [10]
    assert again[-1].share + again[-1].before <= 1.0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"part_size": 11}, "begun with another part-size"),
        ({"keep": True}, "begun with another filter"),
        ({"markdown": False}, "begun with another markup"),
        ({"columns": Columns("source")}, "begun with another columns"),
    ],
)
def test_other_options_are_refused(
    change: dict[str, Any], said: str, corpus: Path, tmp_path: Path, job: Callable[..., Job]
) -> None:
    run_bulk(job(corpus))
    before = files(tmp_path / "out")
    with pytest.raises(ConfigError, match=f"{said}; use --restart"):
        run_bulk(job(corpus, **change))
    assert files(tmp_path / "out") == before
    run_bulk(job(corpus, **change), restart=True)


def test_another_configuration_or_termbase_is_refused(corpus: Path, tmp_path: Path, job: Callable[..., Job]) -> None:
    first = job(corpus)
    run_bulk(first)
    with pytest.raises(ConfigError, match="another configuration"):
        run_bulk(replace(first, config=first.config.override(ignore=("NUM",))))
    terms = tmp_path / "terms.yml"
    terms.write_text(terms.read_text("utf-8").replace("groping", "feeling one's way"), encoding="utf-8")
    with pytest.raises(ConfigError, match="another termbase"):
        run_bulk(first)


def test_a_changed_input_is_refused(corpus: Path, job: Callable[..., Job]) -> None:
    run_bulk(job(corpus))
    write(corpus, list(pairs(COUNT + 1)))
    with pytest.raises(ConfigError, match=rf"{corpus}: has changed since"):
        run_bulk(job(corpus))


def test_a_folder_of_something_else_is_left_alone(corpus: Path, tmp_path: Path, job: Callable[..., Job]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    for restart in (False, True):
        with pytest.raises(ConfigError, match=r"holds other files|no folder of results"):
            run_bulk(job(corpus), restart=restart)
    assert (tmp_path / "out" / "mine.txt").read_text("utf-8") == "mine"


def test_a_worker_that_dies_while_it_writes_is_replaced(
    corpus: Path, tmp_path: Path, job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_bulk(job(corpus, out="one"))
    mark = tmp_path / "died"

    def deadly(before: str, after: str) -> None:
        if "scores" in after and after.endswith("4.parquet") and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        replace(before, after)

    replace = os.replace
    monkeypatch.setattr(os, "replace", deadly)
    run_bulk(job(corpus, out="two"), workers=2)
    assert mark.exists()
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_part_that_kills_every_worker_is_named(
    corpus: Path, job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "finish", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(InputError, match=r"part 00000-00000\d ended 3 workers"):
        run_bulk(job(corpus), workers=2)


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))])
def test_killed_at_a_random_moment_and_resumed(seed: int, tmp_path: Path, job: Callable[..., Job]) -> None:
    """Kill -9 of the driver with its workers, or of the driver alone; then the result is that of a quiet run."""
    corpus = write(tmp_path / "a.jsonl", list(pairs(400)))
    run_bulk(job(corpus, out="quiet", keep=True))
    command = [
        *(sys.executable, "-m", "transqa", "bulk", str(corpus), "--output", str(tmp_path / "out"), "--filter"),
        *("--config", str(tmp_path / "transqa.toml"), "--workers", "2", "--part-size", "10"),
    ]
    (tmp_path / "transqa.toml").write_text(SETTINGS, encoding="utf-8")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    chance = random.Random(seed)
    records, wanted = tmp_path / "out" / "parts", chance.randrange(1, 35)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if records.is_dir() and len(list(records.iterdir())) >= wanted:
            break
        time.sleep(0.001)
    time.sleep(chance.random() * 0.02)
    if seed % 2:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    finished = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")
    quiet, resumed = files(tmp_path / "quiet"), files(tmp_path / "out")
    assert quiet.keys() == resumed.keys()
    assert all(
        quiet[name] == resumed[name] for name in quiet if not name.endswith((".json", ".html")) or name[:5] == "parts"
    )
    counted = [
        {k: v for k, v in json.loads(found["summary.json"]).items() if k != "options"} for found in (quiet, resumed)
    ]
    assert counted[0] == counted[1] and counted[0]["pairs"] == 400
