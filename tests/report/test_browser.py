"""The HTML report in a real browser, opened from disk, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from report.test_html import HOSTILE, hostile
from transqa.model import Link, Report
from transqa.report.html import render_html

Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open a report; afterwards nothing may have been asked of a network, and nothing may have gone wrong on the page."""
    wrong: list[str] = []

    def open_page(report: Report, *, width: int = 1280, height: int = 900, scheme: Any = "light") -> Page:
        path = tmp_path / "report.html"
        path.write_text(render_html(report), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
        page = context.new_page()
        page.on("request", lambda request: None if request.url == path.as_uri() else wrong.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def long_report(gated: Report) -> Report:
    """The pair of the report twenty times over, so that there is something to scroll."""
    document = gated.documents[0]
    bitext = replace(document.bitext, links=(Link((0,), (0,), 1.0), Link((1,), (1,), 1.0), Link((2, 3), (2,), 0.4)))
    return replace(gated, documents=(replace(document, bitext=bitext),) * 20)


def cards(page: Page) -> list[str]:
    return page.eval_on_selector_all(".card", "found => found.filter(c => !c.hidden).map(c => c.dataset.rule)")


def active(page: Page) -> list[str]:
    return page.eval_on_selector_all("mark.active", "found => found.map(m => m.textContent)")


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(open_page: Opener, gated: Report, width: int, scheme: str) -> None:
    text = "long" * 200
    documents = (*gated.documents, *hostile(text).documents)
    page = open_page(replace(gated, documents=documents), width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(c => c < 64)")
    assert dark == (scheme == "dark")


def test_the_two_sides_are_beside_each_other_or_on_a_phone_below(open_page: Opener, gated: Report) -> None:
    for width, beside in ((1280, True), (400, False)):
        page = open_page(gated, width=width)
        source, target = (page.locator(f".pane.{side}").nth(1).bounding_box() for side in ("source", "target"))
        assert source and target
        assert (source["y"] == target["y"]) == beside


def test_filters(open_page: Opener, gated: Report) -> None:
    page = open_page(gated)
    assert sorted(cards(page)) == ["ACC001", "ALN001", "INT001", "NUM001", "TRM001", "TYP001"]
    page.click("[data-value=suppressed]")
    assert len(cards(page)) == 8
    page.click("[data-value=new]")
    assert cards(page) == ["NUM001"] * 3
    page.click("[data-value=new]")
    page.click("[data-value=neutral]")
    assert sorted(set(cards(page))) == ["ACC001", "NUM001", "TRM001"]
    page.select_option("#rule", "TRM001")
    assert cards(page) == ["TRM001"]
    assert page.inner_text("#place") == "1"
    marks = "mark:not(.off)"
    assert page.locator(marks).all_inner_texts() == ["grokking", "摸索"]
    page.select_option("#rule", "")
    page.fill("#query", "NO PLACE")
    assert cards(page) == []
    page.click("[data-value=neutral]")
    assert cards(page) == ["ALN001"]
    page.fill("#query", "nowhere to be found")
    assert cards(page) == []
    assert page.locator(".none:visible").count() == len(gated.documents)


def test_only_blocks_with_findings(open_page: Opener, gated: Report) -> None:
    page = open_page(gated)
    before = page.locator(".row:visible").count()
    page.click("#only")
    after = page.locator(".row:visible")
    assert 0 < after.count() < before
    assert all(after.nth(at).locator(".card:visible").count() for at in range(after.count()))


def test_a_click_on_a_finding_marks_both_sides(open_page: Opener, long_report: Report) -> None:
    page = open_page(long_report)
    card = page.locator("[data-rule=TRM001]").last
    card.locator("p").first.click()
    assert active(page) == ["grokking", "摸索"]
    card.get_by_role("button", name="en 3:19").click()
    assert page.locator("mark.source-side.active").evaluate(VISIBLE)
    card.get_by_role("button", name="zh-Hans 3:8").click()
    assert page.locator(".target mark.active").evaluate(VISIBLE)


VISIBLE = "m => { const box = m.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"


def test_a_click_on_a_marked_text_goes_round_its_findings(open_page: Opener, gated: Report) -> None:
    page = open_page(gated)
    page.click("[data-value=suppressed]")
    mark = page.locator(".target mark", has_text="1.5 亿")
    seen = []
    for _ in range(4):
        mark.click()
        seen.append(page.locator(".card.active").get_attribute("data-state"))
    assert seen == ["known", "suppressed", "suppressed", "known"]


def test_keys_go_through_the_findings(open_page: Opener, long_report: Report) -> None:
    page = open_page(long_report)
    total = len(cards(page))
    page.keyboard.press("j")
    assert page.inner_text("#place") == f"1 / {total}"
    page.keyboard.press("k")
    assert page.inner_text("#place") == f"{total} / {total}"
    page.wait_for_timeout(100)
    assert page.locator(".card.active").evaluate(VISIBLE)
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.input_value("#query") == "jk"


def test_an_address_leads_to_a_finding(open_page: Opener, long_report: Report) -> None:
    page = open_page(long_report)
    page.goto(f"{page.url}#f9")
    assert page.locator("#f9").evaluate("card => card.classList.contains('active')")


def test_hostile_text_does_nothing(open_page: Opener) -> None:
    pages = [hostile(text) for text in HOSTILE]
    page = open_page(replace(pages[0], documents=tuple(document for one in pages for document in one.documents)))
    page.evaluate(
        "document.querySelectorAll('*').forEach(e => "
        "['mouseover', 'focus', 'click', 'error'].forEach(name => e.dispatchEvent(new Event(name))))"
    )
    assert page.evaluate("document.scripts.length") == 1
    shown = page.locator(".block").all_text_contents()
    assert shown == [text for text in HOSTILE for _ in range(4)]
