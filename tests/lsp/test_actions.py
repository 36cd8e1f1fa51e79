from __future__ import annotations

import re
from pathlib import Path

import pytest

from transqa.fix import apply
from transqa.lsp.actions import has_safe, offers, repaired
from transqa.lsp.cards import hover_text
from transqa.lsp.checking import State, Work, check_all
from transqa.lsp.lenses import lenses
from transqa.lsp.project import Projects
from transqa.model import Span

SOURCE = "# Notes\n\nThe model has 12 layers.\n\nIt is a large model of language.\n"
WRONG = "模特"


@pytest.fixture(scope="module")
def projects() -> Projects:
    return Projects()


def checked(folder: Path, projects: Projects, text: str, *, source: str = SOURCE, name: str = "zh.md") -> State:
    (folder / f"en{Path(name).suffix}").write_text(source, encoding="utf-8", newline="")
    state = check_all(Work(folder / name, text, {}), projects).state
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("name", "ending", "before", "line", "source"),
    [
        ("zh.md", "\n", "", "这个模特有 12 层。", "The model has 12 layers."),
        (
            "zh.md",
            "\r\n",
            "---\ntitle: x\n---\n\n",
            "这个模特有 12 层。",
            "---\ntitle: x\n---\n\nThe model has 12 layers.",
        ),
        ("zh.md", "\n", "- 一项。\n", "- 这个模特有 12 层。", "- One item.\n- The model has 12 layers."),
        ("zh.md", "\r\n", "- 一项。\n", "  - 这个模特有 12 层。", "- One item.\n  - The model has 12 layers."),
        ("zh.md", "\n", "", "> 这个模特有 12 层。", "> The model has 12 layers."),
        ("zh.md", "\r\n", "", "## 这个模特有 12 层", "## The model has 12 layers"),
        ("zh.txt", "\n", "一项。\n\n", "这个模特有 12 层。", "One item.\n\nThe model has 12 layers."),
        ("zh.mdx", "\r\n", "一项。\n\n", "这个模特有 12 层。", "One item.\n\nThe model has 12 layers."),
    ],
)
def test_a_comment_silences_what_it_stands_above(
    tmp_path: Path, projects: Projects, name: str, ending: str, before: str, line: str, source: str
) -> None:
    text = (before + line + "\n").replace("\n", ending)
    state = checked(tmp_path, projects, text, source=source + "\n", name=name)
    place = text.index(WRONG)
    found = [offer for offer in offers(state, Span(place, place + 2)) if offer.title.startswith("Ignore")]
    assert [offer.title for offer in found if "TRM001" in offer.title] == [
        "Ignore TRM001 in this block",
        "Ignore TRM001 in this file",
    ]
    for offer in found:
        silenced = apply(text, offer.edits)
        assert silenced.count("\r") == (silenced.count("\n") if ending == "\r\n" else 0)
        after = checked(tmp_path, projects, silenced, source=source + "\n", name=name)
        assert offer.finding.rule not in {finding.rule for finding in after.report.findings}
        assert "say why" in {said.reason for said in after.report.suppressed}


def test_inside_of_a_table_only_the_file_can_be_silenced(tmp_path: Path, projects: Projects) -> None:
    text = "| 名称 | 说明 |\n| --- | --- |\n| 一 | 模特 |\n"
    state = checked(tmp_path, projects, text, source="| Name | What |\n| --- | --- |\n| One | model |\n")
    place = text.index(WRONG)
    titles = [offer.title for offer in offers(state, Span(place, place)) if "Ignore TRM001" in offer.title]
    assert titles == ["Ignore TRM001 in this file"]


def test_renderings_to_choose_from_and_safe_ones_first(tmp_path: Path, projects: Projects) -> None:
    text = "# 说明\n\n这个模特有 12 层.\n\n它是一个大型语言模型。\n"
    state = checked(tmp_path, projects, text)
    line = Span(text.index("这"), text.index("层") + 2)
    found = [offer for offer in offers(state, line) if not offer.title.startswith("Ignore")]
    assert found[0].preferred and found[0].title == "Replace “.” by “。”"
    assert "Replace “模特” by “模型” (look at the sentence)" in [offer.title for offer in found[1:]]
    assert not any(offer.preferred for offer in found[1:])
    assert has_safe(state)
    made = apply(text, repaired(state, Work(tmp_path / "zh.md", text, {}), projects))
    assert made == text.replace("层.", "层。")


def test_titles_say_what_is_there_and_what_will_be(tmp_path: Path, projects: Projects, root: Path) -> None:
    for folder, draft in (("2023-03", "zh-draft.md"), ("2023-09", "zh-draft.md")):
        path = root / "data" / folder / draft
        state = check_all(Work(path, path.read_text("utf-8"), {}), projects).state
        assert state is not None
        for offer in offers(state, Span(0, len(state.text))):
            if told := re.fullmatch(r"Replace “(.*)” by “(.*)”(?: \(look at the sentence\))?", offer.title):
                old, new = (part.rstrip("…").replace("␣", " ") for part in told.groups())
                assert told[1] != told[2]
                made = apply(state.text, offer.edits)
                assert " ".join(old.split()) in " ".join(state.text.split())
                assert " ".join(new.split()) in " ".join(made.split())


def test_hovering_a_right_term_shows_its_card_and_a_blank_nothing(tmp_path: Path, projects: Projects) -> None:
    text = "# 说明\n\n这个模型有 12 层。\n\n它是一个大型语言模型。\n"
    state = checked(tmp_path, projects, text)
    told = hover_text(state, text.index("模型") + 1)
    assert told and text[told[1].start : told[1].end] == "模型"
    assert told[0].startswith("**model**") and "~~模特~~: fashion model" in told[0]
    assert hover_text(state, text.index("\n\n") + 1) is None
    other = hover_text(state, SOURCE.index("model"), on_source=True)
    assert other and other[0] == told[0]


def test_lenses_stand_above_blocks_with_findings(tmp_path: Path, projects: Projects) -> None:
    text = "# 说明\n\n这个模特有 13 层。\n\n它是一个大型语言模型。\n"
    state = checked(tmp_path, projects, text)
    (head, *blocks) = lenses(state)
    assert head[0] == Span(0, 0) and head[1].startswith("MQM ")
    assert [text[span.start] for span, _ in blocks] == ["这"]
    assert "penalty points" in blocks[0][1]
