from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evaluate.samples import FINDINGS, checker, finding, write_gold
from transqa.config import Config
from transqa.evaluate import Evaluation, Page, Proportion, evaluate, find_golds
from transqa.model import Severity
from transqa.pipeline import PairPaths, check_paths
from transqa.report import render_json


def test_a_tiny_annotation_counted_by_hand(result: Evaluation) -> None:
    measures = result.folders[0]
    counts = {row.category: (row.found.total, row.found.hits, row.pinpointed.hits) for row in measures.categories}
    assert counts == {"terminology": (2, 2, 1), "typography": (1, 1, 1), "omission": (1, 0, 0)}
    assert (measures.terminology.found, measures.terminology.pinpointed) == (Proportion(2, 2), Proportion(1, 2))
    assert (measures.own.found, measures.own.pinpointed) == (Proportion(2, 2), Proportion(1, 2))
    # Three major findings of the family: one right, one on a right term, one unlisted.
    assert (measures.precision, measures.on_right.hits) == (Proportion(1, 3), 1)
    assert measures.f1 == pytest.approx(0.5)
    rules = {row.key: row for row in measures.rules}
    assert rules["TRM001"].precision == rules["TRM001"].major_precision == Proportion(1, 2)
    assert (rules["TRM002"].precision, rules["TRM002"].major_precision) == (Proportion(1, 2), Proportion(0, 1))
    assert (rules["TRM002"].found, rules["TRM002"].pinpointed) == (Proportion(1, 2), Proportion(0, 2))
    assert rules["TRM001"].errors == {"terminology": 1}
    assert [rules[code].judged for code in ("TRM001", "TYP001")] == [True, False]
    kinds = {row.key: row.found for row in measures.kinds}
    assert kinds == {
        "termbase": Proportion(1, 2),
        "dictionary": Proportion(0, 2),
        "rule-trm002": Proportion(1, 2),
    }


def test_what_other_rules_quote_is_told_apart(tmp_path: Path) -> None:
    line = finding("MRK016", Severity.MINOR, source="A lab shows grokking.", category="markup/lost")
    (measures,) = evaluate(find_golds(write_gold(tmp_path)), [], check=checker(line)).folders
    assert (measures.terminology.found, measures.own.found) == (Proportion(1, 2), Proportion(0, 2))


def test_pooled_counts_are_sums(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_gold(tmp_path / name)
    result = evaluate(find_golds(tmp_path), [], check=checker(*FINDINGS))
    assert [measures.name for measures in result.folders] == ["one", "two"]
    assert result.pooled.terminology.pinpointed == Proportion(2, 4)
    assert result.pooled.precision == Proportion(2, 6)


@pytest.mark.parametrize("name", ["nov2022", "jun2022"])
def test_same_figures_as_the_reference_script(shared: Path, tmp_path: Path, name: str) -> None:
    folder, script = shared / "digests" / name, shared / "tools" / "score_findings.py"
    if not folder.is_dir() or not script.is_file():
        pytest.skip("no reference script beside this checkout")
    (gold,) = find_golds(folder)
    report = check_paths([PairPaths(gold.source, gold.target, "en", "zh-Hans")], config=Config())
    (tmp_path / "report.json").write_text(render_json(report), encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "report.json"), str(folder)]
    expected = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    measures = Evaluation((Page(name, report.documents[0], gold),), ()).pooled
    lines = []
    for row in measures.categories:
        n, found, pinpointed = row.found.total, row.found.hits, row.pinpointed.hits
        lines.append(
            f"{row.category:18s} gold {n:4d} found {found:4d} ({found / n:.0%}) "
            f"pinpointed {pinpointed:4d} ({pinpointed / n:.0%})"
        )
    precision, terms = measures.precision, measures.terminology
    lines.append(
        f"findings {measures.findings}, terminology major+ {precision.total}, right {precision.hits}, "
        f"on ok_terms {measures.on_right.hits}"
    )
    lines.append(
        f"TERM recall {terms.found.rate:.3f} pinpoint {terms.pinpointed.rate:.3f} precision {precision.rate:.3f} "
        f"F1 {measures.f1:.3f}"
    )
    assert "\n".join(lines) == expected.strip()
