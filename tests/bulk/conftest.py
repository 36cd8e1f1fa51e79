"""A small termbase, so that processes start quickly, and a corpus of sentences with and without faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from small import TERMS
from transqa.bulk import Columns, Job, Reading, find_shards
from transqa.config import Config, TermbaseConfig

Pair = tuple[str, str]


def pairs(count: int) -> Iterator[Pair]:
    """Different pairs; every third has a wrong term, every fifth another number."""
    for number in range(count):
        term = "摸索" if number % 3 == 0 else "顿悟"
        wrong = number + (number % 5 == 0)
        yield f"We saw grokking in {number + 20} models.", f"我们在 {wrong + 20} 个模型中看到了{term}。"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    terms = tmp_path / "terms.yml"
    terms.write_text(TERMS, encoding="utf-8")
    return Config(termbase=TermbaseConfig(default=False, paths=(terms,)))


@pytest.fixture
def job(tmp_path: Path, config: Config) -> Callable[..., Job]:
    """A job over the files given, its results in ``out``."""

    def make(
        *paths: Path, target: Path | None = None, out: str = "out", columns: Columns | None = None, **more: Any
    ) -> Job:
        return Job(
            shards=tuple(find_shards([str(path) for path in paths], target=str(target) if target else None)),
            output=str(tmp_path / out),
            config=more.pop("config", config),
            reading=Reading(columns or Columns(), ("en", "zh-Hans")),
            **{"part_size": 10, **more},
        )

    return make
