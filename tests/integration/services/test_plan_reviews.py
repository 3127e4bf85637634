"""A draft beside its text: facts follow their rows, and what was looked at stays so."""

from __future__ import annotations

import pytest

from ddci_tracker.domain.plan_tables import rows_of
from ddci_tracker.services import plan_drafts, plan_imports, plan_reviews
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.plan_reviews import ReviewedFact, ReviewView
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import NOW, OWNER, person
from tests.unit.plans.importing.test_reading import PLAN

LEFT = "2. Kế hoạch này có hiệu lực từ ngày ký."
TEXT = "\n".join([*PLAN[:26], LEFT, *PLAN[26:]]).encode()


@pytest.fixture
def draft(empty: Tracker) -> str:
    found = plan_imports.begin_from_text(empty, OWNER, "ke-hoach.txt", TEXT, now=NOW)
    return found.begun().id


def seen(tracker: Tracker, draft: str) -> ReviewView:
    view = plan_reviews.review_of(tracker, OWNER, draft)
    assert view is not None
    return view


def tasks(tracker: Tracker, draft: str) -> list[ReviewedFact]:
    found = [each for each in seen(tracker, draft).facts if each.fact.table == "tasks"]
    return sorted(found, key=lambda each: each.fact.row)


def titles(tracker: Tracker, draft: str) -> list[str]:
    return [each.cells["title"] for each in tasks(tracker, draft)]


def test_every_fact_stands_in_the_row_that_its_lines_print(empty: Tracker, draft: str) -> None:
    view = seen(empty, draft)
    printed = view.text.lines
    (target, other) = [each for each in view.facts if each.fact.table == "targets"][-2:]
    assert target.cells["value"] == "8.20"
    assert "8,20" in printed[target.lines.first - 1].text
    assert "nhóm 05" in printed[other.lines.first - 1].text
    assert target.part == ("DDCI", "time_cost")
    assert [printed[each.lines.first - 1].text for each in view.left] == [LEFT]
    facts = {(each.fact.table, each.fact.column) for each in view.facts}
    assert {("document", "document.number"), ("sub_indices", "lead")} <= facts


def test_what_was_looked_at_is_counted_and_may_be_taken_back(empty: Tracker, draft: str) -> None:
    before = seen(empty, draft)
    wanted = before.open[0].key
    plan_reviews.accept(empty, OWNER, draft, {wanted}, now=NOW)
    plan_reviews.accept(empty, person(Role.COORDINATOR, agency="SXD-HG"), draft, {wanted}, now=NOW)
    after = seen(empty, draft)
    assert (len(after.open), after.looked_at) == (len(before.open) - 1, 1)
    noted = next(each.seen for each in after.places if each.key == wanted)
    assert noted is not None
    assert noted.by == OWNER.name
    plan_reviews.take_back(empty, OWNER, draft, {wanted})
    assert seen(empty, draft).open == before.open
    assert len(after.steps) == after.sure + after.looked_at + after.still


def test_the_tasks_of_one_paragraph_are_one_step(empty: Tracker) -> None:
    """Whether they stand on one line or on several that a margin broke; bullets stay apart."""
    several = (
        "- Công khai hồ sơ; niêm yết quy hoạch chi tiết; trả lời kiến nghị của doanh nghiệp.",
        "- Rà soát thủ tục đất đai; cập nhật bảng giá;",
        "phổ biến chính sách mới cho doanh nghiệp.",
        "- Kiểm tra hồ sơ; xin lỗi doanh nghiệp bằng văn bản.",
    )
    at = next(number for number, line in enumerate(PLAN) if line.startswith("+ Rà soát"))
    text = "\n".join([*PLAN[:at], *several, *PLAN[at:]]).encode()
    draft = plan_imports.begin_from_text(empty, OWNER, "ke-hoach.txt", text, now=NOW).begun().id
    view = seen(empty, draft)
    said = [
        [each.cells["title"] for each in step if isinstance(each, ReviewedFact)]
        for step in view.steps
        if len(step) > 1
    ]
    assert said[:3] == [
        ["Công khai hồ sơ", "Niêm yết quy hoạch chi tiết", "Trả lời kiến nghị của doanh nghiệp"],
        [
            "Rà soát thủ tục đất đai",
            "Cập nhật bảng giá",
            "Phổ biến chính sách mới cho doanh nghiệp",
        ],
        ["Kiểm tra hồ sơ", "Xin lỗi doanh nghiệp bằng văn bản"],
    ]
    step = next(step for step in view.steps if len(step) == 3)
    assert view.step_of(step[1].key) == step
    plan_reviews.accept(empty, OWNER, draft, {each.key for each in step}, now=NOW)
    after = seen(empty, draft)
    assert (after.still, after.looked_at) == (view.still - 1, 1)
    assert len(after.open) == len(view.open) - sum(each.is_open for each in step)


def test_a_task_is_split_joined_dropped_and_put_back(empty: Tracker, draft: str) -> None:
    whole = titles(empty, draft)
    second = tasks(empty, draft)[1]
    plan_reviews.split(
        empty, OWNER, draft, second.key, ["Công khai hồ sơ", " Xin lỗi ", ""], revision=1, now=NOW
    )
    assert titles(empty, draft) == [whole[0], "Công khai hồ sơ", "Xin lỗi", *whole[2:]]
    split = tasks(empty, draft)
    assert len({each.cells["code"] for each in split}) == len(split)
    assert [each.is_open for each in split[1:3]] == [False, False]
    assert split[1].lines == split[2].lines
    plan_reviews.join(empty, OWNER, draft, split[2].key, revision=2, now=NOW)
    assert titles(empty, draft) == [whole[0], "Công khai hồ sơ; Xin lỗi", *whole[2:]]
    plan_reviews.drop(empty, OWNER, draft, tasks(empty, draft)[0].key, revision=3, now=NOW)
    assert titles(empty, draft) == ["Công khai hồ sơ; Xin lỗi", *whole[2:]]
    plan_drafts.restore_version(empty, OWNER, draft, 1, revision=4, now=NOW)
    assert titles(empty, draft) == whole


def test_a_fact_is_corrected_moved_and_cleared(empty: Tracker, draft: str) -> None:
    view = seen(empty, draft)
    task = tasks(empty, draft)[0]
    cells = {"sub": "legal_institutions", "title": " Rà soát giấy phép"}
    plan_reviews.edit(empty, OWNER, draft, task.key, cells, revision=1, now=NOW)
    moved = next(each for each in seen(empty, draft).facts if each.key == task.key)
    assert (moved.part[1], moved.cells["title"]) == ("legal_institutions", "Rà soát giấy phép")
    assert not moved.is_open
    lead = next(each for each in view.facts if each.fact.column == "lead")
    plan_reviews.drop(empty, OWNER, draft, lead.key, revision=2, now=NOW)
    after = seen(empty, draft)
    assert lead.key not in {each.key for each in after.facts}
    assert "lead" not in after.draft.tables["sub_indices"][lead.fact.row - 1].cells
    with pytest.raises(Refused):
        plan_reviews.edit(empty, OWNER, draft, lead.key, {}, revision=3, now=NOW)
    with pytest.raises(Conflict):
        plan_reviews.drop(empty, OWNER, draft, task.key, revision=2, now=NOW)


def test_lines_of_which_nothing_came_become_a_task_of_the_part_above(
    empty: Tracker, draft: str
) -> None:
    (left,) = seen(empty, draft).left
    plan_reviews.place(empty, OWNER, draft, left.key, revision=1, now=NOW)
    view = seen(empty, draft)
    made = next(each for each in view.facts if each.key == left.key)
    assert (made.cells["title"], made.lines, made.is_open) == (LEFT[3:], left.lines, False)
    assert view.left == ()
    assert view.draft.problems == ()


def test_facts_follow_their_rows_when_the_tables_are_changed_elsewhere(
    empty: Tracker, draft: str
) -> None:
    first, *others = tasks(empty, draft)
    tables = plan_drafts.draft_of(empty, OWNER, draft).tables
    rows = [dict(row.cells) for row in tables["tasks"]][1:]
    rows[-1]["title"] = "Khác"
    changed = {**tables, "tasks": rows_of(rows)}
    plan_drafts.save(empty, OWNER, draft, changed, revision=1, now=NOW)
    left = tasks(empty, draft)
    assert [each.key for each in left] == [each.key for each in others]
    assert left[-1].seen is not None
    assert [each.seen for each in left[:-1]] == [None] * (len(left) - 1)
    assert first.key not in {each.key for each in left}


def test_only_tasks_are_split_and_into_more_than_one(empty: Tracker, draft: str) -> None:
    view = seen(empty, draft)
    target = next(each for each in view.facts if each.fact.table == "targets")
    for key, wanted in ((target.key, ["Một", "Hai"]), (tasks(empty, draft)[0].key, ["Một", " "])):
        with pytest.raises(Refused):
            plan_reviews.split(empty, OWNER, draft, key, wanted, revision=1, now=NOW)
    with pytest.raises(Refused):
        plan_reviews.join(empty, OWNER, draft, tasks(empty, draft)[0].key, revision=1, now=NOW)


def test_a_draft_that_was_not_read_has_no_review(empty: Tracker) -> None:
    cells = {"agency.code": "SXD-MH", "document.year": "2026", "indices": "DDCI"}
    entry = plan_drafts.begin_empty(empty, OWNER, cells=cells, now=NOW)
    assert plan_reviews.review_of(empty, OWNER, entry.id) is None
