"""Every public method as each role: what a role may not do is refused before anything happens."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from review.samples import ADMIN, DRAFT, SOURCE
from transqa.curate import Change
from transqa.review import Actor, Desk, Filters, Forbidden, LinkAction, Role, State, Upload

#: What each role may do beyond the one before. A method that is missing here fails the test.
TABLE = {
    Role.VIEWER: """members projects documents document versions page find_row finding comments assignees links counts
        scores_over_time audit rule_precision terms domains term_uses propose_from_dismissal propose_from_fix
        export_target export_decisions export_links report_formats export_report export_baseline""",
    Role.TRANSLATOR: "import_pair recheck decide comment edit_block insert_block apply_fix preview_entry",
    Role.REVIEWER: "assign sign_off withdraw change_links reset_links save_entry",
    Role.ADMIN: "import_folder set_role remove_document",
}
#: They take no actor: one makes it, the other ends everything.
FREE = {"sign_in", "close"}
NEEDS = {name: role for role, names in TABLE.items() for name in names.split()}


def arguments(number: int, fingerprint: str) -> dict[str, tuple[Any, ...] | dict[str, Any]]:
    """Arguments with which each method would succeed."""
    pair = (Upload("en.md", SOURCE.encode()), Upload("zh.md", DRAFT.encode()))
    return {
        "document": (number,),
        "versions": (number,),
        "page": (number, Filters()),
        "find_row": (number, 0),
        "finding": (fingerprint,),
        "comments": (number,),
        "links": (number,),
        "term_uses": ("grokking",),
        "propose_from_dismissal": (number, fingerprint),
        "propose_from_fix": (number, fingerprint),
        "export_target": (number,),
        "export_links": (number,),
        "export_report": ([number], "json"),
        "export_baseline": ([number],),
        "import_pair": pair,
        "recheck": (number,),
        "decide": (number, fingerprint, State.ACCEPTED),
        "comment": (number, "so"),
        "edit_block": {"document": number, "block": 0, "base_revision": 1, "base": "# 摘要", "text": "# 文摘"},
        "insert_block": {"document": number, "anchor": "x", "text": "y"},
        "apply_fix": (number, fingerprint),
        "preview_entry": (Change("grokking", note="so"),),
        "import_folder": ("docs/{lang}/*.md",),
        "assign": (number, "ben"),
        "sign_off": {"document": number, "revision": 1},
        "withdraw": (number,),
        "change_links": {"document": number, "action": LinkAction.MERGE, "rows": [1, 2], "base_revision": 1},
        "reset_links": (number,),
        "save_entry": (Change("grokking", note="so"),),
        "set_role": ("eve", Role.ADMIN),
        "remove_document": (number,),
    }


def test_the_table_is_complete() -> None:
    public = {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if not name.startswith("_")}
    assert public - FREE == set(NEEDS)
    assert {name: getattr(Desk, name).least_role for name in NEEDS} == NEEDS


@pytest.mark.parametrize("role", list(Role)[:-1])
def test_nobody_does_more_than_their_role(role: Role, desk: Desk, take: Callable[..., int]) -> None:
    number = take()
    fingerprint = desk.page(ADMIN, number).rows[1].findings[0].finding.fingerprint
    given = arguments(number, fingerprint)
    actor = Actor("eve", role)
    before = desk.audit(ADMIN).total
    refused = set()
    for name, needed in NEEDS.items():
        if needed.rank <= role.rank:
            continue
        words = given.get(name, ())
        with pytest.raises(Forbidden, match=f"eve is {role}"):
            if isinstance(words, dict):
                getattr(desk, name)(actor, **words)
            else:
                getattr(desk, name)(actor, *words)
        refused.add(name)
    assert len(refused) >= 2
    assert desk.audit(ADMIN).total == before
    assert desk.export_target(ADMIN, number).data.decode() == DRAFT


def test_a_viewer_reads_everything_and_changes_nothing(desk: Desk, take: Callable[..., int]) -> None:
    number = take()
    fingerprint = desk.page(ADMIN, number).rows[1].findings[0].finding.fingerprint
    given = arguments(number, fingerprint)
    for name in TABLE[Role.VIEWER].split():
        words = given.get(name, ())
        assert isinstance(words, tuple)
        getattr(desk, name)(Actor("eve", Role.VIEWER), *words)
    assert desk.audit(ADMIN).total == 1


def test_a_translator_does_not_dismiss(desk: Desk, take: Callable[..., int]) -> None:
    number = take()
    fingerprint = desk.page(ADMIN, number).rows[1].findings[0].finding.fingerprint
    ben, cai = Actor("ben", Role.TRANSLATOR), Actor("cai", Role.REVIEWER)
    with pytest.raises(Forbidden, match="to say dismissed needs reviewer"):
        desk.decide(ben, number, fingerprint, State.DISMISSED, reason="so")
    desk.decide(cai, number, fingerprint, State.DISMISSED, reason="so")
    with pytest.raises(Forbidden, match="to change dismissed needs reviewer"):
        desk.decide(ben, number, fingerprint, State.OPEN)
