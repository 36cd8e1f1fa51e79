"""Every page for every role, without a browser: what people see, and that they cannot do what their role forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.navigation.page import calc_hash
from streamlit.testing.v1 import AppTest

from small import SETTINGS, TERMS
from transqa.dashboard import people, shell
from transqa.review import Actor, Desk, Role, State, Upload

PAGES = ("overview", "review", "alignment", "importing", "export", "termbase", "rules", "activity", "team")
ADMIN = Actor("ada", Role.ADMIN)
SOURCE = (
    "# A digest\n\nWe study grokking in small networks. The lab raised $1.5 billion.\n\n"
    "The second paragraph speaks of grokking too, at some length.\n"
)
DRAFT = "# 摘要\n\n我们研究小型网络中的摸索现象。该实验室筹集了 15 亿美元。\n\n第二段也以一定的篇幅谈到了摸索。\n"
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a small termbase and a configuration that names it."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "terms.yml").write_text(TERMS, encoding="utf-8")
    (folder / "transqa.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The service that the pages use, with one document in it."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TRANSQA_DATABASE", str(folder / "review.db"))
    shell.open_desk.clear()
    desk = shell.desk()
    if not desk.documents(ADMIN):
        desk.import_pair(ADMIN, Upload("en.md", SOURCE.encode()), Upload("zh.md", DRAFT.encode()))
    yield desk
    desk.close()
    shell.open_desk.clear()


@pytest.fixture
def visit(desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page as somebody with a role."""

    def visit(page: str, role: Role, *, language: str = "en", **query: str) -> AppTest:
        monkeypatch.setattr(people, "actor", lambda desk, t: Actor("kim", role))
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        if language:
            app.session_state["lang"] = language
        app.query_params.update(query)
        # AppTest can only turn to pages that are files; ours are functions, known by their address.
        app._page_hash = "" if page == PAGES[0] else calc_hash(page)
        app.run()
        assert not app.exception, app.exception
        return app

    return visit


def button(app: AppTest, label: str) -> object:
    found = [one for one in app.button if one.label == label]
    assert found, [one.label for one in app.button]
    return found[0]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_every_role(page: str, role: Role, visit: Open) -> None:
    app = visit(page, role)
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_chinese(page: str, visit: Open) -> None:
    app = visit(page, Role.ADMIN, language="zh-Hans")
    assert page == "review" or any(ord(char) > 0x4E00 for char in app.title[0].value)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_store(
    page: str, visit: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRANSQA_DATABASE", str(tmp_path / "empty.db"))
    assert not visit(page, Role.ADMIN).error


def test_a_viewer_sees_and_cannot_do(visit: Open) -> None:
    app = visit("review", Role.VIEWER)
    assert any("摸索" in html.proto.body for html in app.get("html"))
    for label in ("Accept", "Dismiss", "Defer", "Edit the translation", "Sign off"):
        assert button(app, label).disabled
    assert all(one.disabled for one in app.button if one.label.startswith("顿悟"))
    assert not visit("importing", Role.VIEWER).button


def test_a_translator_decides_but_neither_dismisses_nor_signs(visit: Open) -> None:
    app = visit("review", Role.TRANSLATOR)
    assert not button(app, "Accept").disabled
    assert button(app, "Dismiss").disabled
    assert button(app, "Sign off").disabled


def test_a_click_that_was_not_hidden_is_refused_all_the_same(
    visit: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("review", Role.TRANSLATOR)
    before = desk.audit(ADMIN).total
    monkeypatch.setattr(people, "actor", lambda desk, t: Actor("kim", Role.VIEWER))
    # The page was drawn for a translator; the run that handles the click begins as a viewer.
    app.session_state["lang"] = "en"
    app.run()
    assert button(app, "Accept").disabled
    assert desk.audit(ADMIN).total == before


def test_accept_defer_and_reopen(visit: Open, desk: Desk) -> None:
    for label, state in (
        ("Accept", State.ACCEPTED),
        ("Reopen", State.OPEN),
        ("Defer", State.DEFERRED),
        ("Reopen", State.OPEN),
    ):
        page = desk.page(ADMIN, 1)
        one = page.rows[1].findings[0]
        app = visit("review", Role.REVIEWER, document="1", finding=one.finding.fingerprint)
        button(app, label).click().run()
        assert not app.exception
        assert desk.finding(ADMIN, one.finding.fingerprint, document=1).reviewed.state is state


def test_a_link_to_a_finding_chooses_it_and_one_that_is_gone_says_so(visit: Open, desk: Desk) -> None:
    one = desk.page(ADMIN, 1).rows[2].findings[0].finding
    app = visit("review", Role.VIEWER, document="1", finding=one.fingerprint)
    marked = "".join(html.proto.body for html in app.get("html"))
    assert marked.count(' tq-active"') == 2
    gone = visit("review", Role.VIEWER, document="1", finding="no-such-finding")
    assert gone.warning and not gone.error


def test_filters_narrow_the_rows(visit: Open) -> None:
    app = visit("review", Role.VIEWER)
    app.toggle(key="f_only").set_value(True).run()
    assert any(caption.value.startswith("2 rows") for caption in app.caption)
    app.text_input(key="f_text").set_value("第二段").run()
    assert any(caption.value.startswith("1 rows") for caption in app.caption)


def test_paste_gives_the_report(visit: Open, desk: Desk) -> None:
    app = visit("importing", Role.TRANSLATOR)
    app.text_area(key="source_text").set_value(SOURCE)
    app.text_area(key="target_text").set_value(DRAFT)
    app.text_input(key="pasted_name").set_value("pasted")
    app.run()
    next(one for one in app.button if one.key == "check_pasted").click().run()
    for _ in range(100):
        if any(one.label == "Open in Review" for one in app.button):
            break
        app.run()
    assert not app.error
    assert "pasted.md" in {summary.name for summary in desk.documents(ADMIN)}


def test_an_entry_is_looked_at_before_it_is_saved(visit: Open, folder: Path) -> None:
    before = (folder / "terms.yml").read_text(encoding="utf-8")
    app = visit("termbase", Role.TRANSLATOR, concept="grokking")
    assert any("顿悟" in one.value for one in app.markdown)
    button(app, "Add or change").click().run()
    app.text_area(key="entry_wrong").set_value("理解 = to understand").run()
    button(app, "Preview").click().run()
    for _ in range(100):
        if app.get("code"):
            break
        app.run()
    assert "理解" in app.code[0].value
    assert button(app, "Save the entry").disabled
    assert (folder / "terms.yml").read_text(encoding="utf-8") == before


def test_a_role_is_set(visit: Open, desk: Desk) -> None:
    app = visit("team", Role.ADMIN)
    app.text_input(key="member_name").set_value("Mei@example.org")
    app.selectbox(key="member_role").set_value("reviewer")
    button(app, "Set").click().run()
    assert not app.exception and not app.error
    assert {(member.name, member.role) for member in desk.members(ADMIN)} == {("mei@example.org", Role.REVIEWER)}


def test_the_address_says_which_language(visit: Open) -> None:
    assert visit("overview", Role.VIEWER, language="", lang="简体中文").title[0].value == "总览"
    assert visit("overview", Role.VIEWER, language="", lang="Klingon").title[0].value == "Overview"
