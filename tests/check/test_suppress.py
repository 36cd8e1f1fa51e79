"""Inline comments that silence findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from transqa.check import Context, Fault, Scope, conclude, examine, run
from transqa.check.runner import Examined
from transqa.config import Config, PathRules, Suppress
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


def examined(text: str, termbase: Termbase, *, path: str = "t.md", source: str = "", **config: object) -> Examined:
    target = parse_text(text, path=path, language="zh-Hans")
    origin = parse_text(source, path="s.md", language="en")
    if source:
        links = tuple(Link((index,), (index,), 1.0) for index in range(len(origin.blocks)))
    else:
        links = tuple(Link((), (index,), 1.0) for index in range(len(target.blocks)))
    bitext = Bitext(origin, target, links)
    context = Context(bitext, termbase=termbase, config=Config(**{"select": ("TRM003",), **config}))  # type: ignore[arg-type]
    return conclude(context, RULES, examine(context, RULES))


def test_silenced_findings_are_kept_with_reason_and_place(termbase: Termbase) -> None:
    found = examined(f"{BAD}\n\n<!-- transqa-ignore TRM003: a quotation: 引文 -->\n{BAD}\n", termbase)
    assert [finding.target.line for finding in found.findings if finding.target] == [1]
    assert [(s.reason, s.place, s.finding.rule) for s in found.suppressed] == [
        ("a quotation: 引文", "t.md:3", "TRM003")
    ]


def test_fingerprints_do_not_change_when_another_finding_is_silenced(termbase: Termbase) -> None:
    text = f"<!-- transqa-ignore TRM003 -->\n{BAD}\n\n{BAD}\n"
    silent, loud = examined(text, termbase), examined(text, termbase, suppression=False)
    assert not loud.suppressed
    everything = {f.fingerprint for f in silent.findings} | {s.finding.fingerprint for s in silent.suppressed}
    assert everything == {finding.fingerprint for finding in loud.findings}
    assert len(everything) == 2


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (f"# transqa-ignore TRM003: quoted\n{BAD}\n\n{BAD}\n", "t.txt", 1),
        (f"{BAD}\n// transqa-off\n{BAD}\n; transqa-on\n{BAD}\n", "t.txt", 2),
        (f"<!-- transqa-ignore-file TRM -->\r\n{BAD}\r\n", "t.txt", 0),
        (f"他写道 # transqa-ignore-file\n\n{BAD}\n", "t.txt", 1),
        (f"[//]: # (transqa-ignore TRM003: quoted)\n\n{BAD}\n\n{BAD}\n", "t.mdx", 1),
        (f"[//]: # (transqa-ignore TRM003: quoted)\r\n\r\n{BAD}\r\n\r\n{BAD}\r\n", "t.mdx", 1),
        (f"> <!-- transqa-ignore TRM003 -->\n> {BAD}\n", "t.md", 0),
        (f"- <!-- transqa-ignore TRM003 -->\n- {BAD}\n", "t.md", 0),
        (f"<!-- transqa-ignore TRM003 -->\n<!-- 译注 -->\n\n{BAD}\n", "t.md", 0),
        (f"<!-- transqa-ignore TRM003：引文，保留 -->\n\n{BAD}\n", "t.md", 0),
        (f"<!-- transqa-ignore TRM001、TRM003 -->\n\n{BAD}\n", "t.md", 0),
        (f"# transqa-ignore-file\n\n{BAD}\n", "t.md", 1),
    ],
)
def test_forms_of_comments(text: str, path: str, expected: int, termbase: Termbase) -> None:
    assert len(examined(text, termbase, path=path).findings) == expected


def test_comments_of_plain_text_are_no_text() -> None:
    document = parse_text(f"# transqa-ignore TRM003: x\n{BAD}\n", path="t.txt", language="zh-Hans")
    assert [block.text for block in document.blocks] == [BAD]


def test_what_has_no_place_in_the_target_belongs_to_the_file(termbase: Termbase) -> None:
    source = "One sentence that is there.\n\nAnother paragraph that nobody has translated at all.\n"
    for comment, expected in (("ignore ACC", 1), ("ignore-file ACC", 0)):
        target = parse_text(f"<!-- transqa-{comment} -->\n\n有一句话。\n", path="t.md", language="zh-Hans")
        origin = parse_text(source, path="s.md", language="en")
        bitext = Bitext(origin, target, (Link((0,), (1,), 1.0), Link((1,), (), 1.0)))
        found = run(Context(bitext, termbase=termbase, config=Config(select=("ACC",))), RULES)
        assert len(found) == expected, [finding.message for finding in found]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"rules": ("TRM003",)}, 0),
        ({"rules": ("TRM",)}, 0),
        ({"rules": ("ALL",)}, 0),
        ({"rules": ("TRM001",)}, 1),
        ({"rules": ("TRM003",), "text": "零射击"}, 0),
        ({"rules": ("TRM003",), "text": "射击"}, 1),
        ({"rules": ("TRM003",), "concept": "zero-shot"}, 0),
        ({"rules": ("TRM003",), "concept": "few-shot"}, 1),
    ],
)
def test_tables_of_the_configuration(table: dict[str, object], expected: int, termbase: Termbase) -> None:
    per_path = {"t.md": PathRules(suppress=(Suppress(reason="quoted", **table),))}  # type: ignore[arg-type]
    found = examined(BAD, termbase, per_path=per_path)
    assert len(found.findings) == expected
    assert [(s.reason, s.place) for s in found.suppressed] == [("quoted", "per-path.t.md")] * (1 - expected)


@pytest.mark.parametrize(
    ("select", "unused"),
    [(("ALL",), 1), (("TRM", "SUP"), 1), (("TRM003", "SUP001"), 0), (("TRM",), 0), (("SUP",), 0)],
)
def test_unused_only_when_all_its_rules_ran(select: tuple[str, ...], unused: int, termbase: Termbase) -> None:
    found = examined("<!-- transqa-ignore-file TRM -->\n", termbase, source="<!-- -->\n", select=select)
    assert [finding.rule for finding in found.findings] == ["SUP001"] * unused


def test_rules_that_could_not_speak_leave_nothing_unused(termbase: Termbase) -> None:
    # Without a history, ALN002 is silent for another reason.
    text = "<!-- transqa-ignore-file ALN002 -->\n"
    assert not examined(text, termbase, source="<!-- -->\n", select=("ALL",)).findings


def test_nothing_is_unused_without_a_source_or_after_a_crash(termbase: Termbase) -> None:
    text = "<!-- transqa-ignore-file TRM -->\n\n天空是蓝色的。\n"
    assert not examined(text, termbase, select=("ALL",)).findings

    def crash(context: Context) -> Iterator[Fault]:
        raise RuntimeError("boom")
        yield

    broken = {**RULES, "TRM003": replace(RULES["TRM003"], check=crash, scope=Scope.DOCUMENT)}
    target = parse_text(text, path="t.md", language="zh-Hans")
    bitext = Bitext(parse_text("<!-- -->\n\nThe sky is blue.\n", path="s.md", language="en"), target, ())
    found = run(Context(bitext, termbase=termbase, config=Config()), broken)
    # A comment for all rules does not hide the crash.
    assert [finding.rule for finding in found] == ["INT001"]
