"""A small project: one pair, a termbase of one concept, and a configuration that uses only that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from small import SETTINGS, TERMS
from transqa.cli import main

SOURCE = (
    "# A digest\n\nWe study grokking in small networks. The lab raised $1.5 billion.\n\nSee https://example.org now.\n"
)
DRAFT = "# 摘要\n\n我们研究小型网络中的摸索现象。该实验室筹集了 15 亿美元。\n\n现在请看 https://example.org 。\n"
GOOD = DRAFT.replace("摸索", "顿悟")


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRANSQA_DEBUG", raising=False)
    for name, text in {
        "en.md": SOURCE,
        "zh.md": DRAFT,
        "good.md": GOOD,
        "terms.yml": TERMS,
        "transqa.toml": 'select = ["TRM001"]\n' + SETTINGS,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run a command line in the project."""

    def run(*arguments: str) -> Result:
        code = main(arguments)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run
