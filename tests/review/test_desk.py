from __future__ import annotations

from collections.abc import Callable

from review.samples import ADMIN
from transqa.review import Desk, State

Take = Callable[..., int]


def test_an_import_is_checked_at_once(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(ADMIN, number)
    assert page.rules["TRM001"] == 2
    assert page.total == len(page.rows) == 4
    assert [row.kind for row in page.rows] == ["1-1"] * 4
    first = page.rows[1].findings[0]
    assert first.state is State.OPEN
    assert first.finding.target
    assert first.finding.target.text == "摸索"
