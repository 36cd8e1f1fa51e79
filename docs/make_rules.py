"""Write the pages of the rules: ``docs/rules/CODE.md`` and the index, from the docstrings and the cases.

python docs/make_rules.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from transqa.check import Rule, Scope
from transqa.rules import registry

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"
#: The cases of the rules, a folder per family.
CASES = ROOT / "tests" / "cases"
_SCOPES = {
    Scope.PAIR: "every pair of linked blocks",
    Scope.LINK: "every link, one-sided and doubtful ones included",
    Scope.DOCUMENT: "the whole document",
    Scope.LAST: "what became of comments and tables that silence findings",
}
_COLUMNS = ("Source then", "Source", "Target", "First suggestion", "Links", "Languages")
_MARKUP = re.compile(r"([\\`*_\[\]<>|$#~])")

Row = Mapping[str, Any]


def pages() -> dict[str, str]:
    """File name -> content of every page."""
    rules = registry().values()
    return {f"{rule.code}.md": page(rule) for rule in rules} | {"index.md": index(list(rules))}


def index(rules: Sequence[Rule]) -> str:
    """The table of rules, family by family."""
    lines = ["# Rules", "", "`transqa rules explain CODE` says the same in the terminal."]
    for family, members in groupby(rules, key=lambda rule: rule.code[:3]):
        found = list(members)
        rows = [
            (f"[{rule.code}]({rule.code}.md)", f"`{rule.name}`", rule.severity.value, prose(rule.summary))
            for rule in found
        ]
        about = sys.modules[found[0].check.__module__.rpartition(".")[0]].__doc__ or ""
        lines += ["", f"## {family}", "", about.strip(), "", *table(("Code", "Name", "Severity", "What"), rows)]
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """The page of one rule."""
    said = rule.sections
    facts = [
        ("Severity", rule.severity.value),
        ("MQM type", f"`{rule.mqm}`"),
        ("Target languages", ", ".join(f"`{tag}`" for tag in rule.languages) or "any"),
        ("Looks at", _SCOPES[rule.scope]),
    ]
    lines = [f"# {rule.code} {rule.name}", "", prose(said["What"]), "", *table(("", ""), facts)]
    lines += ["", "## Why", "", prose(said["Why"])]
    examples = [(label, *map(cell, _example(said[label]))) for label in ("Bad", "Good")]
    lines += ["", "## Example", "", *table(("", "Source", "Target"), examples)]
    lines += ["", "## Fix", "", prose(said["Fix"])]
    for path in CASES.glob(f"*/{rule.code}.yml"):
        lines += ["", *_cases(yaml.safe_load(path.read_text("utf-8")))]
    return "\n".join(lines) + "\n"


def prose(text: str) -> str:
    """Paragraphs of a docstring, first letters in capitals, markup of the examples in it escaped."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(part[0].upper() + part[1:] for part in paragraphs).replace("<", r"\<").replace("|", r"\|")


def cell(text: str, marked: str | None = None) -> str:
    """Markdown source as the content of a table cell, ``marked`` where it stands first."""
    text = text.rstrip("\n")
    at = text.find(marked) if marked else -1
    if at < 0 or not marked:
        return _literal(text)
    before, after = text[:at], text[at + len(marked) :]
    return f"{_literal(before)}<mark>{_literal(marked)}</mark>{_literal(after)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of a Markdown table."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _literal(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text).replace("\n", "<br>")


def _example(text: str) -> tuple[str, str]:
    """Source and target of an example line; two spaces there begin a block."""
    source, target = " ".join(text.splitlines()).split(" => ")
    return re.sub(" {2,}", "\n\n", source), re.sub(" {2,}", "\n\n", target)


def _cases(data: Row) -> Iterator[str]:
    """The section of the cases of one file."""
    yield "## Cases"
    yield ""
    yield "Tested on every change. The words reported are <mark>marked</mark>; where no languages are named, they are"
    yield "English and simplified Chinese."
    if before := data.get("background"):
        yield f"Every case follows {len(before)} ordinary paragraphs."
    for title, key in (("Reported", "fail"), ("Not reported", "pass")):
        yield from ("", f"### {title}", "", *_case_table(data[key]))


def _case_table(cases: Sequence[Row]) -> Iterator[str]:
    """The cases with those columns that are not empty throughout."""
    rows = [_case_row(case) for case in cases]
    used = [number for number in range(len(_COLUMNS)) if any(row[number] for row in rows)]
    return table([_COLUMNS[number] for number in used], [[row[number] for number in used] for row in rows])


def _case_row(case: Row) -> tuple[str, ...]:
    span, in_source = case.get("span"), case.get("side") == "source"
    return (
        cell(case.get("source_then", "")),
        cell(case["source"], span if in_source else None) or "*none*",
        cell(case["target"], None if in_source else span),
        cell(case.get("fixed", "")),
        "aligned" if case.get("align") is True else ", ".join(case.get("align", ())),
        case.get("languages", ""),
    )


def main() -> int:
    """Write what has changed; say what."""
    FOLDER.mkdir(exist_ok=True)
    wanted = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
            print(f"removed {path.relative_to(ROOT)}")
    for name, text in wanted.items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="")
            print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
