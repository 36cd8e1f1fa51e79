from __future__ import annotations

import json
from pathlib import Path


def gold(project: Path) -> None:
    line = (project / "zh.md").read_text(encoding="utf-8").split("\n")[2]
    error = {
        "zh_line": 3,
        "zh_span": "摸索",
        "zh_start": line.index("摸索"),
        "en_line": 3,
        "en_span": "grokking",
        "category": "terminology",
    }
    (project / "gold.json").write_text(json.dumps({"errors": [error]}), encoding="utf-8")
    (project / "good.md").rename(project / "reviewed.md")


def test_a_draft_is_measured(run, project: Path) -> None:
    gold(project)
    result = run("evaluate", ".", "--kinds")
    assert result.code == 0, result.err
    assert "1 findings, 1 right, precision 1.000 [0.21, 1.00], 0 on right terms, F1 1.000" in result.out
    assert "TRM001 deprecated-term" in result.out
    assert "termbase" in result.out


def test_without_the_lists_nothing_is_left(run, project: Path) -> None:
    gold(project)
    result = json.loads(run("evaluate", ".", "--without-deprecated", "--format", "json").out)
    assert result["pooled"]["findings"] == 0
    assert result["pooled"]["categories"]["terminology"]["recall"]["rate"] == 0


def test_accepted_text_sample_and_skipped_pages(run, project: Path) -> None:
    gold(project)
    for path, text in {
        "book/en/a.md": (project / "en.md").read_text(encoding="utf-8"),
        "book/zh/a.md": (project / "zh.md").read_text(encoding="utf-8"),
        "book/en/b.md": "Words.\n",
        "book/zh/b.md": "",
    }.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    result = run("evaluate", ".", "--accepted", "book", "--sample", "3", "--seed", "1", "--rules", "TRM")
    assert result.code == 0, result.err
    assert "skipped book/zh/b.md: InputError: book/zh/b.md: is empty" in result.err
    assert "accepted text: 1 pages" in result.out
    assert "TRM001 deprecated-term may only be a warning" in result.out
    assert "  target «摸索» 我们研究小型网络中的摸索现象。" in result.out
    report = json.loads(run("evaluate", ".", "--accepted", "book", "--format", "json").out)
    assert report["decisions"][0]["allowed"] == "warning"
    assert report["accepted"]["pages"] == 1
    assert len(report["skipped"]) == 1


def test_nothing_to_do_is_an_error(run) -> None:
    result = run("evaluate")
    assert result.code == 2
    assert result.err.startswith("transqa: error: nothing to evaluate")
    assert run("evaluate", "nowhere").code == 2


def test_no_page_at_all_is_an_error(run, project: Path) -> None:
    gold(project)
    (project / "zh.md").write_text("", encoding="utf-8")
    result = run("evaluate", ".", "--output", "result.txt")
    assert result.code == 2
    assert "no page could be checked" in result.err
    assert not (project / "result.txt").exists()
