"""The file of a report: what became of it, who did it, and what may be done with it now."""

from dataclasses import replace
from datetime import date

import pytest

from ddci_tracker.domain.acts import ReportStep
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.domain.reports import Acceptance, Timeliness
from ddci_tracker.services import report_files, reports
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.report_files import DutyFile, Happening, ReportAction, ReportFile
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    Q2,
    STAFF_A,
    STAFF_B,
    act,
    extension,
    person,
    step,
    take,
)

KEY = "R1/A/2021-Q2"


def file_of(tracker: Tracker, actor: Actor = OFFICE, key: str = KEY) -> ReportFile:
    found = report_files.report_file(tracker, actor, PLAN.id, key, now=NOW)
    assert found is not None
    return found


def duty_of(tracker: Tracker, code: str, actor: Actor = OFFICE) -> DutyFile:
    found = report_files.duty_file(tracker, actor, PLAN.id, code, now=NOW)
    assert found is not None
    return found


def happened(file: ReportFile | DutyFile) -> list[Happening]:
    assert file.entries is not None
    return [entry.what for entry in file.entries]


def test_a_file_tells_who_did_what_for_which_day_the_newest_first(tracker: Tracker) -> None:
    take(tracker, step(note="số 12/BC"), act(STAFF_A, on=date(2021, 6, 4)))
    take(tracker, step(ReportStep.RETURNED, note="thiếu phụ lục"), act(OFFICE))
    reports.extend(tracker, PLAN.id, extension(), act(OFFICE))
    file = file_of(tracker)
    assert happened(file) == [Happening.EXTENDED, Happening.RETURNED, Happening.HANDED_IN]
    assert file.entries is not None
    extended, returned, handed_in = file.entries
    assert (handed_in.by, handed_in.on, handed_in.note) == (
        STAFF_A.name,
        date(2021, 6, 4),
        "số 12/BC",
    )
    assert (returned.by, returned.note) == (OFFICE.name, "thiếu phụ lục")
    assert extended.extension == extension()
    assert (file.revision, file.extension_revision) == (2, 1)
    assert file.row.acceptance is Acceptance.RETURNED


def test_what_was_undone_stays_in_the_file(tracker: Tracker) -> None:
    take(tracker, step())
    accepted = step(ReportStep.ACCEPTED)
    take(tracker, accepted)
    reports.undo_step(tracker, PLAN.id, accepted, act(revision=2))
    file = file_of(tracker)
    assert happened(file) == [Happening.UNDONE, Happening.ACCEPTED, Happening.HANDED_IN]
    assert file.entries is not None
    assert [entry.corrected for entry in file.entries] == [False, True, False]
    assert file.entries[0].undoes is ReportStep.ACCEPTED
    assert file.last is None, "an undoing is not undone"


def test_a_day_that_was_corrected_is_told_with_the_new_one(tracker: Tracker) -> None:
    take(tracker, step(), act(on=date(2021, 6, 9)))
    take(tracker, step(), act(on=date(2021, 6, 4), replaces=1))
    entries = file_of(tracker).entries
    assert entries is not None
    assert [(entry.what, entry.on, entry.corrected) for entry in entries] == [
        (Happening.HANDED_IN, date(2021, 6, 4), False),
        (Happening.HANDED_IN, date(2021, 6, 9), True),
    ]


def test_an_extension_and_a_due_day_that_were_taken_back_stay_in_the_file(
    tracker: Tracker,
) -> None:
    reports.extend(tracker, PLAN.id, extension(), act(OFFICE))
    reports.cancel_extension(tracker, PLAN.id, "R1", "A", Q2, act(OFFICE))
    assert happened(file_of(tracker)) == [Happening.EXTENSION_CANCELLED, Happening.EXTENDED]
    rule = DueRule(inclusive=True, day=20)
    reports.set_due(tracker, PLAN.id, "R2", rule, act(OFFICE))
    assert duty_of(tracker, "R2").rule == rule
    reports.unset_due(tracker, PLAN.id, "R2", act(OFFICE))
    duty = duty_of(tracker, "R2")
    assert happened(duty) == [Happening.DUE_UNSET, Happening.DUE_SET]
    assert (duty.rule, duty.set_by_office, duty.revision) == (None, False, 2)


@pytest.mark.parametrize(
    ("steps", "of_sender", "of_office"),
    [
        ([], {ReportAction.HAND_IN}, {ReportAction.HAND_IN, ReportAction.EXTEND}),
        (
            [ReportStep.HANDED_IN],
            {ReportAction.WITHDRAW},
            {ReportAction.WITHDRAW, ReportAction.ACCEPT, ReportAction.RETURN, ReportAction.EXTEND},
        ),
        (
            [ReportStep.HANDED_IN, ReportStep.ACCEPTED],
            set(),
            {ReportAction.RETURN, ReportAction.EXTEND},
        ),
        (
            [ReportStep.HANDED_IN, ReportStep.RETURNED],
            {ReportAction.HAND_IN},
            {ReportAction.HAND_IN, ReportAction.EXTEND},
        ),
    ],
)
def test_what_may_be_done_follows_from_what_was_done_and_who_asks(
    tracker: Tracker,
    steps: list[ReportStep],
    of_sender: set[ReportAction],
    of_office: set[ReportAction],
) -> None:
    for taken in steps:
        take(tracker, step(taken, note="lý do"))
    assert set(file_of(tracker, STAFF_A).actions) == of_sender
    assert set(file_of(tracker, OFFICE).actions) == of_office
    for other in (STAFF_B, person(Role.LEADER), person(Role.DISPLAY)):
        assert file_of(tracker, other).actions == ()


def test_an_extension_can_be_taken_back_while_there_is_one(tracker: Tracker) -> None:
    reports.extend(tracker, PLAN.id, extension(), act(OFFICE))
    assert ReportAction.CANCEL_EXTENSION in file_of(tracker).actions
    assert ReportAction.CANCEL_EXTENSION not in file_of(tracker, STAFF_A).actions


def test_nothing_may_be_done_with_a_report_that_is_not_asked_for(tracker: Tracker) -> None:
    row = replace(file_of(tracker).row, timeliness=Timeliness.NOT_APPLICABLE)
    assert report_files.actions_on(row, OWNER, PLAN) == ()


def test_a_report_without_a_due_day_cannot_be_extended(tracker: Tracker) -> None:
    key = f"R2/A/{Period.month(2021, 6)}"
    assert set(file_of(tracker, key=key).actions) == {ReportAction.HAND_IN}


def test_a_due_day_is_set_by_the_office_where_the_print_has_none(tracker: Tracker) -> None:
    assert duty_of(tracker, "R2").may_set
    assert not duty_of(tracker, "R2", STAFF_A).may_set
    assert not duty_of(tracker, "R1").may_set, "its day is printed"
    assert not duty_of(tracker, "R3").may_set, "it has no cadence"


def test_who_may_not_read_the_history_is_told_none(tracker: Tracker) -> None:
    take(tracker, step())
    assert file_of(tracker, person(Role.DISPLAY)).entries is None
    assert duty_of(tracker, "R2", person(Role.DISPLAY)).entries is None


def test_what_is_not_owed_has_no_file(tracker: Tracker) -> None:
    assert report_files.report_file(tracker, OWNER, PLAN.id, "R1/X/2021-Q2", now=NOW) is None
    assert report_files.duty_file(tracker, OWNER, PLAN.id, "R9", now=NOW) is None
