"""The contract of the service, the same on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from review.samples import ADMIN, DRAFT, SOURCE
from small import TERMS
from transqa.baseline import compare, read_baseline
from transqa.config import Config
from transqa.curate import Change
from transqa.errors import InputError, TermbaseError
from transqa.model import Severity
from transqa.pipeline import PairPaths, check_paths
from transqa.report import render_json
from transqa.review import (
    Actor,
    AuditFilters,
    Cancelled,
    Conflict,
    Desk,
    Filters,
    LinkAction,
    NotFound,
    Page,
    Progress,
    Reviewed,
    Role,
    Stage,
    State,
    Upload,
)
from transqa.termbase.model import Deprecated

Take = Callable[..., int]
BEN = Actor("ben", Role.TRANSLATOR)
CAI = Actor("cai", Role.REVIEWER)


def faults(page: Page, rule: str = "TRM001") -> list[Reviewed]:
    return [one for row in page.rows for one in row.findings if one.finding.rule == rule]


def edit(desk: Desk, number: int, block: int, text: str, *, actor: Actor = BEN, page: Page | None = None) -> None:
    page = page or desk.page(actor, number)
    (base,) = [one.text for row in page.rows for one in row.target if one.index == block]
    desk.edit_block(actor, number, block, base_revision=page.revision, base=base, text=text)


def target(desk: Desk, number: int) -> str:
    return desk.export_target(ADMIN, number).data.decode()


def test_an_import_is_checked_at_once(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(ADMIN, number)
    assert page.rules["TRM001"] == 2
    assert [row.kind for row in page.rows] == ["1-1"] * 4
    assert (page.total, page.revision, page.states[State.OPEN]) == (4, 1, page.findings)
    found = faults(page)[0]
    assert found.finding.target
    assert found.finding.target.text == DRAFT[found.finding.target.span.start : found.finding.target.span.end] == "摸索"
    block = page.rows[1].target[0]
    assert block.text == DRAFT[block.span.start : block.span.end]
    assert block.line == 3


def test_findings_are_those_of_transqa_check(desk: Desk, config: Config, take: Take) -> None:
    draft = DRAFT.replace("第二段", "<!-- transqa-ignore TRM001: a quotation -->\n\n第二段")
    number = take(target=draft)
    files = [config.root / name for name in ("en.md", "zh.md")]
    for file, text in zip(files, (SOURCE, draft), strict=True):
        file.write_text(text, encoding="utf-8")
    report = check_paths([PairPaths(files[0], files[1], "en", "zh-Hans")], config=config)
    ours = json.loads(desk.export_report(ADMIN, [number], "json").data)
    theirs = json.loads(render_json(report))
    for document in (ours["documents"][0], theirs["documents"][0]):
        del document["source"], document["target"]
    assert ours == theirs
    assert [one["rule"] for one in ours["documents"][0]["findings"]].count("TRM001") == 1
    assert b"a quotation" in desk.export_report(ADMIN, [number], "sarif").data


def test_the_overview_adds_up(desk: Desk, take: Take) -> None:
    number = take()
    (summary,) = desk.documents(ADMIN)
    page = desk.page(ADMIN, number)
    assert summary == desk.document(ADMIN, number)
    assert summary.findings == page.findings == sum(summary.open.values())
    assert sum(one.count for one in desk.counts(ADMIN)) == page.findings
    assert not summary.passed
    assert summary.reasons
    assert (summary.revision, summary.rows, summary.updated_by, summary.progress) == (1, 4, "ada", 0.0)
    assert desk.projects(ADMIN) == ("default",)
    assert desk.documents(ADMIN, project="another") == ()


def test_progress_is_told_and_an_import_can_be_cancelled(desk: Desk) -> None:
    told: list[Progress] = []
    pair = Upload("en.md", SOURCE.encode()), Upload("zh.md", DRAFT.encode())
    with pytest.raises(Cancelled):
        desk.import_pair(ADMIN, *pair, on_progress=told.append, cancel=lambda: len(told) == 3)
    assert [one.stage for one in told] == [Stage.READ, Stage.ALIGN, Stage.CHECK]
    assert desk.documents(ADMIN) == ()
    assert desk.audit(ADMIN).total == 0


def test_the_same_pair_again_is_no_news(desk: Desk, take: Take) -> None:
    number = take()
    again = desk.import_pair(ADMIN, Upload("en.md", SOURCE.encode()), Upload("zh.md", DRAFT.encode()))
    assert (again.document, again.created, again.changed) == (number, False, False)
    assert desk.document(ADMIN, number).revision == 1


def test_a_new_version_keeps_what_was_said(desk: Desk, take: Take) -> None:
    number = take()
    first, second = faults(desk.page(ADMIN, number))
    desk.decide(CAI, number, second.finding.fingerprint, State.DISMISSED, reason="a quotation")
    taken = desk.import_pair(
        ADMIN,
        Upload("en.md", SOURCE.encode()),
        Upload("zh.md", DRAFT.replace("小型网络中的摸索", "小型网络中的顿悟").encode()),
    )
    assert taken.changed
    page = desk.page(ADMIN, number)
    (left,) = faults(page)
    assert (left.state, left.reason, left.who) == (State.DISMISSED, "a quotation", "cai")
    detail = desk.finding(ADMIN, first.finding.fingerprint, document=number)
    assert detail.reviewed.state is State.FIXED
    assert desk.document(ADMIN, number).states[State.FIXED] >= 1


def test_a_file_that_was_edited_here_and_there_is_a_conflict(desk: Desk, take: Take) -> None:
    number = take()
    edit(desk, number, 0, "# 文摘")
    other = DRAFT.replace("摘要", "概要")
    with pytest.raises(Conflict) as caught:
        desk.import_pair(ADMIN, Upload("en.md", SOURCE.encode()), Upload("zh.md", other.encode()))
    assert (caught.value.base, caught.value.yours, caught.value.who) == (DRAFT, other, "ben")
    assert caught.value.theirs == target(desk, number) == DRAFT.replace("# 摘要", "# 文摘")
    desk.import_pair(ADMIN, Upload("en.md", SOURCE.encode()), Upload("zh.md", other.encode()), replace=True)
    assert target(desk, number) == other
    assert desk.export_target(ADMIN, number, revision=2).data.decode() == DRAFT.replace("# 摘要", "# 文摘")
    assert [one.what for one in desk.versions(ADMIN, number)] == ["import", "edit", "import"]
    edit(desk, number, 0, "# 文摘")
    desk.import_pair(ADMIN, Upload("en.md", SOURCE.encode()), Upload("zh.md", other.encode()), replace=True)
    assert target(desk, number) == other


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("zh.md", b"\x89PNG\r\n\x1a\n", "zh.md: is a PNG image, not text"),
        ("zh.md", b"a\0b", "zh.md: holds a NUL byte"),
        ("zh.md", b" \n", "zh.md: is empty"),
        ("zh.md", "一个模型".encode("gb18030") * 9, "zh.md:1: is not UTF-8"),
        ("zh.md", b"x" * (50 * 1024 * 1024), "zh.md: is 50.0 MB; the limit is 20 MB"),
        ("../..", DRAFT.encode(), "is no name for a document"),
        ("zh.md", SOURCE.encode(), "both look like English"),
    ],
)
def test_a_file_that_cannot_be_taken(desk: Desk, name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        desk.import_pair(ADMIN, Upload("en.md", SOURCE.encode()), Upload(name, data))
    assert "\n" not in str(caught.value)
    assert desk.documents(ADMIN) == ()


def test_a_name_without_tricks(desk: Desk, take: Take) -> None:
    number = take(name="..\\../docs//<b>/zh.md")
    assert desk.document(ADMIN, number).name == "docs/<b>/zh.md"
    assert desk.export_target(ADMIN, number).name == "zh.md"


def test_what_is_decided_stays_and_is_scored(desk: Desk, take: Take) -> None:
    number = take()
    before = desk.document(ADMIN, number)
    first, second = faults(desk.page(ADMIN, number))
    desk.decide(CAI, number, first.finding.fingerprint, State.DISMISSED, reason="a quotation")
    said = desk.decide(BEN, number, second.finding.fingerprint, State.ACCEPTED)
    assert (said.state, said.who) == (State.ACCEPTED, "ben")
    after = desk.document(ADMIN, number)
    assert (after.states[State.DISMISSED], after.states[State.ACCEPTED]) == (1, 1)
    assert before.score is not None
    assert after.score is not None
    assert after.score > before.score
    assert after.trend == (before.score, after.score)
    assert [one.open for one in desk.scores_over_time(ADMIN, document=number)][-1] == before.findings - 2


def test_a_dismissal_needs_a_reason_and_fixed_is_no_opinion(desk: Desk, take: Take) -> None:
    number = take()
    fingerprint = faults(desk.page(ADMIN, number))[0].finding.fingerprint
    with pytest.raises(InputError, match="needs a reason"):
        desk.decide(CAI, number, fingerprint, State.DISMISSED, reason="  ")
    with pytest.raises(InputError, match="fixed by an edit"):
        desk.decide(CAI, number, fingerprint, State.FIXED)
    with pytest.raises(NotFound):
        desk.decide(CAI, number, "0" * 20 + "-1", State.ACCEPTED)
    assert desk.audit(ADMIN, AuditFilters(actions=("decide",))).total == 0


def test_two_decisions_at_once_are_a_conflict(desk: Desk, take: Take) -> None:
    number = take()
    fingerprint = faults(desk.page(ADMIN, number))[0].finding.fingerprint
    desk.decide(BEN, number, fingerprint, State.DEFERRED, expected=State.OPEN)
    with pytest.raises(Conflict) as caught:
        desk.decide(CAI, number, fingerprint, State.ACCEPTED, expected=State.OPEN)
    assert (caught.value.theirs, caught.value.yours, caught.value.who) == ("deferred", "accepted", "ben")


def test_an_edit_is_checked_at_once(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(BEN, number)
    block = page.rows[1].target[0]
    edited = desk.edit_block(
        BEN, number, block.index, base_revision=1, base=block.text, text=block.text.replace("摸索", "顿悟")
    )
    assert [one.rule for one in edited.gone] == ["TRM001"]
    assert (edited.revision, edited.row, edited.new) == (2, 1, ())
    assert target(desk, number) == DRAFT.replace("摸索", "顿悟", 1)
    assert len(faults(desk.page(BEN, number))) == 1
    assert desk.export_target(BEN, number, revision=1).data.decode() == DRAFT


def test_two_edits_of_one_block_keep_both_texts(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(BEN, number)
    base = page.rows[1].target[0].text
    edit(desk, number, 1, base.replace("摸索", "顿悟"), page=page)
    with pytest.raises(Conflict) as caught:
        edit(desk, number, 1, base + "好。", actor=CAI, page=page)
    conflict = caught.value
    assert (conflict.base, conflict.theirs, conflict.yours) == (base, base.replace("摸索", "顿悟"), base + "好。")
    assert (conflict.who, conflict.revision) == ("ben", 2)
    merged = conflict.theirs + "好。"
    desk.edit_block(CAI, number, 1, base_revision=conflict.revision, base=conflict.theirs, text=merged)
    assert merged in target(desk, number)


def test_an_edit_of_another_block_is_no_conflict(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(BEN, number)
    edit(desk, number, 0, "# 摘要\n\n新的一段。", page=page)
    edit(desk, number, 3, "见 https://example.org 。", actor=CAI, page=page)
    assert target(desk, number) == DRAFT.replace("# 摘要", "# 摘要\n\n新的一段。").replace("现在请看", "见")


def test_an_edit_of_a_block_that_is_gone(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(BEN, number)
    edit(desk, number, 2, "", page=page)
    with pytest.raises(Conflict) as caught:
        edit(desk, number, 2, "第二段。", actor=CAI, page=page)
    assert (caught.value.theirs, caught.value.block) == ("", None)
    with pytest.raises(NotFound):
        desk.edit_block(CAI, number, 9, base_revision=1, base="", text="x")


def test_line_ends_and_byte_order_mark_stay(desk: Desk, take: Take) -> None:
    draft = "\ufeff" + DRAFT.replace("\n", "\r\n")
    number = take(target=draft)
    edit(desk, number, 1, "一行\n又一行\n")
    expected = draft.replace(DRAFT.split("\n\n")[1], "一行\r\n又一行")
    assert desk.export_target(ADMIN, number).data == expected.encode()


def test_nothing_is_written_that_cannot_be_read_again(desk: Desk, take: Take) -> None:
    number = take(target="# 摘要\n")
    for text, message in (("\0", "NUL"), ("\ud800", "half of a character"), ("", "nothing would be left")):
        with pytest.raises(InputError, match=message):
            edit(desk, number, 0, text)
    assert desk.document(ADMIN, number).revision == 1


def test_a_fix_is_applied(desk: Desk, take: Take) -> None:
    number = take()
    first, second = faults(desk.page(BEN, number))
    done = desk.apply_fix(BEN, number, first.finding.fingerprint)
    assert target(desk, number) == DRAFT.replace("摸索", "顿悟", 1)
    assert [one.fingerprint for one in done.gone] == [first.finding.fingerprint]
    assert [one.finding.fingerprint for one in faults(desk.page(BEN, number))] == [second.finding.fingerprint]
    with pytest.raises(NotFound):
        desk.apply_fix(BEN, number, first.finding.fingerprint)
    (precision,) = [one for one in desk.rule_precision(ADMIN) if one.rule == "TRM001"]
    assert (precision.right, precision.wrong, precision.open) == (1, 0, 1)


def test_twins_keep_their_own_verdicts(desk: Desk, take: Take) -> None:
    twice = "我们研究小型网络中的摸索现象。该实验室筹集了 15 亿美元。"
    english = "We study grokking in small networks. The lab raised $1.5 billion."
    number = take(
        f"# A\n\n{english}\n\nBetween the two.\n\n{english}\n", f"# 甲\n\n{twice}\n\n在两者之间。\n\n{twice}\n"
    )
    first, second = faults(desk.page(BEN, number))
    desk.decide(CAI, number, second.finding.fingerprint, State.DISMISSED, reason="the second is a quotation")
    edit(desk, number, 1, twice.replace("摸索", "顿悟"))
    (left,) = faults(desk.page(BEN, number))
    assert (left.state, left.row) == (State.DISMISSED, 3)
    assert desk.document(ADMIN, number).states[State.FIXED] == 1
    edit(desk, number, 1, twice)
    assert [one.state for one in faults(desk.page(BEN, number))] == [State.OPEN, State.DISMISSED]
    assert first.state is State.OPEN


def test_what_comes_back_is_open_again(desk: Desk, take: Take) -> None:
    number = take()
    found = faults(desk.page(BEN, number))[0].finding
    desk.apply_fix(BEN, number, found.fingerprint)
    edit(desk, number, 1, DRAFT.split("\n\n")[1])
    assert [one.state for one in faults(desk.page(BEN, number))] == [State.OPEN, State.OPEN]


def test_a_missing_translation_is_put_in(desk: Desk, take: Take) -> None:
    blocks = DRAFT.split("\n\n")
    number = take(target="\n\n".join([blocks[0], blocks[1], blocks[3]]))
    page = desk.page(BEN, number)
    (row,) = [one for one in page.rows if not one.target]
    done = desk.insert_block(BEN, number, row.anchor, text=blocks[2].replace("摸索", "顿悟"))
    assert target(desk, number) == DRAFT.replace("谈到了摸索", "谈到了顿悟")
    assert done.row == 2
    with pytest.raises(Conflict):
        desk.insert_block(CAI, number, row.anchor, text="又一次。")


def test_a_sign_off_does_not_outlive_an_edit(desk: Desk, take: Take) -> None:
    number = take()
    signed = desk.sign_off(CAI, number, revision=1).signed_off
    assert signed
    assert (signed.who, signed.revision) == ("cai", 1)
    with pytest.raises(InputError, match="cai signed it off already"):
        desk.sign_off(CAI, number, revision=1)
    assert desk.withdraw(CAI, number).signed_off is None
    desk.sign_off(CAI, number, revision=1)
    edit(desk, number, 0, "# 文摘")
    assert desk.document(ADMIN, number).signed_off is None
    with pytest.raises(Conflict):
        desk.sign_off(CAI, number, revision=1)
    actions = [one.action for one in reversed(desk.audit(ADMIN).entries)]
    assert actions == ["import", "sign off", "withdraw", "sign off", "edit", "sign-off lost"]


def test_comments_and_assignments_follow_their_rows(desk: Desk, take: Take) -> None:
    number = take("# A digest\n", "# 摘要\n\n多出来的一段。\n")
    row = desk.page(BEN, number).rows[1]
    assert row.kind == "0-1"
    desk.comment(BEN, number, "为什么多一段？", anchor=row.anchor)
    desk.assign(CAI, number, "ben", anchor=row.anchor)
    desk.assign(CAI, number, "cai")
    edit(desk, number, 1, "多出来的另一段。")
    first, second = desk.page(BEN, number).rows
    assert (second.comments, second.assignee, first.assignee) == (1, "ben", "cai")
    (said,) = desk.comments(ADMIN, number, anchor=second.anchor)
    assert (said.text, said.who) == ("为什么多一段？", "ben")
    assert desk.assignees(ADMIN) == ("ada", "ben", "cai")
    assert desk.page(BEN, number, Filters(assignee="ben")).total == 1
    desk.assign(CAI, number, None)
    assert desk.page(BEN, number, Filters(assignee="")).total == 1
    with pytest.raises(NotFound):
        desk.comment(BEN, number, "x", anchor=row.anchor)
    with pytest.raises(InputError, match="empty"):
        desk.comment(BEN, number, " ")


def test_comments_on_a_finding_follow_it(desk: Desk, take: Take) -> None:
    number = take()
    found = faults(desk.page(BEN, number))[1]
    desk.comment(BEN, number, "<script>alert(1)</script>", fingerprint=found.finding.fingerprint)
    edit(desk, number, 2, "第二段，也以一定的篇幅，谈到了摸索。")
    again = faults(desk.page(BEN, number))[1]
    assert again.finding.fingerprint != found.finding.fingerprint
    assert again.comments == 1
    detail = desk.finding(ADMIN, again.finding.fingerprint)
    assert [one.text for one in detail.comments] == ["<script>alert(1)</script>"]
    assert [one.action for one in detail.history] == ["comment", "carry"]
    assert detail.concept
    assert detail.concept.id == "grokking"
    assert detail.row
    assert detail.rule_sections["Why"]


def test_filters(desk: Desk, take: Take) -> None:
    number = take()
    page = desk.page(ADMIN, number, Filters(rules=("TRM",), only_with_findings=True))
    assert [row.index for row in page.rows] == [1, 2]
    assert page.findings == 2
    assert page.rules == desk.page(ADMIN, number).rules
    assert desk.page(ADMIN, number, Filters(text="EXAMPLE.org")).total == 1
    assert desk.page(ADMIN, number, Filters(text="100%_")).total == 0
    assert desk.page(ADMIN, number, Filters(severities=(Severity.NEUTRAL,))).total == 0
    found = page.rows[0].findings[0].finding.fingerprint
    desk.decide(CAI, number, found, State.DISMISSED, reason="so")
    assert desk.page(ADMIN, number, Filters(rules=("TRM",), states=(State.DISMISSED,))).total == 1
    shown = desk.page(ADMIN, number, offset=1, limit=2)
    assert ([row.index for row in shown.rows], shown.total) == ([1, 2], 4)
    assert desk.find_row(ADMIN, number, 2, Filters(rules=("TRM",))) == 1
    assert desk.find_row(ADMIN, number, 0, Filters(rules=("TRM",))) is None


def test_links_by_hand_hold_for_later_versions(desk: Desk, take: Take) -> None:
    number = take()
    desk.change_links(CAI, number, LinkAction.MERGE, [1, 2], base_revision=1)
    links = desk.links(CAI, number)
    assert [(one.source, one.target) for one in links] == [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,))]
    assert [one.overridden for one in links] == [False, True, False]
    edit(desk, number, 1, "我们研究小型网络中的顿悟现象。")
    assert [one.overridden for one in desk.links(CAI, number)] == [False, True, False]
    revision = desk.document(CAI, number).revision
    desk.change_links(CAI, number, LinkAction.SPLIT, [1], base_revision=revision, source=[1], target=[1])
    assert [one.source for one in desk.links(CAI, number)] == [(0,), (1,), (2,), (3,)]
    export = desk.export_links(CAI, number)
    assert export.name == "zh.md.links.json"
    assert [len(one["source"]) for one in json.loads(export.data)["links"]] == [1, 1]
    revision = desk.document(CAI, number).revision
    desk.change_links(CAI, number, LinkAction.MOVE, [], base_revision=revision, source=[1], target=[])
    assert [(one.source, one.target) for one in desk.links(CAI, number)][1:3] == [((), (1,)), ((1,), ())]
    desk.reset_links(CAI, number)
    assert not any(one.overridden for one in desk.links(CAI, number))
    with pytest.raises(InputError, match="two rows"):
        desk.change_links(CAI, number, LinkAction.MERGE, [1], base_revision=revision + 2)
    with pytest.raises(Conflict):
        desk.change_links(CAI, number, LinkAction.MERGE, [1, 2], base_revision=1)


def test_exports(desk: Desk, take: Take) -> None:
    number = take()
    found = faults(desk.page(ADMIN, number))[0].finding
    desk.decide(CAI, number, found.fingerprint, State.DISMISSED, reason="ein Zitat")
    (line,) = desk.export_decisions(ADMIN, document=number).data.decode().splitlines()
    row = json.loads(line)
    assert (row["fingerprint"], row["state"], row["reason"]) == (found.fingerprint, "dismissed", "ein Zitat")
    for format in desk.report_formats(ADMIN):
        export = desk.export_report(ADMIN, [number], format)
        assert export.data
        assert export.name.startswith("zh.")
    reported = json.loads(desk.export_report(ADMIN, [number], "json").data)
    assert found.fingerprint not in {one["fingerprint"] for one in reported["documents"][0]["findings"]}


def test_a_baseline_makes_everything_known(desk: Desk, config: Config, take: Take) -> None:
    number = take()
    export = desk.export_baseline(ADMIN, [number])
    files = [config.root / name for name in ("en.md", "zh.md", export.name)]
    for file, data in zip(files, (SOURCE.encode(), DRAFT.encode(), export.data), strict=True):
        file.write_bytes(data)
    report = check_paths([PairPaths(files[0], files[1], "en", "zh-Hans")], config=config)
    compared = compare(report, read_baseline(files[2]), root=config.root, whole=True)
    assert {one.state for one in compared.report.documents[0].findings} == {"known"}
    assert compared.report.fixed == ()


def test_the_trail_has_every_change(desk: Desk, take: Take) -> None:
    number = take()
    edit(desk, number, 0, "# 文摘")
    desk.set_role(ADMIN, "ben", Role.REVIEWER)
    desk.remove_document(ADMIN, number)
    trail = desk.audit(ADMIN)
    assert [one.sequence for one in trail.entries] == list(range(trail.total, 0, -1))
    assert [one.action for one in trail.entries] == ["remove", "set role", "edit", "import"]
    change = trail.entries[2]
    assert (change.before["text"], change.after["text"], change.who) == ("# 摘要", "# 文摘", "ben")
    assert desk.documents(ADMIN) == ()
    assert desk.audit(ADMIN, AuditFilters(who="ben")).total == 1
    assert desk.audit(ADMIN, AuditFilters(since=change.when), limit=1).total == 3
    with pytest.raises(NotFound):
        desk.page(ADMIN, number)


def test_the_members_role_counts_more_than_the_claim(desk: Desk) -> None:
    assert desk.sign_in("dora").role is Role.VIEWER
    assert desk.sign_in("dora", claimed=Role.ADMIN).role is Role.ADMIN
    desk.set_role(ADMIN, "dora", Role.TRANSLATOR)
    assert desk.sign_in("dora", claimed=Role.ADMIN).role is Role.TRANSLATOR
    assert [one.name for one in desk.members(ADMIN)] == ["dora"]
    desk.set_role(ADMIN, "dora", None)
    assert desk.members(ADMIN) == ()


def test_a_folder_is_watched(desk: Desk, config: Config) -> None:
    for language, text in (("en", SOURCE), ("zh-Hans", DRAFT)):
        (config.root / "docs" / language).mkdir(parents=True)
        (config.root / "docs" / language / "a.md").write_text(text, encoding="utf-8")
        (config.root / "docs" / language / "b.md").write_bytes(b"\0")
    pattern = "docs/{lang}/*.md"
    first = desk.import_folder(ADMIN, pattern)
    assert [(one.name, one.created, bool(one.problem)) for one in first] == [
        ("docs/zh-Hans/a.md", True, False),
        ("docs/zh-Hans/b.md", False, True),
    ]
    assert not desk.import_folder(ADMIN, pattern)[0].changed
    (config.root / "docs/zh-Hans/a.md").write_text(DRAFT.replace("摸索", "顿悟"), encoding="utf-8")
    assert desk.import_folder(ADMIN, pattern)[0].changed
    assert desk.documents(ADMIN)[0].revision == 2


def test_terms_where_they_are_used(desk: Desk, take: Take) -> None:
    number = take(target=DRAFT.replace("谈到了摸索", "谈到了顿悟"))
    (row,) = desk.terms(ADMIN, "顿悟").rows
    assert (row.concept.id, row.used, row.misused) == ("grokking", 1, 1)
    uses = desk.term_uses(ADMIN, "grokking")
    assert [(one.document, one.row, one.outcome, one.target) for one in uses] == [
        (number, 1, "deprecated", "摸索"),
        (number, 2, "accepted", "顿悟"),
    ]
    assert uses[0].fingerprint == faults(desk.page(ADMIN, number))[0].finding.fingerprint
    assert desk.domains(ADMIN) == ("terms",)
    assert desk.terms(ADMIN, domain="other").total == 0


def test_an_entry_from_a_dismissal(desk: Desk, take: Take, config: Config) -> None:
    number = take()
    found = faults(desk.page(ADMIN, number))[0].finding
    desk.decide(CAI, number, found.fingerprint, State.DISMISSED, reason="the community says so")
    draft = desk.propose_from_dismissal(CAI, number, found.fingerprint)
    assert draft
    assert draft.why == "the community says so"
    preview = desk.preview_entry(CAI, draft.change)
    assert "+" in preview.diff
    (effect,) = preview.effects
    assert [one.rule for one in effect.gone] == ["TRM001", "TRM001"]
    assert (config.root / "terms.yml").read_text(encoding="utf-8") == TERMS
    place = desk.save_entry(CAI, draft.change)
    assert place.endswith("terms.yml:4")
    text = (config.root / "terms.yml").read_text(encoding="utf-8")
    assert "# Power et al. 2022" in text
    assert faults(desk.page(ADMIN, number)) == []
    assert desk.document(ADMIN, number).states.get(State.FIXED, 0) == 0
    (entry,) = desk.audit(ADMIN, AuditFilters(actions=("save entry",))).entries
    assert "摸索" in entry.after["terms"]["zh-Hans"]["accepted"]
    assert desk.propose_from_dismissal(CAI, number, found.fingerprint) is None


def test_an_entry_from_a_fix(desk: Desk, take: Take) -> None:
    number = take()
    found = faults(desk.page(ADMIN, number))[0].finding
    desk.apply_fix(BEN, number, found.fingerprint)
    # The termbase knows this one already.
    assert desk.propose_from_fix(BEN, number, found.fingerprint) is None
    change = Change("grokking", deprecated={"zh-Hans": [Deprecated("谈到", "to mention")]})
    (effect,) = desk.preview_entry(BEN, change).effects
    assert effect.document == number


def test_an_unsound_entry_is_not_written(desk: Desk, config: Config) -> None:
    change = Change("grokking", deprecated={"zh-Hans": [Deprecated("顿悟", "no")]})
    for action in (desk.preview_entry, desk.save_entry):
        with pytest.raises(TermbaseError, match="not written"):
            action(ADMIN, change)
    assert (config.root / "terms.yml").read_text(encoding="utf-8") == TERMS
    assert desk.audit(ADMIN).total == 0


def test_a_broken_termbase_does_not_close_the_desk(desk: Desk, take: Take, config: Config) -> None:
    number = take()
    (config.root / "terms.yml").write_text("concepts: [", encoding="utf-8")
    assert desk.page(ADMIN, number).findings
    assert "terms.yml" in desk.document(ADMIN, number).problem
    (config.root / "terms.yml").write_text(TERMS, encoding="utf-8")
    desk.page(ADMIN, number)
    assert desk.document(ADMIN, number).problem == ""


def test_a_new_termbase_changes_what_is_found(desk: Desk, take: Take, config: Config) -> None:
    number = take()
    Path(config.root / "terms.yml").write_text(TERMS.replace("摸索", "谈到"), encoding="utf-8")
    assert desk.document(ADMIN, number).stale
    page = desk.page(ADMIN, number)
    assert [one.finding.target and one.finding.target.text for one in faults(page)] == ["谈到"]
    assert not desk.document(ADMIN, number).stale
    # Nothing was mended: the rules changed, and not the text.
    assert desk.document(ADMIN, number).states.get(State.FIXED, 0) == 0
