from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from transqa.config import load_config
from transqa.lsp.checking import State, Work, check_all, check_edited
from transqa.lsp.project import Projects
from transqa.pipeline import PairPaths, check_paths


@pytest.fixture(scope="module")
def projects() -> Projects:
    return Projects()


@pytest.fixture
def digest(tmp_path: Path, root: Path) -> Path:
    for name in ("en.md", "zh-draft.md"):
        shutil.copy(root / "data" / "2023-03" / name, tmp_path)
    return tmp_path / "zh-draft.md"


def state_of(path: Path, projects: Projects, text: str | None = None, **options: str) -> State:
    outcome = check_all(Work(path, path.read_text() if text is None else text, {}, **options), projects)
    assert outcome.problems == ()
    assert outcome.state is not None
    return outcome.state


def by_command(target: Path) -> list[str]:
    pair = PairPaths(target.with_name("en.md"), target, "en", "zh-Hans")
    report = check_paths([pair], config=load_config(start=target.parent))
    return [finding.fingerprint for finding in report.documents[0].findings]


def test_a_whole_check_says_what_the_command_says(digest: Path, projects: Projects) -> None:
    (digest.parent / "transqa.toml").write_text('ignore = ["TYP"]\n[languages]\ntarget = "zh_CN"\n')
    state = state_of(digest, projects)
    assert [finding.fingerprint for finding in state.report.findings] == by_command(digest)
    assert state.source_path == digest.with_name("en.md")


def test_typing_keeps_what_it_does_not_touch_and_ends_where_the_command_does(digest: Path, projects: Projects) -> None:
    state = first = state_of(digest, projects)
    text, letters = state.text, random.Random(7)
    for _ in range(40):
        place = letters.randrange(len(text))
        cut = letters.choice((0, 0, 0, 1, 5))
        text = text[:place] + letters.choice(("", "的", "\n\n", "模特", "😀", "`", "- ")) + text[place + cut :]
        state = check_edited(state, text)
        assert state.text == text
        for finding in state.report.findings:
            if finding.target:
                span = finding.target.span
                assert text[span.start : span.end] == finding.target.text
            for edit in (edit for fix in finding.fixes for edit in fix.edits):
                assert 0 <= edit.span.start <= edit.span.end <= len(text)
    digest.write_text(text)
    whole = check_all(Work(digest, text, {}), projects, state).state
    assert whole is not None
    assert whole.report.bitext.source is first.report.bitext.source
    assert [finding.fingerprint for finding in whole.report.findings] == by_command(digest)


def test_a_word_typed_is_found_and_a_word_mended_is_gone(digest: Path, projects: Projects) -> None:
    state = state_of(digest, projects)
    wrong = [finding for finding in state.report.findings if finding.rule == "TRM001"]
    finding = wrong[0]
    assert finding.target
    (edit,) = finding.fixes[0].edits
    text = state.text[: edit.span.start] + edit.text + state.text[edit.span.end :]
    mended = check_edited(state, text)
    assert finding.fingerprint not in {found.fingerprint for found in mended.report.findings}
    again = check_edited(mended, state.text)
    assert {found.fingerprint for found in again.report.findings if found.rule == "TRM001"} == {
        found.fingerprint for found in wrong
    }


def test_a_comment_silences_at_once(digest: Path, projects: Projects) -> None:
    state = state_of(digest, projects)
    edited = check_edited(state, "<!-- transqa-ignore-file: a draft -->\n\n" + state.text)
    assert not [finding for finding in edited.report.findings if not finding.rule.startswith("SUP")]
    assert not check_edited(edited, state.text).report.suppressed


def test_without_a_source_only_what_is_wrong_anywhere(tmp_path: Path, projects: Projects) -> None:
    target = tmp_path / "notes.md"
    target.write_text("我们训练了一个变形金刚模型，它表现出零射击能力。\n")
    state = state_of(target, projects)
    assert state.source_path is None
    assert {finding.target.text for finding in state.report.findings if finding.target} >= {"变形金刚"}
    longer = check_edited(state, state.text + "\n又一个变形金刚模型。\n")
    assert sum(finding.rule.startswith("TRM") for finding in longer.report.findings) > 1


def test_what_is_no_translation_is_left_alone(digest: Path, projects: Projects) -> None:
    source = digest.with_name("en.md")
    for work in (
        Work(source, source.read_text(), {}),
        Work(digest, " \n", {}),
        Work(source, source.read_text(), {}, "en.md"),
    ):
        assert check_all(work, projects).state is None


def test_a_translation_that_is_still_in_english(tmp_path: Path, projects: Projects) -> None:
    (tmp_path / "transqa.toml").write_text('pairs = "{lang}/*.md"\n')
    text = "Large language models were trained on many tokens of text.\n"
    for folder in ("en", "zh"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(text)
    state = state_of(tmp_path / "zh" / "a.md", projects)
    assert state.report.bitext.target.language == "zh-Hans"
    assert any(finding.rule.startswith("ACC") for finding in state.report.findings)


def test_the_source_that_the_setting_names(digest: Path, tmp_path: Path, projects: Projects) -> None:
    (tmp_path / "originals").mkdir()
    shutil.move(digest.with_name("en.md"), tmp_path / "originals" / "zh-draft.md")
    assert state_of(digest, projects, source="originals/{name}").source_path == tmp_path / "originals" / "zh-draft.md"
    outcome = check_all(Work(digest, digest.read_text(), {}, "nowhere.md"), projects)
    assert outcome.state and outcome.state.source_path is None
    assert "nowhere.md: no such file" in outcome.problems[0]


def test_the_text_of_an_open_source_counts(digest: Path, projects: Projects) -> None:
    source = digest.with_name("en.md")
    work = Work(digest, digest.read_text(), {source: "# Another text\n"})
    state = check_all(work, projects).state
    assert state and state.report.bitext.source.text == "# Another text\n"


def test_a_broken_configuration_leaves_the_last_good_one(digest: Path) -> None:
    projects = Projects()
    settings = digest.with_name("transqa.toml")
    settings.write_text('ignore = ["TRM001"]\n')
    good = projects.of(digest.parent)
    assert projects.of(digest.parent) is good
    settings.write_text('ignore = ["TRM001"\n')
    broken = projects.of(digest.parent)
    assert broken.config is good.config and "transqa.toml:" in broken.problem
    settings.write_text('[termbase]\npaths = ["terms.yml"]\n')
    assert "terms.yml: no such glossary" in projects.of(digest.parent).problem
    settings.write_text('ignore = ["NO SUCH"]\n')
    assert "NO SUCH" in projects.of(digest.parent).problem
    settings.write_text("")
    assert projects.of(digest.parent).problem == ""
    settings.write_text("x = 1\n")
    assert "unknown key" in Projects().of(digest.parent).problem


def test_a_bilingual_file_is_source_and_translation(tmp_path: Path, projects: Projects) -> None:
    path = tmp_path / "pairs.jsonl"
    text = '{"source": "The model has 12 layers.", "target": "这个模特有 12 层。"}\n'
    path.write_text(text, encoding="utf-8")
    state = state_of(path, projects)
    assert [f.target and f.target.text for f in state.report.findings if f.rule == "TRM001"] == ["模特"]
    broken = check_all(Work(path, text[:-5], {}), projects)
    assert broken.state is None and "pairs.jsonl" in broken.problems[0]
