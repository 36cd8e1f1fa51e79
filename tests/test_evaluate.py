from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transqa.config import Config
from transqa.errors import InputError
from transqa.evaluate import (
    Decision,
    Evaluation,
    Page,
    Proportion,
    evaluate,
    find_accepted,
    find_golds,
    read_gold,
    sample,
    without_deprecated,
)
from transqa.model import Bitext, Document, DocumentReport, Finding, Scores, Severity, Span
from transqa.parse import parse_file
from transqa.pipeline import PairPaths, check_paths
from transqa.report import render_json
from transqa.termbase import Termbase
from transqa.termbase.match import Status, target_forms

SOURCE = "The model is new.\n\nA lab shows grokking.\n\nPrompting helps the agent.\n"
TARGET = "模特是新的。\n\n实验室展示摸索，很好。\n\n提示有助于智能体。\n"
#: Four errors, one right term. Columns are 0-based code points of the draft's lines.
GOLD = {
    "errors": [
        {"zh_line": 1, "zh_span": "模特", "zh_start": 0, "en_line": 1, "en_span": "model", "category": "terminology"},
        {
            "zh_line": 3,
            "zh_span": "摸索",
            "zh_start": 5,
            "en_line": 3,
            "en_span": "grokking",
            "category": "terminology",
        },
        {"zh_line": 3, "zh_span": "，", "zh_start": 7, "en_line": 3, "en_span": "", "category": "typography"},
        {"zh_line": 5, "zh_span": "", "zh_start": -1, "en_line": 5, "en_span": "Prompting", "category": "omission"},
    ],
    "ok_terms": [{"zh_line": 5, "zh_span": "智能体", "zh_start": 5, "en_span": "agent"}],
}


def write_gold(folder: Path, gold: object = GOLD, *, source: str = "en.md", target: str = "zh.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / source).write_text(SOURCE, encoding="utf-8")
    (folder / target).write_text(TARGET, encoding="utf-8")
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def finding(
    rule: str,
    severity: Severity,
    *,
    target: str = "",
    source: str = "",
    category: str = "terminology/wrong-term",
    kind: str = "",
) -> Callable[[Document, Document], Finding]:
    def make(first: Document, second: Document) -> Finding:
        def quote(document: Document, text: str) -> object:
            at = document.text.index(text)
            return document.quote(Span(at, at + len(text)))

        return Finding(
            rule,
            f"rule-{rule.lower()}",
            category,
            severity,
            "a message",
            quote(first, source) if source else None,  # type: ignore[arg-type]
            quote(second, target) if target else None,  # type: ignore[arg-type]
            evidence={"kind": kind} if kind else {},
        )

    return make


def checker(*findings: Callable[[Document, Document], Finding]) -> Callable[..., DocumentReport]:
    def check(source: Path, target: Path, languages: tuple[str, str]) -> DocumentReport:
        first, second = parse_file(source, language=languages[0]), parse_file(target, language=languages[1])
        made = tuple(make(first, second) for make in findings)
        return DocumentReport(Bitext(first, second, ()), made, Scores(mqm={"size": 1000}))

    return check


FINDINGS = (
    finding("TRM001", Severity.MAJOR, target="模特", source="model", kind="termbase"),  # right, at its place
    finding("TRM001", Severity.MAJOR, target="智能体", source="agent", kind="termbase"),  # on a right term
    finding("TRM002", Severity.MINOR, source="grokking"),  # found, not at its place
    finding("TRM002", Severity.MAJOR, target="很好", kind="dictionary"),  # unlisted
    finding("TYP001", Severity.MINOR, target="，", category="locale/typography"),
    finding("TYP001", Severity.MINOR, target="。", category="locale/typography"),
)


@pytest.fixture
def result(tmp_path: Path) -> Evaluation:
    golds = find_golds(write_gold(tmp_path / "tiny"))
    return evaluate(golds, [(golds[0].source, golds[0].target)], check=checker(*FINDINGS))


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


def test_accepted_text_gives_rates_and_decisions(result: Evaluation) -> None:
    assert (result.accepted.pages, result.accepted.words) == (1, 1000)
    rates = {row.rule: (row.per_thousand(Severity.MAJOR), row.per_thousand()) for row in result.accepted.rows}
    assert rates == {"TRM001": (2.0, 2.0), "TRM002": (1.0, 2.0), "TYP001": (0.0, 2.0)}
    decisions = {one.rule: one for one in result.decisions}
    assert not decisions["TRM001"].allowed
    assert decisions["TYP001"].precision is None
    assert decisions["TRM001"].sentence == (
        "TRM001 rule-trm001 may only be a warning: 2.00 major findings per 1,000 accepted words (at most 0.5), "
        "precision 0.50 on 2, lower bound 0.09 (at least 0.7)"
    )


@pytest.mark.parametrize(("right", "alarms", "allowed"), [(9, 0, True), (8, 0, False), (9, 1, False)])
def test_a_rule_may_make_errors_within_both_limits(tmp_path: Path, right: int, alarms: int, allowed: bool) -> None:
    gold = read_gold(write_gold(tmp_path))
    hit = finding("TRM001", Severity.MAJOR, target="模特")
    annotated = checker(*[hit] * right)(gold.source, gold.target, ("en", "zh"))
    clean = checker(*[hit] * alarms)(gold.source, gold.target, ("en", "zh"))
    pages = (Page("gold", annotated, gold), Page("clean", clean))
    decision: Decision = Evaluation(pages, ()).decisions[0]
    assert decision.allowed is allowed


def test_pages_that_fail_are_named_and_skipped(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path / "good"))

    def check(source: Path, target: Path, languages: tuple[str, str]) -> DocumentReport:
        if source.name == "broken.md":
            raise InputError("broken.md: is empty")
        return checker(*FINDINGS)(source, target, languages)

    result = evaluate([gold], [(Path("broken.md"), Path("zh/broken.md"))], check=check)
    assert result.skipped == ("zh/broken.md: InputError: broken.md: is empty",)
    assert (len(result.folders), result.accepted.pages, result.decisions) == (1, 0, ())


def test_pooled_counts_are_sums(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_gold(tmp_path / name)
    result = evaluate(find_golds(tmp_path), [], check=checker(*FINDINGS))
    assert [measures.name for measures in result.folders] == ["one", "two"]
    assert result.pooled.terminology.pinpointed == Proportion(2, 4)
    assert result.pooled.precision == Proportion(2, 6)


def test_a_sample_is_drawn_by_its_seed(result: Evaluation, tmp_path: Path) -> None:
    assert sample(result, 3, seed=1) == sample(result, 3, seed=1)
    assert len(sample(result, 99, seed=1)) == len(FINDINGS)
    only_gold = Evaluation(result.pages[:1], ())
    assert [one.verdict for one in sample(only_gold, 99, seed=1)] == [
        "right", "wrong", "right", "unlisted", "right", "unlisted",
    ]  # fmt: skip
    assert sample(only_gold, 99, seed=1)[0].target == "模特是新的。"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("en.md", "zh-draft.md", "zh-reviewed.md"), ("en", "zh")),
        (("en.md", "zh-Hant-draft.md", "zh-Hant-reviewed.md"), ("en", "zh-Hant")),
        (("en.md", "zh_TW.md"), ("en", "zh_TW")),
    ],
)
def test_files_are_found_by_their_language_tags(tmp_path: Path, names: tuple[str, ...], expected: object) -> None:
    folder = write_gold(tmp_path, target=names[1])
    for name in names[2:]:
        (folder / name).write_text("无关", encoding="utf-8")
    gold = read_gold(folder)
    assert (gold.source.name, gold.target.name, gold.languages) == (*names[:2], expected)


def test_an_annotation_may_name_its_files(tmp_path: Path) -> None:
    write_gold(tmp_path, GOLD | {"source": "a.md", "target": "b.md"}, source="a.md", target="b.md")
    gold = read_gold(tmp_path)
    assert (gold.source, gold.target, gold.languages) == (tmp_path / "a.md", tmp_path / "b.md", ("en", "zh"))


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("[]", 'has no list "errors"'),
        ("{,}", ":1: not JSON"),
        ('{"errors": [3]}', "errors[0]: is no object"),
        ('{"errors": [{"category": "name", "zh_line": "4"}]}', "errors[0]: zh_line is '4'; write a whole number"),
    ],
)
def test_a_faulty_annotation_is_one_clear_line(tmp_path: Path, gold: str, message: str) -> None:
    write_gold(tmp_path)
    (tmp_path / "gold.json").write_text(gold, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        find_golds(tmp_path)


def test_folders_without_annotation_or_trees_are_refused(tmp_path: Path) -> None:
    for find in (find_golds, find_accepted):
        with pytest.raises(InputError, match="no such directory"):
            find(tmp_path / "none")
        with pytest.raises(InputError, match="has no"):
            find(tmp_path)
    write_gold(tmp_path / "two", target="zh-draft.md")
    (tmp_path / "two" / "zh-Hant-draft.md").write_text("无", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"needs en\.md and one draft, but has en\.md, zh-Hant-draft\.md, zh-draft\.md"
    ):
        find_golds(tmp_path)


def test_parallel_trees_in_a_folder_and_below_it(tmp_path: Path) -> None:
    for path in ("en/a.md", "zh/a.md", "book/en/x/b.md", "book/zh_TW/x/b.md", "book/en/only.md", "other/fr/a.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    found = [target.relative_to(tmp_path).as_posix() for _, target in find_accepted(tmp_path)]
    assert found == ["zh/a.md", "book/zh_TW/x/b.md"]


def test_without_deprecated_terms_evidence_is_alone(termbase: Termbase) -> None:
    bare = without_deprecated(termbase)
    assert bare.hash != termbase.hash
    assert {form.status for form in target_forms(bare, "zh-Hans")} == {Status.ACCEPTED}
    assert len(bare.concepts) == len(termbase.concepts)


# Expected values from R, binom::binom.confint(method = "wilson").
@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(8, 10, 0.4901625, 0.9433178), (0, 10, 0.0, 0.2775328), (10, 10, 0.7224672, 1.0), (50, 100, 0.4038315, 0.5961685)],
)
def test_wilson_interval(hits: int, total: int, low: float, high: float) -> None:
    assert Proportion(hits, total).interval == pytest.approx((low, high), abs=1e-6)


@given(st.integers(0, 1000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_holds_its_rate(counts: tuple[int, int]) -> None:
    proportion = Proportion(*counts)
    low, high = proportion.interval
    assert 0 <= low <= high <= 1
    assert proportion.rate is None or low <= proportion.rate <= high


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
