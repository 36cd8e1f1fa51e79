from __future__ import annotations

from pathlib import Path

import pytest

from evaluate.samples import FINDINGS, checker, write_gold
from transqa.evaluate import Evaluation, evaluate, find_golds


@pytest.fixture
def result(tmp_path: Path) -> Evaluation:
    golds = find_golds(write_gold(tmp_path / "tiny"))
    return evaluate(golds, [(golds[0].source, golds[0].target)], check=checker(*FINDINGS))
