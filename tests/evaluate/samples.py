"""A tiny annotated draft, and findings on it that no rule has to make."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from transqa.model import Bitext, Document, DocumentReport, Finding, Scores, Severity, Span
from transqa.parse import parse_file

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
