"""Inline comments that silence findings."""

from __future__ import annotations

import pytest

from transqa.check import Context, run
from transqa.config import Config
from transqa.model import Bitext, Link
from transqa.parse import parse_text
from transqa.rules import RULES
from transqa.termbase import Termbase

BAD = "这篇论文研究零射击学习。"


def lines(text: str, termbase: Termbase) -> list[int]:
    target = parse_text(text, path="t.md", language="zh-Hans")
    source = parse_text("", path="s.md", language="en")
    links = tuple(Link((), (index,), 1.0) for index in range(len(target.blocks)))
    context = Context(Bitext(source, target, links), termbase=termbase, config=Config(select=("TRM003",)))
    return [finding.target.line for finding in run(context, RULES) if finding.target]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BAD}\n\n{BAD}\n", [1, 3]),
        (f"<!-- transqa-ignore TRM003: a quotation -->\n\n{BAD}\n\n{BAD}\n", [5]),
        (f"<!-- transqa-ignore -->\n\n{BAD}\n\n{BAD}\n", [5]),
        (f"<!-- transqa-ignore TRM001 -->\n\n{BAD}\n", [3]),
        (f"{BAD}\n\n<!-- transqa-off never-right-term -->\n\n{BAD}\n\n<!-- transqa-on -->\n\n{BAD}\n", [1, 9]),
        (f"{BAD}\n\n<!-- transqa-off TRM -->\n\n{BAD}\n", [1]),
        (f"{BAD}\n\n<!-- transqa-ignore-file TRM003, TRM001 -->\n", []),
        (f"```\n<!-- transqa-ignore-file -->\n```\n\n{BAD}\n", [5]),
    ],
)
def test_comments_silence_what_they_name(text: str, expected: list[int], termbase: Termbase) -> None:
    assert lines(text, termbase) == expected
