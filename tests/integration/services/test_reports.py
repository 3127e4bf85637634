"""Periodic reports from hand-in to acceptance, and what the report rows then say."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ddci_tracker.domain.acts import ReportAct, ReportStep
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.domain.reports import Acceptance, Timeliness
from ddci_tracker.domain.views import AttentionKind
from ddci_tracker.services import reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.documents import reports_document
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.reminders import reminder
from ddci_tracker.services.table_files import reports_file
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.reports.cells import cell_of
from ddci_tracker.words import formats, reasons
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    NOW,
    OFFICE,
    PLAN,
    Q2,
    Q3,
    STAFF_A,
    STAFF_B,
    TODAY,
    act,
    extension,
    look,
    report,
    step,
    take,
)

LAST_DAY = date(2021, 6, 5)
LATE = date(2021, 6, 6)
OF_A = ("R1", "A", Q2)


def test_a_report_handed_in_on_its_last_day_is_on_time(tracker: Tracker) -> None:
    take(tracker, step(), act(OFFICE, on=LAST_DAY))
    row = report(look(tracker))
    assert (row.timeliness, row.days, row.handed_in_on) == (Timeliness.ON_TIME, None, LAST_DAY)
    assert row.acceptance is Acceptance.HANDED_IN


def test_a_report_handed_in_a_day_later_is_late_by_one_day(tracker: Tracker) -> None:
    take(tracker, step(), act(on=LATE))
    row = report(look(tracker))
    assert (row.timeliness, row.days) == (Timeliness.LATE, 1)


def test_each_member_of_a_group_owes_its_own(tracker: Tracker) -> None:
    take(tracker, step(unit="A"), act(on=LAST_DAY))
    assert report(look(tracker), unit="B").timeliness is Timeliness.OVERDUE


def test_a_returned_report_keeps_its_first_day_and_waits_to_be_handed_in_again(
    tracker: Tracker,
) -> None:
    take(tracker, step(), act(on=LAST_DAY))
    take(tracker, step(ReportStep.RETURNED, note="thiếu phụ lục"), act(OFFICE, on=LATE))
    board = look(tracker)
    row = report(board)
    assert (row.timeliness, row.acceptance) == (Timeliness.ON_TIME, Acceptance.RETURNED)
    waiting = [each for each in board.attention if each.report == row.key]
    assert [each.kind for each in waiting] == [AttentionKind.REPORT]
    take(tracker, step(), act(on=LATE + timedelta(days=3)))
    take(tracker, step(ReportStep.ACCEPTED), act(OFFICE))
    board = look(tracker)
    row = report(board)
    assert (row.timeliness, row.acceptance) == (Timeliness.ON_TIME, Acceptance.ACCEPTED)
    assert row.handed_in_on == LAST_DAY
    assert [each for each in board.attention if each.report == row.key] == []


def test_a_withdrawn_report_was_never_handed_in(tracker: Tracker) -> None:
    take(tracker, step(), act(STAFF_A, on=LAST_DAY))
    take(tracker, step(ReportStep.WITHDRAWN), act(STAFF_A, on=LATE))
    row = report(look(tracker))
    assert (row.timeliness, row.handed_in_on, row.acceptance) == (Timeliness.OVERDUE, None, None)


def test_an_accepted_report_may_still_be_returned_but_not_withdrawn(tracker: Tracker) -> None:
    take(tracker, step())
    take(tracker, step(ReportStep.ACCEPTED))
    with pytest.raises(Refused):
        take(tracker, step(ReportStep.WITHDRAWN))
    take(tracker, step(ReportStep.RETURNED, note="số liệu sai"))
    assert report(look(tracker)).acceptance is Acceptance.RETURNED


def test_a_mistyped_day_of_hand_in_is_corrected_by_naming_it(tracker: Tracker) -> None:
    take(tracker, step(), act(on=LATE))
    take(tracker, step(), act(on=LAST_DAY, replaces=1))
    row = report(look(tracker))
    assert (row.timeliness, row.acceptance) == (Timeliness.ON_TIME, Acceptance.HANDED_IN)


@pytest.mark.parametrize("answer", [ReportStep.ACCEPTED, ReportStep.RETURNED])
@pytest.mark.parametrize("on", [LAST_DAY, LATE, LATE + timedelta(days=1)])
def test_a_correction_is_not_slipped_in_behind_the_answer_of_the_office(
    tracker: Tracker, answer: ReportStep, on: date
) -> None:
    take(tracker, step(), act(on=LATE))
    take(tracker, step(answer, note="thiếu phụ lục"), act(OFFICE, on=LATE))
    with pytest.raises(Refused) as raised:
        take(tracker, step(), act(on=on, replaces=1))
    assert raised.value.field == "on"
    arguments = dict(raised.value.arguments)
    assert (arguments["day"], arguments["step"]) == (LATE, answer)


def test_a_day_that_a_unit_enters_later_is_a_claim_until_the_office_accepts_it(
    tracker: Tracker,
) -> None:
    take(tracker, step(), act(STAFF_A, on=LAST_DAY))
    row = report(look(tracker))
    days = (TODAY - LAST_DAY).days
    assert (row.timeliness, row.days) == (Timeliness.LATE, days)
    assert (row.handed_in_on, row.entered_on, row.entry_counts) == (LAST_DAY, TODAY, True)
    assert report(look(tracker, as_of=LATE)).timeliness is Timeliness.OVERDUE
    take(tracker, step(ReportStep.ACCEPTED), act(OFFICE))
    row = report(look(tracker))
    assert (row.timeliness, row.days, row.entry_counts) == (Timeliness.ON_TIME, None, False)
    assert (row.handed_in_on, row.entered_on) == (LAST_DAY, TODAY)


def test_a_day_that_the_office_enters_later_counts_and_is_told_with_the_day_of_entry(
    tracker: Tracker,
) -> None:
    """The Office answers for the earlier day itself; when it was entered is on every face."""
    take(tracker, step(), act(OFFICE, on=LAST_DAY))
    board, words = look(tracker), Words.of()
    row = report(board)
    assert (row.timeliness, row.entry_counts) == (Timeliness.ON_TIME, False)
    assert (row.handed_in_on, row.entered_on) == (LAST_DAY, TODAY)
    both = f"{formats.day(LAST_DAY, words)} (nhập ngày {formats.day(TODAY, words)}, Văn phòng"
    assert both in reasons.sentence(row.reason, words)
    assert "nhập" in (cell_of(row, words).when or "")
    (told,) = (
        each
        for each in reports_document(board.reports, words)
        if (each["duty"], each["from"], each["period"])
        == (row.duty, row.from_unit, str(row.period))
    )
    assert (told["handed_in_on"], told["entered_on"]) == (str(LAST_DAY), str(TODAY))
    book = load_workbook(BytesIO(reports_file(board, made=NOW, words=words)))
    cells = {cell for line in book.worksheets[0].values for cell in line}
    assert datetime.combine(TODAY, time()) in cells
    take(tracker, step(ReportStep.RETURNED, note="thiếu biểu"), act(OFFICE))
    returned = report(look(tracker))
    assert formats.day(TODAY, words) in reasons.sentence(returned.reason, words)
    letter = reminder(look(tracker), words, "A") or ""
    assert f"nhập {formats.day(TODAY, words)}" in letter


def test_the_office_may_accept_a_report_without_the_day_that_its_unit_claims(
    tracker: Tracker,
) -> None:
    take(tracker, step(), act(STAFF_A, on=LAST_DAY))
    take(tracker, replace(step(ReportStep.ACCEPTED), entered_on=TODAY), act(OFFICE))
    row = report(look(tracker))
    assert (row.timeliness, row.acceptance) == (Timeliness.LATE, Acceptance.ACCEPTED)
    assert row.entry_counts


@pytest.mark.parametrize(
    "on", [PLAN.document.counts_from - timedelta(days=1), date(2021, 3, 31), TODAY + timedelta(1)]
)
def test_a_report_is_handed_in_on_no_day_before_the_plan_or_its_period_or_after_today(
    tracker: Tracker, on: date
) -> None:
    with pytest.raises(Refused) as raised:
        take(tracker, step(), act(OFFICE, on=on))
    assert raised.value.field == "on"


def test_an_extension_moves_the_last_day_and_keeps_the_first_on_show(tracker: Tracker) -> None:
    reports.extend(tracker, PLAN.id, extension(date(2021, 7, 20)), act(OFFICE))
    row = report(look(tracker))
    assert (row.first_last_day, row.last_day) == (LAST_DAY, date(2021, 7, 20))
    assert (row.timeliness, row.days) == (Timeliness.UPCOMING, 5)
    assert row.extension is not None
    assert (row.extension.approver, row.extension.basis) == ("Giám đốc", "Công văn 12/VP")
    assert report(look(tracker), unit="B").last_day == LAST_DAY


def test_a_further_extension_is_refused_where_it_would_make_the_day_earlier(
    tracker: Tracker,
) -> None:
    reports.extend(tracker, PLAN.id, extension(date(2021, 7, 20)), act(OFFICE))
    for earlier in (date(2021, 7, 19), date(2021, 6, 30), LAST_DAY):
        with pytest.raises(Refused) as refused:
            reports.extend(tracker, PLAN.id, extension(earlier), act(OFFICE))
        assert refused.value.field == "last_day"
    assert report(look(tracker)).last_day == date(2021, 7, 20)
    other = replace(extension(date(2021, 7, 20)), basis="Công văn 13/VP")
    reports.extend(tracker, PLAN.id, other, act(OFFICE))
    assert report(look(tracker)).extension == other, "what it rests on may be put right"
    reports.cancel_extension(tracker, PLAN.id, *OF_A, act(OFFICE))
    reports.extend(tracker, PLAN.id, extension(date(2021, 6, 30)), act(OFFICE))
    assert report(look(tracker)).last_day == date(2021, 6, 30)


def test_the_office_sets_the_day_that_the_plan_left_open(tracker: Tracker) -> None:
    june = Period.month(2021, 6)
    assert report(look(tracker), "R2", period=june).timeliness is Timeliness.NO_DUE_DAY
    rule = DueRule(inclusive=True, day=20)
    reports.set_due(tracker, PLAN.id, "R2", rule, act(OFFICE, on=date(2021, 6, 1)))
    row = report(look(tracker), "R2", period=june)
    assert (row.last_day, row.timeliness, row.days) == (date(2021, 6, 20), Timeliness.OVERDUE, 25)
    assert row.set_by_office
    before = report(look(tracker, as_of=date(2021, 5, 31)), "R2", period=june)
    assert before.timeliness is Timeliness.NO_DUE_DAY, "as of a day before it was set"


@pytest.mark.parametrize(
    "rule",
    [
        DueRule(inclusive=False, day=1),
        DueRule(inclusive=True, day=31),
        DueRule(inclusive=True, day=5, of_next_period=True),
    ],
)
def test_any_day_of_a_month_may_be_set(tracker: Tracker, rule: DueRule) -> None:
    version = reports.set_due(tracker, PLAN.id, "R2", rule, act(OFFICE))
    assert version.value == rule


def test_a_report_without_a_due_day_is_just_handed_in(tracker: Tracker) -> None:
    take(tracker, step(duty="R2", period=Period.month(2021, 6)))
    row = report(look(tracker), "R2", period=Period.month(2021, 6))
    assert (row.timeliness, row.acceptance) == (Timeliness.NO_DUE_DAY, Acceptance.HANDED_IN)


def test_an_early_report_counts_for_its_own_period(tracker: Tracker) -> None:
    take(tracker, step(period=Q3))
    assert report(look(tracker), period=Q3).timeliness is Timeliness.ON_TIME


def test_units_hand_in_their_own_reports_and_the_office_reviews_them(tracker: Tracker) -> None:
    with pytest.raises(Forbidden):
        take(tracker, step(unit="A"), act(STAFF_B))
    take(tracker, step(unit="A"), act(STAFF_A))
    for reviewed in (ReportStep.ACCEPTED, ReportStep.RETURNED):
        with pytest.raises(Forbidden):
            take(tracker, step(reviewed, note="x"), act(STAFF_A))
    take(tracker, step(ReportStep.ACCEPTED), act(OFFICE))


def test_of_two_who_review_a_report_the_second_is_told_who_came_first(tracker: Tracker) -> None:
    take(tracker, step(), act(STAFF_A))
    take(tracker, step(ReportStep.ACCEPTED), act(OFFICE, revision=1))
    with pytest.raises(Conflict) as raised:
        take(tracker, step(ReportStep.RETURNED, note="x"), act(revision=1))
    assert (raised.value.by, raised.value.revision_now) == (OFFICE.name, 2)
    assert raised.value.recorded_at > NOW, "two acts on a plan never share a moment"


def undo(tracker: Tracker, done: ReportAct, by: Act | None = None) -> None:
    reports.undo_step(tracker, PLAN.id, done, by or act())


def test_a_hand_in_that_is_undone_was_never_handed_in(tracker: Tracker) -> None:
    done = step()
    take(tracker, done, act(STAFF_A, on=LAST_DAY))
    undo(tracker, done, act(STAFF_A, revision=1))
    row = report(look(tracker))
    assert (row.timeliness, row.acceptance) == (Timeliness.OVERDUE, None)


@pytest.mark.parametrize("reviewed", [ReportStep.ACCEPTED, ReportStep.RETURNED])
def test_a_review_that_is_undone_leaves_the_report_waiting_as_before(
    tracker: Tracker, reviewed: ReportStep
) -> None:
    take(tracker, step(), act(STAFF_A, on=LAST_DAY))
    before = report(look(tracker))
    done = step(reviewed, note="thiếu phụ lục")
    take(tracker, done, act(OFFICE))
    undo(tracker, done, act(OFFICE, revision=2))
    assert report(look(tracker)) == before
    take(tracker, step(ReportStep.ACCEPTED), act(OFFICE))
    assert report(look(tracker)).acceptance is Acceptance.ACCEPTED


def test_handing_in_again_is_undone_without_losing_the_first_day_and_the_reason(
    tracker: Tracker,
) -> None:
    take(tracker, step(), act(on=LAST_DAY))
    take(tracker, step(ReportStep.RETURNED, note="thiếu phụ lục"), act(on=LATE))
    before = report(look(tracker))
    take(tracker, step(), act(STAFF_A))
    undo(tracker, step(), act(STAFF_A, revision=3))
    assert report(look(tracker)) == before


def test_a_withdrawal_is_undone(tracker: Tracker) -> None:
    take(tracker, step(), act(on=LAST_DAY))
    done = step(ReportStep.WITHDRAWN)
    take(tracker, done, act(STAFF_A))
    undo(tracker, done, act(STAFF_A, revision=2))
    row = report(look(tracker))
    assert (row.handed_in_on, row.acceptance) == (LAST_DAY, Acceptance.HANDED_IN)


def test_only_the_last_step_is_undone_and_only_by_who_may_take_it(tracker: Tracker) -> None:
    take(tracker, step(), act(STAFF_A))
    accepted = step(ReportStep.ACCEPTED)
    take(tracker, accepted, act(OFFICE))
    with pytest.raises(Forbidden):
        undo(tracker, accepted, act(STAFF_A, revision=2))
    with pytest.raises(Conflict):
        undo(tracker, step(), act(STAFF_A, revision=1))
    undo(tracker, accepted, act(OFFICE, revision=2))
    with pytest.raises(Refused):
        undo(tracker, step(), act(OFFICE, revision=3))


def test_an_extension_is_taken_back_and_the_first_day_counts_again(tracker: Tracker) -> None:
    given = extension(date(2021, 7, 20))
    with pytest.raises(Refused):
        reports.cancel_extension(tracker, PLAN.id, *OF_A, act(OFFICE))
    reports.extend(tracker, PLAN.id, given, act(OFFICE))
    with pytest.raises(Conflict):
        reports.cancel_extension(tracker, PLAN.id, *OF_A, act(OFFICE, revision=0))
    reports.cancel_extension(tracker, PLAN.id, *OF_A, act(OFFICE, revision=1))
    row = report(look(tracker))
    assert (row.last_day, row.extension, row.timeliness) == (LAST_DAY, None, Timeliness.OVERDUE)


def test_a_day_that_the_office_set_is_taken_back_and_the_print_stands(tracker: Tracker) -> None:
    with pytest.raises(Refused):
        reports.unset_due(tracker, PLAN.id, "R2", act(OFFICE))
    reports.set_due(tracker, PLAN.id, "R2", DueRule(inclusive=True, day=20), act(OFFICE))
    with pytest.raises(Conflict):
        reports.unset_due(tracker, PLAN.id, "R2", act(OFFICE, revision=0))
    reports.unset_due(tracker, PLAN.id, "R2", act(OFFICE, revision=1))
    row = report(look(tracker), "R2", period=Period.month(2021, 6))
    assert (row.timeliness, row.set_by_office) == (Timeliness.NO_DUE_DAY, False)
    with pytest.raises(Refused):
        reports.unset_due(tracker, PLAN.id, "R2", act(OFFICE))
