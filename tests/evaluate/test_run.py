from __future__ import annotations

from pathlib import Path

from evaluate.samples import FINDINGS, checker, write_gold
from transqa.errors import InputError
from transqa.evaluate import Evaluation, evaluate, read_gold, sample, without_deprecated
from transqa.model import DocumentReport
from transqa.termbase import Termbase
from transqa.termbase.match import Status, target_forms


def test_pages_that_fail_are_named_and_skipped(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path / "good"))

    def check(source: Path, target: Path, languages: tuple[str, str]) -> DocumentReport:
        if source.name == "broken.md":
            raise InputError("broken.md: is empty")
        return checker(*FINDINGS)(source, target, languages)

    result = evaluate([gold], [(Path("broken.md"), Path("zh/broken.md"))], check=check)
    assert result.skipped == ("zh/broken.md: InputError: broken.md: is empty",)
    assert (len(result.folders), result.accepted.pages, result.decisions) == (1, 0, ())


def test_a_sample_is_drawn_by_its_seed(result: Evaluation, tmp_path: Path) -> None:
    assert sample(result, 3, seed=1) == sample(result, 3, seed=1)
    assert len(sample(result, 99, seed=1)) == len(FINDINGS)
    only_gold = Evaluation(result.pages[:1], ())
    assert [one.verdict for one in sample(only_gold, 99, seed=1)] == [
        "right", "wrong", "right", "unlisted", "right", "unlisted",
    ]  # fmt: skip
    assert sample(only_gold, 99, seed=1)[0].target == "模特是新的。"


def test_without_deprecated_terms_evidence_is_alone(termbase: Termbase) -> None:
    bare = without_deprecated(termbase)
    assert bare.hash != termbase.hash
    assert {form.status for form in target_forms(bare, "zh-Hans")} == {Status.ACCEPTED}
    assert len(bare.concepts) == len(termbase.concepts)
