"""Two people who saw the same: who comes second is refused, and may go on from what stands then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ddci_tracker.domain.acts import ReportStep
from ddci_tracker.domain.plan import UnitKind
from ddci_tracker.domain.reports import Acceptance
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.services import (
    accounts,
    freeze_schedule,
    reports,
    templates,
    units,
    work_calendar,
)
from ddci_tracker.services.account_rules import AccountPlace
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    AGENCY,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    TODAY,
    act,
    look,
    report,
    step,
    take,
)

STAFF = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="A")
OFFICE_PLACE = AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,))
DAY = date(2021, 9, 3)

Seen = int
See = Callable[[Tracker], Seen]
Do = Callable[[Tracker, Seen, int], object]


def see_account(tracker: Tracker) -> Seen:
    known = {each.name: each for each in accounts.list_accounts(tracker, OWNER)}
    if "lan" not in known:
        administrator = AccountPlace(role=Role.ADMINISTRATOR)
        accounts.add_account(tracker, OWNER, name="quan-tri", place=administrator, now=NOW)
        accounts.add_account(tracker, OWNER, name="lan", place=STAFF, now=NOW)
        return see_account(tracker)
    return known["lan"].mark


def change_account(tracker: Tracker, seen: Seen, number: int) -> object:
    place = (OFFICE_PLACE, STAFF)[number % 2]
    name = f"Lan {number}"
    return accounts.change_account(tracker, OWNER, "lan", place, full_name=name, seen=seen)


def see_freeze_day(tracker: Tracker) -> Seen:
    stands = freeze_schedule.freeze_day_of(tracker, OFFICE, PLAN.id)
    return stands.day if stands else 0


def set_freeze_day(tracker: Tracker, seen: Seen, number: int) -> object:
    freeze_schedule.set_freeze_day(tracker, OFFICE, PLAN.id, number, now=NOW, seen=seen)
    return number


def see_template(tracker: Tracker) -> Seen:
    stands = templates.template_of(tracker, OFFICE, AGENCY)
    return stands.mark if stands else 0


def put_template(tracker: Tracker, seen: Seen, number: int) -> object:
    body = templates.current_body(tracker, OFFICE, AGENCY, words=Words.of())
    now = NOW + timedelta(seconds=number)
    return templates.upload(tracker, OFFICE, AGENCY, "mau.docx", body, now=now, seen=seen)


def give_template_up(tracker: Tracker, seen: Seen, number: int) -> object:
    templates.restore_default(tracker, OFFICE, AGENCY, seen=seen)
    return put_template(tracker, 0, number)


def see_day(tracker: Tracker) -> Seen:
    return work_calendar.work_table(tracker, OFFICE, 2021).revisions.get(DAY, 0)


def set_day(tracker: Tracker, seen: Seen, number: int) -> object:
    special = SpecialDay(day=DAY, worked=bool(number % 2), name=f"Thông báo {number}")
    return work_calendar.set_day(tracker, special, replace(act(OFFICE), revision=seen))


def see_units(tracker: Tracker) -> Seen:
    return units.changes_so_far(tracker, OFFICE, AGENCY)


def rename(tracker: Tracker, seen: Seen, number: int) -> object:
    change = UnitChange(
        kind=UnitChangeKind.RENAMED,
        before=("A",),
        after=(RegisteredUnit(code="A", name=f"Phòng {number}", kind=UnitKind.DIVISION),),
        decided_on=TODAY - timedelta(days=9 - number),
        in_force_on=TODAY - timedelta(days=9 - number),
        basis="Quyết định 10",
    )
    return units.change_units(tracker, AGENCY, change, replace(act(OFFICE), revision=seen))


@pytest.mark.parametrize(
    ("see", "do"),
    [
        (see_account, change_account),
        (see_freeze_day, set_freeze_day),
        (see_template, put_template),
        (see_template, give_template_up),
        (see_day, set_day),
        (see_units, rename),
    ],
)
def test_who_comes_second_is_refused_and_may_go_on_from_what_stands(
    tracker: Tracker, see: See, do: Do
) -> None:
    seen = see(tracker)
    do(tracker, seen, 4)
    after_the_first = see(tracker)
    assert after_the_first != seen
    with pytest.raises((Refused, Conflict)):
        do(tracker, seen, 5)
    assert see(tracker) == after_the_first
    do(tracker, after_the_first, 5)
    assert see(tracker) not in (seen, after_the_first)


def test_a_report_of_a_list_is_accepted_as_it_was_seen(tracker: Tracker) -> None:
    take(tracker, step(), act(on=date(2021, 6, 5)))
    seen = report(look(tracker))
    take(tracker, replace(step(), step=ReportStep.WITHDRAWN), act())
    take(tracker, step(), act())
    accepted = replace(step(), step=ReportStep.ACCEPTED)
    with pytest.raises(Refused):
        reports.take_step(tracker, PLAN.id, accepted, act(OFFICE), seen=seen)
    assert report(look(tracker)).acceptance is Acceptance.HANDED_IN
    reports.take_step(tracker, PLAN.id, accepted, act(OFFICE), seen=report(look(tracker)))
    assert report(look(tracker)).acceptance is Acceptance.ACCEPTED
