"""Drafts of plans: seen by who brings plans in, kept change by change, tracked once sound."""

from dataclasses import replace

import pytest

from ddci_tracker.domain.plan import Cadence
from ddci_tracker.plans import write_plan
from ddci_tracker.plans.problems import ProblemCode
from ddci_tracker.services import boards, plan_drafts, plan_workbooks
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Forbidden, Role
from ddci_tracker.services.plan_drafts import DraftWay, UnknownDraft
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import ContradictoryDraft
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import AGENCY, NOW, OWNER, PLAN, load, person
from tests.unit.plans.test_plan_tables import LISTED_DAYS, with_listed_days

VI = Words.of()
OFFICE = person(Role.COORDINATOR)
NEW = {
    "agency.code": "SXD-MH",
    "agency.name": "Sở Xây dựng",
    "agency.short_name": "Sở Xây dựng",
    "agency.province": "Minh Họa",
    "agency.block": "departments",
    "document.title": "Kế hoạch nâng cao chỉ số DDCI năm 2026",
    "document.year": "2026",
    "indices": "DDCI",
}


def begun(tracker: Tracker, suffix: str = "-B") -> str:
    """A sound draft of a second plan of the year."""
    text = write_plan(replace(PLAN, id=PLAN.id + suffix))
    return plan_drafts.begin_from_file(tracker, OFFICE, text, now=NOW).id


def changed(tracker: Tracker, draft: str, key: str, number: int, **cells: str) -> int:
    """Change cells of one row, as it stands; the new revision."""
    view = plan_drafts.draft_of(tracker, OFFICE, draft)
    rows = list(view.tables[key])
    row = rows[number - 1]
    rows[number - 1] = replace(row, cells={**row.cells, **cells})
    tables = {**view.tables, key: tuple(rows)}
    return plan_drafts.save(tracker, OFFICE, draft, tables, revision=view.entry.revision, now=NOW)


def test_an_empty_draft_has_the_sub_indices_of_the_catalogue(empty: Tracker) -> None:
    entry = plan_drafts.begin_empty(empty, OWNER, cells=NEW, now=NOW)
    view = plan_drafts.draft_of(empty, OWNER, entry.id)
    assert entry.id == "SXD-MH-2026"
    assert len(view.tables["sub_indices"]) == 8
    assert view.problems == ()
    assert view.plan is not None
    assert view.blocking == 0


def test_a_draft_is_tracked_once_it_is_sound_and_no_plan_before(empty: Tracker) -> None:
    draft = plan_drafts.begin_empty(empty, OWNER, cells=NEW, now=NOW).id
    assert boards.list_plans(empty, OWNER) == ()
    plan, changes = plan_drafts.adopt(empty, OWNER, draft, revision=1, now=NOW)
    assert changes.is_new
    assert [each.id for each in boards.list_plans(empty, OWNER)] == [plan]
    assert plan_drafts.list_drafts(empty, OWNER) == ()
    with pytest.raises(UnknownDraft):
        plan_drafts.draft_of(empty, OWNER, draft)


def test_what_is_contradictory_keeps_a_draft_out_and_is_named_by_its_line(tracker: Tracker) -> None:
    draft = begun(tracker)
    revision = changed(tracker, draft, "tasks", 1, lead="Phòng Tin học", title="")
    problems = plan_drafts.draft_of(tracker, OFFICE, draft).problems
    assert {each.code for each in problems} == {ProblemCode.UNKNOWN_UNIT, ProblemCode.MISSING_KEY}
    with pytest.raises(ContradictoryDraft) as refused:
        plan_drafts.adopt(tracker, OFFICE, draft, revision=revision, now=NOW)
    assert refused.value.said(VI)[0] == "Nhiệm vụ, dòng 1: Nhiệm vụ – không được để trống"
    assert len(boards.list_plans(tracker, OWNER)) == 1


def test_a_task_that_ends_before_it_starts_keeps_a_draft_out(tracker: Tracker) -> None:
    draft = begun(tracker)
    revision = changed(tracker, draft, "tasks", 1, start="2021-06-01", due="2021-05-31")
    view = plan_drafts.draft_of(tracker, OFFICE, draft)
    assert view.plan is not None
    assert view.blocking == 1
    with pytest.raises(Refused):
        plan_drafts.adopt(tracker, OFFICE, draft, revision=revision, now=NOW)


def test_a_plan_that_is_there_already_is_not_overwritten(tracker: Tracker) -> None:
    draft = begun(tracker, "")
    with pytest.raises(Refused, match="already"):
        plan_drafts.adopt(tracker, OFFICE, draft, revision=1, now=NOW)


def test_every_change_is_kept_and_can_be_taken_back(tracker: Tracker) -> None:
    draft = begun(tracker)
    changed(tracker, draft, "tasks", 1, title="Việc khác")
    again = plan_drafts.restore_version(tracker, OFFICE, draft, 1, revision=2, now=NOW)
    versions = plan_drafts.draft_versions(tracker, OFFICE, draft)
    assert again == 3
    assert [each.what for each in versions] == [
        DraftWay.RESTORED,
        DraftWay.CHANGED,
        DraftWay.FILE,
    ]
    assert versions[0].body == versions[2].body != versions[1].body


def test_who_comes_second_is_told_and_changes_nothing(tracker: Tracker) -> None:
    draft = begun(tracker)
    seen = plan_drafts.draft_of(tracker, OFFICE, draft)
    changed(tracker, draft, "tasks", 1, title="Người đến trước")
    with pytest.raises(Conflict) as overtaken:
        plan_drafts.save(tracker, OFFICE, draft, seen.tables, revision=1, now=NOW)
    assert overtaken.value.by == OFFICE.name
    with pytest.raises(Conflict):
        plan_drafts.adopt(tracker, OFFICE, draft, revision=1, now=NOW)
    kept = plan_drafts.draft_of(tracker, OFFICE, draft).tables["tasks"][0]
    assert kept.cells["title"] == "Người đến trước"


def test_a_draft_outlasts_the_process(tracker: Tracker) -> None:
    draft = begun(tracker)
    engine = make_engine(tracker.engine.url.render_as_string(hide_password=False))
    later = replace(tracker, engine=engine)
    assert plan_drafts.draft_of(later, OFFICE, draft).plan is not None
    engine.dispose()


def test_a_draft_is_thrown_away_and_brought_back(tracker: Tracker) -> None:
    draft = begun(tracker)
    plan_drafts.discard(tracker, OFFICE, draft)
    assert plan_drafts.list_drafts(tracker, OFFICE) == ()
    plan_drafts.restore(tracker, OFFICE, draft)
    assert [each.id for each in plan_drafts.list_drafts(tracker, OFFICE)] == [draft]


@pytest.mark.parametrize("cadence", LISTED_DAYS)
def test_the_days_that_a_duty_lists_are_in_the_draft_the_workbook_and_next_years_plan(
    empty: Tracker, cadence: Cadence
) -> None:
    plan = with_listed_days(PLAN, cadence)
    draft = plan_drafts.begin_from_file(empty, OFFICE, write_plan(plan), now=NOW)
    assert plan_drafts.draft_of(empty, OFFICE, draft.id).plan == plan
    load(empty, plan)
    body = plan_workbooks.export_book(empty, OFFICE, plan.id, VI, now=NOW)
    assert plan_workbooks.plan_of(empty.catalog, "ke-hoach.xlsx", body) == plan
    following = plan_drafts.begin_from_plan(empty, OFFICE, plan.id, now=NOW)
    begun_from_it = plan_drafts.draft_of(empty, OFFICE, following.id).plan
    assert begun_from_it is not None
    assert begun_from_it.report_duties[0].due == plan.report_duties[0].due


@pytest.mark.parametrize("role", [Role.LEADER, Role.STAFF, Role.DISPLAY, Role.PROVINCE])
def test_nobody_else_sees_a_draft(tracker: Tracker, role: Role) -> None:
    draft = begun(tracker)
    somebody = person(role, "A" if role is Role.STAFF else None)
    assert plan_drafts.list_drafts(tracker, somebody) == ()
    with pytest.raises(Forbidden):
        plan_drafts.draft_of(tracker, somebody, draft)


def test_the_office_of_another_agency_sees_none_of_it(tracker: Tracker) -> None:
    draft = begun(tracker)
    other = person(Role.COORDINATOR, agency="SYT-LS")
    assert plan_drafts.list_drafts(tracker, other) == ()
    with pytest.raises(Forbidden):
        plan_drafts.save(tracker, other, draft, {}, revision=1, now=NOW)


def test_a_colleague_takes_a_draft_over(tracker: Tracker) -> None:
    draft = begun(tracker)
    colleague = replace(OFFICE, name="dong-nghiep")
    plan_drafts.take_over(tracker, colleague, draft)
    assert plan_drafts.draft_of(tracker, OFFICE, draft).entry.holder == "dong-nghiep"


def test_a_draft_goes_out_and_comes_back_as_a_workbook_complete_or_not(tracker: Tracker) -> None:
    draft = begun(tracker)
    changed(tracker, draft, "tasks", 1, lead="Phòng Tin học")
    before = plan_drafts.draft_of(tracker, OFFICE, draft)
    body = plan_drafts.draft_book(tracker, OFFICE, draft, VI, now=NOW)
    plan_drafts.replace_by_workbook(
        tracker, OFFICE, draft, "ban-thao.xlsx", body, revision=2, now=NOW
    )
    assert plan_drafts.draft_of(tracker, OFFICE, draft).problems == before.problems


def test_a_workbook_takes_only_the_sheets_that_were_filled_in_since_it_was_written(
    tracker: Tracker,
) -> None:
    draft = begun(tracker)
    written = plan_drafts.draft_of(tracker, OFFICE, draft).tables
    changed(tracker, draft, "units", 1, name="Tên người khác sửa")

    def filled(table: str, **cells: str) -> bytes:
        first, *others = written[table]
        rows = (replace(first, cells={**first.cells, **cells}), *others)
        tables, origin = {**written, table: rows}, f"{draft}@1"
        return plan_workbooks.book_of(
            tracker.catalog, tables, "Kế hoạch", VI, now=NOW, origin=origin
        )

    def put_back(body: bytes, revision: int, *, takes_all: bool = False) -> None:
        plan_drafts.replace_by_workbook(
            tracker,
            OFFICE,
            draft,
            "ban-thao.xlsx",
            body,
            revision=revision,
            now=NOW,
            takes_all=takes_all,
        )

    def says(table: str, column: str) -> str:
        return plan_drafts.draft_of(tracker, OFFICE, draft).tables[table][0].cells[column]

    put_back(filled("tasks", title="Việc ghi trong sổ"), 2)
    assert says("tasks", "title") == "Việc ghi trong sổ"
    assert says("units", "name") == "Tên người khác sửa"

    same_sheet = filled("units", name="Tên ghi trong sổ")
    with pytest.raises(Refused) as both:
        put_back(same_sheet, 3)
    assert "Đơn vị" in both.value.said(VI)
    assert OFFICE.name in both.value.said(VI)
    assert says("units", "name") == "Tên người khác sửa"
    put_back(same_sheet, 3, takes_all=True)
    assert says("units", "name") == "Tên ghi trong sổ"


def test_a_damaged_workbook_begins_no_draft(tracker: Tracker) -> None:
    with pytest.raises(plan_workbooks.WrongCells):
        plan_drafts.begin_from_workbook(tracker, OFFICE, "a.xlsx", b"khong phai", now=NOW)
    assert plan_drafts.list_drafts(tracker, OFFICE) == ()


def test_next_years_plan_begins_with_this_one(tracker: Tracker) -> None:
    entry = plan_drafts.begin_from_plan(tracker, OFFICE, PLAN.id, now=NOW)
    view = plan_drafts.draft_of(tracker, OFFICE, entry.id)
    plan = view.plan
    assert plan is not None
    assert (plan.id, plan.year) == (f"{AGENCY}-2022", 2022)
    assert plan.units == PLAN.units
    assert plan.report_duties == PLAN.report_duties
    assert plan.document.issued_on is None
    assert all(part.targets == () for part in plan.sub_indices)
    assert {task.code for _, task in plan.all_tasks()} == {
        task.code for _, task in PLAN.all_tasks()
    }


def test_what_the_year_before_aimed_at_stands_beside_the_draft(tracker: Tracker) -> None:
    following = plan_drafts.begin_from_plan(tracker, OFFICE, PLAN.id, now=NOW).id
    before = plan_drafts.targets_before(tracker, OFFICE, following, now=NOW)
    wholes = [each for part in PLAN.overall for each in part.targets]
    aimed = wholes + [each for part in PLAN.sub_indices for each in part.targets]
    assert aimed
    assert [(year, target) for year, _, target in before] == [(PLAN.year, e) for e in aimed]
    assert plan_drafts.targets_before(tracker, OFFICE, begun(tracker), now=NOW) == ()


def test_only_chosen_tasks_go_on_and_a_year_that_does_not_follow_is_refused(
    tracker: Tracker,
) -> None:
    entry = plan_drafts.begin_from_plan(tracker, OFFICE, PLAN.id, tasks=(), now=NOW)
    view = plan_drafts.draft_of(tracker, OFFICE, entry.id)
    assert "tasks" not in view.tables
    with pytest.raises(Refused):
        plan_drafts.begin_from_plan(tracker, OFFICE, PLAN.id, year=2021, now=NOW)


def test_a_second_draft_of_the_same_plan_has_a_name_of_its_own(tracker: Tracker) -> None:
    load(tracker, PLAN)
    assert begun(tracker) != begun(tracker)
